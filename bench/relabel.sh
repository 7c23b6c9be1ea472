#!/usr/bin/env bash
# What it costs to judge a plan of a million resources anew: a kind of sensitive data is taken out of the plan's
# list and put back, each time by starting the server again, which labels beside its work. Printed: how long it
# takes, what reads of 100 members take before and meanwhile, and the server's memory. Then the command alone.
# 24,000 members (MEMBERS) are a million resources: some 12 GB below TMPDIR and a few minutes.
set -euo pipefail
cd "$(dirname "$0")/.."
BUILD=${BUILD:-build}
. bench/lib.sh
members=${MEMBERS:-24000}
bench_begin relabel
conf=$work/postern.ini
make_plans "$work" load
make_conf "$conf" "$port" "$base"
say_machine
"$BUILD/postern" synth --members "$members" --seed 3 --out "$work/synth" >/dev/null
"$BUILD/postern" load -c "$conf" --plan load "$work"/synth/*.ndjson | node -e '
const r = JSON.parse(require("fs").readFileSync(0, "utf8").trim().split("\n").pop());
console.log(`load: ${r.lines} resources, ${(r.bytes / 1e9).toFixed(2)} GB, ${r.seconds} s, ${r.mb_per_s} MB/s`)'
awk -v step=$((members / 100)) 'NR % step == 1' "$work/synth/Patient.ndjson" | sed 's/.*"resourceType":"Patient","id":"\([^"]*\)".*/\1/' >"$work/ids"
rm -r "$work/synth"
"$BUILD/postern" labels -c "$conf" --plan load

while read -r id; do
    token=$("$BUILD/postern" token -c "$conf" --plan load --patient "$id" --scope 'patient/*.rs' --ttl 7200 | sed 's/.*"access_token":"\([^"]*\)".*/\1/')
    printf '/load/fhir/Patient/%s\t%s\n' "$id" "$token"
done <"$work/ids" >"$work/read"

serve() {
    : >"$work/serve.out"
    "$BUILD/postern" serve -c "$conf" >"$work/serve.out" 2>"$work/serve.log" &
    server=$!
    until grep -q '^ready:' "$work/serve.out"; do kill -0 "$server" && sleep 0.05; done
}
# reads SECONDS WHAT
reads() {
    echo "$2: $(wrk -t1 -c4 -d"${1}s" -s bench/wrk.lua "$base" -- "$work/read" identity | grep '^requests')"
}
# again WHAT: until nothing is stale, reads all the while
again() {
    kill "$server"
    wait "$server" || true
    local began
    began=$(date +%s%N)
    serve
    while ! grep -q "\"relabelled\"" "$work/serve.log"; do
        kill -0 "$server"
        reads 5 "$1, reads meanwhile"
    done
    echo "$1: labelled anew in at most $((($(date +%s%N) - began) / 1000000)) ms; $(grep -o '"resources":"*[0-9]*' "$work/serve.log" | tail -n 1)," \
        "$(grep RssAnon "/proc/$server/status" | awk '{printf "RssAnon %.1f MB", $2/1024}')"
}
serve
reads 5 "warm"
reads 10 "nothing stale"
echo 'sensitive = hiv sti reproductive violence substance_use genetics gender minors restricted' >>"$work/plans/load/plan.ini"
again "mental_health off"
sed -i '/^sensitive/d' "$work/plans/load/plan.ini"
again "mental_health on"
reads 10 "nothing stale"
kill "$server"
wait "$server" || true
server=
echo 'sensitive = hiv' >>"$work/plans/load/plan.ini"
/usr/bin/time -f "postern relabel: %e s, %U s user, %S s system, %M KB" "$BUILD/postern" relabel -c "$conf" --plan load 2>&1 | grep -v '^labelled anew'

#!/usr/bin/env bash
# What a search costs as a plan grows: processor time (user and system) for each request over the records of
# 200 members of a plan with 1,000 and of one with MEMBERS (default 100,000), three interleaved runs, the
# median; and the server's memory. 100,000 members need some 50 GB below TMPDIR and a quarter of an hour.
set -euo pipefail
cd "$(dirname "$0")/.."
BUILD=${BUILD:-build}
. bench/lib.sh
members=${MEMBERS:-100000}
seconds=${SECONDS_EACH:-5}
runs=${RUNS:-3}
bench_begin growth
conf=$work/postern.ini
make_plans "$work" small large
make_conf "$conf" "$port" "$base"
say_machine

# fill PLAN MEMBERS
fill() {
    "$BUILD/postern" synth --members "$2" --seed 1 --out "$work/synth" >/dev/null
    "$BUILD/postern" load -c "$conf" --plan "$1" "$work"/synth/*.ndjson >"$work/load.json"
    awk -v step=$(($2 / 200)) 'NR % step == 1' "$work/synth/Patient.ndjson" | sed 's/.*"resourceType":"Patient","id":"\([^"]*\)".*/\1/' >"$work/$1.ids"
    rm -r "$work/synth"
    tail -n1 "$work/load.json" | node -e '
const r = JSON.parse(require("fs").readFileSync(0, "utf8"));
console.log(`${process.argv[1]}: ${process.argv[2]} members, ${r.lines} resources, ${(r.bytes / 1e9).toFixed(2)} GB in ${r.seconds} s, ${r.mb_per_s} MB/s`)' "$1" "$2"
}
fill small 1000
fill large "$members"

: >"$work/serve.out"
"$BUILD/postern" serve -c "$conf" >"$work/serve.out" 2>"$work/serve.log" &
server=$!
until grep -q '^ready:' "$work/serve.out"; do kill -0 $server && sleep 0.1; done
for plan in small large; do
    while read -r id; do
        token=$("$BUILD/postern" token -c "$conf" --plan $plan --patient "$id" --scope 'patient/*.rs' --share all --ttl 7200 | sed 's/.*"access_token":"\([^"]*\)".*/\1/')
        printf '/%s/fhir/ExplanationOfBenefit?patient=%s&_count=50\t%s\n' $plan "$id" "$token"
    done <"$work/$plan.ids" >"$work/$plan.ask"
done
ticks() { awk '{print $14+$15}' "/proc/$server/stat"; }
measure() { # PLAN: µs of processor time a request
    local before out
    before=$(ticks)
    out=$(wrk -t1 -c16 -d"${seconds}s" -s bench/wrk.lua "$base" -- "$work/$1.ask" identity | grep '^requests')
    awk -v t=$(($(ticks) - before)) '{printf "%.2f errors %d\n", t*10000/$2, $4}' <<<"$out"
}
for plan in small large; do measure $plan >/dev/null; done # warm
for _ in $(seq "$runs"); do
    for plan in small large; do measure $plan >>"$work/$plan.us"; done
done
median() { cut -d' ' -f1 "$1" | sort -n | awk '{a[NR]=$1} END {print a[int((NR+1)/2)]}'; }
awk -v s="$(median "$work/small.us")" -v l="$(median "$work/large.us")" -v m="$members" 'BEGIN {printf "search: 1,000 members %.2f us, %d members %.2f us: %.2fx\n", s, m, l, l/s}'
cat "$work/small.us" "$work/large.us" | grep -v 'errors 0$' && exit 1
grep RssAnon "/proc/$server/status" | awk '{printf "memory: RssAnon %.1f MB\n", $2/1024}'

#!/usr/bin/env bash
# Searches over a directory of MEMBERS practitioners (default 1,000,000) and as many roles: how long the load
# takes and how long each kind of search, one at a time, as its client sees it. Prints tables; bench/RESULTS.md
# keeps those worth keeping. A million needs some 6 GB below TMPDIR and ten minutes. STORE is another store's
# url; EACH how many values of each kind. Each kind is asked twice: the second table is of a warm cache. KEEP is a
# folder that stays: what a run before has loaded there is not loaded again.
set -euo pipefail
cd "$(dirname "$0")/.."
BUILD=${BUILD:-build}
. bench/lib.sh
members=${MEMBERS:-1000000}
work=${KEEP:-$(mktemp -d "${TMPDIR:-/tmp}/postern-directory.XXXXXX")}
server=
finish() {
    [ -n "$server" ] && kill "$server" 2>/dev/null || true
    wait 2>/dev/null || true
    [ -n "${KEEP:-}" ] || rm -rf "$work"
}
trap finish EXIT
port=$(free_port)
base=http://127.0.0.1:$port

say_machine
make_plans "$work" dir
conf=$work/postern.ini
make_conf "$conf" "$port" "$base"
if [ ! -f "$work/load.json" ]; then
    node bench/directory.mjs "$members" 1 "$work/data"
    echo '{"resourceType":"Patient","id":"bench","name":[{"family":"Bench"}]}' >"$work/data/Patient.ndjson"
    "$BUILD/postern" load -c "$conf" --plan dir "$work"/data/*.ndjson >"$work/load.part"
    mv "$work/load.part" "$work/load.json"
fi
node -e '
const r = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8").trim().split("\n").pop());
console.log(`load: ${r.lines} resources in ${r.seconds} s, ${Math.round(r.lines / r.seconds)} resources/s, rejected ${r.rejected}`)' "$work/load.json"
: >"$work/serve.out"
"$BUILD/postern" serve -c "$conf" >>"$work/serve.out" 2>"$work/serve.log" &
server=$!
until grep -q '^ready:' "$work/serve.out"; do kill -0 $server && sleep 0.1; done
token=$("$BUILD/postern" token -c "$conf" --plan dir --patient bench --scope 'patient/*.rs' --share all --ttl 7200 | node -e 'console.log(JSON.parse(require("fs").readFileSync(0)).access_token)')
for _ in 1 2; do
    node bench/directory_ask.mjs "$base/dir/fhir" "$work/data" "${EACH:-200}" "$token"
    echo
done
grep RssAnon "/proc/$server/status" | awk '{printf "memory: RssAnon %.1f MB\n", $2/1024}'

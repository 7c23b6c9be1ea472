#!/usr/bin/env bash
# What the time of a refusal tells a stranger (AUTHORIZATION T33: more than 5 ms between medians fails): an app that is
# unknown beside one whose secret, or whose signature, is wrong; a code that is unknown beside another app's. Over HTTP, one
# request at a time, the two kinds in turn. bench/RESULTS.md keeps what is worth keeping. STORE is another store's url.
set -euo pipefail
cd "$(dirname "$0")/.."
BUILD=${BUILD:-build}
. bench/lib.sh
n=${N:-2500}
apps=${APPS:-30} # each is asked below its burst of 200 at the token end point
work=$(mktemp -d "${TMPDIR:-/tmp}/postern-timing.XXXXXX")
pid=
finish() {
    [ -z "$pid" ] || kill "$pid" 2>/dev/null || true
    wait 2>/dev/null || true
    rm -rf "$work"
}
trap finish EXIT
make -s BUILD="$BUILD" -f Makefile -f tests/fault/fault.mk fault-programs
port=$(free_port)
base=http://127.0.0.1:$port
make_plans "$work" bench
make_conf "$work/one.ini" "$port" "$base"
say_machine
echo '{"resourceType":"Patient","id":"bench","name":[{"family":"Bench"}]}' >"$work/Patient.ndjson"
"$BUILD/postern" load -c "$work/one.ini" --plan bench "$work/Patient.ndjson" >/dev/null
node bench/timing.mjs jwks >"$work/jwks"
add() { "$BUILD/postern" app add -c "$work/one.ini" --plan bench --name "App $1" --client-id "$1" --redirect-uri https://app.example/cb "${@:2}" >/dev/null; }
for i in $(seq "$apps"); do
    add "secret-$i" --confidential
    add "signs-$i" --confidential --jwks "$work/jwks"
    add "public-$i"
done
add owner
"$BUILD/postern" serve -c "$work/one.ini" >"$work/out" 2>"$work/log" &
pid=$!
until grep -q '^ready:' "$work/out"; do kill -0 "$pid" && sleep 0.1; done
url=$base/bench/oauth/token
node bench/timing.mjs secret "$url" "$n" "$apps"
node bench/timing.mjs signature "$url" "$n" "$apps"
# A code lives a minute: as many as are shown in that time, each once
"$BUILD/fault_tool" codes "$work/one.ini" bench bench "$n" owner 'patient/*.rs' >"$work/codes"
node bench/timing.mjs code "$url" "$n" "$apps" "$work/codes"

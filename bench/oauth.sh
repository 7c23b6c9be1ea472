#!/usr/bin/env bash
# What the authorization server costs: finding a token's grant (in process), a code that becomes tokens and a refresh
# (over HTTP, 16 at once, apps with an id_token, so that each has its signature), and how long a revoked token goes on
# working while a hundred clients read with it: at the node that revoked it, and at a second one on the same store that
# is told by nobody. bench/RESULTS.md keeps what is worth keeping. STORE is another store's url; N codes an app.
set -euo pipefail
cd "$(dirname "$0")/.."
BUILD=${BUILD:-build}
. bench/lib.sh
apps=${APPS:-30}
n=${N:-80} # of each app: code and refresh together stay below the token endpoint's burst of 200
rounds=${ROUNDS:-5}
work=$(mktemp -d "${TMPDIR:-/tmp}/postern-oauth.XXXXXX")
pids=()
finish() {
    [ ${#pids[@]} -eq 0 ] || kill "${pids[@]}" 2>/dev/null || true
    wait 2>/dev/null || true
    rm -rf "$work"
}
trap finish EXIT
make -s BUILD="$BUILD" -f Makefile -f tests/fault/fault.mk -f bench/bench.mk fault-programs bench-programs
port=$(free_port)
base=http://127.0.0.1:$port
make_plans "$work" bench
# conf NAME PORT: a node of the installation, with a journal of its own
conf() {
    make_conf "$work/$1.ini" "$2" "$base"
    printf '[audit]
dir = audit-%s
' "$1" >>"$work/$1.ini"
}
conf one "$port"
second=$(free_port)
conf two "$second"
say_machine
echo '{"resourceType":"Patient","id":"bench","name":[{"family":"Bench"}]}' >"$work/Patient.ndjson"
"$BUILD/postern" load -c "$work/one.ini" --plan bench "$work/Patient.ndjson" >/dev/null
for i in $(seq 200); do
    "$BUILD/postern" token -c "$work/one.ini" --plan bench --patient bench --scope 'patient/*.rs' --ttl 3600
done | sed 's/.*"access_token":"\([^"]*\)".*/\1/' >"$work/tokens"
"$BUILD/bench_check" "$work/one.ini" bench 2000000 <"$work/tokens"
for i in $(seq "$apps"); do
    "$BUILD/postern" app add -c "$work/one.ini" --plan bench --client-id "app-$i" --name "App $i" --redirect-uri https://app.example/cb >/dev/null
done

# start NODE: its number in pids is the order of the calls
start() {
    "$BUILD/postern" serve -c "$work/$1.ini" >"$work/$1.out" 2>"$work/$1.log" &
    pids+=($!)
    until grep -q '^ready:' "$work/$1.out"; do kill -0 $! && sleep 0.1; done
}
codes() { # CLIENT N
    "$BUILD/fault_tool" codes "$work/one.ini" bench bench "$2" "$1" "openid fhirUser launch/patient offline_access patient/*.rs" | sed "s/^/$1\t/"
}
start one
for i in $(seq "$apps"); do codes "app-$i" "$n"; done >"$work/codes"
node bench/oauth.mjs token "$base/bench" "${pids[0]}" "$work/codes"
codes app-1 "$rounds" >"$work/codes"
node bench/oauth.mjs revoke "$base" "$base/bench" "$work/codes" "$rounds"
start two
codes app-2 "$rounds" >"$work/codes"
node bench/oauth.mjs revoke "http://127.0.0.1:$second" "$base/bench" "$work/codes" "$rounds"

#!/usr/bin/env bash
# `_revinclude=Provenance:target` is never empty: over loaded data that have few or no Provenance, each match of
# each type, for several members, brings one that targets it; the made ones are valid by each US Core and by
# PDex; a load that is repeated, or killed and repeated, changes none. Needs $SHARED and Node.
set -euo pipefail
cd "$(dirname "$0")/../.."
BUILD=${BUILD:-build}
SHARED=${SHARED:-../shared}
if [ ! -d "$SHARED/tools/profile-validator" ] || ! command -v node >/dev/null; then
    echo "provenance: no $SHARED/tools/profile-validator, or no node"
    echo "0 passed, 0 failed, 1 skipped"
    exit 0
fi
shared=$(cd "$SHARED" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/postern-provenance.XXXXXX")
server=
stop() {
    [ -n "$server" ] && kill "$server" 2>/dev/null && wait "$server" 2>/dev/null || true
    server=
}
finish() {
    stop
    rm -rf "$work"
}
trap finish EXIT
# shellcheck source=tests/conform/tools.sh
. tests/conform/tools.sh
tool_copy search-oracle
tool_copy profile-validator

passed=0
failed=0
count() { # of a part's last line
    local line
    line=$(tail -n 1 "$1")
    if [[ $line =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed ]]; then
        passed=$((passed + BASH_REMATCH[1]))
        failed=$((failed + BASH_REMATCH[2]))
        [ "${BASH_REMATCH[2]}" -eq 0 ] || head -n 20 "$1"
    else
        failed=$((failed + 1))
        tail -n 5 "$1"
    fi
}
free_port() { node tests/conform/port.mjs; }
wait_for() { # PATTERN FILE
    for _ in $(seq 1200); do
        grep -q "$1" "$2" && return 0
        kill -0 "$server" 2>/dev/null || break
        sleep 0.1
    done
    tail "$2"
    echo "0 passed, 1 failed"
    exit 1
}

port=$(free_port)
base=http://127.0.0.1:$port
mkdir -p "$work/plans/synthea" "$work/plans/synth" "$work/plans/pdex" "$work/mail"
printf 'name = Synthea\nsandbox = yes\n' >"$work/plans/synthea/plan.ini"
printf 'name = Synth\nsandbox = yes\norganization = org-payer\n' >"$work/plans/synth/plan.ini"
printf 'name = PDex\nsandbox = yes\n' >"$work/plans/pdex/plan.ini"
cat >"$work/postern.ini" <<END
[server]
listen = 127.0.0.1:$port
base_url = $base
[store]
url = ${STORE:-sqlite:store}
[mail]
url = file:mail
from = no-reply@plan.example
END
"$BUILD/postern" synth --members 20 --seed 1 --out "$work/synth" >/dev/null
cp -r "$shared/data/synthea-r4-100" "$work/synthea"
cp -r "$shared/data/pdex-server-ri" "$work/pdex"
for plan in synthea synth pdex; do
    "$BUILD/postern" load -c "$work/postern.ini" --plan $plan --rejects "$work/rejects" "$work/$plan" >/dev/null || [ $? -eq 3 ]
done
"$BUILD/postern" serve -c "$work/postern.ini" >"$work/out" 2>"$work/log" &
server=$!
wait_for '^ready:' "$work/out"
for plan in synthea synth pdex; do
    node tests/conform/provenance.mjs search "$BUILD/postern" "$work/postern.ini" "$base" $plan "$work/$plan" "$work/made" \
        >"$work/$plan.out" 2>&1 || true
    count "$work/$plan.out"
done
# The same after the load again: a kill in it first.
cp "$work/made" "$work/made-before"
"$BUILD/postern" load -c "$work/postern.ini" --plan synthea "$work/synthea" >/dev/null 2>&1 &
load=$!
sleep 0.3
kill -9 $load 2>/dev/null || true
wait $load 2>/dev/null || true
"$BUILD/postern" load -c "$work/postern.ini" --plan synthea "$work/synthea" >/dev/null
node tests/conform/provenance.mjs again "$BUILD/postern" "$work/postern.ini" "$base" synthea "$work/synthea" "$work/made-before" \
    >"$work/again.out" 2>&1 || true
count "$work/again.out"
stop

for guide in us-core-3.1.1 us-core-6.1.0 us-core-7.0.0; do
    port=$(free_port)
    node "$shared_tools/profile-validator/server.mjs" "$port" "$shared/ig/$guide.tgz" "$shared/ig/davinci-pdex-2.0.0.tgz" >"$work/log" 2>&1 &
    server=$!
    wait_for '^validator on' "$work/log"
    node tests/conform/provenance.mjs validate "http://127.0.0.1:$port/validate" "$work/made" >"$work/valid.out" 2>&1 || true
    count "$work/valid.out"
    stop
done
echo "$passed passed, $failed failed, 0 skipped"
[ "$failed" -eq 0 ]

#!/usr/bin/env bash
# Every kind of resource that `postern synth` writes against the profiles it names, by a validator that
# shares no code with us. What the validator itself gets wrong stands in known_faults.tsv with the reason;
# any other error fails. Needs $SHARED and Node; without them the part is skipped and says so.
set -euo pipefail
cd "$(dirname "$0")/../.."
BUILD=${BUILD:-build}
SHARED=${SHARED:-../shared}
if [ ! -d "$SHARED/tools/profile-validator" ] || ! command -v node >/dev/null; then
    echo "synth: no $SHARED/tools/profile-validator, or no node"
    echo "0 passed, 0 failed, 1 skipped"
    exit 0
fi
shared=$(cd "$SHARED" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/postern-synth.XXXXXX")
server=
finish() {
    [ -n "$server" ] && kill "$server" 2>/dev/null && wait "$server" 2>/dev/null || true
    rm -rf "$work"
}
trap finish EXIT

# The validator reads packages with its neighbour's code, so both are copied.
# shellcheck source=tests/conform/tools.sh
. tests/conform/tools.sh
tool_copy search-oracle
tool_copy profile-validator
tools=$shared_tools

"$BUILD/postern" synth --members 50 --seed 1 --out "$work/plan" >/dev/null

port=$(node tests/conform/port.mjs)
node "$tools/profile-validator/server.mjs" "$port" "$shared/ig/us-core-6.1.0.tgz" "$shared/ig/carin-bb-2.0.0.tgz" \
    >"$work/log" 2>&1 &
server=$!
for _ in $(seq 1200); do
    grep -q '^validator on' "$work/log" && break
    kill -0 $server 2>/dev/null || break
    sleep 0.1
done
node tests/conform/synth_validate.mjs "http://127.0.0.1:$port/validate" "$work/plan" tests/conform/known_faults.tsv \
    "${SAMPLE:-40}"

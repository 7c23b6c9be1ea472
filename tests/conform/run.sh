#!/usr/bin/env bash
# Conformance: answers worked out by hand, and data and tools that share no code with us; each part its own script. The
# tools and most data stand in $SHARED; without it that is skipped and says so.
set -euo pipefail
cd "$(dirname "$0")/../.."
export BUILD=${BUILD:-build} SHARED=${SHARED:-../shared}
passed=0
failed=0
skipped=0
out=$(mktemp "${TMPDIR:-/tmp}/postern-conform.XXXXXX")
trap 'rm -f "$out"' EXIT

# part SCRIPT: its count, added to ours.
part() {
    local line
    "tests/conform/$1" >"$out" 2>&1 || true
    line=$(tail -n 1 "$out")
    if [[ $line =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed(,\ ([0-9]+)\ skipped)?$ ]]; then
        passed=$((passed + BASH_REMATCH[1]))
        failed=$((failed + BASH_REMATCH[2]))
        skipped=$((skipped + ${BASH_REMATCH[4]:-0}))
        [ "${BASH_REMATCH[2]}" -eq 0 ] || tail -n 45 "$out"
    else
        failed=$((failed + 1))
        tail -n 20 "$out"
    fi
    echo "$1: $line"
}
part worked.sh
if [ ! -d "$SHARED/tools/search-oracle" ]; then
    echo "conform: no $SHARED/tools/search-oracle"
    echo "$passed passed, $failed failed, $((skipped + 1)) skipped"
    exit "$((failed > 0))"
fi
part keys.sh
part synth.sh
part audit.sh
part brands.sh
part consents.sh
part provenance.sh
part oracle.sh
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]

#!/usr/bin/env bash
# Runs a test program as often as there are settings, beside each other, each with one of them in its environment:
#   tests/beside.sh FLOW_ENGINE=sqlite FLOW_ENGINE=postgres -- build/flow_runner
# An @ in a setting is a folder of this run: UNIT_CLAIMS=@ UNIT_CLAIMS=@ -- build/unit_tests. What they print comes run after run; the last line is the sum of theirs. One that crashes has failed.
set -uo pipefail
settings=()
while [ "$1" != -- ]; do
    settings+=("$1")
    shift
done
shift
work=$(mktemp -d "${TMPDIR:-/tmp}/postern-beside.XXXXXX")
pids=()
# The programs end with this one: each is in a job of its own, which a signal to the script does not reach.
finish() {
    for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null; done
    wait
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 143' TERM INT
for i in "${!settings[@]}"; do
    env "${settings[$i]/@/$work}" "$@" >"$work/$i" 2>&1 &
    pids+=($!)
done
passed=0 failed=0 skipped=0
for i in "${!settings[@]}"; do
    rc=0
    wait "${pids[$i]}" || rc=$?
    cat "$work/$i"
    line=$(grep -aE '^[0-9]+ passed, [0-9]+ failed, [0-9]+ skipped$' "$work/$i" | tail -n 1)
    read -r p f s < <(sed -E 's/[^0-9]+/ /g' <<<"${line:-0 1 0}")
    if [ "$rc" -ne 0 ] && [ "$f" -eq 0 ]; then
        f=1
        echo "${settings[$i]} $*: exit $rc"
    fi
    passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
done
pids=()
echo "$passed passed, $failed failed, $skipped skipped"
exit $((failed > 0))

#!/usr/bin/env bash
# Runs each fuzz target under libFuzzer with ASan and UBSan for SECONDS, on a copy of its corpus.
#   tools/fuzz.sh SECONDS [TARGET...]    A crash is kept in build/fuzz/crash-*.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-20}
shift || true
make -j"$(nproc)" BUILD=build/fuzz CC=clang SAN=address,undefined OPT="-O1 -g" ENGINE=1 \
    EXTRA=-fsanitize=fuzzer-no-link fuzz-targets
passed=0 failed=0
for target in build/fuzz/fuzz_*; do
    [ -x "$target" ] || continue
    name=${target#build/fuzz/fuzz_}
    [ $# -eq 0 ] || [[ " $* " == *" $name "* ]] || continue
    mkdir -p "build/fuzz/corpus/$name"
    [ ! -d "fuzz/corpus/$name" ] || cp -r "fuzz/corpus/$name/." "build/fuzz/corpus/$name/"
    if "$target" -max_total_time="$seconds" -rss_limit_mb=2048 -timeout=10 -print_final_stats=0 \
        -artifact_prefix="build/fuzz/crash-$name-" "build/fuzz/corpus/$name" >"build/fuzz/$name.log" 2>&1; then
        passed=$((passed + 1))
        echo "ok       $name: $(grep -c . <(ls "build/fuzz/corpus/$name")) inputs kept"
    else
        failed=$((failed + 1))
        tail -n 40 "build/fuzz/$name.log"
        echo "FAILED   $name"
    fi
done
echo "$passed passed, $failed failed, 0 skipped"
[ "$failed" -eq 0 ]

#!/usr/bin/env bash
# Line coverage of src/ by unit tests and flows, least covered first.
set -euo pipefail
cd "$(dirname "$0")/.."
make -j"$(nproc)" BUILD=build/cover CC=gcc OPT="-O0 -g" EXTRA=--coverage objects
find build/cover -name '*.gcda' -delete
build/cover/unit_tests >/dev/null || echo "unit tests failed" >&2
if [ -e tests/flow/run.sh ]; then
    BUILD=build/cover tests/flow/run.sh >/dev/null || echo "flows failed" >&2
elif [ -x build/cover/flow_runner ]; then
    build/cover/flow_runner >/dev/null || echo "flows failed" >&2
fi
find build/cover/obj/src -name '*.gcno' -print0 | xargs -0 gcov -n 2>/dev/null | awk '
    /^File / { file = $2; gsub(/\047/, "", file) }
    /^Lines executed:/ && file ~ /^src\/.*\.c$/ {
        split($2, p, /[:%]/); n = $NF; if (file in seen) next
        seen[file] = 1; printf "%6.1f %%  of %5d  %s\n", p[2], n, file | "sort -n"
        hit += p[2] * n / 100; all += n
    }
    END { close("sort -n"); if (all) printf "%6.1f %%  of %5d  all\n", 100 * hit / all, all }'

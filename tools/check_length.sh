#!/usr/bin/env bash
# Names files over 600 lines, for a reader to judge: one over 600 is usually two ideas. Tables are
# exempt. Never fails.
set -euo pipefail
cd "$(dirname "$0")/.."
find src tests fuzz examples bench -name '*.[ch]' ! -name '*_table.c' 2>/dev/null | sort | xargs -r wc -l |
    awk '$2 != "total" && $1 > 600 { print "long     " $2 " has " $1 " lines; is it still one idea?" }'

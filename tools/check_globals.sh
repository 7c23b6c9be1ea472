#!/usr/bin/env bash
# Fails when an object of the library keeps data that can change: anything in .data or .bss. Constant
# tables with addresses in them stand in .data.rel.ro, which is read-only once the program runs. Thread-local
# data are not globals. What must change (a signal's flag) stands in tools/globals.allow, each with its reason.
#   tools/check_globals.sh LIBRARY
set -euo pipefail
allow=$(dirname "$0")/globals.allow
objdump -t "$1" | awk -v allow="$allow" '
    BEGIN { while ((getline line < allow) > 0) { split(line, w, " "); if (w[1] !~ /^#/) ok[w[1] " " w[2]] = 1 } }
    /file format/ { object = $1; sub(/:$/, "", object); next }
    $0 ~ / O / {
        for (i = 1; i <= NF; i++)
            if ($i ~ /^(\.data|\.bss|\*COM\*)/ && $i !~ /^\.data\.rel\.ro/) {
                name = $NF; sub(/\.[0-9]+$/, "", name)
                if (!((object " " name) in ok)) { print object ": " $NF " can change (" $i ")"; bad = 1 }
            }
    }
    END { exit bad }'

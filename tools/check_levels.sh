#!/usr/bin/env bash
# Fails when a file of src/ includes a file of its own level or above (DESIGN: five levels). Includes of the
# own folder are free; every include is written from src/.
#   tools/check_levels.sh [ROOT] | --self-test
set -euo pipefail

levels() {
    cat <<'ROWS'
base 0
json 1
db 1
http 1
net 1
jose 1
zip 1
fhir 2
oauth 2
idp 2
member 2
apps 2
plan 2
audit 2
report 2
web 3
load 3
synth 3
app 4
ROWS
}

check() {
    local root=$1
    { levels; echo "--"; (cd "$root"; grep -rnE '^[[:space:]]*#[[:space:]]*include[[:space:]]*"' src || true); } | awk '
        !rows_done && $0 == "--" { rows_done = 1; next }
        !rows_done { level[$1] = $2; next }
        {
            split($0, part, ":"); place = part[1] ":" part[2]
            split(part[1], dir, "/"); from = dir[2]
            match($0, /"[^"]*"/); inc = substr($0, RSTART + 1, RLENGTH - 2)
            to = inc; sub(/\/.*/, "", to)
            if (!(from in level)) why = "src/" from " has no level; give it one in tools/check_levels.sh"
            else if (inc !~ /\//) why = "\"" inc "\" is not written from src/"
            else if (!(to in level)) why = "\"" inc "\" is in no folder of src/"
            else if (from != to && level[to] >= level[from])
                why = from " (level " level[from] ") includes " to " (level " level[to] ")"
            else next
            print place ": " why; bad = 1
        }
        END { exit bad }'
}

. "$(dirname "$0")/expect_include.sh"

self_test() {
    expect pass src/web/a.c '"fhir/fhir.h"'
    expect pass src/fhir/a.c '"fhir/fhir_int.h"'
    expect pass src/db/a.c '<sqlite3.h>'
    expect fail src/base/a.h '"json/json.h"'
    expect fail src/json/a.c '"zip/gzip.h"'
    expect fail src/fhir/a.c '"oauth/scope.h"'
    expect fail src/fhir/a.c '"web/asset.h"'
    expect fail src/web/a.c '"load/load.h"'
    expect fail src/load/a.c '"app/conf.h"'
    expect fail src/fhir/a.c '"match.h"'
    expect fail src/fhir/a.c '"../web/asset.h"'
    expect fail src/new/a.c '"base/str.h"'
    echo "12 passed, 0 failed, 0 skipped"
}

if [ "${1:-}" = --self-test ]; then self_test; else check "${1:-.}"; fi

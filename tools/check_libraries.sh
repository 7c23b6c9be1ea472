#!/usr/bin/env bash
# Fails when a library's header is included outside the one folder that hides it (DESIGN s.4).
#   tools/check_libraries.sh [ROOT] | --self-test
set -euo pipefail

rows() { # header pattern, folder
    cat <<'ROWS'
^yyjson\.h$ json
^sqlite3 db
^libpq-fe\.h$ db
^libpq/ db
^postgres db
^microhttpd http
^curl/ net
^openssl/ jose
^jose/ jose
^jansson jose
^isa-l zip
^igzip zip
^zlib\.h$ zip
^zstd zip
^ini\.h$ base
^utf8proc base
ROWS
}

check() {
    local root=$1
    { rows; echo "--"; (cd "$root"; grep -rnE '^[[:space:]]*#[[:space:]]*include[[:space:]]*<' src || true); } | awk '
        !rows_done && $0 == "--" { rows_done = 1; next }
        !rows_done { pattern[++n] = $1; folder[n] = $2; next }
        {
            split($0, part, ":"); split(part[1], dir, "/")
            match($0, /<[^>]*>/); inc = substr($0, RSTART + 1, RLENGTH - 2)
            for (i = 1; i <= n; i++)
                if (inc ~ pattern[i] && dir[2] != folder[i]) {
                    print part[1] ":" part[2] ": <" inc "> belongs to src/" folder[i]; bad = 1
                }
        }
        END { exit bad }'
}

. "$(dirname "$0")/expect_include.sh"

self_test() {
    expect pass src/json/json.c '<yyjson.h>'
    expect pass src/db/pg.c '<libpq-fe.h>'
    expect pass src/web/a.c '<stdlib.h>'
    expect pass src/base/a.c '"base/ini.h"'
    expect fail src/fhir/a.c '<yyjson.h>'
    expect fail src/oauth/a.c '<openssl/sha.h>'
    expect fail src/web/a.h '<microhttpd.h>'
    expect fail src/load/a.c '<zlib.h>'
    echo "8 passed, 0 failed, 0 skipped"
}

if [ "${1:-}" = --self-test ]; then self_test; else check "${1:-.}"; fi

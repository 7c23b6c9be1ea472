#!/usr/bin/env bash
# Fails when a file of src/ names a table that is not its folder's (DESIGN 2: a table carries its module's
# prefix, and its SQL is its module's), or the locator of resources outside of where loads look it up
# (DESIGN 3: the member path never reads it). Comments are not looked at; src/db makes all tables.
#   tools/check_tables.sh [ROOT] | --self-test
set -euo pipefail

# Prefix, folder. A table in no row is nobody's, and fails.
owners() {
    cat <<'ROWS'
apps apps
audit audit
fhir fhir
load load
mail member
member member
oauth oauth
plan plan
web web
ROWS
}

# Table, the one file that may name it.
narrow() {
    cat <<'ROWS'
fhir_locator src/fhir/store_place.c
ROWS
}

# FILE:LINE:TEXT of what is no comment; strings stay, they are what holds SQL.
code() {
    find src -name '*.[ch]' | sort | xargs -r awk '
        FNR == 1 { inside = 0 }
        {
            line = $0; out = ""
            while (length(line)) {
                if (inside) {
                    end = index(line, "*/")
                    if (!end) break
                    line = substr(line, end + 2); inside = 0
                } else {
                    begin = index(line, "/*")
                    if (!begin) { out = out line; break }
                    out = out substr(line, 1, begin - 1)
                    line = substr(line, begin + 2); inside = 1
                }
            }
            print FILENAME ":" FNR ":" out
        }'
}

check() {
    local root=$1 bad=0 table owner hits only all
    cd "$root"
    all=$(code)
    for table in $(grep -rohE 'CREATE TABLE [a-z_]+' src/db | awk '{ print $3 }' | sort -u); do
        [ "$table" = db_meta ] && continue
        owner=$(owners | awk -v p="${table%%_*}" '$1 == p { print $2 }')
        [ -n "$owner" ] || { echo "$table: no folder owns its prefix (tools/check_tables.sh)"; bad=1; continue; }
        only=$(narrow | awk -v t="$table" '$1 == t { print $2 }')
        # As SQL names it: a C name such as oauth_token(…) is none.
        hits=$(grep -E "(FROM|JOIN|INTO|UPDATE|TABLE) +$table\b" <<<"$all" |
            grep -v "^src/db/" | grep -v "^${only:-src/$owner/}" || true)
        [ -z "$hits" ] || { printf '%s\n' "$hits" | sed "s|\$|   <- $table is ${only:-src/$owner}'s|"; bad=1; }
    done
    return $bad
}

expect() {
    local want=$1 file=$2 text=$3 tmp got=pass
    tmp=$(mktemp -d)
    mkdir -p "$tmp/src/db" "$tmp/$(dirname "$file")"
    printf '"CREATE TABLE fhir_locator ("\n"CREATE TABLE oauth_code ("\n"CREATE TABLE %s ("\n' \
        "${4:-member_code}" >"$tmp/src/db/schema.c"
    printf '%s\n' "$text" >"$tmp/$file"
    (check "$tmp") >/dev/null || got=fail
    rm -rf "$tmp"
    [ "$got" = "$want" ] || { echo "$file with $text: $got, expected $want"; return 1; }
}

self_test() {
    expect pass src/oauth/a.c 'sql_text(q, "SELECT hash FROM oauth_code WHERE plan = ");'
    expect pass src/web/a.c 'oauth_code(cx); /* it comes FROM oauth_code */'
    expect pass src/fhir/store_place.c 'sql_text(q, "INSERT INTO fhir_locator (plan");'
    expect fail src/fhir/read.c 'sql_text(q, "SELECT compartment FROM fhir_locator");'
    expect fail src/web/a.c 'sql_text(q, "INSERT INTO oauth_code (plan");'
    expect fail src/oauth/a.c 'sql_text(q, "UPDATE member_code SET used_ms = ");'
    expect fail src/oauth/a.c 'sql_text(q, " FROM oauth_code c JOIN  member_code m");'
    expect fail src/web/a.c '' stray_table
    echo "8 passed, 0 failed, 0 skipped"
}

if [ "${1:-}" = --self-test ]; then self_test; else check "${1:-.}"; fi

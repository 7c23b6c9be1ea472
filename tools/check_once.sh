#!/usr/bin/env bash
# What the design wants done in one place alone: a row is a call, or a piece of SQL, and the files of src/
# that may have it. A second way to issue a code or to make a grant fails here.
#   tools/check_once.sh [ROOT] | --self-test
set -euo pipefail
tools=$(cd "$(dirname "$0")" && pwd)

# kind  how often  what (an extended regular expression)  files, with commas
#   call: a name called or defined, in code; sql: in literals, joined over lines.
rows() {
    cat <<'ROWS'
call 2 code_issue            src/oauth/code.c,src/oauth/approve.c
sql  1 INTO[[:space:]]+oauth_code src/oauth/code.c
call 2 oauth_approve         src/oauth/approve.c,src/web/consent_pages.c
call 4 grant_insert          src/oauth/grant.c,src/oauth/approve.c,src/oauth/access.c,src/oauth/backend.c
sql  1 INTO[[:space:]]+oauth_grant src/oauth/grant.c
sql  1 INTO[[:space:]]+oauth_token src/oauth/token_row.c
sql  1 INTO[[:space:]]+oauth_consent src/oauth/consent.c
call 2 reach_new             src/fhir/reach.c,src/web/guard.c
ROWS
}

# The literals of a file, one a line, those that the compiler joins joined; comments blanked first.
literals() {
    awk '{
        out = ""; n = length($0)
        for (i = 1; i <= n; i++) {
            c = substr($0, i, 1); two = substr($0, i, 2)
            if (comment) { if (two == "*/") { comment = 0; i++ } continue }
            if (quote != "") {
                if (c == "\\") { out = out two; i++; continue }
                if (c == quote) quote = ""
            } else if (two == "/*") { comment = 1; i++; continue }
            else if (two == "//") break
            else if (c == "\"" || c == "\047") quote = c
            out = out c
        }
        quote = ""
        printf "%s ", out
    }' "$1" | sed -E 's/"[[:space:]]*"//g' | grep -oE '"([^"\\]|\\.)*"' || true
}

# count KIND WHAT FILE
count() {
    { if [ "$1" = call ]; then
        awk -f "$tools/c_text.awk" "$3" | grep -oE "(^|[^A-Za-z0-9_])$2[[:space:]]*\("
    else
        literals "$3" | grep -oE "(^|[^A-Za-z0-9_])$2([^A-Za-z0-9_]|$)"
    fi || true; } | wc -l
}

check() {
    local root=$1 bad=0 kind want what files file n sum
    while read -r kind want what files; do
        sum=0
        # Cheap first: files that have the last word of it at all. A header declares, it does nothing.
        while IFS= read -r file; do
            n=$(count "$kind" "$what" "$root/$file")
            [ "$n" -gt 0 ] || continue
            sum=$((sum + n))
            [[ ,$files, == *,$file,* ]] || { echo "$file: has $what, which belongs to $files alone"; bad=1; }
        done < <(cd "$root" && grep -rlE "${what##*]+}" src --include='*.c' | sort)
        [ "$sum" -eq "$want" ] || { echo "$what: $sum times in src/, expected $want (tools/check_once.sh)"; bad=1; }
    done < <(rows)
    return $bad
}

# A tree that is right, then one more file.
expect() { # pass|fail FILE CODE
    local want=$1 tmp got=pass
    tmp=$(mktemp -d)
    mkdir -p "$tmp/src/"{fhir,oauth,web}
    printf 'Status code_issue(Cx *cx) { sql_text(q, "INSERT INTO"\n "\\" oauth_code \\" oauth_code");\n sql_text(q, "INSERT INTO "\n  "oauth_code (x)"); }\n' >"$tmp/src/oauth/code.c"
    printf 'Status oauth_approve(Cx *cx) { TRY(code_issue(cx)); grant_insert(cx); }\n' >"$tmp/src/oauth/approve.c"
    printf 'Status grant_insert(Cx *cx) { sql_text(q, "INSERT INTO oauth_grant"); }\n' >"$tmp/src/oauth/grant.c"
    printf 'TRY(grant_insert(cx));\n' >"$tmp/src/oauth/access.c"
    printf 'TRY(grant_insert(cx));\n' >"$tmp/src/oauth/backend.c"
    printf 'sql_text(q, "INSERT INTO oauth_token (");\n' >"$tmp/src/oauth/token_row.c"
    printf 'sql_text(q, "INSERT INTO oauth_consent (");\n' >"$tmp/src/oauth/consent.c"
    printf 'TRY(oauth_approve(cx));\n' >"$tmp/src/web/consent_pages.c"
    printf 'Reach *reach_new(Cx *cx)\n' >"$tmp/src/fhir/reach.c"
    printf 'return reach_new(cx);\n' >"$tmp/src/web/guard.c"
    # shellcheck disable=SC2059
    [ -z "$2" ] || printf "$3\n" >>"$tmp/$2"
    "$0" "$tmp" >"$tmp/said" 2>&1 || got=fail
    # A failure without a word is the check's own.
    [ $got = pass ] || [ -s "$tmp/said" ] || got=silent
    rm -rf "$tmp"
    [ "$got" = "$want" ] || { echo "$2 with $3: $got, expected $want"; return 1; }
}

self_test() {
    expect pass '' ''
    expect pass src/web/a.c '/* code_issue(cx) is not called here */ log("code_issue(");'
    expect pass src/web/a.c 'x("SELECT grant_id FROM oauth_code"); encode_issue(cx); code_issued(cx);'
    expect pass src/web/a.c 'y("INTO oauth_codec");'
    expect fail src/web/a.c 'TRY(code_issue(cx));'
    expect fail src/oauth/approve.c 'TRY(code_issue (cx));'
    expect fail src/web/a.c 'sql_text(q, "INSERT INTO oauth_code (");'
    expect fail src/oauth/token.c 'sql_text(q, "INSERT INTO"\n   " oauth_code (");'
    expect fail src/oauth/code.c 'sql_text(q, "INSERT INTO oauth_code (");'
    expect fail src/web/a.c 'return oauth_approve(cx);'
    expect fail src/web/fhir_api.c 'rq->reach = reach_new(cx, &wider);'
    echo "11 passed, 0 failed, 0 skipped"
}

if [ "${1:-}" = --self-test ]; then self_test; else check "${1:-.}"; fi

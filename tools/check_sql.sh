#!/usr/bin/env bash
# Holds the statements of src/ to the SQL that both engines read alike (DESIGN 3): values by bind alone, no
# literals but integers, none of the words that only one engine knows. A literal is a statement when it is
# given to sql_text, or has SQL's words in capitals. The engines' own files (db_pg.c, db_sqlite*.c, the words of schema.c) are free.
# Schema text alone may say DEFAULT '' and compare with a quoted word in a partial index: it has no binds, and
# neither engine can take them there.
#   tools/check_sql.sh [ROOT] | --self-test
set -euo pipefail

words='SELECT|INSERT INTO|UPDATE|DELETE FROM|FROM|WHERE|VALUES|RETURNING|CREATE|ALTER TABLE|ORDER BY|GROUP BY|JOIN|UNION|IS NULL|IS NOT NULL|ON CONFLICT|LIMIT|PRIMARY KEY|NOT NULL'
banned='[?]|[$][0-9]|(^|[^A-Za-z0-9_])(FOR UPDATE|FOR SHARE|AUTOINCREMENT|SERIAL|BIGSERIAL|GENERATED|IDENTITY|BOOLEAN|TRUE|FALSE|ARRAY|ILIKE|GLOB|REGEXP|INSERT OR|REPLACE INTO|NOW|CURRENT_TIMESTAMP|STRFTIME|DATETIME|IFNULL|NVL|OFFSET|DISTINCT ON|NEXTVAL|LASTVAL|LAST_INSERT_ROWID|PRAGMA|VACUUM|REAL|DOUBLE|FLOAT|INTEGER|BLOB|BYTEA|TIMESTAMP|JSON|JSONB)([^A-Za-z0-9_]|$)'

# Literals of a file as "LINE<TAB>text": those of one sql_text call or one run of neighbours as one.
statements() {
    awk '{
        n = length($0)
        for (i = 1; i <= n; i++) {
            c = substr($0, i, 1); two = substr($0, i, 2)
            if (comment) { if (two == "*/") { comment = 0; i++ } continue }
            if (two == "/*") { comment = 1; i++; continue }
            if (two == "//") break
            if (c == "\047") { i += substr($0, i + 1, 1) == "\\" ? 3 : 2; continue }
            if (c == "\"") {
                if (!open) { at = FNR; text = ""; open = 1 }
                for (i++; i <= n && (c = substr($0, i, 1)) != "\""; i++) {
                    if (c == "\\") { text = text "\\" substr($0, ++i, 1); continue }
                    text = text c
                }
                continue
            }
            if (c == " " || c == "\t") continue
            word = word c
            if (open) { print at "\t" (sql ? "sql_text " : "") text; open = 0 }
            if (c !~ /[A-Za-z0-9_(,>-]/) word = ""
            if (c == "(") { sql = word ~ /sql_text\($/; word = "" }
            if (c == ")" || c == ";") sql = 0
        }
    } END { if (open) print at "\t" text }' "$1"
}

check() {
    local root=$1 file bad=0
    while IFS= read -r file; do
        case $file in src/db/db_pg*.c | src/db/db_sqlite*.c | src/db/schema.c) continue ;; esac
        local schema=0
        case $file in src/db/schema_*.c) schema=1 ;; esac
        statements "$root/$file" | awk -F'\t' -v file="$file" -v words="$words" -v banned="$banned" -v schema=$schema '
            {
                text = $2
                if (text !~ /^sql_text / && text !~ ("(^|[^A-Za-z0-9_])(" words ")([^A-Za-z0-9_]|$)")) next
                sub(/^sql_text /, "", text)
                if (schema) { gsub(/DEFAULT \047\047/, "", text); gsub(/ WHERE [a-z_]+ = \047[a-z]+\047/, "", text) }
                why = ""
                if (text ~ /\047/) why = "a quoted literal"
                else if (toupper(text) ~ banned) why = "not in both engines, or not bound"
                else if (toupper(text) ~ /(^|[^A-Z0-9_])SUM\(/ && text !~ /CAST\(.*SUM\(/ && text !~ /CAST\(COALESCE\(SUM\(/) why = "a sum is CAST to BIGINT"
                else if (text ~ /[0-9]\.[0-9]/) why = "a literal that is no integer"
                if (why != "") { print file ":" $1 ": " why ": " substr($2, 1, 90); bad = 1 }
            }
            END { exit bad }' || bad=1
    done < <(cd "$root" && find src -name '*.c' | sort)
    return $bad
}

expect() { # pass|fail CODE [FILE]
    local want=$1 tmp got=pass
    tmp=$(mktemp -d)
    mkdir -p "$tmp/src/db" "$tmp/src/oauth"
    printf '%b\n' "$2" >"$tmp/${3:-src/oauth/a.c}"
    "$0" "$tmp" >"$tmp/said" 2>&1 || got=fail
    # A failure without a word is the check's own.
    [ $got = pass ] || [ -s "$tmp/said" ] || got=silent
    rm -rf "$tmp"
    [ "$got" = "$want" ] || { echo "$2: $got, expected $want"; return 1; }
}

self_test() {
    expect pass 'sql_text(q, "SELECT CAST(SUM(n) AS BIGINT) FROM t WHERE plan = ");'
    expect pass 'fail(cx, "what is the matter? it\x27s late"); c = \x27"\x27;'
    expect pass '/* SELECT \x27x\x27 */ sql_text(q, " AND used_ms IS NULL LIMIT 1");'
    expect pass 'x(" a TEXT NOT NULL DEFAULT \x27\x27,"\n" b I64 NOT NULL) WHERE r = \x27self\x27 AND e IS NULL");' src/db/schema_state.c
    expect pass '"SELECT $1 FOR UPDATE"' src/db/db_pg.c
    expect fail 'sql_text(q, " AND kind = \x27x\x27");'
    expect fail 'sql_text(q,\n  "SELECT id FROM t"\n  " WHERE kind = \x27\x27");'
    expect fail 'sql_text(q, i ? " AND a = \x27x\x27" : ")");'
    expect fail '#define SEL "SELECT a FROM t WHERE b = \x27x\x27"'
    expect fail 'sql_text(q, "SELECT a FROM t WHERE b = ?");'
    expect fail 'sql_text(q, "UPDATE t SET a = $1");'
    expect fail 'sql_text(q, "SELECT a FROM t FOR UPDATE");'
    expect fail 'sql_text(q, "SELECT SUM(n) FROM t");'
    expect fail 'sql_text(q, "INSERT OR IGNORE INTO t");'
    expect fail 'sql_text(q, "SELECT a FROM t WHERE b = true");'
    expect fail 'sql_text(q, "SELECT a FROM t WHERE b > 0.5");'
    expect fail '"CREATE TABLE t (a INTEGER, b TEXT DEFAULT \x27\x27)"' src/db/schema_state.c
    expect fail '"CREATE TABLE t (a TEXT DEFAULT \x27x\x27)"' src/db/schema_state.c
    echo "18 passed, 0 failed, 0 skipped"
}

if [ "${1:-}" = --self-test ]; then self_test; else check "${1:-.}"; fi

#!/usr/bin/env bash
# Fails when a table that is looked up by TABLE_FIND or table_find is not sorted by its keys, each once: the
# search is binary, so a row out of its place is not found and nothing says so. Tables written as literals
# are read here; one made otherwise must be held by a unit test with table_is_sorted.
#   tools/check_sorted.sh [ROOT] | --self-test
set -euo pipefail
export LC_ALL=C

# Sorted when the program runs: whose, and where.
exempt() {
    case $1 in
    'p->plans') return 0 ;; # qsort in plans_read
    *) return 1 ;;
    esac
}

# keys TABLE FILE...: the first STR_C of each row, or every one where a row is a Str; one a line.
keys() {
    local table=$1
    shift
    awk -v name="$table" '
        function scan(s,    i, c, rest) {
            for (i = 1; i <= length(s); i++) {
                c = substr(s, i, 1); rest = substr(s, i)
                if (substr(s, i, 2) == "/*") { i = i + index(substr(s, i + 2), "*/") + 2; continue }
                if (match(rest, /^STR_C\("([^"\\]|\\.)*"\)/)) {
                    if (depth == 1 || fresh) print substr(rest, 8, RLENGTH - 9)
                    fresh = 0; i += RLENGTH - 1; continue
                }
                if (c == "\"") { match(rest, /^"([^"\\]|\\.)*"/); i += RLENGTH - 1; continue }
                if (c == "{") { depth++; fresh = depth == 2 }
                if (c == "}" && --depth == 0) { on = 0; return }
            }
        }
        !on && match($0, "(^|[^A-Za-z0-9_>.])" name "\\[[^]]*\\] = *\\{") {
            on = 1; depth = 1; fresh = 0; scan(substr($0, RSTART + RLENGTH)); next
        }
        on { scan($0) }' "$@"
}

check_table() { # ROOT TABLE FILE
    local root=$1 table=$2 file=$3 found
    found=$(keys "$table" "$root/$file")
    if [ -z "$found" ]; then
        exempt "$table" && return 0
        grep -rqE "table_is_sorted\($table," "$root/tests/unit" 2>/dev/null && return 0
        echo "$file: $table is looked up, and no unit test says table_is_sorted($table, ...)"
        return 1
    fi
    sort -cu <<<"$found" 2>/dev/null && return 0
    echo "$file: $table is not sorted, or has a key twice: $(sort -cu <<<"$found" 2>&1 | sed 's/.*disorder: //')"
    return 1
}

check() {
    local root=$1 bad=0 file table
    while IFS=: read -r file table; do
        table=$(sed -E 's/.*\(//; s/,$//' <<<"$table")
        check_table "$root" "$table" "$file" || bad=1
    done < <(cd "$root" && grep -roE '\b(TABLE_FIND|table_find)\([a-z_>.-]+,' src --include='*.c' | sort -u)
    return $bad
}

expect() { # pass|fail CODE [TEST]
    local want=$1 tmp got=pass
    tmp=$(mktemp -d)
    mkdir -p "$tmp/src/base" "$tmp/tests/unit"
    printf '%b\n' "$2" >"$tmp/src/base/a.c"
    printf '%s\n' "${3:-}" >"$tmp/tests/unit/t.c"
    "$0" "$tmp" >"$tmp/said" 2>&1 || got=fail
    # A failure without a word is the check's own.
    [ $got = pass ] || [ -s "$tmp/said" ] || got=silent
    rm -rf "$tmp"
    [ "$got" = "$want" ] || { echo "$2: $got, expected $want"; return 1; }
}

self_test() {
    local find='x = TABLE_FIND(words, key);'
    expect pass "static const Row words[] = {\n { STR_C(\"a\"), STR_C(\"z\") },\n { STR_C(\"ab\"), 1 },\n { STR_C(\"b\"), 2 } };\n$find"
    expect pass "static const Str words[] = { STR_C(\"a\"), STR_C(\"b\"),\n STR_C(\"c\") };\n$find"
    expect pass "static const Row words[] = { { STR_C(\"a\") }, /* { STR_C(\"0\") } */ { STR_C(\"b\") } };\n$find"
    expect pass "static const Row words[] = { { STR_C(\"b\") }, { STR_C(\"a\") } };"
    expect pass "static const Row words[] = {\n#include \"words.def\"\n};\n$find" 'CHECK(table_is_sorted(words, n, s));'
    expect fail "static const Row words[] = {\n#include \"words.def\"\n};\n$find"
    expect fail "static const Row words[] = {\n { STR_C(\"b\"), 1 },\n { STR_C(\"a\"), 2 } };\n$find"
    expect fail "static const Row words[] = { { STR_C(\"a\"), 1 }, { STR_C(\"a\"), 2 } };\n$find"
    expect fail "static const Str words[] = { STR_C(\"a\"), STR_C(\"B\") };\n$find"
    expect fail "static const Str words[] = { STR_C(\"a_\"), STR_C(\"aZ\") };\n$find"
    expect fail "} words[] = {\n { STR_C(\"}\"), 1 },\n { STR_C(\"a\"), 2 } };\n$find"
    expect fail 'x = table_find(rows_of, n, sizeof *rows_of, key);'
    echo "12 passed, 0 failed, 0 skipped"
}

if [ "${1:-}" = --self-test ]; then self_test; else check "${1:-.}"; fi

#!/usr/bin/env bash
# Fails on calls that no code here makes: they write without a bound, parse without an error, keep hidden
# state, or start a shell. Comments and literals are not looked at.
#   tools/check_calls.sh [ROOT] | --self-test
set -euo pipefail
tools=$(cd "$(dirname "$0")" && pwd)
banned='sprintf|vsprintf|strcpy|stpcpy|strcat|strncat|strtok|gets|sscanf|atoi|atol|atoll|atof|system|popen|alloca|rand|srand|tmpnam|mktemp'

check() {
    local root=$1 file bad=0
    while IFS= read -r file; do
        # A member named like one (x->system) is no call of it.
        if awk -f "$tools/c_text.awk" "$root/$file" |
            grep -nE "(^|[^A-Za-z0-9_.>])($banned)[[:space:]]*\(" |
            sed "s|^|$file:|; s|\$|   <- banned call|"; then
            bad=1
        fi
    done < <(cd "$root" && find src tests fuzz examples bench -name '*.[ch]' 2>/dev/null | sort)
    return $bad
}

expect() {
    local want=$1 code=$2 tmp got=pass
    tmp=$(mktemp -d)
    mkdir -p "$tmp/src/base"
    printf '%s\n' "$code" >"$tmp/src/base/a.c"
    check "$tmp" >/dev/null || got=fail
    rm -rf "$tmp"
    [ "$got" = "$want" ] || { echo "$code: $got, expected $want"; return 1; }
}

# R17.
self_test() {
    expect pass 'n = snprintf(b, sizeof b, "%d", 1);'
    expect pass '/* never strcpy(a, b) */ x("system(");'
    expect pass 'token->system(x); my_system(x);'
    expect fail 'n = sprintf (b, "%d", 1);'
    expect fail '    strcpy(a, b);'
    expect fail 'a = "/*"; system(c);'
    expect fail 'return atoi(s); /* fine */'
    expect fail 'srand(time(NULL)); n = rand();'
    echo "8 passed, 0 failed, 0 skipped"
}

if [ "${1:-}" = --self-test ]; then self_test; else check "${1:-.}"; fi

#!/usr/bin/env bash
# shellcheck disable=SC2016  # backticks here are text
# Fails when a link between pages of this repository points at nothing, and when ARCHITECTURE.md names
# a file of the tree that is gone.
#   tools/check_links.sh [ROOT] | --self-test
set -euo pipefail

targets() { # the file's links, then the paths it quotes in backticks
    grep -oE '\]\([^)#[:space:]]+' "$1" | sed 's/^](//' | grep -vE '^[a-z]+:' || true
}

check() {
    local root=$1 page target bad=0
    while IFS= read -r page; do
        while IFS= read -r target; do
            [ -e "$root/$(dirname "$page")/$target" ] && continue
            echo "$page: link to $target, which is not there"
            bad=1
        done < <(targets "$root/$page")
    done < <(cd "$root" && find . -name '*.md' -not -path './build/*' -not -path './run/*' -not -path '*/node_modules/*')
    if [ -e "$root/ARCHITECTURE.md" ]; then
        while IFS= read -r target; do
            [ -e "$root/$target" ] && continue
            echo "ARCHITECTURE.md: names $target, which is not there"
            bad=1
        done < <(grep -oE '`(src|tools|tests|fuzz|docs|examples|bench)/[A-Za-z0-9_./-]+`' "$root/ARCHITECTURE.md" | tr -d '`' | sort -u)
    fi
    return $bad
}

expect() {
    local want=$1 name=$2 text=$3 tmp got=pass
    tmp=$(mktemp -d)
    mkdir -p "$tmp/src"
    : >"$tmp/src/there.c"
    printf '%s\n' "$text" >"$tmp/$name"
    check "$tmp" >/dev/null || got=fail
    rm -rf "$tmp"
    [ "$got" = "$want" ] || { echo "$name with $text: $got, expected $want"; return 1; }
}

self_test() {
    expect pass README.md '[a](src/there.c) [b](https://hl7.org/fhir) [c](#part) [d](src/there.c#L1)'
    expect pass ARCHITECTURE.md 'see `src/there.c`'
    expect fail README.md '[a](src/gone.c)'
    expect fail ARCHITECTURE.md 'see `src/gone.c`'
    echo "4 passed, 0 failed, 0 skipped"
}

if [ "${1:-}" = --self-test ]; then self_test; else check "${1:-.}"; fi

# Sourced by the checks of includes for their self-tests. The sourcing script has check DIR.
#   expect pass|fail FILE INCLUDE    what check says of a tree of that one file with that one include
expect() {
    local want=$1 file=$2 inc=$3 tmp got=pass
    tmp=$(mktemp -d)
    mkdir -p "$tmp/$(dirname "$file")"
    printf '#include %s\n' "$inc" >"$tmp/$file"
    check "$tmp" >/dev/null || got=fail
    rm -rf "$tmp"
    [ "$got" = "$want" ] || { echo "$file with $inc: $got, expected $want"; return 1; }
}

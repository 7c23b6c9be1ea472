# Sourced: copies of the shared tools that can be installed beside, because what is shared is read-only and
# npm writes beside package.json. A copy is made anew when its source or its lock file has changed.
#   tool_copy NAME     build/tools/NAME, with its packages by lock file
# Neighbours find each other, as they do where they come from.
shared_tools=build/tools

# tool_stamp SOURCE [LOCK]: one line for all the bytes that matter.
tool_stamp() {
    { (cd "$1" && find . -name node_modules -prune -o -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum)
      [ -z "${2:-}" ] || sha256sum <"$2"; } | sha256sum
}

tool_copy() {
    local from=${SHARED:-../shared}/tools/$1 to=$shared_tools/$1 lock= stamp
    # The shared tool may come without a lock file; then ours is kept here.
    [ -e "$from/package-lock.json" ] || lock=tests/conform/$1.lock.json
    stamp=$(tool_stamp "$from" "$lock")
    [ "$(cat "$to/.stamp" 2>/dev/null)" = "$stamp" ] && return 0
    rm -rf "${to:?}"
    mkdir -p "$shared_tools"
    cp -r "$from" "$to"
    chmod -R u+w "$to"
    [ -z "$lock" ] || cp "$lock" "$to/package-lock.json"
    (cd "$to" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
    echo "$stamp" >"$to/.stamp"
}

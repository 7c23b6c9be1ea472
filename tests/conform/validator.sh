# Read by brands.sh and consents.sh, at the repository's root: what they need to ask the profile validator, or they
# are skipped. Sets $shared, $work and $validator, its address; what is begun as pids+=($!) is ended with the shell.
# shellcheck shell=bash
name=$(basename "$0" .sh)
BUILD=${BUILD:-build}
SHARED=${SHARED:-../shared}
if [ ! -d "$SHARED/tools/profile-validator" ] || ! command -v node >/dev/null; then
    echo "$name: no $SHARED/tools/profile-validator, or no node"
    echo "0 passed, 0 failed, 1 skipped"
    exit 0
fi
shared=$(cd "$SHARED" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/postern-$name.XXXXXX")
pids=()
finish() {
    for p in "${pids[@]}"; do kill "$p" 2>/dev/null || true; done
    rm -rf "$work"
}
trap finish EXIT
# shellcheck source=tests/conform/tools.sh
. tests/conform/tools.sh
tool_copy search-oracle
tool_copy profile-validator
free_port() { node tests/conform/port.mjs; }
wait_for() { # PATTERN FILE
    for _ in $(seq 600); do
        grep -q "$1" "$2" && return 0
        sleep 0.1
    done
    tail "$2"
    echo "0 passed, 1 failed, 0 skipped"
    exit 1
}
validator_start() {
    local port
    port=$(free_port)
    node "$shared_tools/profile-validator/server.mjs" "$port" "$shared/ig/us-core-6.1.0.tgz" >"$work/validator" 2>&1 &
    pids+=($!)
    wait_for '^validator on' "$work/validator"
    # shellcheck disable=SC2034 # the one who reads this file asks it
    validator=http://127.0.0.1:$port/validate
}

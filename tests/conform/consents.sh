#!/usr/bin/env bash
# What a member is given of her consents (AUTHORIZATION C1): R4, by the validator. Needs $SHARED and Node.
set -euo pipefail
cd "$(dirname "$0")/../.."
BUILD=${BUILD:-build}
SHARED=${SHARED:-../shared}
if [ ! -d "$SHARED/tools/profile-validator" ] || ! command -v node >/dev/null; then
    echo "consents: no $SHARED/tools/profile-validator, or no node"
    echo "0 passed, 0 failed, 1 skipped"
    exit 0
fi
shared=$(cd "$SHARED" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/postern-consents.XXXXXX")
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
port=$(node -e 's=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})')
node "$shared_tools/profile-validator/server.mjs" "$port" "$shared/ig/us-core-6.1.0.tgz" >"$work/validator" 2>&1 &
pids+=($!)
for _ in $(seq 600); do
    grep -q '^validator on' "$work/validator" && break
    sleep 0.1
done
CONSENTS=$work/consents.json "$BUILD/unit_tests" consent_fhir__is_json >"$work/unit"
node tests/conform/consents.mjs "$work/consents.json" "http://127.0.0.1:$port/validate"

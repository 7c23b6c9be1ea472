#!/usr/bin/env bash
# Holds the keys that load extracts against the search oracle's, over all shared data.
# The last line is "N passed, N failed, N skipped".
set -euo pipefail
cd "$(dirname "$0")/../.."
shared=${SHARED:-../shared}
build=${BUILD:-build}
if [ ! -d "$shared/tools/search-oracle" ]; then
    echo "the shared folder is not here"
    echo "0 passed, 0 failed, 1 skipped"
    exit 0
fi
make -s BUILD="$build" -f Makefile -f tests/conform/keys.mk "$build/keys_dump"
# shellcheck source=tests/conform/tools.sh
. tests/conform/tools.sh
tool_copy search-oracle
oracle=$shared_tools/search-oracle
exec node tests/conform/keys_compare.mjs --oracle "$oracle" --dump "$build/keys_dump" --shared "$shared"

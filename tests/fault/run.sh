#!/usr/bin/env bash
# What must survive: kill -9 in the middle of loads, of labelling anew and of requests, a locked store, a full disk, a mail
# server and a database that are away, a database that hangs. Over two minutes on two cores.
#   tests/fault/run.sh [load|relabels|requests|outages ...]
# SEED=N chooses other moments; every run prints its own. The last line is "N passed, N failed, N skipped".
set -euo pipefail
cd "$(dirname "$0")/../.."
export BUILD=${BUILD:-build}
[ -n "${FAULT_BUILT:-}" ] || make -s BUILD="$BUILD" -f Makefile -f tests/fault/fault.mk fault-programs

# The cluster ends with this process, which becomes node; its databases go with it. PG_BIN is for the
# test that stops and starts the server.
if cluster=$(tests/pg.sh start $$ 2>/dev/null); then
    PG_DIR=$(sed -n 1p <<<"$cluster")
    PG_URL=$(sed -n 2p <<<"$cluster")
    PG_BIN=$(find /usr/lib/postgresql -maxdepth 2 -name bin | sort -V | tail -n 1)
    export PG_DIR PG_URL PG_BIN
fi
exec node tests/fault/main.mjs "$@"

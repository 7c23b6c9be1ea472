#!/usr/bin/env bash
# A PostgreSQL cluster for tests, in a directory of its own, reached by a socket there and by no port.
#   tests/pg.sh start [PID]   makes one, prints its folder and its URL on two lines; with PID it stops by
#                             itself when that process has ended
#   tests/pg.sh stop FOLDER   stops it and removes the folder
# Databases of the cluster sort by bytes (locale C). Nothing is synced to disk: a test's data may be lost.
# POSTERN_TEST_TMP says where the directory is made, /tmp by default.
# With the URL in POSTERN_TEST_PG, unit tests and flows share that cluster, each in a database of its own.
set -euo pipefail

bin=$(find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || { echo "no PostgreSQL server is installed" >&2; exit 1; }

# The server refuses to run as root.
as_postgres() {
    if [ "$(id -u)" -eq 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

start() {
    local dir url
    dir=$(mktemp -d "${POSTERN_TEST_TMP:-/tmp}/postern-pg-XXXXXX")
    if [ "$(id -u)" -eq 0 ]; then chown postgres: "$dir"; fi
    chmod 700 "$dir"
    if ! as_postgres "$bin/initdb" -D "$dir/data" -U postgres -A trust -E UTF8 --locale=C --no-sync \
            >/dev/null 2>"$dir/init.log" ||
       ! as_postgres "$bin/pg_ctl" -D "$dir/data" -l "$dir/server.log" -w -t 120 start -o \
            "-h '' -k $dir -F -c shared_buffers=32MB -c max_connections=60 -c autovacuum=off -c max_wal_size=64MB" \
            >/dev/null 2>&1; then
        cat "$dir/init.log" "$dir/server.log" >&2 || true
        rm -rf "$dir"
        exit 1
    fi
    url="postgresql://postgres@/postgres?host=$dir"
    if [ -n "${1:-}" ]; then
        # shellcheck disable=SC2016 # the inner shell expands them
        setsid bash -c 'tail --pid="$2" -f /dev/null; exec "$0" stop "$1"' "$PWD/$0" "$dir" "$1" \
            </dev/null >/dev/null 2>&1 &
    fi
    printf '%s\n%s\n' "$dir" "$url"
}

stop() {
    case $1 in /tmp/postern-pg-* | "${POSTERN_TEST_TMP:-/tmp}"/postern-pg-*) ;; *) echo "not a folder of this script: $1" >&2; exit 2 ;; esac
    as_postgres "$bin/pg_ctl" -D "$1/data" -m immediate -w stop >/dev/null 2>&1 || true
    rm -rf "$1"
}

case ${1:-} in
start) start "${2:-}" ;;
stop) stop "$2" ;;
*) sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac

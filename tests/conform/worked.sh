#!/usr/bin/env bash
# Answers worked out by hand (worked/worked.tsv) for searches that the oracle refuses. Loads worked/data into a plan of
# its own, serves it, asks each with the member's token. Needs Node and nothing beside the program.
#   tests/conform/worked.sh [PART-OF-A-REQUEST]
set -euo pipefail
cd "$(dirname "$0")/../.."
BUILD=${BUILD:-build}
work=$(mktemp -d "${TMPDIR:-/tmp}/postern-worked.XXXXXX")
server=
finish() {
    [ -n "$server" ] && kill "$server" 2>/dev/null && wait "$server" 2>/dev/null || true
    rm -rf "$work"
}
trap finish EXIT

port=$(node tests/conform/port.mjs)
mkdir -p "$work/plans/worked" "$work/mail"
printf 'name = Worked\nsandbox = yes\n' >"$work/plans/worked/plan.ini"
cat >"$work/postern.ini" <<END
[server]
listen = 127.0.0.1:$port
base_url = http://127.0.0.1:$port
[store]
url = sqlite:store
[mail]
url = file:mail
from = no-reply@plan.example
END
conf=$work/postern.ini
fail() {
    echo "worked: $*"
    echo "0 passed, 1 failed, 0 skipped"
    exit 1
}
"$BUILD/postern" load -c "$conf" --plan worked --rejects "$work/rejects" tests/conform/worked/data >"$work/load" 2>&1 ||
    fail "load: $(tail -n 1 "$work/load") $(head -n 3 "$work/rejects" 2>/dev/null)"
"$BUILD/postern" serve -c "$conf" >"$work/serve.out" 2>"$work/serve.log" &
server=$!
for _ in $(seq 600); do
    grep -q '^ready:' "$work/serve.out" && break
    kill -0 "$server" 2>/dev/null || break
    sleep 0.1
done
grep -q '^ready:' "$work/serve.out" || fail "$(tail -n 3 "$work/serve.log")"
node tests/conform/worked/ask.mjs "http://127.0.0.1:$port/worked/fhir" "$BUILD/postern" "$conf" "${1-}"

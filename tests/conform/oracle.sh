#!/usr/bin/env bash
# Every answer to 5,000 searches, of all the data there is, against an oracle that shares no code with us: it works out from
# the same files what R4 says must come. Needs $SHARED and Node; without them the part is skipped and says so.
set -euo pipefail
cd "$(dirname "$0")/../.."
BUILD=${BUILD:-build}
SHARED=${SHARED:-../shared}
if [ ! -d "$SHARED/tools/search-oracle" ] || ! command -v node >/dev/null; then
    echo "oracle: no $SHARED/tools/search-oracle, or no node"
    echo "0 passed, 0 failed, 1 skipped"
    exit 0
fi
shared=$(cd "$SHARED" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/postern-oracle.XXXXXX")
server=
finish() {
    [ -n "$server" ] && kill "$server" 2>/dev/null && wait "$server" 2>/dev/null || true
    rm -rf "$work"
}
trap finish EXIT
# shellcheck source=tests/conform/tools.sh
. tests/conform/tools.sh
tool_copy search-oracle

port=$(node tests/conform/port.mjs)
base=http://127.0.0.1:$port
conf=$work/postern.ini
mkdir -p "$work/mail"
cat >"$conf" <<END
[server]
listen = 127.0.0.1:$port
base_url = $base
[store]
url = sqlite:store
[mail]
url = file:mail
from = no-reply@plan.example
END
"$BUILD/postern" synth --members 30 --seed 1 --out "$work/synth" >/dev/null

# load PLAN PATH…
load() {
    local plan=$1 rc=0
    shift
    mkdir -p "$work/plans/$plan"
    printf 'name = %s\nsandbox = yes\n' "$plan" >"$work/plans/$plan/plan.ini"
    printf '%s\n' "$@" >"$work/data-$plan"
    "$BUILD/postern" load -c "$conf" --plan "$plan" --rejects "$work/rejects-$plan" "$@" >>"$work/load-$plan" || rc=$?
    [ "$rc" -eq 0 ] || [ "$rc" -eq 3 ] || { cat "$work/load-$plan"; echo "0 passed, 1 failed"; exit 1; }
}

# The synthetic plan comes in two loads, so that its resources are of more than one time.
mkdir "$work/half"
for file in "$work/synth"/*.ndjson; do
    awk 'NR % 2' "$file" >"$work/half/${file##*/}"
done
load synth "$work/half"
# Members who are only referred to need a Patient to be given a token; so does somebody in a plan without members.
while IFS=$'\t' read -r plan path _ _ _ _ patients; do
    case $plan in '#'* | '') continue ;; esac
    mkdir "$work/patients-$plan"
    for id in $patients; do
        echo "{\"resourceType\":\"Patient\",\"id\":\"$id\"}"
    done >"$work/patients-$plan/Patient.ndjson"
    if [ "$path" = synth ]; then
        set -- "$work/synth"/*.ndjson
    else
        set -- "$work/patients-$plan" "$shared/$path"
    fi
    load "$plan" "$@"
    load "$plan" "$@"
done <tests/conform/oracle_sets.tsv

"$BUILD/postern" serve -c "$conf" >"$work/serve.out" 2>"$work/serve.log" &
server=$!
for _ in $(seq 1200); do
    grep -q '^ready:' "$work/serve.out" && break
    kill -0 $server 2>/dev/null || break
    sleep 0.1
done
grep -q '^ready:' "$work/serve.out" || { tail "$work/serve.log"; echo "0 passed, 1 failed"; exit 1; }
node tests/conform/oracle.mjs --oracle "$shared_tools/search-oracle" --shared "$shared" --postern "$BUILD/postern" --conf "$conf" \
    --base "$base" --work "$work" ${ONLY:+--only "$ONLY"}

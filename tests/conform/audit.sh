#!/usr/bin/env bash
# What `postern audit export` writes after requests of all sorts, against R4's AuditEvent, by a validator
# that shares no code with us. Needs $SHARED, Node and curl; without them the part is skipped and says so.
set -euo pipefail
cd "$(dirname "$0")/../.."
BUILD=${BUILD:-build}
SHARED=${SHARED:-../shared}
if [ ! -d "$SHARED/tools/profile-validator" ] || ! command -v node >/dev/null || ! command -v curl >/dev/null; then
    echo "audit: no $SHARED/tools/profile-validator, no node, or no curl"
    echo "0 passed, 0 failed, 1 skipped"
    exit 0
fi
shared=$(cd "$SHARED" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/postern-audit.XXXXXX")
server=
validator=
finish() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    [ -z "$validator" ] || kill "$validator" 2>/dev/null || true
    wait
    rm -rf "$work"
}
trap finish EXIT
# shellcheck source=tests/conform/tools.sh
. tests/conform/tools.sh
tool_copy search-oracle
tool_copy profile-validator

free_port() { node tests/conform/port.mjs; }
wait_for() { # FILE TEXT PID
    for _ in $(seq 1200); do
        grep -q "$2" "$1" && return 0
        kill -0 "$3" 2>/dev/null || return 1
        sleep 0.1
    done
    return 1
}

# ---- requests of all sorts ----

port=$(free_port)
base=http://127.0.0.1:$port
conf=$work/postern.ini
mkdir -p "$work/plans/demo" "$work/mail"
printf '[server]\nlisten = 127.0.0.1:%s\nbase_url = %s\n[mail]\nurl = file:mail\n' "$port" "$base" >"$conf"
printf 'name = Demo\nsandbox = yes\n' >"$work/plans/demo/plan.ini"
postern() { "$BUILD/postern" "$1" -c "$conf" "${@:2}"; }
"$BUILD/postern" synth --members 3 --seed 1 --out "$work/plan" >/dev/null
postern load --plan demo --rejects "$work/rejects" "$work"/plan/*.ndjson >/dev/null
postern app add --plan demo --client-id shop --name Shop --redirect-uri https://shop.example/cb >/dev/null
postern app suspend --plan demo --client-id shop --reason 'a "complaint"' >/dev/null
patient=$(sed -n '1s/.*"id":"\([^"]*\)".*/\1/p' "$work/plan/Patient.ndjson")
token=$(postern token --plan demo --patient "$patient" --scope 'patient/*.rs' --share all | sed 's/.*"access_token":"\([^"]*\)".*/\1/')
"$BUILD/postern" serve -c "$conf" >"$work/served" 2>"$work/log" &
server=$!
wait_for "$work/served" ready: "$server"
get() { curl -s -o /dev/null -H "Authorization: Bearer $token" "$base$1"; }
get "/demo/fhir/Patient/$patient"
get "/demo/fhir/Patient/$patient/_history"
get "/demo/fhir/Patient/$patient/_history/1"
get '/demo/fhir/ExplanationOfBenefit?_include=*&_count=5'
get "/demo/fhir/Observation?patient=$patient&status=%22%C3%A9"
get '/demo/fhir/Patient/nobody'
get '/demo/fhir/Nothing'
curl -s -o /dev/null "$base/demo/fhir/Patient/$patient"
curl -s -o /dev/null "$base/demo/oauth/authorize?client_id=nobody"
curl -s -o /dev/null -d 'grant_type=refresh_token&refresh_token=x&client_id=shop' "$base/demo/oauth/token"
curl -s -o /dev/null -H "Authorization: Bearer $token" -d "token=$token" "$base/demo/oauth/introspect"
postern explain --plan demo --token "$token" "GET Observation?patient=$patient" >/dev/null
kill "$server"
wait "$server" || true
server=
postern audit export --plan demo --out "$work/first" 2>/dev/null
postern audit export --plan demo --out "$work/audit.ndjson" 2>/dev/null

# ---- each of them ----

port=$(free_port)
node "$shared_tools/profile-validator/server.mjs" "$port" "$shared/ig/us-core-6.1.0.tgz" >"$work/validator" 2>&1 &
validator=$!
wait_for "$work/validator" '^validator on' "$validator"
node tests/conform/audit_validate.mjs "http://127.0.0.1:$port/validate" "$work/audit.ndjson"

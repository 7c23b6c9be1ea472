#!/bin/sh
# The demonstration (make demo): a synthetic plan with 50 members, the server, and the sample app, until
# Ctrl-C or SIGTERM. Run again, it keeps its data. RUN, PORT, APP_PORT, BUILD and MEMBERS change where and
# how big; tests use them, people need not.
set -eu

RUN=${RUN:-run}
PORT=${PORT:-8080}
APP_PORT=${APP_PORT:-8081}
BUILD=${BUILD:-build}
MEMBERS=${MEMBERS:-50}
base=http://localhost:$PORT
app=http://127.0.0.1:$APP_PORT
conf=$RUN/postern.ini

write_conf() {
    mkdir -p "$RUN/plans/demo" "$RUN/mail"
    cat >"$conf" <<END
; Written by make demo; yours to change: it is not written again.
[server]
listen = 127.0.0.1:$PORT
base_url = $base
[store]
url = sqlite:store
[mail]
url = file:mail
from = no-reply@demo-health-plan.example
[plans]
dir = plans
[keys]
dir = keys
[audit]
dir = audit
END
    cat >"$RUN/plans/demo/plan.ini" <<END
name = Demo Health Plan
sandbox = yes
organization = org-payer
languages = en es
match = first last birth_date member_id zip
outside_rule = PPO employer
reasons = not_covered
services_phone = 1-800-555-0100
services_email = member.services@demo-health-plan.example
services_url = https://demo-health-plan.example/help
website = https://demo-health-plan.example
aliases = Plan de Salud Demo
states = MA NH
time_zone = America/New_York
listed = yes
END
}

write_facts() {
    cat >"$RUN/demo.json.new" <<END
{"base_url":"$base","plan":"demo","fhir_base":"$base/demo/fhir","issuer":"$base/demo","mail_dir":"$RUN/mail",
"client":{"client_id":"claims-viewer","redirect_uri":"$app/"},
"members":
END
    cat "$RUN/synth/members.json" >>"$RUN/demo.json.new"
    echo '}' >>"$RUN/demo.json.new"
    mv "$RUN/demo.json.new" "$RUN/demo.json"
}

# Each step leaves a mark when it is whole, so that an interrupted first run goes on where it was.
first_run() {
    [ -f "$conf" ] || write_conf
    [ -f "$RUN/synth/members.json" ] || {
        echo "demo: making $MEMBERS synthetic members"
        "$BUILD/postern" synth --members "$MEMBERS" --seed 1 --out "$RUN/synth"
    }
    echo "demo: loading them"
    "$BUILD/postern" load -c "$conf" --plan demo --feed demo --rejects "$RUN/rejects.ndjson" "$RUN"/synth/*.ndjson
    "$BUILD/postern" app list -c "$conf" --plan demo | grep -q '"claims-viewer"' ||
        "$BUILD/postern" app add -c "$conf" --plan demo --client-id claims-viewer \
            --name "Claims Viewer" --developer "Postern sample" --website https://claims-viewer.example/ \
            --privacy-url https://claims-viewer.example/privacy \
            --support-email help@claims-viewer.example --redirect-uri "$app/" >/dev/null
    "$BUILD/postern" app approve -c "$conf" --plan demo --client-id claims-viewer >/dev/null
    write_facts
}

mkdir -p "$RUN"
[ -f "$RUN/demo.json" ] || first_run

server=
viewer=
stop() {
    [ -n "$viewer" ] && kill "$viewer" 2>/dev/null || true
    [ -n "$server" ] && kill "$server" 2>/dev/null || true
    wait || true
}
trap 'stop; exit 0' INT TERM

"$BUILD/postern" serve -c "$conf" >"$RUN/serve.out" 2>"$RUN/serve.log" &
server=$!
"$BUILD/claims-viewer" --listen "127.0.0.1:$APP_PORT" --dir examples/claims-viewer/www \
    --fhir-base "$base/demo/fhir" --client-id claims-viewer --plan-name "Demo Health Plan" \
    >"$RUN/viewer.out" 2>&1 &
viewer=$!

tries=0
until grep -q '^ready:' "$RUN/serve.out" && grep -q '^claims-viewer:' "$RUN/viewer.out"; do
    tries=$((tries + 1))
    if [ "$tries" -gt 150 ] || ! kill -0 "$server" 2>/dev/null || ! kill -0 "$viewer" 2>/dev/null; then
        echo "demo: did not start; the logs say:" >&2
        tail -n 5 "$RUN/serve.log" "$RUN/viewer.out" >&2
        stop
        exit 1
    fi
    sleep 0.2
done

cat <<END
ready: $base
  the sample app     $app/
  a member to be     $RUN/demo.json
  code mails         $RUN/mail/
  end                Ctrl-C
END
wait "$server" || true
stop

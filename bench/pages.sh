#!/usr/bin/env bash
# What each page costs with 200 members at once: all register, connect an app, and then go about their accounts, each
# asking for a page a second. Milliseconds over HTTP, so with what the client needs on the same machine. STORE is
# another store's url.
set -euo pipefail
cd "$(dirname "$0")/.."
BUILD=${BUILD:-build}
. bench/lib.sh
bench_begin pages
say_machine
members=${MEMBERS:-200}
make_plans "$work" bench
printf "mail_from = plan@bench.example\n" >>"$work/plans/bench/plan.ini"
make_conf "$work/postern.ini" "$port" "$base"
sed -i '/^\[server\]/a trusted_proxy = 127.0.0.1' "$work/postern.ini"
node bench/pages.mjs data "$members" 300 >"$work/members.ndjson"
"$BUILD/postern" load -c "$work/postern.ini" --plan bench "$work/members.ndjson" >/dev/null
"$BUILD/postern" app add -c "$work/postern.ini" --plan bench --client-id app --name App --redirect-uri https://app.example/cb >/dev/null
: >"$work/serve.out"
"$BUILD/postern" serve -c "$work/postern.ini" >"$work/serve.out" 2>"$work/serve.log" &
server=$!
until grep -q '^ready:' "$work/serve.out"; do kill -0 $server && sleep 0.1; done
node bench/pages.mjs ask "$base/bench" "$work/mail" "$members" "${SECONDS_EACH:-20}"

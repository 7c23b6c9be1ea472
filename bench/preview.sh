#!/usr/bin/env bash
# What the sharing page costs with its counts: a member of N records, a tenth of them very private, who is asked for
# everything. Milliseconds of the page over HTTP, one after the other, and of a page of the same flow without counts.
# STORE is another store's url.
set -euo pipefail
cd "$(dirname "$0")/.."
BUILD=${BUILD:-build}
. bench/lib.sh
bench_begin preview
say_machine
make_plans "$work" bench
printf "mail_from = plan@bench.example\n" >>"$work/plans/bench/plan.ini"
make_conf "$work/postern.ini" "$port" "$base"
node bench/preview.mjs data 300 3000 >"$work/members.ndjson"
"$BUILD/postern" load -c "$work/postern.ini" --plan bench "$work/members.ndjson" >/dev/null
"$BUILD/postern" app add -c "$work/postern.ini" --plan bench --client-id app --name App --redirect-uri https://app.example/cb >/dev/null
"$BUILD/postern" serve -c "$work/postern.ini" >"$work/serve.out" 2>"$work/serve.log" &
server=$!
until grep -q '^ready:' "$work/serve.out"; do kill -0 $server && sleep 0.1; done
for n in 300 3000; do node bench/preview.mjs ask "$base/bench" "$work/mail" "$n"; done

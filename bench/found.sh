#!/usr/bin/env bash
# Whether the time of an answer tells who is a member, or which address has an account (AUTHORIZATION M8, M25, threats 43
# and 44): details that match beside such that do not, addresses with an account beside such without. Over HTTP, one
# request at a time, the kinds in turn; medians, and Welch's t. bench/RESULTS.md keeps what is worth keeping.
#   N=2000 ACCOUNTS=400 STORE=postgresql://… bench/found.sh
set -euo pipefail
cd "$(dirname "$0")/.."
BUILD=${BUILD:-build}
. bench/lib.sh
n=${N:-2000}
accounts=${ACCOUNTS:-400}
bench_begin found
make_plans "$work" bench
make_conf "$work/one.ini" "$port" "$base"
echo "from = no-reply@plan.example" >>"$work/one.ini" # [mail] stands last
say_machine
"$BUILD/postern" synth --members "$n" --seed 1 --out "$work/synth" >/dev/null
"$BUILD/postern" load -c "$work/one.ini" --plan bench "$work/synth/Patient.ndjson" "$work/synth/Coverage.ndjson" >/dev/null
"$BUILD/postern" serve -c "$work/one.ini" >"$work/out" 2>"$work/log" &
server=$!
until grep -q '^ready:' "$work/out"; do kill -0 "$server" && sleep 0.1; done
node bench/found.mjs "$base/bench" "$work/synth/Patient.ndjson" "$work/mail" "$n" "$accounts"

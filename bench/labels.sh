#!/usr/bin/env bash
# What labels cost who reads: processor time (user and system, of the server) for each request of 100 members of
# the same data, in a plan where every kind is sensitive, with all of it shared and with one kind, and in a plan
# where none is. Three interleaved runs, the median counts.
set -euo pipefail
cd "$(dirname "$0")/.."
BUILD=${BUILD:-build}
. bench/lib.sh
data=${SHARED:-../shared}/data/synthea-r4-100
seconds=${SECONDS_EACH:-5}
runs=${RUNS:-3}
bench_begin labels
conf=$work/postern.ini
say_machine
make_plans "$work" on off
echo 'sensitive =' >>"$work/plans/off/plan.ini"
make_conf "$conf" "$port" "$base"
for plan in on off; do "$BUILD/postern" load -c "$conf" --plan $plan "$data" >/dev/null; done
: >"$work/serve.out"
"$BUILD/postern" serve -c "$conf" >"$work/serve.out" 2>"$work/serve.log" &
server=$!
until grep -q '^ready:' "$work/serve.out"; do kill -0 $server && sleep 0.1; done

# asks NAME PLAN SHARE
asks() {
    mkdir -p "$work/$1/www"
    SHARE=$3 node bench/prepare.mjs "$BUILD/postern" "$conf" "$base" "$data" "$work/$1" "$2" | sed "s/^/$1: /"
}
asks none off all
asks all on all
asks one on hiv

ticks() { awk '{print $14+$15}' "/proc/$server/stat"; }
measure() { # LIST: µs of processor time a request
    local before out
    before=$(ticks)
    out=$(wrk -t1 -c16 -d"${seconds}s" -s bench/wrk.lua "$base" -- "$1" identity | grep '^requests')
    awk -v t=$(($(ticks) - before)) '{printf "%.2f errors %d\n", t*10000/$2, $4}' <<<"$out"
}
median() { cut -d' ' -f1 "$1" | sort -n | awk '{a[NR]=$1} END {print a[int((NR+1)/2)]}'; }
for what in read search; do
    for name in none all one; do measure "$work/$name/$what.ours" >/dev/null; done # warm
    for _ in $(seq "$runs"); do
        for name in none all one; do measure "$work/$name/$what.ours" >>"$work/$what.$name"; done
    done
    awk -v w=$what -v n="$(median "$work/$what.none")" -v a="$(median "$work/$what.all")" -v o="$(median "$work/$what.one")" 'BEGIN {
        printf "%s: nothing sensitive %.2f us, all shared %.2f (%+.1f %%), one kind shared %.2f (%+.1f %%)\n", w, n, a, (a/n-1)*100, o, (o/n-1)*100}'
done
! grep -hv 'errors 0$' "$work"/read.* "$work"/search.*

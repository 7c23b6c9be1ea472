#!/usr/bin/env bash
# The figures of the design's table, in one run on one machine: processor time (user and system, of all
# server processes) for each request, ours over nginx's, which serves the same bytes as files. Three
# interleaved runs, the median counts. 200 distinct members, each with a token of her own; no result cache.
# Prints a table; bench/RESULTS.md keeps those worth keeping. SECONDS_EACH, MEMBERS and RUNS make it shorter.
set -euo pipefail
cd "$(dirname "$0")/.."
BUILD=${BUILD:-build}
. bench/lib.sh
SHARED=${SHARED:-../shared}
seconds=${SECONDS_EACH:-5}
runs=${RUNS:-3}
work=$(mktemp -d "${TMPDIR:-/tmp}/postern-bench.XXXXXX")
server=
nginx=
finish() {
    [ -n "$server" ] && kill "$server" 2>/dev/null || true
    [ -n "$nginx" ] && kill "$nginx" 2>/dev/null || true
    wait 2>/dev/null || true
    rm -rf "$work"
}
trap finish EXIT
port=$(free_port)
nginx_port=$(free_port)
base=http://127.0.0.1:$port
data=$SHARED/data/synthea-r4-100

say_machine

mkdir -p "$work/www"
make_plans "$work" load one two
conf=$work/postern.ini
make_conf "$conf" "$port" "$base"

# ---- load ----------------------------------------------------------------------------------------
"$BUILD/postern" synth --members "${MEMBERS:-2000}" --seed 1 --out "$work/synth" >/dev/null
bytes=$(cat "$work"/synth/*.ndjson | wc -c)
lines=$(cat "$work"/synth/*.ndjson | wc -l)
started=$(date +%s%N)
"$BUILD/postern" load -c "$conf" --plan load "$work"/synth/*.ndjson >"$work/load.json"
ended=$(date +%s%N)
node -e '
const [json, bytes, lines, ns] = process.argv.slice(1), r = JSON.parse(require("fs").readFileSync(json, "utf8").trim().split("\n").pop());
console.log(`load: ${lines} resources, ${(bytes/1e6).toFixed(1)} MB in ${(ns/1e9).toFixed(2)} s with start-up (${(bytes/1e6/(ns/1e9)).toFixed(1)} MB/s), ${r.seconds} s loading: ${(bytes/1e6/r.seconds).toFixed(1)} MB/s, ${Math.round(lines/r.seconds)} resources/s, rejected ${r.rejected}`)' \
    "$work/load.json" "$bytes" "$lines" $((ended - started))

[ -d "$data" ] || { echo "no $data: read and search are not measured"; exit 0; }
for plan in one two; do "$BUILD/postern" load -c "$conf" --plan $plan "$data" >/dev/null; done
"$BUILD/postern" serve -c "$conf" >"$work/serve.out" 2>"$work/serve.log" &
server=$!
until grep -q '^ready:' "$work/serve.out"; do kill -0 $server && sleep 0.1; done

# ---- what is asked, and the same bytes for nginx ---------------------------------------------------
node bench/prepare.mjs "$BUILD/postern" "$conf" "$base" "$data" "$work" one two
cat >"$work/nginx.conf" <<END
worker_processes 2; daemon off; pid $work/nginx.pid; error_log $work/nginx.err;
events { worker_connections 512; }
http { access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; default_type application/fhir+json; gzip_static on;
  client_body_temp_path $work; proxy_temp_path $work; fastcgi_temp_path $work; uwsgi_temp_path $work; scgi_temp_path $work;
  server { listen 127.0.0.1:$nginx_port; root $work/www; } }
END
nginx -c "$work/nginx.conf" &
nginx=$!
sleep 0.5

# ticks PID: user and system time of a process and its children alive, in 1/100 s.
ticks() {
    local sum=0 t p
    for p in "$1" $(pgrep -P "$1" || true); do
        t=$(awk '{print $14+$15}' "/proc/$p/stat" 2>/dev/null || echo 0)
        sum=$((sum + t))
    done
    echo "$sum"
}

# measure PID URL LIST GZIP: "us_per_request requests/s p99_us errors"
measure() {
    local before after out
    before=$(ticks "$1")
    out=$(wrk -t1 -c16 -d"${seconds}s" -s bench/wrk.lua "$2" -- "$3" "$4" | grep '^requests')
    after=$(ticks "$1")
    awk -v t=$((after - before)) -v s="$seconds" '{printf "%.2f %d %d %d\n", t*10000/$2, $2/s, $8, $4}' <<<"$out"
}
median() { sort -n | awk '{a[NR]=$1} END {print a[int((NR+1)/2)]}'; }

for what in read search; do
    for coding in identity gzip; do
        : >"$work/ours"
        : >"$work/theirs"
        for _ in $(seq "$runs"); do
            measure "$server" "$base" "$work/$what.ours" $coding >>"$work/ours"
            measure "$nginx" "http://127.0.0.1:$nginx_port" "$work/$what.nginx" $coding >>"$work/theirs"
        done
        ours=$(cut -d' ' -f1 "$work/ours" | median)
        theirs=$(cut -d' ' -f1 "$work/theirs" | median)
        awk -v o="$ours" -v t="$theirs" -v w="$what $coding" -v x="$(tail -n1 "$work/ours")" -v y="$(tail -n1 "$work/theirs")" 'BEGIN {
            split(x, a, " "); split(y, b, " ");
            printf "%-16s ours %7.2f us/request, nginx %7.2f: %.2fx   (ours %d/s p99 %d us errors %d; nginx %d/s)\n", w, o, t, o/t, a[2], a[3], a[4], b[2]}'
    done
done
grep RssAnon "/proc/$server/status" | awk '{printf "memory: RssAnon %.1f MB\n", $2/1024}'
if [ -n "${PROFILE:-}" ]; then
    (wrk -t1 -c16 -d6s -s bench/wrk.lua "$base" -- "$work/$PROFILE.ours" "${PROFILE_CODING:-identity}" >/dev/null) &
    perf record -F 999 -g -p "$server" -o "$work/perf.data" -- sleep 4 >/dev/null 2>&1
    perf report -i "$work/perf.data" --no-children --percent-limit 0.7 --stdio -g none 2>/dev/null | grep -v '^#' | head -45
fi

#!/usr/bin/env bash
# Conformance against data and tools that share no code with us: every search that an independent oracle
# works out from the same files must get the same answer here, for each of several members with a token
# of her own. Needs $SHARED (data and tools); without it the part is skipped and says so.
set -euo pipefail
cd "$(dirname "$0")/../.."
BUILD=${BUILD:-build}
SHARED=${SHARED:-../shared}
if [ ! -d "$SHARED/tools/search-oracle" ]; then
    echo "conform: no $SHARED/tools/search-oracle"
    echo "0 passed, 0 failed, 1 skipped"
    exit 0
fi
shared=$(cd "$SHARED" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/postern-conform.XXXXXX")
server=
finish() {
    [ -n "$server" ] && kill "$server" 2>/dev/null && wait "$server" 2>/dev/null || true
    rm -rf "$work"
}
trap finish EXIT

# shellcheck source=tests/conform/tools.sh
. tests/conform/tools.sh
tool_copy search-oracle
oracle=$shared_tools/search-oracle

passed=0
failed=0
ok() { passed=$((passed + 1)); }
bad() {
    failed=$((failed + 1))
    echo "FAILED $*"
}

port=$(node -e 's=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})')
base=http://127.0.0.1:$port
mkdir -p "$work/plans/synthea" "$work/plans/carin" "$work/mail"
for plan in synthea carin; do
    printf 'name = %s\nsandbox = yes\n' "$plan" >"$work/plans/$plan/plan.ini"
done
cat >"$work/postern.ini" <<END
[server]
listen = 127.0.0.1:$port
base_url = $base
[store]
url = sqlite:store
[mail]
url = file:mail
from = no-reply@plan.example
END
conf=$work/postern.ini

# load PLAN PATH: whole, nothing rejected; a second time nothing changes.
load() {
    "$BUILD/postern" load -c "$conf" --plan "$1" --rejects "$work/rejects-$1" "$2" >"$work/load-$1" || {
        bad "load $1: $(tail -n 1 "$work/load-$1"); $(head -n 3 "$work/rejects-$1" 2>/dev/null)"
        return 0
    }
    ok
    "$BUILD/postern" load -c "$conf" --plan "$1" "$2" | tail -n 1 |
        node -e 'const r=JSON.parse(require("fs").readFileSync(0));const s=r.stored||r;if(s.created||s.updated||s.moved)process.exit(1)' &&
        ok || bad "load $1 again changed something"
}
load synthea "$shared/data/synthea-r4-100"
load carin "$shared/data/ig-examples/carin_bb_200"

"$BUILD/postern" serve -c "$conf" >"$work/serve.out" 2>"$work/serve.log" &
server=$!
for _ in $(seq 1200); do
    grep -q '^ready:' "$work/serve.out" && break
    kill -0 $server 2>/dev/null || break
    sleep 0.1
done
grep -q '^ready:' "$work/serve.out" || { tail "$work/serve.log"; echo "0 passed, 1 failed"; exit 1; }

ig=$shared/ig
export ORACLE_PARAMS=$ig/r4-search-parameters.json.gz:$ig/us-core-6.1.0.tgz:$ig/carin-bb-2.0.0.tgz:$ig/davinci-pdex-2.0.0.tgz
caps=()
for guide in us-core-3.1.1 us-core-6.1.0 us-core-7.0.0 carin-bb-2.0.0; do
    caps+=(--capability "$ig/$guide.tgz")
done

# searches PLAN DATA PATIENT SEED: "<passed> <failed>" of one member's generated searches.
searches() {
    local q=$work/q-$3-$4 out=$work/out-$3-$4 token
    token=$("$BUILD/postern" token -c "$conf" --plan "$1" --patient "$3" --scope 'patient/*.rs' |
        node -e 'console.log(JSON.parse(require("fs").readFileSync(0)).access_token)')
    node "$oracle/gen.js" --data "$2" --patient --reach "$3" --no-modifiers "${caps[@]}" \
        --n "${QUERIES:-25}" --seed "$4" --out "$q" 2>>"$work/gen.log"
    node "$oracle/compare.js" --server "$base/$1/fhir" --token="$token" --queries "$q" --data "$2" \
        --reach "$3" --count 7 --server-made Provenance >"$out" 2>&1 || true
    tail -n 1 "$out" | sed -E 's/([0-9]+) passed, ([0-9]+) failed.*/\1 \2/'
}

# members FILE N: every k-th Patient of the file, so that they differ.
members() {
    gzip -dc "$1" | node -e 'const l=require("fs").readFileSync(0,"utf8").split("\n").filter(Boolean);
      const n=+process.argv[1],k=Math.max(1,Math.floor(l.length/n));
      for(let i=0;i<n&&i*k<l.length;i++)console.log(JSON.parse(l[i*k]).id)' "$2"
}

# part SCRIPT: another conformance script's count, added to ours.
part() {
    local line
    "tests/conform/$1" >"$work/$1.out" 2>&1 || true
    line=$(tail -n 1 "$work/$1.out")
    if [[ $line =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed ]]; then
        passed=$((passed + BASH_REMATCH[1]))
        failed=$((failed + BASH_REMATCH[2]))
        [ "${BASH_REMATCH[2]}" -eq 0 ] || tail -n 20 "$work/$1.out"
        echo "$1: $line"
    else
        bad "$1: $line"
    fi
}
export BUILD SHARED
part keys.sh
part synth.sh
part provenance.sh
part worked.sh

total=0
for patient in $(members "$shared/data/synthea-r4-100/Patient.ndjson.gz" "${MEMBERS:-10}"); do
    for seed in 1 2 3; do
        read -r p f < <(searches synthea "$shared/data/synthea-r4-100" "$patient" "$seed")
        if ! [[ $p =~ ^[0-9]+$ && $f =~ ^[0-9]+$ ]]; then
            bad "oracle on member $patient, seed $seed: $(tail -n 3 "$work/gen.log"; head -n 20 "$work/out-$patient-$seed")"
            continue
        fi
        passed=$((passed + p))
        failed=$((failed + f))
        total=$((total + p + f))
        [ "$f" -eq 0 ] || grep -A1 '^FAIL' "$work/out-$patient-$seed" | head -n 20
    done
done
echo "oracle: $total searches over synthea-r4-100"
[ "$total" -ge 600 ] || bad "only $total searches, 600 are asked for"
echo "$passed passed, $failed failed, 0 skipped"
[ "$failed" -eq 0 ]

#!/usr/bin/env bash
# Runs groups of checks, keeps one count: tests/run.sh check|flows|wall|model|mutants|replay|asan|tsan|e2e|oracle|faults ...
# Groups joined by "+" run beside each other: tests/run.sh wall+model.
#
# A part is a name and a command. Its output goes to build/log/NAME.log and is shown when it fails (V=1:
# always). Its count is the last line "N passed, N failed, N skipped" it prints; a command without that
# line counts as one test, by its exit status. A part whose script is not there counts as one skipped.
# build/summary keeps "passed failed skipped NAME" for each part; the last line printed is their sum.
#
# Every part runs at the top of the tree with BUILD (where the binaries are) and SHARED in its environment.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 2
unset MAKEFLAGS MFLAGS MAKELEVEL BUILD
export SHARED=${SHARED:-../shared}
jobs=$(nproc)
# Tests' stores and clusters lie in memory where there is room: for tables that live a second a disk's file system
# takes three quarters of the database server's time. 4 and 8 GiB, in KiB.
if [ "$(df -k --output=avail /dev/shm 2>/dev/null | tail -n 1)" -gt 4194304 ] 2>/dev/null &&
    [ "$(awk '/^MemAvailable/ { print $2 }' /proc/meminfo)" -gt 8388608 ]; then
    export POSTERN_TEST_TMP=${POSTERN_TEST_TMP:-/dev/shm}
fi
mkdir -p build/log
: >build/summary

# part NAME COMMAND...
part() {
    local name=$1 log=build/log/$1.log line rc=0 passed=0 failed=0 skipped=0 started=$SECONDS
    shift
    if [[ $1 == */* && ! -e $1 && $1 != build/* ]]; then
        printf '%-9s%s\n' skipped "$name: there is no $1"
        echo "0 0 1 $name" >>build/summary
        return 0
    fi
    if [ -n "${V:-}" ]; then
        timeout -k 10 "${PART_S:-900}" "$@" 2>&1 | tee "$log"
        rc=${PIPESTATUS[0]}
    else
        timeout -k 10 "${PART_S:-900}" "$@" >"$log" 2>&1 || rc=$?
    fi
    line=$(grep -aE '^[0-9]+ passed, [0-9]+ failed(, [0-9]+ skipped)?$' "$log" | tail -n 1)
    read -r passed failed skipped < <(sed -E 's/[^0-9]+/ /g' <<<"${line:-$((rc == 0)) 0 0}")
    # A crash after the line, or before it, is a failure whatever was counted.
    if [ "$rc" -ne 0 ] && [ "$failed" -eq 0 ]; then
        failed=1
    fi
    echo "$passed $failed ${skipped:-0} $name" >>build/summary
    if [ "$failed" -eq 0 ] && [ "$rc" -eq 0 ]; then
        printf '%-9s%-24s%5d passed%s  %ds\n' ok "$name" "$passed" \
            "$([ "${skipped:-0}" -eq 0 ] || echo ", $skipped skipped")" $((SECONDS - started))
    else
        [ -n "${V:-}" ] || tail -n 60 "$log" | sed 's/^/    /'
        printf '%-9s%s (exit %d; whole log: %s)\n' FAILED "$name" "$rc" "$log"
    fi
}

# node_part NAME SCRIPT...: what is written in JavaScript; without Node it is skipped and says so.
node_part() {
    local name=$1
    shift
    if command -v node >/dev/null; then
        part "$name" node "$@"
    else
        printf '%-9s%s\n' skipped "$name: there is no node"
        echo "0 0 1 $name" >>build/summary
    fi
}

# Each build is one part, however many groups need it.
declare -A built
build_once() { # NAME DIR MAKE-VARIABLES...
    local name=$1
    export BUILD=$2
    shift 2
    [ -n "${built[$name]:-}" ] || part "$name" make -j"$jobs" -O BUILD="$BUILD" "$@" objects
    built[$name]=yes
}

gcc_build() {
    build_once build-gcc build CC=gcc
}

# One clang build serves twice: its warnings are errors, and its binaries carry ASan and UBSan.
clang_build() {
    build_once build-clang-asan build/asan CC=clang SAN=address,undefined OPT="-O1 -g"
    export UBSAN_OPTIONS=print_stacktrace=1 ASAN_OPTIONS=detect_stack_use_after_return=1
}

tsan_build() {
    build_once build-tsan build/tsan CC=clang SAN=thread OPT="-O1 -g"
    export TSAN_OPTIONS="halt_on_error=1 suppressions=tests/tsan.supp"
}

units() {
    part "unit$1" tests/beside.sh UNIT_CLAIMS=@ UNIT_CLAIMS=@ -- "$BUILD/unit_tests"
}

# Flow files on SQLite and on a PostgreSQL cluster of the run's own.
flows() {
    if [ -e tests/flow/run.sh ]; then
        part "flows$1" tests/flow/run.sh
    elif compgen -G 'tests/flow/*.c' >/dev/null; then
        part "flows$1" tests/beside.sh FLOW_ENGINE=sqlite FLOW_ENGINE=postgres -- "$BUILD/flow_runner"
    else
        part "flows$1" tests/flow/run.sh
    fi
}

# Random requests of a member while another's data lie beside hers: also of a seed that nobody has chosen,
# which a failure prints.
wall() {
    part wall-100000 build/wall 100000
    part wall-any-seed build/wall 50000 --seed "$((RANDOM * 32768 + RANDOM))"
    part wall-postgres build/wall 5000 --postgres
}

# Random searches decided a second time by tests/model/evaluate.mjs.
model() {
    part model node tests/model/main.mjs "$BUILD/model_driver" 20000
    part model-any-seed node tests/model/main.mjs "$BUILD/model_driver" 10000 --seed "$((RANDOM * 32768 + RANDOM))"
    part model-postgres node tests/model/main.mjs "$BUILD/model_driver" 2000 --postgres
}

replay() {
    local target name
    for target in fuzz/fuzz_*.c; do
        [ -e "$target" ] || continue
        name=$(basename "$target" .c)
        part "replay-${name#fuzz_}" "$BUILD/$name" "fuzz/corpus/${name#fuzz_}"
    done
}

check() {
    local script
    for script in levels libraries calls tables sorted once sql links docs; do
        part "$script-self-test" "tools/check_$script.sh" --self-test
        part "$script" "tools/check_$script.sh"
    done
    node_part trace-self-test tools/trace.mjs --self-test
    node_part trace tools/trace.mjs --check
    node_part reading-self-test tools/reading.mjs --self-test
    node_part reading tools/reading.mjs --check
    node_part kits-self-test tests/conform/kits.mjs --self-test
    node_part kits tests/conform/kits.mjs
    tools/check_length.sh
    gcc_build
    part globals tools/check_globals.sh build/libpostern.a
    units ""
    flows ""
    part wall build/wall 5000
    clang_build
    replay
}

run_group() {
    case $1 in
    check) check ;;
    flows) gcc_build; flows "" ;;
    wall) gcc_build; wall ;;
    model) gcc_build; model ;;
    mutants) part mutants tests/mutants/run.sh --self-test ;;
    replay) clang_build; replay ;;
    asan) clang_build; units -asan; flows -asan; part wall-asan build/asan/wall 10000
        part model-asan node tests/model/main.mjs build/asan/model_driver 4000 ;;
    tsan) tsan_build; units -tsan; flows -tsan ;;
    e2e) gcc_build; part e2e tests/e2e/run.sh ;;
    oracle) gcc_build; part oracle tests/conform/run.sh ;;
    faults) gcc_build; POSTERN_TEST_TMP= part faults tests/fault/run.sh ;;
    *) echo "unknown group: $1" >&2; exit 2 ;;
    esac
}

# A+B: groups beside each other, for those that wait or keep one processor busy; what they print comes group after
# group. One that ends otherwise than by its last part has failed.
beside() {
    local name names pids=() i
    IFS=+ read -ra names <<<"$1"
    gcc_build
    for name in "${names[@]}"; do
        run_group "$name" >"build/log/group-$name" 2>&1 &
        pids+=($!)
    done
    for i in "${!names[@]}"; do
        name=${names[$i]}
        if ! wait "${pids[$i]}"; then
            echo "0 1 0 group-$name" >>build/summary
            printf '%-9s%s\n' FAILED "$name ended before its last part" >>"build/log/group-$name"
        fi
        cat "build/log/group-$name"
    done
}

for group in "$@"; do
    if [[ $group == *+* ]]; then beside "$group"; else run_group "$group"; fi
done

awk '{ p += $1; f += $2; s += $3 } END { print p + 0 " passed, " f + 0 " failed, " s + 0 " skipped"; exit f > 0 }' build/summary

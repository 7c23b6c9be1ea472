#!/usr/bin/env bash
# Mutants: each patch here changes one line of one file of src/, and the test that its header names must
# fail by it, and pass without it. A patch that does not apply, does not compile or is not noticed has failed.
#   tests/mutants/run.sh [--self-test] [WORD ...]   patches whose names contain a WORD; without one, all
# With --self-test it shows first that it reports what is no mutant. The last line is "N passed, N failed".
#
# A header is any lines before the diff, one of them "Test: unit NAME" (of build/unit_tests), "Test: wall
# ATTACK" or "Test: flow FILE.flow". The tree is not touched: the changed file is compiled beside it and linked in front of the
# library, whose own object of it is then never taken.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 2
unset MAKEFLAGS MFLAGS MAKELEVEL
build=build/mutants
work=$build/work
self=tests/mutants/run.sh
# lld links in a third of the time of the usual linker.
linker=$(command -v ld.lld >/dev/null && echo -fuse-ld=lld)
# Of a library that is not installed: the path in a program leads to it from the build directory alone.
export LD_LIBRARY_PATH=$PWD/build/deps/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}

# ---- one patch ----

failed() { # NAME WHY
    printf 'FAILED %s: %s\n' "$1" "$2"
    exit 1
}

# run_test DIR OUTPUT KIND NAME: passed, failed (by that test), or something else
run_test() {
    local dir=$1 out=$2 kind=$3 name=$4 rc=0
    case $kind in
    unit)
        timeout 120 "$dir/unit_tests" "$name" >"$out" 2>&1
        if grep -qxF "[       OK ] $name" "$out"; then echo passed
        elif grep -qxF "[  FAILED  ] $name" "$out"; then echo failed
        else echo else; fi
        ;;
    wall)
        timeout 120 "$dir/wall" 1 --attack "$name" >"$out" 2>&1 || rc=$?
        if [ "$rc" -eq 0 ]; then echo passed
        elif grep -qF "(attack $name)" "$out"; then echo failed
        else echo else; fi
        ;;
    flow)
        FLOW_ENGINE=sqlite timeout 120 "$dir/flow_runner" "/$name" >"$out" 2>&1 || rc=$?
        if [ "$rc" -eq 0 ]; then echo passed
        elif grep -qx "0 passed, 1 failed, 0 skipped" "$out"; then echo failed
        else echo else; fi
        ;;
    esac
}

# without KIND NAME: what run_test says of it without any patch, asked once for all patches that name it.
without() {
    local kept=$work/without-$1-$2
    (
        flock 9
        [ -s "$kept" ] || run_test "$build" "$kept.log" "$1" "$2" >"$kept"
        cat "$kept"
    ) 9>"$kept.lock"
}

# link_with OBJECT DIR PROGRAM
link_with() {
    local front back objects
    { read -r front && read -r back; } <"$build/link"
    case $3 in
    unit) objects=$(cat "$build/unit.list") && back="-lcmocka $back" && set -- "$1" "$2" unit_tests ;;
    flow)
        objects="$(cat "$build/flow.list") $build/obj/tests/unit/db/pg.o $build/obj/tests/unit/jose/made.o" && back="-lcmocka $back"
        set -- "$1" "$2" flow_runner
        ;;
    wall) objects="$(cat "$build/wall.list") $build/obj/tests/unit/db/pg.o" ;;
    esac
    eval "$front $linker -o $2/$3 $1 $(tr '\n' ' ' <<<"$objects") $build/libpostern.a $back"
}

changed() { # PATCH SIGN: how many lines it takes away, or adds
    awk -v sign="$2" '/^@@/ { on = 1; next } on && substr($0, 1, 1) == sign { n++ } END { print n + 0 }' "$1"
}

one() { # PATCH
    local patch=$1 name dir file kind test
    name=$(basename "$patch" .patch)
    dir=$work/$name
    rm -rf "$dir"
    mkdir -p "$dir"
    read -r kind test < <(sed -n 's/^Test: //p' "$patch")
    case ${kind:-} in unit | wall | flow) ;; *) failed "$name" "no line says which test must fail" ;; esac
    file=$(sed -n 's,^+++ b/\(src/[a-z0-9_/]*\.c\)$,\1,p' "$patch")
    [ -f "$file" ] || failed "$name" "it does not name one file of src/"
    if [ "$(changed "$patch" -)" -gt 1 ] || [ "$(changed "$patch" +)" -gt 1 ]; then
        failed "$name" "it changes more than one line"
    fi
    mkdir -p "$dir/$(dirname "$file")"
    cp "$file" "$dir/$file"
    patch -s -p1 -F0 -d "$dir" <"$patch" >"$dir/log" 2>&1 || failed "$name" "it does not apply to $file"
    ! cmp -s "$file" "$dir/$file" || failed "$name" "it changes nothing"
    eval "$(cat "$build/flags") -w -O0 -c -o $dir/mutant.o $dir/$file" >"$dir/log" 2>&1 ||
        failed "$name" "it does not compile: $dir/log"
    link_with "$dir/mutant.o" "$dir" "$kind" >"$dir/log" 2>&1 || failed "$name" "it does not link: $dir/log"
    [ "$(without "$kind" "$test")" = passed ] ||
        failed "$name" "without it $test does not pass: $work/without-$kind-$test.log"
    case $(run_test "$dir" "$dir/with" "$kind" "$test") in
    failed) ;;
    passed) failed "$name" "$test does not notice it" ;;
    *) failed "$name" "it ends otherwise than by $test: $dir/with" ;;
    esac
    printf 'ok     %s\n' "$name"
    rm -rf "$dir"
}

# ---- what is no mutant ----

bad=0
good=0

# expect WHY: the patch on standard input is reported with WHY
expect() {
    local said
    cat >"$work/self.patch"
    said=$("$self" --one "$work/self.patch")
    if [[ $said == "FAILED self: "*"$1"* ]]; then
        good=$((good + 1))
    else
        bad=$((bad + 1))
        printf 'FAILED self-test: not reported: %s (but: %s)\n' "$1" "$said"
    fi
}

self_test() {
    local any
    any=$(find tests/mutants -name '*.patch' | sort | head -n 1)
    expect "no line says" </dev/null
    expect "does not name one file" < <(grep '^Test:' "$any")
    expect "does not apply" < <(sed '/^@@/,$d' "$any")
    expect "does not apply" < <(sed 's/^-[^-].*/- what never stood there/' "$any")
    expect "it changes nothing" < <(awk '/^-[^-]/ { print; print "+" substr($0, 2) } !/^[-+][^-+]/' "$any")
    expect "does not compile" < <(sed 's/^+[^+].*/+ no C at all/' "$any")
    expect "more than one line" < <(sed 's/^+[^+].*/&\n+/' "$any")
    expect "does not notice it" < <(sed 's/^Test:.*/Test: unit keys__have_a_ceiling/' "$any")
    expect "does not pass" < <(sed 's/^Test:.*/Test: unit no_such_test/' "$any")
    expect "does not pass" < <(sed 's/^Test:.*/Test: wall no_such_attack/' "$any")
    expect "does not pass" < <(sed 's/^Test:.*/Test: flow no_such.flow/' "$any")
}

# ---- all of them ----

if [ "${1:-}" = --one ]; then
    one "$2"
    exit 0
fi
make -s -j"$(nproc)" BUILD=$build OPT=-O1 LTO= $build/unit_tests $build/wall $build/flow_runner $build/link || exit 1
rm -rf "$work"
mkdir -p "$work"
# The tests' signing key is made by the program as it is, before a mutant could.
[ "$(run_test "$build" "$work/key" unit jwt__changed_anywhere_is_refused)" = passed ] || { cat "$work/key"; exit 1; }
if [ "${1:-}" = --self-test ]; then
    shift
    self_test
fi
chosen=()
for patch in tests/mutants/*.patch; do
    [ $# -gt 0 ] || chosen+=("$patch")
    for word in "$@"; do
        if [[ $patch == *"$word"* ]]; then chosen+=("$patch") && break; fi
    done
done
printf '%s\n' ${chosen[@]+"${chosen[@]}"} | xargs -r -P"$(nproc)" -n1 "$self" --one >"$work/said"
sort -k2 "$work/said"
good=$((good + $(grep -c '^ok ' "$work/said")))
echo "$good passed, $((bad + ${#chosen[@]} - $(grep -c '^ok ' "$work/said"))) failed"
[ "$bad" -eq 0 ] && [ "$(grep -c '^ok ' "$work/said")" -eq ${#chosen[@]} ]

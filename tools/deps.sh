#!/usr/bin/env bash
# Installs the Debian packages that Postern needs and the machine lacks, by name, on Debian 12 and 13.
#   tools/deps.sh [build|test|bench|yyjson]
# "test" includes "build"; "yyjson" is the one library that Debian 12 does not have, and needs no root.
# Everything there already: one dpkg-query, nothing else.
set -euo pipefail
cd "$(dirname "$0")/.."
what=${1:-build}

build=(gcc make pkg-config libc6-dev libmicrohttpd-dev libjose-dev libjansson-dev libssl-dev libisal-dev
       zlib1g-dev libutf8proc-dev libinih-dev libcmocka-dev libsqlite3-dev libpq-dev
       libcurl4-openssl-dev libjs-bootstrap5)
tests=(postgresql chromium firefox-esr clang clang-format lld)
bench=(wrk nginx git procps)

# shellcheck source=/dev/null
. /etc/os-release
suite=${VERSION_CODENAME:-}

# Debian 13 names the sanitizers' run time libclang-rt-dev, Debian 12 by the compiler's version.
clang_rt() {
    if [ "$suite" = bookworm ]; then echo libclang-rt-14-dev; else echo libclang-rt-dev; fi
}

# on_path COMMAND PACKAGE: another vendor's Node conflicts with Debian's, so any that is there serves.
on_path() {
    command -v "$1" >/dev/null || echo "$2"
}

packages() {
    printf '%s\n' "${build[@]}"
    case $what in
    test)
        printf '%s\n' "${tests[@]}" "$(clang_rt)"
        on_path node nodejs
        on_path npm npm
        ;;
    bench)
        printf '%s\n' "${bench[@]}"
        on_path node nodejs
        ;;
    esac
    [ "$suite" = bookworm ] || echo libyyjson-dev
}

missing() {
    # dpkg-query says nothing for a package it never heard of, hence the join with the wanted list.
    local have
    have=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' 2>/dev/null | sed -n 's/^installed //p' | sort -u)
    comm -23 <(packages | sort -u) <(printf '%s\n' "$have")
}

install_missing() {
    local need as_root=()
    mapfile -t need < <(missing)
    [ ${#need[@]} -gt 0 ] || return 0
    if [ "$(id -u)" != 0 ]; then
        if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
            as_root=(sudo)
        else
            echo "These packages are missing. Install them with:" >&2
            echo "  sudo apt-get install --no-install-recommends ${need[*]}" >&2
            exit 1
        fi
    fi
    echo "installing: ${need[*]}"
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 update
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=300 \
        install --no-install-recommends "${need[@]}" >/dev/null
}

# The machine's own entry for its Debian release, with the suite replaced: same mirror, same key.
trixie_source() {
    local f
    for f in /etc/apt/sources.list.d/*.sources; do
        [ -e "$f" ] || continue
        awk -v suite="$suite" '
            function flush() {
                if (hit && deb && !done) {
                    print "Types: deb\nURIs: " uris "\nSuites: trixie\nComponents: main"
                    if (key != "") print "Signed-By:" key
                    done = 1
                }
                hit = deb = 0; uris = key = ""; in_key = 0
            }
            /^[ \t]*$/ { flush(); next }
            /^#/       { next }
            /^[ \t]/   { if (in_key) key = key "\n" $0; next }
                       { in_key = 0 }
            /^Types:/      { deb = / deb( |$)/ }
            /^URIs:/       { sub(/^URIs:[ \t]*/, ""); uris = $0 }
            /^Suites:/     { for (i = 2; i <= NF; i++) if ($i == suite) hit = 1 }
            /^Signed-By:/  { sub(/^Signed-By:/, ""); key = $0; in_key = 1 }
            /^Enabled: *no/ { hit = 0 }
            END { flush(); exit !done }' "$f" && return 0
    done
    for f in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
        [ -e "$f" ] || continue
        awk -v suite="$suite" '
            $1 == "deb" {
                key = ""; i = 2
                if ($2 ~ /^\[/) {
                    for (; i <= NF; i++) {
                        if ($i ~ /signed-by=/) { key = $i; gsub(/[][]|.*signed-by=/, "", key) }
                        if ($i ~ /\]$/) { i++; break }
                    }
                }
                if ($(i + 1) == suite) {
                    print "Types: deb\nURIs: " $i "\nSuites: trixie\nComponents: main"
                    if (key != "") print "Signed-By: " key
                    done = 1; exit
                }
            }
            END { exit !done }' "$f" && return 0
    done
    return 1
}

# Debian 12 has no yyjson. Debian 13's two packages need only libc, so they are downloaded - signatures
# checked as always - into a private apt directory and unpacked beside the build. Nothing is installed
# and no setting of the machine's apt changes: its proxies and credentials are read, its lists are not.
yyjson() {
    local root=build/deps/root apt lib
    if pkg-config --exists yyjson 2>/dev/null || [ -e build/deps/include/yyjson.h ]; then
        return 0
    fi
    [ "$suite" = bookworm ] || { echo "yyjson: install libyyjson-dev" >&2; exit 1; }
    mkdir -p build/deps/apt
    apt=$(realpath build/deps/apt)
    mkdir -p "$apt"/{lists/partial,cache/archives/partial,debs,empty}
    : >"$apt/status"
    trixie_source >"$apt/trixie.sources" || {
        echo "yyjson: no entry for $suite among apt's sources to derive Debian 13's from" >&2
        exit 1
    }
    # Sandbox::User: the directory may lie below a home that apt's own user cannot enter.
    local opts=(-qq -o "Dir::Etc::sourcelist=$apt/trixie.sources" -o "Dir::Etc::sourceparts=$apt/empty"
                -o "Dir::Etc::preferences=/dev/null" -o "Dir::Etc::preferencesparts=$apt/empty"
                -o "Dir::State=$apt" -o "Dir::State::lists=$apt/lists" -o "Dir::State::status=$apt/status"
                -o "Dir::Cache=$apt/cache" -o "APT::Sandbox::User=$(id -un)"
                -o "APT::Update::Post-Invoke-Success::=" -o "Acquire::Languages=none")
    echo "fetching yyjson of Debian 13 into build/deps"
    apt-get "${opts[@]}" update
    (cd "$apt/debs" && apt-get "${opts[@]}" download libyyjson0 libyyjson-dev)
    rm -rf "$root"
    mkdir -p "$root"
    for lib in "$apt"/debs/libyyjson*.deb; do
        dpkg-deb -x "$lib" "$root"
    done
    lib=$(dirname "$(find "$root/usr/lib" -name 'libyyjson.so.0' | head -n 1)")
    ln -sfn "${lib#build/deps/}" build/deps/lib
    ln -sfn root/usr/include build/deps/include
    [ -e build/deps/include/yyjson.h ] && [ -e build/deps/lib/libyyjson.so.0 ]
    rm -rf "$apt"
}

[ "$what" = yyjson ] || install_missing
yyjson

#!/usr/bin/env bash
# The tests of the whole: the program as `make demo` starts it, in a temporary folder on free ports, with
# real clients against it: fhirclient and the sample app in Chromium, openid-client, oauth4webapi and @medplum/core
# beside it, the requests of the public test kits, axe-core and the accessibility tree on every page, an SMTP server, bare sockets. Ends with "N passed, N failed, N skipped".
#   tests/e2e/run.sh             everything (about two minutes)
#   tests/e2e/run.sh WORD...     tests whose name holds one of the words
#   HEARD=write tests/e2e/run.sh "each page"   writes tests/e2e/heard anew: what a screen reader says on the main way
#   tests/e2e/run.sh --screens   writes docs/screens/{en,es}/NN-name.png instead
# BUILD is where postern is; CHROMIUM and FIREFOX which browsers; KEEP=1 keeps the temporary folder.
# Clients are installed into build/e2e, by their lock file; fhirclient's npm package would bring 700 others
# that its browser bundle does not need, so its tarball alone is fetched and checked.
set -euo pipefail
cd "$(dirname "$0")/../.."
export BUILD=${BUILD:-build}
clients=build/e2e
fhirclient=fhirclient-2.6.3.tgz
fhirclient_sha512=0a2ad98b173059e95b9085f1a7194d431e7e65d262ae5e85d6ce32e32bc0d57ee11c092bf67f7d6951da322d305fef7b9c04e3290eb95fa341e5ab3fc19a09ce

for needed in node npm openssl "$BUILD/postern" "$BUILD/claims-viewer"; do
    command -v "$needed" >/dev/null || { echo "$needed is missing"; echo "0 passed, 1 failed, 0 skipped"; exit 1; }
done

install_clients() {
    mkdir -p "$clients"
    cmp -s tests/e2e/package-lock.json "$clients/installed" || {
        cp tests/e2e/package.json tests/e2e/package-lock.json "$clients/"
        (cd "$clients" && npm ci --legacy-peer-deps --ignore-scripts --no-audit --no-fund --loglevel=error)
        cp tests/e2e/package-lock.json "$clients/installed"
    }
    [ -e "$clients/$fhirclient" ] ||
        (cd "$clients" && npm pack fhirclient@2.6.3 --ignore-scripts --loglevel=error >/dev/null)
    echo "$fhirclient_sha512  $clients/$fhirclient" | sha512sum --check --quiet || {
        rm -f "$clients/$fhirclient"
        return 1
    }
    [ -e "$clients/fhirclient/package/build/fhir-client.js" ] || {
        mkdir -p "$clients/fhirclient"
        tar -xzf "$clients/$fhirclient" -C "$clients/fhirclient" package/build/fhir-client.js package/LICENSE
    }
}
install_clients || { echo "the clients could not be installed"; echo "0 passed, 1 failed, 0 skipped"; exit 1; }
exec env E2E_CLIENTS="$clients" node tests/e2e/run.mjs "$@"

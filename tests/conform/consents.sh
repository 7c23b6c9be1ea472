#!/usr/bin/env bash
# What a member is given of her consents (AUTHORIZATION C1): R4, by the validator. Needs $SHARED and Node.
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=tests/conform/validator.sh
. tests/conform/validator.sh
validator_start
CONSENTS=$work/consents.json "$BUILD/unit_tests" consent_fhir__is_json >"$work/unit"
node tests/conform/consents.mjs "$work/consents.json" "$validator"

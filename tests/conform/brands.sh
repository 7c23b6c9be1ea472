#!/usr/bin/env bash
# /brands over HTTP: the bundle is R4 by the validator, which knows no profile of SMART's; what the profiles and Inferno's
# smart_access_brands ask beyond that is asserted by brands.mjs (AUTHORIZATION B1 to B8), each Endpoint's address called among
# it. Needs $SHARED and Node.
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=tests/conform/validator.sh
. tests/conform/validator.sh

port=$(free_port)
base=http://127.0.0.1:$port
mkdir -p "$work/plans/east" "$work/plans/west" "$work/plans/hidden" "$work/mail"
# One pixel a side would be too small: a PNG of 64, all of one colour, by Node alone.
node -e '
const zlib = require("zlib"), crc = (b) => { let c, n = ~0; for (const x of b) { c = (n ^ x) & 255; for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1; n = c ^ (n >>> 8); } return ~n >>> 0; };
const chunk = (t, d) => { const b = Buffer.concat([Buffer.from(t), d]), o = Buffer.alloc(8 + b.length); o.writeUInt32BE(d.length); b.copy(o, 4); o.writeUInt32BE(crc(b), 4 + b.length); return o; };
const head = Buffer.from([0, 0, 0, 64, 0, 0, 0, 64, 8, 0, 0, 0, 0]);
process.stdout.write(Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), chunk("IHDR", head), chunk("IDAT", zlib.deflateSync(Buffer.alloc(64 * 65))), chunk("IEND", Buffer.alloc(0))]));' >"$work/plans/east/logo.png"
cat >"$work/plans/east/plan.ini" <<END
name = East "Health"
website = https://www.east.example/members
aliases = East Salud
states = MA NH
zips = 02139
identifiers = naic 12345
  hios 54321
logo = logo.png
logo_license = https://east.example/logo-license
END
printf 'name = West\nwebsite = https://www.east.example\nstates = CA\nsandbox = yes\nlisted = yes\n' >"$work/plans/west/plan.ini"
printf 'name = Hidden\n' >"$work/plans/hidden/plan.ini"
cat >"$work/postern.ini" <<END
[server]
listen = 127.0.0.1:$port
base_url = $base
[mail]
url = file:mail
from = no-reply@plan.example
END
"$BUILD/postern" check-config -c "$work/postern.ini" >"$work/said"
"$BUILD/postern" serve -c "$work/postern.ini" >"$work/out" 2>"$work/log" &
pids+=($!)
wait_for '^ready:' "$work/out"
validator_start
node tests/conform/brands.mjs "$base" "$validator" "$work/said"

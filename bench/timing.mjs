// usage: node bench/timing.mjs jwks                                      prints the key set of apps that sign
//        node bench/timing.mjs secret|signature URL N APPS               refuses N unknown apps, and N known ones
//        node bench/timing.mjs code URL N APPS CODES                     refuses N unknown codes, and N of another app
// Says the medians of both and fails when they are more than 5 ms apart (T33).
import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';

const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const REDIRECT = 'https://app.example/cb';

function ask(url, form, basic) {
  const body = new URLSearchParams(form).toString();
  return new Promise((done, no) => {
    const began = performance.now();
    const rq = request(url, { agent, method: 'POST', headers: {
      ...(basic && { Authorization: `Basic ${Buffer.from(basic).toString('base64')}` }),
      'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': Buffer.byteLength(body) } }, (rp) => {
      const chunks = [];
      rp.on('data', (chunk) => chunks.push(chunk));
      rp.on('end', () => done({ ms: performance.now() - began, status: rp.statusCode, body: Buffer.concat(chunks).toString() }));
    });
    rq.on('error', no);
    rq.end(body);
  });
}

const token = (bytes) => randomBytes(bytes).toString('base64url');
const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

// Well formed, of the key that is registered, and not signed by it.
function forged(url, client) {
  const claims = { iss: client, sub: client, aud: url, jti: token(16), exp: Math.floor(Date.now() / 1000) + 200 };
  return `${part({ alg: 'ES384', kid: 'bench', typ: 'JWT' })}.${part(claims)}.${token(96)}`;
}

const kinds = {
  secret: (url, client) => ask(url, { grant_type: 'refresh_token', refresh_token: token(32) }, `${client}:${token(32)}`),
  signature: (url, client) => ask(url, { grant_type: 'client_credentials', scope: 'system/*.rs', client_assertion: forged(url, client),
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' }),
  code: (url, client, code) => ask(url, { grant_type: 'authorization_code', client_id: client, code, redirect_uri: REDIRECT,
    code_verifier: createHash('sha256').update(code).digest('hex') }),
};

const at = (sorted, share) => sorted[Math.floor((sorted.length - 1) * share)];
const line = (what, ms) => `  ${what}: median ${at(ms, 0.5).toFixed(3)} ms, quarter ${at(ms, 0.25).toFixed(3)}, three quarters ${at(ms, 0.75).toFixed(3)}`;

async function measure(what, url, n, apps, codes) {
  const known = { secret: 'secret', signature: 'signs', code: 'public' }[what];
  const times = { unknown: [], known: [] };
  const answers = new Set();
  const one = async (side, i) => {
    const app = `${known}-${1 + (i % apps)}`;
    const client = side === 'unknown' && what !== 'code' ? token(16) : app;
    const code = side === 'unknown' ? token(32) : codes?.[i];
    const reply = await kinds[what](url, client, code);
    times[side].push(reply.ms);
    const { error, error_description: why } = JSON.parse(reply.body);
    answers.add(`${reply.status} ${error}: ${why}`);
  };
  for (let i = 0; i < n; i += 1) {
    // Which comes first changes, so that neither is always the one after the other.
    for (const side of i % 2 ? ['unknown', 'known'] : ['known', 'unknown']) await one(side, i);
  }
  for (const ms of Object.values(times)) ms.sort((a, b) => a - b);
  const gap = Math.abs(at(times.unknown, 0.5) - at(times.known, 0.5));
  console.log(`${what}: gap of the medians ${gap.toFixed(3)} ms over ${n} each; ${[...answers].join(' | ')}`);
  console.log(line('unknown', times.unknown));
  console.log(line('known', times.known));
  if (gap > 5 || answers.size !== 1 || [...answers][0].startsWith('429')) process.exitCode = 1;
}

const [what, url, n, apps, codes] = process.argv.slice(2);
if (what === 'jwks') {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  console.log(JSON.stringify({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'bench', alg: 'ES384', use: 'sig' }] }));
} else {
  const lines = codes && readFileSync(codes, 'utf8').trim().split('\n');
  await measure(what, url, Number(n), Number(apps), lines);
}
process.exit();

// usage: node bench/oauth.mjs token URL PID CODES        exchanges every code, then renews every token: how many a second,
//                                                        and the server's processor time for each
//        node bench/oauth.mjs revoke ASKED,… REVOKE_BASE CODES ROUNDS
//                                                        a hundred clients read with one token, one of the codes', until
//                                                        it is revoked: when the last of them was still answered
// CODES is a file: client id, tab, code, a line each.
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';

const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const REDIRECT = 'https://app.example/cb';
const agent = new Agent({ keepAlive: true, maxSockets: 200 });

/** One request; gives {status, body}. */
function ask(base, path, { form, token, host } = {}) {
  const body = form && new URLSearchParams(form).toString();
  return new Promise((done, no) => {
    const rq = request(new URL(path, base), { agent, method: body ? 'POST' : 'GET', headers: {
      ...(host && { Host: host }), ...(token && { Authorization: `Bearer ${token}` }),
      ...(body && { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': Buffer.byteLength(body) }) } }, (rp) => {
      const chunks = [];
      rp.on('data', (chunk) => chunks.push(chunk));
      rp.on('end', () => done({ status: rp.statusCode, body: Buffer.concat(chunks).toString() }));
    });
    rq.on('error', no);
    rq.end(body);
  });
}

const ticks = (pid) => {
  const [utime, stime] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ').slice(11, 13).map(Number);
  return utime + stime;
};

/** Runs `work` on all items, `at` at once. */
async function each(items, at, work) {
  let next = 0;
  await Promise.all(Array.from({ length: at }, async () => {
    while (next < items.length) {
      const item = items[next];
      next += 1;
      await work(item);
    }
  }));
}

const codesOf = (path) => readFileSync(path, 'utf8').trim().split('\n').map((line) => line.split('\t'));
const exchange = (base, plan, [client, code]) => ask(base, `${plan}/oauth/token`,
  { form: { grant_type: 'authorization_code', client_id: client, code, redirect_uri: REDIRECT, code_verifier: VERIFIER } });

async function tokens(url, pid, path) {
  const { origin: base, pathname: plan } = new URL(url);
  const statuses = {};
  async function measure(what, items, work) {
    const [began, before] = [performance.now(), ticks(pid)];
    await each(items, 16, async (item) => {
      const reply = await work(item);
      statuses[`${what} ${reply.status}`] = (statuses[`${what} ${reply.status}`] ?? 0) + 1;
    });
    const [s, cpu] = [(performance.now() - began) / 1000, (ticks(pid) - before) * 10000];
    console.log(`${what}: ${(items.length / s).toFixed(0)} a second, ${(cpu / items.length).toFixed(0)} us of processor time each (${items.length})`);
  }
  const held = [];
  await measure('code to token', codesOf(path), async (item) => {
    const reply = await exchange(base, plan, item);
    if (reply.status === 200) held.push([item[0], JSON.parse(reply.body).refresh_token]);
    return reply;
  });
  await measure('refresh', held, ([client, refresh]) => ask(base, `${plan}/oauth/token`,
    { form: { grant_type: 'refresh_token', client_id: client, refresh_token: refresh } }));
  console.log(Object.entries(statuses).map(([what, n]) => `${what}: ${n}`).join(', '));
  if (Object.keys(statuses).some((what) => !what.endsWith(' 200'))) process.exitCode = 1;
}

async function revoke(asked, url, path, rounds) {
  const { origin: base, pathname: plan, host } = new URL(url);
  const nodes = asked.split(',');
  let worst = 0;
  for (const [round, item] of codesOf(path).slice(0, Number(rounds)).entries()) {
    const { access_token: token, patient } = JSON.parse((await exchange(base, plan, item)).body);
    let revoked = 0;
    let last = 0;
    let good = 0;
    let held = 0;
    let refused = 0;
    const end = { at: Infinity };
    const clients = Array.from({ length: 100 }, async (_, i) => {
      while (performance.now() < end.at) {
        const began = performance.now();
        const { status } = await ask(nodes[i % nodes.length], `${plan}/fhir/Patient/${patient}`, { token, host });
        // The token is looked at before the rate is: 429 is an answer to one that is good.
        if (status === 200 || status === 429) {
          good += status === 200;
          held += status === 429;
          // When it was asked: one that was under way at the revocation is not held against it.
          if (revoked && began > revoked) last = Math.max(last, began - revoked);
        } else if (status === 401) refused += 1;
        else throw new Error(`status ${status}`);
      }
    });
    // A node looks at its store for this token every five seconds from the first request on: revoked at different
    // moments of that.
    await new Promise((go) => { setTimeout(go, [2000, 3500, 5100, 5300, 6500][round % 5]); });
    const reply = await ask(base, `${plan}/oauth/revoke`, { form: { client_id: item[0], token } });
    if (reply.status !== 200) throw new Error(`revoke: ${reply.status}`);
    revoked = performance.now();
    end.at = revoked + 7000;
    await Promise.all(clients);
    console.log(`  last request whose token was taken came ${(last / 1000).toFixed(2)} s after the revocation (${good} good, ${held} held back by the rate, ${refused} refused)`);
    if (!good || !refused) process.exitCode = 1;
    worst = Math.max(worst, last);
  }
  console.log(`revoked under a hundred clients, ${asked === base ? 'at the node that revoked it' : 'at another node'}: the worst ${(worst / 1000).toFixed(2)} s`);
  if (worst > 5000) process.exitCode = 1;
}

const [what, ...rest] = process.argv.slice(2);
await (what === 'token' ? tokens(...rest) : revoke(...rest));
process.exit();

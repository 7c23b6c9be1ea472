// Many at once, on an embedded store and on two nodes of one PostgreSQL: what one alone may get, what all must see
// within five seconds, and what nobody gets once the store is away.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { App, tokensSeen } from './lib/app.mjs';
import { disconnect, keepBack } from './lib/browser.mjs';
import { JWT_BEARER, assertion, keyOf } from './lib/key.mjs';
import { test } from './lib/runner.mjs';
import { Site, postern } from './lib/site.mjs';
import { Visitor, ownPlan } from './lib/visitor.mjs';
import { volley } from './lib/wire.mjs';

const SEEN_MS = 5000; // a revocation, at every node (C8)
const pause = (ms) => new Promise((go) => { setTimeout(go, ms); });
const agent = new Agent({ keepAlive: true, maxSockets: 200 });

/** A server of PostgreSQL that ends with us: {url, sql, kill}. */
function postgres() {
  const [dir, url] = execFileSync('tests/pg.sh', ['start', String(process.pid)], { encoding: 'utf8' }).trim().split('\n');
  return { url, sql: (text) => execFileSync('psql', [url, '-qc', text]), kill: () => process.kill(Number(readFileSync(`${dir}/data/postmaster.pid`, 'utf8').split('\n')[0]), 'SIGQUIT') };
}

/** Where a test runs: {site, visitor, ports}, half of the requests to each port. */
async function embedded(world) {
  const { site, visitor } = await ownPlan(world);
  return { site, visitor, ports: [site.port] };
}

async function nodes(world) {
  if (world.nodes) return world.nodes;
  const store = postgres();
  const site = await Site.beside(`${world.dir}/nodes`, world.site, 'file:mail', store.url);
  const visitor = await Visitor.open(world.browser, site, site.members.find((m) => m.first === 'Siobhan'), 'siobhan.nodes@mail.example');
  world.nodes = { site, visitor, store, ports: [site.port, await site.another()] };
  return world.nodes;
}

/** `n` times the same form to the token end point, all at once: {status, …what it says}, in no order. Who is told 503
 * (a turn at the store that did not come) asks again. */
async function atOnce({ site, ports }, n, fields) {
  const body = new URLSearchParams(fields).toString();
  const bytes = ['POST /demo/oauth/token HTTP/1.1', `Host: localhost:${site.port}`, 'Content-Type: application/x-www-form-urlencoded',
    `Content-Length: ${body.length}`, 'Connection: close', '', body].join('\r\n');
  const got = [];
  for (let left = n, tries = 0; left && tries < 10; tries += 1) {
    const replies = await volley(Array.from({ length: left }, (_, i) => ({ port: ports[i % ports.length], bytes })));
    for (const reply of replies) if (reply.status !== 503) got.push({ ...JSON.parse(reply.body), status: reply.status });
    left = n - got.length;
  }
  for (const { access_token: access, refresh_token: refresh } of got) for (const token of [access, refresh]) if (token) tokensSeen.add(token);
  assert.equal(got.length, n, 'everybody is answered');
  return got;
}

/** One request to a node, over connections that stay: {status, json}. */
function ask(site, port, path, { token, form, basic } = {}) {
  const body = form && new URLSearchParams(form).toString();
  return new Promise((done, no) => {
    const rq = request({ port, host: '127.0.0.1', agent, path: `/demo/${path}`, method: body ? 'POST' : 'GET', headers: {
      Host: `localhost:${site.port}`, ...(token && { Authorization: `Bearer ${token}` }), ...(basic && { Authorization: `Basic ${basic}` }),
      ...(body && { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': body.length }) } }, (rp) => {
      const chunks = [];
      rp.on('data', (chunk) => chunks.push(chunk));
      rp.on('end', () => done({ status: rp.statusCode, json: () => JSON.parse(Buffer.concat(chunks).toString()) }));
    });
    rq.on('error', no);
    rq.end(body);
  });
}

async function connected({ site, visitor }, id) {
  const app = await App.open(site, id);
  const { code } = app.answer((await visitor.allow(app.authorizeUrl())).href);
  return { app, code, form: { grant_type: 'authorization_code', code, redirect_uri: app.redirectUri, client_id: app.id, code_verifier: app.verifier } };
}

const renewal = (app, token) => ({ grant_type: 'refresh_token', client_id: app.id, refresh_token: token });
const readPatient = ({ site, ports }, i, tokens) => ask(site, ports[i % ports.length], `fhir/Patient/${tokens.patient}`, { token: tokens.access_token });

/** What came of an approval is dead at every node, whichever token. */
async function checkDead(place, app, tokens) {
  for (const i of place.ports.keys()) assert.equal((await readPatient(place, i, tokens)).status, 401);
  const [renewed] = await atOnce(place, 1, renewal(app, tokens.refresh_token));
  assert.deepEqual([renewed.status, renewed.error], [400, 'invalid_grant']);
}

export function nodesTests(world) {
  const both = async (run) => { for (const open of [embedded, nodes]) await run(await open(world)); };

  // T9, threat 3
  test('of a hundred who redeem a code at once one gets tokens, and they are taken back', () => both(async (place) => {
    const { app, form } = await connected(place, 'hundred-codes');
    const got = await atOnce(place, 100, form);
    const won = got.filter((reply) => reply.status === 200);
    assert.equal(won.length, 1);
    for (const reply of got) if (reply !== won[0]) assert.deepEqual([reply.status, reply.error], [400, 'invalid_grant']);
    await checkDead(place, app, won[0]);
  }));

  // T27, threat 16: within the grace each is answered, since replies get lost; what the one before got dies.
  test('of fifty who renew with one token at once one keeps what works', () => both(async (place) => {
    const { app, code } = await connected(place, 'fifty-tabs');
    const first = await app.exchange(code);
    const got = await atOnce(place, 50, renewal(app, first.refresh_token));
    for (const reply of got) assert.equal(reply.status, 200);
    assert.equal(new Set(got.map((reply) => reply.refresh_token)).size, 50);
    const statuses = await Promise.all(got.map(async (reply, i) => (await readPatient(place, i, reply)).status));
    assert.deepEqual([...new Set(statuses)].sort(), [200, 401]);
    assert.equal(statuses.filter((status) => status === 200).length, 1, 'one lineage');
    const [next] = await atOnce(place, 1, renewal(app, got[statuses.indexOf(200)].refresh_token));
    assert.equal(next.status, 200, 'and it goes on');
    const [late] = await atOnce(place, 1, renewal(app, got[statuses.indexOf(401)].refresh_token));
    assert.deepEqual([late.status, late.error], [400, 'invalid_grant']);
    await checkDead(place, app, next);
  }));

  // T18, threat 20
  test('a signature that fifty show at once, at one node or two, is taken once', () => both(async (place) => {
    const { site } = place;
    const key = await keyOf(site.dir, 'ES384');
    site.addClient('signs-once', '--jwks', key.file, '--scope', 'system/*.rs');
    const got = await atOnce(place, 50, { grant_type: 'client_credentials', scope: 'system/*.rs', client_assertion_type: JWT_BEARER,
      client_assertion: assertion(key, 'signs-once', `${site.plan}/oauth/token`) });
    assert.equal(got.filter((reply) => reply.status === 200).length, 1);
    for (const reply of got) if (reply.status !== 200) assert.deepEqual([reply.status, reply.error], [400, 'invalid_client']);
  }));

  // R1: apart, each node would let 200 and 50 a second through: 800 in these four seconds.
  test('two nodes hold one app back together', async () => {
    const place = await nodes(world);
    const { app, code } = await connected(place, 'two-doors');
    const tokens = await app.exchange(code);
    const seen = {};
    const end = performance.now() + 4000;
    await Promise.all(Array.from({ length: 20 }, async (_, i) => {
      while (performance.now() < end) {
        const { status } = await readPatient(place, i, tokens);
        seen[status] = (seen[status] ?? 0) + 1;
        await pause(10);
      }
    }));
    assert.deepEqual(Object.keys(seen).filter((status) => !['200', '429'].includes(status)), []);
    assert.ok(seen[200] <= 600, JSON.stringify(seen));
    console.log(`        ${JSON.stringify(seen)} in 4 s`);
  });

  // C8, O6, O11, threat 77
  test('a hundred clients at two nodes and three doors are shut out within five seconds of the click', async () => {
    const place = await nodes(world);
    const { site, visitor, ports } = place;
    const { client_secret: secret } = site.addClient('looks-at-all', '--confidential', '--resource-server', '--scope', 'system/*.rs');
    const basic = Buffer.from(`looks-at-all:${secret}`).toString('base64');
    const apps = [];
    for (const id of ['shut-page', 'shut-app', 'shut-last']) {
      const { app, code } = await connected(place, id);
      apps.push({ app, tokens: await app.exchange(code), clicking: false, clicked: Infinity });
    }
    const doors = {
      fhir: async (port, { tokens }) => (await ask(site, port, `fhir/Patient/${tokens.patient}`, { token: tokens.access_token })).status,
      userinfo: async (port, { tokens }) => (await ask(site, port, 'oauth/userinfo', { token: tokens.access_token })).status,
      introspect: async (port, { tokens }) => {
        const reply = await ask(site, port, 'oauth/introspect', { form: { token: tokens.access_token }, basic });
        return reply.status === 200 ? (reply.json().active ? 200 : 401) : reply.status;
      },
    };
    const seen = new Map();
    let stop = false;
    const clients = Array.from({ length: 100 }, async (_, i) => {
      const one = apps[i % apps.length];
      const node = Math.floor(i / 3) % 2;
      const door = ['fhir', 'userinfo', 'fhir', 'introspect'][Math.floor(i / 6) % 4];
      const name = `${one.app.id}: ${door} at node ${node + 1}`;
      if (!seen.has(name)) seen.set(name, { door, last: 0, early: 0, taken: 0, refused: 0 });
      const at = seen.get(name);
      while (!stop) {
        const asked = performance.now();
        const status = await doors[door](ports[node], one);
        // A token is looked at before the rate: there 429 is said to one that is good. Who introspects is held back as such.
        assert.ok([200, 401, 429].includes(status), `${name}: ${status}`);
        if (status === 401) at[one.clicking ? 'refused' : 'early'] += 1;
        else if (status === 200 || door !== 'introspect') {
          at.taken += 1;
          if (asked > one.clicked) at.last = Math.max(at.last, asked - one.clicked);
        }
        await pause(door === 'introspect' ? 200 : 40);
      }
    });
    const wait = () => pause(300 + Math.random() * 1200);
    await wait();
    apps[0].clicking = true;
    await disconnect(site, visitor.page, apps[0].app);
    apps[0].clicked = performance.now();
    await wait();
    apps[1].clicking = true;
    const gone = await ask(site, ports[0], 'oauth/revoke', { form: { client_id: 'shut-app', token: apps[1].tokens.access_token } });
    apps[1].clicked = performance.now();
    assert.equal(gone.status, 200);
    apps[2].clicking = true;
    await disconnect(site, visitor.page, apps[2].app);
    apps[2].clicked = performance.now();
    await pause(SEEN_MS + 700);
    stop = true;
    await Promise.all(clients);
    assert.equal(seen.size, 18, 'three apps, three doors, two nodes');
    for (const [name, at] of seen) {
      assert.ok(at.taken && at.refused && !at.early, `${name}: ${JSON.stringify(at)}`);
      assert.ok(at.last <= (at.door === 'introspect' ? 0 : SEEN_MS), `${name}: taken ${at.last} ms after the click`);
    }
    console.log(`        taken for ${Math.round(Math.max(...[...seen.values()].map((at) => at.last)))} ms after the click`);
    for (const { app, tokens } of apps) await checkDead(place, app, tokens);
  });

  // C8, S19, threat 77: what is kept back is that for all who ask five seconds after, by id or by search.
  test('a hundred clients see nothing five seconds after it is kept back, nor anything after the click', async () => {
    const place = await nodes(world);
    const { site, store, visitor, ports } = place;
    const { app, code } = await connected(place, 'narrowed');
    const tokens = await app.exchange(code);
    const share = (kinds) => store.sql(`UPDATE oauth_grant SET labels_shared = ${kinds} WHERE client_id = 'narrowed'`);
    const get = (port, path) => ask(site, port, `fhir/${path}`, { token: tokens.access_token });
    const search = `ExplanationOfBenefit?patient=${tokens.patient}&_security=R`;
    share(0x00ff07ff);
    await pause(SEEN_MS); // no node knows the grant as it was
    const found = (await get(ports[0], search)).json().entry.filter(({ search: { mode } }) => mode === 'match').map(({ resource }) => resource.id);
    assert.ok(found.length, 'she has something sensitive');
    const last = { read: 0, search: 0, any: 0 };
    const seen = {};
    let narrowed = Infinity, clicked = Infinity, stop = false;
    const doors = {
      read: async (port, i) => (await get(port, `ExplanationOfBenefit/${found[i % found.length]}`)).status,
      search: async (port) => {
        const reply = await get(port, search);
        return reply.status === 200 && !reply.json().entry?.some(({ search: { mode } }) => mode === 'match') ? 404 : reply.status;
      },
      any: async (port) => (await get(port, `Patient/${tokens.patient}`)).status,
    };
    const clients = Array.from({ length: 100 }, async (_, i) => {
      const door = Object.keys(doors)[i % 3];
      for (; !stop; await pause(2000)) { // below the rate, most of them
        const asked = performance.now();
        const status = await doors[door](ports[i % 2], i);
        seen[`${door} ${status}`] = (seen[`${door} ${status}`] ?? 0) + 1;
        const told = door === 'any' ? clicked : narrowed;
        if (status === 200 && asked > told) last[door] = Math.max(last[door], asked - told);
      }
    });
    await pause(2500);
    await keepBack(site, visitor.page, app);
    narrowed = performance.now();
    await pause(SEEN_MS + 3000);
    await disconnect(site, visitor.page, app);
    clicked = performance.now();
    await pause(SEEN_MS + 3000);
    stop = true;
    await Promise.all(clients);
    for (const [door, ms] of Object.entries(last)) assert.ok(ms <= SEEN_MS, `${door}: wrong ${ms} ms after`);
    for (const what of ['read 200', 'read 404', 'read 401', 'search 200', 'search 404', 'any 200', 'any 401']) assert.ok(seen[what], `${what}: ${JSON.stringify(seen)}`);
    console.log(`        the last wrong answer ${Math.round(Math.max(last.read, last.search))} ms after it was kept back, ${Math.round(last.any)} ms after the click`);
  });

  // M39, M41, C8: with the load's end it is settled, for every node.
  test('five seconds after a load says that a member died no node takes a token of hers', async () => {
    const { site, ports } = await nodes(world);
    const visitor = await Visitor.open(world.browser, site, site.members.find((m) => m.first === 'Ana'), 'ana.nodes@mail.example');
    const place = { site, ports, visitor };
    const { app, code } = await connected(place, 'ended-by-load');
    const tokens = await app.exchange(code);
    const { meta, ...patient } = (await readPatient(place, 0, tokens)).json();
    assert.ok(meta.versionId);
    writeFileSync(`${site.dir}/died.ndjson`, `${JSON.stringify({ ...patient, deceasedDateTime: '2026-01-01' })}\n`);
    const seen = [];
    let stop = false;
    const clients = Array.from({ length: 4 }, async (_, i) => {
      for (; !stop; await pause(250)) {
        const asked = performance.now();
        seen.push({ asked, status: (await readPatient(place, i, tokens)).status });
      }
    });
    await pause(1000);
    postern('load', '-c', site.conf, '--plan', 'demo', `${site.dir}/died.ndjson`);
    const ended = performance.now();
    await pause(SEEN_MS + 1500);
    stop = true;
    await Promise.all(clients);
    assert.deepEqual([...new Set(seen.map(({ status }) => status))], [200, 401]);
    const last = Math.max(...seen.filter(({ status }) => status === 200).map(({ asked }) => asked - ended));
    assert.ok(last <= SEEN_MS, `taken ${last} ms after the load`);
    assert.ok(seen.some(({ asked, status }) => status === 200 && asked < ended), 'and before it');
    await checkDead(place, app, tokens);
    await visitor.page.goto(`${site.plan}/account`);
    assert.ok(visitor.page.url().includes('/signin'), 'she is signed in nowhere');
    await visitor.close();
    console.log(`        taken for ${Math.round(Math.max(0, last))} ms after the load`);
  });

  // M41, C8: as a load leaves it that was killed right at its end.
  test('what a killed load left to be settled a server settles at its next turn', async () => {
    const { site, ports, store } = await nodes(world);
    const visitor = await Visitor.open(world.browser, site, site.members.find((m) => m.first === 'José'), 'jose.nodes@mail.example');
    const place = { site, ports, visitor };
    const { app, code } = await connected(place, 'left-to-servers');
    const tokens = await app.exchange(code);
    for (const i of ports.keys()) assert.equal((await readPatient(place, i, tokens)).status, 200);
    store.sql(`UPDATE member_relation SET ended_ms = 1, basis = 'merged' WHERE patient = '${tokens.patient}';
      INSERT INTO member_changed (plan, due_ms, patient) SELECT plan, 0, patient FROM member_person WHERE patient = '${tokens.patient}'`);
    await pause(1000 + SEEN_MS + 500); // a turn, then what a node may believe
    await checkDead(place, app, tokens);
    await visitor.close();
  });

  // C8, threat 77. Last of this store: it ends.
  test('once the store is away no node takes a token for longer than five seconds', async () => {
    const place = await nodes(world);
    const { site, store, ports } = place;
    const { app, code } = await connected(place, 'store-away');
    const tokens = await app.exchange(code);
    const seen = [];
    let stop = false;
    const clients = Array.from({ length: 10 }, async (_, i) => { // below the rate, all together
      for (; !stop; await pause(250)) {
        const asked = performance.now();
        // What a token alone opens is answered for as long as a node may believe it; data are not, from then on.
        const path = i % 4 < 2 ? 'oauth/userinfo' : `fhir/Patient/${tokens.patient}`;
        seen.push({ asked, path, status: (await ask(site, ports[i % 2], path, { token: tokens.access_token })).status });
      }
    });
    await pause(1000);
    store.kill();
    const gone = performance.now();
    await pause(SEEN_MS + 1500);
    stop = true;
    await Promise.all(clients);
    const after = seen.filter(({ asked }) => asked > gone);
    assert.deepEqual([...new Set(seen.map(({ status }) => status))].sort(), [200, 503]);
    const last = Math.max(...after.filter(({ status }) => status === 200).map(({ asked }) => asked - gone));
    assert.ok(last > 1000 && last <= SEEN_MS, `the last answer came ${last} ms after the store was gone`);
    assert.ok(after.filter(({ asked }) => asked > gone + SEEN_MS).length > 20, 'and they went on asking');
    await place.visitor.close();
    world.logs = [...(world.logs || []), site.log()];
  });
}

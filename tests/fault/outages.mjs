// What the server leans on goes away and comes back: the writer's turn, room on the disk, the audit, the
// mail server, PostgreSQL. Whoever asks meanwhile is told 503, or the work waits; then all is as before.
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { addApp, codeForm, newCodes, refreshForm, token } from './app.mjs';
import { agent, ask, check, freePort, fullEnv, must, pgUrl, postern, serve, skip, sleep, start, startPostern, startTool, tool, until, world } from './lib.mjs';
import { writePlan } from './plan.mjs';

const members = '{"resourceType":"Patient","id":"p1","birthDate":"1960-01-01"}\n' +
    '{"resourceType":"Observation","id":"l1","status":"final","code":{"text":"A lab"},"subject":{"reference":"Patient/p1"}}\n';

async function prepare(engine, env, more) {
    const w = await world(engine, more);
    const file = path.join(w.dir, 'first.ndjson');
    fs.writeFileSync(file, members);
    await must(postern(w, 'load', '--plan', 'demo', file));
    await addApp(w, 'app');
    const t = await token(w, 'p1');
    const flag = path.join(w.dir, 'full');
    const server = await serve(w, env ? fullEnv(path.join(w.dir, env), flag) : {});
    const app = { client: 'app' };
    const r = await redeem(w, app, (await newCodes(w, 'p1', 1, 'app'))[0]);
    app.refresh = r.json.refresh_token;
    const s = { w, server, token: t, app, full: (yes) => (yes ? fs.writeFileSync(flag, '') : fs.rmSync(flag)) };
    if ((await read(s)).status !== 200) throw new Error('the first read failed');
    return s;
}

const redeem = (w, app, code) => ask(w, 'POST', '/demo/oauth/token', { form: codeForm(app, code) });
const read = (s, on) => ask(s.w, 'GET', '/demo/fhir/Observation/l1', { token: s.token, on });

const search = (s) => ask(s.w, 'GET', '/demo/fhir/Observation?patient=p1', { token: s.token });
const introspect = (s) => ask(s.w, 'POST', '/demo/oauth/introspect', { token: s.token, form: { token: s.token } });
const revoke = (s) => ask(s.w, 'POST', '/demo/oauth/revoke', { form: { client_id: 'app', token: s.app.refresh } });
const page = (s) => ask(s.w, 'GET', '/demo/oauth/authorize?client_id=nobody');

async function refresh(s) {
    const r = await ask(s.w, 'POST', '/demo/oauth/token', { form: refreshForm(s.app) });
    if (r?.status === 200) s.app.refresh = r.json.refresh_token;
    return r;
}

// A 503 says when to ask again and nothing about the inside; the log, whole once the server has ended, has a
// line with its cause.
const is503 = (r) => r?.status === 503 && r.headers['retry-after'] > 0 && !/sqlite|disk|lock|SQL|l1/i.test(r.text);

function logged(s, name, n) {
    const lines = s.server.lines('request_failed');
    check(`${name}: one log line for each of ${n} refused requests, with its cause`,
        lines.length === n && lines.every((l) => JSON.parse(l).detail), `${lines.length} lines: ${lines[0]}`);
}

async function ended(s, name) {
    await s.server.stop();
    const d = await postern(s.w, 'doctor');
    check(`${name}: afterwards doctor finds the audit chain whole`, d.code === 0, d.out + d.err);
}

// ---- the writer's turn ------------------------------------------------------------------------------

async function locked() {
    const s = await prepare('sqlite');
    const holder = startTool(s.w, 'lock', '-', '60000');
    await until('locked', () => holder.out.includes('locked'));
    const [during, reading] = await Promise.all([refresh(s), read(s)]);
    check('state locked for over 2 s: a refresh is told 503', is503(during), JSON.stringify(during));
    check('state locked: reading goes on', reading?.status === 200, JSON.stringify(reading));
    holder.child.kill('SIGKILL');
    await holder.ended;
    const after = await refresh(s);
    check('state free again: the same refresh token works', after?.status === 200, after?.text);
    await ended(s, 'state locked');
    logged(s, 'state locked', 1);
    const plan = startTool(s.w, 'lock', 'demo', '2600');
    await until('locked', () => plan.out.includes('locked'));
    const file = path.join(s.w.dir, 'more.ndjson');
    fs.writeFileSync(file, members.replace('"l1"', '"l2"'));
    const r = await postern(s.w, 'load', '--plan', 'demo', file);
    check('records locked for over 2 s: a load waits and stores all', r.code === 0 && JSON.parse(r.out).stored.created === 1, r.out + r.err);
}

// ---- room on the disk -------------------------------------------------------------------------------

async function storeFull() {
    const s = await prepare('sqlite', 'store');
    const [code] = await newCodes(s.w, 'p1', 1, 'app');
    s.full(true);
    const refused = [await refresh(s), await redeem(s.w, s.app, code)];
    check('disk full: a refresh and a code are told 503', refused.every(is503), JSON.stringify(refused));
    const reading = await read(s);
    check('disk full: reading goes on', reading?.status === 200, JSON.stringify(reading));
    s.full(false);
    const again = [await refresh(s), await redeem(s.w, s.app, code)];
    check('room again: the same refresh token and the same code work', again.every((r) => r?.status === 200), JSON.stringify(again));
    await ended(s, 'disk full');
    logged(s, 'disk full', 2);
}

async function loadFull() {
    const w = await world('sqlite'), clean = await world('sqlite');
    const dir = path.join(w.dir, 'plan'), flag = path.join(w.dir, 'full');
    writePlan(dir, 250);
    const args = (x) => ['load', '--plan', 'demo', '--rejects', path.join(x.dir, 'rejects.ndjson'), dir];
    await postern(clean, ...args(clean));
    fs.writeFileSync(flag, '');
    const r = await startPostern(w, args(w), { ...fullEnv(path.join(w.dir, 'store'), flag), FULL_AFTER: '2000000' }).ended;
    // Its audit record waits in a journal, and the log may say so: the state is as full as the records.
    const lines = r.err.trim().split('\n').filter((line) => line && !line.includes('"audit_not_sealed"'));
    check('disk full under a load: it ends with 1 and one line that says why, with the engine\'s own words',
        r.code === 1 && lines.length === 1 && /^postern: store: .*full/.test(lines[0]), `${r.code} ${r.err}`);
    fs.rmSync(flag);
    const again = await postern(w, ...args(w));
    const same = (await must(tool(w, 'dump', 'demo'))) === (await must(tool(clean, 'dump', 'demo')));
    check('room again: the load goes on and leaves what an undisturbed one leaves', again.code === 3 && same, `${again.code} ${again.err}`);
}

// C14: each command that looks at or changes something ends with 1, prints nothing of it and has done nothing.
async function commandsFull() {
    const s = await prepare('sqlite', 'audit');
    await s.server.stop();
    const member = path.join(s.w.dir, 'member.ndjson'), out = path.join(s.w.dir, 'audit.ndjson');
    fs.writeFileSync(member, '{"resourceType":"Patient","id":"p2","birthDate":"1970-01-01"}\n');
    const commands = {
        token: ['token', '--plan', 'demo', '--patient', 'p1', '--scope', 'patient/*.rs'],
        app: ['app', '--plan', 'demo', 'suspend', '--client-id', 'app', '--reason', 'test'],
        'app list': ['app', '--plan', 'demo', 'list'],
        load: ['load', '--plan', 'demo', '--rejects', path.join(s.w.dir, 'rejects.ndjson'), member],
        relabel: ['relabel', '--plan', 'demo'],
        labels: ['labels', '--plan', 'demo'],
        keys: ['keys', 'rotate'],
        export: ['audit', 'export', '--plan', 'demo', '--out', out],
        trim: ['audit', 'trim', '--reason', 'test'],
        serve: ['serve'],
    };
    const keys = () => fs.readdirSync(path.join(s.w.dir, 'keys')).join(' ');
    const state = async () => [await must(tool(s.w, 'dump', 'demo')), await must(postern(s.w, 'app', '--plan', 'demo', 'list')), keys()].join();
    const before = await state();
    s.full(true);
    for (const [name, args] of Object.entries(commands)) {
        const r = await startPostern(s.w, args, fullEnv(path.join(s.w.dir, 'audit'), path.join(s.w.dir, 'full'))).ended;
        check(`audit cannot be written: postern ${name} ends with 1 and says why, and prints nothing else`, r.code === 1 && !r.out && /^postern: audit: cannot/m.test(r.err), `${r.code} ${r.out} ${r.err}`);
    }
    s.full(false);
    check('audit cannot be written: no command has changed anything', (await state()) === before && !fs.existsSync(out));
    const d = await postern(s.w, 'doctor');
    check('audit cannot be written: afterwards doctor finds the chain whole', d.code === 0, d.out + d.err);
}

async function auditFull() {
    const s = await prepare('sqlite', 'audit');
    const code = (await newCodes(s.w, 'p1', 1, 'app'))[0];
    s.full(true);
    // Each thread may fill what it has reserved; then nothing is answered by either of them.
    let met = 0;
    for (let n = 0, row = 0; n < 5000 && row < 50; n++) {
        const no = is503(await read(s));
        met += no;
        row = no ? row + 1 : 0;
    }
    // C14: the API, the token endpoint, introspection, a page.
    const refused = [await read(s), await refresh(s), await redeem(s.w, s.app, code), await revoke(s), await search(s), await introspect(s), await page(s)];
    check('audit cannot be written: 503 and no data from the API, the token endpoint and a page', refused.every(is503), JSON.stringify(refused));
    s.full(false);
    const after = await read(s);
    check('audit can be written again: data again', after?.status === 200, after?.text);
    const token_ = await refresh(s);
    check('the refresh that was answered 503 is asked again and works', token_?.status === 200, token_?.text);
    const redeemed = await redeem(s.w, s.app, code);
    check('and so does the code: it was not spent', redeemed?.status === 200, redeemed?.text);
    await ended(s, 'audit full');
    logged(s, 'audit full', met + 7);
}

// ---- the mail server --------------------------------------------------------------------------------

function mailSink(port) {
    const got = [];
    const server = net.createServer((c) => {
        let data = false, text = '';
        c.on('error', () => {});
        c.write('220 sink\r\n');
        c.on('data', (d) => {
            text += d;
            for (let at; (at = text.indexOf('\r\n')) >= 0; ) {
                const line = text.slice(0, at);
                text = text.slice(at + 2);
                if (data && line !== '.') continue;
                if (/^RCPT/i.test(line)) got.push(line);
                data = /^DATA/i.test(line);
                c.write(data ? '354 go on\r\n' : /^QUIT/i.test(line) ? '221 bye\r\n' : '250 ok\r\n');
            }
        });
    });
    return new Promise((done) => server.listen(port, '127.0.0.1', () => done({ got, close: () => server.close() })));
}

// Begun first and ended last: the second try comes a minute after the first.
export async function mailDown() {
    const port = await freePort();
    const s = await prepare('sqlite', null, { mail: `smtp://127.0.0.1:${port}` });
    await must(tool(s.w, 'mail', 'demo', '3'));
    await until('the first tries', () => s.server.lines('mail_not_sent').length === 3);
    const r = await read(s);
    const sink = await mailSink(port);
    return async () => {
        await until('the second tries', () => sink.got.length === 3, 240000);
        await sleep(300);
        check('mail server away: three mails wait, one log line each, and are delivered once when it is back',
            sink.got.length === 3 && new Set(sink.got).size === 3 && s.server.lines('mail_not_sent').length === 3, JSON.stringify(sink.got));
        check('mail server away: data are served', r?.status === 200);
        check('no log line names an address', !/@/.test(s.server.err));
        sink.close();
        await s.server.stop();
    };
}

// ---- PostgreSQL -------------------------------------------------------------------------------------

function pgControl(...args) {
    const ctl = [path.join(process.env.PG_BIN, 'pg_ctl'), '-D', path.join(process.env.PG_DIR, 'data'), '-w', ...args];
    return process.getuid() === 0 ? start('runuser', ['-u', 'postgres', '--', ...ctl], {}, '/').ended : start(ctl[0], ctl.slice(1), {}, '/').ended;
}

async function pgGone() {
    const s = await prepare('pg');
    const seen = [];
    let on = true;
    const readers = [1, 2, 3].map(async () => {
        for (const own = agent(1); on; await sleep(5)) seen.push(await read(s, own));
    });
    const statuses = () => new Set(seen.map((r) => r?.status));
    await until('reads', () => statuses().has(200));
    await must(pgControl('stop', '-m', 'immediate'));
    await until('503', () => statuses().has(503));
    const refused = await refresh(s);
    check('PostgreSQL gone: a refresh is told 503', is503(refused), JSON.stringify(refused));
    await must(pgControl('start', '-l', path.join(process.env.PG_DIR, 'server.log'), '-o', `-h '' -k ${process.env.PG_DIR} -F`));
    const from = seen.length;
    await until('200 again', () => seen.slice(from).some((r) => r?.status === 200));
    on = false;
    await Promise.all(readers);
    const n503 = seen.filter((r) => r?.status === 503).length + 1;
    check('PostgreSQL gone under load: every reply is 200 or a plain 503, none is cut',
        seen.every((r) => r?.status === 200 || is503(r)), [...statuses()].join(' '));
    check('PostgreSQL back: the same process serves again', s.server.child.exitCode === null);
    const after = await refresh(s);
    check('PostgreSQL back: the same refresh token works', after?.status === 200, after?.text);
    await ended(s, 'PostgreSQL gone');
    logged(s, 'PostgreSQL gone', n503);
}

// The server's processes stand still: connections stay open, and nothing answers. The first alone makes and
// buries others, so it stops first. The ids of all.
function pgStop() {
    const first = fs.readFileSync(path.join(process.env.PG_DIR, 'data', 'postmaster.pid'), 'utf8').split('\n')[0];
    process.kill(Number(first), 'SIGSTOP');
    const others = fs.readFileSync(`/proc/${first}/task/${first}/children`, 'utf8').trim().split(' ').filter(Boolean);
    for (const pid of others) process.kill(Number(pid), 'SIGSTOP');
    return [first, ...others].map(Number);
}

async function pgHangs() {
    const s = await prepare('pg');
    const stopped = pgStop();
    const since = Date.now();
    try {
        const asked = Date.now(), none = await search(s), took = Date.now() - asked;
        check('PostgreSQL hangs: whoever asks is told 503 within 15 s', is503(none) && took < 15000, `${JSON.stringify(none)} after ${took} ms`);
        const hanging = [refresh(s), read(s)];
        await until('signals taken while the database hangs', () => {
            if (!s.server.lines('stopping').length) s.server.child.kill('SIGTERM');
            return s.server.lines('stopping').length;
        }, 5000);
        const r = await Promise.race([s.server.ended, sleep(40000)]);
        const forced = s.server.lines('stop_forced').length;
        check('PostgreSQL hangs: SIGTERM ends the server all the same, within half a minute, and the log says so when it was forced',
            r?.code === forced && forced <= 1, `${JSON.stringify(r)} after ${Date.now() - since} ms`);
        await Promise.all(hanging);
    } finally {
        for (const pid of stopped) process.kill(pid, 'SIGCONT');
    }
    s.server = await serve(s.w);
    const after = await refresh(s);
    check('PostgreSQL goes on: a new server takes the same refresh token', after?.status === 200, after?.text);
    await ended(s, 'PostgreSQL hangs');
}

export async function outages() {
    await locked();
    await storeFull();
    await loadFull();
    await auditFull();
    await commandsFull();
    if (!pgUrl) return skip('PostgreSQL stops under load, and hangs', 'no PostgreSQL server');
    await pgGone();
    await pgHangs();
}

// The server killed at random moments while apps read, search, refresh and redeem codes and while files
// are loaded. Whatever was answered is in the sealed audit; whatever was acknowledged is still so.
import fs from 'node:fs';
import path from 'node:path';
import { addApp, callback, codeForm, newCodes, refreshForm, token } from './app.mjs';
import { agent, ask, chance, check, must, pgUrl, postern, serve, skip, sleep, startPostern, tool, until, world } from './lib.mjs';

// C12, C14: a hundred moments. On PostgreSQL, where the audit is the same files and the same statements, fewer:
// what differs there is the connection that a kill leaves behind.
const KILLS = { sqlite: 100, pg: 6 };
const LIFE_MS = { sqlite: [30, 220], pg: [300, 500] }; // at least, and by chance more
const MEMBERS = 20;

const lab = (m, id) =>
    JSON.stringify({
        resourceType: 'Observation', id, status: 'final', subject: { reference: `Patient/p${m}` },
        code: { coding: [{ system: 'http://loinc.org', code: '2345-7' }] }, effectiveDateTime: '2024-05-01',
    });

function firstFile(w) {
    const lines = [];
    for (let m = 0; m < MEMBERS; m++) {
        lines.push(JSON.stringify({ resourceType: 'Patient', id: `p${m}`, birthDate: '1960-01-01' }));
        for (let k = 0; k < 20; k++) lines.push(lab(m, `l${m}-${k}`));
    }
    const file = path.join(w.dir, 'first.ndjson');
    fs.writeFileSync(file, lines.join('\n') + '\n');
    return file;
}

// What the apps saw. answered: support codes of whole replies.
const book = () => ({ answered: new Map(), wrong: [], loaded: [], replies: 0, cut: 0, busy: 0 });

function note(b, what, r, good) {
    if (!r) {
        b.cut++;
        return false;
    }
    b.replies++;
    b.busy += r.status === 503; // the writer's turn did not come in 2 s: on a slow disk a few are told so
    if (r.status === 503) return false;
    b.answered.set(r.id, what);
    if (!good.includes(r.status)) b.wrong.push(`${what} ${r.status} ${r.text.slice(0, 200)}`);
    return good.includes(r.status);
}

// An app that lives from its refresh token. What it was not answered it asks again with the token it has.
async function refresher(w, b, app, going) {
    while (going()) {
        const r = await ask(w, 'POST', '/demo/oauth/token', { on: app.on, form: refreshForm(app) });
        if (note(b, `refresh ${app.client}`, r, [200])) app.refresh = r.json.refresh_token;
        else if (r && r.status !== 503) return;
        else await sleep(20);
        await sleep(5);
    }
}

// Redeems codes once each. A code whose answer was cut may have been used up: that is not a loss.
async function redeemer(w, b, app, codes, going) {
    while (going() && codes.length) {
        const code = codes.pop();
        const r = await ask(w, 'POST', '/demo/oauth/token', { on: app.on, form: codeForm(app, code) });
        if (note(b, 'code', r, [200])) app.tokens.push(r.json.access_token);
        else if (r?.status === 503) codes.push(code);
        await sleep(10);
    }
}

async function reader(w, b, on, token, m, random, going) {
    while (going()) {
        const search = random() < 0.5;
        const target = search ? `/demo/fhir/Observation?patient=p${m}&_count=10` : `/demo/fhir/Observation/l${m}-${Math.floor(random() * 20)}`;
        note(b, 'read', await ask(w, 'GET', target, { on, token }), [200]);
        if (random() < 0.05) note(b, 'authorize', await ask(w, 'GET', '/demo/oauth/authorize?client_id=nobody', { on }), [400, 401]);
    }
}

// Loads small files one after the other; a file counts when the command said so.
async function loader(w, b, cycle, random, going, kill) {
    for (let n = 0; going(); n++) {
        const ids = Array.from({ length: 20 }, (_, i) => `n${cycle}-${n}-${i}`);
        const m = Math.floor(random() * MEMBERS);
        const file = path.join(w.dir, `more-${cycle}-${n}.ndjson`);
        fs.writeFileSync(file, ids.map((id) => lab(m, id)).join('\n') + '\n');
        const p = startPostern(w, ['load', '--plan', 'demo', file]);
        kill.now = () => p.child.kill('SIGKILL');
        const r = await p.ended;
        if (r.code === 0) b.loaded.push({ m, ids });
        else if (r.signal !== 'SIGKILL') b.wrong.push(`load ${r.code} ${r.err}`);
        await sleep(30);
    }
}

async function prepare(engine) {
    const w = await world(engine);
    await must(postern(w, 'load', '--plan', 'demo', firstFile(w)));
    const tokens = [];
    for (let m = 0; m < 4; m++) tokens.push(await token(w, `p${m}`));
    const apps = [];
    for (const client of ['app-a', 'app-b', 'app-c']) {
        await addApp(w, client, callback);
        apps.push({ client, on: agent(1), tokens: [] });
    }
    const server = await serve(w);
    for (const app of apps.slice(0, 2)) {
        const [code] = await newCodes(w, 'p1', 1, app.client);
        const r = await ask(w, 'POST', '/demo/oauth/token', { form: codeForm(app, code) });
        if (r?.status !== 200) throw new Error(`no first token: ${r?.text}`);
        app.refresh = r.json.refresh_token;
    }
    return { w, tokens, apps, server };
}

async function one(setting, b, cycle, random) {
    const { w, tokens, apps } = setting;
    const codes = await newCodes(w, 'p1', 8, 'app-c');
    let on = true;
    const going = () => on;
    const kill = {};
    const work = [
        ...tokens.map((t, m) => reader(w, b, agent(1), t, m, random, going)),
        ...apps.slice(0, 2).map((app) => refresher(w, b, app, going)),
        redeemer(w, b, apps[2], codes, going),
        loader(w, b, cycle, random, going, kill),
    ];
    await sleep(LIFE_MS[w.engine][0] + random() * LIFE_MS[w.engine][1]);
    // On a busy machine lives may be too short for anything to be acknowledged: then the last is not.
    if (cycle === KILLS[w.engine] - 1) await until('a load and a code', () => b.loaded.length > 0 && apps[2].tokens.length > 0);
    await setting.server.kill9();
    on = false;
    kill.now?.();
    await Promise.all(work);
    setting.server = await serve(w);
}

async function afterwards(setting, b, name) {
    const { w, apps } = setting;
    let lost = 0;
    for (const app of apps.slice(0, 2)) {
        const r = await ask(w, 'POST', '/demo/oauth/token', { form: refreshForm(app) });
        note(b, 'last refresh', r, [200]);
        if (r?.status !== 200) lost++;
    }
    check(`${name}: the last refresh token that an app was given still works`, lost === 0, `${lost} of 2 do not`);
    let refused = 0;
    for (const t of apps[2].tokens) {
        let r;
        do r = await ask(w, 'GET', '/demo/fhir/Patient/p1', { token: t });
        while (r?.status === 429 && (await sleep(100), true)); // one app asks more often than it may
        note(b, 'code token', r, [200]);
        if (r?.status !== 200) refused++;
    }
    check(`${name}: each access token that was answered (${apps[2].tokens.length}) still opens her data`, refused === 0 && apps[2].tokens.length > 0, `${refused} do not`);
    let gone = 0, rows = 0;
    const by = new Map();
    for (const { m, ids } of b.loaded) {
        if (!by.has(m)) by.set(m, await token(w, `p${m}`));
        for (const id of ids) {
            rows++;
            const r = await ask(w, 'GET', `/demo/fhir/Observation/${id}`, { token: by.get(m), on: setting.on });
            note(b, 'loaded', r, [200]);
            if (r?.status !== 200) gone++;
        }
    }
    check(`${name}: each of ${rows} resources whose load was acknowledged is served`, gone === 0 && rows > 0, `${gone} are not`);
}

async function audited(setting, b, name) {
    await setting.server.stop();
    const doctor = await postern(setting.w, 'doctor');
    check(`${name}: doctor finds the audit chain whole`, doctor.code === 0, doctor.out + doctor.err);
    const sealed = new Set((await must(tool(setting.w, 'audit', 'demo'))).split('\n').map((l) => l.split(' ')[0]));
    const missing = [...b.answered].filter(([id]) => !sealed.has(id));
    check(`${name}: the sealed audit has each of ${b.answered.size} answered requests`, missing.length === 0 && b.answered.size > 0,
        `${missing.length} are missing: ${missing.slice(0, 3).join(' ')}`);
}

async function engine(name) {
    const setting = await prepare(name);
    setting.on = agent(1);
    const b = book();
    const random = chance(`requests ${name}`);
    for (let i = 0; i < KILLS[name]; i++) await one(setting, b, i, random);
    console.log(`${name}: ${b.replies} replies, ${b.cut} cut, ${b.loaded.length} files loaded, in ${KILLS[name]} lives`);
    check(`${name}: nothing but good replies between ${KILLS[name]} kills`, b.wrong.length === 0 && b.busy <= b.replies / 50, `${b.busy} busy, ${b.wrong.length} wrong: ${b.wrong[0]}`);
    await afterwards(setting, b, name);
    await audited(setting, b, name);
}

export async function requests() {
    await engine('sqlite');
    if (pgUrl) await engine('pg');
    else skip('pg: kill -9 of requests', 'no PostgreSQL server');
}

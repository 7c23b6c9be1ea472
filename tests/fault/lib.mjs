// What the fault tests share: seeded chance, a world (configuration, plan, store) of its own for each,
// the programs as child processes, and a client that knows whole replies from cut ones.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

export const seed = Number(process.env.SEED ?? 1);
export const count = { passed: 0, failed: 0, skipped: 0 };
const build = path.resolve(process.env.BUILD ?? 'build');
const root = fs.mkdtempSync(path.join(os.tmpdir(), 'postern-fault-'));
const children = new Set();
const started = Date.now();

export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
export const pgUrl = process.env.PG_URL;

export function end() {
    for (const child of children) child.kill('SIGKILL');
    fs.rmSync(root, { recursive: true, force: true });
}

// ---- results ----------------------------------------------------------------------------------------

export function check(name, ok, why = '') {
    count[ok ? 'passed' : 'failed']++;
    const at = ((Date.now() - started) / 1000).toFixed(1);
    console.log(`${ok ? 'ok  ' : 'FAIL'} ${name}${ok || !why ? '' : `: ${why}`} (${at} s)`);
    return ok;
}

export function skip(name, why) {
    count.skipped++;
    console.log(`skip ${name}: ${why}`);
}

// ---- chance: mulberry32, one stream a purpose -------------------------------------------------------

export function chance(name) {
    let a = seed;
    for (const c of name) a = Math.imul(a ^ c.charCodeAt(0), 0x9e3779b1);
    return () => {
        a = (a + 0x6d2b79f5) | 0;
        let t = Math.imul(a ^ (a >>> 15), 1 | a);
        t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
        return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
}

// ---- worlds -----------------------------------------------------------------------------------------

// Below the ports that the system gives to whoever asks for any, which could take it before a server of ours.
export function freePort() {
    return new Promise((done) => {
        const port = 16000 + Math.floor(Math.random() * 16000);
        const s = net.createServer().once('error', () => done(freePort()));
        s.listen(port, '127.0.0.1', () => s.close(() => done(port)));
    });
}

// A database of the cluster is made by whoever names it first.
async function pgDatabase(name) {
    const made = await runAny(path.join(process.env.PG_BIN, 'psql'), [pgUrl, '-qc', `CREATE DATABASE ${name}`]);
    if (made.code !== 0) throw new Error(made.err);
    return pgUrl.replace('/postgres?', `/${name}?`);
}

let worlds = 0;

export async function world(engine, more = {}) {
    const dir = path.join(root, `w${++worlds}`);
    const port = await freePort();
    const store = engine === 'pg' ? await pgDatabase(`fault${worlds}`) : 'sqlite:store';
    const w = { engine, dir, port, conf: path.join(dir, 'postern.ini'), base: `http://127.0.0.1:${port}` };
    fs.mkdirSync(path.join(dir, 'plans', 'demo'), { recursive: true });
    fs.mkdirSync(path.join(dir, 'mail'));
    fs.writeFileSync(
        w.conf,
        `[server]\nlisten = 127.0.0.1:${port}\nbase_url = ${w.base}\nworkers = 2\n[store]\nurl = ${store}\n` +
            `[mail]\nurl = ${more.mail ?? 'file:mail'}\nfrom = no-reply@plan.example\n[plans]\ndir = plans\n` +
            '[keys]\ndir = keys\n[audit]\ndir = audit\n',
    );
    fs.writeFileSync(path.join(dir, 'plans', 'demo', 'plan.ini'), 'name = Demo\nsandbox = yes\nlanguages = en es\n');
    return w;
}

// ---- processes --------------------------------------------------------------------------------------

export function start(file, args, env = {}, cwd = undefined) {
    const child = spawn(file, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    const p = { child, out: '', err: '' };
    children.add(child);
    child.stdout.on('data', (d) => (p.out += d));
    child.stderr.on('data', (d) => (p.err += d));
    p.ended = new Promise((done) =>
        child.on('close', (code, signal) => {
            children.delete(child);
            done({ code, signal, out: p.out, err: p.err });
        }),
    );
    return p;
}

const runAny = (file, args) => start(file, args).ended;
export const startPostern = (w, args, env) => start(path.join(build, 'postern'), [args[0], '-c', w.conf, ...args.slice(1)], env);
export const postern = (w, ...args) => startPostern(w, args).ended;
export const startTool = (w, name, ...args) => start(path.join(build, 'fault_tool'), [name, w.conf, ...args]);
export const tool = (w, name, ...args) => startTool(w, name, ...args).ended;

export async function must(promise) {
    const r = await promise;
    if (r.code !== 0) throw new Error(`exit ${r.code ?? r.signal}: ${r.err}`);
    return r.out;
}

// The ceiling is reached by failures alone, however busy the machine.
export async function until(what, test, ms = 120000) {
    for (const since = Date.now(); Date.now() - since < ms; await sleep(20)) if (await test()) return true;
    throw new Error(`waited ${ms} ms in vain: ${what}`);
}

// The server, when it is ready. full: a flag file; while it is there, `full.dir` has no room.
export async function serve(w, env = {}) {
    const p = startPostern(w, ['serve'], env);
    let over = false;
    p.ended.then(() => (over = true));
    await until('ready', () => over || p.out.includes('ready:'));
    if (over) throw new Error(`serve ended: ${p.err}`);
    p.kill9 = () => p.child.kill('SIGKILL') && p.ended;
    p.stop = () => p.child.kill('SIGTERM') && p.ended;
    p.lines = (event) => p.err.split('\n').filter((l) => l.includes(`"${event}"`));
    return p;
}

export const fullEnv = (dir, flag) => ({
    LD_PRELOAD: path.join(build, 'fault_full.so'),
    FULL_DIR: dir,
    FULL_FLAG: flag,
});

// ---- requests ---------------------------------------------------------------------------------------

export const agent = (sockets) => new http.Agent({ keepAlive: true, maxSockets: sockets });

// The whole reply, or null when it was cut or never came.
export function ask(w, method, target, { token, form, on } = {}) {
    return new Promise((done) => {
        const body = form ? new URLSearchParams(form).toString() : undefined;
        const headers = {};
        if (token) headers.authorization = `Bearer ${token}`;
        if (body) {
            headers['content-type'] = 'application/x-www-form-urlencoded';
            headers['content-length'] = Buffer.byteLength(body);
        }
        const rq = http.request(w.base + target, { method, headers, agent: on }, (rp) => {
            let text = '';
            rp.setEncoding('utf8');
            rp.on('data', (d) => (text += d));
            rp.on('error', () => done(null));
            rp.on('end', () => done(rp.complete ? reply(rp, text) : null));
        });
        rq.on('error', () => done(null));
        rq.setTimeout(60000, () => rq.destroy());
        rq.end(body);
    });
}

function reply(rp, text) {
    const json = /json/.test(rp.headers['content-type'] ?? '') && text ? JSON.parse(text) : undefined;
    return { status: rp.statusCode, headers: rp.headers, id: rp.headers['x-request-id'], text, json };
}

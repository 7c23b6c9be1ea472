// A plan's server as an operator runs it: a folder, a configuration, a process, a log. And its mail.
import { execFileSync, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync, writeSync, openSync, closeSync } from 'node:fs';
import { resolve } from 'node:path';
import { until } from './runner.mjs';
import { readMail } from './mail.mjs';

const build = resolve(process.env.BUILD || 'build');
const running = new Set();
const WEEK_MS = 7 * 86400000;

/** A port that was free a moment ago, below those that the system gives to whoever asks for any, which could
 * take it before a server of ours does. */
export function freePort() {
  return new Promise((done) => {
    const port = 16000 + Math.floor(Math.random() * 16000);
    createServer().once('error', () => done(freePort())).listen(port, '127.0.0.1', function free() {
      this.close(() => done(port));
    });
  });
}

/** Starts a program; its output goes to `log`. It is ended, by its pid, at the latest when we end. */
export function start(program, args, { log, env }) {
  const out = openSync(log, 'a');
  const child = spawn(program, args, { stdio: ['ignore', out, out], env: { ...process.env, ...env } });
  closeSync(out);
  running.add(child);
  child.exited = new Promise((done) => { child.once('exit', (code) => { running.delete(child); done(code); }); });
  return child;
}

export async function stop(child) {
  child.kill('SIGTERM');
  await child.exited;
}

export const stopAll = () => Promise.all([...running].map(stop));

export function postern(...args) {
  return run(undefined, args);
}

function run(env, args) {
  return execFileSync(`${build}/postern`, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
}
/** The same with `input` at its standard input. */
postern.given = (input, ...args) => execFileSync(`${build}/postern`, args, { encoding: 'utf8', input });

const lastLine = (text) => JSON.parse(text.trim().split('\n').pop());

export class Site {
  constructor(dir, port) {
    this.dir = dir;
    this.port = port;
    this.conf = `${dir}/postern.ini`;
    this.base = `http://localhost:${port}`;
    this.plan = `${this.base}/demo`;
    this.fhir = `${this.base}/demo/fhir`;
    this.read = new Set();
  }

  /** The demonstration, whole: server, 50 members, sample app. */
  static async demo(dir) {
    const site = new Site(dir, await freePort());
    const appPort = await freePort();
    site.viewer = `http://127.0.0.1:${appPort}/`;
    mkdirSync(dir, { recursive: true });
    const log = `${dir}/demo.out`;
    site.process = start('sh', ['tools/demo.sh'], {
      log, env: { RUN: dir, PORT: String(site.port), APP_PORT: String(appPort), BUILD: build, MEMBERS: '50' } });
    await site.ready(log);
    site.members = JSON.parse(readFileSync(`${dir}/demo.json`, 'utf8')).members;
    return site;
  }

  /** A second installation with the members of `other`, whose mail goes to `mailUrl`. */
  static async beside(dir, other, mailUrl, store = 'sqlite:store') {
    const site = new Site(dir, await freePort());
    mkdirSync(dir, { recursive: true });
    execFileSync('cp', ['-r', `${other.dir}/plans`, `${dir}/plans`]);
    writeFileSync(site.conf, readFileSync(other.conf, 'utf8').replaceAll(`:${other.port}`, `:${site.port}`)
      .replace(/^url = file:mail$/m, `url = ${mailUrl}`).replace(/^url = sqlite:store$/m, `url = ${store}`));
    const files = readdirSync(`${other.dir}/synth`).filter((name) => name.endsWith('.ndjson'));
    postern('load', '-c', site.conf, '--plan', 'demo', ...files.map((name) => `${other.dir}/synth/${name}`));
    site.members = other.members;
    await site.serve();
    return site;
  }

  /** One with a clock of its own and whom `people` (NDJSON) names. `plan` is what its plan.ini has besides the demonstration's. */
  static async timed(dir, other, { people, plan }) {
    const site = new Site(dir, await freePort());
    mkdirSync(dir, { recursive: true });
    execFileSync('cp', ['-r', `${other.dir}/plans`, `${dir}/plans`]);
    writeFileSync(site.conf, readFileSync(other.conf, 'utf8').replaceAll(`:${other.port}`, `:${site.port}`));
    const ini = `${dir}/plans/demo/plan.ini`;
    writeFileSync(ini, `${readFileSync(ini, 'utf8').replace(/^reasons = .*\n/m, '')}${plan}\n`);
    execFileSync(process.env.CC || 'cc', ['-shared', '-fPIC', '-O1', '-o', `${dir}/clock.so`, 'tests/e2e/lib/clock.c']);
    site.env = { LD_PRELOAD: `${dir}/clock.so`, POSTERN_CLOCK: `${dir}/clock` };
    site.setClock(-WEEK_MS); // so that a load of now is of people who are new
    site.load('people', people);
    site.setClock(0);
    await site.serve();
    return site;
  }

  /** Its clock from now on, against the true one: for the server that runs too. */
  setClock(aheadMs) {
    this.aheadMs = aheadMs;
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(BigInt(aheadMs));
    const fd = openSync(this.env.POSTERN_CLOCK, existsSync(this.env.POSTERN_CLOCK) ? 'r+' : 'w');
    writeSync(fd, bytes);
    closeSync(fd);
  }

  later(ms) {
    this.setClock(this.aheadMs + ms);
  }

  load(name, people) {
    writeFileSync(`${this.dir}/${name}.ndjson`, people);
    this.run('load', `${this.dir}/${name}.ndjson`);
  }

  /** A command of its operator, by its own clock; the words that the command has come first. */
  run(...args) {
    const words = args.findIndex((arg) => arg.startsWith('-') || arg.startsWith('/'));
    return run(this.env, [...args.slice(0, words), '-c', this.conf, '--plan', 'demo', ...args.slice(words)]);
  }

  async restart() {
    await this.end();
    await this.serve();
  }

  async serve() {
    this.process = start(`${build}/postern`, ['serve', '-c', this.conf], { log: `${this.dir}/serve.log`, env: this.env });
    await this.ready(`${this.dir}/serve.log`);
  }

  /** Another line in its configuration, from the next start on. */
  change(what, by) {
    writeFileSync(this.conf, readFileSync(this.conf, 'utf8').replace(what, by));
  }

  /** Ends it, as a crash does with `signal` SIGKILL, and begins it again with its mail going to `mailUrl`. */
  async mailTo(mailUrl, { caFile = '', signal = 'SIGTERM' } = {}) {
    await this.end(signal);
    this.change(/^ca_file = .*\n/m, '');
    this.change(/^url = (smtps?:.*|file:mail)$/m, `url = ${mailUrl}\nca_file = ${caFile}`);
    await this.serve();
  }

  /** Its log goes on where the next one begins. */
  async end(signal = 'SIGTERM') {
    this.process.kill(signal);
    await this.process.exited;
    this.logs = (this.logs || '') + readFileSync(`${this.dir}/serve.log`, 'utf8');
    writeFileSync(`${this.dir}/serve.log`, '');
  }

  /** A second node on the same store and keys, as a proxy would ask it: the port it listens on. */
  async another() {
    const port = await freePort();
    const conf = `${this.dir}/second.ini`;
    writeFileSync(conf, readFileSync(this.conf, 'utf8').replace(`127.0.0.1:${this.port}`, `127.0.0.1:${port}`)
      .replace(/^dir = audit$/m, 'dir = audit-second'));
    const log = `${this.dir}/second.log`;
    await this.ready(log, start(`${build}/postern`, ['serve', '-c', conf], { log }));
    return port;
  }

  async ready(log, process = this.process) {
    await until('ready:', () => {
      const said = existsSync(log) ? readFileSync(log, 'utf8') : '';
      if (process.exitCode !== null) throw new Error(`it ended before it was ready:\n${said}`);
      return said.includes('ready:');
    }, 180000);
  }

  addApp(id, redirectUri, name = id, more = []) {
    return lastLine(postern('app', 'add', '-c', this.conf, '--plan', 'demo', '--client-id', id, '--name', name,
      '--developer', 'Test Developers', '--website', 'https://app.example/', '--privacy-url',
      'https://app.example/privacy', '--support-email', 'help@app.example', '--redirect-uri', redirectUri, ...more));
  }

  /** An app that keeps a secret or signs: `more` is how. */
  addClient(id, ...more) {
    return lastLine(postern('app', 'add', '-c', this.conf, '--plan', 'demo', '--client-id', id, '--name', id, ...more));
  }

  /** A token for a member without the pages: for tests of what comes after them. */
  token(patient, scope = 'patient/*.rs') {
    return lastLine(postern('token', '-c', this.conf, '--plan', 'demo', '--patient', patient, '--scope', scope))
      .access_token;
  }

  mails() {
    if (!existsSync(`${this.dir}/mail`)) return []; // made with the first of them
    return readdirSync(`${this.dir}/mail`).filter((name) => name.endsWith('.eml')).sort()
      .map((name) => ({ name, ...readMail(readFileSync(`${this.dir}/mail/${name}`)) }));
  }

  /** The code of the next mail to `to` that has one and that nobody has read yet. */
  async code(to) {
    const found = await until(`a code for ${to}`,
      () => this.mails().find((mail) => !this.read.has(mail.name) && mail.to === to && mail.code));
    this.read.add(found.name);
    return found.code;
  }

  log() {
    return (this.logs || '') + ['serve.log', 'second.log', 'serve.out', 'viewer.out'].map((name) => `${this.dir}/${name}`)
      .filter(existsSync).map((name) => readFileSync(name, 'utf8')).join('');
  }
}

// usage: node bench/found.mjs PLAN_URL PATIENTS MAIL_DIR N ACCOUNTS
// Registers N members of PATIENTS with right and with wrong details and numbers of nobody, in turn; makes ACCOUNTS of them
// accounts, whose addresses then ask for a code beside as many that have none. Says medians and Welch's t; AUTHORIZATION
// M8 wants |t| < 3.
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';

const [plan, patients, mailDir, n, accounts] = [...process.argv.slice(2, 5), ...process.argv.slice(5).map(Number)];
const path = new URL(plan).pathname;
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const sleep = (ms) => new Promise((done) => { setTimeout(done, ms); });

/** A browser of its own: nobody's tries are counted together. */
class Browser {
  constructor() {
    this.jar = new Map();
  }

  ask(page, form) {
    const body = form && new URLSearchParams({ csrf: this.csrf, ...form }).toString();
    return new Promise((done, no) => {
      const began = performance.now();
      const rq = request(plan.replace(path, page), { agent, method: form ? 'POST' : 'GET', headers: {
        Cookie: [...this.jar].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(form && { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': Buffer.byteLength(body) }) } }, (rp) => {
        const chunks = [];
        rp.on('data', (chunk) => chunks.push(chunk));
        rp.on('end', () => {
          const reply = { ms: performance.now() - began, status: rp.statusCode, to: rp.headers.location || '' };
          for (const set of rp.headers['set-cookie'] || []) this.jar.set(...set.split(';')[0].split('=', 2));
          this.csrf = /name="csrf" value="([^"]+)"/.exec(Buffer.concat(chunks).toString())?.[1] || this.csrf;
          done(reply);
        });
      });
      rq.on('error', no);
      rq.end(body);
    });
  }
}

const page = (name) => `${path}/${name}`;

/** What a member types, from her Patient. */
function details(p) {
  const [year, month, day] = p.birthDate.split('-');
  const number = p.identifier.find((i) => i.type?.coding?.some((c) => c.code === 'MB'));
  return { first: p.name[0].given[0], last: p.name[0].family, year, month, day, member_id: number.value, zip: p.address[0].postalCode.slice(0, 5) };
}

async function register(typed) {
  const browser = new Browser();
  await browser.ask(page('register'));
  return { browser, reply: await browser.ask(page('register'), typed) };
}

/** Codes by address, of the mails that are there now. */
function codes() {
  const found = new Map();
  for (const name of readdirSync(mailDir).filter((file) => file.endsWith('.eml'))) {
    const mail = readFileSync(`${mailDir}/${name}`, 'utf8');
    const code = /^(\d{8})\s*$/m.exec(mail)?.[1];
    if (code) found.set(/^To:.*?([^\s<>]+@[^\s<>]+)/m.exec(mail)[1], code);
    rmSync(`${mailDir}/${name}`);
  }
  return found;
}

async function account(browser, email) {
  await browser.ask(page('register/email'));
  await browser.ask(page('register/email'), { email });
  await browser.ask(page('register/code'));
  for (let i = 0; i < 1000; i += 1) {
    const code = codes().get(email);
    if (code) {
      const { to } = await browser.ask(page('register/code'), { code });
      if (!to.endsWith('/account')) throw new Error(`${email} has no account: ${to}`);
      return;
    }
    await sleep(10);
  }
  throw new Error(`no code came to ${email}`);
}

const at = (sorted, share) => sorted[Math.floor((sorted.length - 1) * share)];
const mean = (ms) => ms.reduce((sum, one) => sum + one, 0) / ms.length;
const spread = (ms) => { const m = mean(ms); return ms.reduce((sum, one) => sum + (one - m) ** 2, 0) / (ms.length - 1); };

/** The slowest hundredth of all is the machine's, and is left out on both sides. */
function welch(a, b) {
  const limit = at([...a, ...b].sort((x, y) => x - y), 0.99);
  const [x, y] = [a, b].map((ms) => ms.filter((one) => one <= limit));
  return (mean(x) - mean(y)) / Math.sqrt(spread(x) / x.length + spread(y) / y.length);
}

function say(what, times, base) {
  for (const [kind, ms] of Object.entries(times)) {
    const sorted = [...ms].sort((a, b) => a - b);
    console.log(`  ${what}, ${kind}: median ${at(sorted, 0.5).toFixed(3)} ms, quarter ${at(sorted, 0.25).toFixed(3)}, three quarters ${at(sorted, 0.75).toFixed(3)}, of ${ms.length}`);
    if (kind === base) continue;
    const t = welch(times[base], ms);
    console.log(`    beside ${base}: Welch's t ${t.toFixed(2)}`);
    if (Math.abs(t) >= 3) process.exitCode = 1;
  }
}

/** Kinds in turn; which comes first changes, so that none is always the one after another. */
async function inTurn(kinds, i, one) {
  const names = Object.keys(kinds);
  for (let k = 0; k < names.length; k += 1) await one(names[(i + k) % names.length]);
}

const members = readFileSync(patients, 'utf8').trim().split('\n').map((line) => details(JSON.parse(line))).slice(0, n);
const match = { found: [], 'a wrong detail': [], 'a number of nobody': [] };
const made = [];
let matched = 0;
for (let i = 0; i < members.length; i += 1) {
  const typed = { found: members[i], 'a wrong detail': { ...members[i], zip: '99999' }, 'a number of nobody': { ...members[i], member_id: `Q${100000000 + i}` } };
  await inTurn(match, i, async (kind) => {
    const { browser, reply } = await register(typed[kind]);
    match[kind].push(reply.ms);
    if (reply.status !== 303 || (kind !== 'found' && !reply.to.includes('failed'))) throw new Error(`${kind}: ${reply.status} ${reply.to}`);
    if (!reply.to.endsWith('/email')) return;
    matched += 1;
    if (made.length < accounts) made.push({ browser, email: `m${i}@mail.example` });
  });
}
console.log(`details: ${matched} of ${members.length} matched`);
say('details', match, 'found');

for (const { browser, email } of made) await account(browser, email);
await sleep(61000); // a mailbox gets one mail a minute (M27)
const ask = { 'an account': [], none: [] };
const wrong = { 'an account': [], none: [] };
for (let i = 0; i < made.length; i += 1) {
  const email = { 'an account': made[i].email, none: made[i].email.replace('m', 'n') };
  await inTurn(ask, i, async (kind) => {
    const browser = new Browser();
    await browser.ask(page('signin/email'));
    ask[kind].push((await browser.ask(page('signin/email'), { email: email[kind] })).ms);
    await browser.ask(page('signin/code'));
    wrong[kind].push((await browser.ask(page('signin/code'), { code: '00000000' })).ms);
  });
}
say('code asked for', ask, 'an account');
say('a wrong code', wrong, 'an account');
process.exit();

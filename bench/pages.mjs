// usage: node bench/pages.mjs data MEMBERS RECORDS            NDJSON
//        node bench/pages.mjs ask URL MAILS MEMBERS SECONDS    each registers, says yes to an app, and then goes about
//                                                             her account, a page every second
import { mailed } from './mailed.mjs';
import { Person, records } from './person.mjs';

const [what, ...rest] = process.argv.slice(2);
const ACCOUNT = ['account', 'account/reads', 'account/change', 'account/renew', 'account/disconnect', 'account/email', 'account/delete',
  'account/disconnect-all', 'account/consents'];
const OPEN = ['', 'help', 'learn', 'developers'];
const pause = (ms) => new Promise((done) => { setTimeout(done, ms); });

/** All answers of all members: path → milliseconds. */
class Times {
  all = new Map();

  failed = 0;

  add(method, path, reply) {
    if (reply.status >= 400) this.failed += 1;
    const key = `${method} ${path.replace(/^\/bench/, '').replace(/\?.*/, '') || '/'}`;
    if (!this.all.has(key)) this.all.set(key, []);
    this.all.get(key).push(reply.ms);
  }

  print(name) {
    for (const [key, ms] of [...this.all].sort()) {
      ms.sort((a, b) => a - b);
      const at = (share) => ms[Math.floor((ms.length - 1) * share)].toFixed(1);
      console.log(`${name} | ${key} | ${ms.length} | ${at(0.5)} | ${at(0.95)}`);
    }
  }
}

/** One who takes her time: each page waits for its turn. */
class Slow extends Person {
  times = new Times();

  async go(path, form) {
    await pause(500 + Math.random() * 1000);
    const reply = await super.go(path, form);
    this.times.add(form ? 'POST' : 'GET', new URL(path, this.plan).pathname, reply);
    return reply;
  }
}

async function first(person) {
  await person.register();
  const { next } = await person.post('consent', {}, 'consent/approve');
  await person.connect(new URL(next).searchParams.get('code'));
}

async function about(person, until) {
  const account = await person.go(`${person.plan}/account`);
  const grant = account.body.match(/[?&;]grant=([\w-]+)/)[1];
  while (performance.now() < until) {
    const pages = Math.random() < 0.8 ? ACCOUNT : OPEN;
    const page = pages[Math.floor(Math.random() * pages.length)];
    await person.go(page === 'developers' ? '/developers' : `${person.plan}/${page}?grant=${grant}`.replace(/\/\?.*/, ''));
  }
}

async function ask(plan, mails, count, seconds) {
  const codes = mailed(mails);
  const people = Array.from({ length: count }, (_, i) => new Slow(plan, `m${i}`, i, codes, `10.0.${i >> 8}.${i & 255}`));
  const times = { first: new Times(), about: new Times() };
  const began = performance.now();
  await Promise.all(people.map(async (person) => { person.times = times.first; await first(person); }));
  const registered = performance.now();
  await Promise.all(people.map(async (person) => { person.times = times.about; await about(person, registered + seconds * 1000); }));
  console.log('part | page | asked | median ms | 95 % ms');
  for (const name of ['first', 'about']) times[name].print(name);
  const failed = times.first.failed + times.about.failed;
  console.log(`${count} members at once: all connected after ${((registered - began) / 1000).toFixed(1)} s; failed: ${failed}`);
  if (failed) process.exitCode = 1;
}

if (what === 'data') for (let i = 0; i < Number(rest[0]); i += 1) process.stdout.write(records(`m${i}`, i, Number(rest[1])));
else await ask(rest[0], rest[1], Number(rest[2]), Number(rest[3]));

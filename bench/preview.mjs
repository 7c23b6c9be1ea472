// usage: node bench/preview.mjs data N...            NDJSON: a member mN for each N, with N records
//        node bench/preview.mjs ask URL MAILS N       registers mN, then asks for the sharing page again and again
import { mailed } from './mailed.mjs';
import { Person, records } from './person.mjs';

const [what, ...rest] = process.argv.slice(2);

async function ask(plan, mails, n) {
  const person = new Person(plan, `m${n}`, n, mailed(mails));
  await person.register();
  async function median(path) {
    const all = [];
    for (let i = 0; i < 60; i += 1) all.push(await person.go(person.url(path)));
    if (all.at(-1).status !== 200) throw new Error(`${path}: ${all.at(-1).status}`);
    all.sort((a, b) => a.ms - b.ms);
    return { ms: all[30].ms.toFixed(2), worst: all[57].ms.toFixed(2), body: all[30].body };
  }
  const without = await median('consent/sensitive');
  const counted = await median('consent');
  const said = counted.body.match(/id="count-health">([^<]*)</)[1];
  console.log(`${n} records: sharing page ${counted.ms} ms (95 %: ${counted.worst}), page before ${without.ms} ms; health: ${said}`);
}

if (what === 'data') for (const n of rest) process.stdout.write(records(`m${n}`, n, Number(n)));
else await ask(...rest);

// usage: node bench/preview.mjs data N...            NDJSON: a member mN for each N, with N records
//        node bench/preview.mjs ask URL MAILS N       registers mN, then asks for the sharing page again and again
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readMail } from '../tests/e2e/lib/mail.mjs';

const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
const [what, ...rest] = process.argv.slice(2);

function data(sizes) {
  const put = (resource) => console.log(JSON.stringify(resource));
  for (const n of sizes) {
    const subject = { reference: `Patient/m${n}` };
    put({ resourceType: 'Patient', id: `m${n}`, name: [{ family: 'Bench', given: [`M${n}`] }], birthDate: '1980-01-05',
      identifier: [{ type: { coding: [{ code: 'MB' }] }, value: `W${String(n).padStart(9, '0')}` }], address: [{ postalCode: '02118' }] });
    for (let i = 0; i < n; i += 1) {
      const date = `${2016 + (i % 10)}-0${1 + (i % 9)}-11`;
      const coding = [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: i % 10 ? 'I10' : 'F32.1' }];
      put([{ resourceType: 'Condition', id: `m${n}-${i}`, subject, code: { coding }, recordedDate: date },
        { resourceType: 'Observation', id: `m${n}-${i}`, status: 'final', subject, code: { text: 'x' }, effectiveDateTime: date },
        { resourceType: 'Encounter', id: `m${n}-${i}`, status: 'finished', class: { code: 'AMB' }, subject, reasonCode: [{ coding }],
          period: { start: date, end: date } }][i % 3]);
    }
  }
}

async function ask(url, mails, n) {
  const { origin } = new URL(url);
  const jar = new Map();
  async function go(path, form) {
    const reply = await fetch(new URL(path, url), { method: form ? 'POST' : 'GET', redirect: 'manual', body: form && new URLSearchParams(form),
      headers: { Cookie: [...jar].map((c) => c.join('=')).join('; '), ...(form && { Origin: origin, 'Sec-Fetch-Site': 'same-origin' }) } });
    for (const cookie of reply.headers.getSetCookie()) jar.set(...cookie.split(';')[0].split('=', 2));
    return { status: reply.status, next: reply.headers.get('location'), body: await reply.text() };
  }
  const csrf = (page) => page.body.match(/name="csrf" value="([^"]+)"/)[1];
  const tx = new URL((await go(`${url}/oauth/authorize?${new URLSearchParams({ response_type: 'code', client_id: 'app', state: 's',
    redirect_uri: 'https://app.example/cb', scope: 'offline_access patient/*.rs', aud: `${url}/fhir`, code_challenge: CHALLENGE,
    code_challenge_method: 'S256' })}`)).next, url).searchParams.get('tx');
  async function post(path, fields) {
    const page = await go(`${url}/${path}?tx=${tx}`);
    return go(`${url}/${path}?tx=${tx}`, { csrf: csrf(page), tx, ...fields });
  }
  await post('register', { first: `M${n}`, last: 'Bench', month: 1, day: 5, year: 1980, member_id: `W${n.padStart(9, '0')}`, zip: '02118' });
  await post('register/email', { email: `m${n}@mail.example` });
  let code;
  for (let i = 0; i < 100 && !code; i += 1) {
    await new Promise((done) => { setTimeout(done, 100); });
    code = readdirSync(mails).map((name) => readMail(readFileSync(join(mails, name)))).find((mail) => mail.to === `m${n}@mail.example`)?.code;
  }
  await post('register/code', { code });
  await post('consent/sensitive', {});
  async function median(path) {
    const times = [];
    let last;
    for (let i = 0; i < 60; i += 1) {
      const began = performance.now();
      last = await go(path);
      times.push(performance.now() - began);
    }
    if (last.status !== 200) throw new Error(`${path}: ${last.status}`);
    times.sort((a, b) => a - b);
    return { ms: times[30].toFixed(2), worst: times[57].toFixed(2), body: last.body };
  }
  const without = await median(`${url}/consent/sensitive?tx=${tx}`);
  const counted = await median(`${url}/consent?tx=${tx}`);
  const said = counted.body.match(/id="count-health">([^<]*)</)[1];
  console.log(`${n} records: sharing page ${counted.ms} ms (95 %: ${counted.worst}), page before ${without.ms} ms; health: ${said}`);
}

await (what === 'data' ? data(rest) : ask(...rest));

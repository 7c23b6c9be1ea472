// Asks one kind of search after another, one at a time over one connection, each with as many different
// values as there are (at least 200 where the data have them), and prints median and 99th percentile in
// milliseconds. What stands in the list of slow ones are its ten slowest.
//   node directory_ask.mjs BASE DATA COUNT [TOKEN]
// With LISTS, a folder, it writes what it would ask as lists for bench/micro.c, and asks nothing.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import readline from 'node:readline';

const [base, data, count, token] = process.argv.slice(2);
const COUNT = Number(count || 300);
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
const headers = token ? { authorization: 'Bearer ' + token } : {};

// Some lines of a file, spread over it.
async function sample(type, n) {
  const size = fs.statSync(path.join(data, type + '.ndjson')).size;
  const fd = fs.openSync(path.join(data, type + '.ndjson'), 'r');
  const out = [], buffer = Buffer.alloc(8192);
  for (let i = 0; i < n; i++) {
    const at = Math.floor((size - 4096) * i / n);
    const text = buffer.toString('utf8', 0, fs.readSync(fd, buffer, 0, 8192, at));
    const from = at === 0 ? 0 : text.indexOf('\n') + 1;
    const to = text.indexOf('\n', from);
    if (to > from) out.push(JSON.parse(text.slice(from, to)));
  }
  fs.closeSync(fd);
  return out;
}
async function common(type, get, n) { // the values that are there most often
  const seen = new Map();
  for await (const line of readline.createInterface({ input: fs.createReadStream(path.join(data, type + '.ndjson')) })) {
    const v = get(JSON.parse(line));
    seen.set(v, (seen.get(v) || 0) + 1);
    if (seen.size > 1e6) break;
  }
  return [...seen].sort((a, b) => b[1] - a[1]).slice(0, n).map((x) => x[0]);
}

const people = await sample('Practitioner', COUNT), roles = await sample('PractitionerRole', COUNT), places = await sample('Location', COUNT);
const family = await common('Practitioner', (p) => p.name[0].family, COUNT);
const given = await common('Practitioner', (p) => p.name[0].given[0], COUNT);
const e = encodeURIComponent;
const npi = (p) => e('http://hl7.org/fhir/sid/us-npi|' + p.identifier[0].value);
const coding = (r) => e(r.specialty[0].coding[0].system + '|' + r.specialty[0].coding[0].code);
const ref = (r, k) => e(r[k].reference);
const searches = {
  'Practitioner?identifier=': people.map((p) => 'Practitioner?identifier=' + npi(p)),
  'Practitioner?name= (drawn)': people.map((p) => 'Practitioner?name=' + e(p.name[0].family)),
  'Practitioner?name= (commonest)': family.map((f) => 'Practitioner?name=' + e(f)),
  'Practitioner?name= (2 letters)': people.map((p) => 'Practitioner?name=' + e(p.name[0].family.slice(0, 2))),
  'Practitioner?family=&given=': people.map((p) => `Practitioner?family=${e(p.name[0].family)}&given=${e(p.name[0].given[0])}`),
  'Practitioner?family=&given= (commonest)': family.map((f, i) => `Practitioner?family=${e(f)}&given=${e(given[(i * 7) % 40])}`),
  'Practitioner?_id=': people.map((p) => 'Practitioner?_id=' + p.id),
  'Practitioner (all)': people.map(() => 'Practitioner'),
  'PractitionerRole?practitioner=': roles.map((r) => 'PractitionerRole?practitioner=' + ref(r, 'practitioner')),
  'PractitionerRole?specialty=': roles.map((r) => 'PractitionerRole?specialty=' + coding(r)),
  'PractitionerRole?specialty=&location=': roles.map((r) => `PractitionerRole?specialty=${coding(r)}&location=${e(r.location[0].reference)}`),
  'PractitionerRole?specialty=&organization=': roles.map((r, i) => `PractitionerRole?specialty=${coding(roles[(i + 1) % roles.length])}&organization=${ref(r, 'organization')}`),
  'PractitionerRole?organization=': roles.map((r) => 'PractitionerRole?organization=' + ref(r, 'organization')),
  'PractitionerRole?practitioner.identifier=': people.map((p) => 'PractitionerRole?practitioner.identifier=' + npi(p)),
  'PractitionerRole?practitioner.name= (drawn)': people.map((p) => 'PractitionerRole?practitioner.name=' + e(p.name[0].family)),
  'PractitionerRole?practitioner.name= (commonest)': family.map((f) => 'PractitionerRole?practitioner.name=' + e(f)),
  'PractitionerRole?specialty= _include practitioner, endpoint': roles.map((r) => `PractitionerRole?specialty=${coding(r)}&_include=PractitionerRole:practitioner&_include=PractitionerRole:endpoint`),
  'Location?address-state=': places.map((l) => 'Location?address-state=' + l.address.state),
  'Location?address-city=': places.map((l) => 'Location?address-city=' + e(l.address.city)),
  'Location?address-state=&address-city=': places.map((l) => `Location?address-state=${l.address.state}&address-city=${e(l.address.city)}`),
};

if (process.env.LISTS) {
  const where = new URL(base).pathname;
  fs.mkdirSync(process.env.LISTS, { recursive: true });
  Object.entries(searches).forEach(([name, urls], i) => {
    const lines = urls.map((u) => `${where}/${u}${u.includes('?') ? '&' : '?'}_count=20\t${token || ''}\n`);
    fs.writeFileSync(path.join(process.env.LISTS, String(i).padStart(2, '0') + '.list'), lines.join(''));
    console.log(String(i).padStart(2, '0'), name);
  });
  process.exit(0);
}

const get = (url) => new Promise((done, fail) => {
  http.get(base + '/' + url, { agent, headers }, (r) => {
    const parts = [];
    r.on('data', (c) => parts.push(c));
    r.on('end', () => done([r.statusCode, Buffer.concat(parts)]));
  }).on('error', fail);
});

let bad = 0;
console.log('| search, _count=20 | different | median ms | p99 ms | most ms | matches on the page, median |');
console.log('|---|---|---|---|---|---|');
for (const [name, urls] of Object.entries(searches)) {
  const times = [], sizes = [];
  for (const url of urls) {
    const full = url + (url.includes('?') ? '&' : '?') + '_count=20';
    const t = process.hrtime.bigint();
    const [status, body] = await get(full);
    times.push([Number(process.hrtime.bigint() - t) / 1e6, full, status]);
    if (status !== 200) { bad++; if (bad < 5) console.error(status, full, body.toString().slice(0, 300)); }
    else sizes.push((JSON.parse(body).entry || []).filter((x) => x.search.mode === 'match').length);
  }
  times.sort((a, b) => a[0] - b[0]);
  sizes.sort((a, b) => a - b);
  const at = (q) => times[Math.min(times.length - 1, Math.floor(times.length * q))][0].toFixed(2);
  console.log(`| ${name} | ${new Set(urls).size} | ${at(0.5)} | ${at(0.99)} | ${at(1)} | ${sizes[sizes.length >> 1]} |`);
  if (process.env.SLOW) for (const x of times.slice(-3)) console.log('   ', x[0].toFixed(1), x[2], x[1]);
}
if (bad) { console.error(bad + ' answers were not 200'); process.exit(1); }

// usage: node provenance.mjs search POSTERN CONF BASE PLAN DATA OUT    every match of every type has a Provenance;
//                                                                     one made for each type and member goes to OUT
//        node provenance.mjs again  POSTERN CONF BASE PLAN DATA OUT    those of PLAN in OUT are read as they were
//        node provenance.mjs validate URL OUT                         they are valid
// Ends "N passed, N failed".
import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

let passed = 0;
let failed = 0;
const told = new Set();
function check(good, what) {
  if (good) passed += 1;
  else failed += 1;
  if (!good && !told.has(what)) {
    told.add(what);
    console.log(`FAILED ${what}`);
  }
}

function resources(dir, type) {
  for (const [name, open] of [[`${type}.ndjson`, (b) => b], [`${type}.ndjson.gz`, gunzipSync]]) {
    if (!existsSync(join(dir, name))) continue;
    return open(readFileSync(join(dir, name))).toString().split('\n').filter(Boolean).map((l) => JSON.parse(l));
  }
  return [];
}

function caller(postern, conf, plan, patient) {
  const out = execFileSync(postern, ['token', '-c', conf, '--plan', plan, '--patient', patient, '--scope', 'patient/*.rs', '--share', 'all']);
  const headers = { authorization: `Bearer ${JSON.parse(out).access_token}` };
  return (url, more) => fetch(url, { headers: { ...headers, ...more } });
}

async function pages(get, url, each) {
  for (let next = url; next;) {
    const bundle = await (await get(next)).json();
    if (bundle.resourceType !== 'Bundle') throw new Error(`${url}: ${JSON.stringify(bundle)}`);
    each(bundle);
    next = bundle.link.find((l) => l.relation === 'next')?.url;
  }
}

const made = (r) => r.resourceType === 'Provenance' && /^made-[0-9]+[-.]/.test(r.id);

async function search(postern, conf, base, plan, data, out) {
  const fhir = `${base}/${plan}/fhir`;
  const types = readdirSync(data).filter((f) => f.includes('.ndjson')).map((f) => f.split('.')[0])
    .filter((t) => !['Bundle', 'Group', 'Parameters', 'Provenance'].includes(t));
  const patients = resources(data, 'Patient').map((p) => p.id);
  const some = patients.filter((_, i) => i % Math.ceil(patients.length / 8) === 0);
  for (const patient of some) {
    const get = caller(postern, conf, plan, patient);
    const seen = new Map();
    for (const type of types)
      await pages(get, `${fhir}/${type}?_revinclude=Provenance:target&_count=37`, (bundle) => {
        const includes = (bundle.entry ?? []).filter((e) => e.search.mode === 'include').map((e) => e.resource);
        const targets = new Set(includes.flatMap((r) => r.target.map((t) => t.reference)));
        for (const e of bundle.entry ?? [])
          if (e.search.mode === 'match') check(targets.has(`${type}/${e.resource.id}`), `${plan}: ${type} without Provenance`);
        for (const r of includes.filter(made)) seen.set(r.id, r);
      });
    const direct = new Map();
    let total;
    await pages(get, `${fhir}/Provenance?_count=100`, (bundle) => {
      total ??= bundle.total;
      for (const e of bundle.entry ?? []) direct.set(e.resource.id, e.resource);
    });
    check(total === direct.size, `${plan}: total ${total}, ${direct.size} different ones`);
    const targeted = [...direct.values()].flatMap((r) => r.target.map((t) => t.reference));
    for (const r of [...direct.values()].filter(made))
      check(targeted.filter((t) => t === r.target[0].reference).length === 1, `${plan}: one made beside a real one`);
    const kept = new Set();
    for (const r of seen.values()) {
      const type = r.target[0].reference.split('/')[0];
      if (kept.has(type)) continue;
      kept.add(type);
      appendFileSync(out, `${JSON.stringify({ plan, patient, r })}\n`);
      const reply = await get(`${fhir}/Provenance/${r.id}`);
      check(reply.status === 200 && JSON.stringify(await reply.json()) === JSON.stringify(r), `${plan}: read of one for ${type}`);
      const etag = reply.headers.get('etag');
      check((await get(`${fhir}/Provenance/${r.id}`, { 'if-none-match': etag })).status === 304, `${plan}: tag of one for ${type}`);
      const byTarget = await (await get(`${fhir}/Provenance?target=${r.target[0].reference}`)).json();
      check(byTarget.total === 1 && byTarget.entry[0].resource.id === r.id, `${plan}: ${type} by target`);
    }
  }
}

async function again(postern, conf, base, plan, data, out) {
  for (const line of readFileSync(out, 'utf8').split('\n').filter(Boolean)) {
    const one = JSON.parse(line);
    if (one.plan !== plan) continue;
    const reply = await caller(postern, conf, plan, one.patient)(`${base}/${plan}/fhir/Provenance/${one.r.id}`);
    check(JSON.stringify(await reply.json()) === JSON.stringify(one.r), `${plan}: changed by the same load`);
  }
}

async function validate(url, out) {
  for (const line of readFileSync(out, 'utf8').split('\n').filter(Boolean)) {
    const { r } = JSON.parse(line);
    for (const profile of r.meta.profile) {
      const reply = await fetch(url, { method: 'POST', body: JSON.stringify({
        cliContext: { profiles: [profile] }, filesToValidate: [{ fileName: 'r.json', fileContent: JSON.stringify(r) }] }) });
      const issues = (await reply.json()).outcomes.flatMap((o) => o.issues);
      const errors = issues.filter((i) => i.level === 'ERROR' || i.level === 'FATAL');
      check(errors.length === 0, `${profile}: ${errors[0]?.message} (${errors[0]?.location})`);
    }
  }
}

const [what, ...args] = process.argv.slice(2);
await { search, again, validate }[what](...args);
console.log(`${passed} passed, ${failed} failed`);

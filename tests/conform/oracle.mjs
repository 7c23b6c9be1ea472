// Every search that the oracle makes of loaded data, asked of a running server: for each of many members with a token of
// her own, and of the directory's types without a patient; by GET and by POST, in pages of 7.
//
//   node tests/conform/oracle.mjs --oracle DIR --shared DIR --postern BIN --conf FILE --base URL --work DIR
//
// WORK holds, of each set of oracle_sets.tsv, what oracle.sh left: data-PLAN (its paths, a line each), load-PLAN (the reports of
// its loads, the last of them a repetition) and rejects-PLAN. With --only PLAN of that set alone; V=1 says what took how long.
// Ends "N passed, N failed, N skipped".
//
// The oracle is given what the server must hold and no more, and each member's sight is also asked for type by type, so that
// nothing is left out of both. Two things of the oracle's need help: `reach` in one pass keeps a Provenance of a Provenance that
// goes later (see sight), and it knows no include by its parameter's name alone (see bare).

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createRequire } from 'node:module';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const arg = (name, otherwise) => {
    const i = process.argv.indexOf(name);
    return i > 0 ? process.argv[i + 1] : otherwise;
};
const here = import.meta.dirname;
const oracle = path.resolve(arg('--oracle')), shared = arg('--shared'), work = arg('--work');
const require = createRequire(path.join(oracle, 'oracle.js'));
const { Store } = require('./lib/store.js');
const { conformance } = require('./lib/params.js');
const run = promisify(execFile);

const SEEDS = ['1', '2', '3', '4', '5'];
const SEARCHES = 5000, MEMBERS = 10; // at least; the searches of one member differ from each other
const GUIDES = ['us-core-3.1.1', 'us-core-6.1.0', 'us-core-7.0.0', 'davinci-drug-formulary-2.0.1', 'davinci-pdex-2.0.0', 'carin-bb-2.0.0'];
// What everybody with a token sees and gen.js makes searches of without `--patient`.
const DIRECTORY = ['Basic', 'Endpoint', 'HealthcareService', 'InsurancePlan', 'Location', 'Medication', 'MedicationKnowledge', 'Organization',
    'Practitioner', 'PractitionerRole', 'Questionnaire'];

const table = (file) => fs.readFileSync(path.join(here, file), 'utf8').split('\n')
    .filter((l) => l && !l.startsWith('#')).map((l) => l.split('\t'));
const text = (file) => fs.readFileSync(path.join(work, file), 'utf8');
const ndjson = (list) => list.map((r) => JSON.stringify(r) + '\n').join('');
const problems = [];
const bad = (what) => problems.push(what);
let passed = 0;
const check = (right, what) => (right ? passed++ : bad(what));

const resources = (store) => [...store.types.values()].flatMap((m) => [...m.values()]);

/** The definitions alone, because every program of the oracle reads them anew. */
function definitions() {
    const ig = (g) => path.join(shared, 'ig', g);
    const bundle = (name, list) => {
        const file = path.join(work, name);
        fs.writeFileSync(file, JSON.stringify({ resourceType: 'Bundle', entry: list.map((resource) => ({ resource })) }));
        return file;
    };
    const params = [...conformance(ig('r4-search-parameters.json.gz'))];
    const stamped = [];
    for (const g of GUIDES) {
        params.push(...conformance(ig(g + '.tgz'), /^SearchParameter/));
        stamped.push(...conformance(ig(g + '.tgz'), /^CapabilityStatement/));
    }
    const supported = (list) => list.flatMap((c) => (c.rest || []).flatMap((r) => r.resource || []));
    // The formulary guide's includes are names alone, which gen.js does not take; `bare` below asks them as it writes them.
    for (const r of supported(stamped))
        r.searchInclude = r.searchInclude?.map((i) => (i.includes(':') ? i : `${r.type}:${i}`));
    // The server says itself when it changed a resource, so these combinations want data that say the same.
    const plain = structuredClone(stamped);
    for (const r of supported(plain))
        r.extension = r.extension?.filter((e) => !(e.extension || []).some((x) => x.valueString === '_lastUpdated'));
    process.env.ORACLE_PARAMS = bundle('params.json', params.map(({ text: _, ...p }) => p));
    const searched = new Set(supported(plain).filter((r) => r.searchParam?.length).map((r) => r.type));
    return { searched, plain: ['--capability', bundle('plain.json', plain)], stamped: ['--capability', bundle('stamped.json', stamped), '--lastupdated'] };
}

/** What the server holds of a set: its files, Bundles taken apart, without what load rejected, which must be what the table says. */
function held(plan, rejects) {
    const loads = text('load-' + plan).split('\n').filter(Boolean).map((l) => JSON.parse(l));
    const { stored, repeated } = loads.pop();
    // What one file says twice, in two ways, changes with each load: to the first and back to the last.
    check(!stored.created && !stored.moved && !stored.deleted && (!stored.updated || repeated.length), `${plan}: the same loaded again changed something`);
    const rejected = fs.existsSync(path.join(work, 'rejects-' + plan)) ? text('rejects-' + plan).split('\n').filter(Boolean).map((l) => JSON.parse(l)) : [];
    const codes = {};
    for (const { code } of rejected)
        codes[code] = (codes[code] || 0) + 1;
    const said = Object.keys(codes).sort().map((c) => `${c}=${codes[c]}`).join(',') || '-';
    check(said === rejects, `${plan}: load rejected ${said}, not ${rejects}`);
    const store = new Store().load(text('data-' + plan).split('\n').filter(Boolean), { explode: true });
    for (const { type, id } of rejected)
        store.types.get(type)?.delete(id);
    const n = Object.values(store.counts()).reduce((a, b) => a + b, 0);
    const created = loads.reduce((sum, l) => sum + l.stored.created, 0);
    check(n === created + stored.pending, `${plan}: ${n} resources to hold, ${created} held and ${stored.pending} wait`);
    return store;
}

/** A Store of one member's sight: far smaller than the set, so that the oracle starts at once. */
function sight(store, member) {
    const s = new Store();
    for (const [type, m] of store.types)
        s.types.set(type, new Map(m));
    // Once more for each Provenance of a Provenance: the first pass goes in the order of arrival, before its target is gone.
    for (let n; n !== resources(s).length;) {
        n = resources(s).length;
        s.reach(member);
    }
    return s;
}

function members(store, most) {
    return store.all('Patient').map(({ id }) => {
        const s = sight(store, id);
        const own = [...s.types].filter(([t]) => !DIRECTORY.includes(t)).reduce((n, [, m]) => n + m.size, 0);
        return { id, own, store: s };
    }).filter((m) => m.own > 1 || store.all('Patient').length === 1).sort((a, b) => b.own - a.own || (a.id < b.id ? -1 : 1)).slice(0, most);
}

/** All that a token sees of the server by asking each type, against the sight; gives the resources their meta.lastUpdated. */
async function listed({ plan, member, store }, token) {
    const stamps = new Map();
    for (const type of types) {
        const r = await fetch(`${arg('--base')}/${plan}/fhir/${type}?_count=1000&_elements=id`, { headers: { authorization: 'Bearer ' + token } });
        const bundle = await r.json();
        const got = (bundle.entry || []).map((e) => e.resource);
        const want = store.types.get(type) || new Map();
        const extra = got.filter((x) => !want.has(x.id) && !(type === 'Provenance' && x.id.startsWith('made-')));
        const missing = [...want.keys()].filter((id) => !got.some((x) => x.id === id));
        check(r.status === 200 && bundle.total === got.length && !extra.length && !missing.length,
            `${plan} ${member} ${type}: HTTP ${r.status}, total ${bundle.total} of ${got.length}, missing ${missing.slice(0, 5)}, extra ${extra.slice(0, 5).map((x) => x.id)}`);
        for (const x of got)
            stamps.set(`${type}/${x.id}`, x.meta.lastUpdated);
    }
    return stamps;
}

/** Each search whose includes are of its own type, again with the parameter's name alone. */
function bare(file) {
    const lines = fs.readFileSync(file, 'utf8').split('\n').filter(Boolean).map((l) => JSON.parse(l));
    const twins = lines.flatMap((q) => {
        const url = q.url.replace(new RegExp(`_include=${q.type}:(?=[\\w-]+(&|$))`, 'g'), '_include=');
        return url === q.url ? [] : [{ ...q, url }];
    });
    fs.writeFileSync(file, ndjson([...lines, ...twins]));
    bares += twins.length;
}

const asked = new Set();
const forms = {}, byType = {};
let open = 0, bares = 0;

/** What is met at all: that the searches do not grow tame unseen. */
const FORMS = { ':not=': 50, ':exact=': 50, ':contains=': 50, ':missing=': 50, ':[A-Z]\\w+=': 50, '[\\w:]+\\.[\\w-]+=': 20,
    ',': 200, '=(?:eq|ne|gt|lt|ge|le|sa|eb)\\d': 200, '_include=': 50, '_revinclude=': 50, '_sort=': 200, '_lastUpdated=': 20 };

function judge(plan, job, method, results) {
    for (const r of results) {
        if (!asked.has(`${job} ${r.url}`))
            for (const f of Object.keys(FORMS))
                forms[f] = (forms[f] || 0) + new RegExp(f).test(r.url);
        asked.add(`${job} ${r.url}`);
        byType[r.url.split('?')[0]] = (byType[r.url.split('?')[0]] || 0) + 1;
        open += r.open > 0;
        if (r.ok) {
            passed++;
            continue;
        }
        const of = (what, list) => (list.length ? [`${what} ${list.slice(0, 5).join(' ')}${list.length > 5 ? ` and ${list.length - 5}` : ''}`] : []);
        bad(`${plan} ${method} ${r.url}: expected ${r.expected}, got ${r.got}; ` + [...of('missing', r.missing), ...of('extra', r.extra),
            ...of('include missing', r.incMissing), ...of('include extra', r.incExtra), ...r.problems].join('; '));
    }
}

async function one(job) {
    const { plan, name, member, options, n } = job;
    const token = JSON.parse((await run(arg('--postern'), ['token', '-c', arg('--conf'), '--plan', plan, '--patient', member,
        '--scope', 'patient/*.rs', '--share', 'all'])).stdout).access_token;
    const q = path.join(work, `q-${name}`), report = `${q}-report`, file = `${q}.ndjson`;
    const stamps = await listed(job, token);
    fs.writeFileSync(file, ndjson(resources(job.store).map((r) => (options.includes('--lastupdated')
        ? { ...r, meta: { ...r.meta, lastUpdated: stamps.get(`${r.resourceType}/${r.id}`) } } : r))));
    const data = ['--data', file, '--reach', member];
    await run('node', [path.join(here, 'oracle_gen.cjs'), path.join(oracle, 'gen.js'), q, ...SEEDS, '--', ...data, ...options,
        '--chain', '--missing', '--n', n]);
    bare(q);
    for (const [method, ...post] of [['GET'], ['POST', '--post']]) {
        await run('node', [path.join(oracle, 'compare.js'), '--server', `${arg('--base')}/${plan}/fhir`, `--token=${token}`, '--queries', q,
            ...data, '--count', '7', '--server-made', 'Provenance', '--report', report, ...post], { maxBuffer: 1 << 26 })
            .catch((e) => { if (!fs.existsSync(report)) throw e; });
        judge(plan, name, method, JSON.parse(fs.readFileSync(report, 'utf8')));
        fs.unlinkSync(report);
    }
}

const only = arg('--only');
const { searched, plain, stamped } = definitions();
const directory = ['--types', DIRECTORY.join(',')];
const metadata = await (await fetch(`${arg('--base')}/${table('oracle_sets.tsv')[0][0]}/fhir/metadata`)).json();
const types = metadata.rest[0].resource.map((r) => r.type);
const jobs = [];
const started = Date.now();
for (const [plan, , most, n, wide, rejects] of table('oracle_sets.tsv')) {
    if (only && only !== plan)
        continue;
    for (const [i, { id, store }] of members(held(plan, rejects), +most).entries()) {
        const job = { plan, member: id, store, n };
        if (+n)
            jobs.push({ ...job, name: `${plan}-${i}`, options: [...plain, '--patient'] });
        if (+n && plan === 'synth' && i < 2)
            jobs.push({ ...job, name: `${plan}-${i}-stamped`, options: [...stamped, '--patient'] });
        if (+wide && i === 0)
            jobs.push({ ...job, name: `${plan}-directory`, options: [...plain, ...directory], n: wide });
    }
}
const tokens = new Set(jobs.map(({ plan, member }) => `${plan} ${member}`)).size;
check(only || tokens >= MEMBERS, `${tokens} members, ${MEMBERS} are asked for`);
console.log(`${jobs.length} jobs of ${tokens} members, prepared in ${Date.now() - started} ms`);

const times = [];
await Promise.all(Array.from({ length: os.availableParallelism() }, async () => {
    for (let job; (job = jobs.shift());) {
        const t = Date.now();
        await one(job).catch((e) => bad(`${job.name}: ${String(e.stderr || e).slice(-400)}`));
        times.push(`${Date.now() - t} ms ${job.name}`);
    }
}));
if (process.env.V)
    console.log(JSON.stringify({ ...forms, bares, ...byType }) + '\n' + times.join('\n'));
for (const [f, least] of Object.entries(FORMS))
    check(only || forms[f] >= least, `only ${forms[f]} searches with ${f}`);
for (const type of searched)
    check(only || byType[type], `no search of ${type}, which a guide lists`);
check(only || bares > 0, 'no include by its name alone');
check(only || asked.size >= SEARCHES, `${asked.size} searches, ${SEARCHES} are asked for`);
for (const p of problems.slice(0, +(process.env.SHOW || 40)))
    console.log('FAILED ' + p);
console.log(`${asked.size} searches by GET and by POST (${open} answers with resources that R4 leaves open), ${Date.now() - started} ms`);
console.log(`${passed} passed, ${problems.length} failed, 0 skipped`);
process.exitCode = problems.length ? 1 : 0;

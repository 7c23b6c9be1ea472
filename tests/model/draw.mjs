// What the model is asked about: members, their records and a directory, invented from a seed; grants; and searches whose values mostly stand in
// the data, so that answers are neither all nor nothing. Few codes, few days and near numbers, because what is equal or touches is where engines err.
import { base, directory, elements, fold, owner, params } from './evaluate.mjs';

// mulberry32: the same seed, the same choices.
export function chance(seed) {
    let a = seed >>> 0;
    const next = () => {
        a = (a + 0x6d2b79f5) >>> 0;
        let t = Math.imul(a ^ (a >>> 15), a | 1);
        t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
        return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
    const below = (n) => Math.floor(next() * n);
    return { below, pick: (list) => list[below(list.length)], odds: (percent) => next() * 100 < percent };
}

const members = ['ann', 'bob', 'cyd'];
const loinc = 'http://loinc.org';
const ucum = 'http://unitsofmeasure.org';
const kinds = 'http://terminology.hl7.org/CodeSystem/v2-0203';
const words = {
    family: ['Smith', 'SMITHERS', 'Núñez', 'Nunez', 'Weiß', 'Weiss', "O'Neil", 'Smith, Jr.', 'de la Cruz'],
    given: ['Ann', 'Anna', 'Zoë', 'Zoe', 'Bob', 'A.'],
    city: ['Springfield', 'St. Paul, MN', 'saint paul', 'Springs'],
    code: ['8302-2', '29463-7', 'abc', 'ABC', 'a|b', 'x,y'],
    system: [loinc, 'http://snomed.info/sct', 'urn:oid:1.2.3'],
    status: ['final', 'active', 'amended', 'Final'],
    number: [5, 5.4, 5.45, 5.35, 5.5, 54, 60, 100, 95, 105, 0.3, 0.35, 7.3, 7.35, -1, 0],
};
const instants = ['2019-12-31', '2020-01-01', '2021-06-15', '2023-02-28', '2023-03-01', '2024-02-29', '2024-03-31', '2024-11-03', '2025-01-01'];

// How each type is made. maybe(f): not always; some(f): a list of one or two.
function maker(r, ids) {
    const maybe = (f, percent = 65) => (r.odds(percent) ? f() : undefined);
    const some = (f) => Array.from({ length: 1 + r.below(2) }, f);
    const word = (kind) => () => r.pick(words[kind]);
    const flag = () => r.odds(50);
    const none = () => undefined;
    const choice = (...rows) => { const [key, f] = r.pick(rows); return { [key]: f() }; };

    const date = () => r.pick(instants).slice(0, r.pick([4, 7, 10, 10, 10]));
    const zone = () => r.pick(['Z', 'Z', '-05:00', '+05:30']);
    const moment = () => (flag() ? date() : `${r.pick(instants)}T${r.pick(['00:00', '12:30', '23:59'])}:${r.pick(['00', '59', '30.5', '30.125'])}${zone()}`);
    const instant = () => `${r.pick(instants)}T${r.pick(['00:00:00', '23:59:59.999'])}${zone()}`;
    const period = () => {
        const [start, end] = [moment(), moment()].sort();
        return r.pick([{ start, end }, { start, end }, { start, end }, { start }, { end }]);
    };
    const timing = () => r.pick([{ event: [date(), moment()] }, { repeat: { boundsPeriod: period() } }]);

    const coding = () => ({ system: maybe(word('system'), 80), code: maybe(word('code'), 95), display: maybe(word('city'), 30) });
    const codings = () => ({ coding: some(coding) });
    const concept = () => r.pick([codings, codings, () => ({ ...codings(), text: word('city')() }), () => ({ text: word('given')() })])();
    const kind = () => ({ coding: [{ system: kinds, code: r.pick(['MR', 'MB']) }], text: maybe(word('city'), 40) });
    const identifier = () => ({ system: maybe(word('system'), 80), value: word('code')(), type: maybe(kind, 40) });
    const ref = (...of) => () => {
        const type = r.pick(of);
        const name = `${type}/${r.odds(8) ? 'nowhere' : r.pick(ids[type])}`;
        const here = { reference: name };
        const others = [{ reference: `${base}/${name}` }, { ...here, identifier: identifier() }, { reference: `https://other.example/fhir/${name}` }];
        return r.pick([here, here, here, ...others, { identifier: identifier() }, { display: 'x' }]);
    };
    const subject = (id) => {
        const here = { reference: `Patient/${id}` };
        return r.pick([here, here, { reference: `${base}/Patient/${id}` }, { ...here, identifier: identifier() }]);
    };
    const number = word('number');
    const comparator = () => r.pick(['<', '<=', '>', '>=']);
    const kilos = { system: ucum, code: 'kg', unit: 'kg' };
    const units = [kilos, { system: ucum, code: 'g', unit: 'grams' }, { unit: 'kg' }, {}];
    const amount = () => ({ value: number(), ...r.pick(units), comparator: maybe(comparator, 15) });
    const range = () => r.pick([{ low: { value: number() } }, { high: { value: number() } }, { low: { value: 5 }, high: { value: 60 } }]);

    const place = () => ({
        use: maybe(() => r.pick(['home', 'work'])), line: some(word('family')), city: maybe(word('city'), 80), state: maybe(() => r.pick(['MN', 'mn', 'IL'])),
        postalCode: maybe(() => r.pick(['55101', '55102-1234'])), country: maybe(() => 'US'),
    });
    const name = () => ({
        family: maybe(word('family'), 90), given: maybe(() => some(word('given')), 90), text: maybe(word('family'), 20), suffix: maybe(() => ['Jr.'], 10),
    });
    const contact = () => ({ system: r.pick(['phone', 'email', 'fax']), value: r.pick(['555-0100', 'a@b.example', 'A@B.example']), use: 'home' });
    const person = () => ({
        name: maybe(() => some(name), 95), gender: maybe(() => r.pick(['male', 'female'])), telecom: maybe(() => some(contact)), address: maybe(() => some(place), 80),
        active: maybe(flag),
    });
    const meta = () => ({
        profile: maybe(() => some(() => r.pick(['http://hl7.org/a', 'http://hl7.org/a/b', 'http://hl7.org/ab'])), 50), tag: maybe(() => some(coding), 40),
        security: maybe(() => [coding()], 30), source: maybe(() => r.pick(['http://hl7.org/a', 'urn:x']), 30),
    });
    const identifiers = () => ({ meta: maybe(meta, 70), identifier: maybe(() => some(identifier)) });

    const make = {
        Patient: () => ({
            ...person(), birthDate: maybe(date, 90), communication: maybe(() => [{ language: concept() }]),
            ...choice(['deceasedDateTime', moment], ['deceasedBoolean', flag], ['x', none]),
            generalPractitioner: maybe(() => some(ref('Practitioner', 'Organization'))), managingOrganization: maybe(ref('Organization')),
        }),
        Observation: (of) => ({
            subject: subject(of), status: word('status')(), code: concept(), category: maybe(() => some(concept)), encounter: maybe(ref('Encounter')),
            ...choice(['effectiveDateTime', moment], ['effectivePeriod', period], ['effectiveInstant', instant], ['effectiveTiming', timing], ['x', none]),
            issued: maybe(instant),
            ...choice(['valueQuantity', amount], ['valueQuantity', amount], ['valueCodeableConcept', concept], ['valueString', word('city')],
                ['valueDateTime', moment], ['valuePeriod', period], ['x', none]),
            component: maybe(() => some(() => ({ code: concept(), valueQuantity: maybe(amount) })), 40),
            performer: maybe(() => some(ref('Practitioner', 'Organization', 'PractitionerRole', 'Patient'))),
            hasMember: maybe(() => some(ref('Observation')), 30), focus: maybe(() => [ref('Condition', 'Encounter')()], 20),
        }),
        Condition: (of) => ({
            subject: subject(of), code: maybe(concept, 90), category: maybe(() => some(concept)), clinicalStatus: maybe(concept), severity: maybe(concept, 30),
            ...choice(['onsetDateTime', moment], ['onsetPeriod', period], ['onsetAge', amount], ['onsetRange', range], ['onsetString', word('city')], ['x', none]),
            recordedDate: maybe(moment), encounter: maybe(ref('Encounter')), asserter: maybe(ref('Practitioner', 'Patient')),
            evidence: maybe(() => [{ detail: some(ref('Observation')) }], 30),
        }),
        Encounter: (of) => ({
            subject: subject(of), status: word('status')(), class: coding(), type: maybe(() => some(concept)), period: maybe(period, 80), length: maybe(amount, 40),
            participant: maybe(() => some(() => ({ individual: ref('Practitioner', 'PractitionerRole')() }))), serviceProvider: maybe(ref('Organization')),
            partOf: maybe(ref('Encounter'), 30), reasonCode: maybe(() => some(concept)), diagnosis: maybe(() => [{ condition: ref('Condition')() }], 40),
        }),
        ExplanationOfBenefit: (of) => ({
            patient: subject(of), status: word('status')(), use: r.pick(['claim', 'preauthorization']), type: concept(), created: maybe(moment, 90),
            disposition: maybe(word('city')), billablePeriod: maybe(period), insurer: maybe(ref('Organization')),
            provider: maybe(ref('Practitioner', 'Organization', 'PractitionerRole')),
            careTeam: maybe(() => some(() => ({ provider: ref('Practitioner', 'Organization')() }))),
            item: maybe(() => some(() => ({ ...choice(['servicedDate', date], ['servicedPeriod', period]), encounter: maybe(() => [ref('Encounter')()]) }))),
        }),
        MedicationRequest: (of) => ({
            subject: subject(of), status: word('status')(), intent: word('status')(), medicationCodeableConcept: concept(), category: maybe(() => [concept()]),
            authoredOn: maybe(moment, 80), encounter: maybe(ref('Encounter')), requester: maybe(ref('Practitioner', 'Organization', 'Patient')),
            dosageInstruction: maybe(() => some(() => ({ timing: { event: some(moment) } }))),
        }),
        RiskAssessment: (of) => ({
            subject: subject(of), ...choice(['occurrenceDateTime', moment], ['occurrencePeriod', period], ['x', none]), encounter: maybe(ref('Encounter')),
            condition: maybe(ref('Condition')),
            prediction: maybe(() => some(() => ({ ...choice(['probabilityDecimal', number], ['probabilityRange', range]), qualitativeRisk: maybe(concept) })), 90),
        }),
        Practitioner: () => ({ ...person(), communication: maybe(() => [concept()]) }),
        PractitionerRole: () => ({
            active: maybe(flag), period: maybe(period), code: maybe(() => some(concept)), specialty: maybe(() => some(concept)), telecom: maybe(() => some(contact)),
            practitioner: maybe(ref('Practitioner'), 90), organization: maybe(ref('Organization'), 80),
        }),
        Organization: () => ({
            active: maybe(flag), name: maybe(word('city'), 90), alias: maybe(() => some(word('family')), 40), type: maybe(() => some(concept)),
            partOf: maybe(ref('Organization'), 40), address: maybe(() => some(place)),
        }),
    };
    return (type, id, of) => JSON.parse(JSON.stringify({ resourceType: type, id, ...identifiers(), ...make[type](of), x: undefined }));
}

const types = Object.keys(params);
const shared = { Practitioner: 16, PractitionerRole: 16, Organization: 10 };
const each = { Observation: 30, Condition: 14, Encounter: 12, ExplanationOfBenefit: 14, MedicationRequest: 12, RiskAssessment: 8 };
const start = Date.UTC(2026, 0, 1);
const hour = 3600000;
// Bits that no kind of label.def has, and so no codings in meta.security.
const label = (r) => (r.odds(60) ? 0n : 1n << BigInt(r.pick([24, 25, 26, 27, 30])) | (r.odds(30) ? 1n << 24n : 0n));

// Three batches, some hours apart: all, then some again as others, some deleted, some of one member now another's; then a few of these once more.
export function drawWorld(seed) {
    const r = chance(seed);
    const ids = { Patient: members };
    const list = members.map((id) => ['Patient', id, id]);
    for (const [type, n] of Object.entries(shared)) ids[type] = Array.from({ length: n }, (_, i) => `${type.slice(0, 3).toLowerCase()}${i}`);
    for (const [type, n] of Object.entries(each)) ids[type] = Array.from({ length: n * 3 }, (_, i) => `${type.slice(0, 3).toLowerCase()}-${i}`);
    for (const type of Object.keys(shared)) ids[type].forEach((id) => list.push([type, id, null]));
    for (const type of Object.keys(each)) ids[type].forEach((id, i) => list.push([type, id, members[i % 3]]));
    const make = maker(r, ids);
    const rows = new Map();
    const batches = [0, 1, 2].map((n) => {
        const at = start + n * 7 * hour;
        const batch = { at, put: [], drop: [] };
        for (const [type, id, of] of list) {
            const key = `${type}/${id}`;
            if (n > 0 && !r.odds(8)) continue;
            if (n > 0 && type !== 'Patient' && r.odds(25)) {
                batch.drop.push(key);
                rows.delete(key);
                continue;
            }
            const resource = make(type, id, n > 0 && of && r.odds(20) ? r.pick(members) : of);
            const drawn = label(r);
            const labels = type === 'Patient' || directory.includes(type) ? 0n : drawn; // these have none
            batch.put.push({ labels: String(labels), text: JSON.stringify(resource) });
            rows.set(key, { type, id, resource, labels, updated: at, owner: owner(resource) });
        }
        return batch;
    });
    return { rows: [...rows.values()], now: start + 24 * hour, batches };
}

// ---- searches --------------------------------------------------------------------------------------------------------------------------------

const escaped = (s) => String(s).replace(/[,|$\\]/g, '\\$&');
function tokenForms({ system, code }, r) {
    const whole = `${system ?? ''}|${code}`;
    return r.pick([code, code, whole, whole, `|${code}`, `${system ?? loinc}|`, code.toUpperCase(), `http://nobody.example|${code}`]);
}

// A value for the parameter, as it stands in the resource of some row.
function value(world, r, type, p, modifier, mine) {
    if (modifier === 'missing') return r.pick(['true', 'false']);
    if (r.odds(2)) return r.pick(['', 'xx2020', '2023-13-40', '|', 'a|b|c|d', 'no such thing', 'a$b$c']);
    const row = r.pick(mine) ?? r.pick(world.rows);
    const el = p.kind === 'id' ? row.id : r.pick(elements(row.resource, p));
    if (p.kind === 'composite') return p.parts.map((part) => valueOf(r, part, undefined, row, el && r.pick(elements(el, part)))).join('$');
    return valueOf(r, p, modifier, row, el);
}
function valueOf(r, p, modifier, row, el) {
    const prefix = () => r.pick(['', '', '', 'eq', 'ne', 'gt', 'lt', 'ge', 'le', 'sa', 'eb', 'ap']);
    switch (p.kind) {
    case 'id': return r.odds(80) ? el : r.pick(['nowhere', ...members]);
    case 'exists': return r.pick(['true', 'false', '|true', 'http://nobody.example|false']);
    case 'date': {
        const found = JSON.stringify(el ?? '').match(/\d{4}-[-\dT:.+Z]*|\d{4}(?=")/g);
        const texts = p.code === '_lastUpdated' ? [new Date(row.updated).toISOString(), '2026-01-01'] : found;
        const text = r.pick(r.odds(70) && texts ? texts : instants);
        return prefix() + (r.odds(30) ? text.slice(0, r.pick([4, 7, 10])) : text);
    }
    case 'number': case 'quantity': {
        const n = r.odds(70) ? (el?.value ?? el?.low?.value ?? el?.high?.value ?? (typeof el === 'number' ? el : 5)) : r.pick(words.number);
        const text = r.pick([String(n), String(n), Number(n).toFixed(1), Number(n).toFixed(2), `${n}e0`, `${Math.round(n / 10)}e1`]);
        const unit = r.pick(['', '', `|${el?.system ?? ucum}|${el?.code ?? 'kg'}`, `||${el?.unit ?? 'kg'}`, `|${ucum}|mg`, '||g']);
        return prefix() + text + (p.kind === 'quantity' ? unit : '');
    }
    case 'string': {
        const all = typeof el === 'string' ? [el] : el ? Object.values(el).flat() : [];
        const text = r.pick(all.length ? all : words.city);
        return escaped(r.pick([text, text.slice(0, 1 + r.below(text.length)), fold(text), text.slice(r.below(text.length)), text.toUpperCase()]));
    }
    case 'uri': return r.pick([el ?? 'http://hl7.org/a', 'http://hl7.org', 'http://hl7.org/a', 'http://hl7.org/a/b/c', 'urn:x']);
    case 'reference': {
        if (modifier === 'identifier') return tokenForms({ system: el?.identifier?.system, code: escaped(el?.identifier?.value ?? 'abc') }, r);
        const text = el?.reference ?? `Practitioner/${r.pick(['pra0', 'pra1'])}`;
        const tail = text.split('/').slice(-2);
        return r.pick([text, tail.join('/'), tail[1], tail[1], `${base}/${tail.join('/')}`, `https://other.example/fhir/${tail.join('/')}`]);
    }
    default: {
        if (modifier === 'text') return escaped(r.pick(words.city).slice(0, 1 + r.below(9)));
        const of = el?.coding ? r.pick(el.coding) : el;
        const code = typeof of === 'object' ? of.code ?? of.value : of;
        const found = { system: of?.system, code: escaped(code ?? 'abc') };
        if (modifier === 'of-type') return `${kinds}|${r.pick(['MR', 'MB'])}|${found.code}`;
        return tokenForms(found, r);
    }
    }
}

const modifiersOf = {
    token: ['not', 'not', 'missing', 'of-type'], id: ['not', 'missing'], string: ['exact', 'contains', 'missing'], uri: ['above', 'below', 'missing'],
    reference: ['missing', 'identifier', 'Patient', 'Practitioner', 'Encounter', 'Group'], exists: ['not', 'missing'],
};

// Reference parameters that lead from the type, or from any to it.
const isRef = (p) => p.kind === 'reference';
const forward = (type) => Object.values(params[type]).filter(isRef).map((p) => [type, p]);
const back = (type) => types.flatMap((t) => forward(t)).filter(([, p]) => !p.targets || p.targets.includes(type));

// A chain or _has, and what is asked at its other end; undefined where none leads.
function chained(world, r, reach, type, deep) {
    const reverse = r.odds(40);
    const [source, p] = r.pick((reverse ? back : forward)(type).filter(([, one]) => one.targets?.some((t) => params[t]))) ?? [];
    if (!p) return undefined;
    const to = reverse ? source : r.pick(p.targets.filter((t) => params[t]));
    const [name, text] = parameter(world, r, reach, to, deep - 1);
    if (reverse) return [`_has:${source}:${p.code}:${name}`, text];
    return [`${p.code}${p.targets.length > 1 || r.odds(60) ? `:${to}` : ''}.${name}`, text];
}
function parameter(world, r, reach, type, deep) {
    const chain = deep > 0 && r.odds(8) ? chained(world, r, reach, type, deep) : undefined;
    if (chain) return chain;
    const mine = world.rows.filter((row) => row.type === type && (row.owner === null || row.owner === reach.patient || r.odds(10)));
    const code = r.odds(12) && params[type].patient ? 'patient' : r.pick(Object.keys(params[type]));
    const p = params[type][code];
    if (['patient', 'subject'].includes(code) && r.odds(85)) {
        const id = reach.patient || r.pick(members);
        return [code, r.pick([id, `Patient/${id}`, `${base}/Patient/${id}`])];
    }
    if (r.odds(1)) return [r.pick(['nosuch', `${code}:nosuch`]), 'x'];
    const text = p.kind === 'token' && r.odds(directory.includes(type) ? 10 : 1) ? 'text' : undefined;
    const modifier = text ?? (r.odds(25) ? r.pick(modifiersOf[p.kind] ?? ['missing']) : undefined);
    const count = r.odds(modifier === 'missing' ? 5 : 25) ? 2 + r.below(2) : 1;
    const values = Array.from({ length: count }, () => value(world, r, type, p, modifier, mine));
    return [modifier ? `${code}:${modifier}` : code, values.join(',')];
}

// "category=…" of what stands in the type's rows, escaped as a scope may be.
function granular(world, r, type) {
    const codings = world.rows.filter((row) => row.type === type).flatMap((row) => elements(row.resource, params[type].category))
        .flatMap((c) => c.coding ?? []).filter((c) => /^[\w-]+$/.test(c.code ?? ''));
    const one = () => { const c = r.pick(codings) ?? { code: 'abc' }; return r.pick([`${c.system ?? ''}|${c.code}`, c.code, `${c.system ?? loinc}|`]); };
    const values = () => Array.from({ length: 1 + r.below(4) }, one).join(',');
    const written = (text) => (r.odds(30) ? text.replaceAll('|', '%7C') : text);
    return Array.from({ length: r.odds(85) ? 1 : 2 }, () => `category=${written(values())}`).join('&');
}
const filtered = types.filter((t) => params[t].category);

function drawReach(world, r) {
    const scopes = r.odds(55) ? [{ type: '', read: r.odds(80), search: true }]
        : types.filter(() => r.odds(60)).map((type) => ({ type, read: r.odds(60), search: r.odds(80) }));
    if (r.odds(25)) {
        const part = filtered.filter(() => r.odds(75));
        const wide = scopes.flatMap((s) => (s.type ? [s] : types.map((type) => ({ ...s, type }))));
        const kept = wide.filter((s) => !part.includes(s.type) || r.odds(10));
        const parts = part.flatMap((type) => Array.from({ length: 1 + r.below(2) }, () => ({ type, read: r.odds(70), search: r.odds(92), query: granular(world, r, type) })));
        scopes.splice(0, scopes.length, ...kept, ...parts);
    }
    const day = () => Date.parse(r.pick(instants)) + r.pick([0, 0, -1, 1, 12 * hour]);
    return { patient: r.odds(95) ? r.pick(members) : '', scopes, me: r.odds(20), withheld: String(r.odds(50) ? label(r) | label(r) : 0n),
        from: r.odds(50) ? day() : undefined, to: r.odds(10) ? day() : undefined };
}

export function drawCase(world, r) {
    const reach = drawReach(world, r);
    const type = r.odds(30) ? 'Observation' : r.pick(types);
    const query = Array.from({ length: r.pick([0, 1, 1, 1, 2, 2, 3]) }, () => parameter(world, r, reach, type, 2));
    for (let n = r.odds(25) ? 1 + r.below(2) : 0; n > 0; n--) {
        const reverse = r.odds(50);
        const [source, p] = r.pick((reverse ? back : forward)(type)) ?? [];
        if (!p) continue;
        const kind = r.odds(20) && p.targets ? `:${r.pick(p.targets)}` : '';
        query.push([`_${reverse ? 'rev' : ''}include${r.odds(25) ? ':iterate' : ''}`, `${source}:${r.odds(8) ? '*' : p.code}${kind}`]);
    }
    const sortable = Object.values(params[type]).filter((p) => ['id', 'date', 'string', 'number', 'quantity'].includes(p.kind));
    if (r.odds(20)) query.push(['_sort', (r.odds(50) ? '-' : '') + r.pick(sortable).code]);
    if (r.odds(60)) query.push(['_count', String(r.pick([0, 1, 3, 7, 1000]))]);
    if (r.odds(10)) query.push(['_total', r.pick(['accurate', 'none'])]);
    return { type, reach, params: query, now: world.now };
}

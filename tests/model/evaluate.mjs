// The naive evaluator: what a search finds, decided again from the specification and not from the engine. It reads resources as JSON by the few
// element paths below, holds every resource against every question, keeps no keys, index, list or hash, and counts with exact decimals. A row
// is found when a scope allows to search its type, or the part of it with one of these categories (S7), it is the member's own or the directory's,
// has no label that is withheld, its clinical date meets the range, and every parameter holds. draw.mjs invents data and questions, page.mjs says what a page is.

export const base = 'https://plan.example/demo/fhir';
// kind path|path > types that a reference may name; "x[x]" is any choice, "telecom[phone]" those of that system. Of a composite the elements
// ("." is the resource) and the two parts in each, path:kind.
const each = (kind, names, path = (n) => n) => Object.fromEntries(names.split(' ').map((n) => [n, `${kind} ${path(n)}`]));
const address = { ...each('string', 'address'), ...each('string', 'address-city address-state address-country', (n) => n.replace('-', '.')),
    'address-postalcode': 'string address.postalCode', 'address-use': 'token address.use' };
const telecom = { ...each('token', 'telecom'), ...each('token', 'email phone', (n) => `telecom[${n}]`) };
const person = { ...each('token', 'identifier active gender'), ...each('string', 'name'), ...each('string', 'family given', (n) => `name.${n}`), ...telecom, ...address };
const about = { patient: 'reference subject > Patient', subject: 'reference subject > Group Patient', identifier: 'token identifier' };
const [people, providers] = ['Patient Practitioner PractitionerRole RelatedPerson', 'Organization Practitioner PractitionerRole'];
const encounter = { encounter: 'reference encounter > Encounter EpisodeOfCare' };
const tables = {
    '*': { _id: 'id', _lastUpdated: 'date', ...each('token', '_tag _security', (n) => `meta.${n.slice(1)}`), ...each('uri', '_profile _source', (n) => `meta.${n.slice(1)}`) },
    Patient: {
        ...person, birthdate: 'date birthDate', 'death-date': 'date deceasedDateTime', deceased: 'exists deceased[x]', language: 'token communication.language',
        'general-practitioner': `reference generalPractitioner > ${providers}`, organization: 'reference managingOrganization > Organization',
    },
    Observation: {
        ...about, subject: 'reference subject > Device Group Location Patient', ...each('token', 'status code category'), date: 'date effective[x]',
        'value-quantity': 'quantity valueQuantity', 'value-concept': 'token valueCodeableConcept', 'value-date': 'date valueDateTime|valuePeriod',
        'value-string': 'string valueString|valueCodeableConcept.text', 'component-code': 'token component.code', 'combo-code': 'token code|component.code',
        'component-value-quantity': 'quantity component.valueQuantity', 'combo-value-quantity': 'quantity valueQuantity|component.valueQuantity',
        'code-value-quantity': 'composite . code:token valueQuantity:quantity', 'code-value-concept': 'composite . code:token valueCodeableConcept:token',
        'combo-code-value-quantity': 'composite .|component code:token valueQuantity:quantity', ...encounter, focus: 'reference focus',
        'component-code-value-quantity': 'composite component code:token valueQuantity:quantity', performer: `reference performer > CareTeam Organization ${people}`,
        'has-member': 'reference hasMember > MolecularSequence Observation QuestionnaireResponse',
    },
    Condition: {
        ...about, ...each('token', 'code category severity'), 'clinical-status': 'token clinicalStatus', 'onset-date': 'date onsetDateTime|onsetPeriod',
        'onset-age': 'quantity onsetAge|onsetRange', 'onset-info': 'string onsetString', 'recorded-date': 'date recordedDate',
        encounter: 'reference encounter > Encounter', asserter: `reference asserter > ${people}`, 'evidence-detail': 'reference evidence.detail',
    },
    Encounter: {
        ...about, ...each('token', 'status class type'), date: 'date period', length: 'quantity length', 'part-of': 'reference partOf > Encounter',
        participant: 'reference participant.individual > Practitioner PractitionerRole RelatedPerson', practitioner: 'reference participant.individual > Practitioner',
        'reason-code': 'token reasonCode', diagnosis: 'reference diagnosis.condition > Condition Procedure', 'service-provider': 'reference serviceProvider > Organization',
    },
    ExplanationOfBenefit: {
        ...each('token', 'identifier status use type'), ...each('date', 'created'), ...each('string', 'disposition'), patient: 'reference patient > Patient',
        'service-date': 'date billablePeriod|item.serviced[x]', 'billable-period-start': 'date billablePeriod.start', insurer: 'reference insurer > Organization',
        'service-start-date': 'date billablePeriod.start|item.servicedDate|item.servicedPeriod.start', provider: `reference provider > ${providers}`,
        encounter: 'reference item.encounter > Encounter', 'care-team': `reference careTeam.provider > ${providers}`,
    },
    MedicationRequest: {
        ...about, ...each('token', 'status intent category'), code: 'token medicationCodeableConcept', authoredon: 'date authoredOn',
        date: 'date dosageInstruction.timing.event', encounter: 'reference encounter > Encounter', requester: `reference requester > Device Organization ${people}`,
    },
    RiskAssessment: {
        ...about, probability: 'number prediction.probabilityDecimal|prediction.probabilityRange', date: 'date occurrenceDateTime',
        risk: 'token prediction.qualitativeRisk', condition: 'reference condition > Condition', ...encounter,
    },
    Practitioner: { ...person, communication: 'token communication' },
    PractitionerRole: {
        ...each('token', 'identifier active specialty'), date: 'date period', role: 'token code', ...telecom,
        practitioner: 'reference practitioner > Practitioner', organization: 'reference organization > Organization',
    },
    Organization: { ...each('token', 'identifier active type'), name: 'string name|alias', partof: 'reference partOf > Organization', ...address },
};
// The clinical date that "how far back" uses: the first of these that is there.
const when = { Observation: 'effective[x] issued', Condition: 'onset[x] recordedDate', Encounter: 'period', ExplanationOfBenefit: 'billablePeriod created',
    MedicationRequest: 'authoredOn', RiskAssessment: 'occurrence[x]' };
export const directory = ['Practitioner', 'PractitionerRole', 'Organization'];

const pathsOf = (text) => text.split('|').map((p) => p.split('.').filter(Boolean));
function param(code, text) {
    const [kind, where, ...more] = text.split(' ');
    const parts = kind === 'composite' && more.map((m) => ({ paths: pathsOf(m.split(':')[0]), kind: m.split(':')[1] }));
    return { code, kind, paths: where ? pathsOf(where) : [], parts, targets: !parts && more.length ? more.slice(1) : undefined };
}
export const params = {};
for (const [type, own] of Object.entries(tables))
    if (type !== '*') params[type] = Object.fromEntries(Object.entries({ ...tables['*'], ...own }).map(([code, text]) => [code, param(code, text)]));

// ---- what stands in a resource -------------------------------------------------------------------------------------------------------
function step(node, name) {
    const [, stem, filter] = name.match(/^([^[]+)(?:\[(\w+)\])?$/);
    if (filter === 'x') return Object.keys(node).filter((k) => k.startsWith(stem) && /^[A-Z]/.test(k.slice(stem.length))).map((k) => node[k]);
    const found = [node[stem]].flat().filter((v) => v !== undefined);
    return filter ? found.filter((v) => v.system === filter) : found;
}
const walk = (node, path) => path.reduce((at, name) => at.flatMap((n) => step(n, name)), [node]);
export const elements = (node, p) => p.paths.flatMap((path) => walk(node, path));

// As [first instant, first after].
function date(text) {
    const m = text.match(/^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?(Z|[+-]\d\d:\d\d)?)?)?)?$/);
    if (!m) return null;
    const [year, month, day, h, min, s] = m.slice(1, 7).map((x) => (x === undefined ? undefined : Number(x)));
    if (month > 12 || month === 0 || day === 0 || day > new Date(Date.UTC(year, month, 0)).getUTCDate() || h > 23 || min > 59 || s > 60) return null;
    if (h === undefined) return [0, 1].map((n) => (!month ? Date.UTC(year + n, 0) : !day ? Date.UTC(year, month - 1 + n) : Date.UTC(year, month - 1, day + n)));
    const zone = m[8] && m[8] !== 'Z' ? Number(`${m[8][0]}1`) * (Number(m[8].slice(1, 3)) * 60 + Number(m[8].slice(4))) : 0;
    const lo = Date.UTC(year, month - 1, day, h, min - zone, s ?? 0, Number((m[7] ?? '').padEnd(3, '0')));
    return [lo, lo + (s === undefined ? 60000 : m[7] ? 10 ** (3 - m[7].length) : 1000)];
}
// A date, Period or Timing; null when it says none.
export function span(v) {
    if (typeof v === 'string') return date(v);
    if (v.start || v.end) return [v.start ? date(v.start)[0] : -Infinity, v.end ? date(v.end)[1] : Infinity];
    const all = [...(v.event ?? []), v.repeat?.boundsPeriod].filter(Boolean).map(span);
    return all.length ? [Math.min(...all.map((r) => r[0])), Math.max(...all.map((r) => r[1]))] : null;
}
export const fold = (s) => s.normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase().toLowerCase();

// R4 search 3.1.1.4.10; plain: a code, boolean or contact, whose system is not written down.
function tokens(v) {
    if (typeof v !== 'object') return [{ plain: true, code: String(v) }];
    if (v.coding) return v.coding;
    if (v.value !== undefined && ['phone', 'email', 'fax'].includes(v.system)) return [{ plain: true, code: v.value }];
    if (v.value !== undefined) return [{ system: v.system, code: v.value, types: (v.type?.coding ?? []).map((c) => `${c.system}|${c.code}`) }];
    return [v];
}
const texts = (v) => [v.text, v.display, v.type?.text, ...(v.coding ?? []).map((c) => c.display)].filter(Boolean);
const parts = ['text', 'family', 'given', 'prefix', 'suffix', 'line', 'city', 'district', 'state', 'postalCode', 'country'];
export const strings = (v) => (typeof v === 'string' ? [v] : parts.flatMap((p) => v[p] ?? []));
// Type/id here, an id alone, or an address that is not ours.
function target(text) {
    const [, type, id] = (text.startsWith(`${base}/`) ? text.slice(base.length + 1) : text).match(/^(?:([A-Z][A-Za-z]+)\/)?([A-Za-z0-9.-]{1,64})$/) ?? [];
    return type ? { type, id } : id === text ? { id } : { url: text };
}
export function refs(resource, p) {
    const all = elements(resource, p).map((v) => ({ ...target(v.reference ?? ''), identifier: v.identifier, of: v.reference?.split('/').at(-2) }));
    return ['patient', 'practitioner'].includes(p.code) ? all.filter((r) => !r.of || r.of === p.targets[0]) : all;
}
const unit = 10n ** 15n; // exact to the fifteenth decimal
function decimal(text) {
    const m = text.match(/^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/);
    if (!m) return null;
    const places = (m[3] ?? '').length - Number(m[4] ?? 0);
    const one = places >= 0 ? unit / 10n ** BigInt(places) : unit * 10n ** BigInt(-places);
    return { n: BigInt(m[1] + m[2] + (m[3] ?? '')) * one, half: one / 2n };
}
// A number, Quantity or Range from lo to hi, null without end.
export function amount(v) {
    const of = (x) => (x === undefined ? null : decimal(String(x)).n);
    if (typeof v === 'number') return { lo: of(v), hi: of(v) };
    if (v.low || v.high) return { lo: of(v.low?.value), hi: of(v.high?.value), ...(v.low ?? v.high) };
    return { lo: v.comparator?.[0] === '<' ? null : of(v.value), hi: v.comparator?.[0] === '>' ? null : of(v.value), ...v };
}

// ---- a value of a parameter, as a question to an element -------------------------------------------------------------------------------
const stop = (status) => { throw { status }; };
// At the separators that no backslash stands before.
const cut = (text, sep) => (text.match(/\\.|[^\\]|\\$/gs) ?? []).reduce((out, c) => (c === sep ? [...out, ''] : [...out.slice(0, -1), out.at(-1) + c]), ['']);
const plain = (s) => s.replace(/\\([,|$\\])/g, '$1');
const prefixed = (text) => text.match(/^(eq|ne|gt|lt|ge|le|sa|eb|ap)?([^a-z].*)$/s)?.slice(1) ?? stop('ST_INVALID');

// R4 search 3.1.1.4.5: what is asked is [lo, hi).
const dateHolds = (prefix = 'eq', [lo, hi], [from, to]) => ({
    eq: lo <= from && to <= hi, ne: !(lo <= from && to <= hi), gt: to > hi, lt: from < lo, ge: to > hi || (lo <= from && to <= hi),
    le: from < lo || (lo <= from && to <= hi), sa: from >= hi, eb: to <= lo, ap: from < hi && to > lo,
})[prefix];
function dateValue(text, modifier, now) {
    const [prefix, rest] = prefixed(text);
    const [lo, hi] = date(rest) ?? stop('ST_INVALID');
    const gap = prefix === 'ap' ? Math.trunc((hi <= now ? now - hi : lo > now ? lo - now : 0) / 10) : 0;
    return (v) => span(v) !== null && dateHolds(prefix, [lo - gap, hi + gap], span(v));
}
function numberHolds(prefix = 'eq', { n, half }, { lo, hi }) {
    const same = lo !== null && hi !== null && lo >= n - half && hi < n + half;
    const near = (n < 0n ? -n : n) / 10n;
    return { eq: same, ne: !same, gt: hi === null || hi > n, lt: lo === null || lo < n, ge: hi === null || hi >= n, le: lo === null || lo <= n,
        sa: lo !== null && lo > n, eb: hi !== null && hi < n, ap: (lo === null || lo <= n + near) && (hi === null || hi >= n - near) }[prefix];
}
function numberValue(text) {
    const [first, ...rest] = cut(text, '|');
    const [prefix, digits] = prefixed(first);
    const want = decimal(digits) ?? stop('ST_INVALID');
    const [system, code] = rest.map(plain);
    const unitHolds = (have) => !code || (system ? have.system === system && have.code === code : [have.code, have.unit].includes(code));
    return (v) => unitHolds(amount(v)) && numberHolds(prefix, want, amount(v));
}
function tokenHolds(want, have) {
    if (want.code && (have.code === undefined || fold(have.code) !== fold(want.code))) return false;
    if (want.type && !have.types?.includes(want.type)) return false;
    if (want.system === undefined) return true;
    if (want.system === '') return have.plain || !have.system;
    return have.plain ? !!want.code : have.system === want.system; // a plain code's system is its binding's: taken at its word
}
function tokenWanted(text, modifier) {
    const p = cut(text, '|').map(plain);
    const ofType = modifier === 'of-type';
    if (ofType ? p.length !== 3 || p.some((x) => !x) : p.length > 2 || p.every((x) => !x)) stop('ST_INVALID');
    return ofType ? { type: `${p[0]}|${p[1]}`, code: p[2] } : p.length === 2 ? { system: p[0], code: p[1] } : { code: p[0] };
}
function tokenValue(text, modifier) {
    if (modifier === 'text') return stringValue(text, modifier);
    const want = tokenWanted(text, modifier);
    return (v) => tokens(v).some((t) => tokenHolds(want, t));
}
function stringValue(text, modifier) {
    const want = modifier === 'exact' ? plain(text) : fold(plain(text));
    const holds = { exact: (s) => s === want, contains: (s) => fold(s).includes(want) }[modifier] ?? ((s) => fold(s).startsWith(want));
    return (v) => (modifier === 'text' ? texts : strings)(v).some(holds);
}
const below = (deep, top) => deep === top || deep.startsWith(top.endsWith('/') ? top : `${top}/`);
const uriValue = (text, modifier) => (v) => ({ above: below(plain(text), v), below: below(v, plain(text)) }[modifier] ?? v === plain(text));
const kinds = { date: dateValue, number: numberValue, quantity: numberValue, token: tokenValue, exists: tokenValue, string: stringValue, uri: uriValue };

// ---- a parameter, as a question to a row -----------------------------------------------------------------------------------------------
function refValue(p, text, modifier) {
    if (modifier === 'identifier') {
        const { system, code } = tokenWanted(text); // of a reference the identifier is compared as it is written
        return (r) => r.identifier && (!code || r.identifier.value === code) && (system === undefined || (r.identifier.system ?? '') === system);
    }
    const want = target(plain(text));
    if (want.url) return (r) => r.url === want.url;
    const type = modifier ?? want.type;
    return (r) => r.id === want.id && r.type && (!type || r.type === type) && (want.type ? r.type === want.type : p.targets?.includes(r.type) ?? true);
}
function compositeValue(p, text, now) {
    const both = cut(text, '$');
    if (both.length !== 2 || both.some((x) => !x)) stop('ST_INVALID');
    const tests = p.parts.map((part, i) => kinds[part.kind](both[i], undefined, now));
    return (v) => p.parts.every((part, i) => elements(v, part).some(tests[i]));
}
// Whether there is anything that the parameter could be asked about.
function present(p, { resource }) {
    if (!p.paths.length || p.kind === 'exists') return true;
    const found = elements(resource, p).filter((v) => p.kind !== 'date' || span(v)).filter((v) => p.kind !== 'string' || strings(v).length);
    if (p.kind === 'reference') return refs(resource, p).length > 0;
    return p.kind === 'composite' ? found.some((v) => p.parts.every((part) => elements(v, part).length)) : found.length > 0;
}
function ask(p, modifier, text, now) {
    if (!text || (modifier === 'missing' ? !/^(true|false)$/.test(text) : p.kind === 'id' && text === '|')) stop('ST_INVALID');
    if (modifier === 'missing') return (row) => String(!present(p, row)) === text;
    if (p.kind === 'id') return (row) => row.id === plain(text.replace(/^\|/, ''));
    const test = p.kind === 'reference' ? refValue(p, text, modifier) : p.kind === 'composite' ? compositeValue(p, text, now) : kinds[p.kind](text, modifier, now);
    if (p.code === '_lastUpdated') return (row) => test(new Date(row.updated).toISOString());
    if (p.kind === 'exists') return (row) => test(elements(row.resource, p).some((v) => v !== false));
    return (row) => (p.kind === 'reference' ? refs : elements)(row.resource, p).some(test);
}
const modifiers = { token: ['not', 'of-type'], exists: ['not', 'of-type'], id: ['not'], string: ['exact', 'contains'], uri: ['above', 'below'], reference: ['identifier'] };
function hasModifier(type, p, m) {
    if (m === 'text') return directory.includes(type) && p.kind === 'token';
    return m === undefined || m === 'missing' || (p.kind === 'reference' && /^[A-Z]/.test(m)) || modifiers[p.kind]?.includes(m);
}
// AUTHORIZATION S25: the name of another member is refused, whoever exists.
function namesAnother(reach, type, p, modifier, text) {
    if (modifier === 'missing' || modifier === 'identifier') return false;
    if (p.kind === 'id') return type === 'Patient' && plain(text.replace(/^\|/, '')) !== reach.patient;
    const want = target(plain(text));
    if (!['patient', 'subject'].includes(p.code) || (want.type ? want.type !== 'Patient' : modifier && modifier !== 'Patient')) return false;
    return !want.id || want.id !== reach.patient;
}
// Throws the status that refuses it.
function term(world, reach, type, name, text) {
    if (name.startsWith('_has:') || name.includes('.')) return chain(world, reach, type, name, text);
    const [code, modifier] = name.split(':');
    const p = params[type][code];
    if (!p || !hasModifier(type, p, modifier)) stop('ST_NOT_SUPPORTED');
    const tests = cut(text, ',').map((v) => ask(p, modifier, v, world.now));
    if (cut(text, ',').some((v) => namesAnother(reach, type, p, modifier, v))) stop('ST_FORBIDDEN');
    return (row) => tests.some((t) => t(row)) !== (modifier === 'not');
}
// What stands at the other end is searched as this caller would (S27).
function chain(world, reach, type, name, text) {
    const [, source, back, ...more] = name.startsWith('_has:') ? name.split(':') : [];
    const [code, only] = name.split('.')[0].split(':');
    const rest = source ? more.join(':') : name.slice(name.indexOf('.') + 1);
    const p = source ? params[source]?.[back] : params[type][code];
    const ends = source ? [source] : only ? [only] : p?.targets ?? Object.keys(params);
    if (p?.kind !== 'reference' || (p.targets && !p.targets.includes(source ? type : only ?? ends[0]))) stop('ST_NOT_SUPPORTED');
    const able = ends.filter((t) => rest.startsWith('_has:') || params[t]?.[rest.split(/[:.]/)[0]]);
    const seen = able.filter((t) => may(reach, t, 'search'));
    if (!seen.length) stop(able.length ? 'ST_SCOPE' : 'ST_NOT_SUPPORTED');
    const found = seen.flatMap((t) => { const holds = term(world, reach, t, rest, text); return visible(world, reach, t).filter((row) => scoped(reach, row, 'search') && holds(row)); });
    const leads = (from, to) => refs(from.resource, p).some((r) => r.type === to.type && r.id === to.id);
    return (row) => found.some((other) => (source ? leads(other, row) : leads(row, other)));
}

// ---- who may see what ------------------------------------------------------------------------------------------------------------------
export const may = (reach, type, how) => reach.scopes.some((s) => (s.type === '' || s.type === type) && s[how]);
const parted = (row, query) => query.split('&').every((q) => cut(decodeURIComponent(q.slice(q.indexOf('=') + 1)), ',').some((v) =>
    elements(row.resource, params[row.type].category).flatMap(tokens).some((t) => tokenHolds(tokenWanted(v), t))));
export const scoped = (reach, row, ...how) => reach.scopes.some((s) => ['', row.type].includes(s.type) && how.some((h) => s[h]) && (!s.query || parted(row, s.query)));
export const owner = (r) => (directory.includes(r.resourceType) ? null : r.resourceType === 'Patient' ? r.id : target((r.subject ?? r.patient).reference).id);
function inRange(reach, r) {
    const first = when[r.resourceType]?.split(' ').map((path) => walk(r, [path]).map(span).filter(Boolean)).find((list) => list.length);
    return !first || first.some(([lo, hi]) => hi > (reach.from ?? -Infinity) && lo < (reach.to ?? Infinity));
}
export const visible = (world, reach, type) => world.rows.filter((row) => row.type === type && (row.owner === null || row.owner === reach.patient) &&
    (row.labels & BigInt(reach.withheld)) === 0n && inRange(reach, row.resource));

// world: { rows, now }; query: [name, value], result parameters among them, which page.mjs looks at.
export function search(world, reach, type, query) {
    try {
        if (!may(reach, type, 'search')) stop('ST_SCOPE');
        const asked = query.filter(([name]) => !/^_(count|include|revinclude|sort)/.test(name));
        const tests = asked.map(([name, text]) => term(world, reach, type, name, text));
        return { status: 'ok', rows: visible(world, reach, type).filter((row) => scoped(reach, row, 'search') && tests.every((t) => t(row))) };
    } catch (e) {
        if (!e.status) throw e;
        return { status: e.status };
    }
}

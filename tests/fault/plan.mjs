// A plan's files for the load test: members with claims and labs, a directory, resources that wait for
// others (Binary, Provenance), ids that come twice, a delete, and lines that cannot be stored. Always
// the same for the same size.
import fs from 'node:fs';
import path from 'node:path';

const ref = (type, id) => ({ reference: `${type}/${id}` });
const concept = (system, code, text) => ({ coding: [{ system, code }], text });
const day = (n) => new Date(Date.UTC(2018, 0, 1) + n * 86400000).toISOString().slice(0, 10);

const patient = (m) => ({
    resourceType: 'Patient',
    id: `p${m}`,
    identifier: [
        {
            type: concept('http://terminology.hl7.org/CodeSystem/v2-0203', 'MB', 'Member'),
            system: 'https://plan.example/members',
            value: `M${100000 + m}`,
        },
    ],
    name: [{ family: `Family${m % 97}`, given: [`Given${m % 89}`] }],
    gender: m % 2 ? 'female' : 'male',
    birthDate: day(-10000 - m),
    address: [{ line: [`${m} Main Street`], city: 'Springfield', postalCode: `0${1000 + (m % 9000)}` }],
});

const claim = (m, k) => ({
    resourceType: 'ExplanationOfBenefit',
    id: `e${m}-${k}`,
    status: 'active',
    type: concept('http://terminology.hl7.org/CodeSystem/claim-type', 'professional', 'Professional'),
    use: 'claim',
    patient: ref('Patient', `p${m}`),
    billablePeriod: { start: day(k * 7), end: day(k * 7 + 1) },
    created: day(k * 7 + 3),
    insurer: ref('Organization', 'o1'),
    provider: ref('Practitioner', `d${m % 50}`),
    outcome: 'complete',
    insurance: [{ focal: true, coverage: ref('Coverage', `c${m}`) }],
    item: Array.from({ length: 8 }, (_, i) => ({
        sequence: i + 1,
        productOrService: concept('http://www.ama-assn.org/go/cpt', `${99000 + ((m + i) % 900)}`, 'A service that was given'),
        servicedDate: day(k * 7),
        quantity: { value: 1 + i },
        adjudication: [
            { category: { text: 'submitted' }, amount: { value: 100.5 + i, currency: 'USD' } },
            { category: { text: 'paidtoprovider' }, amount: { value: 80.25, currency: 'USD' } },
        ],
    })),
    total: [{ category: { text: 'submitted' }, amount: { value: 804.0, currency: 'USD' } }],
});

const lab = (m, k) => ({
    resourceType: 'Observation',
    id: `l${m}-${k}`,
    status: 'final',
    category: [concept('http://terminology.hl7.org/CodeSystem/observation-category', 'laboratory', 'Laboratory')],
    code: concept('http://loinc.org', `${2000 + k}-7`, 'A measurement'),
    subject: ref('Patient', `p${m}`),
    effectiveDateTime: `${day(k * 11)}T10:00:00Z`,
    valueQuantity: { value: 5.5 + k, unit: 'mmol/L', system: 'http://unitsofmeasure.org', code: 'mmol/L' },
});

const letter = (m) => ({
    resourceType: 'DocumentReference',
    id: `r${m}`,
    status: 'current',
    subject: ref('Patient', `p${m}`),
    content: [{ attachment: { contentType: 'text/plain', url: `Binary/b${m}` } }],
});

const coverage = (m) => ({
    resourceType: 'Coverage',
    id: `c${m}`,
    status: 'active',
    subscriberId: `M${100000 + m}`,
    beneficiary: ref('Patient', `p${m}`),
    payor: [ref('Organization', 'o1')],
});

const origin = (m) => ({
    resourceType: 'Provenance',
    id: `v${m}`,
    target: [ref('ExplanationOfBenefit', `e${m}-0`)],
    recorded: '2024-01-01T00:00:00Z',
    agent: [{ who: ref('Organization', 'o1') }],
});

function writer(dir, name) {
    const fd = fs.openSync(path.join(dir, name), 'w');
    let text = '';
    const flush = () => {
        fs.writeSync(fd, text);
        text = '';
    };
    return {
        put(resource) {
            text += (typeof resource === 'string' ? resource : JSON.stringify(resource)) + '\n';
            if (text.length > 1 << 20) flush();
        },
        end() {
            flush();
            fs.closeSync(fd);
        },
    };
}

const CLAIMS = 8;
const LABS = 6;

// How many lines cannot be stored: badLines(members).
export const badLines = (members) => Math.floor((members - 1) / 500) + 1 + Math.floor((members - 1) / 700) + 1;

export function writePlan(dir, members) {
    fs.mkdirSync(dir);
    const files = {};
    const put = (name, r) => (files[name] ??= writer(dir, `${name}.ndjson`)).put(r);
    for (let d = 0; d < 50; d++)
        put('Practitioner', { resourceType: 'Practitioner', id: `d${d}`, name: [{ family: `Doctor${d}` }] });
    put('Organization', { resourceType: 'Organization', id: 'o1', name: 'The plan' });
    for (let m = 0; m < members; m++) {
        put('Patient', patient(m));
        put('Coverage', coverage(m));
        for (let k = 0; k < CLAIMS; k++) put('ExplanationOfBenefit', claim(m, k));
        for (let k = 0; k < LABS; k++) put('Observation', lab(m, k));
        if (m % 10 === 0) {
            put('Binary', { resourceType: 'Binary', id: `b${m}`, contentType: 'text/plain', data: 'aGVsbG8=' });
            put('DocumentReference', letter(m));
            put('Provenance', origin(m));
        }
        if (m % 300 === 0) put('Observation', { ...lab(m, 0), status: 'amended' });
        if (m % 500 === 0) put('Observation', `{"resourceType":"Observation","id":"bad${m}",`);
        if (m % 700 === 0) put('Observation', { ...lab(m, 0), id: `orphan${m}`, subject: undefined });
        if (m % 400 === 0)
            put('Zelete', {
                resourceType: 'Bundle',
                type: 'transaction',
                entry: [{ request: { method: 'DELETE', url: `Observation/l${m}-1` } }],
            });
    }
    for (const f of Object.values(files)) f.end();
    return fs.readdirSync(dir).reduce((n, f) => n + fs.statSync(path.join(dir, f)).size, 0);
}

// A made-up directory as NDJSON: N practitioners with a role each, organizations, locations and endpoints fewer.
// Names, specialties, places are as unevenly spread as real ones: the commonest family name is 0.8 % of
// all, the commonest first name 2 %, the commonest specialty a tenth. The same seed makes the same bytes.
//   node directory.mjs N SEED OUT
import fs from 'node:fs';
import path from 'node:path';

const [count, seed, out] = [Number(process.argv[2]), Number(process.argv[3]), process.argv[4]];
let state = seed >>> 0;
const random = () => { // mulberry32
  state = (state + 0x6d2b79f5) >>> 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};
const below = (n) => Math.floor(random() * n);

// ---- words, and which of them how often ----
const syllables = ['ba', 'ber', 'cal', 'do', 'ed', 'fa', 'gar', 'hol', 'jo', 'kin', 'la', 'mar', 'nor', 'ol', 'per', 'ros', 'sal', 'tur', 'vin', 'wil'];
const ends = ['son', 'man', 'ez', 'ley', 'ton', 'er', 'ski', 'well', 'field', 'ado'];
const common = ['Smith', 'Johnson', 'Williams', 'Brown', 'Jones', 'Garcia', 'Miller', 'Davis', 'Rodriguez', 'Martinez', 'Hernandez', 'Lopez', 'Gonzalez',
  'Wilson', 'Anderson', 'Thomas', 'Taylor', 'Moore', 'Jackson', 'Martin', 'Lee', 'Perez', 'Thompson', 'White', 'Harris', 'Nguyen', 'Patel', 'Kim', 'Chen', 'Nuñez'];
const first = ['James', 'Mary', 'Robert', 'Patricia', 'John', 'Jennifer', 'Michael', 'Linda', 'David', 'Elizabeth', 'William', 'Barbara', 'Richard',
  'Susan', 'Joseph', 'Jessica', 'Thomas', 'Sarah', 'Charles', 'Karen', 'José', 'Anna', 'Wei', 'Priya', 'Ahmed'];
const title = (s) => s[0].toUpperCase() + s.slice(1);
function words(have, n, tails) {
  const list = [...have];
  const seen = new Set(list);
  for (let i = 0; list.length < n; i++) {
    const w = title(syllables[i % 20] + syllables[Math.floor(i / 20) % 20] + tails[Math.floor(i / 400) % tails.length] + (i >= 400 * tails.length ? syllables[Math.floor(i / 4000) % 20] : ''));
    if (!seen.has(w)) { seen.add(w); list.push(w); }
  }
  return list;
}
const families = words(common, 20000, ends);
const givens = words(first, 2000, ['a', 'o', 'ie', 'el', 'yn']);
// zipf: the i-th of n as often as 1 / (i + shift)
function zipf(n, shift) {
  const sum = new Float64Array(n);
  for (let i = 0, s = 0; i < n; i++) sum[i] = s += 1 / (i + shift);
  return () => {
    const at = random() * sum[n - 1];
    let lo = 0;
    for (let hi = n - 1; lo < hi;) { const m = (lo + hi) >> 1; if (sum[m] < at) lo = m + 1; else hi = m; }
    return lo;
  };
}
const family = zipf(families.length, 16);
const given = zipf(givens.length, 10);
const specialty = zipf(240, 2);
const organizations = Math.max(20, Math.floor(count / 200)), locations = Math.max(50, Math.floor(count / 50)), endpoints = Math.max(10, Math.floor(count / 500));
const organization = zipf(organizations, 20);
const location = zipf(locations, 200);
const states = ['CA', 'TX', 'FL', 'NY', 'PA', 'IL', 'OH', 'GA', 'NC', 'MI', 'NJ', 'VA', 'WA', 'AZ', 'MA', 'TN', 'IN', 'MD', 'MO', 'WI', 'CO', 'MN', 'SC', 'AL', 'LA', 'KY', 'OR', 'OK', 'CT', 'UT'];
const stateOf = zipf(states.length, 2);
const cities = words([], 1500, ['ville', 'burg', 'ton', ' City', ' Springs']);
const cityOf = zipf(cities.length, 10);
const code = (i) => (200 + i) + 'X' + String(10000 + i * 37).slice(0, 5) + 'X';
const pad = (n, w) => String(n).padStart(w, '0');

// ---- files ----
fs.mkdirSync(out, { recursive: true });
function file(type, n, make) {
  const fd = fs.openSync(path.join(out, type + '.ndjson'), 'w');
  let lines = [];
  for (let i = 0; i < n; i++) {
    lines.push(JSON.stringify({ resourceType: type, ...make(i) }));
    if (lines.length === 5000 || i === n - 1) { fs.writeSync(fd, lines.join('\n') + '\n'); lines = []; }
  }
  fs.closeSync(fd);
}
const npi = (base, i) => [{ system: 'http://hl7.org/fhir/sid/us-npi', value: String(base + i) }];
const profile = (name) => ({ profile: ['http://hl7.org/fhir/us/core/StructureDefinition/' + name] });
const address = () => ({ line: [`${1 + below(9999)} Main St`], city: cities[cityOf()], state: states[stateOf()], postalCode: pad(below(100000), 5) });

file('Organization', organizations, (i) => ({ id: 'org-' + pad(i, 6), meta: profile('us-core-organization'), identifier: npi(3000000000, i), active: true,
  name: `${cities[cityOf()]} ${['Medical Group', 'Clinic', 'Hospital', 'Health'][below(4)]}`, address: [address()] }));
file('Location', locations, (i) => ({ id: 'loc-' + pad(i, 6), meta: profile('us-core-location'), status: 'active', name: `${cities[cityOf()]} Office ${i}`, address: address(),
  managingOrganization: { reference: 'Organization/org-' + pad(organization(), 6) } }));
file('Endpoint', endpoints, (i) => ({ id: 'end-' + pad(i, 6), status: 'active', connectionType: { system: 'http://terminology.hl7.org/CodeSystem/endpoint-connection-type', code: 'hl7-fhir-rest' },
  payloadType: [{ text: 'any' }], address: `https://ehr${i}.example/fhir` }));
file('Practitioner', count, (i) => {
  const [g, f] = [givens[given()], families[family()]];
  return { id: 'prac-' + pad(i, 8), meta: profile('us-core-practitioner'), identifier: npi(1000000000, i), active: true,
    name: [{ text: `Dr. ${g} ${f}`, family: f, given: [g], prefix: ['Dr.'] }], gender: below(2) ? 'female' : 'male' };
});
file('PractitionerRole', count, (i) => {
  const s = specialty();
  const role = { id: 'role-' + pad(i, 8), meta: profile('us-core-practitionerrole'), active: true, practitioner: { reference: 'Practitioner/prac-' + pad(below(count), 8) },
    organization: { reference: 'Organization/org-' + pad(organization(), 6) },
    code: [{ coding: [{ system: 'http://nucc.org/provider-taxonomy', code: code(s) }] }],
    specialty: [{ coding: [{ system: 'http://nucc.org/provider-taxonomy', code: code(s), display: 'Specialty ' + s }] }],
    location: [{ reference: 'Location/loc-' + pad(location(), 6) }] };
  if (i % 2) role.endpoint = [{ reference: 'Endpoint/end-' + pad(below(endpoints), 6) }];
  return role;
});

// What the profiles of user-access brands ask (AUTHORIZATION B1 to B8), of a running server.
//   node brands.mjs BASE VALIDATOR SAID       SAID: what check-config printed
// The last line is "N passed, N failed, N skipped".
import fs from 'node:fs';

const [base, validator, said] = process.argv.slice(2);
let passed = 0, failed = 0;
const check = (what, ok, got) => {
    if (ok) { passed++; return; }
    failed++;
    console.log(`FAILED ${what}${got === undefined ? '' : `: ${JSON.stringify(got)}`}`);
};
const PROFILE = 'http://hl7.org/fhir/smart-app-launch/StructureDefinition/';
const one = (list, name) => (list || []).filter((x) => x.url === name);

// B1
const reply = await fetch(`${base}/brands`, { headers: { accept: 'application/fhir+json', origin: 'https://inferno.example' } });
check('200', reply.status === 200, reply.status);
check('type', /^application\/fhir\+json/.test(reply.headers.get('content-type')), reply.headers.get('content-type'));
check('origin', reply.headers.get('access-control-allow-origin') === '*');
check('weak tag', /^W\/"/.test(reply.headers.get('etag')), reply.headers.get('etag'));
const text = await reply.text();
const again = await fetch(`${base}/brands`, { headers: { 'if-none-match': reply.headers.get('etag') } });
check('304', again.status === 304, again.status);
const bundle = JSON.parse(text);

// R4, as a whole and each resource by itself.
const valid = async (resource, what) => {
    const body = JSON.stringify({ cliContext: { profiles: [] }, filesToValidate: [{ fileName: 'a.json', fileContent: JSON.stringify(resource) }] });
    const out = await (await fetch(validator, { method: 'POST', body })).json();
    const errors = out.outcomes[0].issues.filter((i) => i.level === 'ERROR' || i.level === 'FATAL');
    check(`${what} is R4`, errors.length === 0, errors.map((e) => `${e.location}: ${e.message}`));
};
await valid(bundle, 'the bundle');

// B2
check('collection', bundle.resourceType === 'Bundle' && bundle.type === 'collection');
check('timestamp', !Number.isNaN(Date.parse(bundle.timestamp)) && bundle.meta.lastUpdated === bundle.timestamp);
check('profile', bundle.meta.profile.includes(`${PROFILE}user-access-brands-bundle`));
check('two plans, not the third', bundle.entry.length === 4, bundle.entry.length);
check('fullUrl', bundle.entry.every((e) => e.fullUrl.startsWith(`${base}/`) && e.fullUrl.endsWith(`/${e.resource.id}`)));
const organizations = bundle.entry.map((e) => e.resource).filter((r) => r.resourceType === 'Organization');
const endpoints = bundle.entry.filter((e) => e.resource.resourceType === 'Endpoint');

for (const o of organizations) {
    await valid(o, o.name);
    // B5
    check('active, ins', o.active === true && o.type[0].coding[0].code === 'ins' && o.meta.profile.includes(`${PROFILE}user-access-brand`));
    check('one web site', o.telecom.length === 1 && o.telecom[0].system === 'url' && /^https:/.test(o.telecom[0].value));
    check('domain', o.identifier.some((i) => i.system === 'urn:ietf:rfc:3986' && i.value === 'https://east.example'));
    check('addresses', o.address.length > 0 && o.address.every((a) => a.country === 'US' && (a.state || a.postalCode)));
    // B3, uab-1
    const refs = o.endpoint.map((e) => e.reference);
    check('endpoints are there', refs.every((r) => endpoints.some((e) => e.fullUrl === r)));
    const portal = one(o.extension, 'http://hl7.org/fhir/StructureDefinition/organization-portal');
    check('one portal', portal.length === 1 && one(portal[0].extension, 'portalName').length === 1);
    check('uab-1', one(portal[0].extension, 'portalEndpoint').every((e) => refs.includes(e.valueReference.reference)));
    check('portal opens', [200, 303].includes((await fetch(one(portal[0].extension, 'portalUrl')[0].valueUrl, { redirect: 'manual' })).status));
    // B8
    for (const brand of one(o.extension, 'http://hl7.org/fhir/StructureDefinition/organization-brand')) {
        const logo = await fetch(one(brand.extension, 'brandLogo')[0].valueUrl);
        check('logo', logo.status === 200 && logo.headers.get('content-type') === 'image/png');
        check('license', one(brand.extension, 'brandLogoLicense').length === 1);
    }
}
for (const { fullUrl, resource: e } of endpoints) {
    await valid(e, e.name);
    // B3, B7
    check('is referred to', organizations.some((o) => o.endpoint.some((r) => r.reference === fullUrl)));
    check('version', one(e.extension, 'http://hl7.org/fhir/StructureDefinition/endpoint-fhir-version')[0].valueCode === '4.0.1');
    check('status, type', e.status === 'active' && e.connectionType.code === 'hl7-fhir-rest' && e.meta.profile.includes(`${PROFILE}user-access-endpoint`));
    check('payload', e.payloadType.length === 1 && e.payloadType[0].coding[0].code === 'none');
    check('developers', e.contact.every((c) => c.system === 'url') && (await fetch(e.contact[0].value)).status === 200);
    // B4
    const metadata = await fetch(`${e.address}/metadata`, { headers: { accept: 'application/fhir+json' } });
    check('it answers', metadata.status === 200 && (await metadata.json()).resourceType === 'CapabilityStatement');
    // B1, B6
    const smart = await (await fetch(`${e.address}/.well-known/smart-configuration`)).json();
    check('bundle is named', smart.user_access_brand_bundle === `${base}/brands`);
    const id = smart.user_access_brand_identifier;
    const same = organizations.flatMap((o) => o.identifier).filter((i) => i.system === id.system && i.value === id.value);
    check('exactly one has the identifier', same.length === 1, same);
}
check('check-config says what is missing', /plan hidden is not in \/brands.*website, states/.test(fs.readFileSync(said, 'utf8')));
console.log(`${passed} passed, ${failed} failed, 0 skipped`);
process.exit(failed ? 1 : 0);

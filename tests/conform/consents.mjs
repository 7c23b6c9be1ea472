// A bundle of consents, as a whole and each by itself.   node consents.mjs FILE VALIDATOR
// The last line is "N passed, N failed, N skipped".
import fs from 'node:fs';

const [file, validator] = process.argv.slice(2);
let passed = 0, failed = 0;
const check = (what, ok, got) => {
    if (ok) passed++;
    else { failed++; console.log(`FAILED ${what}: ${JSON.stringify(got)}`); }
};
const errorsOf = async (resource) => {
    const body = JSON.stringify({ cliContext: { profiles: [] }, filesToValidate: [{ fileName: 'a.json', fileContent: JSON.stringify(resource) }] });
    const out = await (await fetch(validator, { method: 'POST', body })).json();
    return out.outcomes[0].issues.filter((i) => i.level === 'ERROR' || i.level === 'FATAL').map((e) => `${e.location}: ${e.message}`);
};
const valid = async (resource, what) => { const errors = await errorsOf(resource); check(`${what} is R4`, errors.length === 0, errors); };
const bundle = JSON.parse(fs.readFileSync(file, 'utf8'));
await valid(bundle, 'the bundle');
for (const { resource } of bundle.entry) await valid(resource, `version ${resource.meta.versionId}`);
const broken = structuredClone(bundle.entry[0].resource);
delete broken.status;
check('the validator refuses one without a status', (await errorsOf(broken)).length > 0);
console.log(`${passed} passed, ${failed} failed, 0 skipped`);
process.exit(failed > 0 ? 1 : 0);

// Validates each line of a file against the type it says it is. Prints each new error once.
// usage: node audit_validate.mjs URL FILE
import { readFileSync } from 'node:fs';

const [url, file] = process.argv.slice(2);
const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
const subtypes = new Set(lines.map((line) => JSON.parse(line).subtype[0].code));
const told = new Set();
let passed = 0;
let failed = 0;

for (const line of lines) {
  const reply = await fetch(url, { method: 'POST', body: JSON.stringify({
    filesToValidate: [{ fileName: 'event.json', fileContent: line }] }) });
  const { outcomes } = await reply.json();
  const errors = outcomes.flatMap(({ issues }) => issues).filter(({ level }) => level === 'ERROR' || level === 'FATAL')
    .map((issue) => `${issue.message} (${issue.location})`);
  if (errors.length) failed += 1;
  else passed += 1;
  for (const error of errors.filter((e) => !told.has(e))) {
    told.add(error);
    console.log(`FAILED ${error}: ${line}`);
  }
}
console.log(`kinds: ${[...subtypes].sort().join(' ')}`);
if (subtypes.size < 10) {
  failed += 1;
  console.log('FAILED: too few kinds of events to say anything');
}
console.log(`${passed} passed, ${failed} failed, 0 skipped`);
process.exit(failed ? 1 : 0);

// Validates a synthetic plan: each resource against the profiles in its meta, at most SAMPLE of a list of
// profiles, spread over the file. Prints each new error once and "N passed, N failed, N skipped".
// usage: node synth_validate.mjs URL DIR KNOWN.tsv SAMPLE
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [url, dir, knownPath, sample] = process.argv.slice(2);
const known = readFileSync(knownPath, 'utf8').split('\n')
  .filter((line) => line && !line.startsWith('#'))
  .map((line) => {
    const [pattern, reason] = line.split('\t');
    if (!reason) throw new Error(`${knownPath}: no reason for ${pattern}`);
    return { pattern: new RegExp(pattern), reason, met: 0 };
  });

/** Lines by the profiles they claim, so that each profile is tried however few its lines are. */
function byProfiles() {
  const lists = new Map();
  for (const name of readdirSync(dir).filter((file) => file.endsWith('.ndjson')).sort()) {
    for (const line of readFileSync(join(dir, name), 'utf8').split('\n').filter(Boolean)) {
      const { resourceType, id, meta } = JSON.parse(line);
      const key = meta?.profile?.join(' ') || '';
      if (!key) throw new Error(`${resourceType}/${id} names no profile`);
      if (!lists.has(key)) lists.set(key, []);
      lists.get(key).push({ name: `${resourceType}/${id}`, line });
    }
  }
  return lists;
}

/** Every k-th, the first and the last among them. */
function pick(list, n) {
  if (list.length <= n) return list;
  return Array.from({ length: n }, (_, i) => list[Math.round((i * (list.length - 1)) / (n - 1))]);
}

async function errorsOf(line, profiles) {
  const reply = await fetch(url, { method: 'POST', body: JSON.stringify({
    cliContext: { profiles }, filesToValidate: [{ fileName: 'resource.json', fileContent: line }] }) });
  const { outcomes } = await reply.json();
  return outcomes.flatMap((outcome) => outcome.issues)
    .filter((issue) => issue.level === 'ERROR' || issue.level === 'FATAL')
    .map((issue) => `${issue.message} (${issue.location})`);
}

let passed = 0;
let failed = 0;
const told = new Set();
for (const [key, list] of byProfiles()) {
  const profiles = key.split(' ');
  const chosen = pick(list, Number(sample));
  for (const { name, line } of chosen) {
    const errors = (await errorsOf(line, profiles)).filter((error) => {
      const row = known.find(({ pattern }) => pattern.test(error));
      if (row) row.met += 1;
      return !row;
    });
    if (errors.length) failed += 1;
    else passed += 1;
    for (const error of errors.filter((e) => !told.has(e))) {
      told.add(error);
      console.log(`FAILED ${name}: ${error}`);
    }
  }
  console.log(`${chosen.length} of ${list.length}: ${key}`);
}
for (const { pattern, reason, met } of known) {
  console.log(`${met ? 'known fault' : 'FAILED: no fault any more'}, ${met} times: ${pattern.source}: ${reason}`);
  if (!met) failed += 1;
}
console.log(`${passed} passed, ${failed} failed, 0 skipped`);
process.exit(failed ? 1 : 0);

// Holds our answers to the public test kits, {smart_app_launch,onc_g10}.tsv, against the list of the kits' tests that
// tools/kit_ids.mjs read from their sources, kit_ids.tsv.
//   node tests/conform/kits.mjs [ROOT]
//   node tests/conform/kits.mjs --now FILE WORD     rows that waited for WORD in FILE say pass
//   node tests/conform/kits.mjs --self-test
// Each id of the list has one row: id, what it asks, "pass" or "not", our test, why not. A pass names a test of ours
// that asserts something and is never skipped; a not says why. "[until FILE WORD] …" is a not that ends when FILE has WORD: from then on
// the row has to say pass, and the test, which it names already, loses its line that skips it.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { allTests } from '../../tools/trace.mjs';

const KITS = ['smart_app_launch', 'onc_g10'];
const lines = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : '').split('\n').filter((line) => line && !line.startsWith('#'));
const holds = (path, word) => existsSync(path) && readFileSync(path, 'utf8').includes(word);

export function hold(root) {
  const wrong = [];
  const counts = {};
  const tests = new Map(allTests(root).map((test) => [test.name, test]));
  const ids = lines(join(root, 'tests/conform/kit_ids.tsv')).map((line) => line.split('\t'));
  for (const kit of KITS) {
    const wanted = new Set(ids.filter(([of]) => of === kit).map(([, id]) => id));
    const seen = new Set();
    counts[kit] = { pass: 0, not: 0 };
    if (!wanted.size) wrong.push(`kit_ids.tsv has no test of ${kit}`);
    for (const line of lines(join(root, `tests/conform/${kit}.tsv`))) {
      const [id, asks, answer, test, why] = line.split('\t');
      const at = `${kit}.tsv: ${id}`;
      if (!wanted.has(id)) wrong.push(`${at} is none of the kit's tests`);
      if (seen.has(id)) wrong.push(`${at} is there twice`);
      seen.add(id);
      if (!asks) wrong.push(`${at} does not say what it asks`);
      if (!(answer in counts[kit])) {
        wrong.push(`${at} is neither pass nor not`);
        continue;
      }
      counts[kit][answer] += 1;
      if (test && !tests.has(test)) wrong.push(`${at} names a test that there is not: ${test}`);
      else if (test && !tests.get(test).asserts.length) wrong.push(`${at} names a test that asserts nothing: ${test}`);
      if (answer === 'pass' && tests.get(test)?.optional) wrong.push(`${at} names a test that may be skipped: ${test}`);
      const [, file, word] = /^\[until (\S+) (\S+)\] ./.exec(why || '') || [];
      if (answer === 'pass' && (!test || why)) wrong.push(`${at} passes ${test ? 'and says why not' : 'and names no test'}`);
      if (answer === 'not' && !why) wrong.push(`${at} does not say why not`);
      if (file && !test) wrong.push(`${at} waits, and names no test`);
      if (file && holds(join(root, file), word)) wrong.push(`${at}: ${file} has ${word}, so it has to pass`);
    }
    for (const id of wanted) if (!seen.has(id)) wrong.push(`${kit}.tsv has no ${id}`);
  }
  return { wrong, counts, ids };
}

// ---- that each of these can fail ------------------------------------------------------------------------

const good = {
  'tests/conform/kit_ids.tsv': '# x 1 c\nsmart_app_launch\ta-b\nsmart_app_launch\ta-c\nonc_g10\td-e\n',
  'tests/conform/smart_app_launch.tsv': '# x\na-b\tone\tpass\tx__y\na-c\ttwo\tnot\t\tno\n',
  'tests/conform/onc_g10.tsv': 'd-e\tthree\tnot\tx__y\t[until src/a.c thing] later\n',
  'tests/unit/a/test_a.c': 'TEST(x__y)\n{\n    CHECK(x);\n}\nTEST(x__z)\n{\n    x();\n}\n',
  'src/a.c': 'no\n',
};

function selfTest() {
  const smart = 'tests/conform/smart_app_launch.tsv';
  const g10 = 'tests/conform/onc_g10.tsv';
  const cases = [['', {}],
    ['has no a-c', { [smart]: 'a-b\tone\tpass\tx__y\n' }],
    ['is there twice', { [smart]: `${good[smart]}a-b\tone\tpass\tx__y\n` }],
    ["none of the kit's", { [smart]: `${good[smart]}a-d\tone\tpass\tx__y\n` }],
    ['does not say what', { [smart]: 'a-b\t\tpass\tx__y\na-c\ttwo\tnot\t\tno\n' }],
    ['neither pass nor not', { [smart]: 'a-b\tone\tperhaps\tx__y\na-c\ttwo\tnot\t\tno\n' }],
    ['that there is not', { [smart]: 'a-b\tone\tpass\tx__none\na-c\ttwo\tnot\t\tno\n' }],
    ['may be skipped', { [smart]: 'a-b\tone\tpass\tsome\na-c\ttwo\tnot\t\tno\n',
      'tests/e2e/a.mjs': "test('some', () => {\n  if (x) skip('no x');\n  assert(1);\n});\n" }],
    ['asserts nothing', { [smart]: 'a-b\tone\tpass\tx__z\na-c\ttwo\tnot\t\tno\n' }],
    ['names no test', { [smart]: 'a-b\tone\tpass\na-c\ttwo\tnot\t\tno\n' }],
    ['says why not', { [smart]: 'a-b\tone\tpass\tx__y\tno\na-c\ttwo\tnot\t\tno\n' }],
    ['does not say why', { [smart]: 'a-b\tone\tpass\tx__y\na-c\ttwo\tnot\n' }],
    ['waits, and names', { [g10]: 'd-e\tthree\tnot\t\t[until src/a.c thing] later\n' }],
    ['has to pass', { 'src/a.c': 'a thing\n' }],
    ['has no test of onc_g10', { 'tests/conform/kit_ids.tsv': 'smart_app_launch\ta-b\nsmart_app_launch\ta-c\n', [g10]: '' }],
  ];
  let failed = 0;
  for (const [want, change] of cases) {
    const root = mkdtempSync(join(tmpdir(), 'postern-kits.'));
    for (const [path, text] of Object.entries({ ...good, ...change })) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    const { wrong } = hold(root);
    rmSync(root, { recursive: true });
    if (want ? wrong.some((text) => text.includes(want)) : !wrong.length) continue;
    failed += 1;
    console.log(`FAILED  expected "${want}", got: ${wrong.join(' | ') || 'nothing'}`);
  }
  console.log(`${cases.length - failed} passed, ${failed} failed, 0 skipped`);
  return failed ? 1 : 0;
}

if (process.argv[2] === '--now') {
  const [file, word] = process.argv.slice(3);
  for (const kit of KITS) {
    const path = `tests/conform/${kit}.tsv`;
    writeFileSync(path, readFileSync(path, 'utf8').replace(/\tnot\t([^\t\n]+)\t\[until (\S+) (\S+)\] .*$/gm,
      (row, test, f, w) => (f === file && w === word ? `\tpass\t${test}` : row)));
  }
}
if (process.argv[2] === '--self-test') process.exit(selfTest());
const { wrong, counts, ids } = hold(process.argv[2]?.startsWith('--') ? '.' : process.argv[2] || '.');
for (const text of wrong) console.log(`FAILED  ${text}`);
for (const kit of KITS) console.log(`${kit}: ${counts[kit].pass} pass, ${counts[kit].not} not, of ${ids.filter(([of]) => of === kit).length}`);
console.log(`${Math.max(ids.length - wrong.length, 0)} passed, ${wrong.length} failed, 0 skipped`);
process.exit(wrong.length ? 1 : 0);

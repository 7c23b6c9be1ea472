// Which test proves which requirement: requirement -> test -> assertion.
//   node tools/trace.mjs [ROOT]              prints it all; fails as --check does
//   node tools/trace.mjs --check [ROOT]      prints what is wrong and the counts alone
//   node tools/trace.mjs --now               takes out of reasons.tsv each "none" that has a test now
//   node tools/trace.mjs --self-test
//
// The requirements are the rows of tests/trace/requirements.tsv (id, tag, what it asks): those of AUTHORIZATION
// sections 1 to 6, those of 7 that are proved so far, C1 to C14, R1, R6, R8, R17 and R18, and as "threat N" the rows of section 11 about them. With
// $SHARED at hand the list is held against the specification. A test names what it proves in a comment right
// above it: "T16, threat 18", "A8 to A11". What is a test:
//   .c      TEST(name) and BOTH(name); in tests/wall an attack_… of sweep.c
//   .flow   the steps below a comment up to the next comment (a file's first comment is its title)
//   .mjs    test('name', …)
//   .sh     a function self_test
// tests/trace/reasons.tsv (id, kind, reason) says why something has no test ("none"), or what of it the tests that
// name it leave out ("part"). A test that may be skipped (it calls skip, named or listed) proves nothing yet. A requirement needs one or the other; "none" and a test contradict each other, and so
// do "part" and no test.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';

const ASSERTS = {
  c: /\b(CHECK\w*|FAIL|check_\w+|winners)\(/,
  wall: /\b(wall_report|each_param|expect_\w+|ask\w*|read_hers|takes_as_long)\(/, // each puts answers before the judge
  flow: /^expect /,
  mjs: /\b(assert\b|expect\w*\(|check\w*\(|lives\()/,
  sh: /^\s*expect /,
};

function files(dir, wanted) {
  if (!existsSync(dir)) return [];
  return readdirSync(dir, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1)).flatMap((e) => {
    const path = join(dir, e.name);
    return e.isDirectory() ? files(path, wanted) : wanted.test(e.name) ? [path] : [];
  });
}

const table = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : '').split('\n')
  .map((text, i) => ({ line: i + 1, cells: text.split('\t') })).filter(({ cells: [id] }) => id && !id.startsWith('#'));

/** The ids that a comment names. */
export function idsOf(comment) {
  const ids = [];
  for (const [, a, b] of comment.matchAll(/\b([DASTOBCRM]\d{1,2})\b(?: to ([DASTOBCRM]\d{1,2})\b)?/g)) {
    const end = b && b[0] === a[0] ? Number(b.slice(1)) : Number(a.slice(1));
    for (let n = Number(a.slice(1)); n <= end; n += 1) ids.push(a[0] + n);
  }
  for (const [, list] of comment.matchAll(/\b[Tt]hreats? ((?:\d+(?: to \d+)?(?:, | and )?)+)/g)) {
    for (const [, a, b] of list.matchAll(/(\d+)(?: to (\d+))?/g)) {
      for (let n = Number(a); n <= Number(b || a); n += 1) ids.push(`threat ${n}`);
    }
  }
  return [...new Set(ids)];
}

/** The comment that ends on the line before `at`, as one text. */
function commentAbove(lines, at) {
  let i = at - 1;
  if (/\*\/\s*$/.test(lines[i] || '')) {
    const text = [];
    for (; i >= 0; i -= 1) {
      text.unshift(lines[i]);
      if (lines[i].includes('/*')) break;
    }
    return text.join(' ').replace(/\s+\*?\s*/g, ' ');
  }
  const text = [];
  for (; i >= 0 && /^\s*(\/\/|#)/.test(lines[i]); i -= 1) text.unshift(lines[i].replace(/^\s*(\/\/|#) ?/, ''));
  return text.join(' ');
}

const starts = {
  c: [/^(?:TEST|BOTH)\((\w+)\)/, /^static void (attack_\w+)\(/],
  mjs: [/^\s*test\((?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|`([^`$]*)`)/],
  sh: [/^(self_test)\(\) \{/],
};

/** [{file, line, name, comment, asserts: [[line, text]]}] of a file. */
export function testsOf(path, text) {
  const kind = path.split('.').pop();
  const lines = text.split('\n');
  const found = [];
  if (kind === 'flow') {
    let test = null;
    let title = true;
    lines.forEach((line, i) => {
      if (line.startsWith('#')) {
        if (i === 0 || !lines[i - 1].startsWith('#')) {
          if (title) {
            title = false;
            test = null;
          } else {
            test = { line: i + 1, comment: '', asserts: [], name: `${basename(path)}:${i + 1}` };
            found.push(test);
          }
        }
        if (test) test.comment += ` ${line.slice(1)}`;
      } else if (test && ASSERTS.flow.test(line)) test.asserts.push([i + 1, line.trim()]);
    });
    return found;
  }
  lines.forEach((line, i) => {
    const [, ...names] = starts[kind].map((re) => re.exec(line)).find(Boolean) || [];
    if (!names.length) return;
    const indent = /^\s*/.exec(line)[0];
    const asserts = ASSERTS[/^tests\/wall\/|\/tests\/wall\//.test(path) ? 'wall' : kind];
    const test = { line: i + 1, name: names.find((n) => n !== undefined).replace(/\\(.)/g, '$1'), comment: commentAbove(lines, i), asserts: [], optional: false };
    for (let j = i + 1; j < lines.length && !new RegExp(`^${indent}}`).test(lines[j]); j += 1) {
      if (asserts.test(lines[j])) test.asserts.push([j + 1, lines[j].trim()]);
      test.optional ||= kind === 'mjs' && /\b(skip|named|listed)\(/.test(lines[j]);
    }
    found.push(test);
  });
  return found;
}

export function allTests(root) {
  const paths = [...files(join(root, 'tests'), /\.(c|flow|mjs|sh)$/), ...files(join(root, 'tools'), /^check_\w+\.sh$/)]
    .filter((path) => !path.endsWith('.c') || /^tests\/(unit|wall)\//.test(relative(root, path)));
  return paths.flatMap((path) => testsOf(path, readFileSync(path, 'utf8')).map((t) => ({ ...t, file: relative(root, path) })));
}

/** {id: tag} as the specification has them: numbered lines of sections 1 to 6, some of 9 and 10, threats. */
function specified(text) {
  const list = new Map();
  let section = 0;
  for (const line of text.split('\n')) {
    section = Number(/^## (\d+)\./.exec(line)?.[1] ?? section);
    const [, id, tag] = /^([A-Z]\d+) \[([ISPO])\]/.exec(line) || [];
    if (id && (section <= 7 || /^(C(\d|1[0-4])|R(1|6|8|17|18))$/.test(id))) list.set(id, tag);
    const [, threat] = (section === 11 && /^\| (\d+) \|/.exec(line)) || [];
    if (threat) list.set(`threat ${threat}`, 'threat');
  }
  return list;
}

const words = (text) => text.toLowerCase().match(/[a-z0-9_./:-]+/g) || [];

/** Nine words in a row are a sentence that was carried over. */
function copied(text, spec) {
  const mine = words(text);
  const theirs = ` ${words(spec).join(' ')} `;
  for (let i = 0; i + 9 <= mine.length; i += 1) if (theirs.includes(` ${mine.slice(i, i + 9).join(' ')} `)) return mine.slice(i, i + 9).join(' ');
  return '';
}

/** {wrong: [texts], rows: [{id, tag, asks, tests, reason}]} */
export function trace(root, shared) {
  const wrong = [];
  const rows = [];
  const byId = new Map();
  for (const { line, cells: [id, tag, asks] } of table(join(root, 'tests/trace/requirements.tsv'))) {
    if (!asks || !/^[ISPO]$|^threat$/.test(tag)) wrong.push(`requirements.tsv:${line}: not id, tag, words`);
    if (byId.has(id)) wrong.push(`requirements.tsv:${line}: ${id} is there twice`);
    const row = { id, tag, asks: asks || '', tests: [], reason: null };
    byId.set(id, row);
    rows.push(row);
  }
  for (const test of allTests(root)) {
    for (const id of idsOf(test.comment)) {
      const row = byId.get(id);
      if (row && !test.optional) {
        row.tests.push(test);
        if (!test.asserts.length) wrong.push(`${test.file}:${test.line}: ${test.name} names ${id} and asserts nothing`);
      } else if (!row && /^[DASTOB]\d/.test(id)) {
        wrong.push(`${test.file}:${test.line}: ${test.name} names ${id}, which is no requirement`);
      }
    }
  }
  for (const { line, cells: [id, kind, reason] } of table(join(root, 'tests/trace/reasons.tsv'))) {
    const row = byId.get(id);
    const at = `reasons.tsv:${line}: ${id}`;
    if (!row) wrong.push(`${at} is no requirement`);
    else if (row.reason) wrong.push(`${at} is there twice`);
    else if (!['none', 'part'].includes(kind) || !reason) wrong.push(`${at}: not id, none or part, reason`);
    else if (kind === 'none' && row.tests.length) wrong.push(`${at} has a test now: ${row.tests[0].file} ${row.tests[0].name}`);
    else if (kind === 'part' && !row.tests.length) wrong.push(`${at} says "part" and there is no test`);
    if (row && !row.reason) row.reason = { kind, text: reason || '' };
  }
  for (const row of rows) if (!row.tests.length && !row.reason) wrong.push(`${row.id} has neither a test nor a reason: ${row.asks}`);
  if (!rows.length) wrong.push('requirements.tsv: there is nothing in it');
  const spec = shared && join(shared, 'spec/AUTHORIZATION.md');
  if (spec && existsSync(spec)) {
    const text = readFileSync(spec, 'utf8');
    const asked = specified(text);
    for (const [id, tag] of asked) {
      if (/^M/.test(id) && !byId.has(id)) continue; // section 7: those that have a test so far
      if (tag !== 'threat' && byId.get(id)?.tag !== tag) wrong.push(`requirements.tsv: ${id} [${tag}] of the specification is missing or has another tag`);
    }
    for (const row of rows) {
      if (!asked.has(row.id)) wrong.push(`requirements.tsv: the specification has no ${row.id}`);
      const same = copied(row.asks, text);
      if (same) wrong.push(`requirements.tsv: ${row.id} is not in our own words: "${same}"`);
    }
  }
  return { wrong, rows };
}

function report(root, shared, quiet) {
  const { wrong, rows } = trace(root, shared);
  if (!quiet) {
    for (const { id, tag, asks, tests, reason } of rows) {
      console.log(`${id}${tag === 'threat' ? '' : ` [${tag}]`}  ${asks}`);
      for (const test of tests) {
        console.log(`    ${test.file}: ${test.name}`);
        for (const [line, text] of test.asserts) console.log(`        ${line}: ${text.slice(0, 110)}`);
      }
      if (reason) console.log(`    ${reason.kind === 'part' ? 'not proved' : 'no test'}: ${reason.text}`);
    }
    console.log('');
  }
  for (const text of wrong) console.log(`FAILED  ${text}`);
  const have = (test) => rows.filter(test).length;
  console.log(`${rows.length} requirements and threats: ${have((r) => r.tests.length && !r.reason)} with tests, ${
    have((r) => r.tests.length && r.reason)} with tests for a part and a reason for the rest, ${
    have((r) => !r.tests.length && r.reason)} with a reason, ${have((r) => !r.tests.length && !r.reason)} with neither`);
  console.log(`${Math.max(rows.length - wrong.length, 0)} passed, ${wrong.length} failed, 0 skipped`);
  return wrong.length ? 1 : 0;
}

// ---- that each of these can fail ------------------------------------------------------------------------

const good = {
  'tests/trace/requirements.tsv': 'T1\tS\tone\nT2\tI\ttwo\nT3\tO\tthree\nthreat 4\tthreat\tfour\n',
  'tests/trace/reasons.tsv': '# id\nT3\tnone\tlater\nT2\tpart\thalf\n',
  'tests/unit/a/test_a.c': '/* T1, threat 4. */\nTEST(a__b)\n{\n    CHECK(x);\n}\n',
  'tests/flow/a.flow': '# T3 in a title.\nget /\nexpect 200\n# T2\nget /\nexpect 200\n',
};

function made(change) {
  const root = mkdtempSync(join(tmpdir(), 'postern-trace.'));
  for (const [path, text] of Object.entries({ ...good, ...change })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

function selfTest() {
  const spec = '## 4. X\nT1 [S] a\nT2 [I] b\nT3 [O] c\n## 9.\nX1 [S] d\n## 11.\n| 4 | e |\n';
  const reasons = good['tests/trace/reasons.tsv'];
  const cases = [
    ['', {}], ['', { 'shared/spec/AUTHORIZATION.md': spec }],
    ['T2 has neither', { 'tests/trace/reasons.tsv': 'T3\tnone\tlater\n', 'tests/flow/a.flow': '' }],
    ['T3 has a test now', { 'tests/e2e/a.mjs': "// T3\ntest('x', () => {\n  assert(1);\n});\n" }],
    ['T2 has neither', { 'tests/trace/reasons.tsv': 'T3\tnone\tlater\n', 'tests/flow/a.flow': '',
      'tests/e2e/a.mjs': "// T2\ntest('x', () => {\n  if (y) skip('no y');\n  assert(1);\n});\n" }],
    ['asserts nothing', { 'tests/unit/a/test_a.c': '/* T1, threat 4. */\nTEST(a__b)\n{\n    x();\n}\n' }],
    ['asserts nothing', { 'tests/flow/a.flow': '# Title.\nget /\n\n# T2\nget /\n# Other\nexpect 200\n' }],
    ['"part" and there is no test', { 'tests/flow/a.flow': '# Title.\n' }],
    ['which is no requirement', { 'tests/unit/a/test_b.c': '/* T99 */\nBOTH(a__c)\n{\n    CHECK(x);\n}\n' }],
    ['T9 is no requirement', { 'tests/trace/reasons.tsv': `${reasons}T9\tnone\tx\n` }],
    ['is there twice', { 'tests/trace/reasons.tsv': `${reasons}T3\tnone\tx\n` }],
    ['none or part, reason', { 'tests/trace/reasons.tsv': 'T3\tperhaps\tx\nT2\tpart\thalf\n' }],
    ['none or part, reason', { 'tests/trace/reasons.tsv': 'T3\tnone\t\nT2\tpart\thalf\n' }],
    ['missing or has another tag', { 'shared/spec/AUTHORIZATION.md': `${spec.replace('T3 [O]', 'T3 [S]')}` }],
    ['missing or has another tag', { 'shared/spec/AUTHORIZATION.md': `${spec.replace('T3', 'D1 [S] x\nT3')}` }],
    ['has no threat 4', { 'shared/spec/AUTHORIZATION.md': spec.replace('| 4', '| 5') }],
    ['not in our own words', { 'shared/spec/AUTHORIZATION.md': `${spec}one two three four five six seven eight nine`,
      'tests/trace/requirements.tsv': good['tests/trace/requirements.tsv'].replace('one', 'so one two three four five six seven eight nine') }],
    ['nothing in it', { 'tests/trace/requirements.tsv': '', 'tests/trace/reasons.tsv': '', 'tests/flow/a.flow': '', 'tests/unit/a/test_a.c': '' }],
  ];
  let failed = 0;
  for (const [want, change] of cases) {
    const root = made(change);
    const { wrong } = trace(root, join(root, 'shared'));
    rmSync(root, { recursive: true });
    if (want ? wrong.some((text) => text.includes(want)) : !wrong.length) continue;
    failed += 1;
    console.log(`FAILED  expected "${want}", got: ${wrong.join(' | ') || 'nothing'}`);
  }
  const parsed = [['A3, A8 to A10, threats 4, 10 and 11: x', 'A3 A8 A9 A10 threat 4 threat 10 threat 11'], ['R4 of HL7 and S256', 'R4'],
    ['Threat 59, M29', 'M29 threat 59'], ['threats 25 to 27', 'threat 25 threat 26 threat 27']];
  for (const [text, want] of parsed) {
    if (idsOf(text).join(' ') === want) continue;
    failed += 1;
    console.log(`FAILED  ${text}: ${idsOf(text).join(' ')}`);
  }
  console.log(`${cases.length + parsed.length - failed} passed, ${failed} failed, 0 skipped`);
  return failed ? 1 : 0;
}

if (process.argv[1] && import.meta.url.endsWith(basename(process.argv[1]))) {
  const args = process.argv.slice(2);
  if (args.includes('--self-test')) process.exit(selfTest());
  if (args.includes('--now')) {
    const proved = new Set(trace('.', '').rows.filter((row) => row.tests.length).map((row) => row.id));
    const path = 'tests/trace/reasons.tsv';
    writeFileSync(path, readFileSync(path, 'utf8').split('\n').filter((line) => {
      const [id, kind] = line.split('\t');
      return kind !== 'none' || !proved.has(id);
    }).join('\n'));
  }
  const root = args.find((arg) => !arg.startsWith('--')) || '.';
  process.exit(report(root, process.env.SHARED || join(root, '../shared'), args.includes('--check')));
}

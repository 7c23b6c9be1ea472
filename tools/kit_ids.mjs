// Reads the ids of the public test kits' tests from checkouts of them, which are no part of this project:
//   node tools/kit_ids.mjs SMART_APP_LAUNCH_TEST_KIT ONC_CERTIFICATION_G10_TEST_KIT >tests/conform/kit_ids.tsv
// Each argument is a git repository (with or without a work tree); what HEAD names is read. The list holds what
// they are called and where they came from, nothing else of theirs; tests/conform/kits.mjs holds our answers
// against it.
//
// The SMART kit has no list of its own, so its suites are followed through the Ruby that builds them: groups and
// tests by `from:`, classes by inheritance, children that are replaced. Ids are those that the kit runs them by:
// suite-group-test. The g10 kit numbers its tests in a file; of that the groups about authorization are taken.
import { execFileSync } from 'node:child_process';

const git = (repo, ...args) => execFileSync('git', ['-C', repo, ...args], { encoding: 'utf8', maxBuffer: 1 << 28 });
const show = (repo, path) => git(repo, 'show', `HEAD:${path}`);
const head = (repo) => git(repo, 'rev-parse', 'HEAD').trim();
const version = (repo, path) => /VERSION = '([^']+)'/.exec(show(repo, path))[1];

// ---- the SMART kit ---------------------------------------------------------------------------------------

const indentOf = (line) => /^ */.exec(line)[0].length;

/** The lines of a statement that begins at `at`: itself, what is indented more, and its `end`. */
function statement(lines, at) {
  const indent = indentOf(lines[at]);
  let end = at + 1;
  while (end < lines.length && (!lines[end].trim() || indentOf(lines[end]) > indent)) end += 1;
  if (/^\s*(end|\)|})\b/.test(lines[end] || '')) end += 1;
  return lines.slice(at, end);
}

const idIn = (text) => /(?:^|[\s,(])id:?\s+:?['"]?(\w+)/.exec(text)?.[1];

/** Statements at `indent` of a body, as steps that build a list of children. */
function stepsOf(lines, indent) {
  const steps = [];
  for (let i = 0; i < lines.length; i += 1) {
    if (indentOf(lines[i]) !== indent || !lines[i].trim()) continue;
    const whole = statement(lines, i);
    const text = whole.join('\n');
    const [, kind, from] = /^\s*(test|group)\b(?: from: :?['"]?(\w+))?/.exec(lines[i]) || [];
    if (/^\s*id\s/.test(lines[i])) steps.push({ id: idIn(` ${lines[i].trim()}`) });
    else if (kind && from) {
      const inner = whole.slice(1).filter((line) => indentOf(line) === indent + 2 && /^\s*id\s/.test(line)).map((line) => idIn(` ${line.trim()}`))[0];
      const named = /\n?\s*(?:,|^)\s*id: :?['"]?(\w+)/.exec(whole.filter((line, n) => !n || indentOf(line) <= indent + 6).join('\n'))?.[1];
      steps.push({ kind, from, named: inner || named, body: whole });
    } else if (kind && /\bdo\b/.test(lines[i])) {
      const body = whole.slice(1, -1);
      steps.push({ kind, own: kind === 'group' ? stepsOf(body, indent + 2) : null,
        named: body.filter((line) => indentOf(line) === indent + 2 && /^\s*id\s/.test(line)).map((line) => idIn(` ${line.trim()}`))[0] });
    } else if (/^\s*\w+_index = children\.find_index/.test(lines[i])) {
      const ends = /end_with\? '(\w+)'/.exec(text)?.[1];
      if (!ends) throw new Error(`not understood: ${text}`);
      steps.push({ find: ends });
    } else if (/^\s*children\[\w+\] = children\.pop/.test(lines[i])) steps.push({ pop: true });
    else if (/^\s*children\[\w+\]\.id\(/.test(lines[i])) steps.push({ rename: /id\(:?'?(\w+)/.exec(lines[i])[1] });
    else if (/^\s*(remove_test|reorder|children\b)/.test(lines[i])) throw new Error(`not understood: ${lines[i]}`);
  }
  return steps;
}

function smartClasses(repo) {
  const byClass = new Map();
  const paths = git(repo, 'ls-tree', '-r', '--name-only', 'HEAD').split('\n')
    .filter((path) => /^lib\/smart_app_launch\/[^/]+\.rb$/.test(path));
  for (const path of paths) {
    const lines = show(repo, path).split('\n');
    lines.forEach((line, i) => {
      const [, name, parent] = /^ {2}class (\w+) < ([\w:]+)/.exec(line) || [];
      if (name) byClass.set(name, { name, parent, steps: stepsOf(statement(lines, i).slice(1), 4) });
    });
  }
  return byClass;
}

class Kit {
  constructor(byClass) {
    this.byClass = byClass;
    // A group and a test may go by the same id.
    this.byId = new Map([...byClass.values()].map((c) => [`${this.isTest(c.name) ? 'test' : 'group'} ${c.steps.find((s) => s.id)?.id}`, c]));
  }

  isTest(name) {
    for (let c = this.byClass.get(name); c; c = this.byClass.get(c.parent)) if (!this.byClass.has(c.parent)) return /Test$/.test(c.parent);
    return false;
  }

  /** The tree of a class: {id, children} or a test, {id}. */
  build(name) {
    const { parent, steps } = this.byClass.get(name);
    const base = this.byClass.has(parent) ? this.build(parent) : { id: undefined, children: [], isTest: this.isTest(name) };
    return this.apply(base, steps);
  }

  apply(base, steps) {
    const made = { ...base, children: [...base.children] };
    let found = -1;
    for (const step of steps) {
      const number = String(made.children.filter((c) => c.isTest).length + 1).padStart(2, '0');
      const groups = String(made.children.filter((c) => !c.isTest).length + 1).padStart(2, '0');
      if (step.id) made.id = step.id;
      else if (step.from) {
        const target = this.byId.get(`${step.kind} ${step.from}`);
        // A test of another library is a leaf that goes by the name it is given here.
        const child = target ? this.build(target.name) : { id: step.from, children: [], isTest: step.kind === 'test' };
        const inner = step.kind === 'group' ? this.apply(child, stepsOf(step.body.slice(1), indentOf(step.body[0]) + 2).filter((s) => s.kind)) : child;
        made.children.push({ ...inner, id: step.named || child.id });
      } else if (step.kind === 'test') made.children.push({ id: step.named || `Test${number}`, children: [], isTest: true });
      else if (step.kind === 'group') made.children.push({ ...this.apply({ children: [] }, step.own), id: step.named || `Group${groups}` });
      else if (step.find) found = made.children.findIndex((c) => c.id.endsWith(step.find));
      else if (step.pop) made.children[found] = made.children.pop();
      else if (step.rename) made.children[found] = { ...made.children[found], id: step.rename };
    }
    return made;
  }
}

const leaves = (node, path) => (node.isTest ? [path] : node.children.flatMap((c) => leaves(c, `${path}-${c.id}`)));

function smartIds(repo) {
  const kit = new Kit(smartClasses(repo));
  return ['smart', 'smart_stu2', 'smart_stu2_2', 'smart_access_brands'].flatMap((suite) => {
    const found = leaves(kit.build(kit.byId.get(`group ${suite}`).name), suite);
    if (!found.length) throw new Error(`no test in ${suite}`);
    return found;
  });
}

// ---- the g10 kit -----------------------------------------------------------------------------------------

const G10_MAP = 'lib/onc_certification_g10_test_kit/g10_certification_suite_short_id_map.yml';

function g10Ids(repo) {
  const short = new Map([...show(repo, G10_MAP).replace(/^\? (\S+)\n: /gm, '$1: ').matchAll(/^(\S+): '?([\d.]+)'?$/gm)].map(([, id, n]) => [id, n]));
  const groups = new Set([...short.keys()].map((id) => id.replace(/-[^-]*$/, '')));
  return [...short].filter(([id, n]) => !groups.has(id) && /^([1239]|[78]\.1)\./.test(n)).map(([id]) => id);
}

const [smart, g10] = process.argv.slice(2);
if (!g10) {
  console.error('usage: node tools/kit_ids.mjs SMART_APP_LAUNCH_TEST_KIT ONC_CERTIFICATION_G10_TEST_KIT');
  process.exit(2);
}
console.log(`# smart_app_launch ${version(smart, 'lib/smart_app_launch/version.rb')} ${head(smart)}`);
console.log(`# onc_g10 ${version(g10, 'lib/onc_certification_g10_test_kit/version.rb')} ${head(g10)}`);
for (const id of smartIds(smart)) console.log(`smart_app_launch\t${id}`);
for (const id of g10Ids(g10)) console.log(`onc_g10\t${id}`);

// What a screen reader has of a page: Chromium's accessibility tree, as text to read, and what would sound
// wrong in it, one line each.
import { strict as assert } from 'node:assert';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const landmarks = ['banner', 'main', 'contentinfo'];
const controls = new Set(['link', 'button', 'textbox', 'checkbox', 'radio', 'combobox', 'DisclosureTriangle']);
const plain = new Set(['StaticText', 'LineBreak', 'link', 'strong', 'emphasis', 'code']);
const unsaid = new Set(['InlineTextBox', 'ListMarker', 'LabelText', 'Legend']); // said with what they belong to
const made = new Set(['cell', 'columnheader', 'row', 'rowheader', 'term']); // their names are what is in them
const vague = /^(here|click here|more|link|read more|this|aquí|haga clic aquí|más|enlace|leer más)\W*$/i;

/** The pages whose words are kept in tests/e2e/heard: the way of somebody who comes the first time, and her account. */
export const toldPages = ['first-page', 'register', 'register-errors', 'register-no-match', 'email', 'email-error', 'code', 'code-wrong',
  'choose-member', 'choose-member-error', 'sensitive', 'review', 'account', 'account-in-detail', 'change', 'disconnect', 'disconnected', 'delete'];

async function axTree(page) {
  const cdp = await page.context().newCDPSession(page);
  const { nodes } = await cdp.send('Accessibility.getFullAXTree');
  await cdp.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const read = (node) => {
    const kids = (node.childIds || []).map((id) => byId.get(id)).filter(Boolean).map(read).flat();
    const role = node.role?.value;
    if (node.ignored || role === 'generic' || role === 'none') return kids;
    const props = Object.fromEntries((node.properties || []).map((p) => [p.name, p.value.value]));
    return [{ role, name: node.name?.value || '', says: node.description?.value?.trim() || '', props, kids }];
  };
  return read(nodes[0])[0];
}

const all = (node) => [node, ...node.kids.flatMap(all)];

const sentence = (node) => {
  if (node.role === 'StaticText') return node.name;
  if (node.role === 'LineBreak') return ' ';
  if (node.role === 'link') return `[link: ${node.name}]`;
  return node.kids.map(sentence).join('');
};

function title(node) {
  const { level, required, invalid, checked, expanded } = node.props;
  const state = [required && 'required', invalid === 'true' && 'wrong', checked === 'true' && 'checked',
    expanded === true && 'open', expanded === false && 'closed'].filter(Boolean);
  const name = made.has(node.role) ? '' : node.name;
  return `${node.role}${node.role === 'heading' ? ` ${level}` : ''}${name ? `: ${name}` : ''}`
    + `${state.length ? ` (${state.join(', ')})` : ''}${node.says ? ` -- ${node.says}` : ''}`;
}

function told(node, depth) {
  if (unsaid.has(node.role) || node.role === 'LineBreak') return [];
  const indent = '  '.repeat(depth);
  if (node.role === 'StaticText') return [`${indent}${node.name}`];
  const kids = node.kids.filter((kid) => !unsaid.has(kid.role));
  const said = controls.has(node.role) || node.role === 'heading';
  if (said) return [`${indent}${title(node)}`];
  if (kids.length && kids.every((kid) => plain.has(kid.role))) return [`${indent}${title(node)}: ${sentence({ kids })}`];
  return [`${indent}${title(node)}`, ...kids.flatMap((kid) => told(kid, depth + 1))];
}

/** The page as it is read out, a line for each thing. What changes with the day is left out: dates, counts, seconds, support codes, and the
 * daughter who comes of age. */
export async function hear(page) {
  return told(await axTree(page), 0).join('\n').replace(/^RootWebArea/, 'title')
    .replace(/^.*: Maya .*\n/gm, '')
    .replace(/\b(January|February|March|April|May|June|July|August|September|October|November|December) \d+, \d{4}/g, 'DAY')
    .replace(/\b\d+ de [a-z]+ de \d{4}/g, 'DAY')
    .replace(/(No records today|Hoy no hay registros)\.|\b\d[\d,.]* (records?|registros?)(, \d{4}( (to|a) \d{4})?)?\./g, 'COUNT')
    .replace(/\b[0-9A-Z]{5}-[0-9A-Z]{5}\b/g, 'CODE').replace(/\b\d+:\d\d (AM|PM|[ap]\. m\.)/g, 'TIME')
    .replace(/\b\d+ (seconds|segundos)/g, 'N $1');
}

/** Compares what was heard, by the name of the page, with tests/e2e/heard/LANG.txt; HEARD=write writes it anew. */
export function compareHeard(lang, heard) {
  const path = `tests/e2e/heard/${lang}.txt`;
  const text = [...heard].map(([name, said]) => `=== ${name}\n${said}\n`).join('\n');
  if (process.env.HEARD === 'write') writeFileSync(path, text);
  assert.equal(text, existsSync(path) ? readFileSync(path, 'utf8') : '', `${path} says something else: read it, then HEARD=write`);
}

function judgeHeadings(nodes) {
  const levels = nodes.filter((node) => node.role === 'heading').map((node) => node.props.level);
  const found = levels.filter((level) => level === 1).length === 1 ? [] : ['there is not one heading of level 1'];
  levels.forEach((level, i) => { if (i && level > levels[i - 1] + 1) found.push(`heading ${level} follows heading ${levels[i - 1]}`); });
  return found;
}

function judgeLandmarks(nodes) {
  const found = landmarks.filter((role) => nodes.filter((node) => node.role === role).length !== 1).map((role) => `there is not one ${role}`);
  const named = nodes.filter((node) => ['navigation', 'region', 'table'].includes(node.role) && !node.name);
  return [...found, ...named.map((node) => `a ${node.role} has no name`)];
}

function judgeControls(nodes) {
  const found = [];
  const targets = new Map();
  for (const node of nodes.filter(({ role }) => controls.has(role))) {
    if (!node.name.trim()) found.push(`a ${node.role} has no name`);
    if (node.role === 'link' && vague.test(node.name)) found.push(`a link says only "${node.name}"`);
    if (node.props.invalid === 'true' && !node.says) found.push(`${node.name} is wrong and does not say what to do`);
    if (node.role !== 'link') continue;
    const before = targets.get(node.name) || node.props.url;
    if (before !== node.props.url) found.push(`two links say "${node.name}" and lead elsewhere`);
    targets.set(node.name, node.props.url);
  }
  return found;
}

/** In the page: what the tree does not say. */
function judgeMarkup() {
  const found = [];
  const first = (selector) => document.querySelector(selector);
  const step = first('.site-step')?.textContent.trim();
  const summary = first('#errors');
  const other = first('.site-lang');
  const wrong = [...document.querySelectorAll('[aria-invalid=true]')];
  if (step && !document.title.includes(step)) found.push(`the title does not say ${step}`);
  if (!document.title.includes(first('h1')?.textContent.trim())) found.push('the title does not say the heading');
  if (!document.title.endsWith(` – ${first('.site-name')?.textContent.trim()}`)) found.push('the title does not end with the plan');
  if (Boolean(summary) !== /^Error: /.test(document.title)) found.push('the title begins with "Error:" on another page than one with errors');
  if (summary && document.activeElement !== summary) found.push('the summary of errors has no focus');
  const news = first('.alert[role=status], .alert[role=alert]:not(.alert-warning)');
  if (news && !news.closest('#errors') && document.activeElement !== news) found.push(`nobody hears "${news.textContent.slice(0, 30)}": it has no focus`);
  if (wrong.length && !summary) found.push('a field is wrong, and no summary says so');
  for (const link of summary?.querySelectorAll('a') || []) {
    const field = first(link.getAttribute('href'));
    if (!field?.matches('input, :has(button)')) found.push(`an error leads nowhere: ${link.textContent}`);
    const about = field?.closest('fieldset, .field')?.textContent;
    if (about && !about.includes(link.textContent)) found.push(`an error is not said at its field: ${link.textContent}`);
  }
  for (const choice of document.querySelectorAll('[type=radio], [type=checkbox]')) {
    if (!choice.closest('fieldset')?.querySelector('legend')?.textContent.trim()) found.push(`choice ${choice.name} has no group`);
  }
  for (const table of document.querySelectorAll('table')) if (!table.querySelector('th[scope]')) found.push('a table has no headers');
  for (const list of document.querySelectorAll('[aria-describedby]')) {
    for (const id of list.getAttribute('aria-describedby').split(/\s+/).filter(Boolean)) {
      if (!document.getElementById(id)) found.push(`${list.id} is described by ${id}, which is not there`);
    }
  }
  if (other && (other.lang === document.documentElement.lang || (other.hreflang && other.hreflang !== other.lang))) found.push('the switch of the language is in the wrong language');
  const posts = first('script[src="/static/form_post.js"]') && first('form button[type=submit]');
  if (document.scripts.length && !posts) found.push('there is a script');
  return found;
}

export async function judgeReader(page) {
  const nodes = all(await axTree(page));
  return [...judgeHeadings(nodes), ...judgeLandmarks(nodes), ...judgeControls(nodes), ...await page.evaluate(judgeMarkup)];
}

// Every page of the Auth App in every state a member can meet, in the order she would: for the judge of
// accessibility, and for pictures.
import { readFileSync, writeFileSync } from 'node:fs';
import { until } from './runner.mjs';
import { postern } from './site.mjs';
import { approve, close, fillCode, fillDetails, fillEmail, follow, leave, openPage, press, submit, withhold } from './browser.mjs';

/** Every state, in the order of the pictures' numbers. */
export const states = ['app', 'first-page', 'register', 'register-errors', 'register-no-match', 'register-reason', 'email', 'email-error', 'code',
  'code-form', 'code-wrong', 'choose-member', 'choose-member-error', 'review-for-a-child', 'sensitive', 'review', 'app-claims', 'account',
  'account-in-detail', 'reads', 'renew', 'change', 'change-code', 'disconnect-all', 'disconnect', 'disconnected', 'first-page-without-app',
  'signin-email', 'code-one-try-left', 'code-no-tries-left', 'help', 'learn', 'accessibility', 'letter', 'expired', 'unknown-app', 'open-too-long',
  'not-found', 'no-such-plan', 'back-to-the-app', 'ended', 'stop', 'stop-over', 'stopped', 'delete', 'delete-code', 'deleted',
  'account-without-apps', 'new-email', 'new-email-error', 'new-email-old', 'new-email-new', 'new-email-done', 'wait', 'undo', 'undone', 'undo-over'];

const nobody = { first: 'Nadie', last: 'Nobody', birth_date: '1970-01-02', member_id: 'X000000000', zip: '99999' };
const outside = { first: 'Otto', last: 'Ott', birth_date: '1971-02-03', member_id: 'O100', zip: '02118' };
const emails = { en: 'danielle@mail.example', es: 'jose@mail.example' };
const firsts = { en: 'Danielle', es: 'José' };

const memberOf = (site, lang) => site.members.find((m) => m.first === firsts[lang]);

async function arrive(page, site) {
  await page.goto(site.viewer);
  await leave(page, () => page.locator('#connect').click());
}

/** The page again in the other language, unless it is in it already. */
async function switchTo(page, lang) {
  const link = page.locator(`header a[hreflang=${lang}]`);
  if (await link.count()) await leave(page, () => link.click());
}

async function registering(page, site, lang, visit) {
  await visit('register', page);
  await page.locator('[name=first]').fill(memberOf(site, lang).first);
  await page.locator('[name=month]').fill('13');
  await submit(page, 'member_id');
  await visit('register-errors', page);
  await fillDetails(page, nobody);
  await submit(page, 'member_id');
  await visit('register-no-match', page);
  await follow(page, '/register');
  await fillDetails(page, outside);
  await submit(page, 'member_id');
  await visit('register-reason', page);
  await page.goBack();
  await fillDetails(page, memberOf(site, lang));
  await submit(page, 'member_id');
  await visit('email', page);
  await fillEmail(page, 'not an address');
  await visit('email-error', page);
  await fillEmail(page, emails[lang]);
  await visit('code', page);
  await fillCode(page, '123');
  await visit('code-form', page);
  const code = await site.code(emails[lang]);
  await fillCode(page, code === '12345678' ? '87654321' : '12345678');
  await visit('code-wrong', page);
  await fillCode(page, code);
}

/** Whose data, in both languages; at the end her own. */
async function choosing(page, visit) {
  for (const lang of ['es', 'en']) {
    await switchTo(page, lang);
    await visit(lang, 'choose-member', page);
    await submit(page, 'member');
    await visit(lang, 'choose-member-error', page);
  }
  await page.locator('[name=member]').last().check();
  await submit(page, 'member');
  await withhold(page);
  for (const lang of ['es', 'en']) {
    await switchTo(page, lang);
    await visit(lang, 'review-for-a-child', page);
  }
  await follow(page, '/consent/member');
  await page.locator('[name=member]').first().check();
  await submit(page, 'member');
}

/** C13: within a minute of the access she sees it. */
async function untilRead(page) {
  const end = Date.now() + 60000;
  while (await page.locator('main section').count() === 0) {
    if (Date.now() > end) throw new Error('what the app read is not shown after a minute');
    await page.reload();
  }
}

/** The link in her mail, in a browser where nobody is signed in. */
async function stranger(page, site, lang) {
  const mail = await until('the mail with a link',
    () => site.mails().filter((one) => one.to === emails[lang] && one.text.includes('/stop?k=')).pop());
  const other = await openPage(page.context().browser(), { lang });
  await other.goto(/http\S+\/stop\?k=\S+/.exec(mail.text)[0]);
  return other;
}

async function connected(page, site, lang, visit) {
  await approve(page);
  await page.locator('.summary').waitFor();
  await visit('app-claims', page, { app: true });
  await page.goto(`${site.plan}/account`);
  await visit('account', page);
  await page.evaluate(() => document.querySelectorAll('details').forEach((d) => { d.open = true; }));
  await visit('account-in-detail', page);
  await follow(page, '/account/reads');
  await untilRead(page);
  await visit('reads', page);
  await page.goto(`${site.plan}/account`);
  await follow(page, '/account/renew');
  await visit('renew', page);
  await page.goto(`${site.plan}/account`);
  await follow(page, '/account/change');
  await visit('change', page);
  await page.locator('#sensitive-hiv').check();
  await press(page, '/account/change');
  await visit('change-code', page);
  await page.goto(`${site.plan}/account`);
  await page.goto(`${site.plan}/account/disconnect-all`);
  await visit('disconnect-all', page);
  await page.goto(`${site.plan}/account`);
  await follow(page, '/account/disconnect');
  await visit('disconnect', page);
  const other = await stranger(page, site, lang);
  await visit('stop', other);
  await press(page, '/account/disconnect');
  await visit('disconnected', page);
  await press(other, '/stop');
  await visit('stop-over', other);
  await other.goto(`${site.plan}/stop?done=1`);
  await visit('stopped', other);
  await close(other);
  await follow(page, '/account/reads');
  await visit('ended', page);
  await page.goto(`${site.plan}/account/delete`);
  await visit('delete', page);
  await press(page, '/account/delete');
  await visit('delete-code', page);
  await page.goto(`${site.plan}/deleted`); // as it is shown when it is done: who walks goes on
  await visit('deleted', page);
  await page.goto(`${site.plan}/account`);
  await press(page, '/signout');
  await visit('first-page-without-app', page);
}

/** Of the invented members one who has no story, so that no other test knows her; a grown-up. */
function plainMember(site, lang) {
  const known = new Set(site.members.map((m) => m.patient));
  const people = readFileSync(`${site.dir}/synth/Patient.ndjson`, 'utf8').trim().split('\n').map((line) => JSON.parse(line))
    .filter((p) => !known.has(p.id) && p.birthDate < '1996');
  const who = people[lang === 'en' ? 0 : people.length - 1];
  return { first: who.name[0].given[0], last: who.name[0].family, birth_date: who.birthDate,
    member_id: who.identifier[0].value, zip: who.address[0].postalCode };
}

/** Registers without an app: who changes her address later. A mailbox gets one code a minute. */
async function settle({ site, browser }, lang) {
  const page = await openPage(browser, { lang });
  const email = `before.${lang}@mail.example`;
  await page.goto(`${site.plan}/register`);
  await fillDetails(page, plainMember(site, lang));
  await submit(page, 'member_id');
  await fillEmail(page, email);
  await fillCode(page, await site.code(email));
  return { page, email, since: Date.now() };
}

async function moving({ site, browser }, lang, visit, { page, email, since }) {
  const after = `after.${lang}@mail.example`;
  await visit('account-without-apps', page);
  await page.goto(`${site.plan}/account/email`);
  await visit('new-email', page);
  await fillEmail(page, 'not an address');
  await visit('new-email-error', page);
  await new Promise((done) => { setTimeout(done, Math.max(0, since + 62000 - Date.now())); });
  await fillEmail(page, after);
  await visit('new-email-old', page);
  await fillCode(page, await site.code(email));
  await visit('new-email-new', page);
  await fillCode(page, await site.code(after));
  await visit('new-email-done', page);
  await page.goto(`${site.plan}/account/wait`);
  await visit('wait', page);
  const mail = await until('the mail that undoes it', () => site.mails().find((one) => one.to === email && one.text.includes('/email/undo')));
  const other = await openPage(browser, { lang });
  await other.goto(/http\S+\/email\/undo\S+/.exec(mail.text)[0]);
  await visit('undo', other);
  await press(other, '/email/undo');
  await visit('undone', other);
  await other.goto(/http\S+\/email\/undo\S+/.exec(mail.text)[0]);
  await visit('undo-over', other);
  await close(other);
  await close(page);
}

async function signingIn(page, lang, visit) {
  await follow(page, '/signin/email');
  await visit('signin-email', page);
  await fillEmail(page, `nobody.${lang}@mail.example`);
  for (let i = 0; i < 4; i += 1) await fillCode(page, '00000000');
  await visit('code-one-try-left', page);
  await fillCode(page, '00000000');
  await visit('code-no-tries-left', page);
}

async function failing(page, site, visit) {
  await page.goto(`${site.plan}/help`);
  await visit('help', page);
  await page.goto(`${site.plan}/learn`);
  await visit('learn', page);
  await page.goto(`${site.plan}/accessibility`);
  await visit('accessibility', page);
  await page.goto(`${site.plan}/letter`);
  await visit('letter', page);
  await page.goto(`${site.plan}/consent?tx=${'A'.repeat(43)}`);
  await visit('expired', page);
  await page.goto(`${site.plan}/oauth/authorize?client_id=nobody&redirect_uri=https%3A%2F%2Fx.example%2F`);
  await visit('unknown-app', page);
  await page.goto(`${site.plan}/register`);
  await page.locator('form:has([name=member_id]) [name=csrf]').evaluate((field) => { field.value = 'other'; });
  await submit(page, 'member_id');
  await visit('open-too-long', page);
  await page.goto(`${site.plan}/nowhere`);
  await visit('not-found', page);
  await page.goto(`${site.base}/no-such-plan/signin`);
  await visit('no-such-plan', page);
  await answering(page, site, visit);
}

/** Without its script, which leaves it at once. */
async function answering(page, site, visit) {
  await page.route('**/static/form_post.js', (route) => route.abort());
  await page.goto(`${site.plan}/oauth/authorize?client_id=claims-viewer&response_mode=form_post&redirect_uri=${encodeURIComponent(site.viewer)}`);
  await visit('back-to-the-app', page);
}

async function walkIn({ site, browser }, lang, visitAny) {
  const page = await openPage(browser, { lang });
  const visit = (...args) => visitAny(lang, ...args);
  await page.goto(site.viewer);
  await page.locator('h1').first().waitFor(); // its script writes the page
  await visit('app', page, { app: true });
  await arrive(page, site);
  await visit('first-page', page);
  await follow(page, '/register');
  await registering(page, site, lang, visit);
  if (lang === 'en') await choosing(page, visitAny);
  await visit('sensitive', page);
  await page.locator('#sensitive-substance_use').check();
  await press(page, '/consent/sensitive');
  await visit('review', page);
  await page.locator('[name=lasts][value="12_months"]').check();
  await connected(page, site, lang, visit);
  await signingIn(page, lang, visit);
  await failing(page, site, visit);
  await close(page);
}

/** Somebody whose product is outside the rule. */
function loadOutside(site) {
  const all = readFileSync('tests/flow/data/member_reasons.ndjson', 'utf8').split('\n');
  writeFileSync(`${site.dir}/outside.ndjson`, `${all.filter((line) => line.includes('otto')).join('\n')}\n`);
  postern('load', '-c', site.conf, '--plan', 'demo', `${site.dir}/outside.ndjson`);
}

/** Calls visit(lang, name, page, {app}) at each state of both languages: English is Danielle, who has children and
 * so a choice; Spanish is José, who has none. */
export async function walk(world, visit) {
  loadOutside(world.site);
  const movers = { en: await settle(world, 'en'), es: await settle(world, 'es') };
  await walkIn(world, 'en', visit);
  await walkIn(world, 'es', visit);
  for (const lang of ['en', 'es']) await moving(world, lang, (...args) => visit(lang, ...args), movers[lang]);
}

// What a person reads when her way is not the usual one: she acts for somebody, her child comes of age, the plan has
// nothing for her, the code does not come, nothing matches. Each page in both languages, on a phone; for the
// tests, the judge of accessibility and the pictures. They share one plan, whose clock they turn on.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { App } from './app.mjs';
import { approve, close, deny, fillCode, fillDetails, fillEmail, follow, heading, leave, openPage, press, submit, withhold }
  from './browser.mjs';
import { until } from './runner.mjs';
import { Site } from './site.mjs';

const MINUTE_MS = 60000;
const DAY_MS = 86400000;
const services = ['1-800-555-0100', 'member.services@demo-health-plan.example'];
const data = (name) => readFileSync(`tests/flow/data/${name}.ndjson`, 'utf8').trim();
const day = (ms) => new Date(ms).toISOString().slice(0, 10);

/** Who turns 18 in two days, and on which day that is. */
function soonGrown() {
  const turns = new Date(Date.now() + 2 * DAY_MS);
  const born = new Date(Date.UTC(turns.getUTCFullYear() - 18, turns.getUTCMonth(), turns.getUTCDate()));
  return day(born);
}

/** A father, a daughter and a son who are nearly grown, and a small one. */
function lunds(born) {
  const lines = data('member_majority').replaceAll('2008-02-29', born).replaceAll('"NE"', '"MA"').split('\n');
  const small = lines.filter((line) => line.includes('plains'))
    .map((line) => line.replaceAll('plains', 'mia').replace('"Jon"', '"Mia"').replace('-03"', '-04"').replace(born, day(Date.now() - 3000 * DAY_MS)));
  return [...lines, ...small].join('\n');
}

const born = soonGrown();
const who = (first, last, birth_date, member_id) => ({ first, last, birth_date, member_id, zip: '02118' });
const hal = who('Hal', 'Lund', '1979-05-05', 'W888000111');
const ida = who('Ida', 'Lund', born, 'W888000111-02');
const jon = who('Jon', 'Lund', born, 'W888000111-03');
const eva = who('Eva', 'Endres', '1970-02-03', 'E100');
const otto = who('Otto', 'Ott', '1971-02-03', 'O100');
const kim = who('Kim', 'Kern', '1972-02-03', 'K100');
const nia = who('Nia', 'Neu', '1973-02-03', 'N100');
const nobody = who('Nadie', 'Nobody', '1970-01-02', 'X000000000');

/** The plan of the stories, made when the first of them is told. */
async function storySite(world) {
  world.stories ??= await Site.timed(`${world.dir}/stories`, world.site, {
    people: [data('member_family'), lunds(born), data('member_reasons')].join('\n'),
    plan: 'reasons = coverage_ended not_covered too_new\nended_coverage = stop\nnew_member_days = 2' });
  return world.stories;
}

const said = async (page) => (await page.locator('main').innerText()).replace(/\s+/g, ' ');

/** The page again in the other language, unless it is in it already: by its link, or by the button of its form. */
async function switchTo(page, lang) {
  const to = page.locator(`header a[hreflang=${lang}], header button[lang=${lang}]`);
  if (await to.count()) await leave(page, () => to.click());
}

/** Reads a page in both languages: each of `texts` {en, es} stands there, none of `lacks` does. */
async function read(page, visit, state, texts, lacks = []) {
  for (const lang of ['es', 'en']) {
    await switchTo(page, lang);
    const text = await said(page);
    for (const one of texts[lang]) assert.ok(text.includes(one), `${state}, ${lang}: «${one}» is not in: ${text}`);
    for (const one of lacks) assert.ok(!text.includes(one), `${state}, ${lang}: «${one}» is in: ${text}`);
    await visit(lang, state, page);
  }
}

/** Contacts are where somebody stands who cannot go on. */
async function readsContact(page) {
  const text = await page.locator('body').innerText();
  for (const contact of services) assert.ok(text.includes(contact), contact);
}

/** From the first page to what comes after the code. */
async function begins(page, site, member, email) {
  await follow(page, '/register');
  await fillDetails(page, member);
  await submit(page, 'member_id');
  await fillEmail(page, email);
  await fillCode(page, await site.code(email));
}

async function comesBack(page, site, email) {
  await follow(page, '/signin/email');
  await fillEmail(page, email);
  await fillCode(page, await site.code(email));
}

async function choose(page, name) {
  await page.locator('.site-radio', { hasText: name }).locator('input').check();
  await submit(page, 'member');
  await withhold(page);
}

async function connect(page, app) {
  await approve(page);
  return app.exchange(app.answer(page.url()).code);
}

const reads = async (site, token) =>
  (await fetch(`${site.fhir}/Coverage`, { headers: { Authorization: `Bearer ${token}` } })).status;

const mailed = (site, to, what) => until(`a mail to ${to}: ${what}`, () => site.mails().find((mail) => mail.to === to && mail.subject.includes(what)));

/** The hourly look of a server begins with its start. */
async function pass(site, ms) {
  site.later(ms);
  await site.restart();
}

/* ---- a child comes of age ---- */

// M34, M37, M38
async function comesOfAge({ browser }, site, visit) {
  const app = await App.open(site, 'family-app', { name: 'Family App' });
  const young = await openPage(browser);
  await young.goto(`${site.plan}/register`);
  await fillDetails(young, ida);
  await submit(young, 'member_id');
  await fillEmail(young, 'ida@mail.example');
  await fillCode(young, await site.code('ida@mail.example'));
  const page = await openPage(browser);
  await page.goto(app.authorizeUrl());
  await begins(page, site, hal, 'hal@mail.example');
  await read(page, visit, 'children', {
    en: ['one person at a time', 'Hal Lund You', 'Ida Lund Your child', 'Jon Lund Your child', 'Mia Lund Your child'],
    es: ['una persona a la vez', 'Hal Lund Usted', 'Ida Lund Su hijo o hija', 'Jon Lund Su hijo o hija', 'Mia Lund Su hijo o hija'] });
  assert.equal(await page.locator('[name=member]:checked').count(), 0, 'nobody is chosen for her');
  await choose(page, 'Ida');
  await read(page, visit, 'review-nearly-18', {
    en: ['You are deciding for Ida Lund.', 'This is decided by Hal Lund.', 'From then on you can no longer decide for Ida.'],
    es: ['Usted decide por Ida Lund.', 'Esto lo decide Hal Lund.', 'Desde entonces usted ya no puede decidir por Ida.'] });
  const { access_token: token, patient } = await connect(page, app);
  assert.equal(patient, 'leap');
  assert.equal(await reads(site, token), 200);
  await page.goto(`${site.plan}/account`);
  await read(page, visit, 'account-nearly-18', {
    en: ['Family App', 'Data of Ida Lund', 'People you decide for', 'Mia Lund, until'],
    es: ['Family App', 'Datos de Ida Lund', 'Personas por quienes usted decide', 'Mia Lund, hasta el'] });

  await pass(site, 3 * DAY_MS);
  assert.equal(await reads(site, token), 401, 'the app reads nothing of hers any more');
  for (const [to, what] of [['hal', 'you do not act for a member any more'], ['ida', 'somebody does not act for you any more']]) {
    const mail = await mailed(site, `${to}@mail.example`, what);
    assert.doesNotMatch(mail.text + mail.html + mail.subject, /Ida|Hal|Lund|birthday|18/);
    assert.match(mail.text, /1-800-555-0100/);
  }
  await page.goto(app.authorizeUrl());
  if (await page.locator('main a[href*="/signin/email"]').count()) await comesBack(page, site, 'hal@mail.example');
  await read(page, visit, 'children-after-18', { en: ['Hal Lund', 'Mia Lund'], es: ['Hal Lund', 'Mia Lund'] }, ['Ida', 'Jon']);
  await page.goto(`${site.plan}/account`);
  await read(page, visit, 'account-after-18', {
    en: ['No app is connected.', 'Apps that are no longer connected'],
    es: ['No hay ninguna aplicación conectada.', 'Aplicaciones que ya no están conectadas'] }, ['Ida', 'Jon']);
  await follow(page, '/account/reads');
  await read(page, visit, 'ended-after-18', { en: ['Family App', 'Data of somebody you decided for before'],
    es: ['Family App', 'Datos de alguien por quien usted decidía antes'] }, ['Ida']);
  await close(page);
  await close(young);

  const grown = await openPage(browser);
  await grown.goto(app.authorizeUrl());
  await begins(grown, site, jon, 'jon@mail.example');
  await withhold(grown);
  await read(grown, visit, 'review-at-18', {
    en: ['Family App asks to read the health plan data of Jon Lund.'], es: ['Family App pide leer los datos del plan de salud de Jon Lund.'],
  }, ['Hal', 'decided by', 'decide por']);
  const own = await connect(grown, app);
  assert.equal(own.patient, 'plains');
  assert.equal(await reads(site, own.access_token), 200);
  await close(grown);
}

/* ---- papers ---- */

function papers(site, patient, basis, days) {
  const added = site.run('representative', 'add', '--by', 'Ana Clerk', '--patient', patient, '--basis', basis, '--first', 'Rita',
    '--last', 'Ruiz', '--email', 'rita@mail.example', '--evidence', 'cabinet 4', '--until', day(Date.now() + site.aheadMs + days * DAY_MS));
  const { id } = JSON.parse(added.trim());
  site.run('representative', 'approve', '--by', 'Bo Chief', '--id', id, '--email', 'rita@mail.example');
  return id;
}

// M34, M36, M39
async function represents({ browser }, site, visit) {
  const app = await App.open(site, 'care-app', { name: 'Care App' });
  site.load('died', data('member_died').replace('2025-12-30', day(Date.now() - DAY_MS)));
  const toms = papers(site, 'tom', 'power-of-attorney', 300);
  papers(site, 'rosa', 'executor', 30);
  const mail = await mailed(site, 'rita@mail.example', 'you may act for a member');
  assert.match(mail.text, /You do not need to register\. Choose "I have used this before"/);
  const page = await openPage(browser);
  await page.goto(app.authorizeUrl());
  assert.match(await said(page), /I have used this before/, 'as her mail calls it');
  site.later(2 * MINUTE_MS);
  await comesBack(page, site, 'rita@mail.example');
  await read(page, visit, 'people-by-papers', {
    en: ['Tom O\'Brien You are their representative', 'Rosa Ramírez Vega You settle their estate'],
    es: ['Tom O\'Brien Usted es su representante', 'Rosa Ramírez Vega Usted administra su herencia'] });
  await choose(page, 'Tom');
  await read(page, visit, 'review-by-papers', {
    en: ['You are deciding for Tom O\'Brien.', 'This is decided by Rita Ruiz.', 'you can no longer decide for Tom'],
    es: ['Usted decide por Tom O\'Brien.', 'Esto lo decide Rita Ruiz.', 'usted ya no puede decidir por Tom'] }, ['turns 18', 'cumple 18']);
  const { access_token: token, patient } = await connect(page, app);
  assert.equal(patient, 'tom');
  await page.goto(`${site.plan}/account`);
  await read(page, visit, 'account-by-papers', {
    en: ['Care App', 'Data of Tom O\'Brien', 'rita@mail.example', 'Tom O\'Brien, until', 'Rosa Ramírez Vega, until'],
    es: ['Care App', 'Datos de Tom O\'Brien', 'rita@mail.example', 'Tom O\'Brien, hasta el', 'Rosa Ramírez Vega, hasta el'] });

  site.run('representative', 'end', '--by', 'Ana Clerk', '--id', toms);
  assert.match((await mailed(site, 'rita@mail.example', 'you do not act for a member any more')).text, /are disconnected/);
  await until('the app to be shut out', async () => await reads(site, token) === 401);
  await page.goto(`${site.plan}/account`);
  await read(page, visit, 'account-papers-over', { en: ['No app is connected.', 'Rosa'], es: ['No hay ninguna aplicación conectada.', 'Rosa'] }, ['Tom']);

  await page.goto(app.authorizeUrl());
  await withhold(page);
  await read(page, visit, 'review-as-executor', {
    en: ['You are deciding for Rosa Ramírez Vega.', 'This is decided by Rita Ruiz.'],
    es: ['Usted decide por Rosa Ramírez Vega.', 'Esto lo decide Rita Ruiz.'] }, ['Tom']);
  const estate = await connect(page, app);
  assert.equal(estate.patient, 'rosa');
  assert.equal(await reads(site, estate.access_token), 200);

  await pass(site, 31 * DAY_MS);
  assert.equal(await reads(site, estate.access_token), 401);
  await page.goto(app.authorizeUrl());
  await comesBack(page, site, 'rita@mail.example');
  await read(page, visit, 'nobody-to-share', {
    en: ['There is nothing to share', 'nobody whose data you can share now', 'your papers may be over', services[0], 'Back to the app'],
    es: ['No hay nada que compartir', 'a nadie cuyos datos usted pueda compartir', 'sus documentos ya no sirvan', services[0], 'Volver a la aplicación'] });
  await readsContact(page);
  await deny(page);
  assert.equal(app.answer(page.url()).error, 'access_denied');
  await page.goto(`${site.plan}/account`);
  await read(page, visit, 'account-of-nobody', {
    en: ['nobody whose data you can share now'], es: ['a nadie cuyos datos usted pueda compartir'] }, ['Rosa', 'Tom']);
  await close(page);
}

/* ---- the plan has nothing for her ---- */

/** Details that all match, then why they do not help; back in the app. */
async function refused(page, app, member) {
  await page.goto(app.authorizeUrl());
  await follow(page, '/register');
  await fillDetails(page, member);
  await submit(page, 'member_id');
}

async function backInApp(page, app, why) {
  await press(page, '/register/leave');
  const got = app.answer(page.url());
  assert.equal(got.error, 'access_denied');
  assert.match(got.error_uri, new RegExp(`#${why}$`));
  assert.doesNotMatch(page.url(), /ended|coverage|new|outside/);
}

// M3, M7, A20
async function hasNothing({ browser }, site, visit) {
  const app = await App.open(site, 'late-app', { name: 'Late App' });
  site.load('new', data('member_reasons_new'));
  const why = {
    'reason-ended': [eva, 'your coverage has ended', 'su cobertura terminó'],
    'reason-new': [nia, 'your record is still new', 'su registro todavía es nuevo'],
    'reason-outside': [otto, 'your kind of coverage does not include', 'con su tipo de cobertura no'],
  };
  for (const [state, [member, en, es]] of Object.entries(why)) {
    const page = await openPage(browser);
    await refused(page, app, member);
    assert.equal(await heading(page), 'You cannot connect an app now');
    const code = await page.locator('.support-code').innerText();
    assert.match(code, /^[0-9A-Z]{5}-[0-9A-Z]{5}$/);
    await read(page, visit, state, { en: [en, code, services[0]], es: [es, code, services[0]] }, [member.last, member.member_id]);
    await readsContact(page);
    await backInApp(page, app, 'not-eligible');
    await close(page);
  }
}

/* ---- the code does not come ---- */

const resend = (page) => press(page, '/resend');

// M15, M16
async function codeNeverComes({ browser }, site, visit) {
  const app = await App.open(site, 'code-app', { name: 'Code App' });
  const page = await openPage(browser);
  await refused(page, app, kim);
  await fillEmail(page, 'kim@mail.example');
  await resend(page);
  await read(page, visit, 'code-too-soon', {
    en: ['No e-mail yet?', 'spam or junk', 'Still nothing? Call member services.', 'You can ask for a new code in', 'Use another e-mail address'],
    es: ['¿No le llegó el correo?', 'correo no deseado', '¿Todavía nada? Llame a servicios para miembros.', 'Puede pedir un código nuevo en', 'Usar otro correo electrónico'] });
  site.later(2 * MINUTE_MS);
  await resend(page);
  await read(page, visit, 'code-sent-again', { en: ['Use only the newest one.'], es: ['Use solo el más nuevo.'] });
  await site.code('kim@mail.example');
  const right = await site.code('kim@mail.example');
  const wrong = right === '12345678' ? '87654321' : '12345678';
  for (let i = 0; i < 5; i += 1) await fillCode(page, wrong);
  assert.equal(await page.locator('[name=code]').count(), 0);
  await read(page, visit, 'code-used-up', {
    en: ['Ask for a new code', 'What you can do now', 'call member services', 'Send a new code'],
    es: ['Pida un código nuevo', 'Qué puede hacer ahora', 'llame a servicios para miembros', 'Enviar un código nuevo'] },
  ['Type your code', 'No e-mail yet?']);
  await readsContact(page);
  for (let i = 0; i < 9 && !/there is a pause/.test(await said(page)); i += 1) {
    site.later(2 * MINUTE_MS);
    await resend(page);
  }
  await read(page, visit, 'code-pause', { en: ['there is a pause'], es: ['hay una pausa'] });
  await readsContact(page);
  await leave(page, () => page.locator('footer a[href*="/help"]').click());
  await read(page, visit, 'help-on-the-way', {
    en: ['The code did not come. What now?', 'Still nothing? Call member services.'],
    es: ['El código no llegó. ¿Qué hago?', '¿Todavía nada? Llame a servicios para miembros.'] });
  await close(page);
}

/* ---- nothing matches ---- */

// M1, M8, M9
async function nothingMatches({ browser }, site, visit) {
  const app = await App.open(site, 'odd-app', { name: 'Odd App' });
  const page = await openPage(browser);
  await refused(page, app, nobody);
  await read(page, visit, 'no-match', {
    en: ['We could not verify', 'Check these things', 'Still not working?', services[0], 'a pause of up to one day', 'Try again', 'Back to the app', 'Registered before?'],
    es: ['No pudimos verificar', 'Revise estas cosas', '¿Sigue sin funcionar?', services[0], 'una pausa de hasta un día', 'Intentar otra vez', 'Volver a la aplicación'],
  }, ['Nadie', 'X000000000']);
  await follow(page, '/register');
  assert.equal(await page.locator('[name=first]').inputValue(), nobody.first, 'what she typed is there again');
  for (let i = 0; i < 3; i += 1) {
    await fillDetails(page, { ...nobody, zip: '02119' });
    await submit(page, 'member_id');
    await follow(page, '/register');
  }
  await fillDetails(page, nobody);
  await submit(page, 'member_id');
  await readsContact(page);
  await backInApp(page, app, 'not-verified');
  await close(page);
}

/** In the order of their clock and of the pictures' numbers. */
export const stories = [
  { name: 'nothing matches: what to check, whom to call, and the app learns that there is nothing',
    states: ['no-match'], tell: nothingMatches },
  { name: 'coverage ended, record too new, product outside the rule: why, a support code, and the app is told none of it',
    states: ['reason-ended', 'reason-new', 'reason-outside'], tell: hasNothing },
  { name: 'the code never comes: a new one, a pause, five wrong ones, and whom to ask',
    states: ['code-too-soon', 'code-sent-again', 'code-used-up', 'code-pause', 'help-on-the-way'], tell: codeNeverComes },
  { name: 'a father of three shares for one, who comes of age: both are told, the app is out, the young person connects it',
    states: ['children', 'review-nearly-18', 'account-nearly-18', 'children-after-18', 'account-after-18', 'ended-after-18', 'review-at-18'],
    tell: comesOfAge },
  { name: 'a representative by papers, until they end; an executor after the death, until the last day',
    states: ['people-by-papers', 'review-by-papers', 'account-by-papers', 'account-papers-over', 'review-as-executor', 'nobody-to-share', 'account-of-nobody'],
    tell: represents },
];

export const tell = async (world, story, visit) => story.tell(world, await storySite(world), visit);

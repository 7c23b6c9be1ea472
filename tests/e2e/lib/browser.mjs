// Chromium, and a person in it: what she clicks and types on the plan's pages, by the names of fields and the
// addresses of links and forms, so that it is the same in each language.
import { readFileSync } from 'node:fs';
import { need } from './need.mjs';
import { judgeFit, judgeKeys } from './reach.mjs';
import { judgeReader } from './reader.mjs';

const { chromium, firefox } = need('playwright-core');
const axe = readFileSync(need.resolve('axe-core/axe.min.js'), 'utf8');
const STEP_MS = 60000; // reached by failures alone, however busy the machine

// Nothing of the browser's own goes out to the network; a container's root has no user name spaces.
const flags = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];

export const openBrowser = () => chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium', headless: true, args: flags, timeout: 120000 });

/** Debian's own Firefox, by WebDriver BiDi: the client's of the tests needs a patched one for all else. */
export const openFirefox = () => firefox.launch({
  channel: 'moz-firefox', executablePath: process.env.FIREFOX || '/usr/bin/firefox-esr', headless: true, timeout: 120000 });

/** A phone's or a desktop's clean browser profile, with one page. `asked` collects every address it asked for. */
export async function openPage(browser, { lang = 'en', ...options } = {}) {
  const context = await browser.newContext({
    locale: lang === 'es' ? 'es-US' : 'en-US', viewport: { width: 375, height: 667 }, deviceScaleFactor: 1,
    reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(STEP_MS);
  const page = await context.newPage();
  page.asked = [];
  page.errors = [];
  context.on('request', (request) => page.asked.push(request.url()));
  page.on('pageerror', (error) => page.errors.push(String(error)));
  return page;
}

export const close = (page) => page.context().close();

/** Presses the button of the form that has the field `name`, and waits for what comes. */
export async function submit(page, name) {
  await leave(page, () => page.locator(`form:has([name="${name}"]) button[type=submit]`).first().click());
}

/** Does what leads to another page, and waits until that is there. */
export async function leave(page, act) {
  await Promise.all([page.waitForEvent('load'), act()]);
}

/** The button that a form is for: another has a name, as that which counts again. */
export const button = (page, action) => page.locator(`form[action*="${action}"] button[type=submit]:not([name])`);

export const press = (page, action) => leave(page, () => button(page, action).click());

export const follow = (page, path) => leave(page, () => page.locator(`main a[href*="${path}"]`).first().click());

export async function fillDetails(page, member) {
  const [year, month, day] = member.birth_date.split('-');
  const typed = { first: member.first, last: member.last, member_id: member.member_id, zip: member.zip, year, month, day };
  for (const [name, value] of Object.entries(typed)) await page.locator(`[name="${name}"]`).fill(value);
}

export async function fillEmail(page, email) {
  await page.locator('[name=email]').fill(email);
  await submit(page, 'email');
}

export async function fillCode(page, code) {
  await page.locator('[name=code]').fill(code);
  await submit(page, 'code');
}

/** Past the page of sensitive kinds, if that is where she is: none of them. */
export async function withhold(page) {
  if (new URL(page.url()).pathname.endsWith('/consent/sensitive')) await press(page, '/consent/sensitive');
}

/** From the first page to the review: a new member. */
export async function register(page, site, member, email) {
  await follow(page, '/register');
  await fillDetails(page, member);
  await submit(page, 'member_id');
  await fillEmail(page, email);
  await fillCode(page, await site.code(email));
  await withhold(page);
}

/** From the first page to the review: someone who registered before. */
export async function signIn(page, site, email) {
  await follow(page, '/signin/email');
  await fillEmail(page, email);
  await fillCode(page, await site.code(email));
  await withhold(page);
}

export const approve = (page) => press(page, '/consent/approve');
export const deny = (page) => press(page, '/consent/deny');

/** The member ends what an app has, on her account page. */
export async function disconnect(site, page, app) {
  await page.goto(`${site.plan}/account`);
  const link = page.locator('.site-app', { hasText: app.id }).locator('a[href*="/account/disconnect"]');
  await page.goto(new URL(await link.getAttribute('href'), page.url()).href);
  await press(page, '/account/disconnect');
}

/** The member keeps everything very private back from an app that may read it. */
export async function keepBack(site, page, app) {
  await page.goto(`${site.plan}/account`);
  const link = page.locator('.site-app', { hasText: app.id }).locator('a[href*="/account/change"]');
  await page.goto(new URL(await link.getAttribute('href'), page.url()).href);
  const shared = page.locator('input[name="sensitive"]:checked');
  while (await shared.count()) await shared.first().uncheck();
  await press(page, '/account/change');
}

export const heading = (page) => page.locator('main h1').first().innerText();

/** What axe-core finds; and whether the page needs sideways scrolling at 320 px (WCAG 1.4.10), which is 1280 px seen at 400 %. */
async function judgeAny(page, lang) {
  const found = [];
  const said = await page.locator('html').getAttribute('lang');
  if (said !== lang) found.push(`html lang is ${said}, not ${lang}`);
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  for (const v of violations) {
    found.push(`axe ${v.id} (${v.impact}): ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 120)).join(' | ')}`);
  }
  const size = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  if (wide > 320) found.push(`${wide} px wide at 320 px`);
  await page.setViewportSize(size);
  return found;
}

/** What a reader's aids would stumble over, one line each; of an app's own page less. The keys are the same in each language. */
export async function judge(page, lang, { app = false } = {}) {
  const heard = app ? [] : await judgeReader(page); // first: it looks where the focus is
  return [...heard, ...await judgeAny(page, lang), ...(app ? [] : await judgeFit(page)), ...(app || lang !== 'en' ? [] : await judgeKeys(page))];
}

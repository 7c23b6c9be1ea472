// The pages without a mouse, without scripts and in a browser's own colours; and that their judges find what is wrong.
import assert from 'node:assert/strict';
import { App } from './lib/app.mjs';
import { close, leave, openPage } from './lib/browser.mjs';
import { judgeFit, judgeKeys, tabTo } from './lib/reach.mjs';
import { judgeReader } from './lib/reader.mjs';
import { test } from './lib/runner.mjs';

const bad = `<html lang="en"><title>Register</title><style>body { margin: 0 } .box { overflow: hidden; height: 1em; width: 8em } a:focus { outline: 0 }</style>
<a class="skip" href="#x">Skip</a><header><span class="site-name">A plan</span></header><p class="site-step">Step 1</p>
<main><h1>Details</h1><h3>More</h3><a href="http://x.example/a">here</a> <a href="http://x.example/b">Next</a> <a href="http://x.example/c">Next</a>
<input aria-label="Month" aria-invalid="true" tabindex="1"><input type="radio" name="member" aria-label="Ana">
<button class="btn" style="width: 20px; height: 20px; padding: 0"></button>
<table><tr><td>x<td>y</table><div class="box">Words that are cut off in the middle of it</div>
<p style="position: absolute; top: 0">Words over words</p><p style="position: absolute; top: 0">that cannot be read</p></main><script></script>`;

const enter = (page) => leave(page, () => page.keyboard.press('Enter'));
const space = (page) => leave(page, () => page.keyboard.press('Space'));
const go = async (page, selector, press = enter) => { await tabTo(page, selector); await press(page); };
const type = async (page, name, text) => { await tabTo(page, `[name="${name}"]`); await page.keyboard.type(text); };
const toggle = async (page, selector) => { await tabTo(page, selector); await page.keyboard.press('Space'); };
const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.getAttribute('role'));

async function mistaken(page, who) {
  await page.keyboard.press('Tab');
  assert.ok(await page.locator('.skip').isVisible(), 'the first stop leads past the head');
  await page.keyboard.press('Enter');
  await go(page, 'main a');
  await page.goBack();
  await go(page, 'main a[href*="/register"]');
  await type(page, 'last', who.last);
  await enter(page);
  assert.equal(await focused(page), 'errors');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  assert.equal(await focused(page), 'first', 'an error leads to its field');
  assert.ok((await page.locator('[for=first]').boundingBox()).y > 0, 'and one sees what the field asks');
  await page.keyboard.type(who.first);
}

async function registering(page, site, who, email) {
  const [year, month, day] = who.birth_date.split('-');
  for (const [name, text] of Object.entries({ month, day, year, member_id: who.member_id, zip: who.zip })) await type(page, name, text);
  await tabTo(page, '#month', 'Shift+Tab');
  await go(page, 'button[type=submit]', space);
  await type(page, 'email', email);
  await enter(page);
  await type(page, 'code', await site.code(email));
  await enter(page);
}

/** In a browser that takes no colours of ours, as that of who needs strong contrast. */
async function coloured(page) {
  await page.emulateMedia({ forcedColors: 'active' });
  await page.evaluate(() => document.activeElement.blur());
  for (const kind of ['[type=radio][name=lasts]', '.site-kind > [type=checkbox]']) {
    const [on, off] = [page.locator(kind).and(page.locator(':checked')).first(), page.locator(kind).and(page.locator(':not(:checked)')).first()];
    assert.notDeepEqual(await on.screenshot(), await off.screenshot(), `${kind}: one sees what is chosen`);
  }
  await page.emulateMedia({ forcedColors: 'none' });
}

async function deciding(page) {
  await toggle(page, '#sensitive-hiv');
  await go(page, 'main button', space);
  await toggle(page, 'main [type=checkbox]:checked');
  await coloured(page);
  await toggle(page, 'summary');
  assert.ok(await page.locator('details[open]').count());
  await tabTo(page, '[name=back]');
  await page.keyboard.press('ArrowDown');
  await go(page, 'button[name=count]', space);
  assert.ok(await page.locator('[name=back]:checked').getAttribute('value') !== 'everything', 'counting keeps the choice');
  await tabTo(page, '[name=lasts]');
  await page.keyboard.press('ArrowUp');
  await go(page, 'form[action*="/consent/approve"] button:not([name])');
}

async function managing(page) {
  await toggle(page, 'summary');
  await go(page, 'a[href*="/account/change"]');
  await toggle(page, '#sensitive-hiv');
  await go(page, 'form[action*="/account/change"] button');
  assert.equal(await focused(page), 'status', 'what was done is said first');
  await go(page, 'a[href*="/account/email"]');
  await go(page, 'a.btn');
  await go(page, 'a[href*="/account/delete"]');
  await go(page, 'a.btn');
  await tabTo(page, '.site-lang', 'Shift+Tab');
  await enter(page);
  assert.equal(await page.locator('html').getAttribute('lang'), 'es');
  await go(page, 'a[href*="/account/disconnect"]');
  await go(page, 'form[action*="/account/disconnect"] button', space);
  assert.equal(await focused(page), 'status');
  await go(page, 'form[action*="/signout"] button', space);
  assert.match(new URL(page.url()).pathname, /\/signin$/);
}

export function accessTests({ site, browser }) {
  test('the judges of keyboard, screen reader and large letters find what is wrong', async () => {
    const page = await openPage(browser);
    await page.setContent(bad);
    const found = [...await judgeReader(page), ...await judgeFit(page), ...await judgeKeys(page)].join('\n');
    for (const what of [/heading 3 follows heading 1/, /not one contentinfo/, /a button has no name/, /says only "here"/, /two links say "Next"/,
      /Month is wrong and does not say/, /table has no headers/, /title does not say Step 1/, /does not say the heading/, /no summary says so/,
      /choice member has no group/, /there is a script/, /cuts box/, /writes "Words over words" over/, / is 20\.0 by 20\.0 px/, /shows no focus/,
      /the Tab key stops at/]) assert.match(found, what);
    await close(page);
  });

  // M33
  test('by keyboard alone and without scripts somebody registers, errs, decides, changes, disconnects and signs out', async () => {
    const app = await App.open(site, 'keys-app');
    const page = await openPage(browser, { javaScriptEnabled: false });
    const who = site.members.find((m) => m.first === 'Ana');
    await page.goto(app.authorizeUrl());
    await mistaken(page, who);
    await registering(page, site, who, 'ana@mail.example');
    await deciding(page);
    assert.equal((await app.exchange(app.answer(page.url()).code)).patient, who.patient);
    await page.goto(`${site.plan}/account`);
    await managing(page);
    await close(page);
  });
}

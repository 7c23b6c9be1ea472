// Every page and state, in both languages: what axe-core finds, what a screen reader has, keyboard, large letters, 320 px.
import assert from 'node:assert/strict';
import { close, judge, leave, openPage, submit } from './lib/browser.mjs';
import { compareHeard, hear, toldPages } from './lib/reader.mjs';
import { test } from './lib/runner.mjs';
import { states, walk } from './lib/walk.mjs';

export function pageTests(world) {
  test('the judge of pages finds a picture without words, pale text, a wrong language and a wide page', async () => {
    const page = await openPage(world.browser);
    await page.setContent('<html lang="en"><title>x</title><main><h1>x</h1><img src="x.png"><p style="color:#ccc;width:500px">pale words</p><p style="width:30rem">x</p></main>');
    const found = (await judge(page, 'es')).join('\n');
    for (const what of [/image-alt/, /color-contrast/, /html lang/, /wide at 320/]) assert.match(found, what);
    await close(page);
  });

  // A16, M33
  test('each page and state, in both languages, has nothing that axe-core finds, is read out as it should, and fits', async () => {
    const found = [];
    const heard = { en: new Map(), es: new Map() };
    const seen = { en: new Set(), es: new Set() };
    await walk(world, async (lang, name, page, { app } = {}) => {
      seen[lang].add(name);
      if (toldPages.includes(name)) heard[lang].set(name, await hear(page));
      for (const what of await judge(page, app ? 'en' : lang, { app })) found.push(`${lang} ${name}: ${what}`);
      if (name !== 'review') return;
      await page.evaluate(() => document.querySelectorAll('details').forEach((d) => { d.open = true; }));
      for (const what of await judge(page, lang)) found.push(`${lang} ${name}, in detail: ${what}`);
      if (process.env.E2E_REVIEW_PICTURE) await page.screenshot({ path: `${process.env.E2E_REVIEW_PICTURE}-${lang}.png`, fullPage: true });
    });
    assert.equal(found.join('\n'), '');
    for (const lang of ['en', 'es']) compareHeard(lang, heard[lang]);
    for (const lang of ['en', 'es']) assert.deepEqual(states.filter((name) => !seen[lang].has(name)), []);
  }, 360000);

  // M33
  test('the other language keeps what was typed; Enter then presses the button that the form is for', async () => {
    const page = await openPage(world.browser);
    await page.goto(`${world.site.plan}/register`);
    await page.locator('[name=first]').fill('Ana María');
    await submit(page, 'member_id');
    await page.locator('[name=last]').fill('De La Cruz');
    await leave(page, () => page.locator('header button[lang=es]').click());
    assert.equal(await page.locator('html').getAttribute('lang'), 'es');
    assert.equal(await page.locator('[name=first]').inputValue(), 'Ana María');
    assert.equal(await page.locator('[name=last]').inputValue(), 'De La Cruz');
    assert.doesNotMatch(page.url(), /Ana|Cruz/);
    await page.locator('[name=last]').focus();
    await leave(page, () => page.keyboard.press('Enter'));
    assert.equal(new URL(page.url()).search, '', 'no other language was asked for');
    assert.equal(await page.locator('html').getAttribute('lang'), 'es');
    await close(page);
  });

  test('the letter prints on one sheet, in both languages, without what is for a screen', async () => {
    for (const lang of ['en', 'es']) {
      const page = await openPage(world.browser, { lang });
      await page.goto(`${world.site.plan}/letter`);
      await page.emulateMedia({ media: 'print' });
      assert.equal(await page.locator('footer').isVisible() || await page.locator('header nav').isVisible(), false);
      assert.equal(await page.locator('main ol').isVisible(), true);
      const pdf = (await page.pdf({ format: 'Letter' })).toString('latin1');
      assert.equal(pdf.match(/\/Type\s*\/Page\b/g)?.length, 1);
      await close(page);
    }
  });
}

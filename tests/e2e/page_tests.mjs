// Every page and state, in both languages: what axe-core finds, the page's language, 320 px.
import assert from 'node:assert/strict';
import { close, judge, openPage } from './lib/browser.mjs';
import { test } from './lib/runner.mjs';
import { states, walk } from './lib/walk.mjs';

export function pageTests(world) {
  test('the judge of pages finds a picture without words, pale text, a wrong language and a wide page', async () => {
    const page = await openPage(world.browser);
    await page.setContent('<html lang="en"><title>x</title><main><h1>x</h1><img src="x.png"><p style="color:#ccc;width:500px">pale words</p></main>');
    const found = (await judge(page, 'es')).join('\n');
    for (const what of [/image-alt/, /color-contrast/, /html lang/, /wide at 320/]) assert.match(found, what);
    await close(page);
  });

  // A16, M33
  test('each page and state, in both languages, has nothing that axe-core finds and fits 320 px', async () => {
    const found = [];
    const seen = { en: new Set(), es: new Set() };
    await walk(world, async (lang, name, page, { app } = {}) => {
      seen[lang].add(name);
      for (const what of await judge(page, app ? 'en' : lang)) found.push(`${lang} ${name}: ${what}`);
      if (name !== 'review') return;
      await page.evaluate(() => document.querySelectorAll('details').forEach((d) => { d.open = true; }));
      for (const what of await judge(page, lang)) found.push(`${lang} ${name}, in detail: ${what}`);
      if (process.env.E2E_REVIEW_PICTURE) await page.screenshot({ path: `${process.env.E2E_REVIEW_PICTURE}-${lang}.png`, fullPage: true });
    });
    assert.equal(found.join('\n'), '');
    for (const lang of ['en', 'es']) assert.deepEqual(states.filter((name) => !seen[lang].has(name)), []);
  }, 150000);
}

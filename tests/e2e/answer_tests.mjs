// How the answer reaches an app, in two engines: in the query of its address or posted by a page of ours (A8), and
// past the policies that browsers apply to where a form may lead (A23).
import assert from 'node:assert/strict';
import { networkInterfaces } from 'node:os';
import { App, openOrigin } from './lib/app.mjs';
import { approve, button, close, heading, openFirefox, openPage, register, withhold } from './lib/browser.mjs';
import { member } from './connect_tests.mjs';
import { test, until } from './lib/runner.mjs';

const loopbackSix = Object.values(networkInterfaces()).flat().some(({ address }) => address === '::1');
const payload = '"><svg onload=1>&amp;\'';

/** At the review of what `app` asks. */
async function review(page, app, change) {
  await page.goto(app.authorizeUrl(change));
  await withhold(page);
  assert.match(new URL(page.url()).pathname, /\/consent$/);
}

async function expectByQuery(page, app) {
  await review(page, app);
  await approve(page);
  assert.ok((await app.exchange(app.answer(page.url()).code)).access_token);
}

/** Presses a button of the review; our page posts to the app without another. */
async function throughForm(page, app, action) {
  await review(page, app, { response_mode: 'form_post' });
  await Promise.all([page.waitForURL(app.redirectUri), button(page, action).click()]);
  assert.equal(await page.locator('h1').innerText(), 'Back in the app');
  assert.equal(app.posts.length, 1, 'once');
  const { referer, origin } = app.posts[0].headers;
  assert.deepEqual([referer, origin], [undefined, 'null'], 'it does not say from where');
  return app.posted();
}

async function expectByForm(page, app) {
  assert.equal((await throughForm(page, app, '/consent/deny')).error, 'access_denied');
  const { code } = await throughForm(page, app, '/consent/approve');
  assert.deepEqual(page.asked.filter((url) => url.includes(code)), [], 'the code is in no address');
  assert.ok((await app.exchange(code)).access_token);
}

/** The app's callback goes on to its other site: Chromium asks form-action at each redirect. */
async function expectOnward(page, app, home, change) {
  await review(page, app, change);
  await Promise.all([page.waitForURL(home), button(page, '/consent/approve').click()]);
  assert.equal(await page.locator('h1').innerText(), 'An app');
}

/** No app of that scheme is there: the browser asks its system for one, which is as far as it goes. */
async function expectAtScheme(page, app) {
  const seen = [];
  await review(page, app);
  page.on('requestfailed', (request) => seen.push(`${request.failure()?.errorText} ${request.url()}`));
  const [reply] = await Promise.all([
    page.waitForResponse((got) => got.url().includes('/consent/approve')), button(page, '/consent/approve').click()]);
  const to = (await reply.allHeaders()).location;
  // Chromium asks for the address and gives it up, Firefox says what it does not know.
  await until('the native app', () => seen.some((line) => line.startsWith('NS_ERROR_UNKNOWN_PROTOCOL ') || line.endsWith(` ${to}`)));
  assert.ok((await app.exchange(app.answer(to).code)).access_token);
}

export function answerTests({ site, browser }) {
  // A8, A12, A23
  test('in Firefox and in Chromium the answer reaches apps on the web, on this machine and in it, in the query and by form', async () => {
    const web = await App.open(site, 'answer-web');
    const six = loopbackSix && await App.open(site, 'answer-six', { host: '::1' });
    const home = `${await openOrigin([], 'localhost')}/`;
    const onward = await App.open(site, 'answer-onward', { onward: { to: home } });
    const native = App.at(site, 'answer-native', 'com.example.answer:/cb');
    const firefox = await openFirefox();
    try {
      const first = await openPage(firefox);
      await first.goto(web.authorizeUrl());
      await register(first, site, member(site, 'Grace'), 'answers@mail.example');
      const second = await openPage(browser);
      await second.context().addCookies(await first.context().cookies());
      for (const page of [first, second]) {
        await expectByQuery(page, web);
        await expectByForm(page, web);
        if (six) await expectByQuery(page, six);
        else console.log('        without [::1], which this machine has not');
        await expectOnward(page, onward, home);
        await expectOnward(page, onward, home, { response_mode: 'form_post' });
        await expectAtScheme(page, native);
        await close(page);
      }
    } finally {
      await firefox.close();
    }
  });

  // A8, A28, M32
  test('without JavaScript a button posts the answer, and what the app sent is text', async () => {
    const app = await App.open(site, 'answer-plain');
    for (const [lang, title, says] of [['en', 'Back to the app', 'Continue'], ['es', 'De vuelta a la aplicación', 'Continuar']]) {
      const page = await openPage(browser, { javaScriptEnabled: false, lang });
      await page.goto(app.authorizeUrl({ response_mode: 'form_post', prompt: 'none', state: payload }));
      app.state = payload;
      assert.equal(await heading(page), title);
      assert.equal(await page.locator('svg').count(), 0);
      const shown = button(page, app.redirectUri);
      assert.equal(await shown.innerText(), says);
      assert.equal(app.posts.length, 0, 'not by itself');
      await Promise.all([page.waitForURL(app.redirectUri), shown.click()]);
      assert.equal(app.posted().error, 'login_required');
      await close(page);
    }
  });

  // A8, A28: the page's script runs under its own policy, and nothing else of it does.
  test('an error is posted by itself, and no script but ours runs', async () => {
    const app = await App.open(site, 'answer-error');
    const page = await openPage(browser);
    const to = app.authorizeUrl({ response_mode: 'form_post', scope: 'nothing', state: payload });
    app.state = payload;
    await Promise.all([page.waitForURL(app.redirectUri), page.goto(to).catch(() => {})]);
    assert.equal(app.posted().error, 'invalid_scope');
    assert.deepEqual(page.errors, []);
    await close(page);
  });
}

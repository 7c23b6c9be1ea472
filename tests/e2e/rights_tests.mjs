// Whose data, for whom: another member's ids, other origins, frames, apps that are not what they say.
import assert from 'node:assert/strict';
import { App, openOrigin } from './lib/app.mjs';
import { close, openPage } from './lib/browser.mjs';
import { member } from './connect_tests.mjs';
import { test } from './lib/runner.mjs';

const get = async (url, token, options = {}) => {
  const reply = await fetch(url, { ...options, headers: { ...(token && { Authorization: `Bearer ${token}` }), ...options.headers } });
  const text = await reply.text();
  return { status: reply.status, headers: reply.headers, text, json: () => JSON.parse(text) };
};

const ids = (reply) => (reply.json().entry || []).map(({ resource }) => resource.id);

/** What a script of this page gets: [status, text], or why not. */
const fetchIn = (page, url, options) => page.evaluate(async ([to, how]) => {
  try {
    const reply = await fetch(to, how);
    return [reply.status, await reply.text()];
  } catch (error) {
    return [0, String(error)];
  }
}, [url, options]);

export function rightsTests({ site, browser }) {
  // S25, threats 25 to 27, 32
  test("a member's token reads nothing of another member, by any id or search", async () => {
    const [a, b] = [member(site, 'Rosa'), member(site, 'Walter')];
    const [tokenA, tokenB] = [site.token(a.patient), site.token(b.patient)];
    const read = (path, token = tokenA, options = undefined) => get(`${site.fhir}/${path}`, token, options);
    const claimsOfB = await read('ExplanationOfBenefit?_count=200', tokenB);
    const [claim] = ids(claimsOfB);
    const [coverage] = ids(await read('Coverage', tokenB));
    assert.ok(claim && coverage, 'there is something to steal');
    const next = (await read('ExplanationOfBenefit?_count=1', tokenB)).json().link.find((l) => l.relation === 'next').url;
    const foreign = [...ids(claimsOfB), coverage, b.member_id, b.last];
    const rows = [
      [404, `Patient/${b.patient}`], [404, `ExplanationOfBenefit/${claim}`], [404, `Coverage/${coverage}`],
      [403, `Patient?_id=${b.patient}`], [403, `ExplanationOfBenefit?patient=${b.patient}`],
      [403, `ExplanationOfBenefit?patient=Patient/${b.patient}`], [403, `Observation?subject=Patient/${b.patient}`],
      [403, `ExplanationOfBenefit?patient=${a.patient},${b.patient}`],
      [200, `ExplanationOfBenefit?_id=${claim}`], [200, `ExplanationOfBenefit?_id=${claim}&_include=*`],
      [200, `Coverage?_id=${coverage}`], [200, 'ExplanationOfBenefit?_count=1000'],
      [200, 'Patient?_revinclude=ExplanationOfBenefit:patient'], [200, 'Patient'],
    ];
    for (const [status, path] of rows) {
      const reply = await read(path);
      assert.equal(reply.status, status, path);
      for (const word of foreign) assert.ok(!reply.text.replaceAll(path, '').includes(word) || path.includes(word), `${path}: ${word}`);
      assert.ok(!reply.text.includes(`"Patient/${b.patient}"`), path);
    }
    for (const path of [`ExplanationOfBenefit?_id=${claim}`, `Coverage?_id=${coverage}`]) assert.deepEqual(ids(await read(path)), []);
    const posted = await read('ExplanationOfBenefit/_search', tokenA, {
      method: 'POST', body: new URLSearchParams({ patient: `Patient/${b.patient}` }) });
    assert.equal(posted.status, 403);
    const cursor = await get(next, tokenA);
    assert.ok(cursor.status >= 400 && cursor.status < 500, `a page of her search, for him: ${cursor.status}`);
    assert.equal((await read('Patient', 'no-such-token')).status, 401);
    assert.equal((await get(`${site.fhir}/Patient`)).status, 401);
  });

  // D2, T3, threat 76
  test('scripts of a registered origin may use tokens and FHIR, of any other only the discovery documents', async () => {
    const app = await App.open(site, 'cors-app');
    const evil = await openOrigin();
    const token = site.token(member(site, 'Rosa').patient);
    const how = { headers: { Authorization: `Bearer ${token}` } };
    const form = { method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: `grant_type=refresh_token&client_id=${app.id}&refresh_token=x` };
    const page = await openPage(browser);
    await page.goto(app.redirectUri);
    assert.equal((await fetchIn(page, `${site.fhir}/Patient`, how))[0], 200);
    assert.equal((await fetchIn(page, `${site.fhir}/Patient/nobody`, how))[0], 404, 'and sees errors');
    assert.match((await fetchIn(page, `${site.plan}/oauth/token`, form))[1], /invalid_grant/);
    await page.goto(evil);
    for (const [url, options] of [[`${site.fhir}/Patient`, how], [`${site.plan}/oauth/token`, form], [`${site.plan}/oauth/revoke`, form],
      [`${site.plan}/account`, { credentials: 'include' }], [`${site.plan}/signin`, {}]]) {
      assert.equal((await fetchIn(page, url, options))[0], 0, url);
    }
    for (const path of ['fhir/.well-known/smart-configuration', 'fhir/metadata', '.well-known/openid-configuration', 'oauth/jwks']) {
      assert.equal((await fetchIn(page, `${site.plan}/${path}`))[0], 200, path);
    }
    await close(page);
  });

  // A4, A5, A10, threats 4, 7 and 9
  test('an unknown app or address gets a page of the plan: nothing is sent anywhere', async () => {
    const app = await App.open(site, 'strict-app');
    const evil = 'https://evil.example/cb';
    const rows = [{ client_id: 'nobody' }, { redirect_uri: evil }, { redirect_uri: `${app.redirectUri}/more` },
      { redirect_uri: app.redirectUri.replace('127.0.0.1', 'localhost') }, { redirect_uri: null }, { client_id: null }];
    for (const change of rows) {
      const reply = await fetch(app.authorizeUrl(change), { redirect: 'manual' });
      assert.equal(reply.status, 400, JSON.stringify(change));
      assert.equal(reply.headers.get('location'), null);
      const text = await reply.text();
      assert.match(text, /<h1>/);
      assert.ok(!text.includes(evil));
    }
    // Once both are right, the app is told what is wrong.
    const told = await fetch(app.authorizeUrl({ code_challenge: null }), { redirect: 'manual' });
    const back = app.answer(told.headers.get('location'));
    assert.equal(back.error, 'invalid_request');
  });

  // A28, threat 61
  test('no page of the plan can be put into a frame of another site', async () => {
    const app = await App.open(site, 'frame-app');
    const page = await openPage(browser);
    await page.goto(await openOrigin());
    for (const url of [app.authorizeUrl(), `${site.plan}/account`, `${site.plan}/help`]) {
      const blocked = page.waitForEvent('console', (message) => /frame-ancestors|X-Frame-Options/.test(message.text()));
      await page.evaluate((src) => {
        const frame = document.createElement('iframe');
        frame.src = src;
        document.body.replaceChildren(frame);
      }, url);
      assert.match((await blocked).text(), /frame-ancestors|X-Frame-Options/, url);
    }
    await close(page);
  });

  // A21, threat 60
  test('a form posted from another site does nothing', async () => {
    const page = await openPage(browser);
    await page.goto(`${site.plan}/register`);
    const evil = await openOrigin();
    for (const path of ['register', 'signin/email', 'signout', 'consent/approve', 'account/disconnect']) {
      await page.goto(evil);
      const [, reply] = await Promise.all([
        page.waitForEvent('load'),
        page.waitForResponse((got) => got.url() === `${site.plan}/${path}`),
        page.evaluate((action) => {
          const form = document.createElement('form');
          Object.assign(form, { method: 'post', action });
          document.body.append(form);
          form.submit();
        }, `${site.plan}/${path}`)]);
      assert.equal(reply.status(), 403, path);
    }
    await close(page);
  });

  // A23, A28
  test('the review lets its forms go to the app alone, and says what runs on it', async () => {
    const app = await App.open(site, 'csp-app');
    const reply = await fetch(app.authorizeUrl());
    const policy = reply.headers.get('content-security-policy');
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.match(policy, /form-action 'self'(;|$)/, 'only from the review a form leads to an app');
    assert.equal(reply.headers.get('cache-control'), 'no-store');
    assert.equal(reply.headers.get('x-content-type-options'), 'nosniff');
    assert.equal(reply.headers.get('referrer-policy'), 'no-referrer');
  });
}

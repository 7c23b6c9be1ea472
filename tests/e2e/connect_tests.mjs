// A member connects an app: with real clients, as a newcomer and as a person known already, with and without
// scripts, by touch, and when she says no or gets it wrong.
import assert from 'node:assert/strict';
import { App } from './lib/app.mjs';
import { approve, button, close, deny, fillCode, fillDetails, fillEmail, follow, heading, leave, openPage, press, register, submit,
  withhold }
  from './lib/browser.mjs';
import { test } from './lib/runner.mjs';

export const member = (site, first) => {
  const found = site.members.find((m) => m.first === first);
  assert.ok(found, `the demonstration has a member ${first}`);
  return found;
};

const claimsOf = (page) => page.evaluate(async () => {
  const { client } = window.outcome;
  const claims = await client.request(`ExplanationOfBenefit?patient=${client.patient.id}`, { pageLimit: 0, flat: true });
  return claims.map((claim) => `${claim.resourceType} ${claim.patient.reference}`);
});

async function smartOutcome(page) {
  await page.waitForFunction(() => window.outcome);
  return page.evaluate(() => ({
    error: window.outcome.error, patient: window.outcome.client?.patient.id, user: window.outcome.client?.user.fhirUser }));
}

const begin = (page, app) => leave(page, () => page.evaluate(([iss, id]) => { window.begin(iss, id); }, [app.site.fhir, app.id]));

export function connectTests({ site, browser }) {
  // A17, T25, T27: and T3, as all of it is asked from another origin
  test('a newcomer connects an app made with fhirclient, which reads her claims and renews its token', async () => {
    const app = await App.open(site, 'smart-one', { path: '/smart' });
    const who = member(site, 'Siobhan');
    const page = await openPage(browser);
    await page.goto(app.redirectUri);
    await begin(page, app);
    await register(page, site, who, 'siobhan@mail.example');
    await approve(page);
    const outcome = await smartOutcome(page);
    assert.deepEqual(outcome, { error: undefined, patient: who.patient, user: `Patient/${who.patient}` });
    const claims = await claimsOf(page);
    assert.ok(claims.length > 0, 'she has claims');
    assert.ok(claims.every((claim) => claim === `ExplanationOfBenefit Patient/${who.patient}`), 'and they are hers');
    const renewed = await page.evaluate(async () => {
      const { client } = window.outcome;
      const before = client.state.tokenResponse;
      const after = (await client.refresh()).tokenResponse;
      return [before.access_token !== after.access_token, before.refresh_token !== after.refresh_token];
    });
    assert.deepEqual(renewed, [true, true], 'both tokens are new');
    assert.equal((await claimsOf(page)).length, claims.length);
    assert.deepEqual(page.errors, []);
    // Still signed in, so a second app needs neither e-mail nor code, but a yes of its own.
    const second = await App.open(site, 'second-app');
    await page.goto(second.authorizeUrl());
    await withhold(page);
    assert.match(new URL(page.url()).pathname, /\/consent$/);
    await approve(page);
    assert.equal((await second.exchange(second.answer(page.url()).code)).patient, who.patient);
    const asked = page.asked.filter((url) => [who.first, who.last, who.member_id, who.birth_date, 'siobhan@']
      .some((text) => decodeURIComponent(url).includes(text)));
    assert.deepEqual(asked, [], 'no address names her');
    await close(page);
  });

  test('on a phone from the sample app to claims and back, well under three minutes', async () => {
    const who = member(site, 'Rosa');
    const began = Date.now();
    const page = await openPage(browser, { hasTouch: true, isMobile: true });
    await page.goto(site.viewer);
    await leave(page, () => page.locator('#connect').tap());
    await leave(page, () => page.locator('main a[href*="/register"]').first().tap());
    await fillDetails(page, who);
    await leave(page, () => page.locator('form:has([name=member_id]) button[type=submit]').tap());
    await fillEmail(page, 'rosa@mail.example');
    await fillCode(page, await site.code('rosa@mail.example'));
    await leave(page, () => page.locator('form[action*="/consent/sensitive"] button').tap());
    await leave(page, () => button(page, '/consent/approve').tap());
    await page.locator('.summary').waitFor();
    assert.match(await heading(page), new RegExp(who.last), 'the app greets her by name');
    const cards = await page.locator('article.claim').count();
    assert.ok(cards > 0 && cards === Number(await page.locator('#count').innerText()), `${cards} claims are shown`);
    assert.match(await page.locator('#owed').innerText(), /^\$\d/);
    for (const amount of await page.locator('article.claim .amount strong').allInnerTexts()) {
      assert.match(amount, /^\$[\d,]+\.\d\d$/);
    }
    console.log(`        connected by touch in ${((Date.now() - began) / 1000).toFixed(1)} s`);
    // Back does not approve twice; the app still shows the claims when she goes forward.
    await page.goBack();
    await page.goto(site.viewer);
    await page.locator('.summary').waitFor();
    await page.locator('#disconnect').tap();
    await page.locator('.problem h1').waitFor();
    assert.doesNotMatch(await page.locator('main').innerText(), /did not confirm/);
    // Disconnected there is disconnected here: the account page lists nothing any more.
    await page.goto(`${site.plan}/account`);
    assert.equal(await page.locator('a[href*="/account/disconnect"]').count(), 0);
    assert.deepEqual(page.errors, []);
    await close(page);
  });

  // A28, A19, M33
  test('everything works with JavaScript switched off', async () => {
    const app = await App.open(site, 'plain-app');
    const page = await openPage(browser, { javaScriptEnabled: false });
    const who = member(site, 'Tyler');
    await page.goto(app.authorizeUrl());
    await register(page, site, who, 'tyler@mail.example');
    await page.locator('#kind-claims').uncheck();
    await page.locator('.site-kind:has(#kind-tests) summary').click();
    await page.locator('[name=share][value$="|laboratory"]').uncheck();
    await page.getByLabel('For 3 months').check();
    await approve(page);
    const tokens = await app.exchange(app.answer(page.url()).code);
    assert.match(tokens.scope, /patient\/Observation\.rs\?category=\S*\|vital-signs/, 'what was left in');
    assert.doesNotMatch(tokens.scope, /ExplanationOfBenefit|laboratory|Observation\.rs( |$)|\*/, 'what was taken out');
    assert.equal(tokens.patient, who.patient);
    const days = (Date.parse(tokens.access_grant_expiration) - Date.now()) / 86400000;
    assert.ok(days > 89.9 && days < 90, `${days} days are three months`);
    await page.goto(`${site.plan}/account`);
    assert.match(await page.locator('main').innerText(), /until \w+ \d+, 20\d\d or until you stop it/);
    await follow(page, '/account/disconnect');
    await press(page, '/account/disconnect');
    assert.match(new URL(page.url()).pathname, /\/account$/);
    const reply = await fetch(`${site.fhir}/Patient/${who.patient}`, { headers: { Authorization: `Bearer ${tokens.access_token}` } });
    assert.equal(reply.status, 401, 'its token ended with the connection');
    await press(page, '/signout');
    await page.goto(`${site.plan}/account`);
    assert.match(new URL(page.url()).pathname, /\/signin$/, 'signed out is out');
    await close(page);
  });

  // A20
  test('a member who says no sends the app access_denied, and nothing else', async () => {
    const app = await App.open(site, 'refused-app', { path: '/smart' });
    const page = await openPage(browser);
    await page.goto(app.redirectUri);
    await begin(page, app);
    await register(page, site, member(site, 'Aisha'), 'aisha@mail.example');
    const refused = page.waitForURL((url) => url.searchParams.get('error') === 'access_denied');
    await deny(page);
    await refused;
    assert.match((await smartOutcome(page)).error, /./);
    await page.goto(`${site.plan}/account`);
    assert.equal(await page.locator('a[href*="/account/disconnect"]').count(), 0);
    await close(page);
  });

  // A21, T10, threat 1
  test('two apps in two tabs do not mix', async () => {
    const [one, two] = [await App.open(site, 'tab-one', { name: 'Tab One' }), await App.open(site, 'tab-two', { name: 'Tab Two' })];
    const first = await openPage(browser);
    await first.goto(one.authorizeUrl());
    const second = await first.context().newPage();
    await second.goto(two.authorizeUrl());
    await first.bringToFront();
    await register(first, site, member(site, 'Robert'), 'robert@mail.example');
    await second.bringToFront();
    await second.reload();
    await withhold(second);
    assert.match(await first.locator('main').innerText(), /Tab One/);
    assert.match(await second.locator('main').innerText(), /Tab Two/);
    await second.bringToFront();
    await approve(second);
    await first.bringToFront();
    await approve(first);
    const [a, b] = [two.answer(second.url()), one.answer(first.url())];
    assert.notEqual(a.code, b.code);
    assert.equal((await one.exchange(a.code)).error, 'invalid_grant', "an app cannot use another's code");
    assert.ok((await one.exchange(b.code)).access_token);
    await first.goto(`${site.plan}/account`);
    assert.match(await first.locator('main').innerText(), /Tab One/);
    await close(first);
  });

  test('five wrong codes end a code: the right one comes too late, and a page says what to do', async () => {
    const app = await App.open(site, 'wrong-app');
    const page = await openPage(browser);
    await page.goto(app.authorizeUrl());
    await follow(page, '/register');
    await fillDetails(page, member(site, 'Grace'));
    await submit(page, 'member_id');
    await fillEmail(page, 'grace@mail.example');
    const right = await site.code('grace@mail.example');
    const wrong = right === '00000000' ? '00000001' : '00000000';
    for (let tries = 4; tries > 0; tries -= 1) {
      await fillCode(page, wrong);
      assert.ok(await page.locator('[role=alert]').count(), 'it says so');
      assert.ok(await page.locator('[name=code]').count(), `${tries} tries are left`);
    }
    const csrf = await page.locator('form:has([name=code])').evaluate((form) => Object.fromEntries(new FormData(form)));
    await fillCode(page, wrong);
    assert.equal(await page.locator('[name=code]').count(), 0, 'there is nothing left to type into');
    assert.ok(await page.locator('form[action*="/resend"]').count(), 'but a new code can be had');
    const late = await page.context().request.post(page.url(), { form: { ...csrf, code: right }, maxRedirects: 0,
      headers: { Origin: site.base } });
    assert.equal(late.status(), 303);
    await page.goto(`${site.plan}/account`);
    assert.match(new URL(page.url()).pathname, /\/signin$/, 'the right code no longer signs in');
    await close(page);
  });

  // A21, T9
  test('a request that is used up, unknown or over is a page of the plan, never a redirect', async () => {
    const app = await App.open(site, 'over-app');
    const page = await openPage(browser);
    await page.goto(app.authorizeUrl());
    await register(page, site, member(site, 'Walter'), 'walter@mail.example');
    const review = page.url();
    await approve(page);
    const { code } = app.answer(page.url());
    for (const url of [review, review.replace(/tx=[^&]*/, `tx=${'A'.repeat(43)}`), review.replace(/tx=[^&]*/, 'tx=..%2F')]) {
      const reply = await page.goto(url);
      assert.ok(reply.status() >= 400 && reply.status() < 500, `${reply.status()} for ${new URL(url).search.slice(0, 12)}`);
      assert.equal(new URL(page.url()).origin, site.base);
      assert.ok(await page.locator('.support-code').count(), 'with a support code');
    }
    // The request is over; what was approved is not, and its code works once.
    assert.ok((await app.exchange(code)).access_token);
    assert.equal((await app.exchange(code)).error, 'invalid_grant');
    await close(page);
  });
}

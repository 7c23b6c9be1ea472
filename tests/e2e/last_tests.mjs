// What needs time to have passed, and what is judged over all that happened.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { App, tokensSeen } from './lib/app.mjs';
import { approve, close, openPage, signIn } from './lib/browser.mjs';
import { member } from './connect_tests.mjs';
import { test, until } from './lib/runner.mjs';

const RESEND_MS = 60000; // one code a minute goes to a mailbox

export function lastTests(world) {
  const { site, browser } = world;

  // A17
  test('a returning member connects another app with e-mail and code alone', async () => {
    const email = 'siobhan@mail.example';
    const first = site.mails().find((mail) => mail.to === email);
    assert.ok(first, 'she registered in an earlier test');
    await until('a minute to have passed since her first code', () => Date.now() - Number(first.name.split('-')[0]) > RESEND_MS, 2 * RESEND_MS);
    const app = await App.open(site, 'later-app');
    const page = await openPage(browser);
    await page.goto(app.authorizeUrl());
    await signIn(page, site, email);
    await approve(page);
    const tokens = await app.exchange(app.answer(page.url()).code);
    assert.equal(tokens.patient, member(site, 'Siobhan').patient);
    assert.ok(!page.asked.some((url) => url.includes('/register')), 'no second registration');
    const notice = await until('a notice that an app was connected',
      () => site.mails().find((mail) => mail.to === email && mail.text.includes('later-app') && !mail.code));
    assert.doesNotMatch(notice.text + notice.subject, /Siobhan|O'Brien/);
    await page.goto(`${site.plan}/account`);
    const account = await page.locator('main').innerText();
    for (const name of ['smart-one', 'second-app', 'later-app']) assert.ok(account.includes(name), name);
    await close(page);
  }, 300000);

  world.afterMinute();

  test('a client that never finishes its request is shown out', async () => {
    const { began, limit, ended } = world.slow;
    await Promise.race([ended, until('the end of its time', () => Date.now() - began > limit + 60000, limit + 70000)
      .then(() => assert.fail('it is still there'))]);
  }, 200000);

  // T31, threat 42
  test('no log line holds a name, member id, birth date, e-mail, code or token', () => {
    const log = [site.log(), ...(world.logs || [])].join('\n');
    assert.match(log, /"event"/, 'there is a log');
    const people = site.members.flatMap((m) => [m.last, m.member_id, m.birth_date, m.patient]);
    const mails = site.mails().flatMap((mail) => [mail.to, ...(mail.text.match(/\b\d{8}\b/g) || [])]);
    for (const word of new Set([...people, ...mails, ...tokensSeen])) assert.ok(!log.includes(word), `the log holds ${word}`);
    assert.doesNotMatch(readFileSync(`${site.dir}/demo.out`, 'utf8'), /@mail\.example/);
  });
}

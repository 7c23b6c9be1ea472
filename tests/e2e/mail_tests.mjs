// Code mails over real SMTP: a server that is down at first, and then takes them.
import assert from 'node:assert/strict';
import { close, fillCode, fillDetails, fillEmail, heading, openPage, submit } from './lib/browser.mjs';
import { member } from './connect_tests.mjs';
import { readMail } from './lib/mail.mjs';
import { need } from './lib/need.mjs';
import { test, until } from './lib/runner.mjs';
import { freePort, Site } from './lib/site.mjs';

const { SMTPServer } = need('smtp-server');

/** A mail server that keeps what it takes. */
function openMailServer(port) {
  const taken = [];
  const server = new SMTPServer({
    authOptional: true, disabledCommands: ['STARTTLS'], logger: false, disableReverseLookup: true,
    onData(stream, session, done) {
      const chunks = [];
      stream.on('data', (chunk) => chunks.push(chunk));
      stream.on('end', () => {
        const { envelope } = session;
        taken.push({ raw: Buffer.concat(chunks), from: envelope.mailFrom.address, to: envelope.rcptTo.map((r) => r.address) });
        done();
      });
    },
  });
  return new Promise((open) => { server.listen(port, '127.0.0.1', () => open({ taken, close: () => new Promise((end) => { server.close(end); }) })); });
}

/** As far as the page that asks for the code. */
async function askCode(browser, site, lang, first, email) {
  const page = await openPage(browser, { lang });
  await page.goto(`${site.plan}/register`);
  await fillDetails(page, member(site, first));
  await submit(page, 'member_id');
  await fillEmail(page, email);
  assert.ok(await page.locator('[name=code]').count(), await heading(page));
  return page;
}

export function mailTests(world) {
  const { browser, dir } = world;
  const smtp = {};

  test('with its mail server down the plan answers as ever, and keeps the mail', async () => {
    smtp.port = await freePort();
    smtp.site = await Site.beside(`${dir}/smtp`, world.site, `smtp://127.0.0.1:${smtp.port}`);
    smtp.waiting = await askCode(browser, smtp.site, 'en', 'Tyler', 'tyler.waits@mail.example');
    await until('a line in the log', () => /"level":"(warn|error)"/.test(smtp.site.log()));
    smtp.tried = Date.now();
    const lines = smtp.site.log().split('\n').filter((line) => /"level":"(warn|error)"/.test(line));
    assert.equal(lines.length, 1, `one line, not one a try:\n${lines.join('\n')}`);
    assert.ok(!lines[0].includes('tyler'), 'without the address');
    await smtp.waiting.reload();
    assert.ok(await smtp.waiting.locator('[name=code]').count());
  });

  test('a code goes out by SMTP, in the language of the page, as text and as HTML', async () => {
    smtp.server = await openMailServer(smtp.port);
    const page = await askCode(browser, smtp.site, 'es', 'José', 'jose.es@mail.example');
    const got = await until('the mail', () => smtp.server.taken.find((one) => one.to.includes('jose.es@mail.example')));
    const mail = readMail(got.raw);
    assert.equal(got.from, 'no-reply@demo-health-plan.example');
    assert.equal(mail.to, 'jose.es@mail.example');
    assert.equal(mail.subject, 'Demo Health Plan: su código');
    assert.match(mail.code, /^\d{8}$/);
    assert.equal(mail.code, />(\d{8})</.exec(mail.html)[1], 'both parts have the same code');
    assert.match(mail.html, /<html lang="es">/);
    assert.doesNotMatch(mail.html, /<(img|a|script|link)\b/);
    assert.doesNotMatch(mail.text + mail.html + mail.head, /Núñez|José|http/, 'no name, no link');
    for (const line of [/^Date: /m, /^Message-ID: <.+@demo-health-plan\.example>/m, /^MIME-Version: 1\.0/m, /^Content-Language: es/m,
      /^Auto-Submitted: auto-generated/m, /^Content-Type: multipart\/alternative/m]) assert.match(mail.head, line);
    assert.ok(got.raw.toString('latin1').split('\r\n').every((line) => line.length <= 998 && !line.includes('\n')));
    await fillCode(page, mail.code);
    assert.match(new URL(page.url()).pathname, /\/account$/);
    await close(page);
  });

  /** Run at the end: the first try is repeated after a minute. */
  world.afterMinute = () => {
    test('what waited for the mail server goes out once it is back, and its code works', async () => {
      const got = await until('the mail that waited',
        () => smtp.server.taken.find((one) => one.to.includes('tyler.waits@mail.example')), 200000);
      const mail = readMail(got.raw);
      assert.equal(mail.subject, 'Demo Health Plan: your code');
      await fillCode(smtp.waiting, mail.code);
      assert.match(new URL(smtp.waiting.url()).pathname, /\/account$/);
      assert.equal(smtp.server.taken.filter((one) => one.to.includes('tyler.waits@mail.example')).length, 1, 'one mail');
      await close(smtp.waiting);
      await smtp.server.close();
      world.logs = [...(world.logs || []), smtp.site.log()];
    }, 300000);
  };
}

// Mails over real SMTP: a server that is down at first, and then takes them; servers with TLS and a password; one
// that stalls, defers, refuses; and a plan that is killed while it sends.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { App } from './lib/app.mjs';
import { approve, close, fillCode, fillDetails, fillEmail, heading, openPage, submit, withhold } from './lib/browser.mjs';
import { member } from './connect_tests.mjs';
import { readMail } from './lib/mail.mjs';
import { test, until } from './lib/runner.mjs';
import { freePort, postern, Site } from './lib/site.mjs';
import { makeAuthority, openMailServer } from './lib/smtp.mjs';

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

/** Has a mail queued to `email`, without a browser: a code is asked for at the sign-in page, and whoever has no
 * account gets a mail that says so. */
async function ask(site, email) {
  const first = await fetch(`${site.plan}/signin/email`);
  const cookies = first.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ');
  const [, csrf] = /name="csrf" value="([^"]+)"/.exec(await first.text());
  const reply = await fetch(`${site.plan}/signin/email`, { method: 'POST', redirect: 'manual', headers: { Cookie: cookies },
    body: new URLSearchParams({ csrf, email }) });
  assert.equal(reply.status, 303);
}

const notSent = (site) => site.log().split('\n').filter((line) => line.includes('"mail_not_sent"')).length;

/** Asks for a mail to `email`, and waits until it could not be sent. */
async function askInVain(site, email) {
  const before = notSent(site);
  await ask(site, email);
  await until('a line in the log', () => notSent(site) > before);
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

  // ---- TLS and a password ----

  const tls = {};

  // M26
  test('a password goes to a mail server over TLS alone, with a certificate that is checked', async () => {
    const [port, smtps, clear] = [await freePort(), await freePort(), await freePort()];
    const [ours, others] = [makeAuthority(dir, 'ours'), makeAuthority(dir, 'others')];
    const pair = { key: ours.key, cert: ours.cert };
    tls.server = await openMailServer(port, pair);
    tls.smtps = await openMailServer(smtps, { ...pair, secure: true });
    tls.clear = await openMailServer(clear);
    // This machine to the system, and some other one to the rule of who needs TLS.
    tls.url = `smtp://plan:right-one@0.0.0.0:${port}`;
    tls.site = await Site.beside(`${dir}/tls`, world.site, 'smtp://127.0.0.1:1');
    const { site } = tls;

    await site.mailTo(tls.url, { caFile: ours.ca });
    await ask(site, 'good@mail.example');
    const good = await until('the mail by STARTTLS', () => tls.server.to(tls.server.taken, 'good@mail.example')[0]);
    assert.deepEqual([good.secure, good.user], [true, 'plan']);

    await site.mailTo(`smtps://plan:right-one@0.0.0.0:${smtps}`, { caFile: ours.ca });
    await ask(site, 'smtps@mail.example');
    assert.equal((await until('the mail by smtps', () => tls.smtps.to(tls.smtps.taken, 'smtps@mail.example')[0])).user, 'plan');

    await site.mailTo(`smtp://plan:wrong-one@0.0.0.0:${port}`, { caFile: ours.ca });
    await askInVain(site, 'wrong@mail.example');
    assert.ok(tls.server.heard.some((one) => one.password === 'wrong-one' && one.secure), 'it was tried');

    const heard = tls.server.heard.length;
    await site.mailTo(tls.url, { caFile: others.ca });
    await askInVain(site, 'foreign@mail.example');
    assert.equal(tls.server.heard.length, heard, 'no password to a certificate of others');

    await site.mailTo(`smtp://plan:right-one@0.0.0.0:${clear}`, { caFile: ours.ca });
    await askInVain(site, 'clear@mail.example');
    assert.ok(tls.clear.connections > 0, 'it was asked');
    assert.deepEqual([tls.clear.heard, tls.clear.got], [[], []], 'no password and no mail in clear');
    await site.mailTo(tls.url, { caFile: ours.ca });
    assert.doesNotMatch(site.log(), /right-one|wrong-one/, 'no log holds a password');
  });

  // ---- a server with a temper, and crashes ----

  const rough = {};
  const start = async () => {
    rough.port = await freePort();
    rough.url = `smtp://127.0.0.1:${rough.port}`;
    rough.server = await openMailServer(rough.port);
    rough.site = await Site.beside(`${dir}/rough`, world.site, rough.url);
  };

  // M28
  test('an address that its server refuses gets no more notices, and its account page says so to who is signed in', async () => {
    await start();
    const { site, server } = rough;
    const email = 'jose.gone@mail.example';
    const page = await askCode(browser, site, 'en', 'José', email);
    const code = await until('the code', () => server.to(server.taken, email)[0]);
    const asked = [];
    server.rcpt = (to) => {
      asked.push(to);
      return to === email ? [550, '5.1.1 no such mailbox'] : null;
    };
    await fillCode(page, readMail(code.raw).code);
    assert.equal(await page.locator('.alert-warning').count(), 0);
    await until('the refusal of the welcome', () => asked.includes(email));
    await until('the page to say so', async () => {
      await page.reload();
      return page.locator('.alert-warning').count();
    });
    assert.match(await page.locator('.alert-warning').innerText(), /come back/);
    assert.ok(!site.log().includes('jose.gone'), 'without the address in the log');
    const app = await App.open(site, 'rough-app');
    await page.goto(app.authorizeUrl());
    await withhold(page);
    await approve(page);
    await ask(site, 'after.jose@mail.example');
    await until('a later mail', () => server.to(server.taken, 'after.jose@mail.example')[0]);
    assert.equal(asked.filter((to) => to === email).length, 1, 'no notice that an app was connected');
    await close(page);
  });

  // M28
  test('a mail that comes back later, as a mail, is read as the server hands it over', async () => {
    const { site, server } = rough;
    const email = 'tyler.late@mail.example';
    server.rcpt = () => null;
    const page = await askCode(browser, site, 'en', 'Tyler', email);
    const code = await until('the code', () => server.to(server.taken, email)[0]);
    await fillCode(page, readMail(code.raw).code);
    const welcome = await until('the welcome', () => server.to(server.taken, email)[1]);
    const bounce = (action, id) => JSON.parse(postern.given([
      'Return-Path: <>', 'From: MAILER-DAEMON@mail.example', 'Message-ID: <7@mail.example>',
      'Content-Type: multipart/report; report-type=delivery-status; boundary="b"', '', '--b',
      'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; mail.example', '',
      `Final-Recipient: rfc822; ${email}`, `Action: ${action}`, 'Status: 5.2.2', '', '--b',
      'Content-Type: text/rfc822-headers', '', `Message-ID: ${id}`, '', '--b--', ''].join('\r\n'), 'bounce', '-c', site.conf));
    assert.deepEqual(bounce('delayed', welcome.id), { report: true, lasting: false, ours: false });
    assert.deepEqual(bounce('failed', '<AAAAAAAAAAAAAAAAAAAAAA@plan.example>'), { report: true, lasting: true, ours: false });
    await page.reload();
    assert.equal(await page.locator('.alert-warning').count(), 0);
    assert.deepEqual(bounce('failed', welcome.id), { report: true, lasting: true, ours: true });
    await page.reload();
    assert.match(await page.locator('.alert-warning').innerText(), /come back/);
    assert.deepEqual(JSON.parse(postern.given('Subject: hi\r\n\r\nI am away.\r\n', 'bounce', '-c', site.conf)),
      { report: false, lasting: false, ours: false });
    await close(page);
  });

  // M28
  test('a mail that is deferred waits, and one whose text is refused is not tried again', async () => {
    const { site, server } = rough;
    rough.deferred = 0;
    server.rcpt = (to) => (to === 'later@mail.example' && (rough.deferred += 1) === 1 ? [451, '4.7.1 come again'] : null);
    server.data = (to) => (to === 'spam@mail.example' ? [554, '5.7.1 not this text'] : null);
    await askInVain(site, 'later@mail.example');
    await askInVain(site, 'spam@mail.example');
    assert.deepEqual([rough.deferred, server.to(server.got, 'spam@mail.example').length], [1, 1]);
  });

  test('killed between queue and send, and in the middle of a mail, the plan loses nothing', async () => {
    const { site, server } = rough;
    server.stalls = 1;
    await ask(site, 'queued@mail.example');
    await until('a connection that is not greeted', () => server.stalled === 1);
    await site.mailTo(rough.url, { signal: 'SIGKILL' });
    server.data = (to) => (to === 'half@mail.example' ? 'hold' : to === 'spam@mail.example' ? [554, '5.7.1 not this text'] : null);
    await ask(site, 'half@mail.example');
    await until('a mail that is not acknowledged', () => server.to(server.got, 'half@mail.example').length === 1);
    await site.mailTo(rough.url, { signal: 'SIGKILL' });
    server.data = (to) => (to === 'spam@mail.example' ? [554, '5.7.1 not this text'] : null);
    for (const to of ['queued@mail.example', 'half@mail.example']) assert.equal(server.to(server.taken, to).length, 0);
  });

  // M26, R1
  test('keys of the link that stops an app are not guessed: each address may try so often', async () => {
    const { site } = rough;
    site.change(/^listen = /m, 'trusted_proxy = 127.0.0.1\nlisten = ');
    await site.mailTo(rough.url);
    const from = async (address) => (await fetch(`${site.plan}/stop?k=${'A'.repeat(43)}`, { headers: { 'X-Forwarded-For': address } })).status;
    const got = [];
    for (let i = 0; i < 40; i += 1) got.push(await from('203.0.113.9'));
    assert.ok(got.slice(0, 30).every((status) => status === 404), got.join(' '));
    assert.ok(got.slice(34).every((status) => status === 429), got.join(' '));
    assert.equal(await from('203.0.113.10'), 404);
    assert.ok(!site.log().includes('AAAAAAAA'), 'no log holds a key');
  });

  /** Run at the end: the first try is repeated after a minute. */
  world.afterMinute = () => {
    // M26
    test('no file of the plan but the mail itself holds the key of a link that stops an app', () => {
      const { site } = world;
      const keys = site.mails().flatMap((mail) => /\/stop\?k=([\w-]{43})/.exec(mail.text)?.[1] || []);
      assert.ok(keys.length > 0, 'apps were connected');
      const files = readdirSync(site.dir, { withFileTypes: true, recursive: true }).filter((one) => one.isFile())
        .map((one) => `${one.parentPath ?? one.path}/${one.name}`).filter((name) => !name.startsWith(`${site.dir}/mail/`));
      assert.ok(files.some((name) => name.includes('/audit/')) && files.some((name) => name.includes('/store/')));
      for (const name of files) {
        const text = readFileSync(name, 'latin1');
        for (const key of keys) assert.ok(!text.includes(key), name);
      }
    });

    test('what waited through refusals and crashes went out once; what came twice was not acknowledged', async () => {
      const { server } = rough;
      for (const to of ['queued@mail.example', 'half@mail.example', 'later@mail.example']) {
        await until(`the mail to ${to}`, () => server.to(server.taken, to).length, 200000);
      }
      const [first, second, ...more] = server.to(server.got, 'half@mail.example');
      assert.deepEqual([first.id, more.length], [second.id, 0], 'the same Message-ID');
      for (const to of ['queued@mail.example', 'half@mail.example', 'later@mail.example']) {
        assert.equal(server.to(server.taken, to).length, 1, to);
      }
      assert.equal(server.to(server.got, 'queued@mail.example').length, 1);
      assert.equal(server.to(server.got, 'spam@mail.example').length, 1, 'not tried again');
      const ids = server.taken.map((one) => one.id);
      assert.equal(new Set(ids).size, ids.length, 'each mail once');
    }, 300000);

    test('what a mail server did not take for our password or its certificate goes out once that is mended', async () => {
      for (const to of ['wrong', 'foreign', 'clear'].map((name) => `${name}@mail.example`)) {
        await until(`the mail to ${to}`, () => tls.server.to(tls.server.taken, to).length, 200000);
        assert.equal(tls.server.to(tls.server.taken, to).length, 1, to);
      }
      await Promise.all([tls.server.close(), tls.smtps.close(), tls.clear.close()]);
      world.logs = [...(world.logs || []), tls.site.log()];
    }, 300000);

    test('a mail server that does not greet or never answers is left in time, and the pages answer meanwhile', async () => {
      const { site, server } = rough;
      const stall = async (email, begun, least, most) => {
        const [before, began] = [notSent(site), Date.now()];
        await ask(site, email);
        await until('the connection', begun);
        assert.equal((await fetch(`${site.plan}/signin`)).status, 200);
        await until('the end of its time', () => notSent(site) > before, 60000);
        const took = Date.now() - began;
        assert.ok(took > least && took < most, `${took} ms`);
      };
      server.stalls = 1;
      await stall('silent@mail.example', () => server.stalled === 2, 8000, 20000); // 10 s to connect
      server.data = (to) => (to === 'slow@mail.example' ? 'hold' : null);
      await stall('slow@mail.example', () => server.to(server.got, 'slow@mail.example').length === 1, 25000, 45000); // 30 s in all
      server.data = () => null;
      for (const to of ['silent@mail.example', 'slow@mail.example']) {
        await until(`the mail to ${to}`, () => server.to(server.taken, to).length === 1, 120000);
      }
      await server.close();
      world.logs = [...(world.logs || []), site.log()];
    }, 300000);

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

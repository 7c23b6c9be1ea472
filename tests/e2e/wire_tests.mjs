// What nobody's browser sends: shapes that proxies and servers read differently, lines without end, clients
// that never finish. Each gets an answer of 4xx and a closed connection; the server lives on.
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test, until } from './lib/runner.mjs';
import { send } from './lib/wire.mjs';

const IDLE_MS = 75000; // what the server gives a connection that says nothing

const text = (...lines) => `${lines.join('\r\n')}\r\n\r\n`;

export function wireTests(world) {
  const { site } = world;
  const host = `Host: localhost:${site.port}`;
  const alive = async () => assert.equal((await fetch(`${site.plan}/signin`)).status, 200, 'the server lives');

  test('requests that could be read in two ways are refused and the connection is closed', async () => {
    const page = 'GET /demo/help HTTP/1.1';
    const post = 'POST /demo/oauth/token HTTP/1.1';
    const smuggled = 'GET /demo/help HTTP/1.1\r\nHost: x\r\n\r\n';
    const rows = {
      'length and chunks': text(post, host, 'Content-Length: 4', 'Transfer-Encoding: chunked') + `0\r\n\r\n${smuggled}`,
      'two lengths': text(post, host, 'Content-Length: 0', 'Content-Length: 44') + smuggled,
      'a list of lengths': text(post, host, 'Content-Length: 0, 44') + smuggled,
      'a signed length': text(post, host, 'Content-Length: +4') + 'a=bc',
      'a length of its own': text(post, host, 'Content-Length: 0x4') + 'a=bc',
      'unknown encoding': text(post, host, 'Transfer-Encoding: xchunked') + `0\r\n\r\n${smuggled}`,
      'two encodings': text(post, host, 'Transfer-Encoding: chunked', 'Transfer-Encoding: identity') + `0\r\n\r\n${smuggled}`,
      'two hosts': text(page, host, 'Host: evil.example'),
      'no host': text(page),
      'a user in the host': text(page, `Host: evil.example@localhost:${site.port}`),
      'a name that is no token': text(page, host, 'X[y]: 1'),
      'a bad chunk size': text(post, host, 'Transfer-Encoding: chunked', 'Content-Type: application/x-www-form-urlencoded') + 'zz\r\nabc\r\n0\r\n\r\n',
    };
    for (const [what, bytes] of Object.entries(rows)) {
      const got = await send(site.port, bytes);
      assert.ok(got.closed, `${what}: the connection is closed`);
      // libmicrohttpd 0.9.75 may write the header of its own 400 twice before it closes: still one answer.
      const answers = [...new Set(got.text.match(/HTTP\/1\.1 \d{3}/g))];
      assert.ok(answers.length === 1 && /^HTTP\/1\.1 4/.test(answers[0]), `${what}: ${answers}`);
      assert.ok(!got.text.includes('What do I need to register'), `${what}: the help page, asked for or hidden, is not answered`);
    }
    await alive();
  });

  test('targets that are too long, cut or disguised find nothing', async () => {
    const rows = [
      [`/demo/help?${'a'.repeat(20000)}`, [414, 431, 400]], [`/${'a/'.repeat(9000)}`, [414, 431, 400]],
      ['/demo/help%00.html', [400, 404]], ['/demo/%2e%2e/static/postern.css', [400, 404]],
      ['/demo/../demo/help', [400, 404]], ['//evil.example/demo/help', [400, 404]], ['/demo%2Fhelp', [400, 404]],
      ['/static/..%2f..%2fetc%2fpasswd', [400, 404]], ['/demo/fhir/Patient/%', [400, 401, 404]], ['/demo/h\u0001elp', [400, 404]],
    ];
    for (const [target, statuses] of rows) {
      const got = await send(site.port, text(`GET ${target} HTTP/1.1`, host, 'Connection: close'));
      assert.ok(statuses.includes(got.status), `${target.slice(0, 40)}: ${got.status}`);
      assert.ok(!got.text.includes('root:'), target);
    }
    const many = Array.from({ length: 200 }, (_, i) => `X-${i}: 1`);
    assert.ok([400, 431].includes((await send(site.port, text('GET /demo/help HTTP/1.1', host, ...many))).status));
    const cookie = await send(site.port, text('GET /demo/help HTTP/1.1', host, `Cookie: sid-demo=${'x'.repeat(40000)}`));
    assert.ok([400, 431].includes(cookie.status), `a huge cookie: ${cookie.status}`);
    await alive();
  });

  test('bodies that are too big, of the wrong kind or broken are refused', async () => {
    const form = 'Content-Type: application/x-www-form-urlencoded';
    const rows = [
      [text('POST /demo/oauth/token HTTP/1.1', host, form, 'Content-Length: 99999999', 'Connection: close'), [413]],
      [text('POST /demo/oauth/token HTTP/1.1', host, form, 'Content-Length: 18446744073709551617', 'Connection: close'), [400, 413]],
      [text('POST /demo/oauth/token HTTP/1.1', host, 'Content-Type: application/json', 'Content-Length: 2', 'Connection: close') + '{}', [400, 415]],
      [text('POST /demo/register HTTP/1.1', host, form, 'Content-Length: 6', 'Connection: close') + 'a=%FF%', [400, 403]],
      [text('DELETE /demo/fhir/Patient/x HTTP/1.1', host, 'Connection: close'), [401, 404, 405]],
      [text('BREW /demo/help HTTP/1.1', host, 'Connection: close'), [400, 405, 501]],
      ['\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', [0, 400]],
      ['GET /demo/help HTTP/9.9\r\n\r\n', [400, 505]],
    ];
    for (const [bytes, statuses] of rows) {
      const got = await send(site.port, bytes, statuses.includes(0) ? 2000 : undefined);
      assert.ok(statuses.includes(got.status), `${bytes.slice(0, 60)}: ${got.status}`);
    }
    await alive();
  });

  test('a hundred clients that never finish a request hold nobody up', async () => {
    const began = Date.now();
    const sockets = Array.from({ length: 100 }, () => connect(site.port, '127.0.0.1', function open() {
      this.write(`GET /demo/help HTTP/1.1\r\n${host}\r\nX-Slow: `);
    }).on('error', () => {}));
    await until('all to be open', () => sockets.every((socket) => socket.readyState === 'open' || socket.destroyed));
    const asked = Date.now();
    await alive();
    assert.ok(Date.now() - asked < 8000, 'others are answered before those are shown out');
    // One stays: last_tests sees that the server ends it.
    world.slow = { began, limit: IDLE_MS, socket: sockets[0], ended: new Promise((done) => { sockets[0].once('close', done); }) };
    sockets[0].resume();
    sockets.slice(1).forEach((socket) => socket.destroy());
  });
}

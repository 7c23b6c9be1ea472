// Apps of the tests: each a server on an origin of its own, registered with the plan. One speaks OAuth by hand,
// so that a browser without scripts can use it; its page /fhirclient is a SMART app made with fhirclient.
import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { clientsDir } from './need.mjs';

const servers = new Set();
/** Every token that a test was given: none may stand in a log. */
export const tokensSeen = new Set();
const files = {
  '/fhir-client.js': ['text/javascript', readFileSync(`${clientsDir}/fhirclient/package/build/fhir-client.js`)],
  '/smart.js': ['text/javascript', readFileSync(new URL('./smart.js', import.meta.url))],
};
const html = (body) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>An app</title><body>${body}</body></html>`;
const pages = {
  '/': html('<h1>An app</h1>'),
  '/cb': html('<h1>Back in the app</h1>'),
  '/smart': html('<h1>SMART</h1><script src="/fhir-client.js"></script><script src="/smart.js"></script>'),
};

export const base64url = (bytes) => Buffer.from(bytes).toString('base64url');

async function bodyOf(req) {
  const parts = [];
  for await (const part of req) parts.push(part);
  return String(Buffer.concat(parts));
}

/** Serves pages of an origin: http://127.0.0.1, or what `host` is, with a port of its own. What is posted to them is
 * added to `posts`. */
export function openOrigin(posts = [], host = '127.0.0.1') {
  return new Promise((done) => {
    const server = createServer(async (req, res) => {
      const body = await bodyOf(req);
      if (req.method === 'POST') posts.push({ url: req.url, headers: req.headers, fields: Object.fromEntries(new URLSearchParams(body)) });
      const { pathname } = new URL(req.url, 'http://x');
      const [type, page] = files[pathname] || ['text/html', pages[pathname]];
      res.writeHead(page ? 200 : 404, { 'Content-Type': type, 'Cache-Control': 'no-store', Connection: 'close' });
      res.end(page || 'no such page');
    }).listen(0, host, () => { servers.add(server); done(`http://${host.includes(':') ? `[${host}]` : host}:${server.address().port}`); });
  });
}

export const closeOrigins = () => servers.forEach((server) => server.close());

/** A registered public app. */
export class App {
  static async open(site, id, { name = id, path = '/cb', host } = {}) {
    const posts = [];
    const origin = await openOrigin(posts, host);
    return Object.assign(App.at(site, id, origin + path, name), { origin, posts });
  }

  /** An app that nobody serves: of a private scheme. */
  static at(site, id, redirectUri, name = id) {
    site.addApp(id, redirectUri, name);
    return Object.assign(new App(), { site, id, name, redirectUri });
  }

  /** The address to send a browser to; `change` overrides or removes (null) parameters. */
  authorizeUrl(change = {}) {
    this.verifier = base64url(randomBytes(32));
    this.state = base64url(randomBytes(16));
    const query = {
      response_type: 'code', client_id: this.id, redirect_uri: this.redirectUri, state: this.state,
      scope: 'openid fhirUser launch/patient offline_access patient/*.rs', aud: this.site.fhir,
      code_challenge: base64url(createHash('sha256').update(this.verifier).digest()), code_challenge_method: 'S256',
      ...change,
    };
    const to = new URL(`${this.site.plan}/oauth/authorize`);
    for (const [key, value] of Object.entries(query)) if (value !== null) to.searchParams.set(key, value);
    return to.href;
  }

  /** What came back with the browser: checked for being ours, then its fields. */
  answer(url) {
    const at = new URL(url);
    if (String(url).split('?')[0] !== this.redirectUri) throw new Error(`not back in ${this.id}: ${at.origin}${at.pathname}`);
    return this.checked(Object.fromEntries(at.searchParams));
  }

  /** The same, of what was posted to it last. */
  posted() {
    return this.checked(this.posts.pop().fields);
  }

  checked(got) {
    if (got.state !== this.state) throw new Error('another state than was sent');
    if (got.iss !== this.site.plan) throw new Error(`iss is ${got.iss}`);
    return got;
  }

  post(path, fields, headers = {}) {
    return fetch(`${this.site.plan}/oauth/${path}`, { method: 'POST', headers, body: new URLSearchParams(fields) });
  }

  async exchange(code, change = {}) {
    const reply = await this.post('token', {
      grant_type: 'authorization_code', code, redirect_uri: this.redirectUri, client_id: this.id,
      code_verifier: this.verifier, ...change });
    const got = { status: reply.status, ...await reply.json() };
    for (const token of [code, got.access_token, got.refresh_token, got.id_token]) if (token) tokensSeen.add(token);
    return got;
  }
}

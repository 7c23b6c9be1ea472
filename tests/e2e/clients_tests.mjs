// Apps that sign, made with oauth4webapi: a backend service's token, introspection, a pushed request, giving back,
// and what the plan says to a signature that was seen or is somebody else's.
import assert from 'node:assert/strict';
import { webcrypto } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { need } from './lib/need.mjs';
import { test } from './lib/runner.mjs';

globalThis.crypto ??= webcrypto; // Node 18 has it by this name alone

const algs = {
  RS384: { name: 'RSASSA-PKCS1-v1_5', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-384' },
  ES384: { name: 'ECDSA', namedCurve: 'P-384' },
};

async function keyOf(alg, kid) {
  const pair = await crypto.subtle.generateKey(algs[alg], true, ['sign', 'verify']);
  return { key: pair.privateKey, kid, jwk: { ...await crypto.subtle.exportKey('jwk', pair.publicKey), kid, alg, use: 'sig' } };
}

export function clientsTests({ site, dir }) {
  const add = (id, keys, ...more) => {
    const path = `${dir}/${id}.jwks.json`;
    writeFileSync(path, JSON.stringify({ keys: keys.map((k) => k.jwk) }));
    return site.addClient(id, '--jwks', path, ...more);
  };
  const begin = async () => {
    const oauth = await import(pathToFileURL(need.resolve('oauth4webapi')));
    const options = { [oauth.allowInsecureRequests]: true };
    const issuer = new URL(site.plan);
    const as = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, options));
    const rfc8414 = await oauth.processDiscoveryResponse(issuer,
      await oauth.discoveryRequest(issuer, { ...options, algorithm: 'oauth2' }));
    assert.deepEqual(as, rfc8414, 'both documents say the same');
    return { oauth, options, as };
  };

  for (const alg of ['RS384', 'ES384']) {
    test(`a backend service made with oauth4webapi gets a token by ${alg}, asks about it and gives it back`, async () => {
      const { oauth, options, as } = await begin();
      const key = await keyOf(alg, `k-${alg}`);
      add(`svc-${alg}`, [key], '--scope', 'system/*.rs', '--group', 'g1');
      const client = { client_id: `svc-${alg}` };
      const proof = () => oauth.PrivateKeyJwt({ key: key.key, kid: key.kid });
      const grant = await oauth.processClientCredentialsResponse(as, client,
        await oauth.clientCredentialsGrantRequest(as, client, proof(), { scope: 'system/*.read' }, options));
      assert.deepEqual([grant.token_type, grant.scope, grant.expires_in, grant.refresh_token],
        ['bearer', 'system/*.read', 300, undefined]);
      const ask = async () => oauth.processIntrospectionResponse(as, client,
        await oauth.introspectionRequest(as, client, proof(), grant.access_token, options));
      const alive = await ask();
      assert.deepEqual([alive.active, alive.client_id, alive.scope], [true, client.client_id, 'system/*.read']);
      const read = await fetch(`${site.fhir}/Patient`, { headers: { Authorization: `Bearer ${grant.access_token}` } });
      assert.equal(read.status, 403, 'nobody\'s data');
      await oauth.processRevocationResponse(
        await oauth.revocationRequest(as, client, proof(), grant.access_token, options));
      assert.deepEqual(await ask(), { active: false });
    });
  }

  test('a signature that was seen, or is another\'s, is refused with 400', async () => {
    const { oauth, options, as } = await begin();
    const [mine, other] = [await keyOf('ES384', 'k'), await keyOf('ES384', 'k')];
    add('svc-once', [mine], '--scope', 'system/*.rs');
    const client = { client_id: 'svc-once' };
    let sent;
    const keep = { ...options, [oauth.customFetch]: (url, init) => { sent = { url, init }; return fetch(url, init); } };
    const first = await oauth.clientCredentialsGrantRequest(as, client, oauth.PrivateKeyJwt({ key: mine.key, kid: 'k' }),
      { scope: 'system/*.rs' }, keep);
    assert.equal(first.status, 200);
    const again = await fetch(sent.url, sent.init);
    assert.deepEqual([again.status, (await again.json()).error], [400, 'invalid_client']);
    const forged = await oauth.clientCredentialsGrantRequest(as, client, oauth.PrivateKeyJwt({ key: other.key, kid: 'k' }),
      { scope: 'system/*.rs' }, options);
    assert.deepEqual([forged.status, (await forged.json()).error], [400, 'invalid_client']);
  });

  test('an app that must push its request pushes it with oauth4webapi, signed', async () => {
    const { oauth, options, as } = await begin();
    const key = await keyOf('RS384', 'k');
    const redirectUri = 'https://push.example/cb';
    add('push', [key], '--redirect-uri', redirectUri, '--require-par');
    const client = { client_id: 'push' };
    const challenge = await oauth.calculatePKCECodeChallenge(oauth.generateRandomCodeVerifier());
    const request = { response_type: 'code', redirect_uri: redirectUri, scope: 'openid patient/*.rs', state: 's', aud: site.fhir,
      code_challenge: challenge, code_challenge_method: 'S256' };
    const pushed = await oauth.processPushedAuthorizationResponse(as, client,
      await oauth.pushedAuthorizationRequest(as, client, oauth.PrivateKeyJwt({ key: key.key, kid: 'k' }), request, options));
    const go = (query) => fetch(`${as.authorization_endpoint}?${new URLSearchParams(query)}`, { redirect: 'manual' });
    const asked = await go({ client_id: 'push', request_uri: pushed.request_uri });
    assert.equal(asked.status, 303);
    assert.match(asked.headers.get('location'), /\/demo\/signin/);
    const openly = await go({ client_id: 'push', ...request });
    assert.match(openly.headers.get('location'), /^https:\/\/push\.example\/cb\?error=invalid_request/);
  });
}

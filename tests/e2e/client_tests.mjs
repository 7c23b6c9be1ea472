// Clients that others wrote, as an app's developers would use them: openid-client, oauth4webapi, @medplum/core
// (fhirclient, in a browser, is in connect_tests).
import assert from 'node:assert/strict';
import { openOrigin, tokensSeen } from './lib/app.mjs';
import { keyOf } from './lib/key.mjs';
import { load, need } from './lib/need.mjs';
import { test as register } from './lib/runner.mjs';
import { ownPlan } from './lib/visitor.mjs';

const openid = await load('openid-client/build/index.js');
const oauth = await load('oauth4webapi/build/index.js');
const { MedplumClient } = need('@medplum/core');

const SCOPE = 'openid fhirUser launch/patient offline_access patient/*.rs';
const http = { [oauth.allowInsecureRequests]: true };
const seen = (tokens) => {
  for (const token of [tokens.access_token, tokens.refresh_token, tokens.id_token]) if (token) tokensSeen.add(token);
  return tokens;
};
const bearer = (token) => ({ headers: { Authorization: `Bearer ${token}` } });

/** An app of openid-client's: begin() gives where to send the member, end(url) what she comes back with. */
class OpenidApp {
  constructor(config, redirectUri, site) {
    Object.assign(this, { config, redirectUri, site });
  }

  static async open(site, id, redirectUri, secret, auth) {
    const config = await openid.discovery(new URL(site.plan), id, secret, auth, { execute: [openid.allowInsecureRequests] });
    return new OpenidApp(config, redirectUri, site);
  }

  async asked() {
    this.verifier = openid.randomPKCECodeVerifier();
    this.state = openid.randomState();
    this.nonce = openid.randomNonce();
    return { redirect_uri: this.redirectUri, scope: SCOPE, state: this.state, nonce: this.nonce, aud: this.site.fhir,
      code_challenge: await openid.calculatePKCECodeChallenge(this.verifier), code_challenge_method: 'S256' };
  }

  async end(url) {
    return seen(await openid.authorizationCodeGrant(this.config, url,
      { pkceCodeVerifier: this.verifier, expectedState: this.state, expectedNonce: this.nonce, idTokenExpected: true }));
  }
}

/** From the code to the end of the family; what every confidential app does. */
async function lives(app, visitor, url) {
  const { config, site } = app;
  const tokens = await app.end(await visitor.allow(url));
  assert.equal(tokens.patient, visitor.member.patient);
  assert.equal(tokens.claims().fhirUser, `${site.fhir}/Patient/${visitor.member.patient}`);
  assert.equal(tokens.claims().aud, config.clientMetadata().client_id);
  assert.equal((await fetch(`${site.fhir}/Patient/${tokens.patient}`, bearer(tokens.access_token))).status, 200);
  const renewed = seen(await openid.refreshTokenGrant(config, tokens.refresh_token));
  assert.equal(renewed.scope, tokens.scope);
  assert.notEqual(renewed.refresh_token, tokens.refresh_token);
  await openid.tokenRevocation(config, renewed.refresh_token);
  await assert.rejects(openid.refreshTokenGrant(config, renewed.refresh_token), { error: 'invalid_grant' });
  assert.equal((await fetch(`${site.fhir}/Patient/${tokens.patient}`, bearer(renewed.access_token))).status, 401);
  return tokens;
}

export function clientTests(world) {
  const here = {};
  /** A test that needs the plan of these tests. */
  const test = (name, run) => register(name, async () => {
    const { site, visitor } = await ownPlan(world);
    await run(Object.assign(here, { site, visitor }));
  });

  const add = async (id, more = []) => {
    const redirectUri = `${await openOrigin()}/cb`;
    return { id, redirectUri, ...here.site.addApp(id, redirectUri, id, more) };
  };

  // T11, T12, T23, T25, O5, O6, D7, D11
  test('openid-client: a confidential app by Basic takes a code, renews and ends what it has', async () => {
    const app = await add('oc-basic', ['--confidential']);
    const client = await OpenidApp.open(here.site, app.id, app.redirectUri, app.client_secret, openid.ClientSecretBasic(app.client_secret));
    await lives(client, here.visitor, openid.buildAuthorizationUrl(client.config, await client.asked()).href);
  });

  // T11, O13
  test('openid-client: an app registers itself, and proves itself in the body', async () => {
    const redirectUri = `${await openOrigin()}/cb`;
    const config = await openid.dynamicClientRegistration(new URL(here.site.plan), {
      client_name: 'Body Proof', redirect_uris: [redirectUri], token_endpoint_auth_method: 'client_secret_post',
      grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'], scope: SCOPE,
    }, undefined, { execute: [openid.allowInsecureRequests] });
    assert.ok(config.clientMetadata().client_secret);
    const client = new OpenidApp(config, redirectUri, here.site);
    await lives(client, here.visitor, openid.buildAuthorizationUrl(config, await client.asked()).href);
  });

  // A25
  test('openid-client: a request is pushed before the member comes', async () => {
    const app = await add('oc-par', ['--confidential']);
    const client = await OpenidApp.open(here.site, app.id, app.redirectUri, app.client_secret, openid.ClientSecretBasic(app.client_secret));
    const url = await openid.buildAuthorizationUrlWithPAR(client.config, await client.asked());
    assert.deepEqual([...url.searchParams.keys()].sort(), ['client_id', 'request_uri']);
    await lives(client, here.visitor, url.href);
    // A second use of the address is none.
    const again = await fetch(url, { redirect: 'manual' });
    assert.ok(!/[?&]code=/.test(again.headers.get('location') ?? ''));
  });

  for (const alg of ['ES384', 'RS384']) {
    // T14, T19
    test(`openid-client: an app proves itself by a key, ${alg}`, async () => {
      const { key, kid, file } = await keyOf(world.dir, alg);
      const app = await add(`oc-${alg.toLowerCase()}`, ['--jwks', file]);
      const client = await OpenidApp.open(here.site, app.id, app.redirectUri, undefined, openid.PrivateKeyJwt({ key, kid }));
      await lives(client, here.visitor, openid.buildAuthorizationUrl(client.config, await client.asked()).href);
    });
  }

  // O1, O2, D7
  test('openid-client: an app is told of its own token, and nothing of one that is none', async () => {
    const app = await add('oc-look', ['--confidential']);
    const client = await OpenidApp.open(here.site, app.id, app.redirectUri, app.client_secret, openid.ClientSecretBasic(app.client_secret));
    const tokens = await client.end(await here.visitor.allow(openid.buildAuthorizationUrl(client.config, await client.asked()).href));
    const told = await openid.tokenIntrospection(client.config, tokens.access_token);
    assert.deepEqual([told.active, told.scope, told.client_id, told.patient, told.iss, told.sub],
      [true, tokens.scope, app.id, tokens.patient, tokens.claims().iss, tokens.claims().sub]);
    assert.ok(Number.isInteger(told.exp));
    assert.deepEqual(await openid.tokenIntrospection(client.config, 'invalid_token_value'), { active: false });
    await openid.tokenRevocation(client.config, tokens.access_token);
    assert.deepEqual(await openid.tokenIntrospection(client.config, tokens.access_token), { active: false });
  });

  // O10
  test('openid-client: userinfo says who the id_token said', async () => {
    const app = await add('oc-info', ['--confidential']);
    const client = await OpenidApp.open(here.site, app.id, app.redirectUri, app.client_secret, openid.ClientSecretBasic(app.client_secret));
    const tokens = await client.end(await here.visitor.allow(openid.buildAuthorizationUrl(client.config, await client.asked()).href));
    const info = await openid.fetchUserInfo(client.config, tokens.access_token, tokens.claims().sub);
    assert.equal(info.fhirUser, tokens.claims().fhirUser);
  });

  // O20, O21
  test('openid-client: a service without a person gets a token by its key', async () => {
    const { key, kid, file } = await keyOf(world.dir, 'ES384');
    const app = await add('oc-service', ['--jwks', file, '--scope', 'system/*.rs']);
    const { config } = await OpenidApp.open(here.site, app.id, app.redirectUri, undefined, openid.PrivateKeyJwt({ key, kid }));
    const tokens = seen(await openid.clientCredentialsGrant(config, { scope: 'system/*.read' }));
    assert.equal(tokens.token_type, 'bearer');
    assert.equal(tokens.scope, 'system/*.read');
    assert.ok(tokens.expires_in > 0 && !tokens.refresh_token && !tokens.id_token);
  });

  // D13, T11, T25, O5, A12, threat 6
  test('oauth4webapi: discovery of RFC 8414, code, renewal, revocation; an answer of another issuer is not taken', async () => {
    const { site, visitor } = here;
    const app = await add('o4-basic', ['--confidential']);
    const issuer = new URL(site.plan);
    const as = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, { ...http, algorithm: 'oauth2' }));
    const client = { client_id: app.id };
    const auth = oauth.ClientSecretBasic(app.client_secret);
    const verifier = oauth.generateRandomCodeVerifier();
    const [state, nonce] = [oauth.generateRandomState(), oauth.generateRandomNonce()];
    const url = new URL(as.authorization_endpoint);
    for (const [name, value] of Object.entries({ response_type: 'code', client_id: app.id, redirect_uri: app.redirectUri, scope: SCOPE,
      state, nonce, aud: site.fhir, code_challenge: await oauth.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' })) {
      url.searchParams.set(name, value);
    }
    const back = await visitor.allow(url.href);
    const other = new URL(back);
    other.searchParams.set('iss', `${site.base}/other`);
    assert.throws(() => oauth.validateAuthResponse(as, client, other, state), /iss/);
    const answer = oauth.validateAuthResponse(as, client, back, state);
    const first = await oauth.authorizationCodeGrantRequest(as, client, auth, answer, app.redirectUri, verifier, http);
    const tokens = seen(await oauth.processAuthorizationCodeResponse(as, client, first, { expectedNonce: nonce, requireIdToken: true }));
    assert.equal(tokens.patient, visitor.member.patient);
    await oauth.validateApplicationLevelSignature(as, first, http);
    const renewed = seen(await oauth.processRefreshTokenResponse(as, client,
      await oauth.refreshTokenGrantRequest(as, client, auth, tokens.refresh_token, http)));
    const read = await oauth.protectedResourceRequest(renewed.access_token, 'GET', new URL(`${site.fhir}/Coverage`), undefined, null, http);
    assert.equal((await read.json()).resourceType, 'Bundle');
    await oauth.processRevocationResponse(await oauth.revocationRequest(as, client, auth, renewed.access_token, http));
    await assert.rejects(oauth.protectedResourceRequest(renewed.access_token, 'GET', new URL(`${site.fhir}/Coverage`), undefined, null, http));
  });

  // A25, T14, O2
  test('oauth4webapi: a pushed request, a key, an introspection', async () => {
    const { site, visitor } = here;
    const { key, kid, file } = await keyOf(world.dir, 'RS384');
    const app = await add('o4-key', ['--jwks', file]);
    const issuer = new URL(site.plan);
    const as = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, http));
    const client = { client_id: app.id };
    const auth = oauth.PrivateKeyJwt({ key, kid });
    const verifier = oauth.generateRandomCodeVerifier();
    const state = oauth.generateRandomState();
    const pushed = await oauth.processPushedAuthorizationResponse(as, client, await oauth.pushedAuthorizationRequest(as, client, auth,
      new URLSearchParams({ response_type: 'code', client_id: app.id, redirect_uri: app.redirectUri, scope: 'launch/patient patient/*.rs', state,
        aud: site.fhir, code_challenge: await oauth.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' }), http));
    const url = new URL(as.authorization_endpoint);
    url.searchParams.set('client_id', app.id);
    url.searchParams.set('request_uri', pushed.request_uri);
    const answer = oauth.validateAuthResponse(as, client, await visitor.allow(url.href), state);
    const tokens = seen(await oauth.processAuthorizationCodeResponse(as, client,
      await oauth.authorizationCodeGrantRequest(as, client, auth, answer, app.redirectUri, verifier, http)));
    const told = await oauth.processIntrospectionResponse(as, client, await oauth.introspectionRequest(as, client, auth, tokens.access_token, http));
    assert.deepEqual([told.active, told.scope, told.patient], [true, tokens.scope, visitor.member.patient]);
  });

  // T3, T25: a public app, whose client sends no state of the plan's own
  test('@medplum/core: a public app takes a code, reads, follows pages and renews', async () => {
    const { site, visitor } = here;
    const app = await add('medplum');
    const kept = new Map(); // where a browser keeps what the app must remember
    globalThis.sessionStorage = { getItem: (k) => kept.get(k) ?? null, setItem: (k, v) => kept.set(k, v), clear: () => kept.clear() };
    try {
      const medplum = new MedplumClient({ baseUrl: `${site.plan}/`, fhirUrlPath: 'fhir/', authorizeUrl: `${site.plan}/oauth/authorize`,
        tokenUrl: `${site.plan}/oauth/token`, clientId: app.id, fetch });
      // Its own startPkce wants a window; another library makes the pair, it sends the verifier.
      const verifier = oauth.generateRandomCodeVerifier();
      kept.set('codeVerifier', verifier);
      const pkce = { codeChallengeMethod: 'S256', codeChallenge: await oauth.calculatePKCECodeChallenge(verifier) };
      const url = medplum.getExternalAuthRedirectUri(`${medplum.getAuthorizeUrl()}?aud=${encodeURIComponent(site.fhir)}`, app.id, app.redirectUri,
        { ...pkce, scope: 'openid fhirUser launch/patient offline_access patient/*.rs' });
      const back = await visitor.allow(url);
      await medplum.processCode(back.searchParams.get('code'), { clientId: app.id, redirectUri: app.redirectUri });
      const first = medplum.getAccessToken();
      tokensSeen.add(first);
      const patient = await medplum.readResource('Patient', visitor.member.patient);
      assert.equal(patient.resourceType, 'Patient');
      let claims = 0;
      for await (const page of medplum.searchResourcePages('ExplanationOfBenefit', { _count: '5' })) claims += page.length;
      const all = await medplum.search('ExplanationOfBenefit', '_summary=count');
      assert.ok(claims > 5);
      assert.equal(claims, all.total);
      await medplum.refresh();
      assert.notEqual(medplum.getAccessToken(), first);
      tokensSeen.add(medplum.getAccessToken());
      assert.equal((await medplum.search('Coverage')).resourceType, 'Bundle');
    } finally {
      delete globalThis.sessionStorage;
    }
  });
}

// The requests of the public test kits (SMART App Launch, ONC (g)(10)) and what they hold the answers against, one
// test a step of theirs: tests/conform/{smart_app_launch,onc_g10}.tsv say which of their tests each stands for.
// TLS is asked of the proxy and not here.
import assert from 'node:assert/strict';
import { createHash, createPublicKey, randomUUID, verify } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { base64url, openOrigin, tokensSeen } from './lib/app.mjs';
import { close, disconnect, press } from './lib/browser.mjs';
import { JWT_BEARER, assertion, keyOf } from './lib/key.mjs';
import { test as register } from './lib/runner.mjs';
import { postern } from './lib/site.mjs';
import { ownPlan } from './lib/visitor.mjs';

const TYPES = ['Medication', 'AllergyIntolerance', 'CarePlan', 'CareTeam', 'Condition', 'Coverage', 'Device', 'DiagnosticReport',
  'DocumentReference', 'Encounter', 'Goal', 'Immunization', 'Location', 'MedicationDispense', 'MedicationRequest', 'Observation', 'Organization',
  'Patient', 'Practitioner', 'PractitionerRole', 'Procedure', 'Provenance', 'QuestionnaireResponse', 'RelatedPerson', 'ServiceRequest', 'Specimen'];
const FIRST = ['launch/patient', 'openid', 'fhirUser', 'offline_access'];
const V1 = [...FIRST, ...TYPES.map((type) => `patient/${type}.read`)].join(' ');
const V2 = [...FIRST, ...TYPES.map((type) => `patient/${type}.rs`)].join(' ');
// What the kit searches each type by, in its versions for US Core 3.1.1, 6.1 and 7.
const SEARCHES = { Patient: '_id=ID', AllergyIntolerance: 'patient=ID', CarePlan: 'patient=ID&category=assess-plan',
  CareTeam: 'patient=ID&status=active', Condition: 'patient=ID', Device: 'patient=ID', DiagnosticReport: 'patient=ID&category=LAB',
  DocumentReference: 'patient=ID', Goal: 'patient=ID', Immunization: 'patient=ID', MedicationRequest: 'patient=ID&intent=order',
  Observation: 'patient=ID&category=laboratory', Procedure: 'patient=ID', Encounter: 'patient=ID', ServiceRequest: 'patient=ID',
  Coverage: 'patient=ID', MedicationDispense: 'patient=ID' };

const decode = (part) => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
const json = async (reply) => JSON.parse(await reply.text());
const challenge = (verifier) => base64url(createHash('sha256').update(verifier).digest());
const bearer = (token, more) => ({ headers: { ...(token && { Authorization: `Bearer ${token}` }), ...more } });

/** The kit as an app: public, with a secret sent by Basic, or with a key. */
class KitApp {
  static async open(site, id, { secret, key } = {}) {
    const app = new KitApp();
    app.origin = await openOrigin();
    app.redirectUri = `${app.origin}/cb`;
    const made = site.addApp(id, app.redirectUri, id, key ? ['--jwks', key.file] : secret ? ['--confidential'] : []);
    return Object.assign(app, { site, id, secret: made.client_secret, key });
  }

  url(smart, scope, change = {}) {
    this.verifier = change.verifier ?? `${randomUUID()}-${randomUUID()}`;
    this.state = randomUUID();
    const query = { response_type: 'code', client_id: this.id, redirect_uri: this.redirectUri, scope, state: this.state, aud: this.site.fhir,
      code_challenge: challenge(this.verifier), code_challenge_method: 'S256', ...change.query };
    return `${smart.authorization_endpoint}?${new URLSearchParams(query)}`;
  }

  prove(params, headers) {
    if (this.key) Object.assign(params, { client_assertion_type: JWT_BEARER, client_assertion: assertion(this.key, this.id, this.tokenUrl) });
    else if (this.secret) Object.assign(headers, { Authorization: `Basic ${Buffer.from(`${this.id}:${this.secret}`).toString('base64')}` });
    else Object.assign(params, { client_id: this.id });
  }

  async post(smart, params, headers = {}) {
    this.tokenUrl = smart.token_endpoint;
    this.prove(params, headers);
    const reply = await fetch(smart.token_endpoint, { method: 'POST', headers, body: new URLSearchParams(params) });
    const copy = await reply.clone().json().catch(() => ({}));
    for (const name of ['access_token', 'refresh_token', 'id_token']) if (copy[name]) tokensSeen.add(copy[name]);
    return reply;
  }

  exchange(smart, code, change = {}, headers = {}) {
    return this.post(smart, { code, redirect_uri: this.redirectUri, grant_type: 'authorization_code', code_verifier: this.verifier, ...change }, headers);
  }
}

function checkTokenBody(body, scope) {
  for (const field of ['access_token', 'token_type', 'expires_in', 'scope']) assert.ok(body[field], field);
  for (const field of ['access_token', 'token_type', 'scope', 'refresh_token']) assert.ok(body[field] === undefined || typeof body[field] === 'string', field);
  assert.equal(typeof body.expires_in, 'number');
  assert.equal(body.token_type.toLowerCase(), 'bearer');
  assert.ok(body.fhirContext === undefined || Array.isArray(body.fhirContext));
  const extra = body.scope.split(' ').filter((one) => !scope.split(' ').includes(one));
  assert.deepEqual(extra, [], 'no scope that was not asked for');
}

function checkTokenHeaders(reply) {
  assert.match(reply.headers.get('content-type'), /^application\/json/);
  assert.match(reply.headers.get('cache-control'), /no-store/);
  assert.match(reply.headers.get('pragma'), /no-cache/);
}

const HL7 = 'http://terminology.hl7.org/CodeSystem';
const US_CORE = 'http://hl7.org/fhir/us/core/CodeSystem';
// The two launches of the kit: what each asks for of two types.
const GRANULAR = [
  [`patient/Condition.rs?category=${HL7}/condition-category|encounter-diagnosis`, `patient/Condition.rs?category=${US_CORE}/condition-category|health-concern`,
    `patient/Observation.rs?category=${HL7}/observation-category|laboratory`, `patient/Observation.rs?category=${HL7}/observation-category|social-history`],
  [`patient/Condition.rs?category=${HL7}/condition-category|problem-list-item`, `patient/Observation.rs?category=${HL7}/observation-category|vital-signs`,
    `patient/Observation.rs?category=${HL7}/observation-category|survey`, `patient/Observation.rs?category=${US_CORE}/us-core-category|sdoh`],
];

/** Of each category of both launches two resources, of pairs of neighbours one more that is of both. */
function granularData(patient) {
  const categories = GRANULAR.flat().map((scope) => {
    const [type, coding] = /^patient\/(\w+)\.rs\?category=(.*)$/.exec(scope).slice(1);
    const [system, code] = coding.split('|');
    return { type, coding: { system, code } };
  });
  const resource = (type, id, codings) => ({ resourceType: type, id, subject: { reference: `Patient/${patient}` },
    category: codings.map((coding) => ({ coding: [coding] })), code: { coding: [{ system: 'http://snomed.info/sct', code: `1${id.length}` }] },
    ...(type === 'Condition' ? { clinicalStatus: { coding: [{ system: `${HL7}/condition-clinical`, code: 'active' }] }, recordedDate: '2026-01-05' }
      : { status: 'final', effectiveDateTime: '2026-01-05', valueString: 'x' }) });
  return categories.flatMap(({ type, coding }, i) => [
    resource(type, `kit-${i}-a`, [coding]), resource(type, `kit-${i}-bb`, [coding]),
    ...categories.slice(i + 1, i + 2).filter((next) => next.type === type).map((next) => resource(type, `kit-${i}-ccc`, [coding, next.coding]))]);
}

/** What came back with her: our state, no error. */
function checkRedirect(app, back) {
  assert.equal(back.searchParams.get('state'), app.state);
  assert.equal(back.searchParams.get('error'), null);
  assert.ok(back.searchParams.get('code'));
  return back.searchParams.get('code');
}

async function checkLaunch({ site, smart, visitor }, app, spelling) {
  const scope = spelling === 'v1' ? V1 : V2;
  const code = checkRedirect(app, await visitor.allow(app.url(smart, scope)));
  const public_ = !app.secret && !app.key;
  const reply = await app.exchange(smart, code, {}, public_ ? { Origin: app.origin } : {});
  assert.equal(reply.status, 200);
  checkTokenHeaders(reply);
  if (public_) assert.ok(['*', app.origin].includes(reply.headers.get('access-control-allow-origin')));
  const body = await json(reply);
  checkTokenBody(body, scope);
  const granted = body.scope.split(' ');
  for (const one of FIRST) assert.ok(granted.includes(one), one);
  for (const type of TYPES) assert.ok(granted.includes(`patient/${type}.${spelling === 'v1' ? 'read' : 'rs'}`), type);
  assert.ok(body.id_token && body.refresh_token);
  assert.equal((await fetch(`${site.fhir}/Patient/${body.patient}`)).status, 401);
  const patient = await fetch(`${site.fhir}/Patient/${body.patient}`, bearer(body.access_token));
  assert.equal(patient.status, 200);
  assert.equal((await json(patient)).resourceType, 'Patient');
  return body;
}

async function checkOpenid({ site }, app, token) {
  const parts = token.split('.');
  assert.equal(parts.length, 3);
  const [header, payload] = parts.slice(0, 2).map(decode);
  const reply = await fetch(`${payload.iss.replace(/\/$/, '')}/.well-known/openid-configuration`);
  assert.equal(reply.status, 200);
  assert.match(reply.headers.get('content-type'), /^application\/json/);
  const conf = await json(reply);
  for (const field of ['issuer', 'authorization_endpoint', 'token_endpoint', 'jwks_uri', 'response_types_supported', 'subject_types_supported',
    'id_token_signing_alg_values_supported']) assert.ok(field in conf, field);
  assert.ok(conf.id_token_signing_alg_values_supported.includes('RS256'));
  const jwks = await fetch(conf.jwks_uri);
  assert.equal(jwks.status, 200);
  const keys = (await json(jwks)).keys.filter((key) => key.kty === 'RSA');
  assert.ok(keys.length);
  const imported = keys.map((key) => [key.kid, createPublicKey({ key, format: 'jwk' })]);
  assert.equal(header.alg, 'RS256');
  const [, key] = imported.find(([kid]) => kid === header.kid);
  assert.ok(verify('sha256', Buffer.from(parts.slice(0, 2).join('.')), key, Buffer.from(parts[2], 'base64url')));
  assert.equal(payload.iss, conf.issuer);
  assert.equal(payload.aud, app.id);
  assert.ok(payload.exp > Date.now() / 1000 && Number.isInteger(payload.iat));
  assert.ok(payload.sub.length > 0 && payload.sub.length < 256);
  const [type, id] = payload.fhirUser.split('/').slice(-2);
  assert.ok(['Patient', 'Practitioner', 'RelatedPerson', 'Person'].includes(type));
  return `${site.fhir}/${type}/${id}`;
}

/** Renewals as the kit asks for them: without scopes, with them, and with a token that is none. */
async function checkRefresh({ site, smart }, app, tokens) {
  let last = tokens;
  for (const more of [{}, { scope: tokens.scope }]) {
    const reply = await app.post(smart, { grant_type: 'refresh_token', refresh_token: last.refresh_token, ...more });
    assert.equal(reply.status, 200);
    checkTokenHeaders(reply);
    const body = await json(reply);
    checkTokenBody(body, tokens.scope);
    last = { ...last, ...body };
  }
  const patient = await fetch(`${site.fhir}/Patient/${tokens.patient}`, bearer(last.access_token));
  assert.equal(patient.status, 200);
  assert.equal((await json(patient)).resourceType, 'Patient');
  const none = await app.post(smart, { grant_type: 'refresh_token', refresh_token: randomUUID() });
  assert.ok([400, 401].includes(none.status));
  return last;
}

export function kitTests(world) {
  const test = (name, run) => register(name, async () => run(await ownPlan(world)));

  // D1 to D6, D8 to D10
  test('kit: the discovery documents have what is required, for any origin', async ({ site }) => {
    const url = `${site.fhir}/.well-known/smart-configuration`;
    const reply = await fetch(url, { headers: { Accept: 'application/json' } });
    assert.equal(reply.status, 200);
    assert.match(reply.headers.get('content-type'), /^application\/json/);
    const smart = await json(reply);
    for (const field of ['authorization_endpoint', 'token_endpoint', 'issuer', 'jwks_uri']) assert.ok(typeof smart[field] === 'string' && smart[field], field);
    for (const field of ['capabilities', 'grant_types_supported', 'code_challenge_methods_supported']) assert.ok(Array.isArray(smart[field]) && smart[field].length, field);
    assert.ok(smart.grant_types_supported.includes('authorization_code'));
    assert.ok(smart.code_challenge_methods_supported.includes('S256') && !smart.code_challenge_methods_supported.includes('plain'));
    assert.ok(smart.capabilities.includes('sso-openid-connect') && smart.capabilities.every((one) => typeof one === 'string'));
    const origin = 'https://inferno.example';
    for (const address of [url, `${site.fhir}/metadata`]) {
      const asked = await fetch(address, { headers: { Origin: origin, Accept: address === url ? 'application/json' : 'application/fhir+json' } });
      assert.equal(asked.status, 200);
      assert.ok(['*', origin].includes(asked.headers.get('access-control-allow-origin')), address);
    }
    const metadata = await json(await fetch(`${site.fhir}/metadata`, { headers: { Accept: 'application/fhir+json' } }));
    const { extension } = metadata.rest.map((one) => one.security).find((one) => one?.service.some((s) => s.coding.some((c) => c.code === 'SMART-on-FHIR')));
    const uris = extension.find((e) => e.url === 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris').extension;
    const uri = (name) => uris.find((e) => e.url === name)?.valueUri;
    assert.ok(uri('authorize') && uri('token'));
    for (const [name, field] of Object.entries({ authorize: 'authorization', introspect: 'introspection', manage: 'management', register: 'registration',
      revoke: 'revocation', token: 'token' })) assert.equal(uri(name), smart[`${field}_endpoint`], name);
  });

  test('kit: the capabilities that a standalone app needs are claimed', async ({ smart }) => {
    for (const one of ['launch-standalone', 'client-public', 'client-confidential-symmetric', 'client-confidential-asymmetric', 'sso-openid-connect',
      'context-standalone-patient', 'permission-offline', 'permission-patient', 'authorize-post', 'permission-v2', 'permission-v1']) {
      assert.ok(smart.capabilities.includes(one), one);
    }
  });

  const launched = {};
  // A1, A12, A14, S9, S14, S16, S20, T2, T3, T11, T21
  test('kit: a standalone launch of a public app', async (own) => {
    launched.public = await KitApp.open(own.site, 'kit-public');
    launched.tokens = await checkLaunch(own, launched.public, 'v2');
  });

  // A1, A12, A14, S9, S14, S20, T2, T11, T12, T21
  test('kit: a standalone launch of a confidential app', async (own) => {
    launched.secret = await KitApp.open(own.site, 'kit-secret', { secret: true });
    launched.secretTokens = await checkLaunch(own, launched.secret, 'v2');
  });

  // S2
  test('kit: a standalone launch with scopes of the first version', async (own) => {
    launched.v1 = await KitApp.open(own.site, 'kit-v1', { secret: true });
    launched.v1Tokens = await checkLaunch(own, launched.v1, 'v1');
  });

  // A1, A2
  test('kit: a launch whose request is posted', async ({ site, smart, visitor }) => {
    const app = await KitApp.open(site, 'kit-posts');
    const url = new URL(app.url(smart, V2));
    const [page] = [visitor.page];
    await page.goto(app.origin);
    await Promise.all([page.waitForURL((at) => at.pathname.endsWith('/consent/sensitive')), page.evaluate(([action, fields]) => {
      const form = Object.assign(document.createElement('form'), { method: 'post', action });
      for (const [name, value] of fields) form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }));
      document.body.append(form);
      form.submit();
    }, [url.origin + url.pathname, [...url.searchParams]])]);
    await press(page, '/consent/sensitive');
    await press(page, '/consent/approve');
    const code = checkRedirect(app, new URL(page.url()));
    assert.equal((await app.exchange(smart, code)).status, 200);
  });

  // D7, D11, D14, S17, T3, T23
  test('kit: OpenID Connect: the token, its configuration, its key, whom it names', async (own) => {
    for (const [app, tokens] of [[launched.public, launched.tokens], [launched.secret, launched.secretTokens]]) {
      const user = await checkOpenid(own, app, tokens.id_token);
      const reply = await fetch(user, bearer(tokens.access_token, { Origin: app.origin }));
      assert.equal(reply.status, 200);
      assert.ok(['*', app.origin].includes(reply.headers.get('access-control-allow-origin')));
      assert.equal((await json(reply)).resourceType, user.split('/').at(-2));
    }
  });

  // T2, T25 to T28
  test('kit: renewals without scopes, with scopes, and with a token that is none', async (own) => {
    launched.tokens = await checkRefresh(own, launched.public, launched.tokens);
    launched.secretTokens = await checkRefresh(own, launched.secret, launched.secretTokens);
    launched.v1Tokens = await checkRefresh(own, launched.v1, launched.v1Tokens);
  });

  // S9, S20
  test('kit: with all types granted each of them can be searched', async ({ site }) => {
    for (const tokens of [launched.secretTokens, launched.v1Tokens]) {
      for (const [type, query] of Object.entries(SEARCHES)) {
        const reply = await fetch(`${site.fhir}/${type}?${query.replace('ID', tokens.patient)}`, bearer(tokens.access_token));
        assert.equal(reply.status, 200, `${type}: ${await reply.clone().text()}`);
        assert.equal((await json(reply)).resourceType, 'Bundle');
      }
    }
  });

  // A9, threat 11
  test('kit: a request for another server gets no code', async ({ site, smart, visitor }) => {
    const app = await KitApp.open(site, 'kit-aud', { secret: true });
    await visitor.page.goto(app.url(smart, V2, { query: { aud: 'https://inferno.healthit.gov/invalid_aud' } }));
    const back = new URL(visitor.page.url());
    assert.equal(back.searchParams.get('code'), null);
    assert.equal(back.searchParams.get('state'), app.state);
    assert.ok(back.searchParams.get('error'));
  });

  // T5, T6
  test('kit: a bad code and a bad client get no token', async ({ site, smart, visitor }) => {
    for (const secret of [true, false]) {
      const app = await KitApp.open(site, `kit-bad-${secret}`, { secret });
      const code = checkRedirect(app, await visitor.allow(app.url(smart, V2)));
      assert.equal((await app.exchange(smart, 'BAD_CODE')).status, 400);
      const other = Object.assign(new KitApp(), app, { id: 'BAD_CLIENT_ID' });
      assert.ok([400, 401].includes((await other.exchange(smart, code)).status));
    }
  });

  // T7, threats 4 and 5
  test('kit: no verifier, a blank one, another one and the challenge itself get no token', async ({ site, smart, visitor }) => {
    const app = await KitApp.open(site, 'kit-pkce');
    for (const wrong of ['none', 'blank', 'bad', 'plain']) {
      const code = checkRedirect(app, await visitor.allow(app.url(smart, V2)));
      const params = { none: undefined, blank: '', bad: `${randomUUID()}-${randomUUID()}`, plain: challenge(app.verifier) };
      const fields = { code, redirect_uri: app.redirectUri, grant_type: 'authorization_code', client_id: app.id };
      if (wrong !== 'none') fields.code_verifier = params[wrong];
      const reply = await fetch(smart.token_endpoint, { method: 'POST', body: new URLSearchParams(fields) });
      assert.ok([400, 401].includes(reply.status), `${wrong}: ${reply.status}`);
    }
  });

  /** Every page of a search: its resources by id. */
  async function found(url, token) {
    const all = new Map();
    for (let next = url; next;) {
      const reply = await fetch(next, bearer(token));
      assert.equal(reply.status, 200, next);
      const bundle = await json(reply);
      for (const { resource } of bundle.entry ?? []) all.set(resource.id, resource);
      next = bundle.link?.find((one) => one.relation === 'next')?.url;
    }
    return all;
  }

  // S5, S7, S10, S22, S23, threat 36
  test('kit: granular scopes: what is granted, searched and read is what they say', async ({ site, smart, visitor }) => {
    const patient = visitor.member.patient;
    writeFileSync(`${world.dir}/granular.ndjson`, granularData(patient).map((r) => JSON.stringify(r)).join('\n'));
    postern('load', '-c', site.conf, '--plan', 'demo', `${world.dir}/granular.ndjson`);
    const whole = site.token(patient);
    for (const [n, scopes] of GRANULAR.entries()) {
      const app = await KitApp.open(site, `kit-granular-${n}`, { secret: true });
      const asked = [...FIRST, 'patient/Patient.rs', ...scopes];
      const body = await json(await app.exchange(smart, checkRedirect(app, await visitor.allow(app.url(smart, asked.join(' '))))));
      checkTokenBody(body, asked.join(' '));
      const granted = body.scope.split(' ');
      for (const scope of asked) assert.ok(granted.includes(scope), scope);
      assert.ok(!granted.some((scope) => /\/(\*|Condition|Observation)\.[^?]*$/.test(scope)));
      for (const type of ['Condition', 'Observation']) {
        const codings = scopes.filter((scope) => scope.includes(`/${type}.`)).map((scope) => scope.split('category=')[1].split('|'));
        const allowed = (r) => r.category?.some((c) => c.coding.some((one) => codings.some(([system, code]) => one.system === system && one.code === code)));
        const all = await found(`${site.fhir}/${type}?patient=${patient}`, whole);
        assert.ok([...all.values()].some(allowed) && ![...all.values()].every(allowed), 'there is something to see and something to hide');
        const categories = new Set([...all.values()].flatMap((r) => r.category.flatMap((c) => c.coding.map((one) => `${one.system}|${one.code}`))));
        const queries = ['', ...[...categories].map((c) => `&category=${encodeURIComponent(c)}`), ...[...categories].map((c) => `&category=${encodeURIComponent(c)}&${type === 'Condition' ? 'recorded-date' : 'date'}=ge2026-01-01`),
          ...new Set([...all.values()].map((r) => `&code=${r.code.coding[0].system}%7C${r.code.coding[0].code}`))];
        for (const query of queries) {
          const want = [...(await found(`${site.fhir}/${type}?patient=${patient}${query}`, whole)).values()].filter(allowed).map((r) => r.id);
          const got = [...(await found(`${site.fhir}/${type}?patient=${patient}${query}`, body.access_token)).keys()];
          assert.deepEqual(got.sort(), want.sort(), `${type} ${query}`);
        }
        for (const r of all.values()) {
          const reply = await fetch(`${site.fhir}/${type}/${r.id}`, bearer(body.access_token));
          if (allowed(r)) assert.equal(reply.status, 200, r.id);
          else assert.deepEqual([reply.status, (await json(reply)).resourceType], [404, 'OperationOutcome'], r.id);
        }
      }
    }
  });

  // S12, S13, S14, S21
  test('kit: a member leaves out types and parts of types', async ({ site, smart, visitor }) => {
    const { page } = visitor;
    const app = await KitApp.open(site, 'kit-limited', { secret: true });
    /** Goes to the review and leaves the boxes on whose value `keep` says yes to. */
    const choose = async (keep) => {
      await visitor.arrive(app.url(smart, V2));
      const boxes = page.locator('main input[type=checkbox][name=share]');
      await page.evaluate(() => { for (const one of document.querySelectorAll('details')) one.open = true; });
      for (const box of await boxes.all()) await box.setChecked(keep(await box.inputValue()));
      // A kind is kept as long as anything of it is.
      for (const kind of await page.locator('.site-kind:has(input[name=kind])').all()) {
        await kind.locator('input[name=kind]').setChecked(await kind.locator('input[name=share]:checked').count() > 0);
      }
      await press(page, '/consent/approve');
      const reply = await app.exchange(smart, checkRedirect(app, new URL(page.url())));
      checkTokenHeaders(reply);
      const body = await json(reply);
      checkTokenBody(body, V2.split(' ').concat(GRANULAR.flat(), body.scope.split(' ').filter((scope) => scope.includes('?'))).join(' '));
      return { ...body, granted: body.scope.split(' ').filter((scope) => scope.startsWith('patient/')) };
    };
    const few = await choose((name) => /Patient|Condition|Observation/.test(name));
    assert.deepEqual([...new Set(few.granted.map((scope) => /\/(\w+)\./.exec(scope)[1]))].sort(), ['Condition', 'Observation', 'Patient']);
    assert.equal((await fetch(`${site.fhir}/Patient/${few.patient}`, bearer(few.access_token))).status, 200);
    for (const [type, query] of Object.entries(SEARCHES)) {
      const reply = await fetch(`${site.fhir}/${type}?${query.replace('ID', few.patient)}`, bearer(few.access_token));
      if (['Patient', 'Condition', 'Observation'].includes(type)) assert.equal(reply.status, 200, type);
      else assert.ok([401, 403].includes(reply.status), type);
    }
    const parts = await choose((name) => /Patient|encounter-diagnosis|laboratory/.test(name));
    for (const type of ['Condition', 'Observation']) {
      assert.ok(!parts.granted.some((scope) => new RegExp(`/${type}\\.[^?]*$`).test(scope)), parts.scope);
      assert.ok(parts.granted.some((scope) => scope.startsWith(`patient/${type}.rs?category=`)), parts.scope);
    }
    assert.ok(parts.granted.includes('patient/Patient.rs') && !parts.granted.some((scope) => scope.includes('/*')));
  });

  // T14 to T17, T19
  test('kit: a launch of an app with a key, and its renewals', async (own) => {
    for (const alg of ['RS384', 'ES384']) {
      const app = await KitApp.open(own.site, `kit-key-${alg.toLowerCase()}`, { key: await keyOf(world.dir, alg) });
      const tokens = await checkLaunch(own, app, 'v2');
      await checkOpenid(own, app, tokens.id_token);
      await checkRefresh(own, app, tokens);
    }
  });

  // O1 to O3
  test('kit: introspection of a live token and of none', async ({ site, smart, visitor }) => {
    const app = await KitApp.open(site, 'kit-look', { secret: true });
    const tokens = await json(await app.exchange(smart, checkRedirect(app, await visitor.allow(app.url(smart, V2)))));
    const look = (token) => {
      const headers = { Accept: 'application/json' };
      app.prove({}, headers);
      return fetch(smart.introspection_endpoint, { method: 'POST', headers, body: new URLSearchParams({ token }) });
    };
    const live = await look(tokens.access_token);
    assert.equal(live.status, 200);
    const told = await json(live);
    const id = decode(tokens.id_token.split('.')[1]);
    assert.deepEqual([told.active, told.client_id, told.patient, told.iss, told.sub, told.fhirUser], [true, app.id, tokens.patient, id.iss, id.sub, id.fhirUser]);
    assert.deepEqual(told.scope.split(' ').sort(), tokens.scope.split(' ').sort());
    assert.ok(Number.isInteger(told.exp));
    const none = await look('invalid_token_value');
    assert.equal(none.status, 200);
    assert.deepEqual(await json(none), { active: false });
  });

  // O20, O21, T15
  test('kit: a service by its key: bad requests, a good one, its answer', async ({ site, smart }) => {
    for (const alg of ['RS384', 'ES384']) {
      const key = await keyOf(world.dir, alg);
      const id = `kit-service-${alg.toLowerCase()}`;
      site.addApp(id, `${await openOrigin()}/cb`, id, ['--jwks', key.file, '--scope', 'system/*.rs']);
      const ask = (change = {}, claims = {}) => fetch(smart.token_endpoint, { method: 'POST', body: new URLSearchParams({ scope: 'system/*.read',
        grant_type: 'client_credentials', client_assertion_type: JWT_BEARER, client_assertion: assertion(key, id, smart.token_endpoint, claims), ...change }) });
      assert.equal((await ask({ grant_type: 'not_a_grant_type' })).status, 400);
      assert.equal((await ask({ client_assertion_type: 'not_an_assertion_type' })).status, 400);
      assert.ok([400, 401].includes((await ask({}, { iss: 'not_a_iss' })).status));
      const reply = await ask();
      assert.equal(reply.status, 200);
      const body = await json(reply);
      assert.ok(body.access_token && body.scope);
      tokensSeen.add(body.access_token);
      assert.equal(body.token_type.toLowerCase(), 'bearer');
      assert.equal(typeof body.expires_in, 'number');
    }
  });

  // B1 to B7
  test('kit: the brands of the plan, for any origin, and their addresses', async ({ smart }) => {
    const reply = await fetch(smart.user_access_brand_bundle, { headers: { Origin: 'https://inferno.example' } });
    assert.equal(reply.status, 200);
    assert.ok(['*', 'https://inferno.example'].includes(reply.headers.get('access-control-allow-origin')));
    assert.ok(reply.headers.get('etag'));
    const bundle = await json(reply);
    assert.deepEqual([bundle.resourceType, bundle.type], ['Bundle', 'collection']);
    assert.ok(bundle.timestamp && bundle.entry.length);
    const of = (type) => bundle.entry.map((e) => e.resource).filter((r) => r.resourceType === type);
    const urls = new Set(bundle.entry.map((e) => e.fullUrl));
    assert.ok(of('Organization').length && of('Endpoint').length);
    for (const brand of of('Organization')) {
      assert.ok(brand.name && brand.telecom?.some((t) => t.system === 'url') && brand.identifier?.length);
      for (const { reference } of brand.endpoint ?? []) assert.ok(urls.has(reference) || [...urls].some((url) => url.endsWith(`/${reference}`)), reference);
      const portals = (brand.extension ?? []).flatMap((e) => e.extension ?? []).filter((e) => e.url === 'portalEndpoint');
      for (const { valueReference } of portals) assert.ok(brand.endpoint.some((e) => e.reference === valueReference.reference));
    }
    const known = of('Organization').flatMap((o) => (o.endpoint ?? []).map((e) => e.reference.split('/').at(-1)));
    for (const endpoint of of('Endpoint')) {
      assert.ok(known.includes(endpoint.id), `${endpoint.id} is nobody's`);
      assert.equal(endpoint.connectionType.code, 'hl7-fhir-rest');
      const metadata = await fetch(`${endpoint.address}/metadata`, { headers: { Accept: 'application/fhir+json' } });
      assert.equal(metadata.status, 200);
      assert.equal((await json(metadata)).resourceType, 'CapabilityStatement');
    }
  });

  // C8, threat 77
  test('kit: a hundred clients of an app are shut out within five seconds of the click that ends it', async ({ site, smart, visitor }) => {
    const app = await KitApp.open(site, 'kit-hundred');
    const tokens = await json(await app.exchange(smart, checkRedirect(app, await visitor.allow(app.url(smart, V2)))));
    let clicked = 0;
    let last = 0;
    let stop = false;
    const seen = { taken: 0, refused: 0 };
    const clients = Array.from({ length: 100 }, async () => {
      while (!stop) {
        const asked = performance.now();
        const { status } = await fetch(`${site.fhir}/Patient/${tokens.patient}`, bearer(tokens.access_token));
        // The token is looked at before the rate: 429 is said to one that is good.
        assert.ok([200, 401, 429].includes(status), `status ${status}`);
        seen[status === 401 ? 'refused' : 'taken'] += 1;
        if (status !== 401 && clicked && asked > clicked) last = Math.max(last, asked - clicked);
        await new Promise((go) => { setTimeout(go, 25); });
      }
    });
    await disconnect(site, visitor.page, app);
    clicked = performance.now();
    await new Promise((go) => { setTimeout(go, 6000); });
    stop = true;
    await Promise.all(clients);
    assert.ok(seen.taken > 100 && seen.refused > 100, JSON.stringify(seen));
    assert.ok(last <= 5000, `taken ${last} ms after the click`);
  });

  // Last of them: it ends what the public app has.  O5, O6, C8, C10
  test('kit: what a member has disconnected reads and renews nothing', async ({ site, smart, visitor }) => {
    const { page } = visitor;
    for (const [app, tokens] of [[launched.secret, launched.secretTokens], [launched.public, launched.tokens]]) {
      await disconnect(site, page, app);
      const read = await fetch(`${site.fhir}/Patient/${tokens.patient}`, bearer(tokens.access_token));
      assert.ok([401, 403, 404].includes(read.status));
      const renewed = await app.post(smart, { grant_type: 'refresh_token', refresh_token: tokens.refresh_token });
      assert.ok([400, 401].includes(renewed.status));
    }
    await close(page);
    world.logs = [...(world.logs || []), site.log()];
  });
}

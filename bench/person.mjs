// person.mjs - members made up for measurements, and a browser of one of them: cookies, forms, no pictures.
/* RFC 7636, appendix B */
const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
const APP = { client_id: 'app', redirect_uri: 'https://app.example/cb' };

const mailbox = (name) => `${name}@mail.example`;
const memberId = (number) => `W${String(number).padStart(9, '0')}`;

/** A member `name` with `count` records, a tenth of them of a very private diagnosis, as lines of NDJSON. */
export function records(name, number, count) {
  const subject = { reference: `Patient/${name}` };
  const all = [{ resourceType: 'Patient', id: name, name: [{ family: 'Bench', given: [name] }], birthDate: '1980-01-05',
    identifier: [{ type: { coding: [{ code: 'MB' }] }, value: memberId(number) }], address: [{ postalCode: '02118' }] }];
  for (let i = 0; i < count; i += 1) {
    const date = `${2016 + (i % 10)}-0${1 + (i % 9)}-11`;
    const coding = [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: i % 10 ? 'I10' : 'F32.1' }];
    all.push([{ resourceType: 'Condition', id: `${name}-${i}`, subject, code: { coding }, recordedDate: date },
      { resourceType: 'Observation', id: `${name}-${i}`, status: 'final', subject, code: { text: 'x' }, effectiveDateTime: date },
      { resourceType: 'Encounter', id: `${name}-${i}`, status: 'finished', class: { code: 'AMB' }, subject, reasonCode: [{ coding }],
        period: { start: date, end: date } }][i % 3]);
  }
  return all.map((resource) => `${JSON.stringify(resource)}\n`).join('');
}

/** What the first form of a page holds. */
function filled(page) {
  const fields = {};
  const [form] = page.match(/<form\b[^>]*method="post"[^]*?<\/form>/) ?? [''];
  for (const [tag] of form.matchAll(/<input\b[^>]*>/g)) {
    const of = (name) => tag.match(new RegExp(`\\b${name}="([^"]*)"`))?.[1];
    if (of('name') && (of('type') === 'hidden' || /\schecked\b/.test(tag))) fields[of('name')] = of('value') ?? 'on';
  }
  return fields;
}

export class Person {
  /** `codes`: async (mailbox) => the code mailed there. `from`: the address a proxy would tell of. */
  constructor(plan, name, number, codes, from) {
    Object.assign(this, { plan, name, number, codes, from, jar: new Map() });
  }

  async go(path, form) {
    const began = performance.now();
    const reply = await fetch(new URL(path, this.plan), { method: form ? 'POST' : 'GET', redirect: 'manual', body: form && new URLSearchParams(form),
      headers: { Cookie: [...this.jar].map((c) => c.join('=')).join('; '), ...(this.from && { 'X-Forwarded-For': this.from }),
        ...(form && { Origin: new URL(this.plan).origin, 'Sec-Fetch-Site': 'same-origin' }) } });
    for (const cookie of reply.headers.getSetCookie()) this.jar.set(...cookie.split(';')[0].split('=', 2));
    const body = await reply.text();
    return { status: reply.status, next: reply.headers.get('location'), body, ms: performance.now() - began };
  }

  /** What an app asks of her: a transaction of her browser. */
  async arrive() {
    const { next } = await this.go(`${this.plan}/oauth/authorize?${new URLSearchParams({ ...APP, response_type: 'code', state: 's',
      scope: 'offline_access patient/*.rs', aud: `${this.plan}/fhir`, code_challenge: CHALLENGE,
      code_challenge_method: 'S256' })}`);
    this.tx = new URL(next, this.plan).searchParams.get('tx');
  }

  url(path) {
    return `${this.plan}/${path}?tx=${this.tx}`;
  }

  /** Opens a page and sends its form, filled as it came but for `fields`. */
  async post(path, fields, to = path) {
    const page = await this.go(this.url(path));
    const reply = await this.go(this.url(to), { ...filled(page.body), ...fields });
    if (reply.status !== 303) throw new Error(`${path}: ${page.status}, then ${reply.status} for its form`);
    return reply;
  }

  /** From the app's first page to the sharing page. */
  async register() {
    await this.arrive();
    await this.post('register', { first: this.name, last: 'Bench', month: 1, day: 5, year: 1980, member_id: memberId(this.number), zip: '02118' });
    await this.post('register/email', { email: mailbox(this.name) });
    await this.post('register/code', { code: await this.codes(mailbox(this.name)) });
    await this.post('consent/sensitive', {});
  }

  /** What the app does with the code. */
  async connect(code) {
    const reply = await fetch(`${this.plan}/oauth/token`, { method: 'POST',
      body: new URLSearchParams({ ...APP, grant_type: 'authorization_code', code, code_verifier: VERIFIER }) });
    if (!reply.ok) throw new Error(`token: ${reply.status}`);
  }
}

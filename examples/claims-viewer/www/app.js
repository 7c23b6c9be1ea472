// Claims Viewer: a public SMART App Launch client (PKCE S256) and one page that shows a member's claims.
// No dependencies, no server of its own: tokens and claims live in this tab. Text reaches the page
// through textContent only.
'use strict';

const SCOPE = 'openid fhirUser launch/patient offline_access patient/Patient.rs patient/Coverage.rs '
  + 'patient/ExplanationOfBenefit.rs patient/Organization.rs patient/Practitioner.rs';
const REDIRECT_URI = location.origin + '/';
const FETCH_MS = 20000;
const MAX_PAGES = 40;         // of 50 claims: more than this is said, not fetched
const EARLY_MS = 30000;       // a token this near its end is renewed first

// ---- small things ----

/** A failure in words for the member; `kind` decides what the page offers next. */
class Problem extends Error {
  constructor(kind, message, detail) {
    super(message);
    this.kind = kind;         // a key of TITLES
    this.detail = detail || '';
  }
}

/** el('p', {class: 'x'}, 'text', child): strings become text, never markup; null children are left out. */
function el(tag, attrs, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attrs || {})) {
    if (name === 'on') {
      for (const [event, run] of Object.entries(value)) node.addEventListener(event, run);
    } else if (value === true) node.setAttribute(name, '');
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children.flat().filter((child) => child != null && child !== false));
  return node;
}

const byId = (id) => document.getElementById(id);
const list = (value) => (Array.isArray(value) ? value : []);
const text = (value) => (typeof value === 'string' ? value.trim() : '');
const plural = (n, one, many) => `${n.toLocaleString('en-US')} ${n === 1 ? one : many}`;

const store = {
  get(key) {
    try {
      return JSON.parse(sessionStorage.getItem(key));
    } catch {
      return null;
    }
  },
  set(key, value) { sessionStorage.setItem(key, JSON.stringify(value)); },
  drop(key) { sessionStorage.removeItem(key); },
};

function announce(message) {
  byId('status').textContent = message;
}

/** Replaces the page's content and moves the reader's focus to its heading. */
function show(title, ...nodes) {
  document.title = title === 'Claims Viewer' ? title : `${title} - Claims Viewer`;
  byId('main').replaceChildren(...nodes.filter(Boolean));
  byId('disconnect').hidden = !store.get('session');
  const heading = byId('main').querySelector('h1');
  if (heading) {
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }
  window.scrollTo(0, 0);
}

function showLoading(message) {
  show(message, el('div', { class: 'loading' },
    el('div', { class: 'spinner', 'aria-hidden': 'true' }),
    el('h1', { class: 'loading-text' }, message)));
  announce(message);
}

// ---- fetching ----

async function fetchJson(url, options) {
  let reply;
  let body;
  try {
    reply = await fetch(url, {
      ...options, cache: 'no-store', credentials: 'omit', redirect: 'error',
      signal: AbortSignal.timeout(FETCH_MS),
    });
    body = await reply.text();
  } catch (error) {
    const late = error.name === 'TimeoutError';
    throw new Problem('network', late
      ? 'Your health plan took too long to answer.'
      : 'We could not reach your health plan. Check your internet connection and try again.');
  }
  try {
    return { status: reply.status, json: body ? JSON.parse(body) : {} };
  } catch {
    return { status: reply.status, json: null };
  }
}

/** What a FHIR or OAuth error body says, in its own words. */
function errorText(json) {
  if (!json || typeof json !== 'object') return '';
  const said = list(json.issue).map((issue) => text(issue.diagnostics) || text(issue.details?.text));
  return said.filter(Boolean).join(' ') || text(json.error_description) || text(json.error);
}

function sendForm(url, fields) {
  return fetchJson(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' },
    body: new URLSearchParams(fields).toString(),
  });
}

// ---- connecting: SMART App Launch, standalone, public client ----

const base64url = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)))
  .replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const randomText = () => base64url(crypto.getRandomValues(new Uint8Array(32)));

async function loadConfig() {
  const { status, json } = await fetchJson('/config.json');
  if (status !== 200 || !json?.fhir_base) throw new Problem('server', 'This app is not set up yet.');
  const base = json.fhir_base.replace(/\/+$/, '');
  return { fhirBase: base, clientId: json.client_id, planName: text(json.plan_name) || planFromUrl(base) };
}

/** ".../demo/fhir" is shown as "Demo Health Plan" when nobody gave the plan a name. */
function planFromUrl(base) {
  const parts = new URL(base).pathname.split('/').filter((part) => part && part !== 'fhir');
  const id = parts.pop() || '';
  return id ? `${id[0].toUpperCase()}${id.slice(1)} Health Plan` : new URL(base).host;
}

async function discover(fhirBase) {
  const { status, json } = await fetchJson(`${fhirBase}/.well-known/smart-configuration`,
    { headers: { Accept: 'application/json' } });
  if (status !== 200 || !json?.authorization_endpoint || !json.token_endpoint) {
    throw new Problem('server', 'Your health plan\'s connection page did not answer as expected.',
      errorText(json));
  }
  return json;
}

async function connect(config) {
  if (!crypto.subtle) {
    throw new Problem('server', 'This browser only allows connecting from a secure (https) or local address.');
  }
  const smart = await discover(config.fhirBase);
  const verifier = randomText();
  const challenge = base64url(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier)));
  const pending = { state: randomText(), nonce: randomText(), verifier, config, smart: {
    issuer: smart.issuer, token: smart.token_endpoint, revoke: smart.revocation_endpoint,
    manage: smart.management_endpoint, sendsIss: smart.authorization_response_iss_parameter_supported,
  } };
  store.set('pending', pending);
  const to = new URL(smart.authorization_endpoint);
  const query = {
    response_type: 'code', client_id: config.clientId, redirect_uri: REDIRECT_URI, scope: SCOPE,
    state: pending.state, aud: config.fhirBase, nonce: pending.nonce,
    code_challenge: challenge, code_challenge_method: 'S256',
  };
  for (const [name, value] of Object.entries(query)) to.searchParams.set(name, value);
  location.assign(to.href);
}

/** The state ties an answer to a request of this very tab. A foreign answer spoils nothing: neither the
 * request under way nor a session that works. */
function checkState(answer, pending) {
  if (!pending || answer.get('state') !== pending.state) {
    throw new Problem('stray', 'This sign-in was not started in this tab, or was already used. '
      + 'Please connect again.');
  }
}

/** iss tells the plan's answer from another server's (RFC 9207). */
function checkAnswer(answer, pending) {
  const iss = answer.get('iss');
  if (iss === null ? pending.smart.sendsIss : iss !== pending.smart.issuer) {
    throw new Problem('reconnect', 'The answer came from a different place than your health plan, '
      + 'so we did not use it. Please connect again.');
  }
  if (answer.get('error') === 'access_denied') {
    throw new Problem('denied', 'You chose not to share.', answer.get('error_description'));
  }
  if (answer.has('error')) {
    throw new Problem('reconnect', 'Your health plan could not complete the connection.',
      answer.get('error_description') || answer.get('error'));
  }
  if (!answer.get('code')) throw new Problem('reconnect', 'Your health plan sent an incomplete answer.');
}

/** The id token came straight from the token endpoint over TLS, which stands for its signature
 * (OpenID Connect Core 3.1.3.7); its claims are still ours to check. */
function checkIdToken(token, pending) {
  let claims;
  try {
    const part = token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
    claims = JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(part), (c) => c.charCodeAt(0))));
  } catch {
    claims = {};
  }
  const good = claims.nonce === pending.nonce && claims.iss === pending.smart.issuer
    && [claims.aud].flat().includes(pending.config.clientId) && claims.exp * 1000 > Date.now() - 60000;
  if (!good) throw new Problem('reconnect', 'Your health plan\'s sign-in answer did not check out.');
}

async function finishConnecting(answer) {
  const pending = store.get('pending');
  checkState(answer, pending);
  store.drop('pending');
  checkAnswer(answer, pending);
  showLoading('Finishing the connection…');
  const { status, json } = await sendForm(pending.smart.token, {
    grant_type: 'authorization_code', code: answer.get('code'), redirect_uri: REDIRECT_URI,
    client_id: pending.config.clientId, code_verifier: pending.verifier,
  });
  if (status !== 200 || !json?.access_token) {
    throw new Problem('reconnect', 'Your health plan did not accept the sign-in.', errorText(json));
  }
  if (json.id_token) checkIdToken(json.id_token, pending);
  if (!json.patient) throw new Problem('reconnect', 'Your health plan did not say whose claims to show.');
  keepTokens({ config: pending.config, smart: pending.smart, patient: json.patient }, json);
}

function keepTokens(session, json) {
  store.set('session', {
    ...session, access: json.access_token, refresh: json.refresh_token || session.refresh || '',
    expires: Date.now() + (Number(json.expires_in) || 300) * 1000,
  });
}

const ENDED = 'Your connection to the health plan has ended. Connect again to see your claims.';
const STOPPED = 'You or your plan disconnected this app. Connect again to see your claims.';
let renewing = null;

/** One renewal at a time: the plan gives a new refresh token each time and the old one is spent. */
function renew() {
  renewing ||= (async () => {
    const session = store.get('session');
    if (!session?.refresh) throw new Problem('reconnect', ENDED);
    const { status, json } = await sendForm(session.smart.token, {
      grant_type: 'refresh_token', refresh_token: session.refresh, client_id: session.config.clientId,
    });
    if (status >= 500) throw new Problem('server', 'Your health plan is having trouble.', errorText(json));
    if (json?.error === 'invalid_grant') throw new Problem('reconnect', STOPPED);
    if (status !== 200 || !json?.access_token) throw new Problem('reconnect', ENDED);
    keepTokens(session, json);
  })().finally(() => { renewing = null; });
  return renewing;
}

/** GET from the plan's FHIR server, renewing the token when it is about to end or was refused once. */
async function fhirGet(path) {
  const session = store.get('session');
  if (!session) throw new Problem('reconnect', ENDED);
  if (session.expires - EARLY_MS < Date.now() && session.refresh) await renew();
  const get = () => fetchJson(new URL(path, `${session.config.fhirBase}/`).href, { headers: {
    Accept: 'application/fhir+json', Authorization: `Bearer ${store.get('session')?.access}`,
  } });
  let { status, json } = await get();
  if (status === 401 && session.refresh) {
    await renew();
    ({ status, json } = await get());
  }
  if (status === 200 && json) return json;
  if (status === 401) throw new Problem('reconnect', ENDED);
  if (status === 403) {
    throw new Problem('forbidden', 'Your health plan did not let this app see that.', errorText(json));
  }
  throw new Problem('server', 'Your health plan could not answer just now.', errorText(json) || `HTTP ${status}`);
}

/** Revokes both tokens and forgets everything. True when the plan confirmed. */
async function disconnect() {
  const session = store.get('session');
  store.drop('session');
  store.drop('pending');
  if (!session?.smart.revoke) return false;
  const tokens = [session.refresh, session.access].filter(Boolean);
  const revoke = (token) => sendForm(session.smart.revoke, { token, client_id: session.config.clientId })
    .then((reply) => reply.status === 200, () => false);
  return (await Promise.all(tokens.map(revoke))).every(Boolean);
}

// ---- reading FHIR ----

function isUnder(base, url) {
  const { href } = new URL(url, `${base}/`);
  return href.startsWith(`${base}/`) || href.startsWith(`${base}?`);
}

/** Follows next links, and only ever to the plan's own FHIR base: the token goes along. */
async function fetchClaims(session, onPage) {
  const found = { claims: [], others: new Map(), cut: false };
  let next = `ExplanationOfBenefit?${new URLSearchParams({
    patient: session.patient, _include: 'ExplanationOfBenefit:provider', _count: '50' })}`;
  for (let page = 0; next && page < MAX_PAGES; page++) {
    const bundle = await fhirGet(next);
    for (const { resource } of list(bundle.entry)) {
      if (resource?.resourceType === 'ExplanationOfBenefit') found.claims.push(resource);
      else if (resource?.id) found.others.set(`${resource.resourceType}/${resource.id}`, resource);
    }
    onPage(found.claims.length);
    next = list(bundle.link).find((link) => link.relation === 'next')?.url;
    if (next && !isUnder(session.config.fhirBase, next)) {
      throw new Problem('server', 'Your health plan pointed to another server for the rest of your claims.');
    }
  }
  found.cut = Boolean(next);
  return found;
}

/** What may be missing without stopping the page: the member's name and the plan's. */
function optional(promise) {
  return promise.catch((problem) => {
    if (problem.kind === 'reconnect' || problem.kind === 'network') throw problem;
    return null;
  });
}

async function fetchAll(session, onPage) {
  const patientId = encodeURIComponent(session.patient);
  const [patient, coverage, found] = await Promise.all([
    optional(fhirGet(`Patient/${patientId}`)),
    optional(fhirGet(`Coverage?patient=${patientId}`)),
    fetchClaims(session, onPage),
  ]);
  const coverages = list(coverage?.entry).map((entry) => entry.resource)
    .filter((resource) => resource?.resourceType === 'Coverage');
  return { patient, coverages, ...found };
}

const codesOf = (concept) => list(concept?.coding).map((coding) => coding.code);
const wordsOf = (concept) => text(concept?.text)
  || list(concept?.coding).map((coding) => text(coding.display)).find(Boolean) || '';

/** A human name, Patient's or Practitioner's: "Dr. Ana Ruiz". */
function personName(names) {
  const name = list(names).find((n) => n.use === 'official') || list(names)[0];
  if (!name) return '';
  return text(name.text) || [...list(name.prefix), ...list(name.given), name.family].filter(Boolean).join(' ');
}

/** Whom a reference means: a resource that came along, a contained one, or the words beside it. */
function nameOf(reference, claim, others) {
  const target = text(reference?.reference);
  const resource = target.startsWith('#')
    ? list(claim.contained).find((inner) => `#${inner.id}` === target)
    : others.get(target.split('/').filter((part) => part !== '_history').slice(-2).join('/'));
  const name = resource?.name;
  return (Array.isArray(name) ? personName(name) : text(name)) || text(reference?.display);
}

// ---- money: whole cents, read from the number's digits so that nothing is rounded twice ----

const dollarFormat = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });
const dollars = (cents) => (cents === null ? 'Not stated' : dollarFormat.format(cents / 100));

function centsOf(amount) {
  if (!amount || (amount.currency && amount.currency !== 'USD')) return null;
  const digits = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(amount.value));
  if (!digits) return null;
  const decimals = `${digits[3] || ''}000`;
  const cents = Number(digits[2]) * 100 + Number(decimals.slice(0, 2)) + (decimals[2] >= '5' ? 1 : 0);
  return digits[1] && cents ? -cents : cents;
}

const plus = (a, b) => (a === null ? b : b === null ? a : a + b);
const sum = (amounts) => amounts.reduce(plus, null);

/** The amounts of a list of totals or adjudications, by CARIN's category code. */
function amountsByCode(rows) {
  const amounts = new Map();
  for (const row of list(rows)) {
    const cents = centsOf(row.amount);
    if (cents === null) continue;
    for (const code of new Set(codesOf(row.category))) amounts.set(code, plus(amounts.get(code) ?? null, cents));
  }
  return amounts;
}

/** An amount is looked for in the totals, then in the claim's own adjudication, then summed over items. */
function readMoney(claim) {
  const places = [amountsByCode(claim.total), amountsByCode(claim.adjudication),
    amountsByCode(list(claim.item).flatMap((item) => list(item.adjudication)))];
  return moneyFrom((code) => places.find((place) => place.has(code))?.get(code) ?? null);
}

/** memberliability is the member's whole share; paidbypatient is the part already paid at the counter.
 * What is still owed is their difference. A plan that gives no share gives its parts, or only what was paid. */
function moneyFrom(amount) {
  const parts = ['deductible', 'copay', 'coinsurance', 'noncovered'];
  const paid = amount('paidbypatient');
  const share = amount('memberliability') ?? sum(parts.map(amount)) ?? paid;
  return {
    billed: amount('submitted') ?? amount('drugcost'),
    allowed: amount('eligible'),
    discount: amount('discount'),
    planPaid: amount('benefit') ?? plus(amount('paidtoprovider'), amount('paidtopatient')),
    deductible: amount('deductible'), copay: amount('copay'), coinsurance: amount('coinsurance'),
    noncovered: amount('noncovered'), otherPaid: amount('priorpayerpaid'),
    paid, share,
    owed: share === null ? null : Math.max(0, share - (paid ?? 0)),
  };
}

// ---- one claim, in words ----

const KINDS = {
  professional: 'medical', institutional: 'medical', pharmacy: 'pharmacy', oral: 'dental', vision: 'vision',
};
const KIND_WORDS = { medical: 'Medical', pharmacy: 'Pharmacy', dental: 'Dental', vision: 'Vision' };
const PLAIN_WHAT = { medical: 'Medical care', pharmacy: 'Prescription', dental: 'Dental care', vision: 'Eye care' };
const OUTCOMES = {
  complete: ['Processed', 'done'], partial: ['Partly processed', 'open'],
  queued: ['In process', 'open'], error: ['Could not be processed', 'bad'],
};
const STATUSES = {
  cancelled: ['Cancelled', 'void'], 'entered-in-error': ['Entered by mistake', 'void'], draft: ['Draft', 'void'],
};

/** "Prozac, 100 CAPSULE in 1 BOTTLE (0777-3105-02) (package)": numbers in brackets say nothing to a member. */
function describe(concept) {
  return wordsOf(concept).replace(/\s*\((?:[\d-]{8,}|package|product)\)/gi, '').trim();
}

function describeClaim(claim, kind, items) {
  const codes = [...codesOf(claim.type), ...list(claim.subType?.coding).map((coding) => coding.code)];
  if (codes.includes('institutional') && codes.includes('inpatient')) return 'Hospital stay';
  const named = [...new Set(items.map((item) => item.what).filter(Boolean))];
  if (named.length) return named[0];
  if (codes.includes('outpatient')) return 'Outpatient hospital visit';
  if (codes.includes('institutional')) return 'Hospital care';
  return PLAIN_WHAT[kind];
}

const day = (value) => /^\d{4}(-\d\d(-\d\d)?)?/.exec(text(value))?.[0] || '';

/** First and last day of service; the claim's own period, then its making, when no line has one. */
function serviceDays(claim) {
  const starts = [];
  const ends = [];
  for (const item of list(claim.item)) {
    starts.push(day(item.servicedDate) || day(item.servicedPeriod?.start));
    ends.push(day(item.servicedDate) || day(item.servicedPeriod?.end));
  }
  const first = starts.filter(Boolean).sort()[0] || day(claim.billablePeriod?.start) || day(claim.created);
  if (!starts.some(Boolean)) ends.push(day(claim.billablePeriod?.end));
  const last = [first, ...ends].filter(Boolean).sort().pop();
  return { first, last: last || first };
}

/** A date as written, with no time zone to move it: "March 4, 2026", "March 2026". */
function dayWords(value) {
  if (!value) return 'Date not stated';
  const [year, month, date] = value.split('-').map(Number);
  if (!month) return String(year);
  return new Intl.DateTimeFormat('en-US', {
    year: 'numeric', month: 'long', day: date ? 'numeric' : undefined, timeZone: 'UTC',
  }).format(Date.UTC(year, month - 1, date || 1));
}

function periodWords({ first, last }) {
  if (first === last || first.length < 10 || last.length < 10) return dayWords(first);
  const format = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' });
  return format.formatRange(Date.parse(first), Date.parse(last));
}

function readItem(item) {
  return {
    what: describe(item.productOrService),
    code: list(item.productOrService?.coding).map((coding) => text(coding.code)).find(Boolean) || '',
    when: day(item.servicedDate) || day(item.servicedPeriod?.start),
    money: moneyFrom((code) => amountsByCode(item.adjudication).get(code) ?? null),
  };
}

const infoOf = (claim, code) => list(claim.supportingInfo).find((info) => codesOf(info.category).includes(code));

function fillWords(claim) {
  const days = infoOf(claim, 'dayssupply')?.valueQuantity?.value;
  const refill = infoOf(claim, 'refillnum')?.valueQuantity?.value;
  return [days > 0 ? `${days}-day supply` : '', refill > 0 ? `refill\u00a0${refill}` : ''].filter(Boolean).join(', ');
}

function denialWords(claim) {
  const rows = [claim, ...list(claim.item)].flatMap((part) => list(part.adjudication));
  const reasons = rows
    .filter((row) => codesOf(row.category).some((code) => code === 'denialreason' || code === 'adjustmentreason'))
    .map((row) => wordsOf(row.reason));
  return [...new Set(reasons.filter(Boolean))].join(' ');
}

function statusOf(claim, money, denial) {
  if (STATUSES[claim.status]) return STATUSES[claim.status];
  if (denial && !money.planPaid) return ['Not covered', 'bad'];
  return OUTCOMES[claim.outcome] || ['In process', 'open'];
}

function readClaim(claim, others) {
  const kind = codesOf(claim.type).map((code) => KINDS[code]).find(Boolean) || 'medical';
  const items = list(claim.item).map(readItem);
  const money = readMoney(claim);
  const denial = denialWords(claim);
  const days = serviceDays(claim);
  const [status, tone] = statusOf(claim, money, denial);
  const clinicians = list(claim.careTeam).map((member) => nameOf(member.provider, claim, others));
  const who = nameOf(claim.provider, claim, others) || clinicians.find(Boolean) || 'Provider not named';
  return {
    id: claim.id, kind, items, money, denial, days, status, tone, who,
    year: days.first.slice(0, 4) || 'Date not stated',
    what: describeClaim(claim, kind, items), more: Math.max(0, new Set(items.map((item) => item.what)).size - 1),
    fill: kind === 'pharmacy' ? fillWords(claim) : '',
    clinicians: [...new Set(clinicians.filter((name) => name && name !== who))],
    number: text(list(claim.identifier)[0]?.value),
    counts: tone !== 'void',          // a cancelled claim is shown, and owes nothing
  };
}

const newestFirst = (a, b) => (a.days.first < b.days.first ? 1 : a.days.first > b.days.first ? -1 : 0);
const owedIn = (claims) => sum(claims.filter((claim) => claim.counts).map((claim) => claim.money.owed)) ?? 0;

// ---- the pages ----

function showFront(config) {
  const failed = el('div', { class: 'failed' });
  const button = el('button', { id: 'connect', class: 'primary', type: 'button', on: { click: async () => {
    button.disabled = true;
    announce('Opening your health plan…');
    try {
      await connect(config);
    } catch (problem) {
      button.disabled = false;
      failed.replaceChildren(el('p', { class: 'note bad', role: 'alert' }, sayProblem(problem)));
    }
  } } }, 'Connect my health plan');
  show('Claims Viewer',
    el('section', { class: 'hero' }, el('div', { class: 'hero-text' },
      el('h1', {}, 'Claims Viewer'),
      el('p', { class: 'lead' }, 'Your health care costs, in plain words: what it was, who it was with, when, '
        + 'and what you owe.'),
      el('fieldset', { class: 'plans' },
        el('legend', {}, 'Your health plan'),
        el('label', { class: 'choice' },
          el('input', { type: 'radio', name: 'plan', checked: true }),
          el('span', {}, el('strong', {}, config.planName), el('small', {}, new URL(config.fhirBase).host)))),
      button, failed,
      el('p', { class: 'small' }, 'Takes about three minutes the first time. Have your member ID card at hand.')),
    preview()),
    el('ul', { class: 'promises' },
      promise('You sign in with your plan', 'On its own page. This app never sees the code it mails to you.'),
      promise('You can stop at any time', 'Choose Disconnect here, or on your plan\'s account page.')));
}

/** A picture of what is to come, for eyes alone. */
function preview() {
  const line = (what, when, amount, name) => el('div', { class: `preview-line ${name}` },
    el('span', {}, el('b', {}, what), el('small', {}, when)), el('span', { class: 'preview-sum' }, amount));
  return el('div', { class: 'preview', 'aria-hidden': 'true' },
    line('Office visit', 'Family clinic', '$25.00', 'medical'),
    line('Prescription', 'Corner pharmacy', '$10.00', 'pharmacy'),
    line('Dental cleaning', 'Dental office', '$0.00', 'dental'));
}

function promise(title, words) {
  return el('li', {}, el('h2', {}, title), el('p', {}, words));
}

function sayProblem(problem) {
  if (!(problem instanceof Problem)) return 'Something went wrong in this app. Please try again.';
  return problem.message;
}

const TITLES = {
  denied: 'You chose not to share', stray: 'Please connect again', reconnect: 'Please connect again',
  forbidden: 'Not shared with this app', network: 'No connection', server: 'Something went wrong',
};

function showProblem(problem) {
  const kind = problem.kind || 'server';
  const again = kind === 'network' || kind === 'server';
  if (!(problem instanceof Problem)) console.error(problem);
  if (kind === 'reconnect') store.drop('session');
  const words = kind === 'denied'
    ? 'Nothing was shared and nothing was saved. You can connect whenever you like.' : sayProblem(problem);
  show(TITLES[kind], el('section', { class: 'panel problem' },
    el('h1', {}, TITLES[kind]),
    el('p', {}, words),
    problem.detail && kind !== 'denied'
      ? el('p', { class: 'said' }, el('span', {}, 'Your health plan says: '), problem.detail) : null,
    el('div', { class: 'buttons' },
      again && store.get('session')
        ? el('button', { class: 'primary', type: 'button', on: { click: start } }, 'Try again')
        : el('button', { id: 'reconnect', class: 'primary', type: 'button', on: { click: reconnect } },
          kind === 'denied' ? 'Back to the start' : 'Connect again'))));
}

/** After a refusal the member chooses anew at the front page; otherwise straight to the plan. */
async function reconnect() {
  const denied = byId('reconnect')?.textContent === 'Back to the start';
  try {
    const config = await loadConfig();
    if (denied) showFront(config);
    else await connect(config);
  } catch (problem) {
    showProblem(problem);
  }
}

async function showClaims() {
  const session = store.get('session');
  showLoading('Getting your claims…');
  const all = await fetchAll(session, (n) => announce(`Getting your claims… ${n} so far`));
  const claims = all.claims.filter((claim) => claim.use !== 'preauthorization' && claim.use !== 'predetermination')
    .map((claim) => readClaim(claim, all.others)).sort(newestFirst);
  const results = el('div', { id: 'claims' });
  show('Your claims', summary(session, all, claims),
    all.cut ? el('p', { class: 'note' }, `Only your newest ${claims.length} claims are shown.`) : null,
    claims.length > 1 ? filters(claims, results) : null, results);
  fillResults(results, claims, claims.length === 0);
  announce(`${plural(claims.length, 'claim', 'claims')} loaded.`);
}

function coverageName(coverage) {
  if (!coverage) return '';
  const classes = list(coverage.class);
  const ofKind = (code) => classes.find((row) => codesOf(row.type).includes(code));
  return text(ofKind('plan')?.name) || text(ofKind('group')?.name) || text(coverage.network);
}

/** The coverage in force: active, not ended, the latest to begin. */
function currentCoverage(coverages) {
  const rank = (coverage) => (coverage.status === 'active' && !coverage.period?.end ? 'b' : 'a')
    + (day(coverage.period?.end) || '9999') + day(coverage.period?.start);
  return [...coverages].sort((a, b) => (rank(a) < rank(b) ? 1 : -1))[0];
}

function summary(session, all, claims) {
  const thisYear = String(new Date().getFullYear());
  const years = claims.filter((claim) => claim.counts).map((claim) => claim.year);
  const year = years.includes(thisYear) ? thisYear : years.find((y) => y <= thisYear) || thisYear;
  const inYear = claims.filter((claim) => claim.year === year && claim.counts);
  const paid = sum(inYear.map((claim) => claim.money.paid)) ?? 0;
  const planPaid = sum(inYear.map((claim) => claim.money.planPaid));
  const coverage = currentCoverage(all.coverages);
  const plan = [text(list(coverage?.payor)[0]?.display) || session.config.planName, coverageName(coverage)];
  const name = personName(all.patient?.name);
  return el('section', { class: 'summary', 'aria-labelledby': 'title' },
    el('div', { class: 'summary-who' },
      el('h1', { id: 'title' }, name ? `Claims for ${name}` : 'Your claims'),
      el('p', {}, [...new Set(plan.filter(Boolean))].join(' · '))),
    el('dl', { class: 'figures' },
      figure(`You owe in total for ${year}`, dollars(owedIn(inYear)), 'owed'),
      planPaid === null ? null : figure(`Your plan paid in ${year}`, dollars(planPaid), 'planpaid'),
      paid > 0 ? figure(`You already paid in ${year}`, dollars(paid), 'paid') : null,
      figure('Claims, all years', claims.length.toLocaleString('en-US'), 'count')),
    el('p', { class: 'small' }, 'These are your plan\'s figures. A bill from your doctor may differ '
      + 'if you have paid part of it.'));
}

function figure(label, value, id) {
  return el('div', { class: `figure ${id}` }, el('dt', {}, label), el('dd', { id }, value));
}

function filters(claims, results) {
  const kinds = Object.keys(KIND_WORDS).filter((kind) => claims.some((claim) => claim.kind === kind));
  const choice = { kind: '', words: '' };
  const apply = () => {
    const words = choice.words.toLowerCase().split(/\s+/).filter(Boolean);
    const kept = claims.filter((claim) => (!choice.kind || claim.kind === choice.kind)
      && words.every((word) => searchText(claim).includes(word)));
    fillResults(results, kept, false);
    announce(`${plural(kept.length, 'claim', 'claims')} shown.`);
  };
  const radio = (kind, label) => el('label', {},
    el('input', { type: 'radio', name: 'kind', value: kind, checked: kind === '',
      on: { change: () => { choice.kind = kind; apply(); } } }),
    el('span', {}, label));
  const submit = (event) => event.preventDefault();
  return el('form', { class: 'filters', role: 'search', 'aria-label': 'Find claims', on: { submit } },
    kinds.length > 1 ? el('fieldset', { class: 'kinds' }, el('legend', { class: 'unseen' }, 'Kind of claim'),
      radio('', 'All'), kinds.map((kind) => radio(kind, KIND_WORDS[kind]))) : null,
    el('label', { class: 'find' }, el('span', { class: 'unseen' }, 'Search your claims'),
      el('input', { id: 'search', type: 'search', placeholder: 'Search: doctor, drug, service', autocomplete: 'off',
        on: { input: (e) => { choice.words = e.target.value; apply(); } } })));
}

function searchText(claim) {
  claim.words ||= [claim.what, claim.who, ...claim.clinicians, claim.number, claim.status, periodWords(claim.days),
    claim.fill, ...claim.items.map((item) => `${item.what} ${item.code}`)].join(' ').toLowerCase();
  return claim.words;
}

function fillResults(results, claims, none) {
  if (claims.length === 0) {
    results.replaceChildren(el('p', { class: 'panel empty' }, none
      ? 'Your plan has no claims to show yet. New claims appear about one business day after your plan gets them.'
      : 'No claims match. Try another word or choose All.'));
    return;
  }
  const years = new Map();
  for (const claim of claims) years.set(claim.year, [...(years.get(claim.year) || []), claim]);
  results.replaceChildren(...[...years].map(yearOf));
}

function yearOf([year, claims]) {
  return el('section', { class: 'year', 'aria-labelledby': `year-${year.replaceAll(' ', '-')}` },
    el('header', { class: 'year-head' },
      el('h2', { id: `year-${year.replaceAll(' ', '-')}` }, year),
      el('p', {}, `${plural(claims.length, 'claim', 'claims')} · you owe ${dollars(owedIn(claims))}`)),
    claims.map(card));
}

/** What the big number on a card is: still owed, or the share that was paid on the spot. */
function headline(claim) {
  if (!claim.counts) return ['You owe', dollars(0)];
  if (claim.money.owed === 0 && claim.money.paid > 0) return ['You paid', dollars(claim.money.paid)];
  return ['You owe', dollars(claim.money.owed)];
}

function card(claim) {
  const [label, value] = headline(claim);
  const owes = claim.counts && claim.money.owed > 0;
  return el('article', { class: `claim ${claim.kind}`, 'data-id': claim.id, 'aria-labelledby': `c-${claim.id}` },
    el('div', { class: 'claim-head' },
      el('div', { class: 'claim-what' },
        el('p', { class: 'claim-kind' }, KIND_WORDS[claim.kind]),
        el('h3', { id: `c-${claim.id}` }, claim.what, claim.more > 0 ? el('small', {}, ` + ${claim.more} more`) : null),
        el('p', { class: 'claim-who' }, claim.who),
        el('p', { class: 'claim-when' },
          el('time', { datetime: claim.days.first || null }, periodWords(claim.days)),
          claim.fill ? ` · ${claim.fill}` : null)),
      el('div', { class: 'claim-owe' },
        el('p', { class: owes ? 'amount owes' : 'amount' }, el('span', {}, label), ' ', el('strong', {}, value)),
        el('p', { class: `badge ${claim.tone}` }, claim.status))),
    claim.denial ? el('p', { class: 'denial' }, `Why: ${claim.denial}`) : null,
    el('details', {},
      el('summary', {}, 'See how this adds up',
        el('span', { class: 'unseen' }, `: ${claim.what}, ${periodWords(claim.days)}`)),
      el('div', { class: 'inside' }, bar(claim.money), sums(claim), lines(claim), facts(claim))));
}

/** Who carries the bill, as a bar; the figures stand beside it in words, so it is left out for readers. */
function bar({ billed, planPaid, otherPaid, share }) {
  if (!(billed > 0) || planPaid === null || share === null) return null;
  const rest = Math.max(0, billed - planPaid - (otherPaid ?? 0) - share);
  const part = (name, cents) => {
    const piece = el('span', { class: `part ${name}` });
    piece.style.flexGrow = String(Math.max(0, cents));
    return cents > 0 ? piece : null;
  };
  return el('div', { class: 'bar-chart', 'aria-hidden': 'true' },
    part('plan', planPaid + (otherPaid ?? 0)), part('you', share), part('off', rest));
}

function sums({ money }) {
  const row = (label, cents, name) => (cents === null || (!name && cents === 0) ? null
    : el('div', { class: name || 'sub' }, el('dt', {}, label), el('dd', {}, dollars(cents))));
  return el('dl', { class: 'sums' },
    row('Billed by the provider', money.billed, 'row'),
    row('Plan discount', money.discount, money.discount > 0 ? 'sub off' : ''),
    row('Allowed by your plan', money.allowed, 'row'),
    row('Your plan paid', money.planPaid, 'row plan'),
    row('Other insurance paid', money.otherPaid, ''),
    row('Your share', money.share, 'row you'),
    row('Deductible', money.deductible, ''),
    row('Copay', money.copay, ''),
    row('Coinsurance', money.coinsurance, ''),
    row('Not covered', money.noncovered, ''),
    money.paid > 0 ? row('You already paid', money.paid, 'row') : null,
    el('div', { class: 'row total' }, el('dt', {}, 'You owe'), el('dd', {}, dollars(money.owed))));
}

function lines(claim) {
  const items = claim.items.filter((item) => item.what || item.code);
  if (items.length === 0) return null;
  const amount = (cents) => el('td', {}, cents === null
    ? [el('span', { 'aria-hidden': 'true' }, '–'), el('span', { class: 'unseen' }, 'Not stated')] : dollars(cents));
  return el('table', { class: 'lines' },
    el('caption', {}, plural(items.length, 'service on this claim', 'services on this claim')),
    el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, 'Service'), el('th', { scope: 'col' }, 'Billed'),
      el('th', { scope: 'col' }, 'Your share'))),
    el('tbody', {}, items.map((item) => el('tr', {},
      el('th', { scope: 'row' }, item.what || `Service ${item.code}`,
        el('small', {}, [item.what && item.code, item.when && dayWords(item.when)].filter(Boolean).join(' · '))),
      amount(item.money.billed), amount(item.money.share)))));
}

function facts(claim) {
  const fact = (label, value) => (value ? el('div', {}, el('dt', {}, label), el('dd', {}, value)) : null);
  return el('dl', { class: 'facts' },
    fact('Claim number', claim.number || claim.id),
    fact(claim.kind === 'pharmacy' ? 'Pharmacy' : 'Provider', claim.who),
    fact('Also involved', claim.clinicians.join(', ')));
}

// ---- the start ----

function showGoodbye(confirmed, manage) {
  show('Disconnected', el('section', { class: 'panel problem' },
    el('h1', {}, 'Disconnected'),
    el('p', {}, confirmed
      ? 'Your plan no longer shares your data with Claims Viewer, and this tab has forgotten it.'
      : 'This tab has forgotten your data, but your plan did not confirm the disconnect. You can also '
        + 'disconnect this app on your plan\'s account page.'),
    !confirmed && /^https?:/.test(manage || '')
      ? el('p', {}, el('a', { href: manage, rel: 'noreferrer' }, 'Open my plan\'s account page')) : null,
    el('div', { class: 'buttons' },
      el('button', { class: 'primary', type: 'button', on: { click: start } }, 'Back to the start'))));
  announce('Disconnected.');
}

async function onDisconnect() {
  const manage = store.get('session')?.smart.manage;
  byId('disconnect').disabled = true;
  const confirmed = await disconnect();
  byId('disconnect').disabled = false;
  showGoodbye(confirmed, manage);
}

async function start() {
  const answer = new URLSearchParams(location.search);
  // The code leaves the address bar and the history before anything else happens.
  if (location.search) history.replaceState(null, '', '/');
  try {
    if (answer.has('code') || answer.has('error')) {
      await finishConnecting(answer).catch((problem) => {
        if (problem.kind !== 'stray' || !store.get('session')) throw problem;
      });
    }
    if (store.get('session')) await showClaims();
    else showFront(await loadConfig());
  } catch (problem) {
    showProblem(problem);
  }
}

byId('disconnect').addEventListener('click', onDisconnect);
// Back from the plan's page by the Back button: the page is as it was left, its button still disabled.
window.addEventListener('pageshow', (event) => { if (event.persisted) start(); });
start();

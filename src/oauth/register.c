/* register.c - an app registers itself (RFC 7591; O12 to O15) and reads what was registered (RFC 7592).
 * Whatever it asks is cut to what it may have, and what it may have is what it is told: the effective
 * metadata is printed from what was stored, not from the request. What is not understood is left out
 * (RFC 7591 s.2). */
#include "base/table.h"
#include "oauth/oauth_int.h"
#include "json/json.h"

typedef struct Metadata {
    OauthClientNew in;
    bool grants_given;
    bool refresh; /* grant_types has refresh_token */
} Metadata;

/* ---- reading members ------------------------------------------------------------------------------ */

typedef Status (*Read)(Cx *cx, const JsonVal *v, Str name, Metadata *m);

static Status bad(Cx *cx, Str name, const char *why)
{
    return fail(cx, ST_CLIENT_METADATA, name, why);
}

static Status read_text(Cx *cx, const JsonVal *v, Str name, Str *out)
{
    if (json_type(v) != JSON_STRING)
        return bad(cx, name, "must be a string");
    *out = json_str(v);
    return ST_OK;
}

static Status read_list(Cx *cx, const JsonVal *v, Str name, size_t max, const Str **out,
                        size_t *count)
{
    Str *list = ARENA_ARRAY(cx->mem, Str, max);
    *count = 0;
    if (json_type(v) != JSON_ARRAY)
        return bad(cx, name, "must be an array of strings");
    for (JsonIter it = json_iter(v); json_next(&it);) {
        if (*count == max)
            return bad(cx, name, "has too many elements");
        TRY(read_text(cx, it.val, name, &list[(*count)++]));
    }
    *out = list;
    return ST_OK;
}

static Status read_origins(Cx *cx, const JsonVal *v, Str name, Metadata *m)
{
    return read_list(cx, v, name, LIMIT_CLIENT_ORIGINS, &m->in.origins, &m->in.origin_count);
}

static Status read_name(Cx *cx, const JsonVal *v, Str name, Metadata *m)
{
    return read_text(cx, v, name, &m->in.name);
}

static Status read_site(Cx *cx, const JsonVal *v, Str name, Metadata *m)
{
    return read_text(cx, v, name, &m->in.website);
}

static Status read_policy(Cx *cx, const JsonVal *v, Str name, Metadata *m)
{
    return read_text(cx, v, name, &m->in.privacy_url);
}

/* Members are told one: the first. */
static Status read_contacts(Cx *cx, const JsonVal *v, Str name, Metadata *m)
{
    const Str *list;
    size_t count;
    TRY(read_list(cx, v, name, LIMIT_CLIENT_REDIRECTS, &list, &count));
    m->in.support_email = count ? list[0] : STR_NONE;
    return ST_OK;
}

/* Only what there is: an app that cannot have what it counts on is better told than cut (T34). */
static Status read_grants(Cx *cx, const JsonVal *v, Str name, Metadata *m)
{
    const Str *list;
    size_t count;
    bool code = false;
    TRY(read_list(cx, v, name, LIMIT_CLIENT_REDIRECTS, &list, &count));
    for (size_t i = 0; i < count; i++) {
        const bool is_code = str_eq(list[i], STR("authorization_code"));
        const bool is_refresh = str_eq(list[i], STR("refresh_token"));
        if (!is_code && !is_refresh)
            return bad(cx, name, "may hold authorization_code and refresh_token");
        code |= is_code;
        m->refresh |= is_refresh;
    }
    m->grants_given = true;
    /* The one response type, code, goes with this grant (RFC 7591 s.2.1). */
    return code ? ST_OK : bad(cx, name, "must hold authorization_code, which response_types need");
}

static Status read_responses(Cx *cx, const JsonVal *v, Str name, Metadata *m)
{
    const Str *list;
    size_t count;
    (void)m;
    TRY(read_list(cx, v, name, LIMIT_CLIENT_REDIRECTS, &list, &count));
    if (count != 1 || !str_eq(list[0], STR("code")))
        return bad(cx, name, "must be [\"code\"]");
    return ST_OK;
}

static Status read_redirects(Cx *cx, const JsonVal *v, Str name, Metadata *m)
{
    const Status st =
        read_list(cx, v, name, LIMIT_CLIENT_REDIRECTS, &m->in.redirect_uris, &m->in.redirect_count);
    return st == ST_CLIENT_METADATA
               ? fail(cx, ST_REDIRECT_URI, name, "must be an array of one string or more")
               : st;
}

static Status read_scope(Cx *cx, const JsonVal *v, Str name, Metadata *m)
{
    return read_text(cx, v, name, &m->in.scope);
}

static Status read_jwks(Cx *cx, const JsonVal *v, Str name, Metadata *m)
{
    if (json_type(v) != JSON_OBJECT)
        return bad(cx, name, "must be a JWK set");
    Buf *b = buf_new(cx, LIMIT_BODY_AUTH);
    json_write(b, v);
    m->in.jwks = buf_str(b);
    return buf_status(cx, b, name);
}

static Status read_jwks_uri(Cx *cx, const JsonVal *v, Str name, Metadata *m)
{
    return read_text(cx, v, name, &m->in.jwks_uri);
}

static Status read_alg(Cx *cx, const JsonVal *v, Str name, Metadata *m)
{
    return read_text(cx, v, name, &m->in.signing_alg);
}

static Status read_method(Cx *cx, const JsonVal *v, Str name, Metadata *m)
{
    return read_text(cx, v, name, &m->in.auth_method);
}

/* Its claims would stand above the request's (RFC 7591 s.2.3): to leave it out would register what
 * nobody asked for. No issuer of such statements is trusted here. */
static Status read_statement(Cx *cx, const JsonVal *v, Str name, Metadata *m)
{
    (void)m;
    Str rest = json_str(v), part;
    size_t parts = 0;
    while (str_split(&rest, '.', &part))
        parts += part.n > 0;
    if (parts != 3)
        return fail(cx, ST_SOFTWARE_STATEMENT, name, "is not a signed JWT");
    return fail(cx, ST_UNAPPROVED_STATEMENT, name, "no issuer of statements is approved here");
}

// clang-format off
static const struct { Str name; Read read; } members[] = {
    { STR_C("allowed_origins"),            read_origins   }, /* ours: O14's explicit list */
    { STR_C("client_name"),                read_name      },
    { STR_C("client_uri"),                 read_site      },
    { STR_C("contacts"),                   read_contacts  },
    { STR_C("grant_types"),                read_grants    },
    { STR_C("jwks"),                       read_jwks      },
    { STR_C("jwks_uri"),                   read_jwks_uri  },
    { STR_C("policy_uri"),                 read_policy    },
    { STR_C("redirect_uris"),              read_redirects },
    { STR_C("response_types"),             read_responses },
    { STR_C("scope"),                      read_scope     },
    { STR_C("software_statement"),         read_statement },
    { STR_C("token_endpoint_auth_method"), read_method    },
    { STR_C("token_endpoint_auth_signing_alg"), read_alg  },
};
// clang-format on

static Status members_read(Cx *cx, const JsonVal *root, Metadata *m)
{
    if (json_type(root) != JSON_OBJECT || json_len(root) > LIMIT_JSON_MEMBERS)
        return bad(cx, STR("body"), "must be a JSON object of client metadata");
    for (JsonIter it = json_iter(root); json_next(&it);) {
        const void *row = TABLE_FIND(members, it.key);
        if (!row || json_type(it.val) == JSON_NULL) /* null: as if it were not there */
            continue;
        const size_t which = (size_t)((const char *)row - (const char *)members) / sizeof *members;
        TRY(members[which].read(cx, it.val, members[which].name, m));
    }
    return ST_OK;
}

/* ---- what it may have --------------------------------------------------------------------------- */

/* An app without grant_type refresh_token has no use for it. */
static Str without_offline(Cx *cx, Str scope)
{
    Buf *b = buf_new(cx, LIMIT_SCOPE);
    for (Str rest = scope, t; oauth_scope_next(&rest, &t);) {
        if (str_eq(t, STR("offline_access")))
            continue;
        buf_put(b, b->n ? STR(" ") : STR(""));
        buf_put(b, t);
    }
    return buf_str(b);
}

/* S15: what is beyond the ceiling is dropped; what is left is the app's own ceiling from now on. */
static Status scope_settle(Cx *cx, Metadata *m, Str ceiling)
{
    Str granted;
    Str asked = m->in.scope.n ? m->in.scope : ceiling;
    if (m->grants_given && !m->refresh)
        asked = without_offline(cx, asked);
    const Status st = oauth_scope_negotiate(cx, asked, ceiling, &granted);
    if (st == ST_INVALID_SCOPE)
        return fail(cx, ST_CLIENT_METADATA, STR("scope"), cx->fault.detail.p);
    TRY(st);
    m->in.scope = granted;
    return ST_OK;
}

static Status method_settle(Cx *cx, Metadata *m)
{
    static const Str where = STR_C("token_endpoint_auth_method");
    const bool keys = m->in.jwks.n || m->in.jwks_uri.n;
    if (!m->in.auth_method.n) /* O14: whether an app keeps a secret is its developer's to say */
        return bad(cx, where, "is required");
    m->in.confidential = !str_eq(m->in.auth_method, STR("none"));
    if (m->in.jwks.n && m->in.jwks_uri.n)
        return bad(cx, STR("jwks"), "and jwks_uri exclude each other");
    if (str_eq(m->in.auth_method, STR("private_key_jwt")) && !keys)
        return bad(cx, STR("jwks"), "or jwks_uri is needed for private_key_jwt");
    return ST_OK;
}

Status register_parse(Cx *cx, Str body, Str ceiling, OauthClientNew *out)
{
    JsonDoc *doc;
    Metadata m = { 0 };
    const Status st = json_parse(cx, body, &doc);
    if (st == ST_STRUCTURE)
        return fail(cx, ST_CLIENT_METADATA, STR("body"), "is not one JSON value");
    TRY(st);
    TRY(members_read(cx, json_root(doc), &m));
    if (!m.in.redirect_count)
        return fail(cx, ST_REDIRECT_URI, STR("redirect_uris"), "is required");
    if (!m.in.name.n)
        return bad(cx, STR("client_name"), "is required");
    TRY(method_settle(cx, &m));
    TRY(scope_settle(cx, &m, ceiling));
    *out = m.in;
    return ST_OK;
}

/* ---- the answer ---------------------------------------------------------------------------------- */

typedef struct Answer {
    const OauthPlan *plan;
    OauthClient client;
    Str secret; /* shown once; empty: not now */
    Str token;
    int64_t created_ms;
} Answer;

static void put(Buf *b, const char *name, Str value)
{
    if (!value.n)
        return;
    buf_printf(b, ",\"%s\":", name);
    buf_json(b, value);
}

static void put_list(Buf *b, const char *name, const Str *list, size_t count)
{
    if (!count)
        return;
    buf_printf(b, ",\"%s\":[", name);
    for (size_t i = 0; i < count; i++) {
        buf_put(b, i ? STR(",") : STR(""));
        buf_json(b, list[i]);
    }
    buf_char(b, ']');
}

static void secret_put(Buf *b, Str secret)
{
    put(b, "client_secret", secret);
    if (secret.n) /* 0: it does not expire (RFC 7591 s.3.2.1) */
        buf_put(b, STR(",\"client_secret_expires_at\":0"));
}

static Status answer_json(Cx *cx, const Answer *a, Str *json)
{
    const OauthClient *c = &a->client;
    const Str grants[] = { STR("authorization_code"), STR("refresh_token") };
    const Str code = STR("code");
    Buf *b = buf_new(cx, LIMIT_DOCUMENT);
    buf_put(b, STR("{\"client_id\":"));
    buf_json(b, c->client_id);
    buf_printf(b, ",\"client_id_issued_at\":%lld", (long long)(a->created_ms / 1000));
    secret_put(b, a->secret);
    put(b, "registration_access_token", a->token);
    put(b, "registration_client_uri",
        arena_join(cx->mem, a->plan->issuer, STR("/oauth/register/"), c->client_id));
    put(b, "client_name", c->name);
    put_list(b, "redirect_uris", c->redirect_uris, c->redirect_count);
    put_list(b, "grant_types", grants, oauth_scope_has(c->scope, STR("offline_access")) ? 2 : 1);
    put_list(b, "response_types", &code, 1);
    put(b, "token_endpoint_auth_method", c->auth_method);
    put(b, "token_endpoint_auth_signing_alg", c->signing_alg);
    put(b, "scope", c->scope);
    put(b, "client_uri", c->website);
    put(b, "policy_uri", c->privacy_url);
    put_list(b, "contacts", &c->support_email, c->support_email.n > 0);
    put_list(b, "allowed_origins", c->origins, c->origin_count);
    put(b, "jwks_uri", c->jwks_uri);
    if (c->jwks.n) {
        buf_put(b, STR(",\"jwks\":"));
        buf_put(b, c->jwks);
    }
    buf_char(b, '}');
    *json = buf_str(b);
    return buf_status(cx, b, STR("register"));
}

/* What was stored, read again: what it is told is what holds. */
static Status answer_read(Cx *cx, DbTx *tx, Answer *a, Str client_id)
{
    return oauth_client_find(cx, tx, a->plan->num, client_id, &a->client);
}

/* ---- registering ----------------------------------------------------------------------------------- */

// clang-format off
/* A field of OauthClientNew as the request names it. */
static const struct { Str field; Str member; } names[] = {
    { STR_C("auth_method"),   STR_C("token_endpoint_auth_method") },
    { STR_C("name"),          STR_C("client_name")                },
    { STR_C("privacy_url"),   STR_C("policy_uri")                 },
    { STR_C("redirect_uri"),  STR_C("redirect_uris")              },
    { STR_C("signing_alg"),   STR_C("token_endpoint_auth_signing_alg") },
    { STR_C("support_email"), STR_C("contacts")                   },
    { STR_C("website"),       STR_C("client_uri")                 },
};
// clang-format on

/* RFC 7591 s.3.2.2: what oauth_client_add refuses, in the words of registration. */
static Status worded(Cx *cx, Status st)
{
    if (st != ST_INVALID)
        return st;
    Fault f = cx->fault;
    f.status = str_eq(f.where, STR("redirect_uri")) ? ST_REDIRECT_URI : ST_CLIENT_METADATA;
    for (size_t i = 0; i < TABLE_COUNT(names); i++)
        if (str_eq(names[i].field, f.where))
            f.where = names[i].member;
    cx->fault = f;
    return f.status;
}

/* O15, threat 63: a stranger's app may not stand in the plan's name, or in a seal's. */
static Status name_check(Cx *cx, const OauthRegisterAsk *ask, Str name)
{
    for (size_t i = 0; i < ask->reserved_count; i++)
        if (client_name_holds(cx, name, ask->reserved[i]))
            return bad(cx, STR("client_name"), "may not hold the name of a health plan");
    if (client_name_claims(cx, name))
        return bad(cx, STR("client_name"), "may not claim to be official, verified or Medicare's");
    return ST_OK;
}

static Status register_store(Cx *cx, DbTx *tx, const Keys *keys, const OauthRegisterAsk *ask,
                             Answer *a, OauthRegistered *out)
{
    Initial initial = { .scope = STR(OAUTH_CEILING) };
    OauthClientNew in;
    const int64_t plan = a->plan->num;
    if (ask->token.n)
        TRY(initial_use(cx, tx, plan, ask->token, &initial));
    else
        TRY(registration_room(cx, tx, plan));
    out->initial = initial.id;
    TRY(register_parse(cx, ask->body, initial.scope, &in));
    TRY(name_check(cx, ask, in.name));
    in.developer = initial.developer;
    /* In a sandbox plan it works at once; elsewhere when its developer was vetted before, else it waits
     * for an operator (O17). */
    in.status = initial.approved ? STR("approved") : STR("sandbox");
    TRY(worded(cx, oauth_client_add(cx, tx, keys, plan, &in, &out->client_id, &a->secret)));
    TRY(registration_insert(cx, tx, plan, out->client_id, !ask->token.n, &a->token));
    return answer_read(cx, tx, a, out->client_id);
}

Status oauth_register(Cx *cx, Db *db, const OauthPlan *plan, const Keys *keys,
                      const OauthRegisterAsk *ask, OauthRegistered *out)
{
    Answer a = { .plan = plan, .created_ms = cx->now_ms };
    OauthClientNew in;
    DbTx *tx;
    *out = (OauthRegistered){ .json = STR("") };
    if (!plan->sandbox && !ask->token.n)
        return fail(cx, ST_UNAUTHENTICATED, STR("Authorization"),
                    "an initial access token of the plan is needed to register");
    /* Read once before the writer's turn is taken: most of what is wrong is seen here. */
    TRY(register_parse(cx, ask->body, STR(OAUTH_CEILING), &in));
    TRY(db_write(cx, db, DB_STATE, &tx));
    const Status st = register_store(cx, tx, keys, ask, &a, out);
    if (st != ST_OK) {
        db_end(tx); /* nothing is kept, the use of the token neither */
        return st;
    }
    TRY(commit_with(cx, tx, plan, ST_OK));
    return answer_json(cx, &a, &out->json);
}

Status oauth_registration_read(Cx *cx, DbTx *tx, const OauthPlan *plan, Str client_id, Str token,
                               Str *json)
{
    Answer a = { .plan = plan, .token = token };
    TRY(registration_check(cx, tx, plan->num, client_id, token, &a.created_ms));
    TRY(answer_read(cx, tx, &a, client_id));
    return answer_json(cx, &a, json);
}

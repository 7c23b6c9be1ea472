/* Each kind of door, asked of the whole program in process: what it writes into the audit, and that nothing is
 * answered or done when it cannot. */
#include "tests/unit/app/two.h"
#include "web/csrf.h"
#include "web/person.h"
#include "json/json.h"

#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <unistd.h>

/* The folder of the journals is gone, as a full disk is to whoever begins one. */
static void audit_gone(const Two *t)
{
    const Str dir = t->env->conf.audit_dir;
    const int fd = open(arena_dup(t->cx->mem, dir).p, O_RDONLY | O_DIRECTORY);
    DIR *d = fdopendir(fd);
    CHECK(d != NULL);
    for (const struct dirent *e; (e = readdir(d)) != NULL;)
        (void)unlinkat(fd, e->d_name, 0);
    (void)closedir(d);
    CHECK(rmdir(arena_dup(t->cx->mem, dir).p) == 0);
}

/* What a door could change, counted. */
static int64_t state_of(const Two *t)
{
    DbTx *tx;
    DbRows *r;
    Sql *q = sql_new(t->cx);
    sql_text(q, "SELECT (SELECT COUNT(*) FROM oauth_token)"
                " + 100 * (SELECT COUNT(*) FROM oauth_token k WHERE k.revoked_ms IS NOT NULL)"
                " + 10000 * (SELECT COUNT(*) FROM oauth_grant g WHERE g.ended_ms IS NULL)"
                " + 1000000 * (SELECT COUNT(*) FROM oauth_code c WHERE c.used_ms IS NULL)"
                " + 100000000 * (SELECT COUNT(*) FROM oauth_client)"
                " + 10000000000 * (SELECT COUNT(*) FROM oauth_transaction)"
                " + 1000000000000 * (SELECT COUNT(*) FROM oauth_pushed)"
                " + 100000000000000 * (SELECT COUNT(*) FROM member_session)");
    CHECK_OK(t->cx, db_read(t->cx, t->env->db, DB_STATE, &tx));
    CHECK_OK(t->cx, db_one(t->cx, tx, q, STR("state"), &r));
    const int64_t n = db_i64(r, 0);
    db_end(tx);
    return n;
}

static Str csrf_of(const Two *t)
{
    const Rq rq = { .web = &t->wired->web, .browser = STR(TWO_BROWSER), .session = t->session };
    return csrf_token(t->cx, &rq);
}

static Str grant_of(const Two *t)
{
    DbTx *tx;
    DbRows *r;
    Sql *q = sql_new(t->cx);
    sql_text(q, "SELECT id FROM oauth_grant WHERE plan = 1 AND client_id = ");
    sql_bind_str(q, STR("app"));
    CHECK_OK(t->cx, db_read(t->cx, t->env->db, DB_STATE, &tx));
    CHECK_OK(t->cx, db_one(t->cx, tx, q, STR("grant"), &r));
    const Str id = arena_dup(t->cx->mem, db_str(r, 0));
    db_end(tx);
    return id;
}

#define AUTHORIZE                                                                                  \
    "response_type=code&client_id=app&redirect_uri=https://app.example/cb&scope=patient/*.rs"      \
    "&state=s&aud=http://localhost:8080/a/fhir&code_challenge_method=S256"                         \
    "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"

#define REGISTER                                                                                   \
    "{\"client_name\":\"Zebra\",\"redirect_uris\":[\"https://zebra.example/cb\"],"                 \
    "\"token_endpoint_auth_method\":\"none\"}"

typedef struct Door {
    const char *target;
    const char *kind; /* subtype of its record */
    Str body;         /* none: GET */
    const char *token;
    const char *type;
} Door;

#define FORM NULL

/* Data, tokens, pages, registration: those that change something with what they would change. */
static size_t doors_of(const Two *t, Str redeem, Str token, Door *out)
{
    Cx *cx = t->cx;
    const Str csrf = csrf_of(t);
    const char *reads =
        arena_printf(cx->mem, "/a/account/reads?grant=%.*s", STR_ARG(grant_of(t))).p;
    const Door doors[] = {
        { "/a/fhir/Patient/rosa", "read", STR_NONE, "", FORM },
        { "/a/fhir/Patient/rosa/_history", "history", STR_NONE, "", FORM },
        { "/a/fhir/Patient?_id=rosa", "search", STR_NONE, "", FORM },
        { "/a/fhir/Patient/_search", "search", STR("_id=rosa"), "", FORM },
        { "/a/fhir/Nothing/1", "read", STR_NONE, "", FORM },
        { "/a/fhir/Patient/rosa", "other", STR_NONE, "of-nobody", FORM },
        { "/a/oauth/authorize?" AUTHORIZE, "authorize", STR_NONE, "-", FORM },
        { "/a/oauth/par", "push", STR(AUTHORIZE), "-", FORM },
        { "/a/oauth/register", "client-register", STR(REGISTER), "-", "application/json" },
        { "/a/oauth/userinfo", "userinfo", STR_NONE, "", FORM },
        { "/a/oauth/introspect", "introspect", STR("token=abc&client_id=app"), "-", FORM },
        { "/a/account/consents", "account", STR_NONE, "-", FORM },
        { reads, "account", STR_NONE, "-", FORM },
        { "/a/oauth/token", "token", redeem, "-", FORM },
        { "/a/oauth/revoke", "revoke",
          arena_printf(cx->mem, "client_id=app&token=%.*s", STR_ARG(token)), "-", FORM },
        { "/a/account/disconnect", "disconnect",
          arena_printf(cx->mem, "csrf=%.*s&grant=%.*s", STR_ARG(csrf), STR_ARG(grant_of(t))), "-",
          FORM },
        { "/a/signout", "signout", arena_printf(cx->mem, "csrf=%.*s", STR_ARG(csrf)), "-", FORM },
    };
    memcpy(out, doors, sizeof doors);
    return sizeof doors / sizeof *doors;
}

static HttpReply door_ask(const Two *t, const Door *d)
{
    return two_ask(t, &(TwoAsk){ .method = d->body.n ? HTTP_POST : HTTP_GET,
                                 .target = str_of(d->target),
                                 .token = str_of(d->token),
                                 .type = d->type ? str_of(d->type) : STR_NONE,
                                 .body = d->body });
}

#define DOORS 24

typedef struct Elsewhere {
    const Two *t;
    Str token;
} Elsewhere;

static void *elsewhere_main(void *elsewhere)
{
    Elsewhere *e = elsewhere;
    e->token = two_app_token(e->t, STR("app"), STR("rosa"));
    return NULL;
}

/* In a thread of its own, so that this one has begun no journal yet. */
static Str token_elsewhere(const Two *t)
{
    pthread_t thread;
    Elsewhere e = { .t = t };
    CHECK(pthread_create(&thread, NULL, elsewhere_main, &e) == 0);
    (void)pthread_join(thread, NULL);
    CHECK_OK(t->cx, audit_seal_now(t->cx, t->wired->web.audit));
    return e.token;
}

/* C14: 503, no data, nothing done, at each kind of door. */
TEST(doors__without_an_audit_nothing_is_answered_and_nothing_done)
{
    Cx *cx = test_cx();
    Door doors[DOORS];
    const Two t = two_plans(cx);
    const Str token = token_elsewhere(&t);
    const Str redeem = two_app_code(&t, STR("app"), STR("rosa"));
    const size_t n = doors_of(&t, redeem, token, doors);
    audit_gone(&t);
    const int64_t before = state_of(&t);
    for (size_t i = 0; i < n; i++) {
        const HttpReply reply = door_ask(&t, &doors[i]);
        if (reply.status != 503 || state_of(&t) != before)
            FAIL(arena_printf(cx->mem, "%s: %d, %lld for %lld", doors[i].target, reply.status,
                              (long long)state_of(&t), (long long)before)
                     .p);
        CHECK(!str_contains(reply.body, STR("rosa")));
        CHECK(two_header(&reply, STR("Retry-After")).n > 0);
    }
}

static void last_record(const Two *t, AuditRow *out)
{
    DbTx *tx;
    AuditRow *rows;
    size_t n;
    CHECK_OK(t->cx, audit_seal_now(t->cx, t->wired->web.audit));
    CHECK_OK(t->cx, db_read(t->cx, t->env->db, DB_STATE, &tx));
    CHECK_OK(t->cx, audit_rows(t->cx, tx, 1, 1, 10000, &rows, &n));
    db_end(tx);
    CHECK(n > 0);
    *out = rows[n - 1];
}

/* C11: one record each, with who, from where, by which grant and consent, of whom, how it ended. */
TEST(doors__each_writes_its_record)
{
    Cx *cx = test_cx();
    Door doors[DOORS];
    const Two t = two_plans(cx);
    const Str token = two_app_token(&t, STR("app"), STR("rosa"));
    const Str redeem = two_app_code(&t, STR("app"), STR("rosa"));
    const size_t n = doors_of(&t, redeem, token, doors);
    AuditRow row;
    for (size_t i = 0; i < n; i++) {
        last_record(&t, &row);
        const int64_t before = row.seq;
        const HttpReply reply = door_ask(&t, &doors[i]);
        last_record(&t, &row);
        if (!str_eq(row.kind, str_of(doors[i].kind)) || row.seq != before + 1)
            FAIL(arena_printf(cx->mem, "%s: %d, %.*s, %lld more", doors[i].target, reply.status,
                              STR_ARG(row.record), (long long)(row.seq - before))
                     .p);
        CHECK(str_contains(row.record, STR("\"address\":\"127.0.0.1\"")));
        CHECK(str_contains(row.record, STR("\"request\":\"")));
    }
}

/* C11: what an app reads names the consent that it rests on. */
TEST(doors__a_read_names_its_consent)
{
    Cx *cx = test_cx();
    AuditRow row;
    JsonDoc *doc;
    const Two t = two_plans(cx);
    const Str token = two_app_token(&t, STR("app"), STR("rosa"));
    last_record(&t, &row);
    CHECK_STR(row.kind, STR("token"));
    CHECK_OK(cx, json_parse(cx, row.record, &doc));
    const Str consent = json_get_str(json_root(doc), STR("consent"));
    CHECK(consent.n > 0);
    const HttpReply reply = two_ask(
        &t, &(TwoAsk){ .method = HTTP_GET, .target = STR("/a/fhir/Patient/rosa"), .token = token });
    CHECK_I64(reply.status, 200);
    last_record(&t, &row);
    CHECK(
        str_contains(row.record, arena_printf(cx->mem, "\"consent\":\"%.*s\"", STR_ARG(consent))));
}

/* C11: a door that is asked too often says so in the audit too. */
TEST(doors__what_is_asked_too_often_is_audited)
{
    static const Door doors[] = {
        { "/a/oauth/token", "token", STR_C("grant_type=x&client_id=app"), "-", FORM },
        { "/a/oauth/authorize?client_id=app", "authorize", { 0 }, "-", FORM },
    };
    Cx *cx = test_cx();
    const Two t = two_plans(cx);
    AuditRow row;
    for (size_t i = 0; i < sizeof doors / sizeof *doors; i++) {
        int status = 0;
        for (int n = 0; n < 2000 && status != 429; n++)
            status = two_ask(&t, &(TwoAsk){ .method = doors[i].body.n ? HTTP_POST : HTTP_GET,
                                            .target = str_of(doors[i].target),
                                            .token = STR("-"),
                                            .body = doors[i].body,
                                            .peer = STR("192.0.2.9") })
                         .status;
        CHECK_I64(status, 429);
        last_record(&t, &row);
        CHECK_STR(row.kind, str_of(doors[i].kind));
        CHECK(str_contains(row.record, STR("\"http\":429")));
    }
}

static int goals(const Two *t, Str token)
{
    const TwoAsk ask = { .method = HTTP_GET, .target = STR("/a/fhir/Goal"), .token = token };
    return two_ask(t, &ask).status;
}

/* C8: of two who share the same member's data, who may not any more. */
TEST(doors__what_ends_for_one_account_stays_the_others)
{
    DbTx *tx;
    Cx *cx = test_cx();
    const Two t = two_plans(cx);
    const Str others = two_app_token(&t, STR("app"), STR("rosa"));
    CHECK_OK(cx, db_write(cx, t.env->db, DB_STATE, &tx));
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE oauth_grant SET account = 'acc2' WHERE account = 'acc1'");
    CHECK_OK(cx, db_exec(cx, tx, q, NULL));
    CHECK_OK(cx, db_commit(cx, tx));
    const Str hers = two_app_token(&t, STR("app"), STR("rosa"));
    two_acts_no_more(&t);
    const HttpRequest http = { .peer = STR("192.0.2.5") };
    Rq rq = { .web = &t.wired->web, .http = &http, .plan = plans_find(t.env->plans, STR("a")) };
    CHECK_OK(cx, person_recheck(cx, &rq, STR("acc1"), STR("rosa")));
    CHECK_I64(goals(&t, hers), 401);
    CHECK_I64(goals(&t, others), 200);
}

/* C8, C11: nobody asked, and the connection is over: an account that acts for the member no more. */
TEST(doors__what_ends_by_itself_is_audited)
{
    Cx *cx = test_cx();
    AuditRow row;
    const Two t = two_plans(cx);
    (void)two_app_token(&t, STR("app"), STR("rosa"));
    two_acts_no_more(&t);
    const int64_t before = state_of(&t);
    const HttpRequest http = { .peer = STR("192.0.2.5") };
    Rq rq = { .web = &t.wired->web, .http = &http, .plan = plans_find(t.env->plans, STR("a")) };
    CHECK_OK(cx, person_recheck(cx, &rq, STR("acc1"), STR("rosa")));
    CHECK(state_of(&t) != before);
    last_record(&t, &row);
    CHECK_STR(row.kind, STR("disconnect"));
    CHECK(str_contains(row.record, STR("\"patient\":\"rosa\"")));
    CHECK(str_contains(row.record, STR("\"reason\":\"relation ended\"")));
    CHECK(str_contains(row.record, STR("\"client\":\"app\"")));
    const Str told = row.record; /* nothing is left to end: no record says that something did */
    CHECK_OK(cx, person_recheck(cx, &rq, STR("acc1"), STR("rosa")));
    last_record(&t, &row);
    CHECK_STR(row.record, told);
}

/* What a grant has can be changed (AUTHORIZATION C8, C9, M37). */
#include "tests/unit/oauth/env.h"

#include "base/date.h"
#include "oauth/oauth_int.h"

#include <pthread.h>

#define SENSITIVE UINT64_C(3) /* two kinds */

typedef struct Given {
    Str token;
    Str grant;
} Given;

static Given give(const Env *e)
{
    OauthTokenReply t = env_tokens(e, STR("offline_access patient/*.rs"));
    return (Given){ env_member(e, &t, STR("access_token")), t.grant };
}

static OauthChange change_of(const Env *e, Str grant)
{
    return (OauthChange){ .account = STR("acc1"),
                          .grant = grant,
                          .scope = STR("offline_access patient/*.rs"),
                          .when_lo_ms = DATE_MIN,
                          .keys = e->keys,
                          .text = STR("<p>text</p>"),
                          .lang = STR("en") };
}

static Status change(const Env *e, const OauthChange *in)
{
    DbTx *tx;
    Str consent;
    CHECK_OK(e->cx, db_write(e->cx, e->db, DB_STATE, &tx));
    const Status st = oauth_grant_change(e->cx, tx, 1, in, &consent);
    if (st == ST_OK)
        CHECK_OK(e->cx, db_commit(e->cx, tx));
    else
        db_end(tx);
    return st;
}

static OauthAccess seen(const Env *e, Str token)
{
    OauthAccess a = { 0 };
    CHECK_OK(e->cx, oauth_access_find(e->cx, e->db, e->cache, &e->plan, token, &a));
    return a;
}

static int64_t version_of(const Env *e, Str grant)
{
    DbTx *tx;
    OauthGrant *list;
    size_t n;
    CHECK_OK(e->cx, db_read(e->cx, e->db, DB_STATE, &tx));
    CHECK_OK(e->cx, oauth_connection_of(e->cx, tx, 1, STR("acc1"), grant, &list, &n));
    db_end(tx);
    return list[0].version;
}

/* With both kinds, for ever. */
static void share_all(const Env *e, Str grant)
{
    OauthChange in = change_of(e, grant);
    in.widen = true;
    in.version = version_of(e, grant);
    in.labels_shared = SENSITIVE;
    CHECK_OK(e->cx, change(e, &in));
    oauth_cache_forget(e->cache, grant);
}

/* C9: what was said to be less is never more. */
BOTH(change__without_a_proof_nothing_is_added)
{
    Env e = env_open(cx, db);
    const Given g = give(&e);
    OauthChange in = change_of(&e, g.grant);
    in.labels_shared = SENSITIVE;
    CHECK_OK(cx, change(&e, &in));
    oauth_cache_forget(e.cache, g.grant);
    CHECK(seen(&e, g.token).labels_shared == 0);
    share_all(&e, g.grant);
    CHECK(seen(&e, g.token).labels_shared == SENSITIVE);
    in.labels_shared = 1;
    in.when_lo_ms = 1000;
    CHECK_OK(cx, change(&e, &in));
    in.when_lo_ms = 10;
    CHECK_OK(cx, change(&e, &in));
    oauth_cache_forget(e.cache, g.grant);
    CHECK(seen(&e, g.token).labels_shared == 1);
    CHECK_I64(seen(&e, g.token).when_lo_ms, 1000);
}

/* C9, A22: a scope is only ever taken from, whoever proved what; of another account nothing is. */
BOTH(change__gives_no_scope_and_nobody_else_s_grant)
{
    Env e = env_open(cx, db);
    const Given g = give(&e);
    OauthChange in = change_of(&e, g.grant);
    in.widen = true;
    in.version = version_of(&e, g.grant);
    in.scope = STR("offline_access patient/*.rs user/*.rs");
    CHECK_FAILS(cx, ST_FORBIDDEN, change(&e, &in));
    in.scope = STR("");
    CHECK_FAILS(cx, ST_FORBIDDEN, change(&e, &in));
    in.scope = STR("patient/Coverage.rs");
    in.account = STR("acc2");
    CHECK_FAILS(cx, ST_NOT_FOUND, change(&e, &in));
}

/* C9: two nodes at once: what is taken out while more is being given stays out. */
BOTH(change__more_is_not_given_of_a_grant_that_was_changed_meanwhile)
{
    Env e = env_open(cx, db);
    const Given g = give(&e);
    OauthChange more = change_of(&e, g.grant);
    more.widen = true;
    more.version = version_of(&e, g.grant);
    more.labels_shared = SENSITIVE;
    OauthChange less = change_of(&e, g.grant);
    less.when_lo_ms = 1000;
    CHECK_OK(cx, change(&e, &less));
    CHECK_FAILS(cx, ST_EXPIRED, change(&e, &more));
    CHECK(seen(&e, g.token).labels_shared == 0);
    CHECK_I64(seen(&e, g.token).when_lo_ms, 1000);
    CHECK_I64(version_of(&e, g.grant), more.version + 1);
}

typedef struct Racer {
    const Env *e;
    OauthChange in;
    Status st;
} Racer;

static void *racer_run(void *arg)
{
    Racer *r = arg;
    DbTx *tx;
    Str consent;
    Cx cx = { .mem = arena_new(1 << 16), .now_ms = r->e->cx->now_ms };
    r->st = db_write(&cx, r->e->db, DB_STATE, &tx);
    if (r->st == ST_OK)
        r->st = oauth_grant_change(&cx, tx, 1, &r->in, &consent);
    if (r->st == ST_OK)
        r->st = db_commit(&cx, tx);
    arena_free(cx.mem);
    return NULL;
}

/* C9: whichever is first. */
BOTH(change__of_less_and_more_at_once_less_is_left)
{
    Env e = env_open(cx, db);
    const Given g = give(&e);
    for (int i = 0; i < 20; i++) {
        pthread_t threads[2];
        Racer racers[] = { { &e, change_of(&e, g.grant), ST_OK },
                           { &e, change_of(&e, g.grant), ST_OK } };
        racers[0].in.widen = true;
        racers[0].in.version = version_of(&e, g.grant);
        racers[0].in.labels_shared = SENSITIVE;
        for (size_t k = 0; k < 2; k++)
            CHECK(pthread_create(&threads[k], NULL, racer_run, &racers[k]) == 0);
        for (size_t k = 0; k < 2; k++)
            (void)pthread_join(threads[k], NULL);
        CHECK(racers[0].st == ST_OK || racers[0].st == ST_EXPIRED);
        CHECK(racers[1].st == ST_OK);
        oauth_cache_forget(e.cache, g.grant);
        CHECK(seen(&e, g.token).labels_shared == 0);
    }
}

/* C8, C9: a process that knows the token from before sees it within five seconds; the token lives. */
BOTH(change__is_seen_by_every_process_within_five_seconds)
{
    Env e = env_open(cx, db);
    const Given g = give(&e);
    share_all(&e, g.grant);
    CHECK(seen(&e, g.token).labels_shared == SENSITIVE); /* and is remembered */
    OauthChange in = change_of(&e, g.grant);
    in.scope = STR("patient/Coverage.rs");
    CHECK_OK(cx, change(&e, &in));
    cx->now_ms += OAUTH_CACHE_MS;
    CHECK(seen(&e, g.token).labels_shared == 0);
    CHECK_STR(seen(&e, g.token).scope, STR("patient/Coverage.rs"));
    CHECK_I64((int64_t)seen(&e, g.token).scope_count, 1);
}

/* M37: a parent's choice is over at its moment, in an answer that is remembered too. */
BOTH(change__a_choice_with_an_end_ends_then)
{
    Env e = env_open(cx, db);
    const Given g = give(&e);
    OauthChange in = change_of(&e, g.grant);
    in.widen = true;
    in.version = version_of(&e, g.grant);
    in.labels_shared = SENSITIVE;
    in.labels_until_ms = cx->now_ms + 1000;
    CHECK_OK(cx, change(&e, &in));
    oauth_cache_forget(e.cache, g.grant);
    CHECK(seen(&e, g.token).labels_shared == SENSITIVE);
    cx->now_ms += 1000;
    CHECK(seen(&e, g.token).labels_shared == 0);
}

/* C1, C2: each is a version, with the text that was shown and the hash of the one before. */
BOTH(change__is_the_next_version_of_the_consent)
{
    Env e = env_open(cx, db);
    const Given g = give(&e);
    OauthConsent *list;
    size_t n;
    DbTx *tx;
    DbRows *r;
    cx->now_ms += 1000;
    share_all(&e, g.grant);
    CHECK_OK(cx, db_read(cx, db, DB_STATE, &tx));
    CHECK_OK(cx, oauth_consents_of(cx, tx, e.keys, 1, STR("acc1"), &list, &n));
    CHECK_I64((int64_t)n, 2);
    CHECK_I64(list[0].version, 2);
    CHECK_STR(list[0].text, STR("<p>text</p>"));
    CHECK(list[0].labels_shared == SENSITIVE && list[1].labels_shared == 0);
    CHECK_STR(list[0].id, list[1].id);
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT count(*) FROM oauth_consent a JOIN oauth_consent b ON b.id = a.id AND"
                " b.version = 1 AND a.version = 2 AND a.hash_before = b.hash");
    CHECK_OK(cx, db_one(cx, tx, q, STR("consent"), &r));
    CHECK_I64(db_i64(r, 0), 1);
    db_end(tx);
}

static void developer_set(const Env *e, Str developer)
{
    DbTx *tx;
    Sql *q = sql_new(e->cx);
    sql_text(q, "UPDATE oauth_client SET developer = ");
    sql_bind_str(q, developer);
    CHECK_OK(e->cx, db_write(e->cx, e->db, DB_STATE, &tx));
    CHECK_OK(e->cx, db_exec(e->cx, tx, q, NULL));
    CHECK_OK(e->cx, db_commit(e->cx, tx));
}

/* C2: what the app says of itself is kept as it was when she approved; to let it read more is an approval too. */
BOTH(change__keeps_the_browser_and_what_the_app_said_then)
{
    Env e = env_open(cx, db);
    OauthConsent *list;
    size_t n;
    DbTx *tx;
    developer_set(&e, STR("First"));
    const Given g = give(&e);
    developer_set(&e, STR("Second"));
    OauthChange in = change_of(&e, g.grant);
    in.agent_family = STR("Firefox");
    CHECK_OK(cx, change(&e, &in));
    share_all(&e, g.grant);
    CHECK_OK(cx, db_read(cx, db, DB_STATE, &tx));
    CHECK_OK(cx, oauth_consents_of(cx, tx, e.keys, 1, STR("acc1"), &list, &n));
    db_end(tx);
    CHECK_I64((int64_t)n, 3);
    CHECK(str_contains(list[2].attested, STR("\"status\":\"approved\",\"developer\":\"First\",")));
    CHECK_STR(list[1].attested, list[2].attested);
    CHECK(str_contains(list[0].attested, STR("\"developer\":\"Second\",")));
    CHECK_STR(list[1].agent_family, STR("Firefox"));
    CHECK_STR(list[2].agent_family, STR(""));
}

/* C4, A22: which sensitive kinds is for one member, by one person: another one who signs in is asked anew. */
BOTH(transaction__sensitive_kinds_are_chosen_by_who_signed_in_for_who_was_chosen)
{
    Env e = env_open(cx, db);
    OauthTransaction t;
    DbTx *tx;
    Str handle, redirect;
    CHECK_OK(cx, env_authorize(&e, env_request(&e, STR("app"), STR("patient/*.rs")), &handle,
                               &redirect));
    CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
    CHECK_OK(cx, oauth_transaction_signed_in(cx, tx, 1, handle, STR("acc1"), 1));
    CHECK_OK(cx, oauth_transaction_choose(cx, tx, 1, handle, STR("luz")));
    CHECK_FAILS(cx, ST_EXPIRED,
                oauth_transaction_labels(cx, tx, 1, handle, STR("rosa"), SENSITIVE));
    CHECK_OK(cx, oauth_transaction_labels(cx, tx, 1, handle, STR("luz"), SENSITIVE));
    CHECK_OK(cx, oauth_transaction_find(cx, tx, 1, handle, &t));
    CHECK_STR(t.labels_for, STR("luz"));
    CHECK(t.labels_shared == SENSITIVE);
    CHECK_OK(cx, oauth_transaction_signed_in(cx, tx, 1, handle, STR("acc2"), 2));
    CHECK_OK(cx, oauth_transaction_choose(cx, tx, 1, handle, STR("luz")));
    CHECK_OK(cx, oauth_transaction_find(cx, tx, 1, handle, &t));
    CHECK_STR(t.labels_for, STR(""));
    CHECK_OK(cx, db_commit(cx, tx));
}

/* C2, C9: a later approval of the same app, with less: each earlier one has a version that says so, once. */
BOTH(change__a_later_approval_narrows_the_earlier)
{
    Env e = env_open(cx, db);
    const Given g = give(&e);
    DbTx *tx;
    OauthConsent *list;
    size_t n, said = 0;
    share_all(&e, g.grant);
    CHECK(seen(&e, g.token).labels_shared == SENSITIVE);
    give(&e);
    give(&e); /* nothing is left to take out */
    oauth_cache_forget(e.cache, g.grant);
    CHECK(seen(&e, g.token).labels_shared == 0);
    CHECK_I64(version_of(&e, g.grant),
              1); /* the last one's: there are three, and it is the newest */
    CHECK_OK(cx, db_read(cx, db, DB_STATE, &tx));
    CHECK_OK(cx, oauth_consents_of(cx, tx, e.keys, 1, STR("acc1"), &list, &n));
    db_end(tx);
    for (size_t i = 0; i < n; i++)
        said += list[i].version == 3 && list[i].active && list[i].labels_shared == 0 &&
                str_eq(list[i].text, STR("You share everything."));
    CHECK(n == 5 && said == 1);
}

/* C9: the next call on this node has less, also when another read the grant just before it was changed. */
BOTH(change__what_was_read_before_it_is_not_kept_after_it)
{
    Env e = env_open(cx, db);
    const Given g = give(&e);
    OauthAccess old;
    uint64_t forgets;
    unsigned char hash[SHA256_BYTES];
    share_all(&e, g.grant);
    sha256_into(g.token, hash);
    CHECK(!access_cached(cx, e.cache, 1, hash, &old, &forgets));
    CHECK_OK(cx, access_fresh(cx, db, &e.plan, g.token, &old));
    const OauthChange less = change_of(&e, g.grant);
    CHECK_OK(cx, change(&e, &less));
    oauth_cache_forget(e.cache, g.grant);
    access_keep(cx, e.cache, 1, hash, &old, forgets);
    CHECK(old.labels_shared == SENSITIVE && seen(&e, g.token).labels_shared == 0);
}

/* C1, C2: what ran out by time is said to be over, from when it was. */
BOTH(change__a_grant_that_ran_out_has_a_version_that_says_so)
{
    Env e = env_open(cx, db);
    e.until_ms = cx->now_ms + DAY_MS;
    const Given g = give(&e);
    DbTx *tx;
    OauthConsent *list;
    OauthGrant grant;
    size_t n;
    for (int hour = 23; hour <= 25; hour++) {
        e.cx->now_ms = e.until_ms + (hour - 24) * HOUR_MS;
        CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
        CHECK_OK(cx, oauth_sweep(cx, tx, 1));
        CHECK_OK(cx, oauth_consents_of(cx, tx, e.keys, 1, STR("acc1"), &list, &n));
        CHECK_OK(cx, oauth_grant_of(cx, tx, 1, STR("acc1"), g.grant, &grant));
        CHECK_OK(cx, db_commit(cx, tx));
        CHECK(n == (hour < 24 ? 1u : 2u) && list[0].active == (hour < 24));
        CHECK_I64(grant.ended_ms, hour < 24 ? 0 : e.until_ms);
    }
}

static OauthConsentVerdict verdict(const Env *e)
{
    OauthConsentCheck at = { .plan = 1 };
    OauthConsentVerdict v;
    for (bool more = true; more;)
        CHECK_OK(e->cx, oauth_consents_verify(e->cx, e->db, e->keys, &at, &v, &more));
    return v;
}

static void run_sql(const Env *e, Str text)
{
    DbTx *tx;
    Sql *q = sql_new(e->cx);
    sql_text(q, arena_dup(e->cx->mem, text).p);
    CHECK_OK(e->cx, db_write(e->cx, e->db, DB_STATE, &tx));
    CHECK_OK(e->cx, db_exec(e->cx, tx, q, NULL));
    CHECK_OK(e->cx, db_commit(e->cx, tx));
}

/* C2: what is changed, removed, or put there without the key is found, and where. */
BOTH(consents__are_verified_as_they_were_written)
{
    static const struct {
        const char *sql;
        const char *why;
        int64_t version;
    } rows[] = {
        { "UPDATE oauth_consent SET labels_shared = 7 WHERE version = 2 AND id = '",
          "the version was changed", 2 },
        { "UPDATE oauth_consent SET text_version = 'x' WHERE version = 1 AND id = '",
          "the version was changed", 1 },
        { "UPDATE oauth_consent SET hash = text_hash WHERE version = 3 AND id = '",
          "the version was changed", 3 },
        { "DELETE FROM oauth_consent WHERE version = 2 AND id = '", "a version is missing here",
          3 },
        { "DELETE FROM oauth_consent WHERE version = 1 AND id = '", "a version is missing here",
          2 },
        { "DELETE FROM oauth_consent WHERE version = 3 AND id = '",
          "its last version is not what the grant has", 2 },
        { "UPDATE oauth_grant SET expires_ms = 1 WHERE consent = '",
          "its last version is not what the grant has", 3 },
        { "DELETE FROM oauth_consent WHERE id = '", "a grant's consent is missing", 1 },
    };
    Env e = env_open(cx, db);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const Given g = give(&e);
        DbTx *tx;
        OauthConsent *list;
        size_t n;
        share_all(&e, g.grant);
        const OauthChange less = change_of(&e, g.grant);
        CHECK_OK(cx, change(&e, &less));
        CHECK(verdict(&e).whole && verdict(&e).count == 3);
        CHECK_OK(cx, db_read(cx, db, DB_STATE, &tx));
        CHECK_OK(cx, oauth_consents_of(cx, tx, e.keys, 1, STR("acc1"), &list, &n));
        db_end(tx);
        CHECK_STR(list[0].text_version, STR(OAUTH_TEXT_VERSION));
        run_sql(&e, arena_join(cx->mem, str_of(rows[i].sql), list[0].id, STR("'")));
        const OauthConsentVerdict v = verdict(&e);
        CHECK_STR(str_of(v.why), str_of(rows[i].why));
        CHECK_STR(v.id, list[0].id);
        CHECK_I64(v.version, rows[i].version);
        run_sql(&e, STR("DELETE FROM oauth_grant"));
        run_sql(&e, STR("DELETE FROM oauth_consent"));
    }
}

/* C2: without the key one can say that a connection is over, and nothing else. */
BOTH(consents__nobody_without_the_key_writes_one)
{
    Env e = env_open(cx, db);
    const Given g = give(&e);
    DbTx *tx;
    CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
    CHECK_OK(cx, oauth_grant_end(cx, tx, 1, STR("acc1"), g.grant, STR("member")));
    CHECK_OK(cx, db_commit(cx, tx));
    CHECK(verdict(&e).whole && verdict(&e).count == 2);
    run_sql(&e, STR("UPDATE oauth_grant SET ended_ms = NULL"));
    CHECK_STR(str_of(verdict(&e).why), STR("its last version is not what the grant has"));
    run_sql(&e, STR("UPDATE oauth_grant SET ended_ms = 1"));
    CHECK(verdict(&e).whole);
    Keys *keys;
    Env other = e;
    CHECK_OK(cx, keys_open(cx, arena_join(cx->mem, test_dir(), STR("/other"), STR_NONE), &keys));
    other.keys = keys;
    CHECK_STR(str_of(verdict(&other).why), STR("the version was changed"));
    keys_close(keys);
}

static void ends(const Env *e, Str grant, int64_t ms)
{
    DbTx *tx;
    Sql *q = sql_new(e->cx);
    sql_text(q, "UPDATE oauth_grant SET expires_ms = ");
    sql_bind_i64(q, ms);
    sql_text(q, " WHERE id = ");
    sql_bind_str(q, grant);
    CHECK_OK(e->cx, db_write(e->cx, e->db, DB_STATE, &tx));
    CHECK_OK(e->cx, db_exec(e->cx, tx, q, NULL));
    CHECK_OK(e->cx, db_commit(e->cx, tx));
}

static int64_t end_of(const Env *e, Str grant)
{
    DbTx *tx;
    OauthGrant g;
    CHECK_OK(e->cx, db_read(e->cx, e->db, DB_STATE, &tx));
    CHECK_OK(e->cx, oauth_grant_of(e->cx, tx, 1, STR("acc1"), grant, &g));
    db_end(tx);
    return g.expires_ms;
}

/* C3, C9: to go on is for longer, and for nobody who did not just prove who they are. */
BOTH(change__a_renewal_never_ends_sooner)
{
    Env e = env_open(cx, db);
    const Given g = give(&e);
    const int64_t end_ms = cx->now_ms + 10 * DAY_MS;
    OauthChange in = change_of(&e, g.grant);
    in.renew = in.widen = true;
    in.version = version_of(&e, g.grant);
    in.expires_ms = end_ms;
    CHECK_FAILS(cx, ST_FORBIDDEN, change(&e, &in)); /* it has no end */
    ends(&e, g.grant, end_ms);
    in.expires_ms = end_ms - 1;
    CHECK_FAILS(cx, ST_FORBIDDEN, change(&e, &in));
    in.expires_ms = end_ms + DAY_MS;
    in.widen = false;
    CHECK_OK(cx, change(&e, &in));
    CHECK_I64(end_of(&e, g.grant), end_ms);
    in.widen = true;
    in.version = version_of(&e, g.grant);
    CHECK_OK(cx, change(&e, &in));
    CHECK_I64(end_of(&e, g.grant), end_ms + DAY_MS);
}

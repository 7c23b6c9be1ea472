/* When members are told again of what they agreed to (AUTHORIZATION C3). */
#include "tests/unit/oauth/env.h"

#include "base/date.h"
#include "base/limits.h"
#include "oauth/oauth_int.h"

/* C3: half years from the approval; thirty and seven days before the end; never at or after it. */
TEST(remind__next)
{
    static const struct {
        int64_t expires_days;
        int64_t after_days;
        int64_t next_days;
    } rows[] = {
        { 0, 0, 182 },     { 0, 181, 182 },   { 0, 182, 364 },   { 0, 400, 546 }, { 365, 0, 182 },
        { 365, 182, 335 }, { 365, 335, 358 }, { 365, 358, 364 }, { 365, 364, 0 }, { 90, 0, 60 },
        { 90, 60, 83 },    { 90, 83, 0 },     { 20, 0, 13 },     { 7, 0, 0 },     { 1, 0, 0 },
        { 189, 0, 159 },   { 189, 159, 182 }, { 189, 182, 0 },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK_I64(grant_remind_ms(1000,
                                  rows[i].expires_days ? 1000 + rows[i].expires_days * DAY_MS : 0,
                                  1000 + rows[i].after_days * DAY_MS),
                  rows[i].next_days ? 1000 + rows[i].next_days * DAY_MS : 0);
}

static size_t reminded(const Env *e, OauthReminder *out)
{
    DbTx *tx;
    size_t count;
    bool more;
    OauthReminder *list = ARENA_ARRAY(e->cx->mem, OauthReminder, LIMIT_REMINDERS);
    CHECK_OK(e->cx, db_write(e->cx, e->db, DB_STATE, &tx));
    CHECK_OK(e->cx, oauth_reminders(e->cx, tx, 1, list, &count, &more));
    CHECK_OK(e->cx, db_commit(e->cx, tx));
    CHECK(!more);
    if (count)
        *out = list[0];
    return count;
}

static void end(const Env *e, Str grant)
{
    DbTx *tx;
    CHECK_OK(e->cx, db_write(e->cx, e->db, DB_STATE, &tx));
    CHECK_OK(e->cx, oauth_grant_end(e->cx, tx, 1, STR("acc1"), grant, STR("test")));
    CHECK_OK(e->cx, db_commit(e->cx, tx));
}

/* C3: each once, of the connection's last approval; of what is over none. */
BOTH(remind__each_is_given_once)
{
    OauthReminder r;
    Env e = env_open(cx, db);
    (void)env_tokens(&e, STR("offline_access patient/*.rs"));
    cx->now_ms += 100 * DAY_MS;
    const OauthTokenReply newer = env_tokens(&e, STR("offline_access patient/*.rs"));
    CHECK_I64((int64_t)reminded(&e, &r), 0);
    cx->now_ms += 83 * DAY_MS; /* the older one's turn, which is not the last */
    CHECK_I64((int64_t)reminded(&e, &r), 0);
    cx->now_ms += 100 * DAY_MS;
    CHECK_I64((int64_t)reminded(&e, &r), 1);
    CHECK_STR(r.account, STR("acc1"));
    CHECK_I64(r.expires_ms, 0);
    CHECK(!r.parent);
    CHECK_I64((int64_t)reminded(&e, &r), 0);
    end(&e, newer.grant);
    cx->now_ms += 400 * DAY_MS; /* of the other then */
    CHECK_I64((int64_t)reminded(&e, &r), 1);
}

/* C3: a code that was never redeemed connected nothing; an app that is suspended reads nothing. */
BOTH(remind__only_of_what_reads)
{
    DbTx *tx;
    OauthReminder r;
    Env e = env_open(cx, db);
    (void)env_code(&e, STR("app"), STR("offline_access patient/*.rs"));
    cx->now_ms += 190 * DAY_MS;
    CHECK_I64((int64_t)reminded(&e, &r), 0);
    (void)env_tokens(&e, STR("offline_access patient/*.rs"));
    CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
    CHECK_OK(cx, oauth_client_set_status(cx, tx, 1, STR("app"), STR("suspended")));
    CHECK_OK(cx, db_commit(cx, tx));
    cx->now_ms += 190 * DAY_MS;
    CHECK_I64((int64_t)reminded(&e, &r), 0);
}

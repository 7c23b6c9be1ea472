/* Who signed in, when and from about where: what a member is shown, and how a browser that is new to her account is
 * known (AUTHORIZATION M45). Kept for a year, with no more of an address than its network. */
#include "member/member_int.h"

#include "base/date.h"

#define KEPT_MS (365 * DAY_MS)

static Status browser_known(Cx *cx, DbTx *tx, int64_t plan, Str account, Str browser, bool *known)
{
    DbRows *r;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT count(*) FROM member_signin WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND account = ");
    sql_bind_str(q, account);
    sql_text(q, " AND browser = ");
    sql_bind_blob(q, browser);
    TRY(db_one(cx, tx, q, STR("signin"), &r));
    *known = db_i64(r, 0) > 0;
    return ST_OK;
}

static Status signin_insert(Cx *cx, DbTx *tx, int64_t plan, const SignIn *in, Str browser)
{
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO member_signin (plan, account, id, browser, agent_family, peer_prefix,"
                " created_ms, expires_ms) VALUES (");
    sql_bind_i64(q, plan);
    sql_text(q, ", ");
    sql_bind_str(q, in->account);
    sql_text(q, ", ");
    sql_bind_str(q, random_token(cx, 16));
    sql_text(q, ", ");
    sql_bind_blob(q, browser);
    sql_text(q, ", ");
    sql_bind_str(q, in->agent);
    sql_text(q, ", ");
    sql_bind_str(q, in->network);
    sql_text(q, ", ");
    const int64_t times[] = { cx->now_ms, cx->now_ms + KEPT_MS };
    sql_bind_list(q, times, 2);
    sql_text(q, ")");
    return db_exec(cx, tx, q, NULL);
}

Status signin_add(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan, const SignIn *in)
{
    bool known;
    const Str browser = member_index(cx, keys, plan->num, STR("browser"), in->browser);
    TRY(browser_known(cx, tx, plan->num, in->account, browser, &known));
    TRY(signin_insert(cx, tx, plan->num, in, browser));
    if (known || in->fresh)
        return ST_OK;
    const Notice told = { .account = in->account };
    return notice(cx, tx, keys, plan, MAIL_SIGNED_IN, &told);
}

Status signin_list(Cx *cx, DbTx *tx, int64_t plan, Str account, SignIn *out, size_t *count)
{
    DbRows *r;
    Status st;
    Sql *q = sql_new(cx);
    *count = 0;
    sql_text(q, "SELECT created_ms, agent_family, peer_prefix FROM member_signin WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND account = ");
    sql_bind_str(q, account);
    sql_text(q, " ORDER BY created_ms DESC, id LIMIT ");
    sql_bind_i64(q, MEMBER_SIGNINS);
    TRY(db_query(cx, tx, q, &r));
    while (db_next(cx, r, &st))
        if (*count < MEMBER_SIGNINS)
            out[(*count)++] = (SignIn){ .ms = db_i64(r, 0),
                                        .agent = arena_dup(cx->mem, db_str(r, 1)),
                                        .network = arena_dup(cx->mem, db_str(r, 2)) };
    return st;
}

Status signins_drop(Cx *cx, DbTx *tx, int64_t plan, Str account)
{
    Sql *q = sql_new(cx);
    sql_text(q, "DELETE FROM member_signin WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND account = ");
    sql_bind_str(q, account);
    return db_exec(cx, tx, q, NULL);
}

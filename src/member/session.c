/* Browsers, before sign-in and after (AUTHORIZATION M29). The cookie's value is nowhere in the store:
 * the row is found by its hash, and what is sealed in it is bound to that hash. */
#include "member/member_int.h"

#include "base/codec.h"

#define TOUCH_MS MINUTE_MS

static const Str table = STR_C("member_session");

static Str row_name(Cx *cx, Str id)
{
    return hex_encode(cx, session_hash(cx, id));
}

static void where_session(Cx *cx, Sql *q, int64_t plan, Str id)
{
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND hash = ");
    sql_bind_blob(q, session_hash(cx, id));
}

static Status session_insert(Cx *cx, DbTx *tx, int64_t plan, const MemberSession *s)
{
    Sql *q = sql_new(cx);
    sql_text(q,
             "INSERT INTO member_session (plan, hash, account, lang, auth_ms, created_ms, seen_ms,"
             " expires_ms) VALUES (");
    sql_bind_i64(q, plan);
    sql_text(q, ", ");
    sql_bind_blob(q, session_hash(cx, s->id));
    sql_text(q, ", ");
    sql_bind_str(q, s->account);
    sql_text(q, ", ");
    sql_bind_str(q, s->lang);
    sql_text(q, ", ");
    const int64_t times[] = { s->auth_ms, cx->now_ms, cx->now_ms,
                              cx->now_ms + MEMBER_SESSION_MAX_MS };
    sql_bind_list(q, times, 4);
    sql_text(q, ")");
    return db_exec(cx, tx, q, NULL);
}

Status session_start(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str lang, MemberSession *out)
{
    (void)keys;
    *out = (MemberSession){ .id = random_token(cx, SHA256_BYTES),
                            .account = STR(""),
                            .lang = lang,
                            .matched = STR(""),
                            .typed = STR("") };
    return session_insert(cx, tx, plan, out);
}

/* The sealed column holds one of the two. An id of FHIR never begins with this. */
#define TYPED_MARK STR("?")

static void sealed_read(Str plain, MemberSession *out)
{
    if (str_starts(plain, TYPED_MARK))
        out->typed = str_from(plain, TYPED_MARK.n);
    else
        out->matched = plain;
}

Status session_find(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str id, MemberSession *out)
{
    DbRows *r;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT account, auth_ms, lang, sealed, seen_ms FROM member_session");
    where_session(cx, q, plan, id);
    sql_text(q, " AND expires_ms > ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, " AND seen_ms > ");
    sql_bind_i64(q, cx->now_ms - MEMBER_SESSION_IDLE_MS);
    TRY(db_one(cx, tx, q, STR("session"), &r));
    *out = (MemberSession){ .id = id,
                            .account = arena_dup(cx->mem, db_str(r, 0)),
                            .auth_ms = db_i64(r, 1),
                            .lang = arena_dup(cx->mem, db_str(r, 2)),
                            .matched = STR(""),
                            .typed = STR(""),
                            .touch = db_i64(r, 4) + TOUCH_MS <= cx->now_ms };
    if (db_is_null(r, 3))
        return ST_OK;
    Str plain;
    TRY(member_open(cx, keys, plan, table, row_name(cx, id), db_blob(r, 3), &plain));
    sealed_read(plain, out);
    return ST_OK;
}

Status session_touch(Cx *cx, DbTx *tx, int64_t plan, Str id)
{
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE member_session SET seen_ms = ");
    sql_bind_i64(q, cx->now_ms);
    where_session(cx, q, plan, id);
    return db_exec(cx, tx, q, NULL);
}

static Status sealed_write(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str id, Str plain)
{
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE member_session SET seen_ms = ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, ", sealed = ");
    sql_bind_blob(q, member_seal(cx, keys, plan, table, row_name(cx, id), plain));
    where_session(cx, q, plan, id);
    int64_t changed;
    TRY(db_exec(cx, tx, q, &changed));
    return changed ? ST_OK : fail(cx, ST_NOT_FOUND, STR("session"), "there is no such session");
}

Status session_matched(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str id, Str patient)
{
    return sealed_write(cx, tx, keys, plan, id, patient);
}

Status session_typed(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str id, Str form)
{
    return sealed_write(cx, tx, keys, plan, id, arena_join(cx->mem, TYPED_MARK, form, STR("")));
}

Status session_sign_in(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, const MemberSession *old,
                       Str account, MemberSession *out)
{
    (void)keys;
    TRY(session_end(cx, tx, plan, old->id));
    *out = (MemberSession){ .id = random_token(cx, SHA256_BYTES),
                            .account = account,
                            .auth_ms = cx->now_ms,
                            .lang = old->lang,
                            .matched = STR(""),
                            .typed = STR("") };
    return session_insert(cx, tx, plan, out);
}

Status session_end_others(Cx *cx, DbTx *tx, int64_t plan, Str account, Str but)
{
    Sql *q = sql_new(cx);
    sql_text(q, "DELETE FROM member_session WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND account = ");
    sql_bind_str(q, account);
    sql_text(q, " AND hash <> ");
    sql_bind_blob(q, session_hash(cx, but));
    return db_exec(cx, tx, q, NULL);
}

Status session_renew(Cx *cx, DbTx *tx, int64_t plan, Str old, Str *id)
{
    int64_t changed;
    Sql *q = sql_new(cx);
    *id = random_token(cx, SHA256_BYTES);
    /* What is sealed is bound to the old hash. Somebody signed in has proven all there is to prove; whose
     * details matched just now is remembered anew. */
    sql_text(q, "UPDATE member_session SET sealed = NULL, hash = ");
    sql_bind_blob(q, session_hash(cx, *id));
    where_session(cx, q, plan, old);
    TRY(db_exec(cx, tx, q, &changed));
    return changed ? ST_OK : fail(cx, ST_NOT_FOUND, STR("session"), "there is no such session");
}

Status session_end(Cx *cx, DbTx *tx, int64_t plan, Str id)
{
    Sql *q = sql_new(cx);
    sql_text(q, "DELETE FROM member_session");
    where_session(cx, q, plan, id);
    return db_exec(cx, tx, q, NULL);
}

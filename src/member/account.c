/* Accounts: an address, whom it may act for, wrong codes counted (AUTHORIZATION M13, M23, M34). */
#include "member/member_int.h"

#include "base/date.h"
#include "base/log.h"

static const Str table = STR_C("member_account");
static const Str self_relation = STR_C("self");

static Status account_read(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Sql *q, Account *out)
{
    DbRows *r;
    TRY(db_one(cx, tx, q, STR("account"), &r));
    out->id = arena_dup(cx->mem, db_str(r, 0));
    out->lang = arena_dup(cx->mem, db_str(r, 2));
    out->locked_until_ms = db_i64(r, 3);
    out->bounced = db_i64(r, 4) > 0;
    out->frozen = db_i64(r, 5) == STATE_FROZEN;
    return member_open(cx, keys, plan, table, out->id, db_blob(r, 1), &out->email);
}

#define SELECT_ACCOUNT                                                                             \
    "SELECT a.id, a.sealed, a.lang, a.locked_until_ms, a.bounced_ms, a.state FROM member_account " \
    "a"

Status account_by_email(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str email, Account *out)
{
    Sql *q = sql_new(cx);
    sql_text(q, SELECT_ACCOUNT " WHERE a.plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND a.email_index = ");
    sql_bind_blob(q, email_index(cx, keys, plan, email));
    sql_text(q, " AND a.state IN (1, 2)");
    return account_read(cx, tx, keys, plan, q, out);
}

Status account_of_patient(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str patient,
                          Account *out)
{
    Sql *q = sql_new(cx);
    sql_text(q, SELECT_ACCOUNT " JOIN member_relation r ON r.plan = a.plan AND r.account = a.id"
                               " WHERE r.plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND r.patient = ");
    sql_bind_str(q, patient);
    sql_text(q, " AND r.relation = ");
    sql_bind_str(q, STR("self"));
    sql_text(q, " AND r.ended_ms IS NULL AND a.state = 1");
    return account_read(cx, tx, keys, plan, q, out);
}

Status account_by_id(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str id, Account *out)
{
    Sql *q = sql_new(cx);
    sql_text(q, SELECT_ACCOUNT " WHERE a.plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND a.id = ");
    sql_bind_str(q, id);
    sql_text(q, " AND a.state = 1");
    return account_read(cx, tx, keys, plan, q, out);
}

static Status relation_insert(Cx *cx, DbTx *tx, int64_t plan, Str account,
                              const MemberRelation *rel, Str basis, int64_t *changed)
{
    Sql *q = sql_new(cx);
    sql_text(q,
             "INSERT INTO member_relation (plan, account, patient, relation, basis, valid_from_ms,"
             " valid_to_ms, created_ms) VALUES (");
    sql_bind_i64(q, plan);
    sql_text(q, ", ");
    const Str texts[] = { account, rel->patient, rel->relation, basis };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        sql_bind_str(q, texts[i]);
        sql_text(q, ", ");
    }
    const int64_t times[] = { cx->now_ms, rel->until_ms, cx->now_ms };
    sql_bind_list(q, times, 3);
    sql_text(q, ") ON CONFLICT DO NOTHING");
    return db_exec(cx, tx, q, changed);
}

static Status account_insert(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str id, Str email,
                             Str lang, int64_t *changed)
{
    Sql *q = sql_new(cx);
    sql_text(q,
             "INSERT INTO member_account (plan, id, email_index, sealed, lang, state, created_ms,"
             " updated_ms) VALUES (");
    sql_bind_i64(q, plan);
    sql_text(q, ", ");
    sql_bind_str(q, id);
    sql_text(q, ", ");
    sql_bind_blob(q, email_index(cx, keys, plan, email));
    sql_text(q, ", ");
    sql_bind_blob(q, member_seal(cx, keys, plan, table, id, email));
    sql_text(q, ", ");
    sql_bind_str(q, lang);
    sql_text(q, ", ");
    const int64_t numbers[] = { STATE_ACTIVE, cx->now_ms, cx->now_ms };
    sql_bind_list(q, numbers, 3);
    sql_text(q, ") ON CONFLICT DO NOTHING");
    return db_exec(cx, tx, q, changed);
}

static Status account_delete(Cx *cx, DbTx *tx, int64_t plan, Str id)
{
    Sql *q = sql_new(cx);
    sql_text(q, "DELETE FROM member_account WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND id = ");
    sql_bind_str(q, id);
    return db_exec(cx, tx, q, NULL);
}

/* ---- addresses that are kept from others for a while ---- */

Status address_hold(Cx *cx, DbTx *tx, int64_t plan, Str index, Str account, int64_t until_ms)
{
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO member_held (plan, email_index, account, expires_ms) VALUES (");
    sql_bind_i64(q, plan);
    sql_text(q, ", ");
    sql_bind_blob(q, index);
    sql_text(q, ", ");
    sql_bind_str(q, account);
    sql_text(q, ", ");
    sql_bind_i64(q, until_ms);
    sql_text(q, ") ON CONFLICT (plan, email_index) DO UPDATE SET account = excluded.account,"
                " expires_ms = excluded.expires_ms");
    return db_exec(cx, tx, q, NULL);
}

/* M13: two who want one address come one after the other, and who comes second sees what the first made of it: a
 * unique index would break the second's transaction. The row itself keeps the address from nobody. */
Status address_wait(Cx *cx, DbTx *tx, int64_t plan, Str index)
{
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO member_held (plan, email_index, account, expires_ms) VALUES (");
    sql_bind_i64(q, plan);
    sql_text(q, ", ");
    sql_bind_blob(q, index);
    sql_text(q, ", ");
    sql_bind_str(q, STR("")); /* nobody's */
    sql_text(q, ", ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, ") ON CONFLICT (plan, email_index) DO UPDATE SET account = member_held.account");
    return db_exec(cx, tx, q, NULL);
}

Status address_held(Cx *cx, DbTx *tx, int64_t plan, Str index, Str account, bool *held)
{
    DbRows *r;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT count(*) FROM member_held WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND email_index = ");
    sql_bind_blob(q, index);
    sql_text(q, " AND account <> ");
    sql_bind_str(q, account);
    sql_text(q, " AND expires_ms > ");
    sql_bind_i64(q, cx->now_ms);
    TRY(db_one(cx, tx, q, STR("address"), &r));
    *held = db_i64(r, 0) > 0;
    return ST_OK;
}

Status account_make(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str email, Str lang,
                    Str patient, Str *id)
{
    int64_t made = 0;
    int64_t bound = 0;
    const MemberRelation self = { .patient = patient, .relation = self_relation };
    bool held;
    *id = random_token(cx, 16);
    TRY(address_wait(cx, tx, plan, email_index(cx, keys, plan, email)));
    TRY(address_held(cx, tx, plan, email_index(cx, keys, plan, email), *id, &held));
    if (!held)
        TRY(account_insert(cx, tx, keys, plan, *id, email, lang, &made));
    if (made && patient.n == 0) /* of somebody who is no member (M36) */
        return ST_OK;
    if (made)
        TRY(relation_insert(cx, tx, plan, *id, &self, STR("details"), &bound));
    if (made && bound)
        return ST_OK;
    if (made) /* the caller commits: nothing of ours may stay */
        TRY(account_delete(cx, tx, plan, *id));
    return fail(cx, ST_CONFLICT, STR("account"), "the address or the person has an account");
}

Status account_signed_in(Cx *cx, DbTx *tx, int64_t plan, Str id)
{
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE member_account SET failures = 0, signed_in_ms = ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND id = ");
    sql_bind_str(q, id);
    return db_exec(cx, tx, q, NULL);
}

/* 10 in a row: 15 minutes; each 10 more: a day; 100: until member services open it (M23). */
Status account_failed(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan, Str id)
{
    DbRows *r;
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE member_account SET failures = failures + 1, failed_ms = ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, ", locked_until_ms = CASE WHEN failures >= 99 THEN ");
    sql_bind_i64(q, INT64_MAX);
    sql_text(q, " WHEN failures = 9 THEN ");
    sql_bind_i64(q, cx->now_ms + 15 * MINUTE_MS);
    sql_text(q, " WHEN failures % 10 = 9 THEN ");
    sql_bind_i64(q, cx->now_ms + DAY_MS);
    sql_text(q, " ELSE locked_until_ms END WHERE plan = ");
    sql_bind_i64(q, plan->num);
    sql_text(q, " AND id = ");
    sql_bind_str(q, id);
    sql_text(q, " RETURNING failures");
    TRY(db_one(cx, tx, q, STR("account"), &r));
    if (db_i64(r, 0) % 10 != 0) /* not locked by it */
        return ST_OK;
    const Status st = notice(cx, tx, keys, plan, MAIL_LOCKED, &(Notice){ .account = id });
    return forgive(cx, st, ST_NOT_FOUND) ? ST_OK : st;
}

Status account_unlock(Cx *cx, DbTx *tx, int64_t plan, Str account)
{
    int64_t changed;
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE member_account SET failures = 0, locked_until_ms = 0 WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND id = ");
    sql_bind_str(q, account);
    sql_text(q, " AND state = 1");
    TRY(db_exec(cx, tx, q, &changed));
    return changed ? ST_OK : fail(cx, ST_NOT_FOUND, STR("account"), "is not active");
}

Status account_whose(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str patient, Str *account)
{
    Account a;
    TRY(account_of_patient(cx, tx, keys, plan, patient, &a));
    *account = a.id;
    return ST_OK;
}

/* By account, or by who its person is; her own data are hers whatever is said of others. */
void sql_not_blocked(Sql *q)
{
    sql_text(q, "(r.relation = ");
    sql_bind_str(q, self_relation);
    sql_text(q, " OR NOT EXISTS (SELECT 1 FROM member_block b WHERE b.plan = r.plan AND"
                " b.patient = r.patient AND (b.who = r.account OR b.who = ");
    sql_bind_str(q, STR(MEMBER_EVERYBODY));
    sql_text(q, " OR EXISTS (SELECT 1 FROM member_relation s WHERE s.plan = r.plan AND"
                " s.account = r.account AND s.patient = b.who AND s.relation = ");
    sql_bind_str(q, self_relation);
    sql_text(q, "))))");
}

static Sql *relations_select(Cx *cx, int64_t plan, Str account)
{
    Sql *q = sql_new(cx);
    sql_text(q,
             "SELECT r.patient, r.relation, r.basis, r.valid_to_ms, r.limits FROM member_relation r"
             " JOIN member_account a ON a.plan = r.plan AND a.id = r.account WHERE r.plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND r.account = ");
    sql_bind_str(q, account);
    sql_text(q, " AND a.state = 1 AND r.ended_ms IS NULL AND (r.valid_to_ms = 0 OR"
                " r.valid_to_ms > ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, ") AND r.valid_from_ms <= ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, " AND ");
    sql_not_blocked(q); /* M40 */
    return q;
}

Status account_relations(Cx *cx, DbTx *tx, int64_t plan, Str account, MemberRelation **out,
                         size_t *count)
{
    DbRows *r;
    Status st;
    Sql *q = relations_select(cx, plan, account);
    *out = ARENA_ARRAY(cx->mem, MemberRelation, LIMIT_RELATIONS);
    *count = 0;
    /* The person first: "self" comes after "parent" and "representative". */
    sql_text(q, " ORDER BY r.relation DESC, r.created_ms, r.patient LIMIT ");
    sql_bind_i64(q, LIMIT_RELATIONS);
    TRY(db_query(cx, tx, q, &r));
    while (db_next(cx, r, &st))
        (*out)[(*count)++] =
            (MemberRelation){ arena_dup(cx->mem, db_str(r, 0)), arena_dup(cx->mem, db_str(r, 1)),
                              arena_dup(cx->mem, db_str(r, 2)), db_i64(r, 3),
                              (uint64_t)db_i64(r, 4) };
    return st;
}

Status account_acts_for(Cx *cx, DbTx *tx, int64_t plan, Str account, Str patient)
{
    DbRows *r;
    Sql *q = relations_select(cx, plan, account);
    sql_text(q, " AND r.patient = ");
    sql_bind_str(q, patient);
    const Status st = db_one(cx, tx, q, STR("account"), &r);
    if (st == ST_OK || !forgive(cx, st, ST_NOT_FOUND))
        return st;
    return fail(cx, ST_FORBIDDEN, STR("account"), "does not act for this person");
}

Status relations_kept_away(Cx *cx, DbTx *tx, int64_t plan, Str account, int64_t *changed)
{
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE member_relation AS r SET ended_ms = ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, " WHERE r.plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND r.account = ");
    sql_bind_str(q, account);
    sql_text(q, " AND r.ended_ms IS NULL AND NOT ");
    sql_not_blocked(q);
    return db_exec(cx, tx, q, changed);
}

static const Str on_file = STR_C(MEMBER_ON_FILE);

/* Those that the roster names no longer, or whose majority came. */
static Status minors_end(Cx *cx, DbTx *tx, int64_t plan, Str account, const RosterMinor *minors,
                         size_t count, MemberEnded *ended)
{
    DbRows *r;
    Status st;
    *ended = (MemberEnded){ .patients = ARENA_ARRAY(cx->mem, Str, LIMIT_FAMILY) };
    Sql *q = over_sql(cx, "member_relation", plan);
    sql_text(q, " AND account = ");
    sql_bind_str(q, account);
    sql_text(q, " AND basis = ");
    sql_bind_str(q, on_file);
    sql_text(q, " AND patient NOT IN (");
    sql_bind_str(q, STR("")); /* never a Patient: the list is not empty */
    for (size_t i = 0; i < count; i++) {
        sql_text(q, ", ");
        sql_bind_str(q, minors[i].patient);
    }
    sql_text(q, ") RETURNING patient");
    TRY(db_query(cx, tx, q, &r));
    while (db_next(cx, r, &st)) {
        if (ended->count == LIMIT_FAMILY) /* no more are ever put */
            return fail(cx, ST_INTERNAL, STR("account"), "too many children on file");
        ended->patients[ended->count++] = arena_dup(cx->mem, db_str(r, 0));
    }
    return st;
}

static Status minor_put(Cx *cx, DbTx *tx, int64_t plan, Str account, const RosterMinor *m)
{
    int64_t made;
    const MemberRelation rel = { m->patient, STR("parent"), on_file, m->until_ms, 0 };
    TRY(relation_insert(cx, tx, plan, account, &rel, on_file, &made));
    if (made)
        return ST_OK;
    Sql *q = sql_new(cx); /* known before: ended and back again, or another birth date */
    sql_text(q, "UPDATE member_relation SET ended_ms = NULL, relation = ");
    sql_bind_str(q, rel.relation);
    sql_text(q, ", basis = ");
    sql_bind_str(q, on_file);
    sql_text(q, ", limits = 0, valid_to_ms = ");
    sql_bind_i64(q, m->until_ms);
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND account = ");
    sql_bind_str(q, account);
    sql_text(q, " AND patient = ");
    sql_bind_str(q, m->patient);
    sql_text(q, " AND (basis = ");
    sql_bind_str(q, on_file);
    /* Papers that came to their last day; those that were ended before it stay so. */
    sql_text(q, " OR valid_to_ms > 0 AND valid_to_ms <= ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, " AND (ended_ms IS NULL OR ended_ms >= valid_to_ms))");
    return db_exec(cx, tx, q, NULL);
}

/* Papers that came to their last day, of a parent whom the file names: ended later they would end what it gives. */
static Status papers_left(Cx *cx, DbTx *tx, int64_t plan, Str account)
{
    Sql *q = over_sql(cx, "member_mandate", plan);
    sql_text(q, " AND account = ");
    sql_bind_str(q, account);
    sql_text(q, " AND EXISTS (SELECT 1 FROM member_relation r WHERE r.plan = member_mandate.plan"
                " AND r.account = member_mandate.account AND r.patient = member_mandate.patient"
                " AND r.ended_ms IS NULL AND r.basis = ");
    sql_bind_str(q, on_file);
    sql_text(q, ")");
    return db_exec(cx, tx, q, NULL);
}

Status account_set_minors(Cx *cx, DbTx *tx, int64_t plan, Str account, const RosterMinor *minors,
                          size_t count, MemberEnded *ended)
{
    TRY(account_wait(cx, tx, plan, account));
    TRY(minors_end(cx, tx, plan, account, minors, count, ended));
    for (size_t i = 0; i < count; i++)
        TRY(minor_put(cx, tx, plan, account, &minors[i]));
    TRY(papers_left(cx, tx, plan, account));
    return relations_kept_away(cx, tx, plan, account, &(int64_t){ 0 });
}

Status account_email(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str account, Str *out)
{
    Account a;
    TRY(account_by_id(cx, tx, keys, plan, account, &a));
    *out = a.email;
    return ST_OK;
}

/* A number of its row. */
static Status account_i64(Cx *cx, DbTx *tx, int64_t plan, Str account, const char *select,
                          int64_t *out)
{
    DbRows *row;
    Sql *q = sql_new(cx);
    sql_text(q, select);
    sql_text(q, " FROM member_account WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND id = ");
    sql_bind_str(q, account);
    TRY(db_one(cx, tx, q, STR("account"), &row));
    *out = db_i64(row, 0);
    return ST_OK;
}

Status account_bounces(Cx *cx, DbTx *tx, int64_t plan, Str account, bool *bounces)
{
    int64_t ms;
    TRY(account_i64(cx, tx, plan, account, "SELECT bounced_ms", &ms));
    *bounces = ms > 0;
    return ST_OK;
}

Status account_created(Cx *cx, DbTx *tx, int64_t plan, Str account, int64_t *ms)
{
    return account_i64(cx, tx, plan, account, "SELECT created_ms", ms);
}

Status account_set_email(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str id, Str email,
                         int64_t calm_until_ms)
{
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE member_account SET email_index = ");
    sql_bind_blob(q, email_index(cx, keys, plan, email));
    sql_text(q, ", sealed = ");
    sql_bind_blob(q, member_seal(cx, keys, plan, table, id, email));
    sql_text(q, ", bounced_ms = 0, calm_until_ms = ");
    sql_bind_i64(q, calm_until_ms);
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND id = ");
    sql_bind_str(q, id);
    return db_exec(cx, tx, q, NULL);
}

Status account_calm(Cx *cx, DbTx *tx, int64_t plan, Str account, int64_t *until_ms)
{
    int64_t ms;
    TRY(account_i64(cx, tx, plan, account, "SELECT calm_until_ms", &ms));
    *until_ms = ms > cx->now_ms ? ms : 0;
    return ST_OK;
}

Status account_cautious(Cx *cx, DbTx *tx, int64_t plan, Str account, int64_t *until_ms)
{
    int64_t ms;
    TRY(account_i64(cx, tx, plan, account, "SELECT cautious_until_ms", &ms));
    *until_ms = ms > cx->now_ms ? ms : 0;
    return ST_OK;
}

/* ST_NOT_FOUND: there is none. */
static Status account_lock(Cx *cx, DbTx *tx, int64_t plan, Str account, int64_t *state)
{
    DbRows *r;
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE member_account SET updated_ms = ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND id = ");
    sql_bind_str(q, account);
    sql_text(q, " RETURNING state");
    TRY(db_one(cx, tx, q, STR("account"), &r));
    *state = db_i64(r, 0);
    return ST_OK;
}

Status account_hold(Cx *cx, DbTx *tx, int64_t plan, Str account)
{
    int64_t state = STATE_DELETED;
    const Status st = account_lock(cx, tx, plan, account, &state);
    if (st != ST_OK && !forgive(cx, st, ST_NOT_FOUND))
        return st;
    return state == STATE_ACTIVE ? ST_OK : fail(cx, ST_FORBIDDEN, STR("account"), "is not active");
}

/* An approval that is under way waits for its account, and finds it changed, or is here already to be ended. */
Status account_wait(Cx *cx, DbTx *tx, int64_t plan, Str account)
{
    int64_t state;
    const Status st = account_lock(cx, tx, plan, account, &state);
    return st == ST_OK || forgive(cx, st, ST_NOT_FOUND) ? ST_OK : st;
}

Status account_set_lang(Cx *cx, DbTx *tx, int64_t plan, Str account, Str lang)
{
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE member_account SET lang = ");
    sql_bind_str(q, lang);
    sql_text(q, ", updated_ms = ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND id = ");
    sql_bind_str(q, account);
    return db_exec(cx, tx, q, NULL);
}

/* Whoever cannot be told keeps no right by it, and nobody else waiting. */
static bool unreadable(Cx *cx, Status st)
{
    if (st == ST_INTERNAL)
        log_fault(cx, LOG_ERROR, STR("notice"));
    return forgive(cx, st, ST_INTERNAL);
}

/* To an address that bounces nothing is sent but what its person asks for (M28). */
Status notice(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan, MailKind kind,
              const Notice *in)
{
    Account a;
    const Status st = account_by_id(cx, tx, keys, plan->num, in->account, &a);
    if (st != ST_OK)
        return unreadable(cx, st) ? ST_OK : st;
    if (a.bounced)
        return ST_OK;
    const MailWords words = { .plan = plan->name,
                              .app = in->app_name,
                              .until = in->until ? in->until[str_eq(a.lang, STR("es"))] : STR(""),
                              .services = plan->services,
                              .own = &plan->own,
                              .link = in->link };
    OutboxMail mail = { .to = a.email,
                        .from = plan->mail_from,
                        .expires_ms = cx->now_ms + NOTICE_KEPT_MS };
    mail_write(cx, kind, a.lang, &words, &mail);
    return outbox_put(cx, tx, keys, plan->num, &mail);
}

Status notice_connected(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan, Str account,
                        Str app_name, Str stop_url)
{
    const Notice in = { .account = account, .app_name = app_name, .link = stop_url };
    return notice(cx, tx, keys, plan, MAIL_CONNECTED, &in);
}

Status notice_welcome(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan, Str account)
{
    return notice(cx, tx, keys, plan, MAIL_WELCOME, &(Notice){ .account = account });
}

/* Of an account that is closed nobody is told. */
static Status notice_apps(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan, MailKind kind,
                          Str account, Str names)
{
    const Notice in = { .account = account, .app_name = names };
    const Status st = notice(cx, tx, keys, plan, kind, &in);
    return forgive(cx, st, ST_NOT_FOUND) ? ST_OK : st;
}

Status notice_disconnected(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan, Str account,
                           Str app_name)
{
    return notice_apps(cx, tx, keys, plan, MAIL_DISCONNECTED, account, app_name);
}

Status notice_disconnected_all(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan,
                               Str account, Str names)
{
    return notice_apps(cx, tx, keys, plan, MAIL_DISCONNECTED_ALL, account, names);
}

Status notice_settled(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan, Str account,
                      Str names)
{
    return notice_apps(cx, tx, keys, plan, MAIL_SETTLED, account, names);
}

Status notice_stopped(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan, Str account,
                      Str app_name)
{
    return notice_apps(cx, tx, keys, plan, MAIL_STOPPED, account, app_name);
}

Status notice_reminder(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan,
                       const NoticeReminder *r)
{
    const Notice in = { .account = r->account, .app_name = r->app_name, .until = r->until };
    const Status st = notice(cx, tx, keys, plan, r->ends ? MAIL_ENDS : MAIL_STILL, &in);
    return forgive(cx, st, ST_NOT_FOUND) ? ST_OK : st;
}

/* ---- deleting (M43) ---- */

/* What says who it was is gone; the id stays, which consents and the audit name. */
static Status account_erase(Cx *cx, DbTx *tx, int64_t plan, Str id)
{
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE member_account SET state = ");
    sql_bind_i64(q, STATE_DELETED);
    sql_text(q, ", deleted_ms = ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, ", email_index = ");
    sql_bind_blob(q, random_bytes(cx, SHA256_BYTES)); /* no two are alike */
    sql_text(q, ", sealed = ");
    sql_bind_blob(q, STR(""));
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND id = ");
    sql_bind_str(q, id);
    return db_exec(cx, tx, q, NULL);
}

static Status relations_end(Cx *cx, DbTx *tx, int64_t plan, Str account)
{
    Sql *q = over_sql(cx, "member_relation", plan);
    sql_text(q, " AND account = ");
    sql_bind_str(q, account);
    TRY(db_exec(cx, tx, q, NULL));
    return mandates_over(cx, tx, plan, &(MemberOver){ account, STR("") });
}

Status account_close(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan, Str account)
{
    Account a;
    const Notice told = { .account = account };
    TRY(account_hold(cx, tx, plan->num, account));
    TRY(account_by_id(cx, tx, keys, plan->num, account, &a));
    TRY(notice(cx, tx, keys, plan, MAIL_DELETED, &told));
    TRY(address_hold(cx, tx, plan->num, email_index(cx, keys, plan->num, a.email), account,
                     cx->now_ms + MEMBER_HELD_MS));
    TRY(account_erase(cx, tx, plan->num, account));
    TRY(relations_end(cx, tx, plan->num, account));
    TRY(codes_drop(cx, tx, plan->num, account));
    TRY(undos_drop(cx, tx, plan->num, account));
    TRY(signins_drop(cx, tx, plan->num, account));
    return session_end_others(cx, tx, plan->num, account, STR(""));
}

/* Who acts for a member by a document: a power of attorney, a court's order (AUTHORIZATION M36). One of the plan's
 * people asks, another approves; only then is there an account and a relation. */
#include "member/member_int.h"

#include "base/buf.h"
#include "base/codec.h"
#include "base/date.h"
#include "base/table.h"
#include "base/text.h"
#include "base/text_name.h"
#include "json/json.h"

static const Str table = STR_C("member_mandate");
static const Str executor = STR_C("executor");

typedef struct Basis {
    Str word;
    Str role;
} Basis;
static const Basis bases[] = {
    { STR_C("executor"), STR_C("EXCEST") },
    { STR_C("guardianship"), STR_C("GUARD") },
    { STR_C("health-care-proxy"), STR_C("HPOWATT") },
    { STR_C("power-of-attorney"), STR_C("POWATT") },
};

Str mandate_role(Str basis)
{
    const Basis *row = TABLE_FIND(bases, basis);
    return row ? row->role : STR("");
}

Status by_check(Cx *cx, Str by)
{
    const bool ok = utf8_valid(by) && utf8_count(by) <= LIMIT_NAME_CHARS && !text_has_hidden(by);
    return ok && str_trim(by).n ? ST_OK
                                : fail(cx, ST_INVALID, STR("--by"), "is needed: who does it");
}

Status by_another(Cx *cx, Str by, Str asked_by)
{
    TRY(by_check(cx, by));
    return str_eq(text_look(cx, by), text_look(cx, asked_by))
               ? fail(cx, ST_FORBIDDEN, STR("--by"), "asked for it: another person approves")
               : ST_OK;
}

/* ---- asking ---- */

Status mandate_check(Cx *cx, const Mandate *in)
{
    if (!norm_name_ok(in->first))
        return fail(cx, ST_INVALID, STR("--first"), "is needed: a first name");
    if (!norm_name_ok(in->last))
        return fail(cx, ST_INVALID, STR("--last"), "is needed: a last name");
    if (mandate_role(in->basis).n == 0)
        return fail(cx, ST_INVALID, STR("--basis"),
                    "one of: executor, guardianship, health-care-proxy, power-of-attorney");
    if (!norm_name_ok(in->evidence))
        return fail(cx, ST_INVALID, STR("--evidence"),
                    "is needed: where the document is kept, at most 100 characters");
    if (in->until_ms <= cx->now_ms || in->until_ms <= in->from_ms)
        return fail(cx, ST_INVALID, STR("--until"), "is needed: a day to come");
    return by_check(cx, in->asked_by);
}

static Status ask_json(Cx *cx, const Mandate *in, Str *out)
{
    Buf *b = buf_new(cx, LIMIT_DOCUMENT);
    buf_put(b, STR("{\"first\":"));
    buf_json(b, in->first);
    buf_put(b, STR(",\"last\":"));
    buf_json(b, in->last);
    buf_put(b, STR(",\"email\":"));
    buf_json(b, in->email);
    buf_put(b, STR(",\"evidence\":"));
    buf_json(b, in->evidence);
    buf_put(b, STR(",\"lang\":"));
    buf_json(b, in->lang);
    buf_char(b, '}');
    *out = buf_str(b);
    return buf_status(cx, b, STR("mandate"));
}

Status mandate_ask(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, const Mandate *in, Str *id)
{
    Str json;
    Mandate m = *in;
    TRY(mandate_check(cx, in));
    TRY(email_canonical(cx, in->email, &m.email));
    TRY(ask_json(cx, &m, &json));
    *id = random_token(cx, 16);
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO member_mandate (plan, id, patient, basis, asked_by, sealed, limits,"
                " valid_from_ms, valid_to_ms, asked_ms, loaded) VALUES (");
    sql_bind_i64(q, plan);
    sql_text(q, ", ");
    const Str texts[] = { *id, m.patient, m.basis, str_trim(m.asked_by) };
    for (size_t i = 0; i < TABLE_COUNT(texts); i++) {
        sql_bind_str(q, texts[i]);
        sql_text(q, ", ");
    }
    sql_bind_blob(q, member_seal(cx, keys, plan, table, *id, json));
    sql_text(q, ", ");
    const int64_t numbers[] = { (int64_t)m.limits, m.from_ms, m.until_ms, cx->now_ms, m.loaded };
    sql_bind_list(q, numbers, TABLE_COUNT(numbers));
    sql_text(q, ")");
    return db_exec(cx, tx, q, NULL);
}

/* ---- reading ---- */

static Sql *mandate_select(Cx *cx, int64_t plan)
{
    Sql *q = sql_new(cx);
    sql_text(
        q, "SELECT id, patient, account, basis, asked_by, approved_by, limits, valid_from_ms,"
           " valid_to_ms, approved_ms, ended_ms, sealed, loaded FROM member_mandate WHERE plan = ");
    sql_bind_i64(q, plan);
    return q;
}

static Status mandate_row(Cx *cx, const Keys *keys, int64_t plan, DbRows *r, Mandate *m)
{
    Str json;
    JsonDoc *doc;
    Str *const strs[] = {
        &m->id, &m->patient, &m->account, &m->basis, &m->asked_by, &m->approved_by
    };
    for (size_t i = 0; i < TABLE_COUNT(strs); i++)
        *strs[i] = arena_dup(cx->mem, db_str(r, (int)i));
    m->limits = (uint64_t)db_i64(r, 6);
    m->from_ms = db_i64(r, 7);
    m->until_ms = db_i64(r, 8);
    m->approved_ms = db_i64(r, 9);
    m->ended_ms = db_i64(r, 10);
    m->loaded = db_i64(r, 12) != 0;
    TRY(member_open(cx, keys, plan, table, m->id, db_blob(r, 11), &json));
    TRY(json_parse(cx, json, &doc));
    const JsonVal *v = json_root(doc);
    m->first = json_get_str(v, STR("first"));
    m->last = json_get_str(v, STR("last"));
    m->email = json_get_str(v, STR("email"));
    m->evidence = json_get_str(v, STR("evidence"));
    m->lang = json_get_str(v, STR("lang"));
    return ST_OK;
}

Status mandate_find(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str id, Mandate *out)
{
    DbRows *r;
    Sql *q = mandate_select(cx, plan);
    sql_text(q, " AND id = ");
    sql_bind_str(q, id);
    TRY(db_one(cx, tx, q, STR("mandate"), &r));
    return mandate_row(cx, keys, plan, r, out);
}

Status mandate_list(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str patient, Mandate **out,
                    size_t *count)
{
    DbRows *r;
    Status st;
    Sql *q = mandate_select(cx, plan);
    if (patient.n) {
        sql_text(q, " AND patient = ");
        sql_bind_str(q, patient);
    }
    sql_text(q, " ORDER BY asked_ms DESC, id LIMIT ");
    sql_bind_i64(q, LIMIT_MANDATES);
    *out = ARENA_ARRAY(cx->mem, Mandate, LIMIT_MANDATES);
    *count = 0;
    TRY(db_query(cx, tx, q, &r));
    while (db_next(cx, r, &st))
        TRY(mandate_row(cx, keys, plan, r, &(*out)[(*count)++]));
    return st;
}

Status mandates_loaded(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Mandate **out,
                       size_t *count)
{
    DbRows *r;
    Status st;
    size_t room = 0;
    Sql *q = mandate_select(cx, plan);
    sql_text(q, " AND loaded = 1 AND approved_ms IS NOT NULL AND ended_ms IS NULL ORDER BY id");
    *out = NULL;
    *count = 0;
    TRY(db_query(cx, tx, q, &r));
    while (db_next(cx, r, &st)) {
        ARENA_GROW(cx->mem, *out, *count, room, 64);
        TRY(mandate_row(cx, keys, plan, r, &(*out)[(*count)++]));
    }
    return st;
}

Status mandate_name(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str account, Str patient,
                    Mandate *out)
{
    DbRows *r;
    Sql *q = mandate_select(cx, plan);
    sql_text(q, " AND account = ");
    sql_bind_str(q, account);
    sql_text(q, " AND patient = ");
    sql_bind_str(q, patient);
    sql_text(q, " AND ended_ms IS NULL AND valid_to_ms > ");
    sql_bind_i64(q, cx->now_ms);
    /* Not those of a parent who had papers and is one on file now. */
    sql_text(q, " AND EXISTS (SELECT 1 FROM member_relation r WHERE r.plan = member_mandate.plan"
                " AND r.account = member_mandate.account AND r.patient = member_mandate.patient"
                " AND r.basis = member_mandate.basis AND r.ended_ms IS NULL)"
                " ORDER BY approved_ms DESC, id LIMIT 1");
    TRY(db_one(cx, tx, q, STR("mandate"), &r));
    return mandate_row(cx, keys, plan, r, out);
}

Status mandate_executor(Cx *cx, DbTx *tx, int64_t plan, Str account, Str patient, bool *is)
{
    DbRows *r;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT count(*) FROM member_relation WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND account = ");
    sql_bind_str(q, account);
    sql_text(q, " AND patient = ");
    sql_bind_str(q, patient);
    sql_text(q, " AND basis = ");
    sql_bind_str(q, executor);
    TRY(db_one(cx, tx, q, STR("relation"), &r));
    *is = db_i64(r, 0) > 0;
    return ST_OK;
}

/* ---- approving ---- */

Status notice_member(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan, MailKind kind,
                     Str patient)
{
    Account a = { .id = STR("") };
    const Status st = account_of_patient(cx, tx, keys, plan->num, patient, &a);
    if (a.id.n == 0) /* else notice says what is wrong with it */
        return forgive(cx, st, ST_NOT_FOUND) ? ST_OK : st;
    if (st != ST_OK)
        (void)forgive(cx, st, ST_INTERNAL);
    return notice(cx, tx, keys, plan, kind, &(Notice){ .account = a.id });
}

static Status account_for(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, const Mandate *m,
                          Str *id)
{
    Account a;
    const Status st = account_by_email(cx, tx, keys, plan, m->email, &a);
    *id = a.id;
    if (st == ST_OK || !forgive(cx, st, ST_NOT_FOUND))
        return st;
    return account_make(cx, tx, keys, plan, m->email, m->lang, STR(""), id);
}

/* In place of what the account was to her before; never in place of herself. */
static Status relation_put(Cx *cx, DbTx *tx, int64_t plan, const Mandate *m, Str relation)
{
    int64_t changed;
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO member_relation (plan, account, patient, relation, basis, limits,"
                " valid_from_ms, valid_to_ms, created_ms) VALUES (");
    sql_bind_i64(q, plan);
    sql_text(q, ", ");
    const Str texts[] = { m->account, m->patient, relation, m->basis };
    for (size_t i = 0; i < TABLE_COUNT(texts); i++) {
        sql_bind_str(q, texts[i]);
        sql_text(q, ", ");
    }
    const int64_t numbers[] = { (int64_t)m->limits, m->from_ms, m->until_ms, cx->now_ms };
    sql_bind_list(q, numbers, TABLE_COUNT(numbers));
    sql_text(q, ") ON CONFLICT (plan, account, patient) DO UPDATE SET relation = excluded.relation,"
                " basis = excluded.basis, limits = excluded.limits, valid_from_ms ="
                " excluded.valid_from_ms, valid_to_ms = excluded.valid_to_ms, ended_ms = NULL"
                " WHERE member_relation.relation <> ");
    sql_bind_str(q, STR("self"));
    TRY(db_exec(cx, tx, q, &changed));
    return changed ? ST_OK : fail(cx, ST_CONFLICT, STR("--id"), "the address is the member's own");
}

static Status approved_write(Cx *cx, DbTx *tx, int64_t plan, const Mandate *m)
{
    int64_t changed;
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE member_mandate SET account = ");
    sql_bind_str(q, m->account);
    sql_text(q, ", approved_by = ");
    sql_bind_str(q, m->approved_by);
    sql_text(q, ", valid_to_ms = ");
    sql_bind_i64(q, m->until_ms);
    sql_text(q, ", approved_ms = ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND id = ");
    sql_bind_str(q, m->id);
    sql_text(q, " AND approved_ms IS NULL AND ended_ms IS NULL");
    TRY(db_exec(cx, tx, q, &changed));
    return changed ? ST_OK : fail(cx, ST_CONFLICT, STR("--id"), "does not wait any more");
}

static Status approval_check(Cx *cx, const Mandate *m, const MandateApproval *in)
{
    Str email;
    TRY(by_another(cx, in->by, m->asked_by));
    TRY(email_canonical(cx, in->email, &email));
    /* A wrong letter opens a member's data to a stranger's mailbox: the document is read twice. */
    if (!str_eq_nocase(email, m->email))
        return fail(cx, ST_INVALID, STR("--email"), "is not what was asked for");
    if (m->until_ms <= cx->now_ms)
        return fail(cx, ST_CONFLICT, STR("--id"), "is over");
    return in->majority_ms ? ST_OK
                           : fail(cx, ST_CONFLICT, STR("--id"), "the member's age is not known");
}

/* What account_relations shows: whoever does not fit there could never be chosen. */
static Status room_check(Cx *cx, DbTx *tx, int64_t plan, Str account)
{
    DbRows *r;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT count(*) FROM member_relation WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND account = ");
    sql_bind_str(q, account);
    sql_text(q, " AND ended_ms IS NULL");
    TRY(db_one(cx, tx, q, STR("account"), &r));
    return db_i64(r, 0) <= LIMIT_RELATIONS
               ? ST_OK
               : fail(cx, ST_CONFLICT, STR("--id"),
                      "the account acts for 65 people: end others first");
}

/* Every paper of the accounts that a block of the member names, whoever it is for: an account has another address, or is
 * no more, but its papers say by which address it came. */
static Sql *papers_kept_away(Cx *cx, int64_t plan, Str patient)
{
    Sql *q = mandate_select(cx, plan);
    sql_text(q, " AND account IN (SELECT who FROM member_block WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND patient = ");
    sql_bind_str(q, patient);
    sql_text(q, " UNION SELECT s.account FROM member_block b JOIN member_relation s ON s.plan ="
                " b.plan AND s.patient = b.who AND s.relation = ");
    sql_bind_str(q, STR("self"));
    sql_text(q, " WHERE b.plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND b.patient = ");
    sql_bind_str(q, patient);
    sql_text(q, ") LIMIT ");
    sql_bind_i64(q, LIMIT_MANDATES_KEPT + 1);
    return q;
}

/* M40: a mailbox by which somebody who is kept away came is no new one. */
static Status address_check(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, const Mandate *m)
{
    DbRows *r;
    Status st;
    bool kept = false;
    size_t count = 0;
    TRY(db_query(cx, tx, papers_kept_away(cx, plan, m->patient), &r));
    while (db_next(cx, r, &st)) {
        Mandate other;
        if (count++ == LIMIT_MANDATES_KEPT)
            return fail(cx, ST_CONFLICT, STR("--id"), "too many papers of who is kept away");
        TRY(mandate_row(cx, keys, plan, r, &other));
        kept = kept || str_eq(other.email, m->email);
    }
    TRY(st);
    return kept ? fail(cx, ST_CONFLICT, STR("--id"), "is kept from acting for the member") : ST_OK;
}

Status mandate_fits(Cx *cx, Mandate *m, int64_t majority_ms)
{
    if (majority_ms > cx->now_ms && majority_ms < m->until_ms)
        m->until_ms = majority_ms;
    return m->from_ms < m->until_ms
               ? ST_OK
               : fail(cx, ST_CONFLICT, STR("--from"),
                      "begins when the member is of age: ask again from that day on");
}

Status mandate_approve(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan,
                       const MandateApproval *in, Mandate *out)
{
    int64_t away;
    TRY(mandate_find(cx, tx, keys, plan->num, in->id, out));
    TRY(approval_check(cx, out, in));
    const bool child = in->majority_ms > cx->now_ms;
    TRY(mandate_fits(cx, out, in->majority_ms));
    TRY(address_check(cx, tx, keys, plan->num, out));
    TRY(account_for(cx, tx, keys, plan->num, out, &out->account));
    TRY(account_wait(cx, tx, plan->num, out->account));
    TRY(mandates_over(cx, tx, plan->num, &(MemberOver){ out->account, out->patient }));
    out->approved_by = str_trim(in->by);
    out->approved_ms = cx->now_ms;
    TRY(approved_write(cx, tx, plan->num, out));
    /* Of a child whatever is kept from parents is kept from a guardian too (M37). */
    TRY(relation_put(cx, tx, plan->num, out, child ? STR("parent") : STR("representative")));
    TRY(relations_kept_away(cx, tx, plan->num, out->account, &away));
    if (away) /* M40 */
        return fail(cx, ST_CONFLICT, STR("--id"), "is kept from acting for the member");
    TRY(room_check(cx, tx, plan->num, out->account));
    TRY(notice(cx, tx, keys, plan, MAIL_ACTS_NEW, &(Notice){ .account = out->account }));
    return notice_member(cx, tx, keys, plan, MAIL_ACTED_NEW, out->patient);
}

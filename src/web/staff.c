#include "web/staff_int.h"

#include "base/limits.h"
#include "oauth/oauth.h"
#include "web/ending.h"
#include "web/guard.h"
#include "web/recheck.h"

/* The record is kept before the change is (C11). */
Status staff_keep(Cx *cx, const Staff *s, DbTx *tx, AuditRecord r)
{
    r.kind = AUDIT_ADMIN;
    r.plan = s->plan->num;
    r.actor = arena_printf(cx->mem, "postern %.*s%s%.*s", STR_ARG(s->command),
                           s->by.n ? " by " : "", STR_ARG(s->by));
    r.reason = s->reason;
    TRY(audit_append(cx, s->audit, &r));
    return db_commit(cx, tx);
}

static Status needs(Cx *cx, Str value, const char *option)
{
    return value.n ? ST_OK : fail(cx, ST_INVALID, str_of(option), "is needed");
}

/* An app's key for somebody whose account acts no more works nowhere after 5 seconds (C8). The reason is one that
 * an account may show: that somebody is kept away is not among them (M40). */
Status staff_grants_end(Cx *cx, const Staff *s, DbTx *tx, const MemberOver *o)
{
    Ended over = { .count = 0 };
    const Ending e = { s->audit, s->plan->num, STR(""), o->patient, STR("relation ended") };
    return ending_all(cx, tx, &e, o->account, &over);
}

/* ---- acting by a document ---- */

Status staff_majority(Cx *cx, const Staff *s, Str patient, int64_t *ms)
{
    DbTx *tx;
    TRY(db_read(cx, s->db, s->plan->num, &tx));
    const Status st = roster_majority(cx, tx, s->keys, s->plan->num, patient, ms);
    db_end(tx);
    return st == ST_NOT_FOUND ? fail(cx, st, STR("--patient"), "is no member of the plan's file")
                              : st;
}

Status staff_mandate_ask(Cx *cx, const Staff *s, const Mandate *in, Str *id)
{
    DbTx *tx;
    int64_t majority;
    Mandate m = *in;
    m.asked_by = s->by;
    TRY(needs(cx, in->patient, "--patient"));
    TRY(staff_majority(cx, s, in->patient, &majority));
    TRY(db_write(cx, s->db, DB_STATE, &tx));
    TRY(mandate_ask(cx, tx, s->keys, s->plan->num, &m, id));
    TRY(mandate_fits(cx, &m, majority)); /* said at once what could not be approved */
    return staff_keep(cx, s, tx, (AuditRecord){ .patient = in->patient, .resource_id = *id });
}

static Status mandate_read(Cx *cx, const Staff *s, Str id, Mandate *out)
{
    DbTx *tx;
    TRY(needs(cx, id, "--id"));
    TRY(db_read(cx, s->db, DB_STATE, &tx));
    const Status st = mandate_find(cx, tx, s->keys, s->plan->num, id, out);
    db_end(tx);
    return st;
}

AuditRecord staff_about(const Mandate *m)
{
    return (AuditRecord){ .patient = m->patient, .account = m->account, .resource_id = m->id };
}

Status staff_merged(Cx *cx, const Staff *s, Str patient, RosterMerged **out, size_t *count)
{
    DbTx *tx;
    TRY(db_read(cx, s->db, s->plan->num, &tx));
    const Status st = roster_merged(cx, tx, s->plan->num, &patient, 1, out, count);
    db_end(tx);
    return st;
}

Status staff_mandate_approve(Cx *cx, const Staff *s, Str id, Str email, Mandate *out)
{
    DbTx *tx;
    RosterMerged *merged;
    size_t merges;
    const MemberPlan plan = member_plan_of(s->plan);
    MandateApproval in = { .id = id, .by = s->by, .email = email };
    TRY(mandate_read(cx, s, id, out));
    TRY(staff_majority(cx, s, out->patient, &in.majority_ms));
    TRY(staff_merged(cx, s, out->patient, &merged, &merges));
    TRY(db_write(cx, s->db, DB_STATE, &tx));
    TRY(blocks_carry(cx, tx, s->plan->num, merged, merges)); /* M40: the load may not be settled */
    TRY(mandate_approve(cx, tx, s->keys, &plan, &in, out));
    /* What it shared before was by another document: with other limits, for another time. */
    TRY(staff_grants_end(cx, s, tx, &(MemberOver){ out->account, out->patient }));
    return staff_keep(cx, s, tx, staff_about(out));
}

Status staff_mandate_end(Cx *cx, const Staff *s, Str id, Mandate *out)
{
    DbTx *tx;
    const MemberPlan plan = member_plan_of(s->plan);
    TRY(by_check(cx, s->by));
    TRY(needs(cx, id, "--id"));
    TRY(db_write(cx, s->db, DB_STATE, &tx));
    TRY(mandate_end(cx, tx, s->keys, &plan, id, out));
    if (out->account.n)
        TRY(staff_grants_end(cx, s, tx, &(MemberOver){ out->account, out->patient }));
    return staff_keep(cx, s, tx, staff_about(out));
}

Status staff_mandate_list(Cx *cx, const Staff *s, Str patient, Mandate **out, size_t *count)
{
    DbTx *tx;
    TRY(db_read(cx, s->db, DB_STATE, &tx));
    TRY(mandate_list(cx, tx, s->keys, s->plan->num, patient, out, count));
    return staff_keep(cx, s, tx, (AuditRecord){ .patient = patient }); /* a look is one too */
}

/* ---- keeping somebody away (M40) ---- */

Status staff_on_file(Cx *cx, const Staff *s, Str patient)
{
    DbTx *tx;
    RosterStanding now;
    TRY(db_read(cx, s->db, s->plan->num, &tx));
    const Status st = roster_standing(cx, tx, s->keys, s->plan->num, patient, &now);
    db_end(tx);
    TRY(st);
    if (!now.known)
        return fail(cx, ST_NOT_FOUND, STR("patient"), "is no member of the plan's file");
    return now.replaced_by.n
               ? fail(cx, ST_CONFLICT, STR("patient"), "was merged: name the record in its place")
               : ST_OK;
}

static Status who_check(Cx *cx, const Staff *s, Str who)
{
    DbTx *tx;
    int64_t ms;
    if (str_eq(who, STR(MEMBER_EVERYBODY)))
        return ST_OK;
    Status st = staff_on_file(cx, s, who);
    if (!forgive(cx, st, ST_NOT_FOUND))
        return st;
    TRY(db_read(cx, s->db, DB_STATE, &tx));
    st = account_created(cx, tx, s->plan->num, who, &ms);
    db_end(tx);
    return st == ST_NOT_FOUND
               ? fail(cx, st, STR("--who"), "is no member of the plan's file and no account")
               : st;
}

static Status one_read(Cx *cx, const Staff *s, const Str *ids, size_t n, RosterOne *out)
{
    DbTx *tx;
    TRY(db_read(cx, s->db, s->plan->num, &tx));
    const Status st = roster_one(cx, tx, s->plan->num, ids, n, out);
    db_end(tx);
    return st;
}

/* A block is of a person, not of a record: it outlasts a merge that is taken back (M41). */
typedef struct Kept {
    RosterOne patient;
    RosterOne who;
    RosterOne person; /* whose account who is; none: it is no account */
    MemberOver *over; /* each once */
    size_t count, room;
} Kept;

static Status kept_read(Cx *cx, const Staff *s, Str patient, Str who, Kept *out)
{
    DbTx *tx;
    Str *selves;
    size_t n;
    TRY(db_read(cx, s->db, DB_STATE, &tx));
    const Status st = account_selves(cx, tx, s->plan->num, who, &selves, &n);
    db_end(tx);
    TRY(st);
    TRY(one_read(cx, s, &patient, 1, &out->patient));
    TRY(one_read(cx, s, &who, 1, &out->who));
    return one_read(cx, s, selves, n, &out->person);
}

static Status over_add(Cx *cx, const Staff *s, DbTx *tx, Kept *k, const MemberOver *o)
{
    for (size_t i = 0; i < k->count; i++)
        if (str_eq(k->over[i].account, o->account) && str_eq(k->over[i].patient, o->patient))
            return ST_OK;
    ARENA_GROW(cx->mem, k->over, k->count, k->room, 8);
    k->over[k->count++] = *o;
    return staff_grants_end(cx, s, tx, o);
}

static Status block_one(Cx *cx, const Staff *s, DbTx *tx, Kept *k, const MemberBlock *b)
{
    size_t count;
    MemberOver *over;
    TRY(relation_block(cx, tx, s->plan->num, b, &over, &count));
    for (size_t i = 0; i < count; i++)
        TRY(over_add(cx, s, tx, k, &over[i]));
    return ST_OK;
}

static Status blocks_put(Cx *cx, const Staff *s, DbTx *tx, Kept *k, Str patient, Str who)
{
    for (size_t i = 0; i < k->who.count; i++)
        TRY(block_one(cx, s, tx, k, &(MemberBlock){ patient, k->who.ids[i], STR("") }));
    for (size_t i = 0; i < k->person.count; i++)
        if (!str_eq(k->person.ids[i], patient))
            TRY(block_one(cx, s, tx, k, &(MemberBlock){ patient, k->person.ids[i], who }));
    return ST_OK;
}

Status staff_block(Cx *cx, const Staff *s, Str patient, Str who, size_t *ended)
{
    DbTx *tx;
    Kept k = { .count = 0 };
    TRY(needs(cx, patient, "--patient"));
    TRY(needs(cx, who, "--who"));
    TRY(by_check(cx, s->by));
    TRY(needs(cx, s->reason, "--reason"));
    TRY(staff_on_file(cx, s, patient));
    TRY(who_check(cx, s, who));
    TRY(kept_read(cx, s, patient, who, &k));
    TRY(db_write(cx, s->db, DB_STATE, &tx));
    for (size_t i = 0; i < k.patient.count; i++)
        TRY(blocks_put(cx, s, tx, &k, k.patient.ids[i], who));
    *ended = k.count;
    return staff_keep(cx, s, tx, (AuditRecord){ .patient = patient, .resource_id = who });
}

Status staff_unblock(Cx *cx, const Staff *s, Str patient, Str who)
{
    DbTx *tx;
    Kept k;
    TRY(by_check(cx, s->by));
    TRY(needs(cx, s->reason, "--reason"));
    TRY(kept_read(cx, s, patient, who, &k));
    TRY(db_write(cx, s->db, DB_STATE, &tx));
    TRY(relation_unblock(cx, tx, s->plan->num, &k.patient, &k.who));
    return staff_keep(cx, s, tx, (AuditRecord){ .patient = patient, .resource_id = who });
}

/* ---- of age by law (M37) ---- */

Status staff_emancipate(Cx *cx, const Staff *s, Str patient, bool wanted)
{
    DbTx *tx;
    TRY(needs(cx, patient, "--patient"));
    TRY(needs(cx, s->reason, "--reason"));
    if (wanted) /* what was said of a record that is replaced by now is taken back there */
        TRY(staff_on_file(cx, s, patient));
    TRY(db_write(cx, s->db, s->plan->num, &tx));
    TRY(emancipation_ask(cx, tx, s->plan->num, patient, wanted, s->by));
    return staff_keep(cx, s, tx, (AuditRecord){ .patient = patient });
}

Status staff_emancipate_approve(Cx *cx, const Staff *s, Str patient, bool *wanted)
{
    DbTx *tx;
    RosterOne one;
    Web web = { .db = s->db, .keys = s->keys, .audit = s->audit };
    TRY(needs(cx, patient, "--patient"));
    TRY(db_write(cx, s->db, s->plan->num, &tx));
    TRY(emancipation_approve(cx, tx, s->plan->num, patient, s->by, wanted, &one));
    TRY(staff_keep(cx, s, tx, (AuditRecord){ .patient = patient }));
    for (size_t i = 0; i < one.count; i++)
        TRY(web_recheck_member(cx, &web, s->plan, one.ids[i]));
    return ST_OK;
}

/* ---- a lost mailbox (M18) ---- */

static Status whose_find(Cx *cx, const Staff *s, DbTx *tx, const StaffAccount *w, Str *account)
{
    *account = w->account;
    if (w->account.n)
        return ST_OK;
    TRY(needs(cx, w->patient, "--patient"));
    return account_whose(cx, tx, s->keys, s->plan->num, w->patient, account);
}

static AuditRecord about_recovery(const Recovery *r)
{
    return (AuditRecord){ .account = r->account, .resource_id = r->id };
}

Status staff_recover(Cx *cx, const Staff *s, const StaffAccount *whose, Str email, Recovery *out)
{
    DbTx *tx;
    const MemberPlan plan = member_plan_of(s->plan);
    *out = (Recovery){ .email = email, .asked_by = s->by };
    TRY(needs(cx, s->reason, "--reason"));
    TRY(db_write(cx, s->db, DB_STATE, &tx));
    TRY(whose_find(cx, s, tx, whose, &out->account));
    TRY(recovery_ask(cx, tx, s->keys, &plan, out, &out->id));
    return staff_keep(cx, s, tx, about_recovery(out));
}

Status staff_recover_approve(Cx *cx, const Staff *s, Str id, Recovery *out)
{
    DbTx *tx;
    const MemberPlan plan = member_plan_of(s->plan);
    TRY(needs(cx, id, "--id"));
    TRY(db_write(cx, s->db, DB_STATE, &tx));
    TRY(recovery_approve(cx, tx, s->keys, &plan, id, s->by, out));
    return staff_keep(cx, s, tx, about_recovery(out));
}

Status staff_recover_end(Cx *cx, const Staff *s, Str id, Recovery *out)
{
    DbTx *tx;
    TRY(by_check(cx, s->by));
    TRY(needs(cx, id, "--id"));
    TRY(db_write(cx, s->db, DB_STATE, &tx));
    TRY(recovery_end(cx, tx, s->keys, s->plan->num, id, out));
    return staff_keep(cx, s, tx, about_recovery(out));
}

Status staff_unlock(Cx *cx, const Staff *s, const StaffAccount *whose)
{
    DbTx *tx;
    Str account;
    TRY(by_check(cx, s->by));
    TRY(needs(cx, s->reason, "--reason"));
    TRY(db_write(cx, s->db, DB_STATE, &tx));
    TRY(whose_find(cx, s, tx, whose, &account));
    TRY(account_unlock(cx, tx, s->plan->num, account));
    return staff_keep(cx, s, tx, (AuditRecord){ .account = account, .patient = whose->patient });
}

/* ---- by time ---- */

static Status due_some(Cx *cx, const Staff *s, bool *more)
{
    DbTx *tx;
    size_t count;
    MemberOver *over = ARENA_ARRAY(cx->mem, MemberOver, LIMIT_RELATIONS_DUE);
    const MemberPlan plan = member_plan_of(s->plan);
    TRY(db_write(cx, s->db, DB_STATE, &tx));
    TRY(relations_due(cx, tx, s->keys, &plan, over, &count));
    for (size_t i = 0; i < count; i++)
        TRY(staff_grants_end(cx, s, tx, &over[i]));
    *more = count == LIMIT_RELATIONS_DUE;
    return db_commit(cx, tx);
}

static Status recover_one(Cx *cx, const Staff *s, Str undo_url, bool *more)
{
    DbTx *tx;
    bool done;
    Recovery r;
    const MemberPlan plan = member_plan_of(s->plan);
    TRY(db_write(cx, s->db, DB_STATE, &tx));
    const Status st = recovery_due(cx, tx, s->keys, &plan, undo_url, &r, &done);
    *more = st == ST_OK;
    if (st != ST_OK) {
        db_end(tx);
        return forgive(cx, st, ST_NOT_FOUND) ? ST_OK : st;
    }
    TRY(audit_append(cx, s->audit,
                     &(AuditRecord){ .kind = AUDIT_EMAIL_CHANGE,
                                     .plan = s->plan->num,
                                     .status = done ? ST_OK : ST_CONFLICT,
                                     .account = r.account,
                                     .actor = STR("postern"),
                                     .resource_id = r.id,
                                     .reason = STR("recovery") }));
    return db_commit(cx, tx);
}

Status staff_due(Cx *cx, const Staff *s)
{
    bool more = true;
    const Str undo_url = arena_printf(cx->mem, "%.*s/%.*s/email/undo?key=", STR_ARG(s->base_url),
                                      STR_ARG(s->plan->id));
    while (more)
        TRY(due_some(cx, s, &more));
    for (more = true; more;)
        TRY(recover_one(cx, s, undo_url, &more));
    return ST_OK;
}

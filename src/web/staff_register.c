/* The plan's own register of representatives (AUTHORIZATION M34, M36): two of its people, the same bytes. */
#include "web/staff_int.h"

#include "base/codec.h"
#include "web/guard.h"

#include <stdlib.h>

typedef struct Load {
    const Staff *s;
    Str digest;
    bool approves;
    Designations file;
    Designations now; /* in force by the files before */
    StaffRegister *out;
} Load;

static void say(Cx *cx, StaffRegister *out, StaffLine line)
{
    ARENA_GROW(cx->mem, out->lines, out->line_count, out->line_room, 64);
    out->lines[out->line_count++] = line;
}

/* ---- what is over ---- */

/* Told as papers that end are. Whom a block keeps away has nothing in force, so nobody is told of that (M40). */
static Status end_one(Cx *cx, Load *l, const Mandate *now)
{
    Mandate m;
    l->out->ended++;
    return staff_mandate_end(cx, l->s, now->id, &m);
}

static Status ends_find(Cx *cx, Load *l)
{
    for (size_t i = 0; i < l->now.count; i++) {
        const Designation *d = designation_find(&l->file, l->now.rows[i].key);
        if (!d || d->over)
            TRY(end_one(cx, l, &l->now.rows[i].mandate));
    }
    return ST_OK;
}

/* ---- a line ---- */

static Status line_fits(Cx *cx, const Load *l, Designation *d, int64_t *majority)
{
    Mandate *m = &d->mandate;
    TRY(staff_on_file(cx, l->s, m->patient));
    TRY(staff_majority(cx, l->s, m->patient, majority));
    return mandate_fits(cx, m, *majority);
}

static Status line_less(Cx *cx, const Load *l, const Designation *d, Mandate *now, bool *is)
{
    DbTx *tx;
    TRY(db_write(cx, l->s->db, DB_STATE, &tx));
    Status st = mandate_less(cx, tx, l->s->plan->num, now, &d->mandate, is);
    if (st != ST_OK || !*is) {
        db_end(tx);
        return st;
    }
    TRY(staff_grants_end(cx, l->s, tx, &(MemberOver){ now->account, now->patient }));
    return staff_keep(cx, l->s, tx, staff_about(now));
}

/* The register has another address for the person, or she changed it here: her account is the register's. */
static Status former_end(Cx *cx, const Load *l, DbTx *tx, const Mandate *now, const Mandate *m)
{
    bool was;
    const MemberPlan plan = member_plan_of(l->s->plan);
    const MemberOver o = { now->account, now->patient };
    if (now->id.n == 0 || str_eq(now->account, m->account))
        return ST_OK;
    TRY(relation_end(cx, tx, plan.num, &o, &was));
    TRY(notice_over(cx, tx, l->s->keys, &plan, &o));
    return staff_grants_end(cx, l->s, tx, &o);
}

/* In tx, which a load that only asks throws away: so it is known at once what the second person could not approve. */
static Status line_put(Cx *cx, const Load *l, DbTx *tx, Mandate *m, const Mandate *now,
                       int64_t majority)
{
    const Staff *s = l->s;
    const MemberPlan plan = member_plan_of(s->plan);
    Register waiting = { .asked_by = s->by };
    MandateApproval in = { .by = s->by, .email = m->email, .majority_ms = majority };
    if (l->approves)
        TRY(register_hold(cx, tx, plan.num, l->digest, s->by, &waiting));
    else
        in.by = STR("whoever is to approve");
    m->asked_by = waiting.asked_by;
    TRY(mandate_ask(cx, tx, s->keys, plan.num, m, &in.id));
    TRY(mandate_approve(cx, tx, s->keys, &plan, &in, m));
    TRY(former_end(cx, l, tx, now, m));
    return staff_grants_end(cx, s, tx, &(MemberOver){ m->account, m->patient });
}

static Status line_give(Cx *cx, Load *l, const Designation *d, const Mandate *now, int64_t majority)
{
    DbTx *tx;
    RosterMerged *merged;
    size_t merges;
    Mandate m = d->mandate;
    TRY(staff_merged(cx, l->s, m.patient, &merged, &merges));
    TRY(db_write(cx, l->s->db, DB_STATE, &tx));
    Status st = blocks_carry(cx, tx, l->s->plan->num, merged, merges);
    if (st == ST_OK)
        st = line_put(cx, l, tx, &m, now, majority);
    if (st == ST_OK && l->approves)
        st = staff_keep(cx, l->s, tx, staff_about(&m));
    db_end(tx);
    return st;
}

static Status line_settle(Cx *cx, Load *l, Designation *d, Mandate *now, const char **state)
{
    int64_t majority;
    bool less = false;
    TRY(line_fits(cx, l, d, &majority));
    if (now->id.n)
        TRY(line_less(cx, l, d, now, &less));
    l->out->less += less;
    const DesignationStep step = designation_step(d, now);
    if (step == DESIGNATION_SAME) {
        l->out->same += !less;
        return ST_OK;
    }
    TRY(line_give(cx, l, d, now, majority));
    *state = step == DESIGNATION_NEW ? "new" : "changed";
    return ST_OK;
}

/* ST_CONFLICT, ST_NOT_FOUND: of this line alone. */
static Status line_run(Cx *cx, Load *l, Designation *d, Mandate *now)
{
    const char *state = NULL;
    Cx own = { .mem = arena_new(1 << 12), .now_ms = cx->now_ms, .request_id = cx->request_id };
    const Status st = line_settle(&own, l, d, now, &state);
    StaffLine line = { d->line, "rejected", STR("patient"), STR("") };
    if (st != ST_OK)
        line.why = arena_dup(cx->mem, own.fault.detail);
    const Str where = arena_dup(cx->mem, own.fault.where);
    arena_free(own.mem);
    if (st == ST_NOT_FOUND || st == ST_CONFLICT) {
        l->out->rejected++;
    } else if (st != ST_OK) {
        return failf(cx, st, where, "%.*s", STR_ARG(line.why));
    } else if (state) {
        line.state = state;
        line.column = STR("");
        l->out->waits += !l->approves;
        l->out->given += l->approves;
    } else {
        return ST_OK;
    }
    say(cx, l->out, line);
    return ST_OK;
}

static Status lines_run(Cx *cx, Load *l)
{
    Mandate none = { .id = STR("") };
    for (size_t i = 0; i < l->file.count; i++) {
        Designation *d = &l->file.rows[i];
        Designation *now = designation_find(&l->now, d->key);
        l->out->over += d->over;
        if (!d->over)
            TRY(line_run(cx, l, d, now ? &now->mandate : &none));
    }
    return ST_OK;
}

/* ---- the whole ---- */

static int by_line(const void *a, const void *b)
{
    const StaffLine *x = a;
    const StaffLine *y = b;
    return (x->line > y->line) - (x->line < y->line);
}

static void lines_sort(StaffRegister *out)
{
    if (out->line_count)
        qsort(out->lines, out->line_count, sizeof *out->lines, by_line);
}

static Status load_read(Cx *cx, Load *l, Str csv)
{
    DbTx *tx;
    *l->out = (StaffRegister){ .wrong = 0 };
    l->digest = sha256(cx, csv);
    TRY(designations_read(cx, csv, l->s->by, &l->file));
    l->out->wrong = l->file.wrong_count;
    for (size_t i = 0; i < l->file.wrong_count; i++) {
        const DesignationWrong w = l->file.wrong[i];
        say(cx, l->out, (StaffLine){ w.line, "wrong", w.column, w.why });
    }
    lines_sort(l->out);
    TRY(db_read(cx, l->s->db, DB_STATE, &tx));
    const Status st = designations_now(cx, tx, l->s->keys, l->s->plan->num, &l->now);
    db_end(tx);
    return st;
}

/* Whatever waited by another file does not any more. */
static Status register_keep(Cx *cx, const Load *l, DbTx *tx, Str asked_by, bool waits)
{
    const Register r = { l->digest, asked_by, waits };
    TRY(register_put(cx, tx, l->s->plan->num, &r));
    return staff_keep(cx, l->s, tx,
                      (AuditRecord){ .resource_id = hex_encode(cx, str_slice(l->digest, 0, 8)),
                                     .count = (int64_t)l->file.count });
}

Status staff_register_load(Cx *cx, const Staff *s, Str csv, StaffRegister *out)
{
    DbTx *tx;
    Load l = { .s = s, .out = out };
    TRY(load_read(cx, &l, csv));
    if (out->wrong)
        return ST_OK;
    TRY(db_write(cx, s->db, DB_STATE, &tx));
    TRY(register_keep(cx, &l, tx, s->by, false));
    TRY(ends_find(cx, &l));
    TRY(lines_run(cx, &l));
    lines_sort(out);
    if (!out->waits)
        return ST_OK;
    TRY(db_write(cx, s->db, DB_STATE, &tx));
    return register_keep(cx, &l, tx, s->by, true);
}

Status staff_register_approve(Cx *cx, const Staff *s, Str csv, StaffRegister *out)
{
    DbTx *tx;
    Register waiting;
    Load l = { .s = s, .approves = true, .out = out };
    TRY(load_read(cx, &l, csv));
    TRY(db_write(cx, s->db, DB_STATE, &tx));
    const Status st = register_hold(cx, tx, s->plan->num, l.digest, s->by, &waiting);
    db_end(tx);
    TRY(st);
    if (out->wrong)
        return ST_OK;
    TRY(ends_find(cx, &l));
    TRY(lines_run(cx, &l));
    lines_sort(out);
    TRY(db_write(cx, s->db, DB_STATE, &tx));
    TRY(register_hold(cx, tx, s->plan->num, l.digest, s->by, &waiting));
    return register_keep(cx, &l, tx, waiting.asked_by, false);
}

#include "web/recheck.h"

#include "base/clock.h"
#include "base/log.h"
#include "web/consent_pages.h"
#include "web/ending.h"
#include "web/person.h"

#include <stdlib.h>

#define AGAIN_MS HOUR_MS /* for one whose rows cannot be read */
#define AT_ONCE_MS                                                                                 \
    5000 /* the records' transaction is open meanwhile: PostgreSQL ends it when it idles for 60 s */
#define MERGES_MAX 8 /* one after another; a circle of them ends there */

typedef struct Settled { /* of one member */
    Str patient;
    Sharing now;
    Sharing into; /* of the record that is in this one's place in the end: itself, if none is */
    MemberWay to; /* that one, and who else is */
    MemberActor *actors;
    size_t count;
    bool own_dead; /* by the record that the account was made for which she came to by a merge */
    Str *frozen;   /* accounts */
    size_t frozen_count;
    OauthLiving *living;
    size_t living_count;
    AccountEnded others; /* what a frozen account shared of others */
    Ended left;          /* what accounts shared of whom they are no more */
    Str freed;           /* whose self an account was; empty: nobody's */
    Str moved;           /* the account that has another self now; empty: none */
} Settled;

static Status account_audit(Cx *cx, const Rq *rq, Str account, Str patient, Str why)
{
    return audit_append(cx, rq->web->audit,
                        &(AuditRecord){ .kind = AUDIT_ACCOUNT_STATE,
                                        .plan = rq->plan->num,
                                        .account = account,
                                        .patient = patient,
                                        .actor = STR("postern"),
                                        .reason = why });
}

/* Why g is over; empty: it is not. A developer's token has no account. */
static Status grant_judge(Cx *cx, const Rq *rq, DbTx *tx, const Settled *s, const OauthLiving *g,
                          Str *why)
{
    bool executor;
    TRY(mandate_executor(cx, tx, rq->plan->num, g->account, s->patient, &executor));
    *why = executor ? s->now.executor_why : s->now.why;
    if (why->n || g->account.n == 0)
        return ST_OK;
    const Status st = account_acts_for(cx, tx, rq->plan->num, g->account, s->patient);
    if (!forgive(cx, st, ST_FORBIDDEN))
        return st;
    *why = STR("relation ended");
    return ST_OK;
}

static Status grants_settle(Cx *cx, const Rq *rq, DbTx *tx, Settled *s)
{
    const int64_t plan = rq->plan->num;
    size_t ended = 0;
    TRY(oauth_living_of(cx, tx, plan, s->patient, &s->living, &s->living_count));
    for (size_t i = 0; i < s->living_count; i++) {
        Str why;
        const OauthLiving g = s->living[i];
        TRY(grant_judge(cx, rq, tx, s, &g, &why));
        if (!why.n)
            continue;
        const Ending e = { rq->web->audit, plan, rq->http->peer, s->patient, why };
        TRY(ending_one(cx, tx, &e, &g));
        s->living[ended++] = g;
    }
    s->living_count = ended;
    return ST_OK;
}

/* By her own record, or the one in its place. */
static bool is_dead(const Settled *s)
{
    return s->now.standing.deceased || s->into.standing.deceased;
}

static Str last_of(const Settled *s)
{
    return s->to.way.ids[s->to.way.count - 1];
}

/* M41: merged, or no more. What it shared of a record that still stands for somebody ends with it. */
static Status account_move(Cx *cx, const Rq *rq, DbTx *tx, Settled *s, Str account)
{
    MemberMove m;
    const int64_t plan = rq->plan->num;
    TRY(account_follow(cx, tx, plan, account, &s->to, &m));
    if (!m.got && !m.left.n)
        return ST_OK;
    s->moved = m.got ? account : s->moved;
    TRY(account_audit(cx, rq, account, s->patient,
                      m.kept                ? STR("record merged: kept away")
                      : s->to.way.count > 1 ? STR("record merged")
                                            : STR("merge taken back")));
    if (!m.left.n || str_eq(m.left, s->patient))
        return ST_OK;
    s->freed = m.left;
    const Ending e = { rq->web->audit, plan, rq->http->peer, m.left, STR("relation ended") };
    return ending_all(cx, tx, &e, account, &s->left);
}

/* M39: she signs in nowhere, and nobody for her. The file may be put right again. */
static Status account_turn(Cx *cx, const Rq *rq, DbTx *tx, Settled *s, const MemberActor *a)
{
    const bool dead = is_dead(s);
    const int64_t plan = rq->plan->num;
    if (!dead && !a->made_for && s->own_dead)
        return ST_OK;
    const Status st =
        dead ? account_freeze(cx, tx, plan, a->account) : account_thaw(cx, tx, plan, a->account);
    if (st != ST_OK)
        return forgive(cx, st, ST_NOT_FOUND) ? ST_OK : st;
    if (dead)
        s->frozen[s->frozen_count++] = a->account;
    return account_audit(cx, rq, a->account, s->patient,
                         dead ? STR("deceased") : STR("not deceased"));
}

static Status account_settle(Cx *cx, const Rq *rq, DbTx *tx, Settled *s)
{
    const RosterStanding *into = &s->into.standing;
    s->frozen = ARENA_ARRAY(cx->mem, Str, s->count);
    if (!is_dead(s) && (!into->known || into->replaced_by.n)) /* the file says nothing of her */
        return ST_OK;
    for (size_t i = 0; i < s->count && !is_dead(s); i++)
        if (s->actors[i].made_for)
            TRY(account_move(cx, rq, tx, s, s->actors[i].account));
    for (size_t i = 0; i < s->count; i++)
        if (s->actors[i].is_self)
            TRY(account_turn(cx, rq, tx, s, &s->actors[i]));
    return ST_OK;
}

/* Of a death nobody is told (M39). */
static Status settled_tell(Cx *cx, const Rq *rq, DbTx *tx, const Settled *s)
{
    for (size_t i = 0; i < s->living_count && !is_dead(s); i++) {
        const Str account = s->living[i].account;
        const MemberOver o = { account, str_eq(account, s->moved) ? last_of(s) : s->patient };
        bool told = false;
        for (size_t j = 0; j < i && !told; j++)
            told = str_eq(s->living[j].account, account);
        if (!told)
            TRY(ending_tell(cx, rq, tx, &o, s->living, s->living_count));
    }
    return ST_OK;
}

static Status settle(Cx *cx, Rq *rq, DbTx *tx, Settled *s)
{
    for (size_t i = 0; i < s->count; i++)
        TRY(account_wait(cx, tx, rq->plan->num, s->actors[i].account));
    TRY(account_settle(cx, rq, tx, s));
    TRY(grants_settle(cx, rq, tx, s));
    TRY(settled_tell(cx, rq, tx, s));
    for (size_t i = 0; i < s->frozen_count; i++) {
        rq->account = s->frozen[i];
        TRY(account_end_all(cx, rq, tx, STR("account frozen"), &s->others));
    }
    return ST_OK;
}

/* This node at once, the others within 5 s (C8). */
static void settled_forget(const Rq *rq, const Settled *s)
{
    if (!rq->web->tokens)
        return;
    for (size_t i = 0; i < s->living_count; i++)
        oauth_cache_forget(rq->web->tokens, s->living[i].id);
    for (size_t i = 0; i < s->left.count; i++)
        oauth_cache_forget(rq->web->tokens, s->left.list[i].id);
    account_forget(rq, &s->others);
}

static Status actors_read(Cx *cx, const Rq *rq, Settled *s)
{
    DbTx *tx;
    TRY(db_read(cx, rq->web->db, DB_STATE, &tx));
    const Status st = accounts_of(cx, tx, rq->plan->num, s->patient, &s->actors, &s->count);
    db_end(tx);
    return st;
}

/* What who shared ends, whenever it was given. */
static Status block_hold(Cx *cx, const Rq *rq, const MemberBlock *b)
{
    DbTx *tx;
    size_t count;
    MemberOver *over;
    Settled s = { .patient = b->patient, .now = { .why = STR(""), .executor_why = STR("") } };
    TRY(db_write(cx, rq->web->db, DB_STATE, &tx));
    Status st = relation_block(cx, tx, rq->plan->num, b, &over, &count);
    if (st == ST_OK)
        st = grants_settle(cx, rq, tx, &s);
    if (st == ST_OK)
        st = db_commit(cx, tx);
    db_end(tx);
    TRY(st);
    settled_forget(rq, &s);
    return ST_OK;
}

static Status blocks_read(Cx *cx, const Rq *rq, Str id, MemberBlock **out, size_t *count)
{
    DbTx *tx;
    TRY(db_read(cx, rq->web->db, DB_STATE, &tx));
    const Status st = blocks_of(cx, tx, rq->plan->num, id, out, count);
    db_end(tx);
    return st;
}

static Status blocks_write(Cx *cx, const Rq *rq, const RosterMerged *m)
{
    DbTx *tx;
    TRY(db_write(cx, rq->web->db, DB_STATE, &tx));
    TRY(blocks_carry(cx, tx, rq->plan->num, m, 1));
    return db_commit(cx, tx);
}

/* M40: whom a merge gives another record is kept from nobody less by it. */
static Status blocks_follow(Cx *cx, const Rq *rq, Str old, Str into)
{
    size_t count;
    MemberBlock *blocks;
    TRY(blocks_read(cx, rq, old, &blocks, &count));
    if (count == 0 || str_eq(old, into))
        return ST_OK;
    TRY(blocks_write(cx, rq, &(RosterMerged){ into, old }));
    TRY(blocks_read(cx, rq, into, &blocks, &count));
    for (size_t i = 0; i < count; i++)
        TRY(block_hold(cx, rq, &blocks[i]));
    return ST_OK;
}

/* Of too many it is not known who they are: account_follow says whose they are then. */
static Status one_read(Cx *cx, const Rq *rq, Settled *s)
{
    DbTx *tx;
    const Str into = last_of(s);
    TRY(db_read(cx, rq->web->db, rq->plan->num, &tx));
    const Status st = roster_one(cx, tx, rq->plan->num, &into, 1, &s->to.one);
    db_end(tx);
    return st == ST_OK || forgive(cx, st, ST_TOO_COSTLY) ? ST_OK : st;
}

/* M41: records are merged in steps. Whoever died in between is dead (M39). */
static Status into_read(Cx *cx, const Rq *rq, Settled *s)
{
    Str next = s->now.standing.replaced_by;
    s->into = s->now;
    s->to.way = (RosterOne){ ARENA_ARRAY(cx->mem, Str, MERGES_MAX + 1), 1 };
    s->to.way.ids[0] = s->patient;
    for (size_t i = 0; i < MERGES_MAX && next.n && !s->into.standing.deceased; i++) {
        s->to.way.ids[s->to.way.count++] = next;
        TRY(person_sharing(cx, rq, next, &s->into));
        next = s->into.standing.replaced_by;
    }
    return one_read(cx, rq, s);
}

static Status own_read(Cx *cx, const Rq *rq, Str account, Str *own)
{
    DbTx *tx;
    TRY(db_read(cx, rq->web->db, DB_STATE, &tx));
    const Status st = account_made_for(cx, tx, rq->plan->num, account, own);
    db_end(tx);
    return st;
}

static Status own_dead_read(Cx *cx, const Rq *rq, Str account, bool *dead)
{
    Settled s = { .count = 0 };
    TRY(own_read(cx, rq, account, &s.patient));
    TRY(person_sharing(cx, rq, s.patient, &s.now));
    TRY(into_read(cx, rq, &s));
    *dead = is_dead(&s);
    return ST_OK;
}

static Status member_read(Cx *cx, const Rq *rq, Str patient, Settled *s)
{
    *s = (Settled){ .patient = patient };
    TRY(person_sharing(cx, rq, patient, &s->now));
    TRY(into_read(cx, rq, s));
    TRY(blocks_follow(cx, rq, patient, last_of(s)));
    TRY(actors_read(cx, rq, s));
    for (size_t i = 0; i < s->count; i++)
        if (s->actors[i].is_self && !s->actors[i].made_for)
            TRY(own_dead_read(cx, rq, s->actors[i].account, &s->own_dead));
    return ST_OK;
}

/* M41: another account may be hers now, and nobody's was. */
static Status freed_put(Cx *cx, const Rq *rq, DbTx *records, Str patient)
{
    DbTx *own = NULL;
    const int64_t plan = rq->plan->num;
    if (!records)
        TRY(db_write(cx, rq->web->db, plan, &own));
    DbTx *tx = records ? records : own;
    Status st = changed_put(cx, tx, plan, patient, CHANGED_NOW);
    if (st == ST_OK)
        st = changed_put_replaced(cx, tx, plan, patient);
    if (st == ST_OK && own)
        st = db_commit(cx, own);
    if (own)
        db_end(own);
    return st;
}

/* records: NULL, or what writes them already. */
static Status member_settle(Cx *cx, Rq *rq, DbTx *records, Settled *s)
{
    DbTx *tx;
    TRY(db_write(cx, rq->web->db, DB_STATE, &tx));
    Status st = settle(cx, rq, tx, s);
    if (st == ST_OK)
        st = db_commit(cx, tx);
    db_end(tx);
    TRY(st);
    settled_forget(rq, s);
    if (s->freed.n)
        TRY(freed_put(cx, rq, records, s->freed));
    outbox_wake(rq->web->outbox);
    for (size_t i = 0; i < s->count; i++) /* whose children are hers now */
        if (s->actors[i].made_for)
            TRY(person_children(cx, rq, s->actors[i].account));
    return ST_OK;
}

/* Who it is comes first: whose parent that is, the record says in whose place its own is now. */
static Status actor_settle(Cx *cx, Rq *rq, DbTx *records, Str account)
{
    Str own;
    Settled s;
    TRY(own_read(cx, rq, account, &own));
    if (own.n) {
        TRY(member_read(cx, rq, own, &s));
        TRY(member_settle(cx, rq, records, &s));
    }
    return person_children(cx, rq, account);
}

static Status recheck_one(Cx *cx, Rq *rq, DbTx *records, Str patient)
{
    Settled s;
    TRY(member_read(cx, rq, patient, &s));
    for (size_t i = 0; i < s.count; i++)
        if (!s.actors[i].is_self || !s.actors[i].made_for) /* a parent, or who came by a merge */
            TRY(actor_settle(cx, rq, records, s.actors[i].account));
    return member_settle(cx, rq, records, &s);
}

/* Most members have no account, and nobody shares their data: those are not looked at. */
static Status concerned(Cx *cx, const Rq *rq, const Str *all, size_t count, Str **out, size_t *n)
{
    DbTx *tx;
    Str *shared;
    size_t shared_count = 0;
    const int64_t plan = rq->plan->num;
    TRY(db_read(cx, rq->web->db, DB_STATE, &tx));
    Status st = members_acted_for(cx, tx, plan, all, count, out, n);
    if (st == ST_OK)
        st = oauth_members_shared(cx, tx, plan, all, count, &shared, &shared_count);
    db_end(tx);
    TRY(st);
    const size_t acted = *n;
    Str *list = ARENA_ARRAY(cx->mem, Str, acted + shared_count);
    for (size_t i = 0; i < acted; i++)
        list[i] = (*out)[i];
    for (size_t i = 0; i < shared_count; i++)
        if (!str_in(shared[i], list, acted))
            list[(*n)++] = shared[i];
    *out = list;
    return ST_OK;
}

/* One that cannot be read keeps nobody else waiting: what it left open ends with its own memory. */
static Status recheck_next(Cx *cx, const Rq *all, DbTx *records, Str patient)
{
    Rq rq = *all;
    Cx own = { .mem = arena_new(1 << 12), .now_ms = cx->now_ms, .request_id = cx->request_id };
    const Status st = recheck_one(&own, &rq, records, patient);
    if (st != ST_OK && st != ST_UNAVAILABLE)
        log_fault(&own, LOG_ERROR, STR("recheck"));
    arena_free(own.mem);
    if (st == ST_UNAVAILABLE)
        return fail(cx, st, STR("store"), "a member cannot be looked at again now");
    return st == ST_OK ? ST_OK
                       : changed_put(cx, records, rq.plan->num, patient, cx->now_ms + AGAIN_MS);
}

static int64_t time_ms(const Web *web)
{
    return web->now ? web->now(web->clock) : clock_mono_us() / 1000;
}

/* Whoever's turn does not come in time is due again, in the same transaction; that of the first does, so that each call
 * gets on. */
static Status recheck_all(Cx *cx, const Rq *rq, DbTx *records, const Str *patients, size_t count)
{
    Str *list;
    size_t n;
    const int64_t until_ms = time_ms(rq->web) + AT_ONCE_MS;
    TRY(concerned(cx, rq, patients, count, &list, &n));
    for (size_t i = 0; i < n; i++)
        TRY(i && time_ms(rq->web) > until_ms
                ? changed_put(cx, records, rq->plan->num, list[i], CHANGED_NOW)
                : recheck_next(cx, rq, records, list[i]));
    return ST_OK;
}

Status web_recheck_member(Cx *cx, Web *web, const Plan *plan, Str patient)
{
    const HttpRequest nobody = { .peer = STR("") };
    Rq rq = { .web = web, .http = &nobody, .plan = plan };
    return recheck_one(cx, &rq, NULL, patient);
}

Status web_recheck(Cx *cx, Web *web, const Plan *plan, bool *more)
{
    DbTx *records;
    Str *patients;
    size_t count;
    const HttpRequest nobody = { .peer = STR("") };
    const Rq rq = { .web = web, .http = &nobody, .plan = plan };
    /* Taken first and committed last: whoever is killed in between leaves them to the next, and what a load
     * writes of them meanwhile is due again. */
    TRY(db_write(cx, web->db, plan->num, &records));
    Status st = changed_take(cx, records, plan->num, &patients, &count);
    *more = st == ST_OK && count > 0;
    if (*more)
        st = recheck_all(cx, &rq, records, patients, count);
    if (st == ST_OK)
        st = db_commit(cx, records);
    db_end(records);
    return st;
}

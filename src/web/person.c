#include "web/person.h"

#include "base/date.h"
#include "web/guard.h"
#include "web/lang.h"
#include "web/message.h"

static Status read_session(Cx *cx, Rq *rq, MemberSession *out)
{
    DbTx *tx;
    if (rq->session.n == 0)
        return fail(cx, ST_NOT_FOUND, STR("session"), "the browser has none");
    TRY(db_read(cx, rq->web->db, DB_STATE, &tx));
    const Status st = session_find(cx, tx, rq->web->keys, rq->plan->num, rq->session, out);
    db_end(tx);
    return st;
}

static Status touch(Cx *cx, Rq *rq)
{
    DbTx *tx;
    TRY(db_write(cx, rq->web->db, DB_STATE, &tx));
    TRY(session_touch(cx, tx, rq->plan->num, rq->session));
    return db_commit(cx, tx);
}

Status person_session(Cx *cx, Rq *rq, MemberSession *out)
{
    TRY(read_session(cx, rq, out));
    rq->account = out->account;
    rq->auth_ms = out->auth_ms;
    return out->touch ? touch(cx, rq) : ST_OK;
}

Status guard_browser(Cx *cx, Rq *rq)
{
    MemberSession s;
    const Status st = person_session(cx, rq, &s);
    return st == ST_OK || forgive(cx, st, ST_NOT_FOUND) ? ST_OK : st;
}

Status guard_person(Cx *cx, Rq *rq)
{
    TRY(guard_browser(cx, rq));
    if (rq->account.n == 0)
        web_redirect(cx, rq, web_path(cx, rq, STR("signin")));
    return ST_OK;
}

Status person_unknown(Cx *cx, Rq *rq, MemberSession *out)
{
    DbTx *tx;
    const Status st = person_session(cx, rq, out);
    if (st == ST_OK && out->account.n == 0)
        return ST_OK;
    if (st != ST_OK && !forgive(cx, st, ST_NOT_FOUND))
        return st;
    TRY(db_write(cx, rq->web->db, DB_STATE, &tx));
    if (st == ST_OK) /* somebody begins anew: whoever was signed in is not any more */
        TRY(session_end(cx, tx, rq->plan->num, out->id));
    TRY(session_start(cx, tx, rq->web->keys, rq->plan->num, lang_code(rq->lang), out));
    TRY(db_commit(cx, tx));
    rq->account = STR("");
    web_session_set(cx, rq, out->id);
    return ST_OK;
}

Str person_peer(Cx *cx, const Rq *rq)
{
    const Str peer = rq->http->peer;
    const bool local = str_starts(peer, STR("127.")) || str_eq(peer, STR("::1"));
    return local && !rq->web->proxied ? STR("") : http_peer_key(cx, peer);
}

/* ---- the family ---- */

static Status selves(Cx *cx, Rq *rq, Str account, MemberRelation **rel, size_t *n)
{
    DbTx *tx;
    TRY(db_read(cx, rq->web->db, DB_STATE, &tx));
    const Status st = account_relations(cx, tx, rq->plan->num, account, rel, n);
    db_end(tx);
    return st;
}

static Status minors_of(Cx *cx, Rq *rq, Str patient, RosterMinor **minors, size_t *n)
{
    DbTx *tx;
    TRY(db_read(cx, rq->web->db, rq->plan->num, &tx));
    const Status st = roster_minors(cx, tx, rq->web->keys, rq->plan->num, patient, minors, n);
    db_end(tx);
    return st;
}

typedef struct Over { /* grants to be forgotten after the commit */
    Str *ids;
    size_t count, room;
} Over;

static Status grants_list(Cx *cx, DbTx *tx, const Rq *rq, Str account, Str patient, Over *over)
{
    OauthLiving *list;
    size_t n;
    TRY(oauth_living_of(cx, tx, rq->plan->num, patient, &list, &n));
    for (size_t i = 0; i < n; i++)
        if (str_eq(list[i].account, account)) {
            ARENA_GROW(cx->mem, over->ids, over->count, over->room, 8);
            over->ids[over->count++] = list[i].id;
        }
    return ST_OK;
}

/* What ends without anybody asking is in the audit all the same (C8, C11). */
static Status grants_end(Cx *cx, DbTx *tx, const Rq *rq, Str account, Str patient, Str why,
                         Over *over)
{
    TRY(grants_list(cx, tx, rq, account, patient, over));
    TRY(oauth_grants_end(cx, tx, rq->plan->num, account, patient, why));
    return audit_append(cx, rq->web->audit,
                        &(AuditRecord){ .kind = AUDIT_DISCONNECT,
                                        .plan = rq->plan->num,
                                        .address = rq->http->peer,
                                        .account = account,
                                        .patient = patient,
                                        .actor = STR("postern"),
                                        .reason = why });
}

/* This node at once, the others within 5 s (C8). */
static Status over_commit(Cx *cx, DbTx *tx, const Rq *rq, const Over *over)
{
    TRY(db_commit(cx, tx));
    for (size_t i = 0; i < over->count && rq->web->tokens; i++)
        oauth_cache_forget(rq->web->tokens, over->ids[i]);
    return ST_OK;
}

static Status over_end(Cx *cx, DbTx *tx, Rq *rq, const MemberOver *o, Over *over)
{
    const MemberPlan plan = rq_member_plan(rq);
    TRY(grants_end(cx, tx, rq, o->account, o->patient, STR("relation ended"), over));
    return notice_over(cx, tx, rq->web->keys, &plan, o);
}

/* A document was for a child, or for an adult: when the plan's file says the other now, somebody looks at it
 * again (M37). */
static Status fits_age(Cx *cx, Rq *rq, const MemberRelation *rel, bool *fits)
{
    DbTx *tx;
    int64_t majority = 0;
    *fits = true;
    if (str_eq(rel->relation, STR("self")))
        return ST_OK;
    TRY(db_read(cx, rq->web->db, rq->plan->num, &tx));
    const Status st =
        roster_majority(cx, tx, rq->web->keys, rq->plan->num, rel->patient, &majority);
    db_end(tx);
    if (st == ST_OK && majority)
        *fits = (majority > cx->now_ms) == str_eq(rel->relation, STR("parent"));
    return st == ST_OK || forgive(cx, st, ST_NOT_FOUND) ? ST_OK : st;
}

static bool only_self(const MemberRelation *rel, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!str_eq(rel[i].relation, STR("self")))
            return false;
    return true;
}

/* What account_relations gave; those that do not fit are moved to its front. */
static Status unfit_find(Cx *cx, Rq *rq, MemberRelation *rel, size_t n, size_t *unfit)
{
    *unfit = 0;
    for (size_t i = 0; i < n; i++) {
        bool fits;
        TRY(fits_age(cx, rq, &rel[i], &fits));
        if (!fits)
            rel[(*unfit)++] = rel[i];
    }
    return ST_OK;
}

static Status unfit_end(Cx *cx, DbTx *tx, Rq *rq, Str account, const MemberRelation *rel, size_t n,
                        Over *over)
{
    for (size_t i = 0; i < n; i++) {
        bool was;
        const MemberOver o = { account, rel[i].patient };
        TRY(relation_end(cx, tx, rq->plan->num, &o, &was));
        if (was)
            TRY(over_end(cx, tx, rq, &o, over));
    }
    return ST_OK;
}

Status person_children(Cx *cx, Rq *rq, Str account)
{
    MemberRelation *rel;
    RosterMinor *minors = NULL;
    size_t relations;
    size_t unfit;
    size_t count = 0;
    DbTx *tx;
    TRY(selves(cx, rq, account, &rel, &relations));
    for (size_t i = 0; i < relations; i++)
        if (str_eq(rel[i].relation, STR("self"))) /* a person has one self at most */
            TRY(minors_of(cx, rq, rel[i].patient, &minors, &count));
    TRY(unfit_find(cx, rq, rel, relations, &unfit));
    if (count == 0 &&
        only_self(rel, relations)) /* a self always fits; one that lost it has a child yet (M41) */
        return ST_OK;
    MemberEnded ended;
    Over over = { .count = 0 };
    TRY(db_write(cx, rq->web->db, DB_STATE, &tx));
    TRY(account_set_minors(cx, tx, rq->plan->num, account, minors, count, &ended));
    for (size_t i = 0; i < ended.count; i++) {
        const MemberOver o = { account, ended.patients[i] };
        TRY(over_end(cx, tx, rq, &o, &over));
    }
    TRY(unfit_end(cx, tx, rq, account, rel, unfit, &over));
    TRY(over_commit(cx, tx, rq, &over));
    if (ended.count || unfit)
        outbox_wake(rq->web->outbox);
    return ST_OK;
}

static Status sharing_read(Cx *cx, const Rq *rq, DbTx *tx, Str patient, Sharing *out)
{
    bool covered = true;
    const int64_t plan = rq->plan->num;
    TRY(roster_standing(cx, tx, rq->web->keys, plan, patient, &out->standing));
    if (rq->plan->stops_uncovered)
        TRY(roster_covered(cx, tx, plan, patient, &covered));
    out->why = !out->standing.known          ? STR("record removed")
               : out->standing.deceased      ? STR("deceased")
               : out->standing.replaced_by.n ? STR("record merged")
               : !covered                    ? STR("coverage ended")
                                             : STR("");
    return ST_OK;
}

Status person_sharing(Cx *cx, const Rq *rq, Str patient, Sharing *out)
{
    DbTx *tx;
    TRY(db_read(cx, rq->web->db, rq->plan->num, &tx));
    const Status st = sharing_read(cx, rq, tx, patient, out);
    db_end(tx);
    return st;
}

static Status person_grants_end(Cx *cx, const Rq *rq, Str account, Str patient, Str why)
{
    DbTx *tx;
    Over over = { .count = 0 };
    TRY(db_write(cx, rq->web->db, DB_STATE, &tx));
    TRY(grants_end(cx, tx, rq, account, patient, why, &over));
    return over_commit(cx, tx, rq, &over);
}

Status person_recheck(Cx *cx, Rq *rq, Str account, Str patient)
{
    DbTx *tx;
    Sharing now;
    TRY(person_children(cx, rq, account));
    TRY(person_sharing(cx, rq, patient, &now));
    if (now.why.n)
        return person_grants_end(cx, rq, account, patient, now.why);
    TRY(db_read(cx, rq->web->db, DB_STATE, &tx));
    const Status st = account_acts_for(cx, tx, rq->plan->num, account, patient);
    db_end(tx);
    if (st == ST_OK || !forgive(cx, st, ST_FORBIDDEN))
        return st;
    return person_grants_end(cx, rq, account, patient, STR("relation ended"));
}

Status person_name(Cx *cx, Rq *rq, Str patient, RosterName *out)
{
    DbTx *tx;
    TRY(db_read(cx, rq->web->db, rq->plan->num, &tx));
    const Status st = roster_name(cx, tx, rq->web->keys, rq->plan->num, patient, out);
    db_end(tx);
    return st;
}

static Status mandate_of(Cx *cx, Rq *rq, Str account, Str patient, Mandate *m)
{
    DbTx *tx;
    TRY(db_read(cx, rq->web->db, DB_STATE, &tx));
    const Status st = mandate_name(cx, tx, rq->web->keys, rq->plan->num, account, patient, m);
    db_end(tx);
    return st;
}

Status person_acting(Cx *cx, Rq *rq, Str account, Str patient, Acting *out)
{
    Mandate m = { .first = STR("") };
    RosterName name;
    MemberRelation *rel;
    size_t n;
    const Status st = mandate_of(cx, rq, account, patient, &m);
    *out = (Acting){ m.first, m.last, m.basis };
    if (st == ST_OK || !forgive(cx, st, ST_NOT_FOUND))
        return st;
    TRY(selves(cx, rq, account, &rel, &n));
    for (size_t i = 0; i < n; i++)
        if (str_eq(rel[i].relation, STR("self"))) {
            TRY(person_name(cx, rq, rel[i].patient, &name));
            *out = (Acting){ name.first, name.last, STR("") };
            return ST_OK;
        }
    return fail(cx, ST_NOT_FOUND, STR("account"), "nobody knows who acts by it");
}

Str person_full_name(Cx *cx, const RosterName *name)
{
    return str_trim(arena_join(cx->mem, name->first, STR(" "), name->last));
}

int64_t person_private_ms(Str birth_date)
{
    DateRange born;
    return date_parse_day(birth_date, &born) ? date_birthday(born.lo_ms, MEMBER_PRIVATE_YEARS)
                                             : DATE_MIN;
}

/* ---- steps ---- */

void step_show(TmplData *d, int64_t step, int64_t steps)
{
    tmpl_i64(d, STR("step"), step);
    if (steps)
        tmpl_i64(d, STR("steps"), steps);
}

/* ---- audit ---- */

Status step_audit(Cx *cx, Rq *rq, const Step *s)
{
    const AuditRecord r = { .kind = s->kind,
                            .plan = rq->plan->num,
                            .http_status = status_row(s->status)->http,
                            .status = s->status,
                            .address = rq->http->peer,
                            .client_id = s->client_id,
                            .grant = s->grant,
                            .account = s->account,
                            .patient = s->patient,
                            .actor = s->actor,
                            .consent = s->consent,
                            .reason = s->reason };
    return audit_append(cx, rq->web->audit, &r);
}

Status look_audit(Cx *cx, Rq *rq, const OauthGrant *g)
{
    return step_audit(cx, rq,
                      &(Step){ .kind = AUDIT_ACCOUNT,
                               .account = rq->account,
                               .patient = g->patient,
                               .client_id = g->client_id,
                               .grant = g->id });
}

/* ---- dates ---- */

Str words_date_in(Cx *cx, Lang lang, int64_t ms)
{
    int64_t year;
    unsigned month;
    unsigned day;
    date_civil(ms / DAY_MS, &year, &month, &day);
    const Str name = message_find(arena_printf(cx->mem, "month_%02u", month))->text[lang];
    return lang == LANG_ES
               ? arena_printf(cx->mem, "%u de %.*s de %lld", day, STR_ARG(name), (long long)year)
               : arena_printf(cx->mem, "%.*s %u, %lld", STR_ARG(name), day, (long long)year);
}

Str words_date(Cx *cx, const Rq *rq, int64_t ms)
{
    return words_date_in(cx, rq->lang, ms);
}

Str words_time(Cx *cx, const Rq *rq, int64_t ms)
{
    const int64_t minute = ms % DAY_MS / MINUTE_MS;
    return arena_printf(cx->mem, "%.*s, %02d:%02d UTC", STR_ARG(words_date(cx, rq, ms)),
                        (int)(minute / 60), (int)(minute % 60));
}

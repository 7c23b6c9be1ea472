#include "web/person.h"

#include "base/date.h"
#include "web/ending.h"
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

/* Of the account's people, those on file with them: a load may have merged them just now, and nothing is settled. */
static Status merged_of(Cx *cx, Rq *rq, const MemberRelation *rel, size_t n,
                        const RosterMinor *minors, size_t count, RosterMerged **out, size_t *merged)
{
    DbTx *tx;
    Str *ids = ARENA_ARRAY(cx->mem, Str, n + count);
    for (size_t i = 0; i < n; i++)
        ids[i] = rel[i].patient;
    for (size_t i = 0; i < count; i++)
        ids[n + i] = minors[i].patient;
    TRY(db_read(cx, rq->web->db, rq->plan->num, &tx));
    const Status st = roster_merged(cx, tx, rq->plan->num, ids, n + count, out, merged);
    db_end(tx);
    return st;
}

static Status grants_end(Cx *cx, DbTx *tx, const Rq *rq, const MemberOver *o, Str why, Ended *over)
{
    const Ending e = { rq->web->audit, rq->plan->num, rq->http->peer, o->patient, why };
    return ending_all(cx, tx, &e, o->account, over);
}

/* This node at once, the others within 5 s (C8). */
static Status over_commit(Cx *cx, DbTx *tx, const Rq *rq, const Ended *over)
{
    TRY(db_commit(cx, tx));
    for (size_t i = 0; i < over->count && rq->web->tokens; i++)
        oauth_cache_forget(rq->web->tokens, over->list[i].id);
    return ST_OK;
}

static Status over_end(Cx *cx, DbTx *tx, Rq *rq, const MemberOver *o, Ended *over)
{
    const MemberPlan plan = rq_member_plan(rq);
    TRY(grants_end(cx, tx, rq, o, STR("relation ended"), over));
    return notice_over(cx, tx, rq->web->keys, &plan, o);
}

/* A document was for a child, or for an adult, and for one record: when the plan's file says another now, somebody
 * looks at it again (M37, M41). */
static Status fits_file(Cx *cx, Rq *rq, MemberRelation *rel, bool *fits)
{
    DbTx *tx;
    RosterStanding now;
    int64_t majority = 0;
    const int64_t plan = rq->plan->num;
    *fits = true;
    if (str_eq(rel->relation, STR("self")))
        return ST_OK;
    TRY(db_read(cx, rq->web->db, plan, &tx));
    Status st = roster_standing(cx, tx, rq->web->keys, plan, rel->patient, &now);
    if (st == ST_OK)
        st = roster_majority(cx, tx, rq->web->keys, plan, rel->patient, &majority);
    db_end(tx);
    if (st == ST_OK && majority)
        *fits = (majority > cx->now_ms) == str_eq(rel->relation, STR("parent"));
    if (majority > cx->now_ms && majority < rel->until_ms) /* it was later when this was written */
        rel->until_ms = majority;
    if (st == ST_OK && now.replaced_by.n)
        *fits = false;
    return st == ST_OK || forgive(cx, st, ST_NOT_FOUND) ? ST_OK : st;
}

/* What account_relations gave; those that do not fit are moved to its front. */
static Status unfit_find(Cx *cx, Rq *rq, MemberRelation *rel, size_t n, size_t *unfit)
{
    *unfit = 0;
    for (size_t i = 0; i < n; i++) {
        bool fits;
        TRY(fits_file(cx, rq, &rel[i], &fits));
        if (fits)
            continue;
        const MemberRelation r = rel[i];
        rel[i] = rel[*unfit];
        rel[(*unfit)++] = r;
    }
    return ST_OK;
}

static Status unfit_end(Cx *cx, DbTx *tx, Rq *rq, Str account, const MemberRelation *rel, size_t n,
                        Ended *over)
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

/* M38: a birthday that comes sooner than it did, or a paper in the place of another. */
static Status fit_until(Cx *cx, DbTx *tx, const Rq *rq, Str account, const MemberRelation *rel,
                        size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const Ending e = { rq->web->audit, rq->plan->num, rq->http->peer, rel[i].patient,
                           STR("relation ends sooner") };
        if (!rel[i].until_ms)
            continue;
        TRY(relation_until(cx, tx, rq->plan->num, &(MemberOver){ account, rel[i].patient },
                           rel[i].until_ms));
        TRY(ending_sooner(cx, tx, &e, rq->web->keys, account, rel[i].until_ms));
    }
    return ST_OK;
}

Status person_children(Cx *cx, Rq *rq, Str account)
{
    MemberRelation *rel;
    RosterMinor *minors = NULL;
    RosterMerged *merged;
    size_t merges;
    size_t relations;
    size_t unfit;
    size_t count = 0;
    size_t own = 0; /* a person has one self at most */
    DbTx *tx;
    TRY(selves(cx, rq, account, &rel, &relations));
    for (; own < relations && str_eq(rel[own].relation, STR("self")); own++)
        TRY(minors_of(cx, rq, rel[own].patient, &minors, &count));
    TRY(unfit_find(cx, rq, rel, relations, &unfit));
    if (count == 0 && relations == own)
        return ST_OK;
    MemberEnded ended;
    Ended over = { .count = 0 };
    TRY(merged_of(cx, rq, rel, relations, minors, count, &merged, &merges));
    TRY(db_write(cx, rq->web->db, DB_STATE, &tx));
    TRY(blocks_carry(cx, tx, rq->plan->num, merged, merges)); /* M40: before anybody is given */
    TRY(account_set_minors(cx, tx, rq->plan->num, account, minors, count, &ended));
    for (size_t i = 0; i < ended.count; i++) {
        const MemberOver o = { account, ended.patients[i] };
        TRY(over_end(cx, tx, rq, &o, &over));
    }
    TRY(unfit_end(cx, tx, rq, account, rel, unfit, &over));
    TRY(fit_until(cx, tx, rq, account, rel + unfit, relations - unfit));
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
    const Str why = !out->standing.known          ? STR("record removed")
                    : out->standing.replaced_by.n ? STR("record merged")
                    : !covered                    ? STR("coverage ended")
                                                  : STR("");
    const bool dead = out->standing.deceased;
    out->why = dead ? STR("deceased") : why;
    out->executor_why = dead || why.n ? why : STR("not deceased");
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

Status person_sharing_by(Cx *cx, const Rq *rq, Str account, Str patient, Sharing *out)
{
    DbTx *tx;
    bool executor;
    TRY(person_sharing(cx, rq, patient, out));
    TRY(db_read(cx, rq->web->db, DB_STATE, &tx));
    const Status st = mandate_executor(cx, tx, rq->plan->num, account, patient, &executor);
    db_end(tx);
    if (st == ST_OK && executor)
        out->why = out->executor_why;
    return st;
}

static Status person_grants_end(Cx *cx, const Rq *rq, const MemberOver *o, Str why, bool dead)
{
    DbTx *tx;
    Ended over = { .count = 0 };
    TRY(db_write(cx, rq->web->db, DB_STATE, &tx));
    TRY(grants_end(cx, tx, rq, o, why, &over));
    if (!dead) /* M39 */
        TRY(ending_tell(cx, rq, tx, o, over.list, over.count));
    TRY(over_commit(cx, tx, rq, &over));
    outbox_wake(rq->web->outbox);
    return ST_OK;
}

Status person_recheck(Cx *cx, Rq *rq, Str account, Str patient)
{
    DbTx *tx;
    Sharing now;
    const MemberOver o = { account, patient };
    TRY(person_children(cx, rq, account));
    TRY(person_sharing_by(cx, rq, account, patient, &now));
    if (now.why.n)
        return person_grants_end(cx, rq, &o, now.why, now.standing.deceased);
    TRY(db_read(cx, rq->web->db, DB_STATE, &tx));
    const Status st = account_acts_for(cx, tx, rq->plan->num, account, patient);
    db_end(tx);
    if (st == ST_OK || !forgive(cx, st, ST_FORBIDDEN))
        return st;
    return person_grants_end(cx, rq, &o, STR("relation ended"), now.standing.deceased);
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

Str words_day(Cx *cx, const Rq *rq, int64_t ms)
{
    return words_date(cx, rq, zone_local_ms(rq->plan->zone, ms));
}

Str words_clock(Cx *cx, const Rq *rq, int64_t ms)
{
    return zone_clock(cx, rq->plan->zone, ms, rq->lang == LANG_ES);
}

Str words_zone(const Rq *rq)
{
    return zone_words(rq->plan->zone, rq->lang == LANG_ES);
}

Str words_time(Cx *cx, const Rq *rq, int64_t ms)
{
    return arena_printf(cx->mem, "%.*s, %.*s, %.*s", STR_ARG(words_day(cx, rq, ms)),
                        STR_ARG(words_clock(cx, rq, ms)), STR_ARG(words_zone(rq)));
}

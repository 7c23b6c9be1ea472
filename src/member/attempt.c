/* Tries counted in windows: the count is raised first and judged after, in one statement, so that two
 * at once cannot both be the last one allowed (AUTHORIZATION M9, M24, M27). */
#include "member/member_int.h"

#include "base/date.h"
#include "base/log.h"
#include "http/http.h"

/* Servers try for up to five days before they say that a mail cannot be delivered (RFC 5321 s.4.5.4.1). */
#define MAIL_KEPT_MS (7 * DAY_MS)

static int64_t window_of(const Cx *cx, const AttemptRule *rule)
{
    return cx->now_ms - cx->now_ms % rule->window_ms;
}

static Str subject_of(Cx *cx, const Keys *keys, int64_t plan, Str kind, Str subject)
{
    return member_index(cx, keys, plan, kind, subject);
}

Status attempt_count(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, const AttemptRule *rule,
                     Str subject, bool *within)
{
    DbRows *r;
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO member_attempt (plan, kind, subject, window_ms, count, expires_ms)"
                " VALUES (");
    sql_bind_i64(q, plan);
    sql_text(q, ", ");
    sql_bind_str(q, rule->kind);
    sql_text(q, ", ");
    sql_bind_blob(q, subject_of(cx, keys, plan, rule->kind, subject));
    sql_text(q, ", ");
    sql_bind_i64(q, window_of(cx, rule));
    sql_text(q, ", 1, ");
    sql_bind_i64(q, window_of(cx, rule) + rule->window_ms);
    sql_text(q, ") ON CONFLICT (plan, kind, subject, window_ms) DO UPDATE"
                " SET count = member_attempt.count + 1 RETURNING count");
    TRY(db_one(cx, tx, q, STR("attempt"), &r));
    *within = db_i64(r, 0) <= rule->max;
    return ST_OK;
}

/* The subject's row of the window that runs now. */
static void where_now(Cx *cx, Sql *q, const Keys *keys, int64_t plan, const AttemptRule *rule,
                      Str subject)
{
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND kind = ");
    sql_bind_str(q, rule->kind);
    sql_text(q, " AND subject = ");
    sql_bind_blob(q, subject_of(cx, keys, plan, rule->kind, subject));
    sql_text(q, " AND window_ms = ");
    sql_bind_i64(q, window_of(cx, rule));
}

Status attempt_until(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, const AttemptRule *rule,
                     Str subject, int64_t *ms)
{
    DbRows *r;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT COALESCE(max(count), 0) FROM member_attempt");
    where_now(cx, q, keys, plan, rule, subject);
    TRY(db_one(cx, tx, q, STR("attempt"), &r));
    *ms = db_i64(r, 0) >= rule->max ? window_of(cx, rule) + rule->window_ms : 0;
    return ST_OK;
}

Status attempt_last(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, const AttemptRule *rule,
                    Str subject, int64_t *ms)
{
    DbRows *r;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT COALESCE(max(window_ms), 0) FROM member_attempt WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND kind = ");
    sql_bind_str(q, rule->kind);
    sql_text(q, " AND subject = ");
    sql_bind_blob(q, subject_of(cx, keys, plan, rule->kind, subject));
    TRY(db_one(cx, tx, q, STR("attempt"), &r));
    *ms = db_i64(r, 0);
    return ST_OK;
}

Status attempt_undo(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, const AttemptRule *rule,
                    Str subject, int64_t tries)
{
    Sql *q = sql_new(cx);
    /* The row changes in any case, for SQLite writes no page that stays as it was: nothing taken back would cost
     * less than one try (M8). Rows are swept a day after they expire. */
    sql_text(q, "UPDATE member_attempt SET expires_ms = expires_ms + 1, count = count - ");
    sql_bind_i64(q, tries);
    where_now(cx, q, keys, plan, rule, subject);
    sql_text(q, " AND count > 0");
    return db_exec(cx, tx, q, NULL);
}

/* M9. A session lives 8 hours at most, so a day's window holds all of it. Whoever is found by the id and the last name
 * whole or in short (M5, M6) is counted by both: another suffix, space or second surname begins no new count. */
enum { TRY_SESSION, TRY_PEER, TRY_ID, TRY_ID_SHORT, TRY_PERSON, TRY_PERSON_SHORT, TRY_COUNT };
static const AttemptRule try_rules[TRY_COUNT] = {
    [TRY_SESSION] = { STR_C("match-session"), DAY_MS, 5 },
    [TRY_PEER] = { STR_C("match-peer"), HOUR_MS, 10 },
    [TRY_ID] = { STR_C("match-member-id"), DAY_MS, 5 },
    [TRY_ID_SHORT] = { STR_C("match-member-id"), DAY_MS, 5 },
    [TRY_PERSON] = { STR_C("match-person"), HOUR_MS, 3 },
    [TRY_PERSON_SHORT] = { STR_C("match-person"), HOUR_MS, 3 },
};

/* By the member id where no last name is asked: a birth date alone would keep out all who were born on that day. */
static Str person_subject(Cx *cx, const MatchTry *t, Str id, Str last)
{
    const Str by = t->match & MEMBER_MATCH_LAST ? last : id;
    return by.n ? arena_join(cx->mem, t->details->birth_date, STR("|"), by) : STR("");
}

/* Empty: there is none. */
static void try_subjects(Cx *cx, const MatchTry *t, Str out[TRY_COUNT])
{
    NormId id;
    const NormLast last = norm_last(cx, t->details->last);
    const Str surname = str_eq(last.surname, last.full) ? STR("") : last.surname;
    if (!norm_member_id(cx, t->details->member_id, &id))
        id = (NormId){ STR(""), STR("") };
    out[TRY_SESSION] = session_hash(cx, t->session);
    out[TRY_PEER] = t->peer;
    out[TRY_ID] = id.whole;
    out[TRY_ID_SHORT] = id.base;
    out[TRY_PERSON] = person_subject(cx, t, id.whole, last.full);
    out[TRY_PERSON_SHORT] = person_subject(cx, t, id.base, surname);
}

/* In place of one that there is not, the session, for whom nothing follows: the work is the same (M8). */
static Str subject_or_session(const Str subjects[TRY_COUNT], int rule)
{
    return subjects[subjects[rule].n ? rule : TRY_SESSION];
}

Status match_try(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, const MatchTry *t, bool *within)
{
    Str subjects[TRY_COUNT];
    try_subjects(cx, t, subjects);
    *within = true;
    for (int i = 0; i < TRY_COUNT; i++) {
        bool ok;
        TRY(attempt_count(cx, tx, keys, plan, &try_rules[i], subject_or_session(subjects, i), &ok));
        *within &= ok || !subjects[i].n;
    }
    return ST_OK;
}

Status match_try_done(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, const MatchTry *t,
                      bool matched)
{
    Str subjects[TRY_COUNT];
    try_subjects(cx, t, subjects);
    for (int i = 0; i < TRY_COUNT; i++)
        TRY(attempt_undo(cx, tx, keys, plan, &try_rules[i], subject_or_session(subjects, i),
                         matched));
    return ST_OK;
}

/* ---- by whom the typed number leads to (M9) ---- */

/* Another spelling of a number or a name that finds the same Patient begins no new count: 5 a day, 3 an hour with one
 * birth date. Slots of nobody are counted for the session, so that the work does not tell how many there are (M8). */
static const AttemptRule found_rules[] = { { STR_C("match-found"), DAY_MS, 5 },
                                           { STR_C("match-found-born"), HOUR_MS, 3 } };
#define FOUND_RULES (sizeof found_rules / sizeof *found_rules)
static const Str nobody_kind = STR_C("match-nobody");

static Str found_subject(Cx *cx, const MatchFound *f, size_t slot, size_t rule)
{
    return slot < f->count
               ? arena_join(cx->mem, f->patient[slot], STR("|"), rule ? f->birth_date : STR(""))
               : arena_printf(cx->mem, "%.*s|%zu|%zu", STR_ARG(f->session), slot, rule);
}

static void found_row(Cx *cx, Sql *q, const Keys *keys, int64_t plan, const MatchFound *f,
                      size_t slot, size_t rule, int64_t count)
{
    const AttemptRule *r = &found_rules[rule];
    const Str kind = slot < f->count ? r->kind : nobody_kind;
    sql_text(q, slot || rule ? ", (" : "(");
    sql_bind_i64(q, plan);
    sql_text(q, ", ");
    sql_bind_str(q, kind);
    sql_text(q, ", ");
    sql_bind_blob(q, subject_of(cx, keys, plan, kind, found_subject(cx, f, slot, rule)));
    sql_text(q, ", ");
    const int64_t numbers[] = { window_of(cx, r), count, window_of(cx, r) + r->window_ms };
    sql_bind_list(q, numbers, 3);
    sql_text(q, ")");
}

/* All in one statement, the same for one try more, for one less and for none less: each row is written (attempt_undo). */
static Status found_add(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, const MatchFound *f,
                        int64_t add, DbRows **out)
{
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO member_attempt (plan, kind, subject, window_ms, count, expires_ms)"
                " VALUES ");
    for (size_t i = 0; i < LIMIT_MATCH_SLOTS; i++)
        for (size_t j = 0; j < FOUND_RULES; j++)
            found_row(cx, q, keys, plan, f, i, j, add > 0);
    sql_text(q, " ON CONFLICT (plan, kind, subject, window_ms) DO UPDATE SET expires_ms ="
                " member_attempt.expires_ms + 1, count = member_attempt.count + ");
    sql_bind_i64(q, add);
    sql_text(q, " RETURNING kind, count");
    return db_query(cx, tx, q, out);
}

static bool found_within(Str kind, int64_t count)
{
    for (size_t i = 0; i < FOUND_RULES; i++)
        if (str_eq(kind, found_rules[i].kind))
            return count <= found_rules[i].max;
    return true;
}

Status found_try(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, const MatchFound *f,
                 bool *within)
{
    DbRows *r;
    Status st;
    *within = true;
    TRY(found_add(cx, tx, keys, plan, f, 1, &r));
    while (db_next(cx, r, &st))
        *within &= found_within(db_str(r, 0), db_i64(r, 1));
    return st;
}

Status found_try_done(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, const MatchFound *f,
                      bool matched)
{
    DbRows *r;
    Status st;
    TRY(found_add(cx, tx, keys, plan, f, matched ? -1 : 0, &r));
    while (db_next(cx, r, &st))
        ;
    return st;
}

/* ---- codes ---- */

static Str network_of(Cx *cx, Str peer)
{
    return http_network(cx, peer, 24, 56); /* M24 */
}

static const AttemptRule code_rule = { STR_C("code-network"), HOUR_MS, 100 };
/* From here on one of 10^8 codes would be met by chance with more than 10^-5 (M24). */
static const AttemptRule all_rule = { STR_C("code-all"), HOUR_MS, 1000 };
static const AttemptRule told_rule = { STR_C("code-all-told"), HOUR_MS, 1 };

/* Counted over everybody; the operator is told once an hour. */
static Status all_count(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan)
{
    bool calm;
    bool first = false;
    TRY(attempt_count(cx, tx, keys, plan, &all_rule, STR(""), &calm));
    if (!calm)
        TRY(attempt_count(cx, tx, keys, plan, &told_rule, STR(""), &first));
    if (first)
        LOG(cx, LOG_ERROR, "codes_guessed", { STR("plan"), log_i64(cx, plan) });
    return ST_OK;
}

Status code_try(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str peer, bool *within)
{
    *within = true;
    TRY(all_count(cx, tx, keys, plan));
    return peer.n ? attempt_count(cx, tx, keys, plan, &code_rule, network_of(cx, peer), within)
                  : ST_OK;
}

Status code_try_done(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str peer, Status judged)
{
    if (judged != ST_OK && judged != ST_EXPIRED)
        return ST_OK;
    TRY(attempt_undo(cx, tx, keys, plan, &all_rule, STR(""), 1));
    return attempt_undo(cx, tx, keys, plan, &code_rule, network_of(cx, peer), 1);
}

/* While codes are guessed all over a plan, each has one try: what is left to somebody with many addresses is what
 * the budget of mails allows, and a person who mistypes asks for another code. */
Status code_tries(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, int *tries)
{
    int64_t until;
    TRY(attempt_until(cx, tx, keys, plan, &all_rule, STR(""), &until));
    *tries = until ? 1 : MEMBER_CODE_TRIES;
    return ST_OK;
}

Status member_sweep(Cx *cx, DbTx *tx, int64_t plan)
{
    const int64_t before_ms = cx->now_ms - DAY_MS;
    TRY(db_sweep(cx, tx, "DELETE FROM member_attempt WHERE plan = ", plan, before_ms));
    TRY(db_sweep(cx, tx, "DELETE FROM member_code WHERE plan = ", plan, before_ms));
    TRY(db_sweep(cx, tx, "DELETE FROM member_signin WHERE plan = ", plan, before_ms));
    TRY(db_sweep(cx, tx, "DELETE FROM member_undo WHERE plan = ", plan, before_ms));
    TRY(db_sweep(cx, tx, "DELETE FROM member_held WHERE plan = ", plan, before_ms));
    TRY(db_sweep(cx, tx, "DELETE FROM member_letter WHERE plan = ", plan, before_ms));
    TRY(db_sweep(cx, tx, "DELETE FROM member_session WHERE plan = ", plan, before_ms));
    return db_sweep(cx, tx, "DELETE FROM mail_outbox WHERE plan = ", plan,
                    cx->now_ms - MAIL_KEPT_MS);
}

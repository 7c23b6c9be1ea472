/* A plan's own register of representatives, as a CSV file: read here, and held against the one read before
 * (AUTHORIZATION M34, M36). What it gives waits for a second person, as papers do. */
#include "member/member_int.h"

#include "base/csv.h"
#include "base/date.h"

#include <stdlib.h>

enum { PATIENT, BASIS, FIRST, LAST, EMAIL, EVIDENCE, FROM, UNTIL, LIMITS, LANG, COLUMNS };
static const Str columns[COLUMNS] = {
    STR_C("patient"),  STR_C("basis"), STR_C("first"), STR_C("last"),   STR_C("email"),
    STR_C("evidence"), STR_C("from"),  STR_C("until"), STR_C("limits"), STR_C("lang"),
};
#define HEAD "the first line is patient,basis,first,last,email,evidence,from,until,limits,lang"

/* ---- a line ---- */

typedef struct Reading {
    Cx *cx;
    Csv csv;
    Str by;
    Designations *out;
    size_t room;
    size_t wrong_room;
} Reading;

static void wrong(Reading *r, size_t line, Str column, Str why)
{
    Designations *d = r->out;
    ARENA_GROW(r->cx->mem, d->wrong, d->wrong_count, r->wrong_room, 16);
    d->wrong[d->wrong_count++] = (DesignationWrong){ line, column, why };
}

static Status read_day(Cx *cx, const Csv *csv, size_t column, bool last, int64_t *ms)
{
    DateRange day;
    if (csv->fields[column].n == 0)
        return ST_OK;
    if (!date_parse_day(csv->fields[column], &day))
        return fail(cx, ST_INVALID, columns[column], "a day, such as 2027-01-31");
    *ms = last ? day.hi_ms : day.lo_ms;
    return ST_OK;
}

/* A word that may be missing. */
static Status read_word(Cx *cx, const Csv *csv, size_t column, Str word, const char *why, bool *is)
{
    const Str text = csv->fields[column];
    *is = str_eq(text, word);
    return *is || text.n == 0 ? ST_OK : fail(cx, ST_INVALID, columns[column], why);
}

static Str key_of(Cx *cx, const Mandate *m)
{
    return arena_join(cx->mem, m->patient, STR(" "), arena_lower(cx->mem, m->email));
}

static Status read_row(Cx *cx, const Csv *csv, Str by, Designation *d)
{
    bool limited;
    bool es = str_eq(csv->fields[LANG], STR("es"));
    Mandate *m = &d->mandate;
    *m = (Mandate){ .patient = csv->fields[PATIENT],
                    .basis = csv->fields[BASIS],
                    .first = csv->fields[FIRST],
                    .last = csv->fields[LAST],
                    .evidence = csv->fields[EVIDENCE],
                    .lang = es ? STR("es") : STR("en"),
                    .asked_by = by,
                    .loaded = true,
                    .from_ms = cx->now_ms };
    if (m->patient.n == 0)
        return fail(cx, ST_INVALID, columns[PATIENT], "is needed: the member's Patient id");
    TRY(email_canonical(cx, csv->fields[EMAIL], &m->email));
    TRY(read_day(cx, csv, FROM, false, &m->from_ms));
    TRY(read_day(cx, csv, UNTIL, true, &m->until_ms));
    TRY(read_word(cx, csv, LIMITS, STR("no-sensitive"), "empty, or no-sensitive", &limited));
    if (!es)
        TRY(read_word(cx, csv, LANG, STR("en"), "en or es", &es));
    m->limits = limited ? MEMBER_LIMIT_SENSITIVE : 0;
    d->has_from = csv->fields[FROM].n > 0;
    d->over = m->until_ms && m->until_ms <= cx->now_ms;
    return d->over ? ST_OK : mandate_check(cx, m);
}

static Status read_line(Reading *r)
{
    Cx *cx = r->cx;
    Designation d = { .line = r->csv.line };
    if (r->csv.why) {
        wrong(r, d.line, columns[r->csv.column], str_of(r->csv.why));
        return ST_OK;
    }
    const Status st = read_row(cx, &r->csv, r->by, &d);
    if (st != ST_OK) { /* --first of a command is the column first here */
        const Str where = cx->fault.where;
        const Str column = str_starts(where, STR("--")) ? str_from(where, 2) : where;
        wrong(r, d.line, arena_dup(cx->mem, column), arena_dup(cx->mem, cx->fault.detail));
        return forgive(cx, st, ST_INVALID) ? ST_OK : st;
    }
    d.key = key_of(cx, &d.mandate);
    if (r->out->count == LIMIT_DESIGNATIONS)
        return failf(cx, ST_TOO_LONG, STR("register"), "more than %u lines", LIMIT_DESIGNATIONS);
    ARENA_GROW(cx->mem, r->out->rows, r->out->count, r->room, 64);
    r->out->rows[r->out->count++] = d;
    return ST_OK;
}

/* ---- the whole ---- */

static int by_key(const void *a, const void *b)
{
    const Designation *x = a;
    const Designation *y = b;
    const int by = str_cmp(x->key, y->key);
    return by ? by : (x->line > y->line) - (x->line < y->line);
}

static void twice_find(Reading *r)
{
    const Designations *d = r->out;
    for (size_t i = 1; i < d->count; i++)
        if (str_eq(d->rows[i].key, d->rows[i - 1].key))
            wrong(r, d->rows[i].line, columns[EMAIL],
                  STR("a second line of this member and person"));
}

Status designations_read(Cx *cx, Str csv, Str by, Designations *out)
{
    Reading r = { .cx = cx, .csv = csv_new(csv, columns, COLUMNS), .by = by, .out = out };
    *out = (Designations){ .count = 0 };
    TRY(by_check(cx, by));
    if (csv.n > LIMIT_REGISTER)
        return failf(cx, ST_TOO_LONG, STR("register"), "more than %u bytes", LIMIT_REGISTER);
    if (!str_ends(csv, STR("\n"))) /* half a file would end whom the other half names */
        return fail(cx, ST_INVALID, STR("register"), "is cut off: the last line does not end");
    if (!csv_next(&r.csv) || r.csv.why || !csv_is_head(&r.csv, COLUMNS))
        return fail(cx, ST_INVALID, STR("register"), HEAD);
    while (csv_next(&r.csv))
        TRY(read_line(&r));
    if (out->count)
        qsort(out->rows, out->count, sizeof *out->rows, by_key);
    twice_find(&r);
    return out->count || out->wrong_count
               ? ST_OK
               : fail(cx, ST_INVALID, STR("register"), "names nobody: who ends all ends each");
}

static int to_key(const void *key, const void *row)
{
    return str_cmp(*(const Str *)key, ((const Designation *)row)->key);
}

Designation *designation_find(const Designations *d, Str key)
{
    return d->count ? bsearch(&key, d->rows, d->count, sizeof *d->rows, to_key) : NULL;
}

Status designations_now(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Designations *out)
{
    Mandate *all;
    *out = (Designations){ .count = 0 };
    TRY(mandates_loaded(cx, tx, keys, plan, &all, &out->count));
    out->rows = ARENA_ARRAY(cx->mem, Designation, out->count);
    for (size_t i = 0; i < out->count; i++)
        out->rows[i] = (Designation){ .key = key_of(cx, &all[i]), .mandate = all[i] };
    if (out->count)
        qsort(out->rows, out->count, sizeof *out->rows, by_key);
    return ST_OK;
}

DesignationStep designation_step(const Designation *d, const Mandate *now)
{
    const Mandate *m = &d->mandate;
    if (now->id.n == 0)
        return DESIGNATION_NEW;
    const bool same = str_eq(m->basis, now->basis) && str_eq(m->first, now->first) &&
                      str_eq(m->last, now->last) && str_eq(m->evidence, now->evidence) &&
                      m->limits == now->limits && m->until_ms == now->until_ms &&
                      (!d->has_from || m->from_ms == now->from_ms);
    return same ? DESIGNATION_SAME : DESIGNATION_CHANGED;
}

/* ---- what waits ---- */

Status register_put(Cx *cx, DbTx *tx, int64_t plan, const Register *in)
{
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO member_register (plan, digest, asked_by, asked_ms, waits) VALUES (");
    sql_bind_i64(q, plan);
    sql_text(q, ", ");
    sql_bind_blob(q, in->digest);
    sql_text(q, ", ");
    sql_bind_str(q, in->asked_by);
    sql_text(q, ", ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, ", ");
    sql_bind_i64(q, in->waits);
    sql_text(q, ") ON CONFLICT (plan) DO UPDATE SET digest = excluded.digest, asked_by ="
                " excluded.asked_by, asked_ms = excluded.asked_ms, waits = excluded.waits");
    return db_exec(cx, tx, q, NULL);
}

Status register_hold(Cx *cx, DbTx *tx, int64_t plan, Str digest, Str by, Register *out)
{
    DbRows *r;
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE member_register SET waits = waits WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND waits = 1 AND digest = ");
    sql_bind_blob(q, digest);
    sql_text(q, " RETURNING asked_by");
    const Status st = db_one(cx, tx, q, STR("register"), &r);
    if (st != ST_OK)
        return forgive(cx, st, ST_NOT_FOUND)
                   ? fail(cx, ST_CONFLICT, STR("register"), "is not the one that waits")
                   : st;
    *out = (Register){ digest, arena_dup(cx->mem, db_str(r, 0)), true };
    return by_another(cx, by, out->asked_by);
}

/* ---- less than before ---- */

static Status less_write(Cx *cx, DbTx *tx, int64_t plan, const char *table, const Mandate *m)
{
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE ");
    sql_text(q, table);
    sql_text(q, " SET limits = ");
    sql_bind_i64(q, (int64_t)m->limits);
    sql_text(q, ", valid_to_ms = ");
    sql_bind_i64(q, m->until_ms);
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND account = ");
    sql_bind_str(q, m->account);
    sql_text(q, " AND patient = ");
    sql_bind_str(q, m->patient);
    sql_text(q, " AND ended_ms IS NULL");
    return db_exec(cx, tx, q, NULL);
}

Status mandate_less(Cx *cx, DbTx *tx, int64_t plan, Mandate *now, const Mandate *wanted, bool *is)
{
    const uint64_t limits = now->limits | wanted->limits;
    const int64_t until = wanted->until_ms < now->until_ms ? wanted->until_ms : now->until_ms;
    *is = limits != now->limits || until != now->until_ms;
    if (!*is)
        return ST_OK;
    now->limits = limits;
    now->until_ms = until;
    TRY(account_wait(cx, tx, plan, now->account));
    TRY(less_write(cx, tx, plan, "member_mandate", now));
    return less_write(cx, tx, plan, "member_relation", now);
}

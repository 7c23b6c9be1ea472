#include "fhir/relabel.h"

#include "base/limits.h"
#include "fhir/match_int.h"
#include "fhir/pack.h"
#include "fhir/record_int.h"
#include "fhir/store_int.h"

#include <assert.h>
#include <stdlib.h>

/* Of one transaction, and of the member it ends with: who reads a stale member waits for its end. */
#define SOME_RESOURCES 500
#define ASK_PACKS 16u /* in one look-up, a power of two */

/* ---- how far it is ----------------------------------------------------------------------------- */

Status relabel_state(Cx *cx, DbTx *tx, int64_t plan, RelabelState *out)
{
    int64_t table = 0;
    *out = (RelabelState){ .at = 0 };
    TRY(store_counter(cx, tx, plan, STR("labels"), &table));
    TRY(store_counter(cx, tx, plan, STR("labels at"), &out->at));
    TRY(store_counter(cx, tx, plan, STR("labels end"), &out->end));
    out->table = (uint64_t)table;
    return ST_OK;
}

static Status state_put(Cx *cx, DbTx *tx, int64_t plan, const RelabelState *state)
{
    TRY(store_counter_put(cx, tx, plan, STR("labels"), (int64_t)state->table));
    TRY(store_counter_put(cx, tx, plan, STR("labels at"), state->at));
    return store_counter_put(cx, tx, plan, STR("labels end"), state->end);
}

static Status early_clear(Cx *cx, DbTx *tx, int64_t plan)
{
    Sql *q = sql_new(cx);
    sql_text(q, "DELETE FROM fhir_relabelled WHERE plan = ");
    sql_bind_i64(q, plan);
    return db_exec(cx, tx, q, NULL);
}

Status relabel_begin(Cx *cx, DbTx *tx, int64_t plan, const LabelTable *labels)
{
    RelabelState state;
    int64_t next = 1;
    TRY(store_lock(cx, tx, plan));
    TRY(relabel_state(cx, tx, plan, &state));
    if (state.table == labels_fingerprint(labels))
        return ST_OK;
    TRY(store_counter(cx, tx, plan, STR("compartment"), &next));
    TRY(early_clear(cx, tx, plan));
    /* The directory, which has the number 0, is the first that is stale. */
    state = (RelabelState){ labels_fingerprint(labels), DIRECTORY, next };
    return state_put(cx, tx, plan, &state);
}

Status relabel_needed(Cx *cx, DbTx *tx, int64_t plan, const RelabelState *state,
                      int64_t compartment, bool *needed)
{
    DbRows *row;
    Sql *q = sql_new(cx);
    *needed = compartment >= state->at && compartment < state->end;
    if (!*needed)
        return ST_OK;
    sql_text(q, "SELECT compartment FROM fhir_relabelled WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND compartment = ");
    sql_bind_i64(q, compartment);
    const Status st = db_one(cx, tx, q, STR("member"), &row);
    *needed = st == ST_NOT_FOUND;
    return forgive(cx, st, ST_NOT_FOUND) ? ST_OK : st;
}

/* ---- one member, or the directory -------------------------------------------------------------- */

/* A row of fhir_entry or fhir_history. */
typedef struct Judged {
    FhirRef ref;
    int64_t rid;
    int64_t pack;
    int64_t version;
    uint64_t own;
    uint64_t labels;
    int64_t updated_ms; /* of a version before */
    Str links;
} Judged;

typedef struct Judging {
    Store *s;
    int64_t compartment;
    Cx one; /* memory for one body */
    Judged *rows;
    size_t count;
    size_t room;
    RelabelCounts *counts;
} Judging;

static int by_rid(const void *a, const void *b)
{
    const Judged *x = a;
    const Judged *y = b;
    return (x->rid > y->rid) - (x->rid < y->rid);
}

static void of_compartment(Sql *q, const Judging *j)
{
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, j->s->plan);
    sql_text(q, " AND compartment = ");
    sql_bind_i64(q, j->compartment);
}

/* Of what is the plan's only what may say something of a member, or may itself be withheld: a Device without a
 * patient, a Provenance of an entry. */
static bool judged_of_plan(const TypeRow *t)
{
    const bool member = t->owner == OWNER_SELF || t->owner == OWNER_PATH;
    return label_gives(t) || (label_type(t) && !member && t->owner != OWNER_NONE);
}

static void of_types(Sql *q, const Judging *j, const char *type)
{
    int64_t types[16];
    size_t n = 0;
    for (size_t i = 0; i < type_table_count; i++)
        if (judged_of_plan(&type_table[i]))
            types[n++] = type_table[i].num;
    assert(n <= sizeof types / sizeof *types);
    if (j->compartment != DIRECTORY)
        return;
    sql_text(q, " AND ");
    sql_text(q, type);
    sql_text(q, " IN (");
    sql_bind_i64s(q, types, n);
    sql_text(q, ")");
}

static Status entries_read(Cx *cx, Judging *j)
{
    DbRows *rows;
    Status st;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT type, id, rid, pack, version, labels_own, labels, links FROM fhir_entry");
    of_compartment(q, j);
    of_types(q, j, "type");
    sql_text(q, " AND deleted = 0");
    TRY(db_query(cx, j->s->tx, q, &rows));
    while (db_next(cx, rows, &st)) {
        ARENA_GROW(cx->mem, j->rows, j->count, j->room, 256);
        j->rows[j->count++] =
            (Judged){ { (uint16_t)db_i64(rows, 0), arena_dup(cx->mem, db_str(rows, 1)) },
                      db_i64(rows, 2),
                      db_i64(rows, 3),
                      db_i64(rows, 4),
                      (uint64_t)db_i64(rows, 5),
                      (uint64_t)db_i64(rows, 6),
                      0,
                      arena_dup(cx->mem, db_blob(rows, 7)) };
    }
    if (j->count > 1)
        qsort(j->rows, j->count, sizeof *j->rows, by_rid);
    return st;
}

/* out is in j->one. */
static Status judge(Cx *cx, Judging *j, Str body, const Judged *row, Record *out)
{
    JsonDoc *doc;
    arena_reset(j->one.mem);
    if (json_parse(&j->one, record_unlabel(&j->one, body, row->labels), &doc) != ST_OK)
        return fail(cx, ST_INTERNAL, STR("body"), "what is stored is no JSON");
    *out = (Record){ .type = type_by_num(row->ref.type),
                     .id = row->ref.id,
                     .owner = j->compartment == DIRECTORY ? RECORD_OF_PLAN : RECORD_OF_PATIENT };
    record_judge(&j->one, json_root(doc), &j->s->rules, out);
    return ST_OK;
}

static bool as_before(const Record *r, const Judged *row)
{
    return r->own == row->own && str_eq(r->links, row->links);
}

static void judged_put(Sql *q, const Judging *j, const Judged *row, const Record *r)
{
    sql_text(q, " SET labels_own = ");
    sql_bind_i64(q, (int64_t)r->own);
    sql_text(q, ", links = ");
    sql_bind_blob(q, r->links);
    row_where(q, j->s, j->compartment, &row->ref);
}

static Status entry_judge(Cx *cx, Judging *j, Str body, const Judged *row)
{
    Record r;
    TRY(judge(cx, j, body, row, &r));
    if (as_before(&r, row))
        return ST_OK;
    Record *kept = ARENA_NEW(cx->mem, Record); /* what labels_settle asks of one */
    *kept = (Record){ .type = r.type,
                      .id = r.id,
                      .own = r.own,
                      .links = arena_dup(cx->mem, r.links),
                      .reason = arena_dup(cx->mem, r.reason) };
    labels_judged(cx, j->s, j->compartment, kept);
    j->counts->changed++;
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE fhir_entry");
    judged_put(q, j, row, kept);
    return db_exec(cx, j->s->tx, q, NULL);
}

static Status pack_judge(Cx *cx, Judging *j, Str pack)
{
    Judged key = { .rid = 0 };
    Str body;
    for (PackIter it = pack_iter(pack); pack_next(&it, &key.rid, &body);) {
        const Judged *row = bsearch(&key, j->rows, j->count, sizeof *j->rows, by_rid);
        if (row)
            TRY(entry_judge(cx, j, body, row));
    }
    return ST_OK;
}

static Status packs_some(Cx *cx, Judging *j, const int64_t *packs, size_t count)
{
    DbRows *rows;
    Status st;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT bytes FROM fhir_body");
    of_compartment(q, j);
    sql_text(q, " AND pack IN (");
    sql_bind_i64s(q, packs, count);
    sql_text(q, ")");
    TRY(db_query(cx, j->s->tx, q, &rows));
    while (db_next(cx, rows, &st))
        TRY(pack_judge(cx, j, db_blob(rows, 0)));
    return st;
}

static int by_number(const void *a, const void *b)
{
    const int64_t x = *(const int64_t *)a;
    const int64_t y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* By their numbers: SQLite knows bodies by nothing else. */
static Status member_packs(Cx *cx, Judging *j)
{
    int64_t *packs = ARENA_ARRAY(cx->mem, int64_t, j->count);
    size_t n = 0;
    for (size_t i = 0; i < j->count; i++)
        packs[i] = j->rows[i].pack;
    if (j->count > 1)
        qsort(packs, j->count, sizeof *packs, by_number);
    for (size_t i = 0; i < j->count; i++)
        if (n == 0 || packs[n - 1] != packs[i])
            packs[n++] = packs[i];
    for (size_t i = 0; i < n; i += ASK_PACKS)
        TRY(packs_some(cx, j, packs + i, n - i < ASK_PACKS ? n - i : ASK_PACKS));
    return ST_OK;
}

/* A pack of the directory has one body. */
static Status directory_packs(Cx *cx, Judging *j)
{
    DbRows *rows;
    Status st;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT b.bytes FROM fhir_entry e JOIN fhir_body b ON b.plan = e.plan AND"
                " b.compartment = e.compartment AND b.pack = e.pack WHERE e.plan = ");
    sql_bind_i64(q, j->s->plan);
    sql_text(q, " AND e.compartment = ");
    sql_bind_i64(q, DIRECTORY);
    of_types(q, j, "e.type");
    sql_text(q, " AND e.deleted = 0");
    TRY(db_query(cx, j->s->tx, q, &rows));
    while (db_next(cx, rows, &st))
        TRY(pack_judge(cx, j, db_blob(rows, 0)));
    return st;
}

/* ---- its history ------------------------------------------------------------------------------- */

/* labels_settle says what follows from it for a member; in the directory nothing does. */
static Status version_put(Cx *cx, const Judging *j, const Judged *row, Str body, const Record *is)
{
    Record r;
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE fhir_history");
    judged_put(q, j, row, is);
    sql_text(q, " AND version = ");
    sql_bind_i64(q, row->version);
    TRY(db_exec(cx, j->s->tx, q, NULL));
    if (j->compartment != DIRECTORY || !label_type(type_by_num(row->ref.type)))
        return ST_OK;
    body = arena_dup(cx->mem, record_unlabel(cx, body, row->labels));
    TRY(record_make(cx, body, &j->s->rules, &r));
    const RowWrite past = { .r = &r, .version = row->version, .labels = label_firm(is->own) };
    return row_past(cx, j->s, &past, row->updated_ms);
}

static Status history_judge(Cx *cx, Judging *j)
{
    DbRows *rows;
    Status st;
    Sql *q = sql_new(cx);
    sql_text(
        q,
        "SELECT type, id, version, labels_own, labels, updated_ms, links, bytes FROM fhir_history");
    of_compartment(q, j);
    of_types(q, j, "type");
    sql_text(q, " AND bytes IS NOT NULL");
    TRY(db_query(cx, j->s->tx, q, &rows));
    while (db_next(cx, rows, &st)) {
        Record r;
        const Judged row = { .ref = { (uint16_t)db_i64(rows, 0), db_str(rows, 1) },
                             .version = db_i64(rows, 2),
                             .own = (uint64_t)db_i64(rows, 3),
                             .labels = (uint64_t)db_i64(rows, 4),
                             .updated_ms = db_i64(rows, 5),
                             .links = db_blob(rows, 6) };
        TRY(judge(cx, j, db_blob(rows, 7), &row, &r));
        if (!as_before(&r, &row))
            TRY(version_put(cx, j, &row, db_blob(rows, 7), &r));
    }
    return st;
}

static void before(Sql *q, const char *table, const char *column)
{
    sql_text(q, column);
    sql_text(q, " = coalesce((SELECT h.");
    sql_text(q, column);
    sql_text(q, " FROM fhir_history h WHERE h.plan = ");
    sql_text(q, table);
    sql_text(q, ".plan AND h.compartment = ");
    sql_text(q, table);
    sql_text(q, ".compartment AND h.type = ");
    sql_text(q, table);
    sql_text(q, ".type AND h.id = ");
    sql_text(q, table);
    sql_text(q, ".id AND h.version = ");
    sql_text(q, table);
    sql_text(q, ".version - 1), ");
    sql_text(q, column);
    sql_text(q, ")");
}

/* That something was deleted is told to whom it could be shown. */
static Status deleted_judge(Cx *cx, const Judging *j, const char *table)
{
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE ");
    sql_text(q, table);
    sql_text(q, " SET ");
    before(q, table, "labels_own");
    sql_text(q, ", ");
    before(q, table, "labels");
    sql_text(q, ", ");
    before(q, table, "links");
    of_compartment(q, j);
    of_types(q, j, "type");
    sql_text(q, " AND deleted = 1");
    return db_exec(cx, j->s->tx, q, NULL);
}

/* What is deleted of the directory goes on labelling who names it. */
static Status gone_judge(Cx *cx, const Judging *j)
{
    DbRows *rows;
    Status st;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT type, id, labels_own, links FROM fhir_entry");
    of_compartment(q, j);
    of_types(q, j, "type");
    sql_text(q, " AND deleted = 1");
    TRY(db_query(cx, j->s->tx, q, &rows));
    while (db_next(cx, rows, &st)) {
        Record *r = ARENA_NEW(cx->mem, Record);
        *r = (Record){ .type = type_by_num((uint16_t)db_i64(rows, 0)),
                       .id = arena_dup(cx->mem, db_str(rows, 1)),
                       .own = (uint64_t)db_i64(rows, 2),
                       .links = arena_dup(cx->mem, db_blob(rows, 3)),
                       .reason = STR("") };
        labels_judged(cx, j->s, j->compartment, r);
    }
    return st;
}

/* ---- in a transaction -------------------------------------------------------------------------- */

static Status compartment_judge(Cx *cx, Judging *j)
{
    TRY(entries_read(cx, j));
    TRY(j->compartment == DIRECTORY ? directory_packs(cx, j) : member_packs(cx, j));
    TRY(history_judge(cx, j));
    TRY(deleted_judge(cx, j, "fhir_history"));
    TRY(deleted_judge(cx, j, "fhir_entry"));
    if (j->compartment != DIRECTORY)
        labels_judged(cx, j->s, j->compartment, NULL);
    else
        TRY(gone_judge(cx, j));
    j->counts->members += j->compartment != DIRECTORY;
    j->counts->resources += (int64_t)j->count;
    return ST_OK;
}

static Status compartment_again(Cx *cx, Store *s, int64_t compartment, RelabelCounts *counts)
{
    Judging j = { .s = s, .compartment = compartment, .counts = counts };
    j.one = (Cx){ .mem = arena_new(1u << 16), .now_ms = cx->now_ms };
    const Status st = compartment_judge(cx, &j);
    arena_free(j.one.mem);
    return st;
}

Status relabel_some(Cx *cx, DbTx *tx, int64_t plan, const RecordRules *rules, RelabelCounts *counts,
                    bool *more)
{
    Store *s;
    RelabelState state;
    const int64_t before = counts->resources;
    TRY(store_begin(cx, tx, plan, rules, &s));
    TRY(relabel_state(cx, tx, plan, &state));
    /* The directory first and alone: who names one of it is labelled by what it says now. */
    do
        if (state.at < state.end)
            TRY(compartment_again(cx, s, state.at++, counts));
    while (state.at < state.end && state.at > DIRECTORY + 1 &&
           counts->resources - before < SOME_RESOURCES);
    *more = state.at < state.end;
    if (!*more)
        TRY(early_clear(cx, tx, plan));
    TRY(state_put(cx, tx, plan, &state));
    return store_end(cx, s);
}

Status relabel_member(Cx *cx, DbTx *tx, int64_t plan, const RecordRules *rules, int64_t compartment)
{
    Store *s;
    RelabelCounts counts = { .members = 0 };
    TRY(store_begin(cx, tx, plan, rules, &s));
    TRY(compartment_again(cx, s, compartment, &counts));
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO fhir_relabelled (plan, compartment) VALUES (");
    sql_bind_i64(q, plan);
    sql_text(q, ",");
    sql_bind_i64(q, compartment);
    sql_text(q, ") ON CONFLICT (plan, compartment) DO NOTHING");
    TRY(db_exec(cx, tx, q, NULL));
    return store_end(cx, s);
}

/* Labels at a batch's end. fhir_label has the few rows that matter, so a member none of whose resources
 * has to do with labels costs a share of one look-up; where one has, all rows of hers are read and
 * spread.c says what follows. What is written before is written with what can be known by then, so that
 * few rows are written twice. */
#include "fhir/label.h"
#include "fhir/match_int.h"
#include "fhir/spread.h"
#include "fhir/store_label_int.h"

#include <stdlib.h>

/* A resource of the member that is settled, or a version before. */
typedef struct Standing {
    FhirRef ref;
    int64_t rid;
    int64_t version;
    int64_t updated_ms;
    int64_t pack; /* 0: of a version before */
    uint64_t own;
    uint64_t labels; /* as stored */
    bool deleted;
} Standing;

typedef struct Settling {
    Store *s;
    Cx *keep; /* for what the batch goes on with: the rest goes with the member */
    int64_t compartment;
    const Touched *touched; /* of this member, in the order of refs */
    size_t touched_count;
    const Labelled *labelled; /* as stored, in the order of refs */
    size_t labelled_count;
    Puts *puts;
    Standing *rows; /* her resources, then versions before, each in the order of refs */
    SpreadRow *spread;
    size_t count;
    size_t past; /* where those begin */
    size_t room;
    size_t spread_room;
} Settling;

/* ---- what was changed -------------------------------------------------------------------------- */

static void touch(Cx *cx, Store *s, Touched t)
{
    ARENA_GROW(cx->mem, s->touched, s->touched_count, s->touched_room, 256);
    s->touched[s->touched_count++] = t;
}

void labels_written(Cx *cx, Store *s, const RowWrite *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const Record *r = rows[i].r;
        /* Most of a directory: it says nothing, and never did. */
        if (rows[i].compartment == DIRECTORY && r->own == 0 && rows[i].version == 1)
            continue;
        touch(cx, s,
              (Touched){ rows[i].compartment,
                         { r->type->num, r->id },
                         r,
                         .written = true,
                         .guessed = rows[i].labels != 0 });
    }
}

void labels_gone(Cx *cx, Store *s, int64_t compartment, const FhirRef *ref)
{
    touch(cx, s, (Touched){ compartment, *ref, .written = false });
}

void labels_judged(Cx *cx, Store *s, int64_t compartment, const Record *r)
{
    const FhirRef ref = { r ? r->type->num : 0, r ? r->id : STR_NONE };
    touch(cx, s, (Touched){ compartment, ref, r, .written = false });
}

static int by_member(const void *a, const void *b)
{
    const Touched *x = a;
    const Touched *y = b;
    if (x->compartment != y->compartment)
        return x->compartment < y->compartment ? -1 : 1;
    return fhir_ref_cmp(&x->ref, &y->ref);
}

/* ---- one member -------------------------------------------------------------------------------- */

static void row_add(Cx *cx, Settling *m, const DbRows *row, bool past)
{
    size_t n = m->count;
    ARENA_GROW(cx->mem, m->rows, m->count, m->room, 256);
    ARENA_GROW(cx->mem, m->spread, n, m->spread_room, 256);
    Standing *r = &m->rows[m->count];
    *r = (Standing){ .ref = { (uint16_t)db_i64(row, 0), arena_dup(cx->mem, db_str(row, 1)) },
                     .own = (uint64_t)db_i64(row, 2),
                     .labels = (uint64_t)db_i64(row, 3),
                     .rid = db_i64(row, 7),
                     .version = db_i64(row, 8),
                     .updated_ms = db_i64(row, 9),
                     .deleted = db_i64(row, 10) != 0,
                     .pack = past ? 0 : db_i64(row, 11) };
    m->spread[m->count++] = (SpreadRow){ .link = spread_link(r->ref.type, r->ref.id),
                                         .own = r->own,
                                         .links = arena_dup(cx->mem, db_blob(row, 4)),
                                         .when = { db_i64(row, 5), db_i64(row, 6) },
                                         .past = past,
                                         .gone = r->deleted };
}

#define COLUMNS                                                                                    \
    "SELECT type, id, labels_own, labels, links, when_lo_ms, when_hi_ms, rid, version,"            \
    " updated_ms, deleted"

static Status rows_read(Cx *cx, Settling *m, const char *select, bool past)
{
    DbRows *rows;
    Status st;
    Sql *q = sql_new(cx);
    sql_text(q, select);
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, m->s->plan);
    sql_text(q, " AND compartment = ");
    sql_bind_i64(q, m->compartment);
    sql_text(q, " ORDER BY type, id");
    TRY(db_query(cx, m->s->tx, q, &rows));
    while (db_next(cx, rows, &st))
        row_add(cx, m, rows, past);
    return st;
}

static Status member_read(Cx *cx, Settling *m)
{
    Asks asks = { .n = 0 };
    TRY(rows_read(cx, m, COLUMNS ", pack FROM fhir_entry", false));
    m->past = m->count;
    TRY(rows_read(cx, m, COLUMNS " FROM fhir_history", true));
    for (size_t i = 0; i < m->count; i++)
        asks_add(m->keep, m->s, &asks, m->spread[i].links);
    TRY(givers_ask(cx, m->s, &asks));
    for (size_t i = 0; i < m->count; i++)
        m->spread[i].own |= given_by_care(m->s, m->spread[i].links);
    return ST_OK;
}

static Status minor_of(Cx *cx, const Settling *m, DateRange *out)
{
    DbRows *rows;
    Status st;
    const uint16_t patient = type_by_name(STR("Patient"))->num;
    Sql *q = sql_new(cx);
    *out = (DateRange){ 0, 0 };
    sql_text(q, "SELECT keys FROM fhir_entry WHERE plan = ");
    sql_bind_i64(q, m->s->plan);
    sql_text(q, " AND compartment = ");
    sql_bind_i64(q, m->compartment);
    sql_text(q, " AND type = ");
    sql_bind_i64(q, patient);
    /* Also by a Patient that was deleted: her records are what they were. One that stands is the last. */
    sql_text(q, " ORDER BY deleted DESC, id");
    TRY(db_query(cx, m->s->tx, q, &rows));
    while (db_next(cx, rows, &st))
        *out = label_minor(db_blob(rows, 0));
    return st;
}

static int by_link(const void *a, const void *b)
{
    const uint64_t x = ((const SpreadRow *)a)->link;
    const uint64_t y = ((const SpreadRow *)b)->link;
    return (x > y) - (x < y);
}

/* Medications and devices of the plan that she uses and that are sensitive: each once, however many name it. */
static void shared_of(Cx *cx, const Settling *m, SpreadSpec *spec)
{
    SpreadRow *found = NULL;
    SpreadRow one;
    size_t n = 0;
    size_t room = 0;
    for (size_t i = 0; i < m->count; i++)
        for (LinkIter it = spread_iter(m->spread[i].links); things_next(m->s, &it, &one);) {
            ARENA_GROW(cx->mem, found, n, room, 16);
            found[n++] = one;
        }
    if (n)
        qsort(found, n, sizeof *found, by_link);
    spec->shared = found;
    spec->shared_count = 0;
    for (size_t i = 0; i < n; i++)
        if (i == 0 || found[i].link != found[spec->shared_count - 1].link)
            found[spec->shared_count++] = found[i];
}

static const Touched *touched_find(const Settling *m, const FhirRef *ref)
{
    const Touched *found = NULL;
    for (size_t lo = 0, hi = m->touched_count; lo < hi;) {
        const size_t mid = (lo + hi) / 2;
        const int order = fhir_ref_cmp(ref, &m->touched[mid].ref);
        if (order == 0)
            found = &m->touched[mid];
        if (order <= 0)
            hi = mid;
        else
            lo = mid + 1;
    }
    while (found && !found->r && found + 1 < m->touched + m->touched_count &&
           fhir_ref_cmp(ref, &found[1].ref) == 0)
        found++; /* taken away and put again */
    return found;
}

static bool is_written(const Settling *m, const FhirRef *ref)
{
    const Touched *t = touched_find(m, ref);
    return t && t->written;
}

/* What this batch wrote of it, when that is what stands there. */
static const Record *written_record(const Settling *m, const Place *p)
{
    const Touched *t = touched_find(m, &p->ref);
    const Touched *end = t ? m->touched + m->touched_count : NULL;
    for (; t && t < end && fhir_ref_cmp(&t->ref, &p->ref) == 0; t++)
        if (t->r && t->written && memcmp(t->r->hash, p->hash, sizeof p->hash) == 0)
            return t->r;
    return NULL;
}

/* The row to write in the place of one whose labels have changed. */
static Status relabel(Cx *cx, const Settling *m, const Standing *row, uint64_t labels,
                      RowWrite *out)
{
    Str body;
    Place *place;
    Store *s = m->s;
    const RowStanding old = {
        .there = true, .version = row->version, .rid = row->rid, .pack = row->pack
    };
    const bool fresh = is_written(m, &row->ref);
    TRY(place_find(m->keep, s, row->ref.type, arena_dup(m->keep->mem, row->ref.id), &place));
    TRY(fresh ? pack_take(cx, s, m->compartment, old.pack, old.rid, &body)
              : row_retire(cx, s, place, m->compartment, &old, &body));
    const Record *r = written_record(m, place);
    if (!r) {
        Record *made = ARENA_NEW(cx->mem, Record);
        body = record_unlabel(cx, arena_dup(cx->mem, body), row->labels);
        TRY(record_make(cx, body, &s->rules, made));
        r = made;
    }
    *out = (RowWrite){ .r = r,
                       .compartment = m->compartment,
                       .rid = old.rid,
                       .version = old.version + !fresh,
                       .pack = old.pack,
                       .labels = labels };
    if (fresh)
        return ST_OK;
    /* The version just put away says the same, and is judged by what it is now. */
    const RowWrite past = {
        .r = r, .compartment = m->compartment, .version = old.version, .labels = labels
    };
    return row_past(cx, s, &past, row->updated_ms);
}

/* past: what versions before have. Of one of them, or of what is deleted, the row says no more than that there is
 * something: counted and guessed by is what stands. */
static Status index_label(Cx *cx, const Settling *m, size_t i, uint64_t past)
{
    const Standing *row = &m->rows[i];
    const SpreadRow *is = &m->spread[i];
    const Labelled *old = labelled_find(m->labelled, m->labelled_count, &row->ref);
    const Touched *t = touched_find(m, &row->ref);
    LabelPut put = { .compartment = m->compartment, .ref = row->ref };
    if ((is->own | is->labels | past) == 0)
        return old ? label_delete(cx, m->s, m->compartment, &row->ref) : ST_OK;
    if (!row->deleted) {
        put.own = is->own;
        put.labels = is->labels;
    }
    if (old && old->own == put.own && old->labels == put.labels && !(t && t->r))
        return ST_OK;
    put.ref.id = arena_dup(m->keep->mem, put.ref.id);
    puts_add(m->keep, m->puts, put, t && t->r ? &t->r->reason : NULL);
    return ST_OK;
}

static Status labels_only(Cx *cx, const Settling *m, const char *update, const Standing *row,
                          uint64_t labels)
{
    Sql *q = sql_new(cx);
    sql_text(q, update);
    sql_bind_i64(q, (int64_t)labels);
    row_where(q, m->s, m->compartment, &row->ref);
    sql_text(q, " AND version = ");
    sql_bind_i64(q, row->version);
    return db_exec(cx, m->s->tx, q, NULL);
}

static Status row_settle(Cx *cx, const Settling *m, const Standing *row, uint64_t labels,
                         RowWrite *rows, size_t *n)
{
    if (labels == row->labels)
        return ST_OK;
    return row->deleted ? labels_only(cx, m, "UPDATE fhir_entry SET labels = ", row, labels)
                        : relabel(cx, m, row, labels, &rows[(*n)++]);
}

static Status past_body(Cx *cx, const Settling *m, const Standing *row, Str *body)
{
    DbRows *found;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT bytes FROM fhir_history");
    row_where(q, m->s, m->compartment, &row->ref);
    sql_text(q, " AND version = ");
    sql_bind_i64(q, row->version);
    TRY(db_one(cx, m->s->tx, q, STR("version"), &found));
    *body = arena_dup(cx->mem, db_blob(found, 0));
    return ST_OK;
}

static Status past_settle(Cx *cx, const Settling *m, const Standing *row, uint64_t labels)
{
    Str body;
    Record r;
    if (labels == row->labels)
        return ST_OK;
    if (row->deleted)
        return labels_only(cx, m, "UPDATE fhir_history SET labels = ", row, labels);
    TRY(past_body(cx, m, row, &body));
    TRY(record_make(cx, record_unlabel(cx, body, row->labels), &m->s->rules, &r));
    const RowWrite past = {
        .r = &r, .compartment = m->compartment, .version = row->version, .labels = labels
    };
    return row_past(cx, m->s, &past, row->updated_ms);
}

/* Versions before of one resource, from *at on; labels: all that they have. */
static Status versions_settle(Cx *cx, const Settling *m, const FhirRef *ref, size_t *at,
                              uint64_t *labels)
{
    *labels = 0;
    for (; *at < m->count && fhir_ref_cmp(&m->rows[*at].ref, ref) <= 0; (*at)++) {
        *labels |= m->spread[*at].own | m->spread[*at].labels;
        TRY(past_settle(cx, m, &m->rows[*at], m->spread[*at].labels));
    }
    return ST_OK;
}

static Status member_settle(Cx *cx, Settling *m)
{
    SpreadSpec spec;
    size_t n = 0;
    TRY(member_read(cx, m));
    TRY(minor_of(cx, m, &spec.minor));
    shared_of(cx, m, &spec);
    spread(cx, &spec, m->spread, m->count);
    RowWrite *rows = ARENA_ARRAY(cx->mem, RowWrite, m->past);
    for (size_t i = 0, at = m->past; i < m->past; i++) {
        uint64_t past;
        TRY(versions_settle(cx, m, &m->rows[i].ref, &at, &past));
        TRY(index_label(cx, m, i, past));
        TRY(row_settle(cx, m, &m->rows[i], m->spread[i].labels, rows, &n));
    }
    return rows_write(cx, m->s, rows, n);
}

/* ---- the directory ----------------------------------------------------------------------------- */

/* One that was judged anew, and not written. */
static Status directory_relabel(Cx *cx, Store *s, const Touched *t)
{
    RowWrite row;
    RowStanding old;
    Place *place;
    const Settling m = { .s = s, .keep = cx, .compartment = DIRECTORY };
    TRY(place_find(cx, s, t->ref.type, t->ref.id, &place));
    TRY(row_standing(cx, s, place, DIRECTORY, STR(""), &old));
    if (old.deleted || old.labels == label_firm(t->r->own))
        return ST_OK;
    const Standing standing = { .ref = t->ref,
                                .own = t->r->own,
                                .labels = old.labels,
                                .rid = old.rid,
                                .version = old.version,
                                .updated_ms = old.updated_ms,
                                .pack = old.pack };
    TRY(relabel(cx, &m, &standing, label_firm(t->r->own), &row));
    return rows_write(cx, s, &row, 1);
}

/* Of what was written twice, or deleted, the last that stood. */
static Status directory_stands(Cx *cx, Store *s, const Touched *t, bool *out)
{
    Place *place;
    TRY(place_find(cx, s, t->ref.type, t->ref.id, &place));
    *out = memcmp(place->hash, t->r->hash, sizeof place->hash) == 0;
    return ST_OK;
}

static bool same_names(const Asks *a, const Asks *b)
{
    size_t found = 0;
    for (size_t i = 0; i < a->n; i++)
        for (size_t k = 0; k < b->n; k++)
            found += a->p[i] == b->p[k];
    return a->n == b->n && found == a->n;
}

/* Where what it gives has changed, or by which names, whoever names it is touched by that; but when all are judged
 * anew, by the table and one after the other (relabel.h). */
static Status giver_settle(Cx *cx, Store *s, const Touched *t)
{
    Asks old = { .n = 0 };
    Asks now = { .n = 0 };
    uint64_t before = 0;
    bool stands = true;
    const uint64_t labels = label_given(t->r->type, t->r->own);
    if (t->written)
        TRY(directory_stands(cx, s, t, &stands));
    TRY(giver_rows(cx, s, &t->ref, &old, &before));
    giver_names(cx, t->r, &now);
    const bool same = labels == before && (!labels || same_names(&old, &now));
    if (!stands || !(labels | before) || (same && !t->written))
        return ST_OK;
    TRY(giver_put(cx, s, t->r, &now, labels));
    if (same || !t->written)
        return ST_OK;
    TRY(users_add(cx, s, &old));
    return users_add(cx, s, &now);
}

static Status directory_one(Cx *cx, Store *s, const Touched *t)
{
    if (label_gives(t->r->type))
        TRY(giver_settle(cx, s, t));
    return t->written || !label_type(t->r->type) ? ST_OK : directory_relabel(cx, s, t);
}

/* What was written has the labels of its codes, no more; what was deleted goes on being true of who names it. */
static Status directory_settle(Cx *cx, Store *s, const Touched *touched, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (touched[i].r)
            TRY(directory_one(cx, s, &touched[i]));
    givers_forget(s);
    return ST_OK;
}

/* ---- a batch ----------------------------------------------------------------------------------- */

/* Whether what was done to one of her resources can have to do with labels: it has some, or was written with some
 * that the batch's directory may have taken back since, or others of hers have, which may name it or be named by it, or
 * it names one of the directory that gives some. */
static bool concerns(const Settling *m, const Touched *t)
{
    SpreadRow drug;
    if (m->labelled_count || t->ref.type == 0 || t->guessed || (t->r && t->r->own != 0))
        return true;
    return t->r && (given_by_care(m->s, t->r->links) ||
                    things_next(m->s, &(LinkIter){ t->r->links }, &drug));
}

static Status member_touched(Cx *cx, Settling *m)
{
    bool any = false;
    for (size_t i = 0; i < m->touched_count; i++)
        uses_add(m->keep, m->puts, &m->touched[i]);
    for (size_t i = 0; i < m->touched_count && !any; i++)
        any = concerns(m, &m->touched[i]);
    return any ? member_settle(cx, m) : ST_OK;
}

static size_t run_of_touched(const Touched *t, size_t count)
{
    size_t n = 1;
    while (n < count && t[n].compartment == t->compartment)
        n++;
    return n;
}

static void memory_end(void *arena)
{
    arena_free(arena);
}

/* touched: in order, of members: one clinic may have a hundred thousand, each with all of hers. */
static Status members_settle(Cx *cx, Store *s, const Touched *touched, size_t count)
{
    LabelledList list = { .n = 0 };
    Puts puts = { .use_count = 0 };
    int64_t *members = ARENA_ARRAY(cx->mem, int64_t, count);
    size_t member_count = 0;
    for (size_t i = 0; i < count; i += run_of_touched(touched + i, count - i))
        members[member_count++] = touched[i].compartment;
    TRY(labelled_of(cx, s, members, member_count, &list));
    Asks asks = { .n = 0 };
    for (size_t i = 0; i < count; i++)
        if (touched[i].r)
            asks_add(cx, s, &asks, touched[i].r->links);
    TRY(givers_ask(cx, s, &asks));
    Cx one = { .mem = arena_new(1u << 16), .now_ms = cx->now_ms };
    arena_defer(cx->mem, memory_end, one.mem); /* a fault's words may be there */
    size_t at = 0;
    for (size_t i = 0, n; i < count; i += n) {
        n = run_of_touched(touched + i, count - i);
        Settling m = { .s = s,
                       .keep = cx,
                       .compartment = touched[i].compartment,
                       .touched = touched + i,
                       .touched_count = n,
                       .puts = &puts };
        m.labelled = labelled_next(&list, &at, m.compartment, &m.labelled_count);
        arena_reset(one.mem);
        const Status st = member_touched(&one, &m);
        if (st != ST_OK && one.fault.status != ST_OK)
            cx->fault = one.fault;
        TRY(st);
    }
    return puts_write(cx, s, &puts);
}

Status labels_settle(Cx *cx, Store *s)
{
    if (s->touched_count == 0 || !s->rules.labels)
        return ST_OK;
    qsort(s->touched, s->touched_count, sizeof *s->touched, by_member);
    size_t directory = 0;
    while (directory < s->touched_count && s->touched[directory].compartment == DIRECTORY)
        directory++;
    if (directory > 0) {
        TRY(directory_settle(cx, s, s->touched, directory));
        qsort(s->touched, s->touched_count, sizeof *s->touched, by_member);
    }
    return members_settle(cx, s, s->touched + directory, s->touched_count - directory);
}

uint64_t labels_fingerprint(const LabelTable *table)
{
    return label_table_fingerprint(table) * 31 + SPREAD_RULES;
}

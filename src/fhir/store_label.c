/* Labels at a batch's end. fhir_label has the few rows that matter, so a member none of whose resources
 * has to do with labels costs a share of one look-up; where one has, all rows of hers are read and
 * spread.c says what follows. */
#include "fhir/label.h"
#include "fhir/match_int.h"
#include "fhir/spread.h"
#include "fhir/store_int.h"

#include <stdlib.h>

#define ASK_MEMBERS 64u /* in one look-up, a power of two */

/* A row of fhir_label. */
typedef struct Labelled {
    int64_t compartment;
    FhirRef ref;
    uint64_t link;
    uint64_t own;
    uint64_t labels;
} Labelled;

typedef struct LabelledList {
    Labelled *p;
    size_t n;
    size_t room;
} LabelledList;

/* A resource of the member that is settled. */
typedef struct Standing {
    FhirRef ref;
    uint64_t own;
    uint64_t labels; /* as stored */
    bool deleted;
} Standing;

typedef struct Settling {
    Store *s;
    int64_t compartment;
    const Touched *touched; /* of this member, in the order of refs */
    size_t touched_count;
    const Labelled *labelled; /* as stored, in the order of refs */
    size_t labelled_count;
    Standing *rows;
    SpreadRow *spread;
    size_t count;
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
    for (size_t i = 0; i < count; i++)
        touch(cx, s,
              (Touched){
                  rows[i].compartment, { rows[i].r->type->num, rows[i].r->id }, rows[i].r, true });
}

void labels_gone(Cx *cx, Store *s, int64_t compartment, const FhirRef *ref)
{
    touch(cx, s, (Touched){ compartment, *ref, NULL, false });
}

void labels_judged(Cx *cx, Store *s, int64_t compartment, const Record *r)
{
    const FhirRef ref = { r ? r->type->num : 0, r ? r->id : STR_NONE };
    touch(cx, s, (Touched){ compartment, ref, r, false });
}

static int by_member(const void *a, const void *b)
{
    const Touched *x = a;
    const Touched *y = b;
    if (x->compartment != y->compartment)
        return x->compartment < y->compartment ? -1 : 1;
    return fhir_ref_cmp(&x->ref, &y->ref);
}

/* ---- what has labels --------------------------------------------------------------------------- */

static Status labelled_rows(Cx *cx, const Store *s, Sql *q, LabelledList *out)
{
    DbRows *rows;
    Status st;
    TRY(db_query(cx, s->tx, q, &rows));
    while (db_next(cx, rows, &st)) {
        ARENA_GROW(cx->mem, out->p, out->n, out->room, 64);
        Labelled *l = &out->p[out->n++];
        *l = (Labelled){ .compartment = db_i64(rows, 0),
                         .ref = { (uint16_t)db_i64(rows, 1), arena_dup(cx->mem, db_str(rows, 2)) },
                         .own = (uint64_t)db_i64(rows, 3),
                         .labels = (uint64_t)db_i64(rows, 4) };
        l->link = spread_link(l->ref.type, l->ref.id);
    }
    return st;
}

/* In the order of (compartment, type, id). */
static Status labelled_of(Cx *cx, const Store *s, const int64_t *compartments, size_t count,
                          LabelledList *out)
{
    for (size_t i = 0; i < count; i += ASK_MEMBERS) {
        Sql *q = sql_new(cx);
        sql_text(q, "SELECT compartment, type, id, own, labels FROM fhir_label WHERE plan = ");
        sql_bind_i64(q, s->plan);
        sql_text(q, " AND compartment IN (");
        sql_bind_i64s(q, compartments + i, count - i < ASK_MEMBERS ? count - i : ASK_MEMBERS);
        sql_text(q, ") ORDER BY compartment, type, id");
        TRY(labelled_rows(cx, s, q, out));
    }
    return ST_OK;
}

static void label_where(Sql *q, const Store *s, int64_t compartment, const FhirRef *ref)
{
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, s->plan);
    sql_text(q, " AND compartment = ");
    sql_bind_i64(q, compartment);
    sql_text(q, " AND type = ");
    sql_bind_i64(q, ref->type);
    sql_text(q, " AND id = ");
    sql_bind_str(q, ref->id);
}

static Status label_delete(Cx *cx, const Store *s, int64_t compartment, const FhirRef *ref)
{
    Sql *q = sql_new(cx);
    sql_text(q, "DELETE FROM fhir_label");
    label_where(q, s, compartment, ref);
    return db_exec(cx, s->tx, q, NULL);
}

/* reason: NULL keeps the one that is there. */
static Status label_put(Cx *cx, const Store *s, const Labelled *l, const Str *reason)
{
    Sql *q = sql_new(cx);
    const int64_t front[] = { s->plan, l->compartment, l->ref.type };
    sql_text(q,
             "INSERT INTO fhir_label (plan, compartment, type, id, own, labels, reason) VALUES (");
    sql_bind_list(q, front, sizeof front / sizeof *front);
    sql_text(q, ",");
    sql_bind_str(q, l->ref.id);
    sql_text(q, ",");
    sql_bind_i64(q, (int64_t)l->own);
    sql_text(q, ",");
    sql_bind_i64(q, (int64_t)l->labels);
    sql_text(q, ",");
    sql_bind_str(q, reason ? *reason : STR(""));
    sql_text(q, ") ON CONFLICT (plan, compartment, type, id) DO UPDATE SET own = excluded.own,"
                " labels = excluded.labels");
    sql_text(q, reason ? ", reason = excluded.reason" : "");
    return db_exec(cx, s->tx, q, NULL);
}

static int by_ref(const void *key, const void *row)
{
    return fhir_ref_cmp(key, &((const Labelled *)row)->ref);
}

static const Labelled *labelled_find(const Labelled *list, size_t count, const FhirRef *ref)
{
    return count ? bsearch(ref, list, count, sizeof *list, by_ref) : NULL;
}

/* ---- Medications, which are everybody's -------------------------------------------------------- */

static int by_link(const void *a, const void *b)
{
    const SpreadRow *x = a;
    const SpreadRow *y = b;
    return (x->link > y->link) - (x->link < y->link);
}

/* Those with labels, as links in order: few thousand at most, read once a batch and only where a resource
 * names one. */
static Status shared_read(Cx *cx, Store *s)
{
    LabelledList list = { .n = 0 };
    if (s->shared)
        return ST_OK;
    TRY(labelled_of(cx, s, &(int64_t){ DIRECTORY }, 1, &list));
    s->shared = ARENA_ARRAY(cx->mem, SpreadRow, list.n + 1);
    for (size_t i = 0; i < list.n; i++)
        s->shared[i] = (SpreadRow){ .link = list.p[i].link, .own = list.p[i].labels };
    s->shared_count = list.n;
    qsort(s->shared, s->shared_count, sizeof *s->shared, by_link);
    return ST_OK;
}

static const SpreadRow *shared_find(const Store *s, uint64_t link)
{
    const SpreadRow key = { .link = link };
    return s->shared_count ? bsearch(&key, s->shared, s->shared_count, sizeof *s->shared, by_link)
                           : NULL;
}

static Status use_put(Cx *cx, const Store *s, const FhirRef *medication, int64_t compartment)
{
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO fhir_use (plan, type, id, compartment) VALUES (");
    sql_bind_i64(q, s->plan);
    sql_text(q, ",");
    sql_bind_i64(q, medication->type);
    sql_text(q, ",");
    sql_bind_str(q, medication->id);
    sql_text(q, ",");
    sql_bind_i64(q, compartment);
    sql_text(q, ") ON CONFLICT (plan, type, id, compartment) DO NOTHING");
    return db_exec(cx, s->tx, q, NULL);
}

static Status uses_put(Cx *cx, const Store *s, const Touched *t)
{
    const uint16_t medication = type_by_name(STR("Medication"))->num;
    for (size_t i = 0; t->r && i < t->r->ref_count; i++)
        if (t->r->refs[i].type == medication)
            TRY(use_put(cx, s, &t->r->refs[i], t->compartment));
    return ST_OK;
}

static Status users_add(Cx *cx, const Store *s, const FhirRef *medication, Touched **out,
                        size_t *count, size_t *room)
{
    DbRows *rows;
    Status st;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT compartment FROM fhir_use WHERE plan = ");
    sql_bind_i64(q, s->plan);
    sql_text(q, " AND type = ");
    sql_bind_i64(q, medication->type);
    sql_text(q, " AND id = ");
    sql_bind_str(q, medication->id);
    TRY(db_query(cx, s->tx, q, &rows));
    while (db_next(cx, rows, &st)) {
        ARENA_GROW(cx->mem, *out, *count, *room, 64);
        (*out)[(*count)++] = (Touched){ .compartment = db_i64(rows, 0) };
    }
    return st;
}

/* ---- one member -------------------------------------------------------------------------------- */

/* What is deleted gives nothing and takes what others give: its versions are still there. */
static Status rows_read(Cx *cx, Settling *m)
{
    DbRows *rows;
    Status st;
    const Store *s = m->s;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT type, id, labels_own, labels, links, when_lo_ms, when_hi_ms, deleted"
                " FROM fhir_entry WHERE plan = ");
    sql_bind_i64(q, s->plan);
    sql_text(q, " AND compartment = ");
    sql_bind_i64(q, m->compartment);
    sql_text(q, " ORDER BY type, id");
    TRY(db_query(cx, s->tx, q, &rows));
    while (db_next(cx, rows, &st)) {
        size_t n = m->count;
        ARENA_GROW(cx->mem, m->rows, m->count, m->room, 256);
        ARENA_GROW(cx->mem, m->spread, n, m->spread_room, 256);
        Standing *r = &m->rows[m->count];
        *r = (Standing){ { (uint16_t)db_i64(rows, 0), arena_dup(cx->mem, db_str(rows, 1)) },
                         (uint64_t)db_i64(rows, 2),
                         (uint64_t)db_i64(rows, 3),
                         db_i64(rows, 7) != 0 };
        m->spread[m->count++] = (SpreadRow){ .link = spread_link(r->ref.type, r->ref.id),
                                             .own = r->deleted ? 0 : r->own,
                                             .links = arena_dup(cx->mem, db_blob(rows, 4)),
                                             .when = { db_i64(rows, 5), db_i64(rows, 6) } };
    }
    return st;
}

/* When she was a minor of an age to ask for care alone: from the twelfth birthday to the eighteenth, the
 * youngest age of majority (AUTHORIZATION M37; sensitive.md 3). */
static Status minor_of(Cx *cx, const Settling *m, DateRange *out)
{
    DbRows *rows;
    Status st;
    Key k;
    const uint16_t patient = type_by_name(STR("Patient"))->num;
    Sql *q = sql_new(cx);
    *out = (DateRange){ 0, 0 };
    sql_text(q, "SELECT keys FROM fhir_entry WHERE plan = ");
    sql_bind_i64(q, m->s->plan);
    sql_text(q, " AND compartment = ");
    sql_bind_i64(q, m->compartment);
    sql_text(q, " AND type = ");
    sql_bind_i64(q, patient);
    sql_text(q, " AND deleted = 0");
    TRY(db_query(cx, m->s->tx, q, &rows));
    while (db_next(cx, rows, &st)) {
        KeysIter it = keys_iter(db_blob(rows, 0), param_find(patient, STR("birthdate"))->num);
        if (keys_next(&it, &k) && k.kind == KEY_DATE)
            *out = (DateRange){ date_birthday(k.date.lo_ms, 12), date_birthday(k.date.hi_ms, 18) };
    }
    return st;
}

/* Medications that she takes and that are sensitive. */
static Status shared_of(Cx *cx, Settling *m, SpreadSpec *spec)
{
    SpreadRow *found = NULL;
    size_t n = 0;
    size_t room = 0;
    const uint16_t medication = type_by_name(STR("Medication"))->num;
    for (size_t i = 0; i < m->count; i++)
        for (size_t at = 0; at < m->spread[i].links.n; at += sizeof(uint64_t)) {
            uint64_t link;
            memcpy(&link, m->spread[i].links.p + at, sizeof link);
            if ((link & 0xffff) != medication)
                continue;
            TRY(shared_read(cx, m->s));
            const SpreadRow *one = shared_find(m->s, link);
            if (!one)
                continue;
            ARENA_GROW(cx->mem, found, n, room, 16);
            found[n++] = *one;
        }
    spec->shared = found;
    spec->shared_count = n;
    return ST_OK;
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

/* What it was before has at least what it has now: what others give away of it does not depend on its
 * version. And what it had then, for its bytes say so. */
static Status history_label(Cx *cx, const Store *s, int64_t compartment, const FhirRef *ref,
                            uint64_t labels)
{
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE fhir_history SET labels = labels | ");
    sql_bind_i64(q, (int64_t)labels);
    label_where(q, s, compartment, ref);
    return db_exec(cx, s->tx, q, NULL);
}

static Status minors_some(Cx *cx, const Settling *m, const char *update, const char *more,
                          DateRange minor)
{
    Sql *q = sql_new(cx);
    sql_text(q, update);
    sql_bind_i64(q, (int64_t)LABEL_BIT(LABEL_MINORS));
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, m->s->plan);
    sql_text(q, " AND compartment = ");
    sql_bind_i64(q, m->compartment);
    sql_text(q, " AND when_lo_ms < ");
    sql_bind_i64(q, minor.hi_ms);
    sql_text(q, " AND when_hi_ms > ");
    sql_bind_i64(q, minor.lo_ms);
    sql_text(q, " AND (labels & ");
    sql_bind_i64(q, (int64_t)SPREAD_MINORS_OWN);
    sql_text(q, ") <> 0");
    sql_text(q, more);
    return db_exec(cx, m->s->tx, q, NULL);
}

/* Of what was judged anew and is no row of spread: versions before, and what is deleted. Care that she had as
 * a minor stays that, whatever became of it (spread.h 5). */
static Status minors_past(Cx *cx, const Settling *m, DateRange minor)
{
    if (m->touched[0].ref.type != 0 || minor.lo_ms >= minor.hi_ms)
        return ST_OK;
    TRY(minors_some(cx, m, "UPDATE fhir_history SET labels = labels | ", "", minor));
    return minors_some(cx, m, "UPDATE fhir_entry SET labels = labels | ", " AND deleted = 1",
                       minor);
}

/* The row to write in the place of one whose labels have changed. */
static Status relabel(Cx *cx, const Settling *m, const Standing *row, uint64_t labels,
                      RowWrite *out)
{
    Str body;
    Place *place;
    RowStanding old;
    Store *s = m->s;
    const Touched *t = touched_find(m, &row->ref);
    const bool fresh = t && t->written;
    TRY(place_find(cx, s, row->ref.type, row->ref.id, &place));
    TRY(row_standing(cx, s, place, m->compartment, STR(""), &old));
    TRY(fresh ? pack_take(cx, s, m->compartment, old.pack, old.rid, &body)
              : row_retire(cx, s, place, m->compartment, &old, &body));
    body = record_unlabel(cx, arena_dup(cx->mem, body), row->labels);
    Record *r = ARENA_NEW(cx->mem, Record);
    TRY(record_make(cx, body, s->rules, r));
    *out = (RowWrite){ .r = r,
                       .compartment = m->compartment,
                       .rid = old.rid,
                       .version = old.version + !fresh,
                       .pack = old.pack,
                       .labels = labels };
    return history_label(cx, s, m->compartment, &row->ref, labels);
}

static Status index_label(Cx *cx, const Settling *m, const Standing *row, uint64_t labels)
{
    const Labelled *old = labelled_find(m->labelled, m->labelled_count, &row->ref);
    const Touched *t = touched_find(m, &row->ref);
    if ((row->own | labels) == 0)
        return old ? label_delete(cx, m->s, m->compartment, &row->ref) : ST_OK;
    if (old && old->own == row->own && old->labels == labels && !(t && t->r))
        return ST_OK;
    const Labelled now = { m->compartment, row->ref, 0, row->own, labels };
    return label_put(cx, m->s, &now, t && t->r ? &t->r->reason : NULL);
}

static Status deleted_label(Cx *cx, const Settling *m, const Standing *row, uint64_t labels)
{
    Sql *q = sql_new(cx);
    if (!(labels & ~row->labels))
        return ST_OK;
    sql_text(q, "UPDATE fhir_entry SET labels = labels | ");
    sql_bind_i64(q, (int64_t)labels);
    label_where(q, m->s, m->compartment, &row->ref);
    TRY(db_exec(cx, m->s->tx, q, NULL));
    return history_label(cx, m->s, m->compartment, &row->ref, labels);
}

static Status row_settle(Cx *cx, const Settling *m, const Standing *row, uint64_t labels,
                         RowWrite *rows, size_t *n)
{
    if (row->deleted)
        return deleted_label(cx, m, row, labels);
    TRY(index_label(cx, m, row, labels));
    return labels == row->labels ? ST_OK : relabel(cx, m, row, labels, &rows[(*n)++]);
}

static Status member_settle(Cx *cx, Settling *m)
{
    SpreadSpec spec;
    size_t n = 0;
    TRY(rows_read(cx, m));
    TRY(minor_of(cx, m, &spec.minor));
    TRY(shared_of(cx, m, &spec));
    TRY(minors_past(cx, m, spec.minor));
    spread(cx, &spec, m->spread, m->count);
    RowWrite *rows = ARENA_ARRAY(cx->mem, RowWrite, m->count);
    for (size_t i = 0; i < m->count; i++)
        TRY(row_settle(cx, m, &m->rows[i], m->spread[i].labels, rows, &n));
    for (size_t i = 0; i < m->touched_count; i++)
        if (m->touched[i].ref.type && !m->touched[i].r && !touched_find(m, &m->touched[i].ref)->r)
            TRY(label_delete(cx, m->s, m->compartment, &m->touched[i].ref));
    return rows_write(cx, m->s, rows, n);
}

/* ---- the directory ----------------------------------------------------------------------------- */

/* One that was judged anew, and not written. */
static Status directory_relabel(Cx *cx, Store *s, const Touched *t, uint64_t before)
{
    RowWrite row;
    const Settling m = { .s = s, .compartment = DIRECTORY };
    const Standing standing = { t->ref, t->r->own, before, false };
    TRY(relabel(cx, &m, &standing, label_firm(t->r->own), &row));
    return rows_write(cx, s, &row, 1);
}

/* What was written has the labels of its codes, no more. Whoever names a Medication whose labels changed is
 * touched by that. */
static Status directory_settle(Cx *cx, Store *s, const Touched *touched, size_t count)
{
    LabelledList list = { .n = 0 };
    const uint16_t medication = type_by_name(STR("Medication"))->num;
    Touched *users = NULL;
    size_t n = 0;
    size_t room = 0;
    TRY(labelled_of(cx, s, &(int64_t){ DIRECTORY }, 1, &list));
    for (size_t i = 0; i < count; i++) {
        const Touched *t = &touched[i];
        const Labelled *old = labelled_find(list.p, list.n, &t->ref);
        const uint64_t before = old ? old->labels : 0;
        const uint64_t labels = t->r ? label_firm(t->r->own) : 0;
        if (t->ref.type != medication || labels == before)
            continue;
        const Labelled now = { DIRECTORY, t->ref, 0, t->r ? t->r->own : 0, labels };
        TRY(labels ? label_put(cx, s, &now, &t->r->reason)
                   : label_delete(cx, s, DIRECTORY, &t->ref));
        if (t->r && !t->written)
            TRY(directory_relabel(cx, s, t, before));
        TRY(users_add(cx, s, &t->ref, &users, &n, &room));
    }
    s->shared = NULL;
    for (size_t i = 0; i < n; i++)
        touch(cx, s, users[i]);
    return ST_OK;
}

/* ---- a batch ----------------------------------------------------------------------------------- */

static bool has_label(const Settling *m, uint64_t link)
{
    for (size_t i = 0; i < m->labelled_count; i++)
        if (m->labelled[i].link == link)
            return true;
    return false;
}

/* Whether what was done to one of her resources has to do with labels at all. */
static Status concerns(Cx *cx, const Settling *m, const Touched *t, bool *out)
{
    const uint16_t medication = type_by_name(STR("Medication"))->num;
    *out = t->ref.type == 0 || (t->r && t->r->own != 0) ||
           labelled_find(m->labelled, m->labelled_count, &t->ref) ||
           (m->labelled_count && t->r && t->r->type->owner == OWNER_SELF); /* her birth date */
    for (size_t at = 0; t->r && !*out && at < t->r->links.n; at += sizeof(uint64_t)) {
        uint64_t link;
        memcpy(&link, t->r->links.p + at, sizeof link);
        if ((link & 0xffff) == medication) {
            TRY(shared_read(cx, m->s));
            *out = shared_find(m->s, link) != NULL;
        } else {
            *out = has_label(m, link);
        }
    }
    return ST_OK;
}

static Status member_touched(Cx *cx, Settling *m)
{
    bool any = false;
    for (size_t i = 0; i < m->touched_count; i++)
        TRY(uses_put(cx, m->s, &m->touched[i]));
    for (size_t i = 0; i < m->touched_count && !any; i++)
        TRY(concerns(cx, m, &m->touched[i], &any));
    return any ? member_settle(cx, m) : ST_OK;
}

static size_t run_of_touched(const Touched *t, size_t count)
{
    size_t n = 1;
    while (n < count && t[n].compartment == t->compartment)
        n++;
    return n;
}

static size_t run_of_labelled(const Labelled *l, size_t count, int64_t compartment)
{
    size_t n = 0;
    while (n < count && l[n].compartment == compartment)
        n++;
    return n;
}

/* touched: in order, of members. */
static Status members_settle(Cx *cx, Store *s, const Touched *touched, size_t count)
{
    LabelledList list = { .n = 0 };
    int64_t *members = ARENA_ARRAY(cx->mem, int64_t, count);
    size_t member_count = 0;
    for (size_t i = 0; i < count; i += run_of_touched(touched + i, count - i))
        members[member_count++] = touched[i].compartment;
    TRY(labelled_of(cx, s, members, member_count, &list));
    if (!list.p)
        list.p = ARENA_NEW(cx->mem, Labelled); /* to count from */
    size_t at = 0;
    for (size_t i = 0, n; i < count; i += n) {
        n = run_of_touched(touched + i, count - i);
        while (at < list.n && list.p[at].compartment < touched[i].compartment)
            at++;
        const size_t labelled = run_of_labelled(list.p + at, list.n - at, touched[i].compartment);
        Settling m = { .s = s,
                       .compartment = touched[i].compartment,
                       .touched = touched + i,
                       .touched_count = n,
                       .labelled = list.p + at,
                       .labelled_count = labelled };
        TRY(member_touched(cx, &m));
    }
    return ST_OK;
}

Status labels_settle(Cx *cx, Store *s)
{
    if (s->touched_count == 0 || !s->rules->labels)
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

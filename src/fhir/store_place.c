/* Places: which compartment, which rid. Loads alone read fhir_locator. */
#include "fhir/store_int.h"

#include <stdlib.h>

#define ASK_ROWS 64u   /* ids in one look-up, a power of two */
#define WRITE_ROWS 64u /* rows in one insert */

int fhir_ref_cmp(const FhirRef *a, const FhirRef *b)
{
    if (a->type != b->type)
        return a->type < b->type ? -1 : 1;
    return str_cmp(a->id, b->id);
}

int fhir_ref_order(const void *a, const void *b)
{
    return fhir_ref_cmp(a, b);
}

uint64_t fhir_ref_hash(const FhirRef *ref)
{
    uint64_t hash = ref->type + UINT64_C(0x9e3779b97f4a7c15);
    for (size_t i = 0; i < ref->id.n; i += 8) {
        uint64_t part = 0;
        memcpy(&part, ref->id.p + i, ref->id.n - i < 8 ? ref->id.n - i : 8);
        hash = (hash ^ part) * UINT64_C(0xff51afd7ed558ccd);
        hash ^= hash >> 32;
    }
    return hash;
}

/* ---- in memory --------------------------------------------------------------------------------- */

static size_t slot_of(const Places *p, uint16_t type, Str id)
{
    size_t at = (size_t)fhir_ref_hash(&(FhirRef){ type, id }) & (p->room - 1);
    while (p->slots[at] && !(p->slots[at]->ref.type == type && str_eq(p->slots[at]->ref.id, id)))
        at = (at + 1) & (p->room - 1);
    return at;
}

static void places_grow(Cx *cx, Places *p)
{
    const Places old = *p;
    p->room = old.room ? old.room * 2 : 1024;
    p->slots = ARENA_ARRAY(cx->mem, Place *, p->room);
    for (size_t i = 0; i < old.room; i++)
        if (old.slots[i])
            p->slots[slot_of(p, old.slots[i]->ref.type, old.slots[i]->ref.id)] = old.slots[i];
}

static Place *place_of(Cx *cx, Places *p, uint16_t type, Str id)
{
    if (p->count * 2 >= p->room)
        places_grow(cx, p);
    Place **slot = &p->slots[slot_of(p, type, id)];
    if (!*slot) {
        *slot = ARENA_NEW(cx->mem, Place);
        (*slot)->ref = (FhirRef){ .type = type, .id = id };
        p->count++;
    }
    return *slot;
}

/* ---- look-ups ---------------------------------------------------------------------------------- */

/* One branch an id, each by the whole key: for id IN (…) PostgreSQL reads the whole type as long as it
 * knows little of the table. Filled up to a power of two, for few texts to prepare. */
static void ask_text(Sql *q, const Store *s, uint16_t type, const Str *ids, size_t count)
{
    size_t size = 1;
    while (size < count)
        size *= 2;
    for (size_t i = 0; i < size; i++) {
        sql_text(q, i ? " UNION ALL " : "");
        sql_text(q, s->any_held
                        ? "SELECT l.id, l.compartment, l.rid, l.hash, l.fingerprint, h.hash FROM"
                          " fhir_locator l"
                          " LEFT JOIN fhir_held h ON h.plan = l.plan AND h.type = l.type AND"
                          " h.id = l.id WHERE l.plan = "
                        : "SELECT l.id, l.compartment, l.rid, l.hash, l.fingerprint FROM"
                          " fhir_locator l"
                          " WHERE l.plan = ");
        sql_bind_i64(q, s->plan);
        sql_text(q, " AND l.type = ");
        sql_bind_i64(q, type);
        sql_text(q, " AND l.id = ");
        sql_bind_str(q, ids[i < count ? i : count - 1]);
    }
}

static Status ask_some(Cx *cx, Store *s, uint16_t type, const Str *ids, size_t count)
{
    DbRows *rows;
    Status st = ST_OK;
    Sql *q = sql_new(cx);
    const bool with_held = s->any_held;
    ask_text(q, s, type, ids, count);
    TRY(db_query(cx, s->tx, q, &rows));
    while (db_next(cx, rows, &st)) {
        Place *p = s->places.slots[slot_of(&s->places, type, db_str(rows, 0))];
        p->known = true;
        p->compartment = db_i64(rows, 1);
        p->rid = db_i64(rows, 2);
        const Str hash = db_blob(rows, 3);
        p->here = hash.n == sizeof p->hash;
        if (p->here)
            memcpy(p->hash, hash.p, sizeof p->hash);
        p->fingerprint = (uint64_t)db_i64(rows, 4);
        p->held = with_held && !db_is_null(rows, 5);
        if (p->held)
            memcpy(p->held_hash, db_blob(rows, 5).p, sizeof p->held_hash);
    }
    return st;
}

Status places_ask(Cx *cx, Store *s, const FhirRef *refs, size_t count)
{
    FhirRef *ask = ARENA_ARRAY(cx->mem, FhirRef, count);
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        Place *p = place_of(cx, &s->places, refs[i].type, refs[i].id);
        if (!p->asked) {
            p->asked = true;
            ask[n++] = p->ref;
        }
    }
    qsort(ask, n, sizeof *ask, fhir_ref_order);
    for (size_t i = 0; i < n;) {
        Str ids[ASK_ROWS];
        size_t k = 0;
        const uint16_t type = ask[i].type;
        while (i < n && k < ASK_ROWS && ask[i].type == type)
            ids[k++] = ask[i++].id;
        TRY(ask_some(cx, s, type, ids, k));
    }
    return ST_OK;
}

Status place_find(Cx *cx, Store *s, uint16_t type, Str id, Place **out)
{
    *out = place_of(cx, &s->places, type, id);
    if (!(*out)->asked)
        TRY(places_ask(cx, s, &(*out)->ref, 1));
    return ST_OK;
}

Status place_compartment(Cx *cx, Store *s, Str patient, int64_t *out)
{
    Place *place;
    TRY(place_find(cx, s, type_by_name(STR("Patient"))->num, patient, &place));
    if (!place->known) {
        place->known = true;
        place->dirty = true;
        place->compartment = s->next_compartment++;
    }
    *out = place->compartment;
    return ST_OK;
}

Status store_here(Cx *cx, DbTx *tx, int64_t plan, const FhirRef *refs, size_t count, bool *here)
{
    Store s = { .tx = tx, .plan = plan };
    TRY(places_ask(cx, &s, refs, count));
    for (size_t i = 0; i < count; i++)
        here[i] = place_of(cx, &s.places, refs[i].type, refs[i].id)->here;
    return ST_OK;
}

/* ---- writing ----------------------------------------------------------------------------------- */

static void write_one(Sql *q, const Store *s, const Place *p)
{
    sql_text(q, "(");
    sql_bind_i64(q, s->plan);
    sql_text(q, ",");
    sql_bind_i64(q, p->ref.type);
    sql_text(q, ",");
    sql_bind_str(q, p->ref.id);
    sql_text(q, ",");
    sql_bind_i64(q, p->compartment);
    sql_text(q, ",");
    sql_bind_i64(q, p->rid);
    sql_text(q, ",");
    if (p->here)
        sql_bind_blob(q, (Str){ (const char *)p->hash, sizeof p->hash });
    else
        sql_bind_null(q);
    sql_text(q, ",");
    sql_bind_i64(q, (int64_t)p->fingerprint);
    sql_text(q, ")");
}

static Status write_some(Cx *cx, const Store *s, Place *const *places, size_t count)
{
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO fhir_locator (plan, type, id, compartment, rid, hash, fingerprint)"
                " VALUES ");
    for (size_t i = 0; i < count; i++) {
        sql_text(q, i ? "," : "");
        write_one(q, s, places[i]);
    }
    sql_text(q, " ON CONFLICT (plan, type, id) DO UPDATE SET compartment = excluded.compartment,"
                " rid = excluded.rid, hash = excluded.hash, fingerprint = excluded.fingerprint");
    return db_exec(cx, s->tx, q, NULL);
}

static int by_place(const void *a, const void *b)
{
    return fhir_ref_cmp(&(*(Place *const *)a)->ref, &(*(Place *const *)b)->ref);
}

Status places_write(Cx *cx, Store *s)
{
    Place **dirty = ARENA_ARRAY(cx->mem, Place *, s->places.count);
    size_t n = 0;
    for (size_t i = 0; i < s->places.room; i++)
        if (s->places.slots[i] && s->places.slots[i]->dirty) {
            s->places.slots[i]->dirty = false;
            dirty[n++] = s->places.slots[i];
        }
    qsort(dirty, n, sizeof(Place *), by_place);
    for (size_t i = 0; i < n;) {
        const size_t k = n - i >= WRITE_ROWS ? WRITE_ROWS : 1;
        TRY(write_some(cx, s, dirty + i, k));
        i += k;
    }
    return ST_OK;
}

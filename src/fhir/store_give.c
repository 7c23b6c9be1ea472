/* What resources of the directory say of whoever names them (fhir_giver), and who names which (fhir_use). Of a
 * million practitioners those alone are kept that say anything. */
#include "fhir/store_label_int.h"

#include <stdlib.h>

#define ASK_LINKS 64u /* in one look-up, a power of two */
#define PUT_USES 64u  /* of one insert */

static bool link_gives(uint64_t link)
{
    const TypeRow *type = type_by_num(spread_link_type(link));
    return spread_link_type(link) == SPREAD_NPI || (type && label_gives(type));
}

/* A Medication's or Device's, which is withheld itself: of care it is said who gave it. */
static bool link_is_thing(uint64_t link)
{
    const TypeRow *type = type_by_num(spread_link_type(link));
    return type && label_gives(type) && label_type(type);
}

/* ---- what was asked ---------------------------------------------------------------------------- */

static Giver *slot_of(const Givers *g, uint64_t link)
{
    size_t i = (size_t)(link >> 16) & (g->room - 1);
    while (g->slots[i].link && g->slots[i].link != link)
        i = (i + 1) & (g->room - 1);
    return &g->slots[i];
}

static void grow(Cx *cx, Givers *g)
{
    if (2 * (g->count + 1) < g->room)
        return;
    const Givers old = *g;
    g->room = old.room ? 2 * old.room : 256;
    g->slots = ARENA_ARRAY(cx->mem, Giver, g->room);
    for (size_t i = 0; i < old.room; i++)
        if (old.slots[i].link)
            *slot_of(g, old.slots[i].link) = old.slots[i];
}

void asks_add(Cx *cx, Store *s, Asks *asks, Str links)
{
    uint64_t link;
    for (LinkIter it = spread_iter(links); spread_next(&it, &link);) {
        if (!link_gives(link))
            continue;
        grow(cx, &s->givers);
        Giver *slot = slot_of(&s->givers, link);
        if (slot->link)
            continue;
        slot->link = link;
        s->givers.count++;
        ARENA_GROW(cx->mem, asks->p, asks->n, asks->room, ASK_LINKS);
        asks->p[asks->n++] = link;
    }
}

static Status ask_some(Cx *cx, Store *s, const uint64_t *links, size_t count)
{
    DbRows *rows;
    Status st;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT link, labels FROM fhir_giver WHERE plan = ");
    sql_bind_i64(q, s->plan);
    sql_text(q, " AND link IN (");
    sql_bind_i64s(q, (const int64_t *)links, count);
    sql_text(q, ")");
    TRY(db_query(cx, s->tx, q, &rows));
    while (db_next(cx, rows, &st))
        slot_of(&s->givers, (uint64_t)db_i64(rows, 0))->labels |= (uint64_t)db_i64(rows, 1);
    return st;
}

static int by_link(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a;
    const uint64_t y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

Status givers_ask(Cx *cx, Store *s, Asks *asks)
{
    if (asks->n > 1)
        qsort(asks->p, asks->n, sizeof *asks->p, by_link);
    for (size_t i = 0; i < asks->n; i += ASK_LINKS)
        TRY(ask_some(cx, s, asks->p + i, asks->n - i < ASK_LINKS ? asks->n - i : ASK_LINKS));
    return ST_OK;
}

static uint64_t giver_labels(const Store *s, uint64_t link)
{
    return s->givers.count ? slot_of(&s->givers, link)->labels : 0;
}

uint64_t given_by_care(const Store *s, Str links)
{
    uint64_t labels = 0;
    uint64_t link;
    for (LinkIter it = spread_iter(links); spread_next(&it, &link);)
        if (link_gives(link) && !link_is_thing(link))
            labels |= giver_labels(s, link);
    return labels;
}

bool things_next(const Store *s, LinkIter *it, SpreadRow *out)
{
    uint64_t link;
    while (spread_next(it, &link)) {
        *out = (SpreadRow){ .link = link, .own = link_is_thing(link) ? giver_labels(s, link) : 0 };
        if (out->own)
            return true;
    }
    return false;
}

void givers_forget(Store *s)
{
    s->givers = (Givers){ .count = 0 };
}

/* ---- rows -------------------------------------------------------------------------------------- */

Status giver_rows(Cx *cx, const Store *s, const FhirRef *ref, Asks *links, uint64_t *labels)
{
    DbRows *rows;
    Status st;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT link, labels FROM fhir_giver WHERE plan = ");
    sql_bind_i64(q, s->plan);
    sql_text(q, " AND type = ");
    sql_bind_i64(q, ref->type);
    sql_text(q, " AND id = ");
    sql_bind_str(q, ref->id);
    TRY(db_query(cx, s->tx, q, &rows));
    while (db_next(cx, rows, &st)) {
        ARENA_GROW(cx->mem, links->p, links->n, links->room, 4);
        links->p[links->n++] = (uint64_t)db_i64(rows, 0);
        *labels = (uint64_t)db_i64(rows, 1);
    }
    return st;
}

void giver_names(Cx *cx, const Record *r, Asks *links)
{
    LinkIter it = spread_iter(r->links);
    uint64_t link = spread_link(r->type->num, r->id);
    do {
        ARENA_GROW(cx->mem, links->p, links->n, links->room, 4);
        links->p[links->n++] = link;
    } while (spread_next(&it, &link));
}

static Status giver_delete(Cx *cx, const Store *s, const Record *r)
{
    Sql *q = sql_new(cx);
    sql_text(q, "DELETE FROM fhir_giver WHERE plan = ");
    sql_bind_i64(q, s->plan);
    sql_text(q, " AND type = ");
    sql_bind_i64(q, r->type->num);
    sql_text(q, " AND id = ");
    sql_bind_str(q, r->id);
    return db_exec(cx, s->tx, q, NULL);
}

Status giver_put(Cx *cx, const Store *s, const Record *r, const Asks *names, uint64_t labels)
{
    TRY(giver_delete(cx, s, r));
    for (size_t i = 0; labels && i < names->n; i++) {
        const int64_t front[] = { s->plan, r->type->num };
        const int64_t gives[] = { (int64_t)names->p[i], (int64_t)labels };
        Sql *q = sql_new(cx);
        sql_text(q, "INSERT INTO fhir_giver (plan, type, id, link, labels, reason) VALUES (");
        sql_bind_list(q, front, sizeof front / sizeof *front);
        sql_text(q, ",");
        sql_bind_str(q, r->id);
        sql_text(q, ",");
        sql_bind_list(q, gives, sizeof gives / sizeof *gives);
        sql_text(q, ",");
        sql_bind_str(q, r->reason);
        sql_text(q, ") ON CONFLICT (plan, type, id, link) DO NOTHING");
        TRY(db_exec(cx, s->tx, q, NULL));
    }
    return ST_OK;
}

static Status uses_some(Cx *cx, const Store *s, const Use *rows, size_t count)
{
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO fhir_use (plan, link, compartment) VALUES ");
    for (size_t i = 0; i < count; i++) {
        const int64_t row[] = { s->plan, (int64_t)rows[i].link, rows[i].compartment };
        sql_text(q, i ? ",(" : "(");
        sql_bind_list(q, row, sizeof row / sizeof *row);
        sql_text(q, ")");
    }
    sql_text(q, " ON CONFLICT (plan, link, compartment) DO NOTHING");
    return db_exec(cx, s->tx, q, NULL);
}

void uses_add(Cx *cx, Puts *puts, const Touched *t)
{
    uint64_t link;
    if (!t->r)
        return;
    for (LinkIter it = spread_iter(t->r->links); spread_next(&it, &link);) {
        if (!link_gives(link))
            continue;
        ARENA_GROW(cx->mem, puts->uses, puts->use_count, puts->use_room, 64);
        puts->uses[puts->use_count++] = (Use){ link, t->compartment };
    }
}

static int by_use(const void *a, const void *b)
{
    const Use *x = a;
    const Use *y = b;
    if (x->link != y->link)
        return x->link < y->link ? -1 : 1;
    return (x->compartment > y->compartment) - (x->compartment < y->compartment);
}

/* In the table's order, each once: most claims of a member name the same few. */
static size_t uses_sort(Use *uses, size_t count)
{
    size_t n = 0;
    if (count > 1)
        qsort(uses, count, sizeof *uses, by_use);
    for (size_t i = 0; i < count; i++)
        if (n == 0 || by_use(&uses[n - 1], &uses[i]) != 0)
            uses[n++] = uses[i];
    return n;
}

Status uses_write(Cx *cx, const Store *s, Puts *puts)
{
    const size_t count = uses_sort(puts->uses, puts->use_count);
    for (size_t i = 0, n; i < count; i += n) {
        n = count - i >= PUT_USES ? PUT_USES : 1;
        TRY(uses_some(cx, s, puts->uses + i, n));
    }
    return ST_OK;
}

static Status users_of(Cx *cx, Store *s, uint64_t link)
{
    DbRows *rows;
    Status st;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT compartment FROM fhir_use WHERE plan = ");
    sql_bind_i64(q, s->plan);
    sql_text(q, " AND link = ");
    sql_bind_i64(q, (int64_t)link);
    TRY(db_query(cx, s->tx, q, &rows));
    while (db_next(cx, rows, &st))
        labels_judged(cx, s, db_i64(rows, 0), NULL);
    return st;
}

Status users_add(Cx *cx, Store *s, const Asks *links)
{
    for (size_t i = 0; i < links->n; i++)
        TRY(users_of(cx, s, links->p[i]));
    return ST_OK;
}

/* What follows the items of a batch: what belongs to one that moved, and what had waited for one. */
#include "fhir/store_int.h"

/* ---- what moves with its referrer or target ---------------------------------------------------- */

static Status move_binary(Cx *cx, Store *s, const Work *w, const FhirRef *b)
{
    Str *bodies;
    size_t count;
    Place *place;
    TRY(place_find(cx, s, b->type, b->id, &place));
    if (place->compartment != w->from)
        return ST_OK;
    TRY(row_bodies(cx, s, w->from, b->type, b->id, &bodies, &count));
    if (count == 0) {
        place->compartment = w->compartment;
        place->dirty = true;
        return ST_OK;
    }
    Record *r;
    StoreItem item;
    TRY(item_again(cx, s, bodies[0], &r, &item));
    Work moved = { .item = &item, .r = r, .place = place, .from = w->from, .write = true };
    moved.compartment = w->compartment;
    item.result = STORE_MOVED;
    return work_write(cx, s, &moved, 1);
}

static bool has_target(const Record *r, const Record *target)
{
    for (size_t i = 0; i < r->target_count; i++)
        if (r->targets[i].type == target->type->num && str_eq(r->targets[i].id, target->id))
            return true;
    return false;
}

static Status move_provenances(Cx *cx, Store *s, const Work *w)
{
    Str *bodies;
    size_t count;
    const uint16_t type = type_by_name(STR("Provenance"))->num;
    TRY(row_bodies(cx, s, w->from, type, STR_NONE, &bodies, &count));
    for (size_t i = 0; i < count; i++) {
        Record *r;
        StoreItem item;
        TRY(item_again(cx, s, bodies[i], &r, &item));
        if (has_target(r, w->r))
            TRY(items_put(cx, s, &item, 1, true));
    }
    return ST_OK;
}

/* A resource that has another owner now takes its Binaries and Provenances along: the member it was
 * wrongly given to must not keep them (DESIGN 3.1). Rare, so nothing is indexed for it. */
Status work_move_with(Cx *cx, Store *s, const Work *w)
{
    for (size_t i = 0; i < w->r->binary_count; i++)
        TRY(move_binary(cx, s, w, &w->r->binaries[i]));
    return move_provenances(cx, s, w);
}

/* ---- what waited ------------------------------------------------------------------------------- */

static void refs_add(Cx *cx, FhirRef **refs, size_t *count, size_t *room, FhirRef ref)
{
    ARENA_GROW(cx->mem, *refs, *count, *room, 16);
    (*refs)[(*count)++] = ref;
}

/* Places what waited for the resource. Their bodies were checked when they came. */
static Status release(Cx *cx, Store *s, uint16_t type, Str id)
{
    Str *bodies;
    size_t count;
    TRY(pending_for(cx, s, type, id, &bodies, &count));
    for (size_t i = 0; i < count; i++) {
        Record *r;
        StoreItem item;
        TRY(item_again(cx, s, bodies[i], &r, &item));
        TRY(pending_drop(cx, s, r->type->num, r->id));
        TRY(items_put(cx, s, &item, 1, true));
        const FhirRef ref = { r->type->num, r->id };
        if (item.status != ST_OK)
            refs_add(cx, &s->refused, &s->refused_count, &s->refused_room, ref);
        else if (item.result != STORE_PENDING)
            refs_add(cx, &s->placed, &s->placed_count, &s->placed_room, ref);
    }
    return ST_OK;
}

Status waiting_release(Cx *cx, Store *s, const StoreItem *items, size_t count)
{
    for (size_t i = 0; i < count && s->any_pending; i++) {
        const Record *r = items[i].record;
        const bool arrived = items[i].status == ST_OK && items[i].result != STORE_PENDING &&
                             items[i].result != STORE_REPEATED && items[i].result != STORE_HELD &&
                             items[i].result != STORE_UNCHANGED;
        if (!arrived)
            continue;
        TRY(release(cx, s, r->type->num, r->id));
        for (size_t k = 0; k < r->binary_count; k++)
            TRY(release(cx, s, r->binaries[k].type, r->binaries[k].id));
    }
    return ST_OK;
}

StoreReleased store_released(const Store *s)
{
    return (StoreReleased){ s->placed, s->placed_count, s->refused, s->refused_count };
}

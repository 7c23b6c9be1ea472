/* Labels before a row is written: with what can be known by then, so that few rows are written twice. */
#include "fhir/label.h"
#include "fhir/match_int.h"
#include "fhir/store_label_int.h"

/* When she was a minor of an age to ask for care alone: from the twelfth birthday to the eighteenth, the
 * youngest age of majority (AUTHORIZATION M37; sensitive.md 3). */
DateRange label_minor(Str keys)
{
    Key k;
    const uint16_t patient = type_by_name(STR("Patient"))->num;
    KeysIter it = keys_iter(keys, param_find(patient, STR("birthdate"))->num);
    if (!keys_next(&it, &k) || k.kind != KEY_DATE)
        return (DateRange){ 0, 0 };
    return (DateRange){ date_birthday(k.date.lo_ms, 12), date_birthday(k.date.hi_ms, 18) };
}

static uint64_t own_and_given(const Store *s, const Record *r)
{
    return r->own | given_by_care(s, r->links);
}

static size_t run_of_rows(const Store *s, const RowWrite *rows, size_t count, bool *any)
{
    size_t n = 0;
    *any = false;
    for (; n < count && rows[n].compartment == rows[0].compartment; n++)
        *any = *any || own_and_given(s, rows[n].r) != 0;
    return n;
}

/* Of a visit what it gives away; of others what their codes say. */
static SpreadRow *stored_rows(Cx *cx, const Labelled *list, size_t count)
{
    const uint16_t encounter = type_by_name(STR("Encounter"))->num;
    SpreadRow *out = ARENA_ARRAY(cx->mem, SpreadRow, count);
    for (size_t i = 0; i < count; i++)
        out[i] = (SpreadRow){ .link = list[i].link,
                              .own = list[i].own |
                                     (list[i].ref.type == encounter ? list[i].labels : 0) };
    return out;
}

static void member_guess(Cx *cx, const Store *s, RowWrite *rows, size_t count, const Labelled *list,
                         size_t labelled)
{
    SpreadSpec spec = { .shared = stored_rows(cx, list, labelled), .shared_count = labelled };
    SpreadRow *all = ARENA_ARRAY(cx->mem, SpreadRow, count);
    for (size_t i = 0; i < count; i++) {
        const Record *r = rows[i].r;
        all[i] = (SpreadRow){ .link = spread_link(r->type->num, r->id),
                              .own = own_and_given(s, r),
                              .links = r->links,
                              .when = r->when };
        if (r->type->owner == OWNER_SELF)
            spec.minor = label_minor(r->keys);
    }
    spread(cx, &spec, all, count);
    for (size_t i = 0; i < count; i++)
        rows[i].labels = all[i].labels;
}

/* What is in everybody's directory is withheld from nobody. */
static uint64_t labels_alone(const Record *r)
{
    return label_type(r->type) ? label_firm(r->own) : 0;
}

Status labels_guess(Cx *cx, Store *s, RowWrite *rows, size_t count)
{
    bool any;
    LabelledList list = { .n = 0 };
    Asks asks = { .n = 0 };
    int64_t *members = ARENA_ARRAY(cx->mem, int64_t, count);
    size_t member_count = 0;
    for (size_t i = 0; i < count; i++)
        rows[i].labels = labels_alone(rows[i].r);
    if (!s->rules.labels)
        return ST_OK;
    for (size_t i = 0; i < count; i++) {
        if (rows[i].compartment == DIRECTORY)
            continue;
        asks_add(cx, s, &asks, rows[i].r->links);
        if (member_count == 0 || members[member_count - 1] != rows[i].compartment)
            members[member_count++] = rows[i].compartment;
    }
    TRY(givers_ask(cx, s, &asks));
    TRY(labelled_of(cx, s, members, member_count, &list));
    size_t at = 0;
    for (size_t i = 0, n; i < count; i += n) {
        n = run_of_rows(s, rows + i, count - i, &any);
        size_t labelled;
        const Labelled *own = labelled_next(&list, &at, rows[i].compartment, &labelled);
        if (rows[i].compartment != DIRECTORY && (any || labelled))
            member_guess(cx, s, rows + i, n, own, labelled);
    }
    return ST_OK;
}

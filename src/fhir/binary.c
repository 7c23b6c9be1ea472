/* binary.c - what a granular scope says where there are no keys of the row to ask: of a Binary, which is seen
 * through what refers to it (AUTHORIZATION S28), and of a version, whose keys may be an older table's. */
#include "fhir/provenance_int.h"
#include "fhir/record.h"
#include "json/json.h"

#include <stdlib.h>

/* A row whose body is read and looked through, in rows that are judged by their keys alone. */
#define BODY_ROWS 16u

struct BinarySet {
    Arena *mem;
    Str base_slash;
    Str *ids; /* sorted, each once, when done */
    size_t count;
    size_t room;
};

/* ---- what refers -------------------------------------------------------------------------------- */

static bool id_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.';
}

/* A reference or an attachment's url, as it stands or below our base. */
static bool begins_here(const BinarySet *set, Str before)
{
    return str_ends(before, STR("\"")) || str_ends(before, set->base_slash);
}

/* Bodies are searched as text; what is written with escapes is not seen, which hides. */
static void take_ids(Cx *cx, void *to, Found *f, Str body)
{
    static const Str name = STR_C("Binary/");
    BinarySet *set = to;
    (void)cx, (void)f;
    for (Str rest = body; rest.n > name.n;) {
        const char *at = memmem(rest.p, rest.n, name.p, name.n);
        if (!at)
            return;
        const bool ours = begins_here(set, str_slice(body, 0, (size_t)(at - body.p)));
        rest = str_from(rest, (size_t)(at - rest.p) + name.n);
        size_t n = 0;
        while (n < rest.n && id_char(rest.p[n]))
            n++;
        if (!ours || n == 0 || n > LIMIT_ID)
            continue;
        ARENA_GROW(set->mem, set->ids, set->count, set->room, 16);
        set->ids[set->count++] = arena_dup(set->mem, str_slice(rest, 0, n));
    }
}

static Status referrers_of_type(Cx *cx, DbTx *tx, const Reach *reach, const TypeRow *type,
                                int64_t compartment, BinarySet *set)
{
    Entries rows;
    Entry e;
    Status st;
    Found *found = NULL;
    size_t count = 0;
    size_t room = 0;
    size_t bytes = SIZE_MAX;
    TRY(entries_open(cx, tx, reach, type, compartment, NULL, 0, &rows));
    rows.uses = USE_BRING;
    while (entries_next(cx, &rows, &e, &st)) {
        ARENA_GROW(cx->mem, found, count, room, 64);
        /* One GET of a Binary looks through all that may refer: it pays as a search does (R1). */
        TRY(work_add(cx, reach, type, 1, BODY_ROWS, &reach->binaries->work));
        found[count++] =
            (Found){ .type = type, .compartment = compartment, .rid = e.rid, .pack = e.pack };
    }
    TRY(st);
    if (count > 1)
        qsort(found, count, sizeof *found, found_place_order);
    return found_bodies_lent(cx, tx, reach, found, count, &bytes, take_ids, set);
}

/* Only what a member's compartment alone holds: a Provenance names no Binary, and the directory is not looked
 * through. */
static bool may_refer(const Reach *reach, const TypeRow *type)
{
    return (type->owner == OWNER_PATH || type->owner == OWNER_PATH_OR_PLAN ||
            type->owner == OWNER_SELF) &&
           reach_may_include(reach, type->num, reach_patient(reach));
}

static Status look_through(Cx *cx, DbTx *tx, const Reach *reach, int64_t compartment,
                           BinarySet *set)
{
    if (compartment == DIRECTORY)
        return ST_OK;
    for (size_t i = 0; i < type_table_count; i++)
        if (may_refer(reach, &type_table[i]))
            TRY(referrers_of_type(cx, tx, reach, &type_table[i], compartment, set));
    set->count = ids_once(set->ids, set->count);
    return ST_OK;
}

Status binaries_seen(Cx *cx, DbTx *tx, const Reach *reach, int64_t compartment, BinarySet **out)
{
    ReachBinaries *kept = reach->binaries;
    if (!kept->set || kept->compartment != compartment) {
        BinarySet *set = ARENA_NEW(kept->mem, BinarySet);
        set->mem = kept->mem;
        set->base_slash = reach->base_slash;
        TRY(look_through(cx, tx, reach, compartment, set));
        kept->set = set;
        kept->compartment = compartment;
    }
    *out = kept->set;
    return ST_OK;
}

static int by_text(const void *key, const void *id)
{
    return str_cmp(*(const Str *)key, *(const Str *)id);
}

bool binary_is_seen(const BinarySet *set, Str id)
{
    return set->count > 0 && bsearch(&id, set->ids, set->count, sizeof *set->ids, by_text) != NULL;
}

/* ---- versions ----------------------------------------------------------------------------------- */

Status version_admitted(Cx *cx, const Reach *reach, const Judgement *j, bool *admitted)
{
    Str keys = j->keys;
    JsonDoc *doc;
    *admitted = true;
    if (!reach_filters(reach, j->type, j->uses))
        return ST_OK;
    if (j->seen) {
        *admitted = binary_is_seen(j->seen, j->id);
        return ST_OK;
    }
    if (j->fingerprint != param_table_fingerprint) {
        *admitted = j->body.n > 0;
        if (!*admitted)
            return ST_OK;
        TRY(json_parse(cx, j->body, &doc));
        TRY(keys_extract(cx, j->type->num, json_root(doc), reach->base_slash, &keys));
    }
    *admitted = reach_admits_keys(reach, j->type, j->uses, keys);
    return ST_OK;
}

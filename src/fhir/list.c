#include "fhir/list.h"

#include "fhir/param_table.h"

/* A part: u64 fingerprint of the parameters, then items: the numbers of Fixed, u8 own, u8 length of
 * id, id. Numbers in the machine's order, as keys are. */
#define PART_HEAD sizeof(uint64_t)

typedef struct Fixed {
    int64_t rid;
    int64_t updated_ms;
    uint64_t labels;
    int64_t lo_ms;
    int64_t hi_ms;
} Fixed;

#define ITEM_HEAD (sizeof(Fixed) + 2)
_Static_assert(ITEM_HEAD == LIST_ITEM_LEAST, "an item without id");

void list_begin(Buf *b)
{
    buf_put(b, (Str){ (const char *)&param_table_fingerprint, PART_HEAD });
}

void list_put(Buf *b, const Listed *l)
{
    const Fixed f = { l->rid, l->updated_ms, l->labels, l->when.lo_ms, l->when.hi_ms };
    buf_put(b, (Str){ (const char *)&f, sizeof f });
    buf_char(b, l->own);
    buf_char(b, (char)l->id.n); /* at most LIMIT_ID */
    buf_put(b, l->id);
}

size_t list_item_bytes(const Listed *l)
{
    return ITEM_HEAD + l->id.n;
}

ListIter list_iter(Str part)
{
    uint64_t fingerprint = 0;
    if (part.n >= PART_HEAD)
        memcpy(&fingerprint, part.p, PART_HEAD);
    return (ListIter){ str_from(part, PART_HEAD), fingerprint == param_table_fingerprint };
}

bool list_next(ListIter *it, Listed *out)
{
    Fixed f;
    if (it->rest.n < ITEM_HEAD)
        return false;
    memcpy(&f, it->rest.p, sizeof f);
    const bool own = it->rest.p[sizeof f] == 1;
    const size_t n = (unsigned char)it->rest.p[sizeof f + 1];
    if (it->rest.n - ITEM_HEAD < n)
        return false;
    *out = (Listed){ .rid = f.rid,
                     .updated_ms = f.updated_ms,
                     .labels = f.labels,
                     .when = { f.lo_ms, f.hi_ms },
                     .own = own && it->current,
                     .id = { it->rest.p + ITEM_HEAD, n } };
    it->rest.p += ITEM_HEAD + n;
    it->rest.n -= ITEM_HEAD + n;
    return true;
}

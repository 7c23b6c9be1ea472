#include "fhir/list.h"

#include "fhir/param_table.h"

/* A part: u64 fingerprint of the parameters, then items: the numbers of ListFixed, u8 own, u8 length of
 * id, id. Numbers in the machine's order, as keys are. */
#define PART_HEAD sizeof(uint64_t)

_Static_assert(LIST_ITEM_HEAD == LIST_ITEM_LEAST, "an item without id");

void list_begin(Buf *b)
{
    buf_put(b, (Str){ (const char *)&param_table_fingerprint, PART_HEAD });
}

void list_put(Buf *b, const Listed *l)
{
    const ListFixed f = { l->rid, l->pack, l->updated_ms, l->labels, l->when.lo_ms, l->when.hi_ms };
    buf_put(b, (Str){ (const char *)&f, sizeof f });
    buf_char(b, l->own);
    buf_char(b, (char)l->id.n); /* at most LIMIT_ID */
    buf_put(b, l->id);
}

size_t list_item_bytes(const Listed *l)
{
    return LIST_ITEM_HEAD + l->id.n;
}

ListIter list_iter(Str part)
{
    uint64_t fingerprint = 0;
    if (part.n >= PART_HEAD)
        memcpy(&fingerprint, part.p, PART_HEAD);
    return (ListIter){ str_from(part, PART_HEAD), fingerprint == param_table_fingerprint };
}

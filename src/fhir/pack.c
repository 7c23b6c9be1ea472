#include "fhir/pack.h"

/* An item: the numbers, then the body. Numbers in the machine's order, as a list's are. */
typedef struct ItemHead {
    int64_t rid;
    uint64_t bytes;
} ItemHead;

size_t pack_item_bytes(Str body)
{
    return sizeof(ItemHead) + body.n;
}

void pack_put(Buf *b, int64_t rid, Str body)
{
    const ItemHead head = { rid, body.n };
    buf_put(b, (Str){ (const char *)&head, sizeof head });
    buf_put(b, body);
}

PackIter pack_iter(Str pack)
{
    return (PackIter){ pack };
}

bool pack_next(PackIter *it, int64_t *rid, Str *body)
{
    ItemHead head;
    if (it->rest.n < sizeof head)
        return false;
    memcpy(&head, it->rest.p, sizeof head);
    const Str behind = str_from(it->rest, sizeof head);
    if (head.bytes > behind.n)
        return false;
    *rid = head.rid;
    *body = str_slice(behind, 0, head.bytes);
    it->rest = str_from(behind, head.bytes);
    return true;
}

bool pack_find(Str pack, PackIter *it, int64_t rid, Str *body)
{
    int64_t at;
    while (pack_next(it, &at, body))
        if (at == rid)
            return true;
    *it = pack_iter(pack);
    while (pack_next(it, &at, body))
        if (at == rid)
            return true;
    return false;
}

Status pack_lacks(Cx *cx)
{
    return fail(cx, ST_INTERNAL, STR("body"), "an entry without its body");
}

Status pack_body(Cx *cx, Str pack, int64_t rid, Str *body)
{
    PackIter it = pack_iter(pack);
    return pack_find(pack, &it, rid, body) ? ST_OK : pack_lacks(cx);
}

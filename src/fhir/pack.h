/* pack.h - bodies of a member's resources of one type side by side in one row of fhir_body: fifty that a
 * search sends are seven rows and not fifty, and lie together whenever they came. An entry and a list say
 * in which pack a body is. In the directory, where few of a page lie together, a pack has one body. */
#ifndef FHIR_PACK_H
#define FHIR_PACK_H

#include "base/buf.h"

/* A pack is closed before it is longer, unless one body alone is. Two of them share a page of 16 KiB;
 * a read of one resource reads its pack. */
#define PACK_BYTES 8100u

/* What pack_put adds. */
size_t pack_item_bytes(Str body);
void pack_put(Buf *b, int64_t rid, Str body);

/* PackIter it = pack_iter(pack); while (pack_next(&it, &rid, &body)) …; body borrows from pack. Reads past
 * nothing, whatever the bytes. */
typedef struct PackIter {
    Str rest;
} PackIter;
PackIter pack_iter(Str pack);
bool pack_next(PackIter *it, int64_t *rid, Str *body);
/* The body of rid. From where it is: who asks in the order of the pack looks at each once. */
bool pack_find(Str pack, PackIter *it, int64_t rid, Str *body);
/* As pack_find for one alone. ST_INTERNAL: it is not there. */
MUST_USE Status pack_body(Cx *cx, Str pack, int64_t rid, Str *body);
/* What that says, for who uses pack_find. */
MUST_USE Status pack_lacks(Cx *cx);

#endif

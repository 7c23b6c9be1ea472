/* list.h - what a search must know of each resource of a member and type to count it, to withhold it
 * and to put it in order: 98 bytes, many of them packed in one row of fhir_list, in the order of rid.
 * A search that asks no more (patient=, _id, _lastUpdated) reads three such rows in place of the 150
 * rows of fhir_entry with their keys. fhir_entry says the same of each row: the list is written with
 * it, in store_row.c alone. The directory has no lists. */
#ifndef FHIR_LIST_H
#define FHIR_LIST_H

#include "base/buf.h"
#include "base/date.h"

typedef struct Listed {
    int64_t rid;
    int64_t pack; /* where its body is */
    int64_t updated_ms;
    uint64_t labels; /* effective */
    DateRange when;
    bool own; /* its keys answer patient=<the compartment's Patient> */
    Str id;
} Listed;

/* A row's bytes stay on their page of the tree: SQLite's limit there is a quarter of 16 KiB. */
#define LIST_PART_BYTES 3900u

/* The head of a part: own is true by the parameters of this program. */
void list_begin(Buf *b);
void list_put(Buf *b, const Listed *l);
/* What list_put adds, and the least it ever does. */
size_t list_item_bytes(const Listed *l);
#define LIST_ITEM_LEAST 50u
/* ListIter it = list_iter(part); while (list_next(&it, &l)) …; id borrows from part. own of a part that
 * other parameters made is false. Reads past nothing, whatever the bytes. */
typedef struct ListIter {
    Str rest;
    bool current;
} ListIter;
ListIter list_iter(Str part);
typedef struct ListFixed {
    int64_t rid;
    int64_t pack;
    int64_t updated_ms;
    uint64_t labels;
    int64_t lo_ms;
    int64_t hi_ms;
} ListFixed;
#define LIST_ITEM_HEAD (sizeof(ListFixed) + 2)
/* Here, so that who counts items does not take apart what else they say. */
static inline bool list_next(ListIter *it, Listed *out)
{
    ListFixed f;
    if (it->rest.n < LIST_ITEM_HEAD)
        return false;
    memcpy(&f, it->rest.p, sizeof f);
    const bool own = it->rest.p[sizeof f] == 1;
    const size_t n = (unsigned char)it->rest.p[sizeof f + 1];
    if (it->rest.n - LIST_ITEM_HEAD < n)
        return false;
    *out = (Listed){ .rid = f.rid,
                     .pack = f.pack,
                     .updated_ms = f.updated_ms,
                     .labels = f.labels,
                     .when = { f.lo_ms, f.hi_ms },
                     .own = own && it->current,
                     .id = { it->rest.p + LIST_ITEM_HEAD, n } };
    it->rest.p += LIST_ITEM_HEAD + n;
    it->rest.n -= LIST_ITEM_HEAD + n;
    return true;
}

#endif

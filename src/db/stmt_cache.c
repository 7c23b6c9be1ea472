/* stmt_cache.c - prepared statements of one connection, found by their text: sets of a few slots, the
 * one longest unused makes room. A connection has one user at a time, so nothing is locked. */
#include "db/db_int.h"

#include <stdlib.h>

static void slot_drop(StmtCache *c, StmtSlot *slot)
{
    if (slot->stmt)
        c->drop(c->conn, slot->stmt);
    free(slot->key);
    *slot = (StmtSlot){0};
}

StmtSlot *stmt_find(StmtCache *c, Str key)
{
    const uint64_t hash = str_hash(key);
    StmtSlot *set = c->slot[hash % STMT_SETS];
    StmtSlot *oldest = NULL;
    for (size_t i = 0; i < STMT_WAYS; i++) {
        StmtSlot *s = &set[i];
        if (s->stmt && s->hash == hash && str_eq((Str){s->key, s->key_bytes}, key)) {
            s->used = ++c->clock;
            return s->busy ? NULL : s;
        }
        if (!s->busy && (!oldest || s->used < oldest->used))
            oldest = s;
    }
    if (oldest) {
        slot_drop(c, oldest);
        oldest->hash = hash;
        oldest->used = ++c->clock;
    }
    return oldest;
}

void stmt_keep(StmtSlot *slot, Str key, void *stmt)
{
    slot->key = db_calloc(key.n + 1);
    memcpy(slot->key, key.p, key.n);
    slot->key_bytes = key.n;
    slot->stmt = stmt;
}

void stmt_drop_all(StmtCache *c)
{
    for (size_t set = 0; set < STMT_SETS; set++)
        for (size_t i = 0; i < STMT_WAYS; i++)
            slot_drop(c, &c->slot[set][i]);
}

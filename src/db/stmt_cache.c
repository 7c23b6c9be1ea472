/* stmt_cache.c - prepared statements of one connection, found by their text: sets of a few slots, the
 * one longest unused makes room. A connection has one user at a time, so nothing is locked. */
#include "db/db_int.h"

#include <stdlib.h>

static void slot_drop(StmtCache *c, StmtSlot *slot)
{
    if (slot->stmt)
        c->drop(c->conn, slot->stmt);
    free(slot->key);
    *slot = (StmtSlot){ 0 };
}

/* Of texts that are ours: eight bytes a step. */
static uint64_t text_hash(Str s)
{
    uint64_t h = s.n;
    for (size_t i = 0; i < s.n; i += sizeof h) {
        uint64_t v = 0;
        memcpy(&v, s.p + i, s.n - i < sizeof v ? s.n - i : sizeof v);
        h = (h ^ v) * UINT64_C(0x9e3779b97f4a7c15);
        h ^= h >> 32;
    }
    return h;
}

StmtSlot *stmt_find(StmtCache *c, Str key)
{
    const uint64_t hash = text_hash(key);
    StmtSlot *set = c->slot[hash % STMT_SETS];
    StmtSlot *oldest = NULL;
    for (size_t i = 0; i < STMT_WAYS; i++) {
        StmtSlot *s = &set[i];
        if (s->stmt && s->hash == hash && str_eq((Str){ s->key, s->key_bytes }, key)) {
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

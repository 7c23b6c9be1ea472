/* store_int.h - insides of the writing side: places (fhir_locator) and rows (entry, list, pack, history). */
#ifndef FHIR_STORE_INT_H
#define FHIR_STORE_INT_H

#include "fhir/store.h"

/* Where a resource lives: its row of fhir_locator, kept in memory for the length of a batch. */
typedef struct Place {
    FhirRef ref;
    bool asked; /* looked up: what follows is true */
    bool known; /* there is a row */
    bool here;  /* and the resource itself has arrived (hash is not NULL) */
    bool dirty; /* to be written by places_write */
    int64_t compartment;
    int64_t rid; /* there; 0 until it first arrives */
    unsigned char hash[32];
    uint64_t fingerprint; /* of the tables that made its entry and index rows */
    bool held;            /* a line waits in fhir_held */
    unsigned char held_hash[32];
} Place;

/* Open addressing; slots point into the arena, so a Place stays where it is. */
typedef struct Places {
    Place **slots;
    size_t room; /* a power of two */
    size_t count;
} Places;

/* The pack that a member's next body of a type goes into. */
typedef struct TailPack {
    int64_t compartment; /* 0: nothing yet */
    uint16_t type;
    int64_t pack;
} TailPack;
#define STORE_TAILS 256u

/* What resources of the directory give, each asked once a batch. Open addressing. */
typedef struct Giver {
    uint64_t link; /* 0: free */
    uint64_t labels;
} Giver;

typedef struct Givers {
    Giver *slots;
    size_t room; /* a power of two */
    size_t count;
} Givers;

struct Store {
    DbTx *tx;
    int64_t plan;
    RecordRules rules; /* a copy */
    int64_t updated_ms;
    int64_t next_rid;
    int64_t next_compartment;
    int64_t next_pack;
    bool any_pending; /* something waits: each new resource is asked for */
    bool any_held;    /* something is held: places are asked with it */
    Places places;
    TailPack tails[STORE_TAILS];
    FhirRef *placed;
    size_t placed_count;
    size_t placed_room;
    FhirRef *refused;
    size_t refused_count;
    size_t refused_room;
    struct Touched *touched; /* what this batch has changed */
    size_t touched_count;
    size_t touched_room;
    Givers givers; /* store_give.c's */
};

/* A resource that a batch has written, or taken away from a compartment. */
typedef struct Touched {
    int64_t compartment;
    FhirRef ref;
    const Record *r; /* NULL: it is not there any more */
    bool written;    /* by this batch: nobody has seen it */
    bool guessed;    /* and with labels, by what was known then */
} Touched;

/* A number of fhir_counter: *value stays when there is none. */
MUST_USE Status store_counter(Cx *cx, DbTx *tx, int64_t plan, Str name, int64_t *value);
MUST_USE Status store_counter_put(Cx *cx, DbTx *tx, int64_t plan, Str name, int64_t value);
/* Until tx ends no other transaction writes this plan: counters are read and put back. PostgreSQL alone needs
 * it said. */
MUST_USE Status store_lock(Cx *cx, DbTx *tx, int64_t plan);

/* Looks refs up that were not yet, many in one statement. */
MUST_USE Status places_ask(Cx *cx, Store *s, const FhirRef *refs, size_t count);
/* As places_ask for one. The answer lives as long as the batch. */
MUST_USE Status place_find(Cx *cx, Store *s, uint16_t type, Str id, Place **out);
/* The compartment of a Patient, given now when it was never named before. */
MUST_USE Status place_compartment(Cx *cx, Store *s, Str patient, int64_t *out);
/* Writes the dirty ones, in the table's order. */
MUST_USE Status places_write(Cx *cx, Store *s);

/* A version to be written. */
typedef struct RowWrite {
    const Record *r;
    int64_t compartment;
    int64_t rid;
    int64_t version;
    int64_t pack;    /* where the body was, 0: nowhere; packs_write says where it is */
    uint64_t labels; /* effective */
    Str keys;        /* rows_write's */
} RowWrite;

/* What the row of a resource in a compartment says. */
typedef struct RowStanding {
    bool there;
    bool deleted;
    bool was; /* the content asked for is one of its versions in the history */
    int64_t version;
    int64_t rid;
    int64_t pack;
    int64_t updated_ms;
    uint64_t labels;
} RowStanding;
/* WHERE it is: in fhir_entry, fhir_history and fhir_label alike. */
void row_where(Sql *q, const Store *s, int64_t compartment, const FhirRef *ref);
/* Zeros when it was never there. hash: the content asked for. */
MUST_USE Status row_standing(Cx *cx, const Store *s, const Place *p, int64_t compartment, Str hash,
                             RowStanding *out);
/* Takes the standing version away, into the history. p as it was with that version. body: its own; empty of
 * what was not there. */
MUST_USE Status row_retire(Cx *cx, const Store *s, const Place *p, int64_t compartment,
                           const RowStanding *old, Str *body);
/* Gives a version of the history other labels: row, keys and bytes have them. */
MUST_USE Status row_past(Cx *cx, const Store *s, const RowWrite *w, int64_t updated_ms);
/* Inserts entries, lists, bodies and index rows; rows are in the order of (compartment, type, id). */
MUST_USE Status rows_write(Cx *cx, Store *s, RowWrite *rows, size_t count);
/* Makes keys, date and index rows of the standing version anew: what it says is the same, today's tables
 * say it otherwise. Its version, lastUpdated and labels stay. */
MUST_USE Status row_again(Cx *cx, const Store *s, RowWrite *row);
/* Of one member, or the directory, and one type. */
bool rows_are_of_one_list(const RowWrite *a, const RowWrite *b);
/* The lists' share of rows_write, which calls it; and of row_tombstone. */
MUST_USE Status lists_write(Cx *cx, const Store *s, const RowWrite *rows, size_t count);
/* And of row_again, for an entry that keeps what it has of these. */
typedef struct ListKept {
    int64_t pack;
    int64_t updated_ms;
    uint64_t labels;
} ListKept;
MUST_USE Status list_again(Cx *cx, const Store *s, const RowWrite *row, const ListKept *kept);
/* The newest pack that a list names; 0: it is empty. */
MUST_USE Status list_last_pack(Cx *cx, const Store *s, int64_t compartment, uint16_t type,
                               int64_t *pack);
MUST_USE Status list_remove(Cx *cx, const Store *s, int64_t compartment, uint16_t type,
                            int64_t rid);
/* The packs' share of rows_write: puts bodies into the last pack of their member and type and into new ones,
 * and says in rows where. */
MUST_USE Status packs_write(Cx *cx, Store *s, RowWrite *rows, size_t count);
/* Takes a body out of its pack, and the pack away when it was the last. ST_INTERNAL: it is not there. */
MUST_USE Status pack_take(Cx *cx, const Store *s, int64_t compartment, int64_t pack, int64_t rid,
                          Str *body);
/* That it was compartment's was an error: none of the versions before is that member's to see (S24). */
MUST_USE Status row_moved(Cx *cx, const Store *s, const Place *p, int64_t compartment);
/* Ends what is there: last version to history, a tombstone in the entry. updated_ms: what it had; 0 when
 * nothing was there. */
MUST_USE Status row_tombstone(Cx *cx, Store *s, const Place *p, int64_t compartment,
                              int64_t *updated_ms);
/* Bodies of a type in a compartment, without labels of ours: of id, or of all when id is empty. */
MUST_USE Status row_bodies(Cx *cx, const Store *s, int64_t compartment, uint16_t type, Str id,
                           Str **bodies, size_t *count);

/* ---- the items of a batch (store.c) ---- */

/* An item on its way through the batch. */
typedef struct Work {
    StoreItem *item;
    const Record *r;
    size_t order; /* in the batch; of one that comes again, the first one's */
    Place *place;
    int64_t from;        /* compartment before this batch */
    int64_t compartment; /* after it */
    int64_t version;     /* the one before */
    int64_t rid;         /* what it has in that compartment; 0: it was never there */
    int64_t pack;        /* where its body was there; 0: nowhere */
    bool write;
    bool again; /* unchanged, but older tables made its rows */
} Work;

/* Retires and writes, in the order of owners, what was prepared. */
MUST_USE Status work_write(Cx *cx, Store *s, Work *work, size_t count);
/* Items that need others first (or, with false, those that do not). */
MUST_USE Status items_put(Cx *cx, Store *s, StoreItem *items, size_t count, bool dependent);
/* Makes an item of a stored or waiting body, now that what it depends on has changed. */
MUST_USE Status item_again(Cx *cx, Store *s, Str body, Record **r, StoreItem *item);

/* ---- and what follows them (store_follow.c) ---- */

/* Of one that has another owner now: what belongs to it, to the same. */
MUST_USE Status work_move_with(Cx *cx, Store *s, const Work *w);
/* Places what had waited for any of these. */
MUST_USE Status waiting_release(Cx *cx, Store *s, const StoreItem *items, size_t count);

/* ---- labels (store_label.c) ---- */

/* Notes what has been written, and what is gone from a compartment. */
void labels_written(Cx *cx, Store *s, const RowWrite *rows, size_t count);
void labels_gone(Cx *cx, Store *s, int64_t compartment, const FhirRef *ref);
/* That r's own labels are others now; or, with NULL, that a member is to be settled whatever happened. */
void labels_judged(Cx *cx, Store *s, int64_t compartment, const Record *r);
/* Fills labels of rows that are about to be written: what follows from them alone and from what is stored with
 * labels. labels_settle has the last word. */
MUST_USE Status labels_guess(Cx *cx, Store *s, RowWrite *rows, size_t count);
/* At a batch's end: gives every resource of the members that it concerns the labels that follow from all there is
 * of them. One that this batch wrote is put right in place, another gets a new version (sensitive.md 2.5) and its
 * history their labels. */
MUST_USE Status labels_settle(Cx *cx, Store *s);
/* Of all that decides labels: the table and the rules by which they spread. */
uint64_t labels_fingerprint(const LabelTable *table);

MUST_USE Status held_any(Cx *cx, Store *s);
/* Keeps record in the place of what was held of its id before. */
MUST_USE Status held_keep(Cx *cx, Store *s, const Record *r);
MUST_USE Status held_drop(Cx *cx, const Store *s, uint16_t type, Str id);
/* Some bodies that are held, which are taken out. */
MUST_USE Status held_take(Cx *cx, const Store *s, Str **bodies, size_t *count);

/* Keeps record until the resource waits_type/waits_id arrives. */
MUST_USE Status pending_keep(Cx *cx, Store *s, const Record *r, FhirRef waits);
MUST_USE Status pending_drop(Cx *cx, const Store *s, uint16_t type, Str id);
/* Bodies that wait for type/id, at most a batch of them. */
MUST_USE Status pending_for(Cx *cx, const Store *s, uint16_t type, Str id, Str **bodies,
                            size_t *count);

#endif

/* audit_int.h - what the files of src/audit share. */
#ifndef AUDIT_AUDIT_INT_H
#define AUDIT_AUDIT_INT_H

#include "audit/audit.h"
#include "base/buf.h"
#include "base/limits.h"
#include "jose/jose.h"

#include <pthread.h>
#include <stdatomic.h>

/* ---- records (record.c) ---- */

/* A journal's line: "SUM PLAN MS PATIENT KIND JSON\n". SUM is str_sum of the rest in hex: it tells a line
 * that was torn or spoilt from a whole one. It is no proof against whoever may write the journal: he may
 * read the key as well, so an HMAC would be none either; proofs begin where a block is sealed. PATIENT
 * is the member's id, or NO_PATIENT; what cannot be a word of the line is in JSON instead. KIND is the
 * subtype of kind.def. Nothing is said twice: each byte is summed, copied, compressed and kept for years;
 * record_whole puts into the JSON what stands in front. */
#define SUM_CHARS 16u
#define NO_PATIENT "*"

/* Writes the line without its line feed to where LIMIT_AUDIT_LINE bytes are free; its length. */
size_t record_write(Cx *cx, const AuditRecord *r, char *line);
/* The same in cx->mem. */
Str record_line(Cx *cx, const AuditRecord *r);

typedef struct Event {
    int64_t plan;
    int64_t recorded_ms;
    Str patient;  /* empty: none */
    Str line;     /* "MS PATIENT KIND JSON": what a block keeps */
    size_t order; /* in which the sealer met it */
} Event;

/* Reads a journal's line without its line feed; false when it is not as it was written. */
bool event_read(Str line, Event *out);
/* Reads "MS PATIENT KIND JSON" and leaves "KIND JSON" in *record. */
bool event_head(Str line, Event *out, Str *record);
/* "KIND JSON" as one JSON object with all that is known. ST_STRUCTURE: it is not a record. */
MUST_USE Status record_whole(Cx *cx, int64_t plan, const Event *e, Str record, Str *out);

/* ---- journals (journal.c) ---- */

/* A journal is mapped and room on the disk reserved ahead, so that a record is written there without a
 * system call. Behind the last line are zeros or what a killed process began. The line feed is written
 * last: a line that has one is whole, wherever its process was killed. */
#define JOURNAL_BYTES (16u << 20)  /* then the thread begins another */
#define JOURNAL_AHEAD (128u << 10) /* reserved at a time */
#define JOURNAL_NAME 64u

typedef struct Journal {
    struct Journal *next;
    char name[JOURNAL_NAME];
    int fd;    /* locked as long as this process lives: flock tells the dead from the living */
    char *map; /* JOURNAL_BYTES */
    size_t reserved;       /* its thread's: bytes that the disk has room for */
    atomic_size_t written; /* behind the last whole line */
    atomic_bool dirty;     /* written and not yet forced to the disk */
    atomic_bool closed;    /* its thread writes no more */
    atomic_bool aside;     /* cannot be sealed: its thread begins another */
    int64_t sealed;        /* the sealer's: where the first unsealed line begins */
} Journal;

struct Audit {
    Db *db;
    unsigned char key[SHA256_BYTES];
    int dir;
    int64_t fsync_ms;
    int64_t seal_ms;
    char tag[32]; /* journals of this opening begin with it */
    char zeros[JOURNAL_AHEAD];
    pthread_key_t own;
    pthread_mutex_t lock; /* of what follows */
    pthread_cond_t wake;
    Journal *journals;
    unsigned serial;
    bool stop;
    pthread_mutex_t sealing; /* one seal at a time; of what follows */
    bool unsure;             /* whether the last pass was committed */
    bool failing;            /* the last round; the sealer's, before and after it the opener's */
    bool note_failing;       /* where chains end could not be noted, or it is not where it was */
    int ship;                /* the shipper's folder; -1: none */
    int64_t ship_bytes;      /* a file of it is put aside at */
    bool ship_failing;       /* as failing */
    pthread_t sealer;
};

Str audit_key(const Audit *a);
/* A thread ended: the destructor of Audit.own. */
void journal_abandon(void *journal);
/* Forces to the disk what is not there yet. */
void journal_sync_all(Audit *a);
/* Takes j off the list, closes and frees it. */
void journal_drop(Audit *a, Journal *j);

/* ---- how far a journal is sealed (position.c) ---- */

/* A journal of which that is not known is put aside under this name more, until an operator accepts it. */
#define JOURNAL_ASIDE ".aside"

typedef struct Place {
    int64_t at;      /* where the first unsealed line begins */
    const char *why; /* English: why that is not known; NULL: it is */
} Place;

/* As the store says of the journal in fd, of which size bytes are written. 0: it has no row. */
MUST_USE Status position_find(Cx *cx, const Audit *a, Str name, int fd, size_t size, Place *out);
/* Of a row whose columns are name, position and proof: whether a sealer wrote it. */
bool position_proved(Cx *cx, Str key, const DbRows *r);
/* Only from where the caller found it: ST_UNAVAILABLE when it is elsewhere. */
MUST_USE Status position_put(Cx *cx, DbTx *tx, Str key, Str name, int64_t from, int64_t to);
/* Wherever it was. */
MUST_USE Status position_set(Cx *cx, DbTx *tx, Str key, Str name, int64_t at);
MUST_USE Status position_forget(Cx *cx, DbTx *tx, int64_t plan, Str name);
/* Behind the last line that the chain has of the journal in fd, whatever the store's row says. */
MUST_USE Status position_by_chain(Cx *cx, DbTx *tx, Str key, int fd, int64_t *out);

/* ---- the chain (chain.c) ---- */

/* Many, for a block costs a row for each member it tells of; not more, for to read one record is to
 * unpack a block: some milliseconds. */
#define BLOCK_RECORDS 2000
#define BLOCK_BYTES (1u << 20) /* of lines, before compression, and one line more */

typedef struct Block {
    int64_t plan;
    int64_t seq; /* of its first record */
    int64_t records;
    int64_t first_ms;
    int64_t last_ms;
    Str lines; /* gzip */
} Block;

typedef struct Head {
    int64_t seq; /* of the last record */
    char hash[SHA256_BYTES];
} Head;

#define BLOCK_COLUMNS "b.plan, b.seq, b.records, b.first_ms, b.last_ms, b.lines, b.hash"
#define PAGE_BLOCKS 16

Str head_hash(const Head *h);
void head_move(Head *h, const Block *b, Str hash);
/* HMAC over the hash before and every column: who has the store and not the key cannot write a chain
 * that holds. */
Str block_hash(Cx *cx, Str key, Str before, const Block *b);
/* Of a row whose columns are seq and hash. */
MUST_USE Status head_of(Cx *cx, const DbRows *r, Head *out);
/* HMAC over the end: who has the store and not the key cannot cut a chain's end off and seal it anew. */
Str head_proof(Cx *cx, Str key, int64_t plan, const Head *h);
/* Of a row whose columns are seq, hash and proof: whether it is as a sealer wrote it. */
bool head_proved(Cx *cx, Str key, int64_t plan, const DbRows *r, Head *out);
/* The statement locks the plan's row, so that two processes add one after the other. */
MUST_USE Status head_lock(Cx *cx, DbTx *tx, Str key, int64_t plan, Head *out, bool *proved);
/* The same; ST_CONFLICT: the row's proof is not ours. */
MUST_USE Status head_take(Cx *cx, DbTx *tx, Str key, int64_t plan, Head *out);
MUST_USE Status head_put(Cx *cx, DbTx *tx, Str key, int64_t plan, const Head *h);
/* Of a row of BLOCK_COLUMNS; lines borrows from it. */
Block block_of(const DbRows *r);
/* The events of a block; ST_STRUCTURE when they are not what a sealer wrote. */
MUST_USE Status block_events(Cx *cx, const Block *b, Event **events, Str **records);
/* Memory for one block after another, which lives as long as cx->mem: a pass seals and a request reads
 * many, and each is a megabyte. block_open is block_events there. */
Cx block_cx(Cx *cx);
MUST_USE Status block_open(Cx *cx, Cx *block, const Block *b, Event **events, Str **records);
MUST_USE Status row_fill(Cx *cx, const Block *b, const Event *e, Str record, int64_t seq,
                         AuditRow *out);
/* The members that events tell of, each once, sorted: rows of an index are added fastest in order. */
Str *patients_of(Cx *cx, const Event *events, size_t count, size_t *out_count);
char *put_be64(char *out, int64_t v);
/* The plan's next blocks behind seq, oldest first, PAGE_BLOCKS at most. */
MUST_USE Status blocks_query(Cx *cx, DbTx *tx, int64_t plan, int64_t after, DbRows **r);

/* Appends events of one plan, which are in order, behind its head, which moves to *end; with the members'
 * index and receipts. */
MUST_USE Status chain_add(Cx *cx, DbTx *tx, Str key, const Event *events, size_t count, Head *end);

/* ---- the chain's beginning (retain.c) ---- */

/* Of the last block that was removed by its age: where the chain begins now. */
typedef struct Anchor {
    Head head;
    int64_t upto_ms; /* the latest time in any block removed */
} Anchor;
/* *why is set when the row is not what we wrote; zero: nothing was ever removed. */
MUST_USE Status anchor_read(Cx *cx, DbTx *tx, Str key, int64_t plan, Anchor *out, const char **why);

/* The end of the last block that begins before seq; else where the chain begins. */
MUST_USE Status chain_before(Cx *cx, DbTx *tx, Str key, int64_t plan, int64_t seq, Head *out);

/* ---- what was seen (mark.c) ---- */

/* A file that keeps a chain's end as it was seen, "SEQ HASH": outside of the store, so that a store set back
 * shows. Beside the journals what was sealed, in ship_dir what was shipped. */
typedef struct MarkFile {
    int dir;
    char name[48];
    bool forced; /* to the disk before mark_write returns */
} MarkFile;
typedef struct PlanEnd {
    int64_t plan;
    Head head;
} PlanEnd;
#define MARK_SEALED "sealed"
#define MARK_SHIPPED "pos"
MarkFile mark_file(int dir, int64_t plan, const char *end);
/* False: there is none that can be read. */
bool mark_read(Cx *cx, const MarkFile *f, Head *out);
/* One process at a time. */
MUST_USE Status mark_write(Cx *cx, const MarkFile *f, const Head *h);
/* Whether the chain has the block that ended at m, or had it until it went by its age. */
MUST_USE Status mark_holds(Cx *cx, Db *db, Str key, int64_t plan, const Head *m, bool *holds);
/* As a failure: ST_CONFLICT. */
MUST_USE Status mark_check(Cx *cx, const Audit *a, int64_t plan, const Head *m);
/* The name in the log of what failed. */
Str mark_event(Status st, Str otherwise);
/* Notes beside the journals where the chain ends now. A note that the chain contradicts stays: ST_CONFLICT. */
MUST_USE Status mark_sealed(Cx *cx, Audit *a, int64_t plan, const Head *end);

/* ---- receipts (receipt.c) ---- */

/* What events say that apps read, a row a member, account, app, day and type, sorted, each once. */
MUST_USE Status receipts_make(Cx *cx, const Event *events, size_t count, AuditReceipt **out,
                              size_t *out_count);
MUST_USE Status receipts_add(Cx *cx, DbTx *tx, int64_t plan, const Event *events, size_t count);

/* ---- for a shipper (ship.c) ---- */

/* Writes what is sealed and not yet in the files. Nothing when none are configured, or while another
 * process does it. */
MUST_USE Status ship_all(Cx *cx, Audit *a);

/* The last block in a plan's file, should the position be gone: whoever removes a chain with it would have what
 * was shipped begin anew. */
MUST_USE Status shipped_end(Cx *cx, int dir, int64_t plan, Head *out, bool *has);

/* ---- sealing (seal.c) ---- */

MUST_USE Status seal_all(Cx *cx, Audit *a);

#endif

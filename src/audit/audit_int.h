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
    pthread_t sealer;
};

Str audit_key(const Audit *a);
/* A thread ended: the destructor of Audit.own. */
void journal_abandon(void *journal);
/* Forces to the disk what is not there yet. */
void journal_sync_all(Audit *a);
/* Takes j off the list, closes and frees it. */
void journal_drop(Audit *a, Journal *j);

/* ---- the chain (chain.c) ---- */

/* Many, for a block costs a row for each member it tells of; not more, for to read one record is to
 * unpack a block: some milliseconds. */
#define BLOCK_RECORDS 2000
#define BLOCK_BYTES (1u << 20) /* of lines, before compression, and one line more */

/* Appends events of one plan, which are in order, behind its head. */
MUST_USE Status chain_add(Cx *cx, DbTx *tx, Str key, const Event *events, size_t count);

/* ---- sealing (seal.c) ---- */

MUST_USE Status seal_all(Cx *cx, Audit *a);

#endif

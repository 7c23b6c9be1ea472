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

/* A journal's line: MAC_CHARS of HMAC over the record in hex, a space, the record as JSON (which has
 * no line break inside), a line feed. The MAC tells a line that was changed or torn from a whole one. */
#define MAC_CHARS 16u

MUST_USE Status record_json(Cx *cx, const AuditRecord *r, Buf *out);
MUST_USE Status record_line(Cx *cx, Str key, const AuditRecord *r, Str *line);
/* The record of a line without its line feed; STR_NONE when the MAC does not fit. */
Str record_of_line(Cx *cx, Str key, Str line);

/* A record and what stands beside it in its row. Derived from the record alone, when it is sealed and
 * when it is verified, so that no column can be changed unseen. */
typedef struct Event {
    int64_t plan;
    int64_t recorded_ms;
    int64_t outcome;
    Str kind;
    Str action;
    Str client_id;
    Str account;
    Str patient;
    Str grant;
    Str consent;
    Str request_id;
    Str record;
    size_t order; /* in which the sealer met it */
} Event;

/* ST_STRUCTURE when record is not one of ours. */
MUST_USE Status event_read(Cx *cx, Str record, Event *out);

/* ---- journals (journal.c) ---- */

#define JOURNAL_BYTES (16 << 20) /* then the thread begins another */
#define JOURNAL_NAME 64u

typedef struct Journal {
    struct Journal *next;
    char name[JOURNAL_NAME];
    int fd; /* locked as long as this process lives: flock tells the dead from the living */
    int64_t written;    /* its thread's */
    atomic_bool dirty;  /* written and not yet forced to the disk */
    atomic_bool closed; /* its thread writes no more */
    int64_t sealed;     /* the sealer's: where the first unsealed line begins */
} Journal;

struct Audit {
    Db *db;
    unsigned char key[SHA256_BYTES];
    int dir;
    int64_t fsync_ms;
    int64_t seal_ms;
    char tag[32]; /* journals of this opening begin with it */
    pthread_key_t own;
    pthread_mutex_t lock; /* of what follows */
    pthread_cond_t wake;
    Journal *journals;
    unsigned serial;
    bool stop;
    pthread_mutex_t sealing; /* one seal at a time; of what follows */
    bool unsure;             /* whether the last pass was committed */
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

/* Appends events of one plan behind its head. */
MUST_USE Status chain_add(Cx *cx, DbTx *tx, Str key, const Event *events, size_t count);

/* ---- sealing (seal.c) ---- */

MUST_USE Status seal_all(Cx *cx, Audit *a);

#endif

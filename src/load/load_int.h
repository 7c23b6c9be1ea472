/* load_int.h - the stations of a load. A Chunk goes from the reader to a parse thread to the writer and
 * back; it owns its memory all the way. */
#ifndef LOAD_LOAD_INT_H
#define LOAD_LOAD_INT_H

#include "base/limits.h"
#include "fhir/store.h"
#include "load/load.h"
#include "member/member.h"

#include <stdatomic.h>

#define CHUNK_BYTES (2u << 20)  /* lines of one batch */
#define CHUNK_KEEP (8u << 20)   /* a buffer larger than this is given back after its chunk */
#define CHUNK_ARENA (12u << 20) /* what its records take, usually */
/* One transaction takes chunks until it has so many bytes or is so old: an index on ids meets each of
 * its pages anew with every transaction. lastUpdated is the transaction's beginning, hence the age. */
#define BATCH_BYTES (24u << 20)
#define BATCH_MS 1000

/* The cause, worded in memory that goes. */
Status pass_up(Cx *cx, const Cx *from, Status st);

/* ---- sources (source.c) ---- */

typedef struct LoadFile {
    Str path; /* as found; "-" is standard input */
    int64_t bytes;
    int64_t mtime_ms;
    Str head;         /* hash of its first bytes; empty for standard input */
    bool lines_only;  /* *.ndjson: each line stands alone, whatever it holds */
    bool one_text;    /* *.json: a first line without an end is a document of one line */
    int64_t position; /* resumed: where to go on, in unpacked bytes */
    int64_t lines;    /* and the lines before */
    bool done;        /* resumed: nothing left */
} LoadFile;

typedef struct LoadSource {
    LoadFile *files; /* in order of their paths, folder by folder */
    size_t count;
    Str name; /* for people: the first path */
    Str hash; /* of all paths: what a job is found again by; empty with standard input */
} LoadSource;

/* ST_NOT_FOUND names a path that is not there or cannot be read. */
MUST_USE Status source_list(Cx *cx, const Str *paths, size_t count, LoadSource *out);

/* ---- items ---- */

typedef enum ItemKind { ITEM_PUT, ITEM_DELETE, ITEM_REJECT } ItemKind;

typedef struct Item {
    ItemKind kind;
    int64_t line;               /* from 1 */
    int64_t byte;               /* from 0, of the unpacked source */
    const Record *record;       /* ITEM_PUT */
    const RosterPerson *person; /* ITEM_PUT of a Patient or Coverage; else NULL */
    FhirRef ref;                /* ITEM_DELETE */
    Str type;                   /* ITEM_REJECT: what is known of it */
    Str id;
    Status status;
    Str where;
    Str detail;
} Item;

typedef struct Chunk {
    Cx cx;
    const LoadFile *file;
    char *p; /* whole lines, or a document */
    size_t n;
    size_t room;
    int64_t line;     /* of the first */
    int64_t position; /* of p[0] */
    int64_t lines;    /* in it */
    int64_t end;      /* position behind it */
    bool document;    /* one JSON text over many lines */
    bool last;        /* of its file */
    Item *items;
    size_t count;
    size_t item_room;
    FhirRef *refs; /* what its resources refer to, each once, sorted */
    size_t ref_count;
} Chunk;

Item *chunk_add(Chunk *c, ItemKind kind, int64_t line, int64_t byte);
/* A rejected place; the reason is c->cx.fault, which is cleared. */
Item *chunk_reject(Chunk *c, int64_t line, int64_t byte);

/* ---- reading (reader.c) ---- */

typedef struct Reader Reader;
/* stop: set by another thread to end a wait for input. */
Reader *reader_new(Cx *cx, const atomic_bool *stop);
void reader_close(Reader *r);
/* Begins with file, at file->position. ST_NOT_FOUND: cannot be opened. */
MUST_USE Status reader_open(Cx *cx, Reader *r, const LoadFile *file);
/* The next whole lines of the file; c->last with the end of it. What cannot be read is in c->items. */
void reader_fill(Reader *r, Chunk *c);

/* ---- parsing (parse.c, bundle.c, roster.c) ---- */

/* Fills c->items from its lines. */
void parse_chunk(Chunk *c, const RecordRules *rules);
/* One JSON text that is a resource: an item, or what c->cx.fault says. */
void parse_resource(Chunk *c, Str text, const RecordRules *rules, int64_t line, int64_t byte);
/* Takes a Bundle apart. False when text is none. */
bool parse_bundle(Chunk *c, Str text, const RecordRules *rules, int64_t line, int64_t byte);
/* What a Patient or a Coverage says about a member; NULL when r is neither. */
const RosterPerson *roster_person(Cx *cx, const Record *r, Str base);

/* ---- threads between them (pipe.c) ---- */

typedef struct Pipe Pipe;
/* Starts a reader and parsers over the files that are not done. */
MUST_USE Status pipe_start(Cx *cx, const LoadSource *source, const RecordRules *rules,
                           size_t threads, Pipe **out);
/* The next chunk in order; NULL at the end, or, with *idle, when none came within wait_ms. */
Chunk *pipe_next(Pipe *p, int64_t wait_ms, bool *idle);
/* Gives the chunk back. */
void pipe_done(Pipe *p, Chunk *c);
/* Stops what runs and waits for it. */
void pipe_stop(Pipe *p);

/* ---- writing (write.c, refs.c, reject.c) ---- */

typedef struct Refs Refs; /* what is known to be here, or listed in load_ref */
Refs *refs_new(Cx *cx);
/* What items refer to, each once, sorted; those with written false are left out. */
typedef struct RefList {
    FhirRef *refs;
    size_t count;
} RefList;
RefList refs_of_chunk(Cx *cx, const Chunk *c);
RefList refs_of_items(Cx *cx, const StoreItem *items, size_t count);
/* Lists those that are not there. */
MUST_USE Status refs_note(Cx *cx, DbTx *tx, int64_t plan, Refs *refs, RefList list);
/* Takes out of load_ref what has arrived, and counts the rest. */
MUST_USE Status refs_settle(Cx *cx, Db *db, int64_t plan, int64_t *dangling);

typedef struct Rejects {
    Str path;
    FILE *file; /* opened at the first reject */
    int64_t bytes;
} Rejects;
/* The line of one item. */
Str reject_line(Cx *cx, const LoadFile *file, const Item *item);
/* Appends; what stands behind bytes is of a batch that was never committed, and goes. */
MUST_USE Status rejects_write(Cx *cx, Rejects *r, Str lines);
void rejects_close(Rejects *r);

/* ---- the job (job.c, report.c) ---- */

typedef struct Job {
    const LoadSpec *spec;
    LoadSource source;
    Str id;
    Str feed;
    Str owner;          /* of the lock */
    int64_t started_ms; /* no version of before has this lastUpdated or a later one */
    int64_t begun_us;   /* of this run, by the steady clock */
    int64_t run_bytes;
    bool resumed;
    LoadCounts counts;
    int64_t *by_type; /* by type number: created, updated or moved */
    Str *repeated;    /* "Type/id", LIMIT_REPEATED at most */
    size_t repeated_count;
    Rejects rejects;
    Refs *refs;
} Job;

/* Takes the plan's lock and finds or begins the job. */
MUST_USE Status job_open(Cx *cx, Job *job);
/* In the batch's transaction: still ours, and where it got to. ST_CONFLICT: the lock was lost. */
MUST_USE Status job_save(Cx *cx, DbTx *tx, Job *job, const LoadFile *file, int64_t position,
                         int64_t lines, bool done);
/* A transaction for nothing but the lock. */
MUST_USE Status job_keep_lock(Cx *cx, const Job *job);
/* done: nothing is left to resume. */
MUST_USE Status job_close(Cx *cx, Job *job, bool done);
/* Writes a chunk in tx, with where the next one begins. long_lived holds what the report lists. */
MUST_USE Status write_chunk(Cx *cx, DbTx *tx, Job *job, Arena *long_lived, const Chunk *c);
/* Puts some of what was held (store_put_held) in tx; *more: there may be others. */
MUST_USE Status write_held(Cx *cx, DbTx *tx, Job *job, Arena *long_lived, bool *more);
/* db_write_bulk, with patience: another process may hold the file for a while. */
MUST_USE Status job_begin(Cx *cx, const Job *job, DbTx **tx);

Str report_json(Cx *cx, const Job *job);
/* Takes the counters of a report back. */
MUST_USE Status report_read(Cx *cx, Str json, Job *job);

#endif

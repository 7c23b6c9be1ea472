/* audit.h - who did what to whose data. A thread appends its record to a journal file of its own
 * before the reply leaves; one sealer thread moves journals into the hash-chained table audit_block,
 * a chain a plan, many records a row (AUTHORIZATION C11, C12, C14).
 *
 * An answered request is in a journal whatever happens to the process; to survive a machine that
 * loses power it is forced to the disk every fsync_ms, or before each reply (0). Journals and table
 * hold personal data: files are 0600, nothing of them is ever logged.
 * Any thread; a thread's first append opens its journal. Processes may share dir and store. */
#ifndef AUDIT_AUDIT_H
#define AUDIT_AUDIT_H

#include "base/cx.h"
#include "db/db.h"

typedef enum AuditKind {
#define AUDIT_KIND(name, type, subtype, action) name,
#include "audit/kind.def"
#undef AUDIT_KIND
    AUDIT_KINDS
} AuditKind;

typedef struct AuditKindRow {
    Str type;
    Str subtype;
    Str action;
} AuditKindRow;

const AuditKindRow *audit_kind(AuditKind kind);

/* When, and the request's id, come from cx. What is empty or 0 is left out of the record. */
typedef struct AuditRecord {
    AuditKind kind;
    int64_t plan;    /* 0: none was found */
    int http_status; /* gives the outcome: 0 below 400, 4 below 500, else 8; 0 (a command): status */
    Status status;   /* when it failed; its name is written */
    Str address;     /* the peer's network address */
    Str client_id;
    Str grant;
    Str account; /* internal id of who is signed in, or whose grant it is */
    Str patient; /* id of the Patient whose compartment it is */
    Str actor;   /* who acted, when not the member: a representative, an operator, a command */
    Str reason;  /* an operator's own words: why */
    Str consent;
    Str resource_type;
    Str resource_id;
    int64_t count; /* resources sent, or records loaded */
    Str included; /* of them those of other types, "Organization=2,Practitioner=3"; the rest are resource_type's */
    int64_t bytes; /* of the reply before compression */
    Str query;     /* as received; written in base64; may hold health data */
} AuditRecord;

typedef struct AuditConf {
    Db *db;
    Str dir;
    Str key;          /* keys_use(keys, KEY_AUDIT) */
    int64_t fsync_ms; /* 0: before each append returns */
    int64_t seal_ms;  /* between two seals; 0: 1000 */
    /* A folder for a log shipper (C12): a file a plan, to which each block that was sealed is appended at
     * once. What is there from a process killed in between may come twice, each with its seq. */
    Str ship_dir;       /* empty: none */
    int64_t ship_bytes; /* a file is put aside when it has so many; 0: 64 MiB */
} AuditConf;

typedef struct Audit Audit;

/* Makes dir (0700), seals the journals that dead processes left (what fails is logged and tried again),
 * starts the sealer.
 * ST_UNAVAILABLE: dir cannot be made or opened. ST_INVALID: others may enter it. */
MUST_USE Status audit_open(Cx *cx, const AuditConf *conf, Audit **out);
/* Seals what is left. Nobody appends any more when it is called. */
void audit_close(Audit *a);

/* ST_UNAVAILABLE: not written; the caller then answers 503 and sends no data (C14). */
MUST_USE Status audit_append(Cx *cx, Audit *a, const AuditRecord *r);

/* Seals all that was appended before the call. ST_UNAVAILABLE: the store is not there; nothing is
 * lost, the journals stay. */
MUST_USE Status audit_seal_now(Cx *cx, Audit *a);

typedef struct AuditVerdict {
    bool whole;
    bool to_end;      /* every block there is; what is wrong is behind them */
    int64_t rows;     /* number of the last record found whole */
    int64_t removed;  /* number of the last that was removed by its age */
    int64_t bad_seq;  /* the first record of the block that is wrong or missing; 0: none */
    int64_t after_ms; /* time of the last record found whole; 0: none */
    char head
        [17]; /* of the hash of the last block found whole, in hex: to compare with one kept elsewhere */
    const char *why; /* English, for the operator; "" when whole */
} AuditVerdict;

/* Recomputes the chain of a plan, compares the index of members, proves where it ends. */
MUST_USE Status audit_verify(Cx *cx, Db *db, Str key, int64_t plan, AuditVerdict *out);

/* Of a chain that is whole in itself: whether it still has what this machine sealed, and what it shipped, as
 * the files beside the journals and in ship_dir say. A store that was set back to an older one with its own
 * proof is found by nothing else. */
MUST_USE Status audit_seen_verify(Cx *cx, Audit *a, int64_t plan, AuditVerdict *v);

/* An operator says that a plan's chain goes on from what the store has: its end is proved anew and is from
 * now on what was seen. out: as the chain was found; whole: nothing was to be done. ST_CONFLICT: it is not whole
 * before its end, which nobody can mend. */
MUST_USE Status audit_accept(Cx *cx, Audit *a, const AuditRecord *why, AuditVerdict *out);

/* The same a piece at a time, for a server that has other work: begins where at stands, { .plan = … } at first. */
typedef struct AuditCheck {
    int64_t plan;
    int64_t seq;
    int64_t last_ms;
    char hash[32];
} AuditCheck;
MUST_USE Status audit_verify_some(Cx *cx, Db *db, Str key, AuditCheck *at, AuditVerdict *out,
                                  bool *more);

/* A journal of which it is not known how far it is sealed, or a row of the store that says so and is not ours. */
typedef struct AuditJournal {
    Str name;        /* of a row: whatever who wrote it liked */
    int64_t plan;    /* the row's; ours have 0 */
    bool aside;      /* the file is here, under this name and ".aside" */
    const char *why; /* English, for the operator */
} AuditJournal;
MUST_USE Status audit_journals_verify(Cx *cx, const Audit *a, AuditJournal **out, size_t *count);

/* An operator says that what journals were put aside is sealed behind what the chain has of them, and that rows
 * which are not ours go. count: how many they were. */
MUST_USE Status audit_journals_accept(Cx *cx, Audit *a, const AuditRecord *why, size_t *count);

/* Compares the receipts with the chain, which holds, in one snapshot: what, how often and how much, a day at a
 * time. bad_ms: the first day that differs, DATE_MAX: none. */
MUST_USE Status audit_receipts_verify(Cx *cx, Db *db, Str key, int64_t plan, int64_t *bad_ms);

/* Removes from every chain's beginning the blocks all of whose records are from before before_ms (C12: six
 * years at least), with what the indexes have of them; the chain then begins at an anchor that only who has
 * the key can make. A block that is not as it was sealed is never removed: ST_CONFLICT, and what lies behind
 * it stays too. So is a chain of which more than at_once_ms would go: by its own times what is old becomes so an
 * hour at a time, and a clock that jumped would have us remove years. */
typedef struct AuditKeep {
    int64_t before_ms;
    int64_t at_once_ms; /* INT64_MAX: an operator has looked */
} AuditKeep;
#define AUDIT_AT_ONCE_DAYS 31
MUST_USE Status audit_retain(Cx *cx, Db *db, Str key, const AuditKeep *keep);

typedef struct AuditRow {
    int64_t seq;
    int64_t recorded_ms;
    Str kind; /* subtype */
    Str client_id;
    int64_t outcome;
    Str record; /* the whole, JSON */
} AuditRow;

/* Reading.
 *
 * Rows of a plan from seq on, oldest first. At most max. */
MUST_USE Status audit_rows(Cx *cx, DbTx *tx, int64_t plan, int64_t seq, size_t max, AuditRow **rows,
                           size_t *count);
/* A member's rows before a time, newest first: who has seen my data (C13). At most max. */
MUST_USE Status audit_rows_of(Cx *cx, DbTx *tx, int64_t plan, Str patient, int64_t before_ms,
                              size_t max, AuditRow **rows, size_t *count);

/* Every record of a plan's time [from_ms, to_ms), oldest first as they were sealed; memory stays the same
 * however many. row and cx->mem of each live until the next. A failure of each ends it. */
typedef struct AuditSpan {
    int64_t plan;
    int64_t from_ms;
    int64_t to_ms;
    Str patient; /* empty: all */
} AuditSpan;
typedef Status AuditEach(Cx *cx, void *to, const AuditRow *row);
MUST_USE Status audit_each(Cx *cx, Db *db, const AuditSpan *span, AuditEach *each, void *to);

/* A record as a FHIR R4 AuditEvent in the shape of IHE BALP (C11). */
typedef struct AuditFhir {
    Str issuer;    /* the plan's: of account ids, grants and our own codes */
    Str fhir_base; /* the server that sent the data */
    /* Who an account is to a client, by its tokens (agent.altId); empty: not known. sub NULL: left out. */
    Status (*sub)(Cx *cx, void *of, Str client_id, Str account, Str *out);
    void *of;
} AuditFhir;
MUST_USE Status audit_fhir(Cx *cx, const AuditFhir *f, const AuditRow *row, Str *out);

/* What an app read of a member, for whom, on a day (UTC), by type (C13): summed up by the sealer as it seals;
 * refused and failed requests are none. */
typedef struct AuditReceipt {
    Str patient;
    Str account; /* who let it: what an app reads for a mother is not her child's to see, nor the other way */
    Str client_id;
    int64_t day; /* since 1970 */
    Str type;    /* empty: of no one type */
    int64_t calls;
    int64_t resources;
    int64_t first_ms;
    int64_t last_ms;
} AuditReceipt;
/* Of patient, account and client_id, days before day, the newest first, each whole: at most max_days of them.
 * more: there are older. */
MUST_USE Status audit_receipts_of(Cx *cx, DbTx *tx, int64_t plan, const AuditReceipt *of,
                                  size_t max_days, AuditReceipt **out, size_t *count, bool *more);

#endif

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
    int64_t bytes; /* of the reply before compression */
    Str query;     /* as received; written in base64; may hold health data */
} AuditRecord;

typedef struct AuditConf {
    Db *db;
    Str dir;
    Str key;          /* keys_use(keys, KEY_AUDIT) */
    int64_t fsync_ms; /* 0: before each append returns */
    int64_t seal_ms;  /* between two seals; 0: 1000 */
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
    int64_t rows;    /* records found whole */
    int64_t bad_seq; /* the first record of the block that is wrong or missing; 0: none */
    const char *why; /* English, for the operator; "" when whole */
} AuditVerdict;

/* Recomputes the chain of a plan and compares the index of members. Rows cut off at the end together with the plan's audit_seal row set
 * back to match are seen only by comparing with an earlier head kept elsewhere. */
MUST_USE Status audit_verify(Cx *cx, Db *db, Str key, int64_t plan, AuditVerdict *out);

typedef struct AuditRow {
    int64_t seq;
    int64_t recorded_ms;
    Str kind; /* subtype */
    Str client_id;
    int64_t outcome;
    Str record; /* the whole, JSON */
} AuditRow;

/* Reading: for the pages and exports that show the audit, which come with the account page and the
 * console; until then the tests alone look into the chain by them.
 *
 * Rows of a plan from seq on, oldest first. At most max. */
MUST_USE Status audit_rows(Cx *cx, DbTx *tx, int64_t plan, int64_t seq, size_t max, AuditRow **rows,
                           size_t *count);
/* A member's rows before a time, newest first: who has seen my data (C13). At most max. */
MUST_USE Status audit_rows_of(Cx *cx, DbTx *tx, int64_t plan, Str patient, int64_t before_ms,
                              size_t max, AuditRow **rows, size_t *count);

#endif

/* ways.c - how SQLite finds the rows of every statement that a run of flows has run: by an index that narrows them
 * down to a few. To walk a whole plan is for what stands in allowed[], each with its reason. */
#include "tests/flow/ways.h"

#include "db/db.h"

#include <pthread.h>
#include <regex.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WAYS 4096

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char *texts[WAYS];
static size_t text_count;

/* By the beginning of a statement; of a whole run each row is met. */
static struct {
    const char *text;
    bool met;
} allowed[] = {
    /* a load's own rows, gone at its end */
    { .text = "DELETE FROM fhir_relabelled WHERE plan = ?" },
    { .text = "SELECT type, id, bytes FROM fhir_held WHERE plan = ? ORDER BY" },
    /* whether there is any */
    { .text = "SELECT 1 FROM fhir_held WHERE plan = ? LIMIT 1" },
    { .text = "SELECT 1 FROM fhir_pending WHERE plan = ? LIMIT 1" },
    /* a load's report */
    { .text = "SELECT count(*) FROM fhir_pending WHERE plan = ?" },
    /* the plan's whole register of representatives, when it is loaded anew: by an index of its rows alone */
    { .text = "SELECT id, patient, account, basis, asked_by, approved_by, limits, valid_from_ms, "
              "valid_to_ms, approved_ms, ended_ms, sealed, loaded FROM member_mandate WHERE plan = "
              "? AND loaded = 1" },
    /* codes live for ten minutes */
    { .text = "DELETE FROM member_code WHERE plan = ? AND account = ?" },
    /* few rows: apps; what staff asked for; one for each load */
    { .text = "SELECT g.id FROM oauth_client c CROSS JOIN oauth_grant g" },
    { .text = "SELECT id, account, asked_by, approved_by, approved_ms, ended_ms, sealed FROM "
              "member_recovery WHERE plan = ? AND ended_ms IS NULL AND approved_ms <= ?" },
    { .text = "SELECT state, updated_ms FROM load_job WHERE plan = ? ORDER BY updated_ms" },
    /* the runner's own */
    { .text = "UPDATE oauth_grant SET labels_shared = ?, when_lo_ms = ?, relation = ?" },
};

/* ---- what is run ---- */

/* Not what the engine runs for itself: of its own tables, of the pragmas. */
static bool is_ours(const char *text)
{
    static const char *const verbs[] = { "SELECT ", "INSERT ", "UPDATE ", "DELETE ", "WITH " };
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (strncmp(text, verbs[i], strlen(verbs[i])) == 0)
            return !strstr(text, "sqlite_");
    return false;
}

static void text_keep(const char *text)
{
    size_t i = 0;
    (void)pthread_mutex_lock(&lock);
    while (i < text_count && strcmp(texts[i], text) != 0)
        i++;
    if (i == text_count && i < WAYS)
        texts[text_count++] = strdup(text);
    (void)pthread_mutex_unlock(&lock);
}

static int on_run(unsigned what, void *none, void *stmt, void *text)
{
    (void)what, (void)none, (void)stmt;
    if (is_ours(text))
        text_keep(text);
    return 0;
}

static int on_open(sqlite3 *handle, const char **error, const void *none)
{
    (void)error, (void)none;
    return sqlite3_trace_v2(handle, SQLITE_TRACE_STMT, on_run, NULL);
}

void ways_watch(void)
{
    (void)sqlite3_auto_extension((void (*)(void))on_open);
}

/* ---- how its rows are found ---- */

typedef struct Store {
    sqlite3 *state;
    sqlite3 *records;
    regex_t whole; /* a step that has nothing to find by but the plan */
    regex_t made;  /* rows of the statement's own */
} Store;

static bool is_allowed(const char *text)
{
    for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
        if (strncmp(text, allowed[i].text, strlen(allowed[i].text)) == 0)
            return allowed[i].met = true;
    return false;
}

static sqlite3_stmt *explain(sqlite3 *handle, const char *text)
{
    sqlite3_stmt *stmt = NULL;
    char *sql = sqlite3_mprintf("EXPLAIN QUERY PLAN %s", text);
    (void)sqlite3_prepare_v2(handle, sql, -1, &stmt, NULL);
    sqlite3_free(sql);
    return stmt;
}

/* Names of a statement's own tables. */
typedef struct Own {
    char names[4][64];
    size_t count;
} Own;

static void own_add(Own *own, const char *name)
{
    if (own->count < sizeof own->names / sizeof *own->names)
        (void)snprintf(own->names[own->count++], sizeof *own->names, "SCAN %.50s", name);
}

static bool is_own(const Own *own, const char *step)
{
    for (size_t i = 0; i < own->count; i++)
        if (strcmp(step, own->names[i]) == 0)
            return true;
    return false;
}

static bool way_is_good(const Store *s, const char *text)
{
    bool good = true;
    Own own = { .count = 0 };
    sqlite3_stmt *stmt = explain(s->state, text);
    if (!stmt && !(stmt = explain(s->records, text))) {
        printf("cannot be explained: %.300s\n", text);
        return false;
    }
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        regmatch_t m[3];
        const char *step = (const char *)sqlite3_column_text(stmt, 3);
        if (regexec(&s->made, step, 3, m, 0) == 0)
            own_add(&own, step + m[2].rm_so);
        if (regexec(&s->whole, step, 0, NULL, 0) != 0 || is_own(&own, step))
            continue;
        if (good)
            printf("walks a whole plan: %.300s\n", text);
        printf("    %s\n", step);
        good = false;
    }
    (void)sqlite3_finalize(stmt);
    return good;
}

static Status store_open(Cx *cx, const char *dir, Store *s)
{
    Db *db;
    DbTx *tx;
    const Str at = str_of(dir);
    TRY(db_open(cx, arena_join(cx->mem, STR("sqlite:"), at, STR("")), &db));
    Status st = db_write(cx, db, 1, &tx);
    if (st == ST_OK)
        st = db_commit(cx, tx);
    db_close(db);
    TRY(st);
    const Str state = arena_join(cx->mem, at, STR("/state.db"), STR(""));
    const Str records = arena_join(cx->mem, at, STR("/records-1.db"), STR(""));
    const bool opened = sqlite3_open(state.p, &s->state) == SQLITE_OK &&
                        sqlite3_open(records.p, &s->records) == SQLITE_OK;
    return opened ? ST_OK : fail(cx, ST_UNAVAILABLE, STR("store"), "cannot be opened");
}

static int ways_count(const Store *s, bool whole_run)
{
    int bad = 0;
    for (size_t i = 0; i < text_count; i++)
        bad += !is_allowed(texts[i]) && !way_is_good(s, texts[i]);
    for (size_t i = 0; whole_run && i < sizeof allowed / sizeof *allowed; i++) {
        if (!allowed[i].met)
            printf("no such statement any more: %s\n", allowed[i].text);
        bad += !allowed[i].met;
    }
    return bad;
}

int ways_bad(Cx *cx, const char *dir, bool whole_run)
{
    Store s = { .state = NULL };
    sqlite3_reset_auto_extension();
    int bad = regcomp(&s.whole, "^SCAN [a-z]|\\(plan=\\?\\)$|ANY\\(plan\\)|AUTOMATIC|BLOOM",
                      REG_EXTENDED) +
              regcomp(&s.made, "^(CO-ROUTINE|MATERIALIZE) (.*)", REG_EXTENDED);
    if (bad || store_open(cx, dir, &s) != ST_OK)
        bad = 1;
    else
        bad = ways_count(&s, whole_run);
    (void)sqlite3_close(s.state);
    (void)sqlite3_close(s.records);
    regfree(&s.whole);
    regfree(&s.made);
    return bad;
}

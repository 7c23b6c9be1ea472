/* aside.c - journals of which it is not known how far they are sealed, and rows of positions that are not ours:
 * told, and what an operator accepts of them. */
#include "audit/audit_int.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <unistd.h>

typedef struct List {
    AuditJournal *all;
    size_t n;
    size_t room;
} List;

static void list_add(Cx *cx, List *l, const AuditJournal *j)
{
    ARENA_GROW(cx->mem, l->all, l->n, l->room, 8);
    l->all[l->n++] = *j;
}

static void dir_close(void *d)
{
    (void)closedir(d);
}

static Status files_list(Cx *cx, const Audit *a, List *l)
{
    const int fd = openat(a->dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *d = fd < 0 ? NULL : fdopendir(fd);
    if (!d)
        return fail(cx, ST_UNAVAILABLE, STR("audit"), "cannot list the journals");
    arena_defer(cx->mem, dir_close, d);
    for (const struct dirent *e; (e = readdir(d)) != NULL;) {
        const Str name = arena_dup(cx->mem, str_of(e->d_name));
        if (str_ends(name, STR(".journal" JOURNAL_ASIDE)))
            list_add(cx, l,
                     &(AuditJournal){ .name = str_slice(name, 0, name.n - strlen(JOURNAL_ASIDE)),
                                      .aside = true,
                                      .why = "put aside: how far it is sealed is not known" });
    }
    return ST_OK;
}

static bool listed(const List *l, Str name)
{
    for (size_t i = 0; i < l->n; i++)
        if (l->all[i].aside && str_eq(l->all[i].name, name))
            return true;
    return false;
}

/* Other nodes' too: they have the same key. */
static Status rows_list(Cx *cx, const Audit *a, List *l)
{
    DbTx *tx;
    DbRows *r;
    Status st;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT name, position, proof, plan FROM audit_journal ORDER BY plan, name");
    TRY(db_read(cx, a->db, DB_STATE, &tx));
    TRY(db_query(cx, tx, q, &r));
    while (db_next(cx, r, &st)) {
        const bool ours = db_i64(r, 3) == 0 && position_proved(cx, audit_key(a), r);
        if (!ours && !(db_i64(r, 3) == 0 && listed(l, db_str(r, 0))))
            list_add(cx, l,
                     &(AuditJournal){ .plan = db_i64(r, 3),
                                      .name = arena_dup(cx->mem, db_str(r, 0)),
                                      .why = "its row in the store was changed, or invented" });
    }
    db_end(tx);
    return st;
}

Status audit_journals_verify(Cx *cx, const Audit *a, AuditJournal **out, size_t *count)
{
    List l = { .n = 0 };
    TRY(files_list(cx, a, &l));
    TRY(rows_list(cx, a, &l));
    *out = l.all;
    *count = l.n;
    return ST_OK;
}

/* ---- accepted ---- */

/* A journal that has no row is sealed from where the chain leaves off, or is put aside again: nothing is lost. */
static Status row_drop(Cx *cx, Audit *a, const AuditJournal *j)
{
    DbTx *tx;
    TRY(db_write(cx, a->db, DB_STATE, &tx));
    TRY(position_forget(cx, tx, j->plan, j->name));
    return db_commit(cx, tx);
}

static Status position_prove(Cx *cx, Audit *a, Str name, int fd)
{
    DbTx *tx;
    int64_t at;
    TRY(db_write(cx, a->db, DB_STATE, &tx));
    TRY(position_by_chain(cx, tx, audit_key(a), fd, &at));
    TRY(position_set(cx, tx, audit_key(a), name, at));
    return db_commit(cx, tx);
}

/* It gets its name back when its row is ours. */
static Status file_accept(Cx *cx, Audit *a, Str name)
{
    const Str own = arena_dup(cx->mem, name);
    const Str aside = arena_join(cx->mem, own, STR(JOURNAL_ASIDE), STR_NONE);
    const int fd = openat(a->dir, aside.p, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    Status st = fd < 0 || flock(fd, LOCK_EX | LOCK_NB) != 0
                    ? fail(cx, ST_UNAVAILABLE, STR("audit"), "a journal is open elsewhere")
                    : position_prove(cx, a, own, fd);
    if (st == ST_OK && (renameat(a->dir, aside.p, a->dir, own.p) != 0 || fsync(a->dir) != 0))
        st = fail(cx, ST_UNAVAILABLE, STR("audit"), "cannot take a journal back");
    if (fd >= 0)
        (void)close(fd);
    return st;
}

/* It is in the audit before it is done. */
Status audit_journals_accept(Cx *cx, Audit *a, const AuditRecord *why, size_t *count)
{
    AuditJournal *all;
    TRY(audit_journals_verify(cx, a, &all, count));
    for (size_t i = 0; i < *count; i++) {
        AuditRecord r = *why;
        r.kind = AUDIT_CHAIN_ACCEPTED;
        r.plan = 0;
        r.resource_id = all[i].name;
        r.query = str_of(all[i].why);
        TRY(audit_append(cx, a, &r));
        TRY(all[i].aside ? file_accept(cx, a, all[i].name) : row_drop(cx, a, &all[i]));
    }
    return ST_OK;
}

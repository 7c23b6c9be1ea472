/* Rows asked for ahead: the same rows, and where the file is mapped SQLite asks us for its pages. */
#include "db/db_sqlite_int.h"
#include "tests/unit/db/engines.h"

#define BODIES 60
#define BODY_BYTES 1000u

static Str body_of(Cx *cx, int64_t rid)
{
    char *p = arena_alloc_raw(cx->mem, BODY_BYTES);
    memset(p, 'a' + (int)(rid % 26), BODY_BYTES);
    return (Str){ p, BODY_BYTES };
}

/* In the file itself, not in its journal. */
static void bodies_put(Cx *cx, Db *db)
{
    DbTx *tx;
    CHECK_OK(cx, db_write(cx, db, 1, &tx));
    for (int64_t rid = 1; rid <= BODIES; rid++) {
        Sql *q = sql_new(cx);
        sql_text(q, "INSERT INTO fhir_body (pack, plan, compartment, bytes) VALUES (");
        sql_bind_i64(q, rid);
        sql_text(q, ", 1, 1, ");
        sql_bind_blob(q, body_of(cx, rid));
        sql_text(q, ")");
        CHECK_OK(cx, db_exec(cx, tx, q, NULL));
    }
    CHECK_OK(cx, db_commit(cx, tx));
    CHECK_OK(cx, db_checkpoint(cx, db, 1));
}

static void bodies_read(Cx *cx, DbTx *tx)
{
    DbRows *r;
    Status st;
    int64_t rid = 0;
    Sql *q = sql_new(cx);
    sql_text(q,
             "SELECT pack, bytes FROM fhir_body WHERE plan = 1 AND compartment = 1 ORDER BY pack");
    sql_ahead(q);
    CHECK_OK(cx, db_query(cx, tx, q, &r));
    while (db_next(cx, r, &st)) {
        CHECK_I64(db_i64(r, 0), ++rid);
        CHECK(str_eq(db_blob(r, 1), body_of(cx, rid)));
    }
    CHECK_OK(cx, st);
    CHECK_I64(rid, BODIES);
}

BOTH(ahead__rows_asked_for_ahead_are_the_rows)
{
    DbTx *tx;
    bodies_put(cx, db);
    CHECK_OK(cx, db_read(cx, db, 1, &tx));
    bodies_read(cx, tx);
    CHECK_OK(cx, db_commit(cx, tx));
}

static const Ahead *real;
static int pages;

static int count_pages(sqlite3_file *file, sqlite3_int64 offset, int bytes, void **page)
{
    const int code = real->fetch(file, offset, bytes, page);
    pages += code == SQLITE_OK && *page != NULL;
    return code;
}

TEST(ahead__a_reader_of_sqlite_is_given_its_pages_by_us)
{
    Cx *cx = test_cx();
    Db *db = test_db(cx, test_sqlite_url(cx));
    DbTx *tx;
    bodies_put(cx, db);
    CHECK_OK(cx, db_read(cx, db, 1, &tx));
    Conn *c = tx->conn;
    const Ahead before = c->ahead;
    CHECK(before.fetch && before.methods.xFetch != before.fetch);
    real = &before;
    c->ahead.fetch = count_pages;
    pages = 0;
    bodies_read(cx, tx);
    c->ahead.fetch = before.fetch;
    CHECK(pages >= (int)(BODIES * BODY_BYTES / 16384));
    CHECK_OK(cx, db_commit(cx, tx));
}

/* Pages behind what SQLite maps of a file: the same rows, from a map of ours that follows the file's growth. */
#include "db/db_sqlite_int.h"
#include "tests/unit/db/engines.h"

#define SOME 60
#define MORE 400
#define BODY_BYTES 1000u

static Str body_of(Cx *cx, int64_t rid)
{
    char *p = arena_alloc_raw(cx->mem, BODY_BYTES);
    memset(p, 'a' + (int)(rid % 26), BODY_BYTES);
    return (Str){ p, BODY_BYTES };
}

/* In the file itself, not in its journal. */
static void put(Cx *cx, Db *db, int64_t from, int64_t to)
{
    DbTx *tx;
    CHECK_OK(cx, db_write(cx, db, 1, &tx));
    for (int64_t rid = from; rid <= to; rid++) {
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

/* By a reader of whose file SQLite maps one byte, and so no page. */
static FileMap *check_rows(Cx *cx, Db *db, int64_t count)
{
    DbTx *tx;
    DbRows *r;
    Status st;
    int64_t rid = 0;
    CHECK_OK(cx, db_read(cx, db, 1, &tx));
    Conn *c = tx->conn;
    CHECK(c->map && c->fetch && c->unfetch);
    CHECK(sqlite3_exec(c->handle, "PRAGMA mmap_size=1", NULL, NULL, NULL) == SQLITE_OK);
    Sql *q = sql_new(cx);
    sql_text(q,
             "SELECT pack, bytes FROM fhir_body WHERE plan = 1 AND compartment = 1 ORDER BY pack");
    CHECK_OK(cx, db_query(cx, tx, q, &r));
    while (db_next(cx, r, &st)) {
        CHECK_I64(db_i64(r, 0), ++rid);
        CHECK(str_eq(db_blob(r, 1), body_of(cx, rid)));
    }
    CHECK_OK(cx, st);
    CHECK_I64(rid, count);
    CHECK_OK(cx, db_commit(cx, tx));
    return c->map;
}

TEST(map__what_sqlite_does_not_map_is_mapped_by_us)
{
    Cx *cx = test_cx();
    Db *db = test_db(cx, test_sqlite_url(cx));
    put(cx, db, 1, SOME);
    FileMap *m = check_rows(cx, db, SOME);
    CHECK(m->parts[0] && !m->parts[1]);
    const int64_t size = m->size;
    put(cx, db, SOME + 1, MORE);
    CHECK(check_rows(cx, db, MORE) == m);
    CHECK(m->size > size);
}

TEST(map__what_cannot_be_mapped_is_read)
{
    Cx *cx = test_cx();
    Db *db = test_db(cx, test_sqlite_url(cx));
    DbTx *tx;
    put(cx, db, 1, SOME);
    CHECK_OK(cx, db_read(cx, db, 1, &tx));
    ((Conn *)tx->conn)->map->refused = true;
    CHECK_OK(cx, db_commit(cx, tx));
    CHECK(!check_rows(cx, db, SOME)->parts[0]);
}

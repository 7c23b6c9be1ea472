#include "db/db.h"
#include "tests/unit/test.h"
TEST(db__a_row_written_is_read)
{
    Cx *cx = test_cx();
    Db *db; DbTx *tx; DbRows *r;
    CHECK_OK(cx, db_open(cx, arena_join(cx->mem, STR("sqlite:"), test_dir(), STR("/a/b")), &db));
    CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO plan_plan (num, id) VALUES (");
    sql_bind_i64(q, 7); sql_text(q, ", "); sql_bind_str(q, STR("demo")); sql_text(q, ")");
    int64_t n = 0;
    CHECK_OK(cx, db_exec(cx, tx, q, &n));
    CHECK_I64(n, 1);
    CHECK_OK(cx, db_commit(cx, tx));
    CHECK_OK(cx, db_read(cx, db, DB_STATE, &tx));
    q = sql_new(cx);
    sql_text(q, "SELECT num, id FROM plan_plan WHERE id = "); sql_bind_str(q, STR("demo"));
    CHECK_OK(cx, db_one(cx, tx, q, STR("plan"), &r));
    CHECK_I64(db_i64(r, 0), 7);
    CHECK_STR(db_str(r, 1), STR("demo"));
    db_end(tx);
    CHECK_OK(cx, db_read(cx, db, 7, &tx));
    db_end(tx);
    db_close(db);
}

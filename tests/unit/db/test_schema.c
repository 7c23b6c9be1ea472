#include "db/db.h"
#include "db/db_int.h"
#include "tests/unit/db/engines.h"
#include "tests/unit/test.h"

TEST(schema__words_are_replaced_whole)
{
    Cx *cx = test_cx();
    const char *text = "a I64, I64S BYTES, r ROWKEY) CLUSTERED;";
    CHECK_STR(schema_words(cx, DB_SQLITE, text),
              STR("a INTEGER, I64S BLOB, r INTEGER PRIMARY KEY) WITHOUT ROWID;"));
    CHECK_STR(schema_words(cx, DB_POSTGRES, text), STR("a BIGINT, I64S BYTEA, r BIGINT) ;"));
}

static void check_order(SchemaList list)
{
    for (size_t i = 1; i < list.count; i++)
        CHECK(list.steps[i].version >= list.steps[i - 1].version);
}

TEST(schema__versions_go_forward)
{
    check_order(schema_state());
    check_order(schema_records());
}

static Status text_take(Cx *cx, void *taken, Str text)
{
    *(Str *)taken = arena_join(cx->mem, *(Str *)taken, text, STR(""));
    return ST_OK;
}

TEST(schema__the_newest_version_has_nothing_to_do)
{
    Cx *cx = test_cx();
    Str taken = STR("");
    int64_t now, same;
    CHECK_OK(cx, schema_migrate(cx, DB_SQLITE, SCHEMA_STATE, 0, text_take, &taken, &now));
    CHECK(str_contains(taken, STR("CREATE TABLE plan_plan")));
    taken = STR("");
    CHECK_OK(cx, schema_migrate(cx, DB_SQLITE, SCHEMA_STATE, now, text_take, &taken, &same));
    CHECK_STR(taken, STR(""));
    CHECK_I64(same, now);
    CHECK_FAILS(cx, ST_CONFLICT,
                schema_migrate(cx, DB_SQLITE, SCHEMA_STATE, now + 1, text_take, &taken, &same));
}

/* What a member's row is found by begins with (plan, compartment); a load's and the state's keys with
 * plan (DESIGN 3). There is no third kind: plan_plan and db_meta are what plans are numbered by, and
 * SQLite's rowid of a body is unique in its plan's own file. */
static bool is_member_table(Str table)
{
    return str_eq(table, STR("fhir_entry")) || str_eq(table, STR("fhir_history"));
}

static bool has_no_plan(Str table)
{
    return str_eq(table, STR("plan_plan")) || str_eq(table, STR("db_meta")) ||
           str_eq(table, STR("fhir_body"));
}

static int64_t keys_check(Cx *cx, Db *db, int64_t plan)
{
    DbTx *tx;
    DbRows *r;
    Status st;
    int64_t rows = 0;
    CHECK_OK(cx, db_read(cx, db, plan, &tx));
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT m.name, p.name, p.pk FROM sqlite_schema m, pragma_table_info(m.name) p"
                " WHERE m.type = ");
    sql_bind_str(q, STR("table"));
    sql_text(q, " AND p.pk BETWEEN 1 AND 2 ORDER BY 1, 3");
    CHECK_OK(cx, db_query(cx, tx, q, &r));
    while (db_next(cx, r, &st)) {
        rows++;
        if (has_no_plan(db_str(r, 0)))
            continue;
        if (db_i64(r, 2) == 1)
            CHECK_STR(db_str(r, 1), STR("plan"));
        else if (is_member_table(db_str(r, 0)))
            CHECK_STR(db_str(r, 1), STR("compartment"));
    }
    CHECK_OK(cx, st);
    return rows;
}

TEST(schema__every_key_begins_with_plan)
{
    Cx *cx = test_cx();
    Db *db = test_db(cx, test_sqlite_url(cx));
    CHECK(keys_check(cx, db, DB_STATE) > 20);
    CHECK(keys_check(cx, db, 1) > 10);
}

#include "base/table.h"
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

/* Whose data a table holds (DESIGN 3): a member's are found by (plan, compartment), everything else by
 * plan. These lists are the whole of it: a new table is argued here. */
typedef enum Holds { NO_PLAN, OF_PLAN, OF_MEMBER } Holds;

static const struct {
    Str table;
    Holds holds;
} tables[] = {
    { STR_C("apps_app"), OF_PLAN },
    { STR_C("audit_anchor"), OF_PLAN },
    { STR_C("audit_block"), OF_PLAN },
    { STR_C("audit_journal"), OF_PLAN },
    { STR_C("audit_patient"), OF_PLAN },
    { STR_C("audit_receipt"), OF_PLAN },
    { STR_C("audit_seal"), OF_PLAN },
    { STR_C("db_meta"), NO_PLAN }, /* the schema's version; SQLite has a place for it */
    { STR_C("fhir_body"), OF_MEMBER },
    { STR_C("fhir_counter"), OF_PLAN },
    { STR_C("fhir_dir_key"), OF_PLAN },
    { STR_C("fhir_entry"), OF_MEMBER },
    { STR_C("fhir_giver"), OF_PLAN }, /* for loads and staff */
    { STR_C("fhir_held"), OF_PLAN },
    { STR_C("fhir_history"), OF_MEMBER },
    { STR_C("fhir_label"), OF_MEMBER },
    { STR_C("fhir_list"), OF_MEMBER },
    { STR_C("fhir_locator"), OF_PLAN }, /* for loads alone */
    { STR_C("fhir_pending"), OF_PLAN },
    { STR_C("fhir_relabelled"), OF_MEMBER },
    { STR_C("fhir_use"), OF_PLAN }, /* for loads alone */
    { STR_C("load_file"), OF_PLAN },
    { STR_C("load_job"), OF_PLAN },
    { STR_C("load_lock"), OF_PLAN },
    { STR_C("load_ref"), OF_PLAN },
    { STR_C("mail_outbox"), OF_PLAN },
    { STR_C("member_account"), OF_PLAN },
    { STR_C("member_attempt"), OF_PLAN },
    { STR_C("member_block"), OF_PLAN },
    { STR_C("member_changed"), OF_PLAN },
    { STR_C("member_code"), OF_PLAN },
    { STR_C("member_dependent"), OF_PLAN },
    { STR_C("member_emancipated"), OF_PLAN },
    { STR_C("member_held"), OF_PLAN },
    { STR_C("member_letter"), OF_PLAN },
    { STR_C("member_mandate"), OF_PLAN },
    { STR_C("member_person"), OF_PLAN },
    { STR_C("member_recovery"), OF_PLAN },
    { STR_C("member_register"), OF_PLAN },
    { STR_C("member_relation"), OF_PLAN },
    { STR_C("member_roster"), OF_PLAN },
    { STR_C("member_session"), OF_PLAN },
    { STR_C("member_signin"), OF_PLAN },
    { STR_C("member_undo"), OF_PLAN },
    { STR_C("oauth_client"), OF_PLAN },
    { STR_C("oauth_client_group"), OF_PLAN },
    { STR_C("oauth_code"), OF_PLAN },
    { STR_C("oauth_consent"), OF_PLAN },
    { STR_C("oauth_counter"), OF_PLAN },
    { STR_C("oauth_grant"), OF_PLAN },
    { STR_C("oauth_initial"), OF_PLAN },
    { STR_C("oauth_jti"), OF_PLAN },
    { STR_C("oauth_origin"), OF_PLAN },
    { STR_C("oauth_pushed"), OF_PLAN },
    { STR_C("oauth_redirect"), OF_PLAN },
    { STR_C("oauth_registration"), OF_PLAN },
    { STR_C("oauth_secret"), OF_PLAN },
    { STR_C("oauth_token"), OF_PLAN },
    { STR_C("oauth_transaction"), OF_PLAN },
    { STR_C("plan_plan"), NO_PLAN }, /* where plans' numbers come from */
    { STR_C("web_rate"), OF_PLAN },
};

/* One column of a primary key: table, column, its place from 1. */
static const char *keys_sql(const Db *db)
{
    return db_engine(db) == DB_SQLITE
               ? "SELECT m.name, p.name, p.pk FROM sqlite_schema m, pragma_table_info(m.name) p"
                 " WHERE m.type = 'table' AND p.pk > 0"
               : "SELECT CAST(k.table_name AS TEXT), CAST(k.column_name AS TEXT),"
                 " CAST(k.ordinal_position AS BIGINT)"
                 " FROM information_schema.key_column_usage k JOIN "
                 "information_schema.table_constraints c"
                 " ON c.constraint_name = k.constraint_name AND c.table_schema = k.table_schema"
                 " WHERE c.constraint_type = 'PRIMARY KEY' AND k.table_schema = current_schema()";
}

static const char *names_sql(const Db *db)
{
    return db_engine(db) == DB_SQLITE
               ? "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
               : "SELECT CAST(table_name AS TEXT) FROM information_schema.tables"
                 " WHERE table_schema = current_schema()";
}

/* Where the rows of a key stand in the vocabulary above. */
static size_t place_of(Str table)
{
    for (size_t i = 0; i < TABLE_COUNT(tables); i++)
        if (str_eq(tables[i].table, table))
            return i;
    FAIL(arena_join(test_cx()->mem, table, STR(" is in no list: whose data does it hold?"), STR(""))
             .p);
}

typedef struct Found {
    bool there;
    Str key[2]; /* its first two columns */
} Found;

static void look(Cx *cx, Db *db, int64_t plan, Found *found)
{
    DbTx *tx;
    DbRows *r;
    Status st;
    CHECK_OK(cx, db_read(cx, db, plan, &tx));
    Sql *q = sql_new(cx);
    sql_text(q, names_sql(db));
    CHECK_OK(cx, db_query(cx, tx, q, &r));
    while (db_next(cx, r, &st))
        found[place_of(db_str(r, 0))].there = true;
    CHECK_OK(cx, st);
    q = sql_new(cx);
    sql_text(q, keys_sql(db));
    CHECK_OK(cx, db_query(cx, tx, q, &r));
    while (db_next(cx, r, &st))
        if (db_i64(r, 2) <= 2)
            found[place_of(db_str(r, 0))].key[db_i64(r, 2) - 1] = arena_dup(cx->mem, db_str(r, 1));
    CHECK_OK(cx, st);
}

BOTH(schema__each_table_is_found_by_plan_or_by_plan_and_compartment)
{
    Found found[TABLE_COUNT(tables)] = { 0 };
    look(cx, db, DB_STATE, found);
    look(cx, db, 1, found);
    CHECK(table_is_sorted(tables, TABLE_COUNT(tables), sizeof *tables));
    for (size_t i = 0; i < TABLE_COUNT(tables); i++) {
        const Str name = tables[i].table;
        if (db_engine(db) == DB_SQLITE && str_eq(name, STR("db_meta")))
            continue;
        if (!found[i].there)
            FAIL(name.p);
        /* SQLite keeps a plan's records in a file of its own, where pack is unique and the rowid. */
        if (db_engine(db) == DB_SQLITE && str_eq(name, STR("fhir_body"))) {
            CHECK_STR(found[i].key[0], STR("pack"));
            continue;
        }
        CHECK(found[i].key[0].n > 0);
        if (tables[i].holds == NO_PLAN)
            continue;
        CHECK_STR(found[i].key[0], STR("plan"));
        if (tables[i].holds == OF_MEMBER)
            CHECK_STR(found[i].key[1], STR("compartment"));
    }
}

static Str typical_of(Cx *cx, Db *db, int64_t plan, const char *index)
{
    DbTx *tx;
    DbRows *r;
    CHECK_OK(cx, db_read_one(cx, db, plan, &tx));
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT stat FROM sqlite_stat1 WHERE idx = ");
    sql_bind_str(q, str_of(index));
    CHECK_OK(cx, db_one(cx, tx, q, STR("index"), &r));
    return db_str(r, 0);
}

static int64_t untold(Cx *cx, Db *db, int64_t plan)
{
    DbTx *tx;
    DbRows *r;
    CHECK_OK(cx, db_read_one(cx, db, plan, &tx));
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT count(*) FROM sqlite_schema s WHERE s.type = 'index' AND NOT EXISTS"
                " (SELECT 1 FROM sqlite_stat1 t WHERE t.idx = s.name AND t.tbl = s.tbl_name)");
    CHECK_OK(cx, db_one(cx, tx, q, STR("index"), &r));
    return db_i64(r, 0);
}

TEST(schema__sqlite_is_told_of_every_index_that_one_plan_has_nearly_all_rows)
{
    Cx *cx = test_cx();
    Db *db = test_db(cx, test_sqlite_url(cx));
    CHECK_I64(untold(cx, db, DB_STATE), 0);
    CHECK_I64(untold(cx, db, 1), 0);
    CHECK_STR(typical_of(cx, db, DB_STATE, "oauth_grant_client"), STR("10000000 10000000 100000"));
    CHECK_STR(typical_of(cx, db, DB_STATE, "oauth_grant_expires"), STR("10000000 10000000 1000"));
    CHECK_STR(typical_of(cx, db, DB_STATE, "member_relation_self"), STR("10000000 10000000 1"));
    CHECK_STR(typical_of(cx, db, 1, "member_roster_patient"), STR("10000000 10000000 10 10"));
    CHECK_STR(typical_of(cx, db, 1, "sqlite_autoindex_fhir_entry_1"),
              STR("10000000 10000000 10 10 1"));
}

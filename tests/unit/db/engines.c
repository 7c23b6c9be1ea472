#include "tests/unit/db/engines.h"

Str test_sqlite_url(Cx *cx)
{
    return arena_join(cx->mem, STR("sqlite:"), test_dir(), STR("/store"));
}

Str test_postgres_url(Cx *cx)
{
    Str url;
    if (test_pg_url(cx, &url) != ST_OK)
        SKIP("PostgreSQL does not start");
    return url;
}

static void close_one(void *db)
{
    db_close(db);
}

Db *test_db(Cx *cx, Str url)
{
    Db *db;
    CHECK_OK(cx, db_open(cx, url, &db));
    arena_defer(cx->mem, close_one, db);
    return db;
}

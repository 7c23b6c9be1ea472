/* engines.h - one test, both engines:
 *     BOTH(db__a_read_is_one_snapshot) { … cx, url and db are there … }
 * makes two tests, db__…__sqlite and db__…__postgres, each on a new store that is closed after it. */
#ifndef TESTS_UNIT_DB_ENGINES_H
#define TESTS_UNIT_DB_ENGINES_H

#include "db/db.h"
#include "tests/unit/db/pg.h"
#include "tests/unit/test.h"

Str test_sqlite_url(Cx *cx);
Str test_postgres_url(Cx *cx); /* skips the test where there is no server */
Db *test_db(Cx *cx, Str url);  /* closed when cx->mem is freed */

#define BOTH(name_)                                                                                \
    static void both_##name_(Cx *cx, Str url, Db *db);                                             \
    TEST(name_##__sqlite)                                                                          \
    {                                                                                              \
        const Str url = test_sqlite_url(test_cx());                                                \
        both_##name_(test_cx(), url, test_db(test_cx(), url));                                     \
    }                                                                                              \
    TEST(name_##__postgres)                                                                        \
    {                                                                                              \
        const Str url = test_postgres_url(test_cx());                                              \
        both_##name_(test_cx(), url, test_db(test_cx(), url));                                     \
    }                                                                                              \
    static void both_##name_(Cx *cx, __attribute__((unused)) Str url, Db *db)

#endif

/* pg.h - PostgreSQL for tests: the cluster named by POSTERN_TEST_PG, else one that tests/pg.sh starts
 * once for the process and stops when the process has ended. Tests run at the top of the tree. */
#ifndef TESTS_UNIT_DB_PG_H
#define TESTS_UNIT_DB_PG_H

#include "base/cx.h"

/* The URL of a new, empty schema in a database of the process's own. ST_UNAVAILABLE: no server is installed, or it does not start. */
MUST_USE Status test_pg_url(Cx *cx, Str *url);
/* Runs sql on the database of url, past our own engine: to lock, kill and look. */
MUST_USE Status test_pg_run(Cx *cx, Str url, const char *sql);

#endif

/* pg_value.h - values on their way to PostgreSQL and back, all binary. For db_pg.c. */
#ifndef DB_PG_VALUE_H
#define DB_PG_VALUE_H

#include "db/db_int.h"

#include <libpq-fe.h>

/* 0: as the server infers. */
Oid pg_type_of(BindKind kind);

/* As PQexecPrepared takes them. */
typedef struct PgParams {
    const char **values;
    int *lengths;
    int *formats;
} PgParams;
PgParams pg_params(Cx *cx, const Sql *q);

/* ST_INTERNAL: a result has a column that pg_cell cannot read. */
MUST_USE Status pg_columns_check(Cx *cx, const PGresult *result, int cols);
/* Bytes borrow from result. */
Cell pg_cell(const PGresult *result, int row, int col);

#endif

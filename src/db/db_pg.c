#include "db/db_int.h"

Status pg_open(Cx *cx, Str url, Db **out)
{
    (void)url, (void)out;
    return fail(cx, ST_NOT_SUPPORTED, STR("store.url"), "PostgreSQL is not built in yet");
}

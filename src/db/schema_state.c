/* schema_state.c */
#include "db/db_int.h"

// clang-format off
static const SchemaStep steps[] = {

/* Plans by number; the number begins every key and is given once, by plan/. */
{1, FOR_BOTH,
"CREATE TABLE plan_plan ("
" num I64 NOT NULL PRIMARY KEY,"
" id TEXT NOT NULL UNIQUE);"},
};
// clang-format on

SchemaList schema_state(void)
{
    return (SchemaList){steps, sizeof steps / sizeof *steps};
}

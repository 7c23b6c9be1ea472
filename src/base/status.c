#include "base/status.h"

#include <assert.h>

static const StatusRow rows[] = {
#define STATUS(name, http, issue, oauth, message)                                                  \
    { STR_C(#name), http, STR_C(issue), STR_C(oauth), STR_C(message) },
#include "base/status.def"
#undef STATUS
};

const StatusRow *status_row(Status st)
{
    assert((int)st >= 0 && st < ST_COUNT);
    return &rows[st];
}

Str status_code(Arena *mem, Status st)
{
    const Str name = str_from(status_row(st)->name, 3); /* after ST_ */
    char *p = arena_alloc(mem, name.n);
    for (size_t i = 0; i < name.n; i++)
        p[i] = (char)(name.p[i] == '_' ? '-' : name.p[i] + 32);
    return (Str){ p, name.n };
}

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

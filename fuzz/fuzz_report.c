/* What a stranger's mail server says of a mail: whatever it is, status and fault agree, and an id is one of a line. */
#include "base/limits.h"
#include "net/net.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    MailReport r;
    Cx cx = { .mem = arena_new(1 << 12) };
    const Str message = { (const char *)bytes, n };
    const Status st = mail_report(&cx, message, &r);
    if ((st == ST_OK) != (cx.fault.status == ST_OK))
        abort();
    if (st == ST_OK && (r.id.n == 0 || r.id.n > LIMIT_ID || r.id.p < message.p ||
                        r.id.p + r.id.n > message.p + message.n))
        abort();
    arena_free(cx.mem);
    return 0;
}

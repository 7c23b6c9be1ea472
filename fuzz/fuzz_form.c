/* A query or form, and the cookie header. */
#include "http/http.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    Cx cx = { .mem = arena_new(1 << 16) };
    const Str text = { (const char *)bytes, n };
    HttpForm form;
    const Status st = http_form_parse(&cx, text, &form);
    if ((st == ST_OK) != (cx.fault.status == ST_OK))
        abort(); /* status and fault must agree */
    if (st == ST_OK && form.count && !http_form_get(&form, form.fields[0].name).p)
        abort(); /* what was read can be found */
    const HttpField header = { STR("Cookie"), text };
    const HttpRequest rq = { .headers = &header, .header_count = 1 };
    (void)http_cookie(&rq, STR("sid"));
    arena_free(cx.mem);
    return 0;
}

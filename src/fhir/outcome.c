/* outcome.c - OperationOutcome, the body of every FHIR error. */
#include "base/limits.h"
#include "base/text.h"
#include "fhir/fhir.h"

#include <assert.h>

#define DETAIL_BYTES 1024u

Str fhir_outcome(Cx *cx, Status st, Str where, Str detail)
{
    Buf *b = buf_new(cx, LIMIT_PAGE);
    /* A name as the caller wrote it may be as long as a body. */
    where = text_cut(where, LIMIT_WHERE);
    detail = text_cut(detail, DETAIL_BYTES);
    buf_put(b, STR("{\"resourceType\":\"OperationOutcome\",\"id\":"));
    buf_json(b, cx->request_id);
    buf_put(b, STR(",\"issue\":[{\"severity\":\"error\",\"code\":"));
    buf_json(b, status_row(st)->issue);
    if (where.n > 0 || detail.n > 0) {
        const Str colon = where.n > 0 && detail.n > 0 ? STR(": ") : STR_NONE;
        buf_put(b, STR(",\"diagnostics\":"));
        buf_json(b, arena_join(cx->mem, where, colon, detail));
    }
    /* R4: for a fault of the HTTP request, "http." and the name of its parameter or header. */
    if (where.n > 0) {
        buf_put(b, STR(",\"location\":["));
        buf_json(b, arena_join(cx->mem, STR("http."), where, STR_NONE));
        buf_char(b, ']');
    }
    buf_put(b, STR(",\"details\":{\"coding\":[{\"system\":\"urn:postern:error\",\"code\":"));
    buf_json(b, status_code(cx->mem, st));
    buf_put(b, STR("}]}}]}"));
    assert(!b->over); /* both texts were cut */
    return buf_str(b);
}

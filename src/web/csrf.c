#include "web/csrf.h"

#include "base/codec.h"
#include "base/limits.h"

Str csrf_token(Cx *cx, const Rq *rq)
{
    Buf *b = buf_new(cx, LIMIT_HEADER_BYTES + LIMIT_BODY_AUTH);
    /* A NUL cannot stand in a cookie or a decoded field, so no two triples give the same text. */
    buf_put(b, rq->browser);
    buf_char(b, '\0');
    buf_put(b, rq->session);
    buf_char(b, '\0');
    buf_put(b, rq->tx);
    return base64url_encode(cx, hmac_sha256(cx, keys_use(rq->web->keys, KEY_CSRF), buf_str(b)));
}

/* "null" is what browsers send from a page whose Referrer-Policy is no-referrer, as ours is. */
static bool comes_from_us(const Rq *rq)
{
    const Str site = http_get(rq->http, STR("Sec-Fetch-Site"));
    if (site.p && !str_eq(site, STR("same-origin")) && !str_eq(site, STR("none")))
        return false;
    const Str origin = http_get(rq->http, STR("Origin"));
    return !origin.p || str_eq(origin, STR("null")) || str_eq(origin, rq->web->base_url);
}

Status csrf_check(Cx *cx, Rq *rq)
{
    if (!comes_from_us(rq))
        return fail(cx, ST_CSRF, STR("Origin"), "the form was sent from another site");
    if (rq->browser.n == 0)
        return fail(cx, ST_CSRF, STR("Cookie"), "the browser sent no cookie of ours");
    if (!secret_eq(http_form_get(&rq->form, STR("csrf")), csrf_token(cx, rq)))
        return fail(cx, ST_CSRF, STR("csrf"), "not the token of this browser, session and page");
    return ST_OK;
}

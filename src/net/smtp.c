#include "net/net_int.h"

#include <curl/curl.h>
#include <pthread.h>

static pthread_once_t curl_once = PTHREAD_ONCE_INIT;

static void curl_start(void)
{
    (void)curl_global_init(CURL_GLOBAL_DEFAULT);
}

void net_start(void)
{
    (void)pthread_once(&curl_once, curl_start);
}

void url_drop(void *u)
{
    curl_url_cleanup(u);
}

void curl_drop(void *c)
{
    curl_easy_cleanup(c);
}

void list_drop(void *list)
{
    curl_slist_free_all(list);
}

/* A part of the URL, decoded; STR_NONE when it has none. */
static Str url_part(Cx *cx, CURLU *u, CURLUPart part)
{
    char *text = NULL;
    if (curl_url_get(u, part, &text, CURLU_URLDECODE) != CURLUE_OK)
        return STR_NONE;
    const Str out = arena_dup(cx->mem, str_of(text));
    curl_free(text);
    return out;
}

typedef struct SmtpUrl {
    bool tls;
    Str host;
    Str user;
    Str password;
} SmtpUrl;

static Status url_read(Cx *cx, Str url, SmtpUrl *out)
{
    const Str where = STR("mail url");
    net_start();
    CURLU *u = curl_url();
    if (!u)
        return fail(cx, ST_UNAVAILABLE, where, "out of memory");
    arena_defer(cx->mem, url_drop, u);
    if (!(str_starts(url, STR("smtp://")) || str_starts(url, STR("smtps://"))))
        return fail(cx, ST_INVALID, where, "must begin with file:, smtp:// or smtps://");
    if (memchr(url.p, '\0', url.n) ||
        curl_url_set(u, CURLUPART_URL, arena_dup(cx->mem, url).p, 0) != CURLUE_OK)
        return fail(cx, ST_INVALID, where, "is not a URL");
    const Str path = url_part(cx, u, CURLUPART_PATH);
    if (path.n > 1 || url_part(cx, u, CURLUPART_QUERY).p || url_part(cx, u, CURLUPART_FRAGMENT).p)
        return fail(cx, ST_INVALID, where, "has more than a server and a port");
    *out = (SmtpUrl){ .tls = str_starts(url, STR("smtps:")),
                      .host = url_part(cx, u, CURLUPART_HOST),
                      .user = url_part(cx, u, CURLUPART_USER),
                      .password = url_part(cx, u, CURLUPART_PASSWORD) };
    return ST_OK;
}

Status smtp_url_check(Cx *cx, Str url)
{
    SmtpUrl ignored;
    return url_read(cx, url, &ignored);
}

static size_t feed(char *out, size_t size, size_t count, void *rest_)
{
    Str *rest = rest_;
    const size_t n = size * count < rest->n ? size * count : rest->n;
    if (n)
        memcpy(out, rest->p, n);
    *rest = str_from(*rest, n);
    return n;
}

static bool is_loopback(Str host)
{
    return str_eq(host, STR("localhost")) || str_starts(host, STR("127.")) ||
           str_eq(host, STR("[::1]"));
}

/* smtps: and any password that leaves this machine need TLS with a certificate that is checked.
 * Elsewhere TLS is taken when offered and nobody's certificate is asked for: whoever could fake one
 * could as well hide the offer, and relays on one's own network often have self-signed ones. */
static void set_tls(CURL *c, const SmtpUrl *u)
{
    const bool strict = u->tls || (u->user.p && !is_loopback(u->host));
    curl_easy_setopt(c, CURLOPT_USE_SSL, (long)(strict ? CURLUSESSL_ALL : CURLUSESSL_TRY));
    curl_easy_setopt(c, CURLOPT_SSL_VERIFYPEER, strict ? 1L : 0L);
    curl_easy_setopt(c, CURLOPT_SSL_VERIFYHOST, strict ? 2L : 0L);
}

/* A refusal of this mail is for ever; a refusal of us (password, TLS, the door itself) is for the
 * operator to mend, and the mail waits. */
static Status outcome(Cx *cx, CURL *c, CURLcode rc)
{
    long code = 0;
    if (rc == CURLE_OK)
        return ST_OK;
    (void)curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &code);
    const bool ours = rc == CURLE_SEND_ERROR || rc == CURLE_WEIRD_SERVER_REPLY;
    const Status st = ours && code >= 500 && code <= 599 ? ST_INVALID : ST_UNAVAILABLE;
    return failf(cx, st, STR("mail"), "SMTP %ld: %s", code, curl_easy_strerror(rc));
}

static struct curl_slist *recipient(Cx *cx, const Mail *mail)
{
    struct curl_slist *list = curl_slist_append(NULL, arena_dup(cx->mem, mail->to).p);
    if (list)
        arena_defer(cx->mem, list_drop, list);
    return list;
}

Status smtp_send(Cx *cx, Str url, const Mail *mail, Str message, SmtpTimes times)
{
    SmtpUrl u;
    TRY(url_read(cx, url, &u));
    CURL *c = curl_easy_init();
    struct curl_slist *to = recipient(cx, mail);
    if (!c || !to)
        return fail(cx, ST_UNAVAILABLE, STR("mail"), "out of memory");
    arena_defer(cx->mem, curl_drop, c);
    curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(c, CURLOPT_URL, arena_dup(cx->mem, url).p);
    curl_easy_setopt(c, CURLOPT_PROXY, ""); /* whatever the environment says */
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS, times.connect_ms);
    curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, times.total_ms);
    set_tls(c, &u);
    curl_easy_setopt(c, CURLOPT_MAIL_FROM, arena_dup(cx->mem, mail->from).p);
    curl_easy_setopt(c, CURLOPT_MAIL_RCPT, to);
    curl_easy_setopt(c, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(c, CURLOPT_INFILESIZE_LARGE, (curl_off_t)message.n);
    curl_easy_setopt(c, CURLOPT_READFUNCTION, feed);
    curl_easy_setopt(c, CURLOPT_READDATA, (void *)&message);
    return outcome(cx, c, curl_easy_perform(c));
}

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
static void set_tls(Cx *cx, CURL *c, const SmtpUrl *u, Str ca_file)
{
    const bool strict = u->tls || (u->user.p && !is_loopback(u->host));
    curl_easy_setopt(c, CURLOPT_USE_SSL, (long)(strict ? CURLUSESSL_ALL : CURLUSESSL_TRY));
    curl_easy_setopt(c, CURLOPT_SSL_VERIFYPEER, strict ? 1L : 0L);
    curl_easy_setopt(c, CURLOPT_SSL_VERIFYHOST, strict ? 2L : 0L);
    if (ca_file.n) {
        curl_easy_setopt(c, CURLOPT_CAINFO, arena_dup(cx->mem, ca_file).p);
        curl_easy_setopt(c, CURLOPT_CAPATH, NULL);
    }
}

/* What the server was told last, and its answer: the library says of both only that sending failed. */
typedef struct Talk {
    char asked[4];
    char answer[12];
    size_t n;
    bool over;
} Talk;

static int overhear(CURL *c, curl_infotype type, char *data, size_t n, void *talk)
{
    Talk *t = talk;
    const Str quit = STR("QUIT"); /* the library's goodbye: what was said before it counts */
    (void)c;
    if (type == CURLINFO_HEADER_OUT && n >= quit.n && memcmp(data, quit.p, quit.n) != 0)
        memcpy(t->asked, data, sizeof t->asked); /* the verb alone: a password is not kept */
    else if (type == CURLINFO_HEADER_OUT)
        t->over = true;
    if (type == CURLINFO_HEADER_IN && !t->over) {
        t->n = n < sizeof t->answer ? n : sizeof t->answer;
        memcpy(t->answer, data, t->n);
    }
    return 0;
}

static void talk_hear(CURL *c, Talk *t)
{
    curl_easy_setopt(c, CURLOPT_VERBOSE, 1L);
    curl_easy_setopt(c, CURLOPT_DEBUGFUNCTION, overhear);
    curl_easy_setopt(c, CURLOPT_DEBUGDATA, (void *)t);
}

/* A mailbox that is none, is closed or is full: codes of RFC 5321 s.4.2.3. An enhanced one (RFC 3463) tells what
 * it is about: 1 the address, 2 the mailbox; of 1, 7 and 8 are the sender's. Without one the plain code counts. */
static bool recipient_refused(const Talk *t)
{
    const Str answer = { t->answer, t->n };
    if (!str_eq((Str){ t->asked, sizeof t->asked }, STR("RCPT")))
        return false;
    if (answer.n >= 9 && answer.p[4] == '5' && answer.p[5] == '.' && answer.p[7] == '.')
        return answer.p[6] == '2' ||
               (answer.p[6] == '1' && answer.p[8] != '7' && answer.p[8] != '8');
    static const Str codes[] = { STR_C("550"), STR_C("551"), STR_C("552"), STR_C("553"),
                                 STR_C("556") };
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (str_starts(answer, codes[i]))
            return true;
    return false;
}

/* A refusal of this mail is for ever; a refusal of us (password, TLS, the door itself) is for the
 * operator to mend, and the mail waits. */
static Status outcome(Cx *cx, CURL *c, CURLcode rc, const Talk *talk)
{
    long code = 0;
    if (rc == CURLE_OK)
        return ST_OK;
    (void)curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &code);
    const bool ours = rc == CURLE_SEND_ERROR || rc == CURLE_WEIRD_SERVER_REPLY;
    const bool forever = ours && code >= 500 && code <= 599;
    const Status st = !forever                  ? ST_UNAVAILABLE
                      : recipient_refused(talk) ? ST_NOT_FOUND
                                                : ST_INVALID;
    return failf(cx, st, STR("mail"), "SMTP %ld: %s", code, curl_easy_strerror(rc));
}

static struct curl_slist *recipient(Cx *cx, const Mail *mail)
{
    struct curl_slist *list = curl_slist_append(NULL, arena_dup(cx->mem, mail->to).p);
    if (list)
        arena_defer(cx->mem, list_drop, list);
    return list;
}

Status smtp_send(Cx *cx, const MailServer *server, const Mail *mail, Str message, SmtpTimes times)
{
    SmtpUrl u;
    Talk talk = { .n = 0 };
    TRY(url_read(cx, server->url, &u));
    CURL *c = curl_easy_init();
    struct curl_slist *to = recipient(cx, mail);
    if (!c || !to)
        return fail(cx, ST_UNAVAILABLE, STR("mail"), "out of memory");
    arena_defer(cx->mem, curl_drop, c);
    curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(c, CURLOPT_URL, arena_dup(cx->mem, server->url).p);
    curl_easy_setopt(c, CURLOPT_PROXY, ""); /* whatever the environment says */
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS, times.connect_ms);
    curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, times.total_ms);
    set_tls(cx, c, &u, server->ca_file);
    talk_hear(c, &talk);
    curl_easy_setopt(c, CURLOPT_MAIL_FROM, arena_dup(cx->mem, mail->from).p);
    curl_easy_setopt(c, CURLOPT_MAIL_RCPT, to);
    curl_easy_setopt(c, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(c, CURLOPT_INFILESIZE_LARGE, (curl_off_t)message.n);
    curl_easy_setopt(c, CURLOPT_READFUNCTION, feed);
    curl_easy_setopt(c, CURLOPT_READDATA, (void *)&message);
    return outcome(cx, c, curl_easy_perform(c), &talk);
}

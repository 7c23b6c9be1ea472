/* server.c - serves the Claims Viewer sample app: a fixed list of files and /config.json.
 * HTTP/1.1, GET and HEAD, one request a connection, one thread, one poll loop. Files are read once
 * at the start and a request's path is compared with the list as bytes, undecoded: no request ever
 * reaches the file system. Meant for a developer's own machine. It stands alone on purpose, and in one
 * file though it has over 600 lines: who copies the sample copies this file and builds it with cc,
 * without a line of Postern's own. */
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
    MAX_CONNS = 64,
    MAX_REQUEST_LINE = 4096, /* bytes; "/" is asked for with code, state and iss */
    MAX_REQUEST_HEAD = 16384,
    MAX_HEADERS = 64,
    MAX_REPLY_HEAD = 2048,
    MAX_FILE = 1 << 20,
    MAX_CONFIG = 4096,
    MAX_ARGUMENT = 1024,
    MAX_DRAIN = 1 << 20, /* bytes of an unwanted body that are read and dropped */
    REQUEST_MS = 5000,   /* from accept to the last byte of the head, however slowly it drips */
    REPLY_MS = 10000,
    DRAIN_MS = 1000,
    ACCEPT_REST_MS = 1000, /* out of descriptors: leave the listener alone this long */
};

typedef struct {
    const char *p;
    size_t n;
} Slice;

typedef struct {
    const char *path, *file, *type; /* file NULL: made at the start, not read */
} PageRow;

// clang-format off
static const PageRow page_rows[] = {
    { "/",            "index.html",  "text/html; charset=utf-8" },
    { "/app.js",      "app.js",      "text/javascript; charset=utf-8" },
    { "/config.json", NULL,          "application/json" },
    { "/favicon.svg", "favicon.svg", "image/svg+xml" },
    { "/style.css",   "style.css",   "text/css; charset=utf-8" },
};

static const struct { int status; const char *reason; } reasons[] = {
    { 200, "OK" },
    { 400, "Bad Request" },
    { 404, "Not Found" },
    { 405, "Method Not Allowed" },
    { 408, "Request Timeout" },
    { 413, "Content Too Large" },
    { 414, "URI Too Long" },
    { 431, "Request Header Fields Too Large" },
    { 505, "HTTP Version Not Supported" },
};
// clang-format on
#define N_ROWS(table) (sizeof(table) / sizeof(table)[0])

typedef struct {
    const char *listen, *dir, *fhir_base, *client_id, *plan_name;
} Options;

typedef struct {
    bool is_head;
    Slice path;
} Request;

typedef enum { CONN_FREE, CONN_READING, CONN_WRITING, CONN_DRAINING } ConnState;

typedef struct {
    ConnState state;
    int fd;
    int64_t deadline_ms;
    size_t in_n, head_n, sent, drained;
    Slice body; /* of a page, or of a reason: both outlive the connection */
    char in[MAX_REQUEST_HEAD];
    char head[MAX_REPLY_HEAD];
} Conn;

typedef struct {
    int listener;
    int64_t accept_after_ms;
    Slice pages[N_ROWS(page_rows)];
    char origin[MAX_ARGUMENT]; /* of the FHIR server: the one other place the page may talk to */
    char config[MAX_CONFIG];
    Conn conns[MAX_CONNS];
} Server;

/* The one thing a signal handler may write. */
static volatile sig_atomic_t stopping;

static void on_signal(int number)
{
    (void)number;
    stopping = 1;
}

static _Noreturn void die(const char *what, const char *which)
{
    fprintf(stderr, "claims-viewer: %s%s%s\n", what, which ? ": " : "", which ? which : "");
    exit(1);
}

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- the request ---- */

static bool slice_is(Slice s, const char *text)
{
    return s.n == strlen(text) && memcmp(s.p, text, s.n) == 0;
}

static bool slice_is_nocase(Slice s, const char *text)
{
    return s.n == strlen(text) && strncasecmp(s.p, text, s.n) == 0;
}

static bool is_token(Slice s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool alnum = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        if (c == '\0' || (!alnum && !strchr("!#$%&'*+-.^_`|~", c)))
            return false;
    }
    return s.n > 0;
}

/* Printable ASCII, spaces and tabs too where asked; a lone CR or LF never passes. */
static bool is_printable(Slice s, bool with_space)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (!((c > 0x20 && c < 0x7f) || (with_space && (c == ' ' || c == '\t' || c >= 0x80))))
            return false;
    }
    return true;
}

/* Cuts what stands before `end` off the front of *rest. False when `end` is not there. */
static bool cut(Slice *rest, const char *end, Slice *out)
{
    const char *at = memmem(rest->p, rest->n, end, strlen(end));
    if (!at)
        return false;
    *out = (Slice){ rest->p, (size_t)(at - rest->p) };
    size_t used = out->n + strlen(end);
    *rest = (Slice){ rest->p + used, rest->n - used };
    return true;
}

static int parse_request_line(Slice line, Request *rq, bool *is_1_1)
{
    Slice method, target, version = line;
    if (!cut(&version, " ", &method) || !cut(&version, " ", &target) || !is_token(method))
        return 400;
    *is_1_1 = slice_is(version, "HTTP/1.1");
    if (!*is_1_1 && !slice_is(version, "HTTP/1.0"))
        return version.n > 5 && memcmp(version.p, "HTTP/", 5) == 0 ? 505 : 400;
    if (target.n == 0 || target.p[0] != '/' || !is_printable(target, false))
        return 400;
    rq->is_head = slice_is(method, "HEAD");
    if (!rq->is_head && !slice_is(method, "GET"))
        return 405;
    if (!cut(&target, "?", &rq->path))
        rq->path = target;
    return 0;
}

/* Bodies are refused outright, so there is no second opinion about where a request ends. */
static int check_header(Slice line, size_t *hosts)
{
    Slice name, value = line;
    if (!cut(&value, ":", &name) || !is_token(name) || !is_printable(value, true))
        return 400;
    while (value.n && (value.p[0] == ' ' || value.p[0] == '\t'))
        value = (Slice){ value.p + 1, value.n - 1 };
    *hosts += slice_is_nocase(name, "Host");
    if (slice_is_nocase(name, "Transfer-Encoding"))
        return 413;
    return slice_is_nocase(name, "Content-Length") && !slice_is(value, "0") ? 413 : 0;
}

/* `head` ends with the last header line, the empty one left off. 0, or the refusing status. */
static int parse_head(Slice head, Request *rq)
{
    Slice line;
    bool is_1_1 = false;
    size_t hosts = 0, headers = 0;
    if (!cut(&head, "\r\n", &line))
        return 400;
    int status = parse_request_line(line, rq, &is_1_1);
    while (status == 0 && cut(&head, "\r\n", &line))
        status = ++headers > MAX_HEADERS ? 431 : check_header(line, &hosts);
    if (status == 0 && (hosts > 1 || (is_1_1 && hosts == 0)))
        status = 400;
    return status;
}

/* ---- the reply ---- */

static const char *reason_of(int status)
{
    for (size_t i = 0; i < N_ROWS(reasons); i++)
        if (reasons[i].status == status)
            return reasons[i].reason;
    return "Error";
}

static int find_page(Slice path, size_t *row)
{
    for (size_t i = 0; i < N_ROWS(page_rows); i++)
        if (slice_is(path, page_rows[i].path)) {
            *row = i;
            return 200;
        }
    return 404;
}

static void http_date(char *out, size_t n)
{
    time_t t = time(NULL);
    struct tm tm;
    if (!gmtime_r(&t, &tm) || strftime(out, n, "%a, %d %b %Y %H:%M:%S GMT", &tm) == 0)
        out[0] = '\0';
}

/* no-store and no-referrer because the address of "/" holds the authorization code for a moment. */
static void conn_reply(Server *s, Conn *c, int status, const char *type, Slice body)
{
    char date[64];
    http_date(date, sizeof date);
    int n = snprintf(c->head, sizeof c->head,
                     "HTTP/1.1 %d %s\r\nDate: %s\r\nContent-Type: %s\r\nContent-Length: %zu\r\n"
                     "Connection: close\r\n%s"
                     "Cache-Control: no-store\r\n"
                     "Content-Security-Policy: default-src 'none'; script-src 'self'; "
                     "style-src 'self'; img-src 'self'; connect-src 'self' %s; base-uri 'none'; "
                     "form-action 'none'; frame-ancestors 'none'\r\n"
                     "Cross-Origin-Opener-Policy: same-origin\r\n"
                     "Cross-Origin-Resource-Policy: same-origin\r\n"
                     "Referrer-Policy: no-referrer\r\n"
                     "X-Content-Type-Options: nosniff\r\n"
                     "X-Frame-Options: DENY\r\n\r\n",
                     status, reason_of(status), date, type, body.n,
                     status == 405 ? "Allow: GET, HEAD\r\n" : "", s->origin);
    if (n < 0 || (size_t)n >= sizeof c->head)
        die("a reply's head does not fit", NULL);
    c->head_n = (size_t)n;
    c->body = body;
    c->sent = 0;
    c->state = CONN_WRITING;
    c->deadline_ms = now_ms() + REPLY_MS;
}

static void conn_refuse(Server *s, Conn *c, int status)
{
    const char *reason = reason_of(status);
    conn_reply(s, c, status, "text/plain; charset=utf-8", (Slice){ reason, strlen(reason) });
}

static void conn_answer(Server *s, Conn *c, Slice head)
{
    Request rq = { 0 };
    size_t row = 0;
    int status = parse_head(head, &rq);
    if (status == 0)
        status = find_page(rq.path, &row);
    if (status == 200)
        conn_reply(s, c, status, page_rows[row].type, s->pages[row]);
    else
        conn_refuse(s, c, status);
    if (rq.is_head)
        c->body.n = 0; /* Content-Length stays what GET would have said */
}

/* ---- connections ---- */

static void conn_close(Conn *c)
{
    (void)close(c->fd);
    c->fd = -1;
    c->state = CONN_FREE;
}

static bool would_block(ssize_t n)
{
    return n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR);
}

static void conn_read(Server *s, Conn *c)
{
    ssize_t n = recv(c->fd, c->in + c->in_n, sizeof c->in - c->in_n, 0);
    if (would_block(n))
        return;
    if (n <= 0) {
        conn_close(c);
        return;
    }
    c->in_n += (size_t)n;
    const char *end = memmem(c->in, c->in_n, "\r\n\r\n", 4);
    const char *line = memmem(c->in, c->in_n, "\r\n", 2);
    size_t line_n = line ? (size_t)(line - c->in) : c->in_n;
    if (line_n > MAX_REQUEST_LINE)
        conn_refuse(s, c, 414);
    else if (end)
        conn_answer(s, c, (Slice){ c->in, (size_t)(end - c->in) + 2 });
    else if (c->in_n == sizeof c->in)
        conn_refuse(s, c, 431);
}

/* A close with unread bytes resets the connection and may take the reply with it: say "done", then
 * read on for a moment. */
static void conn_start_draining(Conn *c)
{
    (void)shutdown(c->fd, SHUT_WR);
    c->state = CONN_DRAINING;
    c->drained = 0;
    c->deadline_ms = now_ms() + DRAIN_MS;
}

static void conn_write(Conn *c)
{
    bool in_head = c->sent < c->head_n;
    const char *from = in_head ? c->head + c->sent : c->body.p + (c->sent - c->head_n);
    size_t left = in_head ? c->head_n - c->sent : c->head_n + c->body.n - c->sent;
    ssize_t n = send(c->fd, from, left, MSG_NOSIGNAL);
    if (would_block(n))
        return;
    if (n <= 0) {
        conn_close(c);
        return;
    }
    c->sent += (size_t)n;
    if (c->sent == c->head_n + c->body.n)
        conn_start_draining(c);
}

static void conn_drain(Conn *c)
{
    ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
    if (would_block(n))
        return;
    if (n > 0)
        c->drained += (size_t)n;
    if (n <= 0 || c->drained > MAX_DRAIN)
        conn_close(c);
}

static void conn_serve(Server *s, Conn *c)
{
    switch (c->state) {
    case CONN_READING: conn_read(s, c); break;
    case CONN_WRITING: conn_write(c); break;
    case CONN_DRAINING: conn_drain(c); break;
    case CONN_FREE: break;
    }
}

static void conn_expire(Server *s, Conn *c)
{
    if (c->state == CONN_READING && c->in_n > 0)
        conn_refuse(s, c, 408);
    else
        conn_close(c);
}

static Conn *free_conn(Server *s)
{
    for (size_t i = 0; i < MAX_CONNS; i++)
        if (s->conns[i].state == CONN_FREE)
            return &s->conns[i];
    return NULL;
}

static void accept_all(Server *s)
{
    for (Conn *c; (c = free_conn(s));) {
        int fd = accept4(s->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd < 0) {
            if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)
                s->accept_after_ms = now_ms() + ACCEPT_REST_MS;
            return;
        }
        c->fd = fd;
        c->state = CONN_READING;
        c->in_n = 0;
        c->deadline_ms = now_ms() + REQUEST_MS;
    }
}

/* ---- the loop ---- */

static void expire_all(Server *s, int64_t now)
{
    for (size_t i = 0; i < MAX_CONNS; i++)
        if (s->conns[i].state != CONN_FREE && now >= s->conns[i].deadline_ms)
            conn_expire(s, &s->conns[i]);
}

/* Says what to wait for, and how long: -1 is for ever. With every slot taken new connections wait in
 * the kernel's queue; deadlines free the slots, so they pass before anyone asks for a free one. */
static int64_t fill_polls(Server *s, struct pollfd *polls)
{
    int64_t now = now_ms(), next = INT64_MAX;
    expire_all(s, now);
    bool resting = now < s->accept_after_ms;
    if (resting)
        next = s->accept_after_ms;
    bool listening = !resting && free_conn(s);
    polls[MAX_CONNS] = (struct pollfd){ .fd = listening ? s->listener : -1, .events = POLLIN };
    for (size_t i = 0; i < MAX_CONNS; i++) {
        const Conn *c = &s->conns[i];
        short events = c->state == CONN_WRITING ? POLLOUT : POLLIN;
        polls[i] = (struct pollfd){ .fd = c->state == CONN_FREE ? -1 : c->fd, .events = events };
        if (c->state != CONN_FREE && c->deadline_ms < next)
            next = c->deadline_ms;
    }
    if (next == INT64_MAX)
        return -1;
    return next > now ? next - now : 0;
}

/* Signals are let in only while waiting, so none falls between the test and the wait. */
static void serve(Server *s, const sigset_t *while_waiting)
{
    struct pollfd polls[MAX_CONNS + 1];
    while (!stopping) {
        int64_t wait_ms = fill_polls(s, polls);
        struct timespec t = { (time_t)(wait_ms / 1000), (long)(wait_ms % 1000) * 1000000 };
        int n = ppoll(polls, MAX_CONNS + 1, wait_ms < 0 ? NULL : &t, while_waiting);
        if (n < 0 && errno != EINTR)
            die("poll failed", strerror(errno));
        if (n <= 0)
            continue;
        for (size_t i = 0; i < MAX_CONNS; i++)
            if (polls[i].revents)
                conn_serve(s, &s->conns[i]);
        if (polls[MAX_CONNS].revents)
            accept_all(s);
    }
}

/* ---- the start ---- */

static Slice read_file(const char *dir, const char *name)
{
    char path[MAX_ARGUMENT + 64];
    int n = snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *f = n > 0 && (size_t)n < sizeof path ? fopen(path, "rb") : NULL;
    char *bytes = malloc(MAX_FILE);
    if (!f || !bytes)
        die("cannot open", path);
    size_t got = fread(bytes, 1, MAX_FILE, f);
    if (ferror(f) || !feof(f))
        die("cannot read it whole (at most 1 MiB)", path);
    (void)fclose(f);
    return (Slice){ bytes, got };
}

/* The base goes into a header and its origin into a policy, so its alphabet is a plain URL's. */
static void set_origin(Server *s, const char *base)
{
    size_t scheme = strncmp(base, "https://", 8) == 0  ? 8
                    : strncmp(base, "http://", 7) == 0 ? 7
                                                       : 0;
    if (!scheme || base[strspn(base, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                     "0123456789-._~:/[]")])
        die("--fhir-base must be a plain http or https URL", base);
    size_t n = scheme + strcspn(base + scheme, "/");
    if (n == scheme || n >= sizeof s->origin)
        die("--fhir-base has no host", base);
    memcpy(s->origin, base, n);
    s->origin[n] = '\0';
}

static void check_text(const char *option, const char *text)
{
    for (const char *p = text; *p; p++)
        if ((unsigned char)*p < 0x20 || *p == '"' || *p == '\\' || *p == 0x7f)
            die("no quotes, backslashes or control characters here", option);
}

static Slice make_config(Server *s, const Options *o)
{
    check_text("--client-id", o->client_id);
    check_text("--plan-name", o->plan_name);
    int n = snprintf(s->config, sizeof s->config,
                     "{\"fhir_base\":\"%s\",\"client_id\":\"%s\",\"plan_name\":\"%s\"}\n",
                     o->fhir_base, o->client_id, o->plan_name);
    if (n < 0 || (size_t)n >= sizeof s->config)
        die("the arguments are too long", NULL);
    return (Slice){ s->config, (size_t)n };
}

static void load_pages(Server *s, const Options *o)
{
    for (size_t i = 0; i < N_ROWS(page_rows); i++)
        s->pages[i] = page_rows[i].file ? read_file(o->dir, page_rows[i].file) : make_config(s, o);
}

/* "127.0.0.1:8081" or "[::1]:8081"; numbers only, so that starting asks no name server. */
static struct addrinfo *resolve(const char *address)
{
    char host[MAX_ARGUMENT];
    const char *colon = strrchr(address, ':');
    if (!colon || colon == address || (size_t)(colon - address) >= sizeof host)
        die("--listen must be ADDRESS:PORT", address);
    bool brackets = address[0] == '[' && colon[-1] == ']';
    size_t skip = brackets ? 1 : 0, n = (size_t)(colon - address) - 2 * skip;
    memcpy(host, address + skip, n);
    host[n] = '\0';
    struct addrinfo want = { .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE,
                             .ai_socktype = SOCK_STREAM };
    struct addrinfo *found = NULL;
    if (getaddrinfo(host, colon + 1, &want, &found) != 0)
        die("--listen must be a numeric ADDRESS:PORT", address);
    return found;
}

static void print_address(int listener)
{
    struct sockaddr_storage at = { 0 };
    socklen_t n = sizeof at;
    char host[NI_MAXHOST], port[NI_MAXSERV];
    if (getsockname(listener, (struct sockaddr *)&at, &n) != 0 ||
        getnameinfo((struct sockaddr *)&at, n, host, sizeof host, port, sizeof port,
                    NI_NUMERICHOST | NI_NUMERICSERV) != 0)
        die("cannot tell the address", NULL);
    bool v6 = at.ss_family == AF_INET6;
    printf("claims-viewer: http://%s%s%s:%s/\n", v6 ? "[" : "", host, v6 ? "]" : "", port);
    fflush(stdout);
}

static int open_listener(const char *address)
{
    struct addrinfo *to = resolve(address);
    int fd = socket(to->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    int on = 1;
    if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0 ||
        bind(fd, to->ai_addr, to->ai_addrlen) != 0 || listen(fd, MAX_CONNS) != 0)
        die("cannot listen", strerror(errno));
    freeaddrinfo(to);
    return fd;
}

static const char usage[] =
    "usage: claims-viewer --fhir-base URL --client-id ID [--listen 127.0.0.1:8081]\n"
    "                     [--dir examples/claims-viewer/www] [--plan-name NAME]\n";

static Options read_options(int argc, char **argv)
{
    Options o = { "127.0.0.1:8081", "examples/claims-viewer/www", NULL, NULL, "" };
    const struct {
        const char *name;
        const char **to;
    } rows[] = {
        { "--client-id", &o.client_id }, { "--dir", &o.dir },
        { "--fhir-base", &o.fhir_base }, { "--listen", &o.listen },
        { "--plan-name", &o.plan_name },
    };
    if (argc == 2 && strcmp(argv[1], "--help") == 0) {
        fputs(usage, stdout);
        exit(0);
    }
    for (int i = 1; i < argc; i += 2) {
        size_t row = 0;
        while (row < N_ROWS(rows) && strcmp(argv[i], rows[row].name) != 0)
            row++;
        if (row == N_ROWS(rows) || i + 1 == argc || strlen(argv[i + 1]) >= MAX_ARGUMENT) {
            fputs(usage, stderr);
            die("unknown option, or no value or too long a value", argv[i]);
        }
        *rows[row].to = argv[i + 1];
    }
    if (!o.fhir_base || !o.client_id) {
        fputs(usage, stderr);
        die("--fhir-base and --client-id are needed", NULL);
    }
    return o;
}

static void catch_signals(sigset_t *while_waiting)
{
    struct sigaction act = { .sa_handler = on_signal };
    sigset_t block;
    sigemptyset(&act.sa_mask);
    sigemptyset(&block);
    sigaddset(&block, SIGTERM);
    sigaddset(&block, SIGINT);
    if (sigprocmask(SIG_BLOCK, &block, while_waiting) != 0 || sigaction(SIGTERM, &act, NULL) != 0 ||
        sigaction(SIGINT, &act, NULL) != 0)
        die("cannot catch signals", strerror(errno));
    sigdelset(while_waiting, SIGTERM);
    sigdelset(while_waiting, SIGINT);
}

static void server_close(Server *s)
{
    for (size_t i = 0; i < MAX_CONNS; i++)
        if (s->conns[i].state != CONN_FREE)
            conn_close(&s->conns[i]);
    for (size_t i = 0; i < N_ROWS(page_rows); i++)
        if (page_rows[i].file)
            free((void *)s->pages[i].p);
    (void)close(s->listener);
    free(s);
}

int main(int argc, char **argv)
{
    Options o = read_options(argc, argv);
    Server *s = calloc(1, sizeof *s);
    if (!s)
        die("no memory", NULL);
    sigset_t while_waiting;
    catch_signals(&while_waiting);
    set_origin(s, o.fhir_base);
    load_pages(s, &o);
    s->listener = open_listener(o.listen);
    print_address(s->listener);
    serve(s, &while_waiting);
    server_close(s);
    return 0;
}

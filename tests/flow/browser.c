/* Asking as a browser or an app: cookies, forms, redirects. */
#include "tests/flow/flow.h"

#include "base/buf.h"

#define FLOW_HEADERS 40
#define FLOW_BODY (1u << 20)

static FlowBrowser *browser_named(Flow *f, Str name)
{
    FlowBrowser *b = f->browsers;
    while (b && !str_eq(b->name, name))
        b = b->next;
    if (!b) {
        b = ARENA_NEW(f->cx->mem, FlowBrowser);
        b->name = arena_dup(f->cx->mem, name);
        b->next = f->browsers;
        f->browsers = b;
    }
    return b;
}

bool step_browser(Flow *f, const FlowStep *s)
{
    f->browser = browser_named(f, s->rest);
    return true;
}

bool step_forget(Flow *f, const FlowStep *s)
{
    FlowVar **at = &f->browser->cookies;
    while (*at) {
        const Str name = (*at)->name;
        const Str base = str_slice(name, 0, str_find(name, '-'));
        if (s->rest.n == 0 || str_eq(base, s->rest) || str_eq(name, s->rest))
            *at = (*at)->next;
        else
            at = &(*at)->next;
    }
    return true;
}

Str flow_header(const Flow *f, Str name)
{
    for (size_t i = 0; i < f->reply.header_count; i++)
        if (str_eq_nocase(f->reply.headers[i].name, name))
            return f->reply.headers[i].value;
    return STR_NONE;
}

/* ---- cookies --------------------------------------------------------------------------------------- */

static void cookie_take(Flow *f, Str set)
{
    const Str pair = str_slice(set, 0, str_find(set, ';'));
    const size_t eq = str_find(pair, '=');
    const Str name = str_slice(pair, 0, eq);
    FlowVar **at = &f->browser->cookies;
    while (*at && !str_eq((*at)->name, name))
        at = &(*at)->next;
    if (str_contains(set, STR("Max-Age=-")) || str_contains(set, STR("Max-Age=0"))) {
        if (*at)
            *at = (*at)->next;
        return;
    }
    if (!*at) {
        *at = ARENA_NEW(f->cx->mem, FlowVar);
        (*at)->name = arena_dup(f->cx->mem, name);
    }
    (*at)->value = arena_dup(f->cx->mem, str_from(pair, eq + 1));
}

static void cookies_take(Flow *f)
{
    for (size_t i = 0; i < f->reply.header_count; i++)
        if (str_eq(f->reply.headers[i].name, STR("Set-Cookie")))
            cookie_take(f, f->reply.headers[i].value);
}

static Str cookies_text(Flow *f)
{
    Buf *b = buf_new(f->cx, 65536);
    for (const FlowVar *c = f->browser->cookies; c; c = c->next) {
        buf_put(b, b->n ? STR("; ") : STR(""));
        buf_put(b, c->name);
        buf_char(b, '=');
        buf_put(b, c->value);
    }
    return buf_str(b);
}

/* ---- a request ------------------------------------------------------------------------------------- */

typedef struct Draft {
    HttpField headers[FLOW_HEADERS];
    size_t count;
    Buf *body;
    bool form;
} Draft;

static void draft_header(Draft *d, Str name, Str value)
{
    if (d->count < FLOW_HEADERS)
        d->headers[d->count++] = (HttpField){ name, value };
}

static bool draft_has(const Draft *d, Str name)
{
    for (size_t i = 0; i < d->count; i++)
        if (str_eq_nocase(d->headers[i].name, name))
            return true;
    return false;
}

static void draft_field(Draft *d, Str name, Str value)
{
    if (d->body->n)
        buf_char(d->body, '&');
    buf_percent(d->body, name);
    buf_char(d->body, '=');
    buf_percent(d->body, value);
    d->form = true;
}

/* "Name: value" is a header when the colon comes before any '=' or space. */
static bool draft_line(Flow *f, Draft *d, Str line)
{
    const size_t colon = str_find(line, ':');
    const size_t eq = str_find(line, '=');
    if (line.n == 0 || line.p[0] == '#')
        return true;
    if (line.p[0] == '|') {
        buf_put(d->body, str_from(line, line.n > 1 && line.p[1] == ' ' ? 2 : 1));
        return true;
    }
    if (colon < eq && colon < str_find(line, ' '))
        draft_header(d, str_slice(line, 0, colon), str_trim(str_from(line, colon + 1)));
    else if (eq < line.n)
        draft_field(d, str_trim(str_slice(line, 0, eq)), str_trim(str_from(line, eq + 1)));
    else
        return flow_fail(f, "neither header nor field: %.*s", STR_ARG(line));
    return true;
}

static bool draft_send(Flow *f, HttpMethod method, Str target, Draft *d)
{
    if (!site_need(f))
        return false;
    if (!f->browser)
        f->browser = browser_named(f, STR("default"));
    const Str cookies = cookies_text(f);
    if (!draft_has(d, STR("Host")))
        draft_header(d, STR("Host"), STR("localhost:8080"));
    if (cookies.n && !draft_has(d, STR("Cookie")))
        draft_header(d, STR("Cookie"), cookies);
    if (d->form && !draft_has(d, STR("Content-Type")))
        draft_header(d, STR("Content-Type"), STR("application/x-www-form-urlencoded"));
    arena_reset(f->reply_mem);
    Cx cx = { .mem = f->reply_mem, .now_ms = f->now_ms };
    HttpRequest rq = { .method = method,
                       .headers = d->headers,
                       .header_count = d->count,
                       .body = buf_str(d->body),
                       .peer = STR("127.0.0.1") };
    http_target(&cx, &rq, arena_dup(f->reply_mem, target));
    f->reply = (HttpReply){ 0 };
    f->asked = arena_dup(f->cx->mem, target);
    web_handle(&f->wired->web, &cx, &rq, &f->reply);
    f->work = cx.work;
    cookies_take(f);
    if (str_starts(flow_header(f, STR("Content-Type")), STR("text/html"))) {
        f->browser->page = arena_dup(f->cx->mem, f->reply.body);
        f->browser->page_url = f->asked;
    }
    return true;
}

bool flow_ask(Flow *f, HttpMethod method, Str target, Str lines)
{
    Draft d = { .body = buf_new(f->cx, FLOW_BODY) };
    Str line;
    while (str_split(&lines, '\n', &line))
        if (!draft_line(f, &d, str_trim(line)))
            return false;
    return draft_send(f, method, target, &d);
}

bool step_follow(Flow *f, const FlowStep *s)
{
    Str to = flow_header(f, STR("Location"));
    if (!to.p)
        return flow_fail(f, "the last reply has no Location");
    if (str_starts(to, STR(FLOW_BASE "/")))
        to = str_from(to, sizeof FLOW_BASE - 1);
    if (!str_starts(to, STR("/")))
        return flow_fail(f, "Location is not ours: %.*s", STR_ARG(to));
    return flow_ask(f, HTTP_GET, arena_dup(f->cx->mem, to), s->lines);
}

/* ---- forms ----------------------------------------------------------------------------------------- */

static size_t find_text(Str s, Str part)
{
    for (size_t i = 0; i + part.n <= s.n; i++)
        if (memcmp(s.p + i, part.p, part.n) == 0)
            return i;
    return s.n;
}

/* The value of an attribute of a tag, entities undone. STR_NONE: not there. */
static Str attribute(Flow *f, Str tag, const char *name)
{
    const Str key = arena_printf(f->cx->mem, " %s=\"", name);
    const size_t at = find_text(tag, key);
    if (at == tag.n)
        return STR_NONE;
    Str v = str_from(tag, at + key.n);
    v = str_slice(v, 0, str_find(v, '"'));
    static const struct {
        Str entity;
        char c;
    } entities[] = { { STR_C("&amp;"), '&' },
                     { STR_C("&lt;"), '<' },
                     { STR_C("&gt;"), '>' },
                     { STR_C("&quot;"), '"' },
                     { STR_C("&#39;"), '\'' } };
    Buf *b = buf_new(f->cx, FLOW_BODY);
    for (size_t i = 0; i < v.n; i++) {
        size_t e = 0;
        while (e < 5 && !str_starts(str_from(v, i), entities[e].entity))
            e++;
        buf_char(b, e < 5 ? entities[e].c : v.p[i]);
        i += e < 5 ? entities[e].entity.n - 1 : 0;
    }
    return b->n ? buf_str(b) : STR("");
}

/* The next <name …> tag of *rest. */
static bool next_tag(Str *rest, Str name, Str *tag)
{
    const size_t at = find_text(*rest, name);
    if (at == rest->n)
        return false;
    const Str from = str_from(*rest, at);
    const size_t end = str_find(from, '>');
    *tag = str_slice(from, 0, end);
    *rest = str_from(from, end);
    return true;
}

/* The form asked for: its tag and what stands in it. */
static bool form_find(Flow *f, Str want, Str *tag, Str *inside)
{
    Str rest = f->browser->page;
    while (next_tag(&rest, STR("<form"), tag)) {
        const Str action = attribute(f, *tag, "action");
        const Str method = attribute(f, *tag, "method");
        *inside = str_slice(rest, 0, find_text(rest, STR("</form")));
        if (str_eq_nocase(method, STR("post")) && (want.n == 0 || str_starts(action, want)))
            return true;
    }
    return flow_fail(f, "the page has no such form");
}

static bool left_out(Str lines, Str name)
{
    Str line;
    while (str_split(&lines, '\n', &line)) {
        const Str l = str_trim(line);
        const Str key = str_trim(str_slice(l, 0, str_find(l, '=')));
        if (str_eq(key, name) ||
            (str_starts(l, STR("- ")) && str_eq(str_trim(str_from(l, 1)), name)))
            return true;
    }
    return false;
}

/* What a browser would send untouched: hidden and filled inputs, checked boxes. Buttons are named below. */
static void form_fields(Flow *f, Str inside, Str lines, Draft *d)
{
    Str tag;
    while (next_tag(&inside, STR("<input"), &tag)) {
        const Str name = attribute(f, tag, "name");
        const Str type = attribute(f, tag, "type");
        const Str value = attribute(f, tag, "value");
        const bool box = str_eq(type, STR("checkbox")) || str_eq(type, STR("radio"));
        if (name.n == 0 || left_out(lines, name) || str_eq(type, STR("submit")))
            continue;
        if (box && !str_contains(tag, STR(" checked")))
            continue;
        draft_field(d, name, value.p ? value : box ? STR("on") : STR(""));
    }
}

bool step_submit(Flow *f, const FlowStep *s)
{
    Draft d = { .body = buf_new(f->cx, FLOW_BODY) };
    Str tag;
    Str inside;
    Str line;
    Str lines = s->lines;
    if (!f->browser || !f->browser->page.n)
        return flow_fail(f, "this browser has no page");
    if (!form_find(f, s->rest, &tag, &inside))
        return false;
    form_fields(f, inside, s->lines, &d);
    while (str_split(&lines, '\n', &line))
        if (!str_starts(str_trim(line), STR("- ")) && !draft_line(f, &d, str_trim(line)))
            return false;
    /* As a browser says on a page whose Referrer-Policy is no-referrer. */
    if (!draft_has(&d, STR("Sec-Fetch-Site")))
        draft_header(&d, STR("Sec-Fetch-Site"), STR("same-origin"));
    if (!draft_has(&d, STR("Origin")))
        draft_header(&d, STR("Origin"), STR("null"));
    const Str action = attribute(f, tag, "action");
    return draft_send(f, HTTP_POST, action.n ? action : f->browser->page_url, &d);
}

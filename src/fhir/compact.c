#include "base/limits.h"
#include "fhir/record_int.h"

/* The text has been parsed, so its structure is certain and only white space and the members of the
 * root and of meta are of interest. Bounds are kept all the same. */

/* What is put in front of meta's other members. The 24 characters are the same in every body, so a
 * hash over the body is one over the content. */
#define META_SLOT "\"versionId\":\"\",\"lastUpdated\":\"0000-00-00T00:00:00.000Z\""
#define META_VERSION_AT (sizeof "\"versionId\":\"" - 1)
#define META_UPDATED_AT (sizeof "\"versionId\":\"\",\"lastUpdated\":\"" - 1)

typedef struct Cut {
    const char *at;
    const char *end;
    char *out;
    bool escaped; /* a name was: names are compared as written, and \u006deta would slip by */
} Cut;

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

static void skip_space(Cut *c)
{
    while (c->at < c->end && is_space(*c->at))
        c->at++;
}

/* True when the next token is t, which is then passed over. */
static bool skip_token(Cut *c, char t)
{
    skip_space(c);
    if (c->at == c->end || *c->at != t)
        return false;
    c->at++;
    return true;
}

static void put(Cut *c, const char *p, size_t n)
{
    memcpy(c->out, p, n);
    c->out += n;
}

/* Non-zero when one of the eight bytes is b. */
static uint64_t has_byte(uint64_t eight, unsigned char b)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    const uint64_t x = eight ^ (ones * b);
    return (x - ones) & ~x & (ones << 7);
}

static bool is_name(const Cut *c)
{
    const char *at = c->at;
    while (at < c->end && is_space(*at))
        at++;
    return at < c->end && *at == ':';
}

/* The string that begins here, its quotes included. Most of a resource is inside strings, so they go
 * eight bytes at a time; out never outruns the room, because it never outruns what was read. */
static void put_string(Cut *c)
{
    bool escapes = false;
    *c->out++ = *c->at++;
    while (c->at < c->end) {
        uint64_t eight;
        if ((size_t)(c->end - c->at) > sizeof eight) {
            memcpy(&eight, c->at, sizeof eight);
            if (!(has_byte(eight, '"') | has_byte(eight, '\\'))) {
                put(c, c->at, sizeof eight);
                c->at += sizeof eight;
                continue;
            }
        }
        const char t = *c->out++ = *c->at++;
        if (t == '"') {
            c->escaped = c->escaped || (escapes && is_name(c));
            return;
        }
        escapes = escapes || t == '\\';
        if (t == '\\' && c->at < c->end)
            *c->out++ = *c->at++;
    }
}

/* One value, without the space between its tokens. */
static void put_value(Cut *c)
{
    size_t depth = 0;
    skip_space(c);
    while (c->at < c->end) {
        const char t = *c->at;
        if (t == '"') {
            put_string(c);
        } else if (is_space(t)) {
            c->at++;
            continue;
        } else {
            if (depth == 0 && (t == ',' || t == '}' || t == ']'))
                return;
            depth += t == '{' || t == '[';
            depth -= t == '}' || t == ']';
            *c->out++ = t;
            c->at++;
        }
        /* A number or a word goes on until what ends it. */
        if (depth == 0 && (t == '"' || t == '}' || t == ']'))
            return;
    }
}

/* "name": of the next member; the name as written, escapes and all. */
static Str put_name(Cut *c)
{
    skip_space(c);
    const char *from = c->at;
    put_string(c);
    const Str name = { from + 1, (size_t)(c->at - from) - 2 };
    (void)skip_token(c, ':');
    *c->out++ = ':';
    return name;
}

static void put_slot(Cut *c, const char *begin, Record *r)
{
    r->version_at = (size_t)(c->out - begin) + META_VERSION_AT;
    r->updated_at = (size_t)(c->out - begin) + META_UPDATED_AT;
    put(c, META_SLOT, sizeof META_SLOT - 1);
    r->security_at = (size_t)(c->out - begin);
    r->security_listed = false;
}

/* The object meta with the slot for its two members that are the server's (R4 http 3.1.0.1.2). */
static void put_meta(Cut *c, const char *begin, Record *r)
{
    (void)skip_token(c, '{');
    *c->out++ = '{';
    put_slot(c, begin, r);
    while (!skip_token(c, '}') && c->at < c->end) {
        char *undo = c->out;
        (void)skip_token(c, ',');
        *c->out++ = ',';
        const Str name = put_name(c);
        const char *value = c->out;
        put_value(c);
        if (str_eq(name, STR("versionId")) || str_eq(name, STR("lastUpdated")))
            c->out = undo;
        if (str_eq(name, STR("security"))) { /* a list that is not empty (meta_check) */
            r->security_at = (size_t)(value - begin) + 1;
            r->security_listed = true;
        }
    }
    *c->out++ = '}';
}

static void put_root(Cut *c, const char *begin, bool has_meta, Record *r)
{
    (void)skip_token(c, '{');
    *c->out++ = '{';
    for (bool first = true; !skip_token(c, '}') && c->at < c->end; first = false) {
        if (!first) {
            (void)skip_token(c, ',');
            *c->out++ = ',';
        }
        const Str name = put_name(c);
        if (str_eq(name, STR("meta"))) {
            put_meta(c, begin, r);
            continue;
        }
        put_value(c);
        if (!has_meta && str_eq(name, STR("id"))) {
            put(c, ",\"meta\":{", 9);
            put_slot(c, begin, r);
            *c->out++ = '}';
        }
    }
    *c->out++ = '}';
}

/* False when a member's name was written with escapes. */
static bool compact(Cx *cx, Str text, bool has_meta, Record *r)
{
    char *begin = arena_alloc_raw(cx->mem, text.n + sizeof META_SLOT + sizeof ",\"meta\":{},");
    Cut c = { text.p, text.p + text.n, begin, false };
    put_root(&c, begin, has_meta, r);
    r->body = (Str){ begin, (size_t)(c.out - begin) };
    return !c.escaped;
}

Status record_compact(Cx *cx, Str text, const JsonVal *root, Record *r)
{
    if (text.n > LIMIT_LINE)
        return fail(cx, ST_TOO_LONG, STR("resource"), "longer than a resource may be");
    if (!compact(cx, text, json_get(root, STR("meta")) != NULL, r))
        return fail(cx, ST_STRUCTURE, STR("resource"), "a member's name is written with escapes");
    return ST_OK;
}

size_t record_security_at(Cx *cx, Str body)
{
    Record r = { 0 };
    (void)compact(cx, body, true, &r);
    return r.security_listed ? r.security_at + (body.n - r.body.n) : body.n;
}

#include "base/limits.h"
#include "fhir/record_int.h"
#include "json/scan.h"

/* The text has been parsed, so only white space and the members of the root and of meta are of interest. */

/* What is put in front of meta's other members. The 24 characters are the same in every body, so a
 * hash over the body is one over the content. */
#define META_SLOT "\"versionId\":\"\",\"lastUpdated\":\"0000-00-00T00:00:00.000Z\""
#define META_VERSION_AT (sizeof "\"versionId\":\"" - 1)
#define META_UPDATED_AT (sizeof "\"versionId\":\"\",\"lastUpdated\":\"" - 1)

typedef struct Cut {
    Scan s;
    char *out;
} Cut;

static void put(Cut *c, Str s)
{
    memcpy(c->out, s.p, s.n);
    c->out += s.n;
}

/* One value, without the space between its tokens. */
static void put_value(Cut *c)
{
    const unsigned depth = c->s.depth;
    do
        put(c, scan_run(&c->s, depth));
    while (c->s.depth > depth && !c->s.wrong);
}

/* Comes to the next member, whose name is put behind what its object has so far. */
static bool put_name(Cut *c, Str *name)
{
    if (!scan_next(&c->s, name))
        return false;
    put(c, c->out[-1] == '{' ? STR("\"") : STR(",\""));
    put(c, *name);
    put(c, STR("\":"));
    return true;
}

static void put_slot(Cut *c, const char *begin, Record *r)
{
    r->version_at = (size_t)(c->out - begin) + META_VERSION_AT;
    r->updated_at = (size_t)(c->out - begin) + META_UPDATED_AT;
    put(c, STR(META_SLOT));
    r->security_at = (size_t)(c->out - begin);
    r->security_listed = false;
}

/* The object meta with the slot for its two members that are the server's (R4 http 3.1.0.1.2). */
static void put_meta(Cut *c, const char *begin, Record *r)
{
    if (!scan_enter(&c->s))
        return;
    put(c, STR("{"));
    put_slot(c, begin, r);
    char *undo = c->out;
    for (Str name; put_name(c, &name); undo = c->out) {
        const char *value = c->out;
        put_value(c);
        if (str_eq(name, STR("versionId")) || str_eq(name, STR("lastUpdated")))
            c->out = undo;
        if (str_eq(name, STR("security"))) { /* a list that is not empty (meta_check) */
            r->security_at = (size_t)(value - begin) + 1;
            r->security_listed = true;
        }
    }
    put(c, STR("}"));
}

static void put_root(Cut *c, const char *begin, bool has_meta, Record *r)
{
    if (!scan_enter(&c->s))
        return;
    put(c, STR("{"));
    for (Str name; put_name(c, &name);) {
        if (str_eq(name, STR("meta"))) {
            put_meta(c, begin, r);
            continue;
        }
        put_value(c);
        if (!has_meta && str_eq(name, STR("id"))) {
            put(c, STR(",\"meta\":{"));
            put_slot(c, begin, r);
            put(c, STR("}"));
        }
    }
    put(c, STR("}"));
}

static Cut compact(Cx *cx, Str text, bool has_meta, Record *r)
{
    char *begin = arena_alloc_raw(cx->mem, text.n + sizeof META_SLOT + sizeof ",\"meta\":{},");
    Cut c = { .s = scan_begin(text), .out = begin };
    put_root(&c, begin, has_meta, r);
    r->body = (Str){ begin, (size_t)(c.out - begin) };
    return c;
}

Status record_compact(Cx *cx, Str text, const JsonVal *root, Record *r)
{
    if (text.n > LIMIT_LINE)
        return fail(cx, ST_TOO_LONG, STR("resource"), "longer than a resource may be");
    Cut c = compact(cx, text, json_get(root, STR("meta")) != NULL, r);
    TRY(scan_end(cx, &c.s));
    if (c.s.escaped_name) /* names are compared as written, and \u006deta would slip by */
        return fail(cx, ST_STRUCTURE, STR("resource"), "a member's name is written with escapes");
    return ST_OK;
}

size_t record_security_at(Cx *cx, Str body)
{
    Record r = { 0 };
    (void)compact(cx, body, true, &r);
    return r.security_listed ? r.security_at + (body.n - r.body.n) : body.n;
}

/* What came back: expectations and captures. */
#include "tests/flow/flow.h"

#include "audit/audit.h"
#include "base/buf.h"
#include "base/codec.h"
#include "json/json.h"

#include <regex.h>

#define AUDIT_LOOKED_AT 1000 /* records of a run */

/* The first group that matched, else the whole match. STR_NONE: no match, or not a regex. */
static Str match(Flow *f, Str text, Str pattern)
{
    regex_t re;
    regmatch_t at[2];
    Str found = STR_NONE;
    const Str z = arena_dup(f->cx->mem, text);
    if (regcomp(&re, arena_dup(f->cx->mem, pattern).p, REG_EXTENDED | REG_NEWLINE) != 0) {
        (void)flow_fail(f, "not a regex: %.*s", STR_ARG(pattern));
        return STR_NONE;
    }
    if (regexec(&re, z.p, 2, at, 0) == 0) {
        const regmatch_t m = re.re_nsub && at[1].rm_so >= 0 ? at[1] : at[0];
        found = str_slice(z, (size_t)m.rm_so, (size_t)m.rm_eo);
    }
    regfree(&re);
    return found;
}

static bool verdict(Flow *f, bool ok, Str got, Str op, Str want)
{
    if (ok)
        return true;
    const Str shown = str_slice(got, 0, 300);
    return flow_fail(f, "got \"%.*s\"%s, expected %.*s \"%.*s\"", STR_ARG(shown),
                     got.n > shown.n ? "…" : "", STR_ARG(op), STR_ARG(want));
}

/* OP TEXT over a value; got.p NULL: absent. */
static bool judge(Flow *f, Str got, Str rest)
{
    const Str op = flow_word(&rest);
    if (str_eq(op, STR("absent")))
        return verdict(f, !got.p, got, op, rest);
    if (!got.p)
        return flow_fail(f, "it is absent");
    if (str_eq(op, STR("is")))
        return verdict(f, str_eq(got, rest), got, op, rest);
    if (str_eq(op, STR("has")))
        return verdict(f, str_contains(got, rest), got, op, rest);
    if (str_eq(op, STR("lacks")))
        return verdict(f, !str_contains(got, rest), got, op, rest);
    if (str_eq(op, STR("~")))
        return verdict(f, match(f, got, rest).p != NULL, got, op, rest);
    if (str_eq(op, STR("!~")))
        return verdict(f, match(f, got, rest).p == NULL && f->why.n == 0, got, op, rest);
    return flow_fail(f, "not a comparison: %.*s", STR_ARG(op));
}

static const JsonVal *json_at(Flow *f, Str path)
{
    JsonDoc *doc;
    if (json_parse(flow_cx(f), f->reply.body, &doc) != ST_OK) {
        (void)flow_fail_cx(f, "the body is not JSON");
        return NULL;
    }
    const JsonVal *v = json_root(doc);
    Str part;
    while (v && path.n && str_split(&path, '.', &part)) {
        uint64_t index;
        if (json_type(v) != JSON_ARRAY || !str_to_u64(part, &index)) {
            v = json_get(v, part);
            continue;
        }
        JsonIter it = json_iter(v);
        bool here = json_next(&it);
        for (; here && index; index--)
            here = json_next(&it);
        v = here ? it.val : NULL;
    }
    return v;
}

static Str json_text(const JsonVal *v)
{
    switch (json_type(v)) {
    case JSON_ABSENT: return STR_NONE;
    case JSON_NULL: return STR("null");
    case JSON_BOOL: return json_bool(v) ? STR("true") : STR("false");
    case JSON_NUMBER: return json_num(v);
    case JSON_STRING: return json_str(v);
    case JSON_ARRAY: return STR("[array]");
    case JSON_OBJECT: return STR("{object}");
    }
    return STR_NONE;
}

static bool expect_json(Flow *f, Str rest)
{
    const Str path = flow_word(&rest);
    const JsonVal *v = json_at(f, path);
    if (f->why.n)
        return false;
    if (!str_starts(rest, STR("count ")))
        return judge(f, json_text(v), rest);
    uint64_t n;
    const size_t got = json_len(v);
    return (str_to_u64(str_from(rest, 6), &n) && n == got) ||
           flow_fail(f, "%.*s has %zu, expected %.*s", STR_ARG(path), got, STR_ARG(rest));
}

static bool expect_header(Flow *f, Str rest)
{
    const Str name = flow_word(&rest);
    return judge(f, flow_header(f, name), rest);
}

static bool expect_page(Flow *f, Str lang)
{
    const Str html = arena_printf(f->cx->mem, "<html lang=\"%.*s\">", STR_ARG(lang));
    if (!str_starts(flow_header(f, STR("Content-Type")), STR("text/html")))
        return flow_fail(f, "not a page");
    return (str_contains(f->reply.body, html) && str_contains(f->reply.body, STR("</html>"))) ||
           flow_fail(f, "not a whole page in %.*s", STR_ARG(lang));
}

static bool expect_mail(Flow *f, Str rest)
{
    const Str to = flow_word(&rest);
    Str text;
    const bool there = site_mail(f, to, &text);
    if (f->why.n)
        return false;
    if (str_eq(rest, STR("none")))
        return !there || flow_fail(f, "there is a mail to %.*s", STR_ARG(to));
    return there ? judge(f, text, rest) : flow_fail(f, "there is no mail to %.*s", STR_ARG(to));
}

/* The newest record of a kind in the chain of plan ${plan}. */
static bool expect_audit(Flow *f, Str rest)
{
    Cx *cx = flow_cx(f);
    DbTx *tx;
    AuditRow *rows;
    size_t n;
    const Str kind = flow_word(&rest);
    const Plan *plan = plans_find(f->env.plans, flow_get(f, STR("plan")));
    if (!plan || audit_seal_now(cx, f->wired->web.audit) != ST_OK ||
        db_read(cx, f->env.db, DB_STATE, &tx) != ST_OK)
        return flow_fail_cx(f, "audit");
    const Status st = audit_rows(cx, tx, plan->num, 1, AUDIT_LOOKED_AT, &rows, &n);
    db_end(tx);
    if (st != ST_OK)
        return flow_fail_cx(f, "audit");
    while (n && !str_eq(rows[n - 1].kind, kind))
        n--;
    return n ? judge(f, rows[n - 1].record, rest)
             : flow_fail(f, "nothing of %.*s in the audit", STR_ARG(kind));
}

bool step_expect(Flow *f, const FlowStep *s)
{
    Str rest = s->rest;
    uint64_t status;
    if (str_to_u64(rest, &status))
        return f->reply.status == (int)status ||
               flow_fail(f, "status %d, expected %.*s", f->reply.status, STR_ARG(rest));
    const Str what = flow_word(&rest);
    if (str_eq(what, STR("header")))
        return expect_header(f, rest);
    if (str_eq(what, STR("body")))
        return judge(f, f->reply.body.p ? f->reply.body : STR(""), rest);
    if (str_eq(what, STR("json")))
        return expect_json(f, rest);
    if (str_eq(what, STR("page")))
        return expect_page(f, rest);
    if (str_eq(what, STR("mail")))
        return expect_mail(f, rest);
    if (str_eq(what, STR("audits"))) {
        Str records;
        return site_audit(f, &records) && judge(f, records, rest);
    }
    if (str_eq(what, STR("audit")))
        return expect_audit(f, rest);
    return judge(f, what, rest);
}

/* ---- captures -------------------------------------------------------------------------------------- */

static bool keep(Flow *f, Str name, Str value, const char *what)
{
    if (f->why.n)
        return false;
    if (!value.p)
        return flow_fail(f, "nothing found: %s", what);
    flow_set(f, name, value);
    return true;
}

static Str location_param(Flow *f, Str param)
{
    const Str to = flow_header(f, STR("Location"));
    HttpForm form;
    const Str query = str_from(to, str_find(to, '?') + 1);
    if (!to.p || http_form_parse(flow_cx(f), query, &form) != ST_OK)
        return STR_NONE;
    return http_form_get(&form, param);
}

static Str from_mail(Flow *f, Str rest)
{
    const Str to = flow_word(&rest);
    Str text;
    return site_mail(f, to, &text) ? match(f, text, rest) : STR_NONE;
}

static Str encoded(Flow *f, Str text)
{
    Buf *b = buf_new(f->cx, 1 << 20);
    buf_percent(b, text);
    return buf_str(b);
}

static Str from_header(Flow *f, Str rest)
{
    const Str name = flow_word(&rest);
    const Str v = flow_header(f, name);
    return v.p && rest.n ? match(f, v, rest) : v;
}

/* Of the last reply, as it goes out. */
static size_t reply_bytes(const Flow *f)
{
    size_t n = f->reply.body.n;
    for (size_t i = 0; i < f->reply.header_count; i++)
        n += f->reply.headers[i].name.n + f->reply.headers[i].value.n;
    return n;
}

static Str fact(const Flow *f, Str what)
{
    const CxWork *w = &f->work;
    if (str_eq(what, STR("dir")))
        return f->dir;
    if (str_eq(what, STR("work")))
        return arena_printf(f->cx->mem, "%u-statements-%u-hmacs-%u-seals", w->statements, w->hmacs,
                            w->seals);
    if (str_eq(what, STR("bytes")))
        return arena_printf(f->cx->mem, "%zu", reply_bytes(f));
    return arena_printf(f->cx->mem, "%lld", (long long)f->now_ms);
}

bool step_let(Flow *f, const FlowStep *s)
{
    Str rest = s->rest;
    const Str name = flow_word(&rest);
    const Str how = flow_word(&rest);
    if (str_eq(how, STR("=")))
        return keep(f, name, rest.p ? rest : STR(""), "=");
    if (str_eq(how, STR("body")))
        return keep(f, name, match(f, f->reply.body, rest), "body");
    if (str_eq(how, STR("header")))
        return keep(f, name, from_header(f, rest), "header");
    if (str_eq(how, STR("json")))
        return keep(f, name, json_text(json_at(f, rest)), "json");
    if (str_eq(how, STR("mail")))
        return keep(f, name, from_mail(f, rest), "mail");
    if (str_eq(how, STR("location")))
        return keep(f, name, location_param(f, rest), "location");
    if (str_eq(how, STR("s256")))
        return keep(f, name, base64url_encode(f->cx, sha256(f->cx, rest)), "s256");
    if (str_eq(how, STR("encoded")))
        return keep(f, name, encoded(f, rest), "encoded");
    if (str_eq(how, STR("fact")))
        return keep(f, name, fact(f, rest), "fact");
    return flow_fail(f, "let NAME = TEXT, or body, header, json, mail, location, s256, encoded");
}

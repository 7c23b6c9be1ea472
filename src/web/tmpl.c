/* Templates: values, and from nodes to a page. */
#include "web/tmpl_int.h"

#include "base/limits.h"

#include <assert.h>

typedef enum ValueKind { VALUE_STR, VALUE_BOOL, VALUE_LIST } ValueKind;

typedef struct Value {
    struct Value *next;
    Str name;
    ValueKind kind;
    Str text;
    bool yes;
    TmplData *first; /* of a list */
    TmplData *last;
} Value;

struct TmplData {
    Cx *cx;
    Value *values;
    TmplData *next; /* in its list */
    const TmplData *base;
};

typedef struct Scope {
    const TmplData *data;
    const struct Scope *outer;
} Scope;

typedef struct Page {
    Cx *cx;
    const Tmpls *all;
    Buf *out;
    MessageWords words;
    unsigned depth;
} Page;

TmplData *tmpl_data(Cx *cx)
{
    TmplData *d = ARENA_NEW(cx->mem, TmplData);
    d->cx = cx;
    return d;
}

static Value *value_of(const TmplData *d, Str name)
{
    for (Value *v = d ? d->values : NULL; v; v = v->next)
        if (str_eq(v->name, name))
            return v;
    return NULL;
}

static Value *value_set(TmplData *d, Str name, ValueKind kind)
{
    Value *v = value_of(d, name);
    if (!v) {
        v = ARENA_NEW(d->cx->mem, Value);
        v->name = name;
        v->next = d->values;
        d->values = v;
    }
    v->kind = kind;
    return v;
}

void tmpl_str(TmplData *d, Str name, Str value)
{
    value_set(d, name, VALUE_STR)->text = value;
}

void tmpl_i64(TmplData *d, Str name, int64_t value)
{
    tmpl_str(d, name, arena_printf(d->cx->mem, "%lld", (long long)value));
}

void tmpl_bool(TmplData *d, Str name, bool value)
{
    value_set(d, name, VALUE_BOOL)->yes = value;
}

TmplData *tmpl_item(TmplData *d, Str name)
{
    Value *v = value_set(d, name, VALUE_LIST);
    TmplData *item = tmpl_data(d->cx);
    if (v->last)
        v->last->next = item;
    else
        v->first = item;
    v->last = item;
    return item;
}

void tmpl_under(TmplData *d, const TmplData *base)
{
    d->base = base;
}

static const Value *look_up(const Scope *s, Str name)
{
    for (; s; s = s->outer) {
        for (const TmplData *d = s->data; d; d = d->base) {
            const Value *v = value_of(d, name);
            if (v)
                return v;
        }
    }
    return NULL;
}

static bool is_true(const Value *v)
{
    if (!v)
        return false;
    switch (v->kind) {
    case VALUE_STR: return v->text.n > 0;
    case VALUE_BOOL: return v->yes;
    case VALUE_LIST: return v->first != NULL;
    }
    return false;
}

/* What may stand in href, src and action: a javascript: address from an app's registration must not. */
static bool address_is_safe(Str s)
{
    static const Str starts[] = { STR_C("/"),     STR_C("?"),       STR_C("#"),   STR_C("https:"),
                                  STR_C("http:"), STR_C("mailto:"), STR_C("tel:") };
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (str_starts(s, starts[i]))
            return true;
    return false;
}

static Status text_of(const Page *p, const Scope *s, Str name, Str *out)
{
    const Value *v = look_up(s, name);
    if (!v || v->kind != VALUE_STR)
        return failf(p->cx, ST_INTERNAL, STR("template"), "the page needs a text called %.*s",
                     STR_ARG(name));
    *out = v->text;
    return ST_OK;
}

static Status insert(const Page *p, const Scope *s, const Node *n)
{
    Str text;
    TRY(text_of(p, s, n->text, &text));
    buf_html(p->out, n->url && !address_is_safe(text) ? STR("#") : text);
    return ST_OK;
}

static Status insert_message(const Page *p, const Scope *s, const Node *n)
{
    Str words = message_text(n->message, p->words);
    Str before;
    Str placeholder;
    while (slot_next(&words, &before, &placeholder)) {
        buf_html(p->out, before);
        for (size_t i = 0; placeholder.p && i < n->arg_count; i++) {
            if (!str_eq(n->args[i].placeholder, placeholder))
                continue;
            Str text;
            TRY(text_of(p, s, n->args[i].name, &text));
            buf_html(p->out, text);
        }
    }
    return ST_OK;
}

static Status nodes_write(Page *p, const Scope *s, const Node *n);

static Status each_write(Page *p, const Scope *s, const Node *n)
{
    const Value *list = look_up(s, n->text);
    if (!list || list->kind != VALUE_LIST)
        return ST_OK;
    for (const TmplData *item = list->first; item; item = item->next) {
        const Scope inner = { item, s };
        TRY(nodes_write(p, &inner, n->body));
    }
    return ST_OK;
}

static Status node_write(Page *p, const Scope *s, const Node *n)
{
    switch (n->kind) {
    case NODE_TEXT: buf_put(p->out, n->text); return ST_OK;
    case NODE_INSERT: return insert(p, s, n);
    case NODE_MESSAGE: return insert_message(p, s, n);
    case NODE_IF: return nodes_write(p, s, is_true(look_up(s, n->text)) ? n->body : n->other);
    case NODE_EACH: return each_write(p, s, n);
    case NODE_PARTIAL: return nodes_write(p, s, p->all->pages[n->partial].nodes);
    }
    return ST_OK;
}

static Status nodes_write(Page *p, const Scope *s, const Node *n)
{
    if (++p->depth > 4 * TMPL_DEPTH)
        return fail(p->cx, ST_INTERNAL, STR("template"), "partials include each other");
    for (; n; n = n->next)
        TRY(node_write(p, s, n));
    p->depth--;
    return ST_OK;
}

Status tmpl_render(Cx *cx, const Tmpls *t, Str page, MessageWords words, const TmplData *data,
                   Str *out)
{
    assert(words.lang == 0 || words.lang == 1);
    for (size_t i = 0; i < t->count; i++) {
        if (!str_eq(t->pages[i].name, page))
            continue;
        Page p = {
            .cx = cx, .all = t, .out = buf_new_sized(cx, LIMIT_PAGE, 16384), .words = words
        };
        const Scope s = { data, NULL };
        TRY(nodes_write(&p, &s, t->pages[i].nodes));
        *out = buf_str(p.out);
        return buf_status(cx, p.out, STR("page"));
    }
    return failf(cx, ST_INTERNAL, STR("template"), "no page called %.*s", STR_ARG(page));
}

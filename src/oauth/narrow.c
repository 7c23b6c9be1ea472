/* narrow.c - what a person leaves out of a scope before it is granted (S12, S13). All of it is worked out from
 * the stored scope: a form only says which of the choices are kept (A22). */
#include "oauth/oauth_int.h"

typedef struct Tokens {
    OauthScope *list; /* of patient/ and user/ alone */
    size_t count;
} Tokens;

static Tokens resources_of(Cx *cx, Str scope)
{
    size_t room = 0;
    for (Str rest = scope, t; oauth_scope_next(&rest, &t);)
        room++;
    Tokens out = { .list = ARENA_ARRAY(cx->mem, OauthScope, room) };
    for (Str rest = scope, t; oauth_scope_next(&rest, &t);) {
        OauthScope *s = &out.list[out.count];
        if (oauth_scope_parse(t, s) && (s->context == OAUTH_PATIENT || s->context == OAUTH_USER))
            out.count++;
    }
    return out;
}

/* ---- choices ---------------------------------------------------------------------------------------- */

typedef struct Choices {
    Cx *cx;
    OauthChoice *list;
    size_t count;
    size_t room;
} Choices;

static const OauthCategory *category_of(Str type, Str query)
{
    for (size_t i = 0; i < oauth_category_count; i++)
        if (query.n && str_eq(oauth_categories[i].type, type) &&
            scope_query_same(oauth_categories[i].query, query))
            return &oauth_categories[i];
    return NULL;
}

static void choice_add(Choices *c, Str type, Str query, bool whole)
{
    for (size_t i = 0; i < c->count; i++)
        if (str_eq(c->list[i].type, type) && scope_query_same(c->list[i].query, query))
            return;
    ARENA_GROW(c->cx->mem, c->list, c->count, c->room, 32);
    c->list[c->count++] = (OauthChoice){ .type = type,
                                         .query = query,
                                         .whole = whole,
                                         .stays = str_eq(type, STR("Patient")),
                                         .kept = true,
                                         .category = category_of(type, query) };
}

static bool asks_whole(const Tokens *t, uint16_t type)
{
    for (size_t i = 0; i < t->count; i++)
        if (!t->list[i].granular && (t->list[i].type_num == 0 || t->list[i].type_num == type))
            return true;
    return false;
}

static void whole_add(Choices *c, Str type)
{
    const size_t before = c->count;
    for (size_t i = 0; i < oauth_category_count; i++)
        if (oauth_categories[i].offered && str_eq(oauth_categories[i].type, type))
            choice_add(c, type, oauth_categories[i].query, true);
    if (c->count == before)
        choice_add(c, type, STR(""), true);
}

OauthChoice *oauth_scope_choices(Cx *cx, Str scope, size_t *count)
{
    const Tokens t = resources_of(cx, scope);
    Choices c = { .cx = cx };
    for (size_t i = 0; i < scope_types_count; i++) {
        const ScopeType *type = &scope_types[i];
        if (asks_whole(&t, type->num)) {
            whole_add(&c, type->name);
            continue;
        }
        for (size_t k = 0; k < t.count; k++)
            if (t.list[k].type_num == type->num)
                choice_add(&c, type->name, t.list[k].query, false);
    }
    *count = c.count;
    return c.list;
}

/* ---- the rest --------------------------------------------------------------------------------------- */

typedef struct Narrow {
    Cx *cx;
    Buf *out;
    const OauthChoice *choices;
    size_t count;
} Narrow;

static bool is_kept(const OauthChoice *c)
{
    return c->kept || c->stays;
}

/* Nothing of the type, or with an empty name of all of them, is left out. */
static bool all_kept(const Narrow *n, Str type)
{
    for (size_t i = 0; i < n->count; i++)
        if ((type.n == 0 || str_eq(n->choices[i].type, type)) && !is_kept(&n->choices[i]))
            return false;
    return true;
}

/* A scope on a whole type, or "*" as far as it goes for the type. */
static void whole_put(Narrow *n, const OauthScope *s, Str type)
{
    if (all_kept(n, type)) {
        scope_put(n->out, scope_text(n->cx, s, type, STR(""), s->actions));
        return;
    }
    for (size_t i = 0; i < n->count; i++) {
        const OauthChoice *c = &n->choices[i];
        if (str_eq(c->type, type) && is_kept(c))
            scope_put(n->out, scope_text(n->cx, s, type, c->query, s->actions));
    }
}

static void part_put(Narrow *n, const OauthScope *s)
{
    bool kept = all_kept(n, s->type);
    for (size_t i = 0; i < n->count && !kept; i++)
        kept = str_eq(n->choices[i].type, s->type) && is_kept(&n->choices[i]) &&
               scope_query_same(n->choices[i].query, s->query);
    if (kept)
        scope_put(n->out, s->text);
}

static void token_put(Narrow *n, const OauthScope *s)
{
    if (s->context == OAUTH_PLAIN)
        scope_put(n->out, s->text);
    else if (s->granular)
        part_put(n, s);
    else if (s->type_num)
        whole_put(n, s, s->type);
    else
        for (size_t i = 0; i < scope_types_count; i++)
            whole_put(n, s, scope_types[i].name);
}

Status oauth_scope_narrow(Cx *cx, Str scope, const OauthChoice *choices, size_t count, Str *out)
{
    Narrow n = {
        .cx = cx, .out = buf_new(cx, 2 * LIMIT_SCOPE), .choices = choices, .count = count
    };
    OauthScope s;
    *out = scope;
    if (all_kept(&n, STR("")))
        return ST_OK;
    for (Str rest = scope, t; oauth_scope_next(&rest, &t);)
        if (oauth_scope_parse(t, &s))
            token_put(&n, &s);
    *out = buf_str(n.out);
    return buf_status(cx, n.out, STR("scope"));
}

/* ---- what was left out once, of another scope --------------------------------------------------------- */

static bool is_left_out(const OauthChoice *asked, size_t count, const OauthChoice *c)
{
    bool out = false;
    for (size_t i = 0; i < count; i++) {
        const OauthChoice *a = &asked[i];
        if (!str_eq(a->type, c->type))
            continue;
        const bool same = scope_query_same(a->query, c->query);
        if (a->kept && same)
            return false;
        /* Parts that we do not know may overlap; of a whole type, what was left in is all that is. */
        out |= !a->kept && (same || a->whole || !a->category || !c->category);
    }
    return out;
}

static bool has_choice(const OauthChoice *choices, size_t count, const OauthChoice *c)
{
    for (size_t i = 0; i < count; i++)
        if (str_eq(choices[i].type, c->type) && scope_query_same(choices[i].query, c->query))
            return true;
    return false;
}

Status scope_leave_out(Cx *cx, Str asked, Str granted, Str scope, Str *out)
{
    size_t asked_count, granted_count, count;
    OauthChoice *of = oauth_scope_choices(cx, asked, &asked_count);
    OauthChoice *left = oauth_scope_choices(cx, granted, &granted_count);
    OauthChoice *own = oauth_scope_choices(cx, scope, &count);
    for (size_t i = 0; i < asked_count; i++)
        of[i].kept = has_choice(left, granted_count, &of[i]);
    for (size_t i = 0; i < count; i++)
        own[i].kept = own[i].stays || !is_left_out(of, asked_count, &own[i]);
    return oauth_scope_narrow(cx, scope, own, count, out);
}

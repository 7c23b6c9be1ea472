/* scope.c - scope texts: the grammar of SMART 1 and 2, and what of a request is granted. A token is understood
 * whole or dropped whole: ".read" must never become ".rd" (S1), nor a filter half a filter (S6). */
#include "base/table.h"
#include "oauth/oauth_int.h"

// clang-format off
const ScopePlain scope_plain[] = {
    { STR_C("fhirUser"),       true  },
    { STR_C("launch/patient"), false },
    { STR_C("offline_access"), false },
    { STR_C("openid"),         false },
    { STR_C("profile"),        true  },
};
const size_t scope_plain_count = sizeof scope_plain / sizeof *scope_plain;

static const struct { Str name; OauthContext context; } contexts[] = {
    { STR_C("patient"), OAUTH_PATIENT },
    { STR_C("system"),  OAUTH_SYSTEM  },
    { STR_C("user"),    OAUTH_USER    },
};

/* S2. */
static const struct { Str name; unsigned actions; } v1_actions[] = {
    { STR_C("*"),     OAUTH_C | OAUTH_R | OAUTH_U | OAUTH_D | OAUTH_S },
    { STR_C("read"),  OAUTH_R | OAUTH_S },
    { STR_C("write"), OAUTH_C | OAUTH_U | OAUTH_D },
};

/* Types that a granular scope may filter, by category alone (S6). */
static const struct { Str name; } filtered_types[] = {
    { STR_C("Condition")         },
    { STR_C("DiagnosticReport")  },
    { STR_C("DocumentReference") },
    { STR_C("Observation")       },
    { STR_C("ServiceRequest")    },
};
// clang-format on

/* The platform only reads: c, u and d are never granted (S4). */
static const unsigned policy_actions = OAUTH_R | OAUTH_S;

/* ---- grammar ------------------------------------------------------------------------------------ */

/* A non-empty subset of "cruds" in that order; 0 for anything else. */
static unsigned v2_actions(Str text)
{
    static const char order[] = "cruds";
    unsigned actions = 0, next = 0;
    for (size_t i = 0; i < text.n; i++) {
        while (next < 5 && order[next] != text.p[i])
            next++;
        if (next == 5)
            return 0;
        actions |= 1u << next++;
    }
    return actions;
}

static bool actions_parse(Str text, OauthScope *out)
{
    for (size_t i = 0; i < TABLE_COUNT(v1_actions); i++)
        if (str_eq(text, v1_actions[i].name)) {
            out->actions = v1_actions[i].actions;
            out->v1 = true;
            return !out->granular; /* v1 with "?" is nothing (S2) */
        }
    out->actions = v2_actions(text);
    return out->actions != 0;
}

static bool type_parse(Str text, OauthScope *out)
{
    out->type = text;
    if (str_eq(text, STR("*")))
        return true;
    const ScopeType *t = table_find(scope_types, scope_types_count, sizeof *scope_types, text);
    if (!t)
        return false;
    out->type_num = t->num;
    return true;
}

/* ---- granular filters: what stands behind "?" (S6) -------------------------------------------------- */

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The next character, decoded once (S5). -1: a broken escape; what no code system has, of which we could not
 * say how it is compared; and the backslash, with which a search would escape its separators. */
static int filter_char(Str *rest)
{
    int c = (unsigned char)rest->p[0];
    size_t n = 1;
    if (c == '%') {
        const int hi = rest->n > 2 ? hex_digit(rest->p[1]) : -1;
        const int lo = rest->n > 2 ? hex_digit(rest->p[2]) : -1;
        c = hi < 0 || lo < 0 ? -1 : hi * 16 + lo;
        n = 3;
    }
    *rest = str_from(*rest, n);
    return c < 0x20 || c > 0x7E || c == '\\' ? -1 : c;
}

static bool filter_same(Str a, Str b)
{
    while (a.n > 0 && b.n > 0) {
        const int c = filter_char(&a);
        if (c < 0 || c != filter_char(&b))
            return false;
    }
    return a.n == 0 && b.n == 0;
}

/* code, |code, system| or system|code, with commas between; counts them. */
static bool filter_values(Str value, size_t *count)
{
    size_t chars = 0;
    size_t bars = 0;
    while (value.n > 0) {
        const int c = filter_char(&value);
        if (c < 0)
            return false;
        if (c == ',') {
            if (chars == 0 || bars > 1)
                return false;
            chars = bars = 0;
            ++*count;
            continue;
        }
        bars += c == '|';
        chars += c != '|';
    }
    ++*count;
    return chars > 0 && bars <= 1;
}

static bool filter_parse(Str query, OauthScope *out)
{
    size_t params = 0;
    Str part;
    out->query = query;
    if (!TABLE_FIND(filtered_types, out->type))
        return false;
    while (str_split(&query, '&', &part)) {
        const size_t eq = str_find(part, '=');
        if (!filter_same(str_slice(part, 0, eq), STR("category")) ||
            !filter_values(str_from(part, eq + 1), &out->values))
            return false;
        params++;
    }
    return params <= LIMIT_SEARCH_TERMS && out->values <= LIMIT_SCOPE_VALUES;
}

bool scope_query_same(Str a, Str b)
{
    Str x;
    Str y;
    for (;;) {
        const bool more = str_split(&a, '&', &x);
        if (more != str_split(&b, '&', &y))
            return false;
        if (!more)
            return true;
        if (!filter_same(x, y))
            return false;
    }
}

static bool scope_char(unsigned char c) /* S5 */
{
    return c == 0x21 || (c >= 0x23 && c <= 0x5B) || (c >= 0x5D && c <= 0x7E);
}

static bool scope_charset(Str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!scope_char((unsigned char)s.p[i]))
            return false;
    return s.n > 0;
}

bool oauth_scope_parse(Str token, OauthScope *out)
{
    *out = (OauthScope){ .text = token, .context = OAUTH_PLAIN };
    if (!scope_charset(token))
        return false;
    if (table_find(scope_plain, scope_plain_count, sizeof *scope_plain, token))
        return true;
    size_t slash = str_find(token, '/');
    for (size_t i = 0; i < TABLE_COUNT(contexts); i++)
        if (str_eq(str_slice(token, 0, slash), contexts[i].name))
            out->context = contexts[i].context;
    if (slash == token.n || out->context == OAUTH_PLAIN)
        return false;
    Str rest = str_from(token, slash + 1);
    size_t question = str_find(rest, '?');
    out->granular = question < rest.n;
    Str whole = str_slice(rest, 0, question);
    size_t dot = str_find(whole, '.');
    return dot < whole.n && type_parse(str_slice(whole, 0, dot), out) &&
           actions_parse(str_from(whole, dot + 1), out) &&
           (!out->granular || filter_parse(str_from(rest, question + 1), out));
}

bool oauth_scope_next(Str *rest, Str *token)
{
    while (str_split(rest, ' ', token))
        if (token->n)
            return true;
    return false;
}

bool oauth_scope_has(Str scope, Str token)
{
    for (Str t; oauth_scope_next(&scope, &t);)
        if (str_eq(t, token))
            return true;
    return false;
}

/* ---- what is granted ---------------------------------------------------------------------------- */

/* What one scope may be at most: the actions it has on (context, type) under the tokens of ceiling that name
 * the whole type, or the same part of it. */
static unsigned ceiling_actions(Str ceiling, const OauthScope *s)
{
    unsigned actions = 0;
    OauthScope c;
    for (Str t; oauth_scope_next(&ceiling, &t);)
        if (oauth_scope_parse(t, &c) && c.context == s->context &&
            (c.type_num == 0 || c.type_num == s->type_num) &&
            (!c.granular || (s->granular && scope_query_same(c.query, s->query))))
            actions |= c.actions;
    return actions;
}

void scope_put(Buf *out, Str token)
{
    if (oauth_scope_has(buf_str(out), token))
        return; /* no duplicates (S14) */
    if (out->n)
        buf_char(out, ' ');
    buf_put(out, token);
}

Str scope_text(Cx *cx, const OauthScope *s, Str type, Str query, unsigned actions)
{
    if (actions == s->actions && str_eq(type, s->type) && str_eq(query, s->query))
        return s->text; /* echoed as it was written (S5) */
    const Str context = str_slice(s->text, 0, str_find(s->text, '/'));
    const bool v1 = s->v1 && query.n == 0; /* v1 has no filters (S2) */
    const char *how = actions == (OAUTH_R | OAUTH_S) ? (v1 ? "read" : "rs")
                      : actions == OAUTH_R           ? "r"
                                                     : "s";
    return arena_printf(cx->mem, "%.*s/%.*s.%s%s%.*s", STR_ARG(context), STR_ARG(type), how,
                        query.n ? "?" : "", STR_ARG(query));
}

/* Of a ceiling that names types or parts of them, a scope that asks for more becomes these (S14, S15: never
 * wider, nor nothing). whole: what it has already. */
static void narrower_put(Cx *cx, Buf *out, const OauthScope *s, Str ceiling, unsigned whole)
{
    OauthScope c;
    for (Str rest = ceiling, t; oauth_scope_next(&rest, &t);) {
        if (!oauth_scope_parse(t, &c) || c.context != s->context || !c.type_num ||
            (s->type_num && s->type_num != c.type_num))
            continue;
        const unsigned asked = s->actions & policy_actions;
        const OauthScope type = { .context = c.context, .type_num = c.type_num };
        const unsigned of_type = ceiling_actions(ceiling, &type) & asked;
        const unsigned actions = c.granular ? c.actions & asked & ~of_type : of_type;
        if (actions & ~whole)
            scope_put(out, scope_text(cx, s, c.type, c.query, actions));
    }
}

static void resource_put(Cx *cx, Buf *out, const OauthScope *s, Str ceiling)
{
    unsigned actions = ceiling_actions(ceiling, s) & s->actions & policy_actions;
    if (actions)
        scope_put(out, scope_text(cx, s, s->type, s->query, actions));
    if (!s->granular)
        narrower_put(cx, out, s, ceiling, actions);
}

static void plain_put(Buf *out, Str requested, Str ceiling, Str token)
{
    const ScopePlain *p = table_find(scope_plain, scope_plain_count, sizeof *scope_plain, token);
    bool openid =
        oauth_scope_has(requested, STR("openid")) && oauth_scope_has(ceiling, STR("openid"));
    if (oauth_scope_has(ceiling, token) && (openid || !p->needs_openid))
        scope_put(out, token);
}

/* Each is held against every row of its type that the app asks for. */
static size_t values_of(Str scope)
{
    size_t values = 0;
    OauthScope s;
    for (Str t; oauth_scope_next(&scope, &t);)
        if (oauth_scope_parse(t, &s))
            values += s.values;
    return values;
}

static Status requested_check(Cx *cx, Str requested)
{
    size_t tokens = 0;
    if (requested.n > LIMIT_SCOPE)
        return fail(cx, ST_INVALID_SCOPE, STR("scope"), "too long");
    for (Str rest = requested, t; oauth_scope_next(&rest, &t); tokens++)
        if (!scope_charset(t))
            return fail(cx, ST_INVALID_SCOPE, STR("scope"), "holds a byte no scope may have");
    if (tokens > LIMIT_SCOPE_TOKENS)
        return fail(cx, ST_INVALID_SCOPE, STR("scope"), "too many scopes");
    /* A launch context comes with a launch value, and none is given out (A13). */
    if (oauth_scope_has(requested, STR("launch")))
        return fail(cx, ST_INVALID_SCOPE, STR("scope"), "launch needs a launch value");
    return ST_OK;
}

Status oauth_scope_negotiate(Cx *cx, Str requested, Str ceiling, Str *granted)
{
    TRY(requested_check(cx, requested));
    Buf *out = buf_new(cx, 2 * LIMIT_SCOPE);
    OauthScope s;
    for (Str rest = requested, t; oauth_scope_next(&rest, &t);) {
        if (!oauth_scope_parse(t, &s) || s.context == OAUTH_SYSTEM)
            continue; /* system/ is for client_credentials (S18) */
        if (s.context == OAUTH_PLAIN)
            plain_put(out, requested, ceiling, t);
        else
            resource_put(cx, out, &s, ceiling);
    }
    TRY(buf_status(cx, out, STR("scope")));
    if (!out->n)
        return fail(cx, ST_INVALID_SCOPE, STR("scope"), "nothing of it can be granted"); /* S8 */
    if (values_of(buf_str(out)) > LIMIT_SCOPE_VALUES)
        return fail(cx, ST_INVALID_SCOPE, STR("scope"), "too many values in granular scopes");
    *granted = buf_str(out);
    return ST_OK;
}

bool oauth_scope_within(Str inner, Str outer)
{
    OauthScope s;
    for (Str rest = inner, t; oauth_scope_next(&rest, &t);) {
        if (oauth_scope_has(outer, t))
            continue;
        if (!oauth_scope_parse(t, &s) || s.context == OAUTH_PLAIN ||
            (s.actions & ~ceiling_actions(outer, &s)))
            return false;
    }
    return values_of(inner) <= LIMIT_SCOPE_VALUES;
}

OauthTypeScope *oauth_scope_types(Cx *cx, Str scope, size_t *count)
{
    size_t room = 0;
    OauthScope s;
    for (Str rest = scope, t; oauth_scope_next(&rest, &t);)
        room++;
    OauthTypeScope *out = ARENA_ARRAY(cx->mem, OauthTypeScope, room);
    *count = 0;
    for (Str rest = scope, t; oauth_scope_next(&rest, &t);)
        if (oauth_scope_parse(t, &s) && (s.context == OAUTH_PATIENT || s.context == OAUTH_USER))
            out[(*count)++] = (OauthTypeScope){ .type = s.type_num,
                                                .read = (s.actions & OAUTH_R) != 0,
                                                .search = (s.actions & OAUTH_S) != 0,
                                                .query = s.query };
    return out;
}

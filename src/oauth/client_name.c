/* client_name.c - names that an app may not give itself (O15, threat 63): a plan's, or a word by which a
 * member would take it for the plan's or the government's. Compared by how they look, not how they are
 * spelt. */
#include "base/table.h"
#include "base/text_name.h"
#include "oauth/oauth_int.h"

#define LONG_NAME 8u /* characters without spaces: shorter ones are parts of other words */

/* claims.whole: a word by itself; else also a part of one. */
static const struct {
    Str word;
    bool whole;
} claims[] = {
    { STR_C("approved"), true }, { STR_C("certified"), true },  { STR_C("cms"), true },
    { STR_C("hhs"), true },      { STR_C("medicaid"), false },  { STR_C("medicare"), false },
    { STR_C("official"), true }, { STR_C("verificado"), true }, { STR_C("verified"), false },
};

static Str without_spaces(Cx *cx, Str s)
{
    char *p = arena_alloc(cx->mem, s.n);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] != ' ')
            p[n++] = s.p[i];
    return (Str){ p, n };
}

static Str spaced(Cx *cx, Str s)
{
    return arena_join(cx->mem, STR(" "), s, STR(" "));
}

/* look is a text_look; part is not yet. */
static bool look_holds(Cx *cx, Str look, Str part, size_t joined)
{
    part = text_look(cx, part);
    const Str squeezed = without_spaces(cx, part);
    if (!squeezed.n)
        return false;
    return str_contains(spaced(cx, look), spaced(cx, part)) ||
           (squeezed.n >= joined && str_contains(without_spaces(cx, look), squeezed));
}

bool client_name_holds(Cx *cx, Str name, Str reserved)
{
    return look_holds(cx, text_look(cx, name), reserved, LONG_NAME);
}

bool client_name_claims(Cx *cx, Str name)
{
    const Str look = text_look(cx, name);
    for (size_t i = 0; i < TABLE_COUNT(claims); i++)
        if (look_holds(cx, look, claims[i].word, claims[i].whole ? SIZE_MAX : 1))
            return true;
    return false;
}

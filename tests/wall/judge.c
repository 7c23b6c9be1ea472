/* Answers judged: the same from both stores, and nothing of anybody else in them. */
#include "base/buf.h"
#include "base/clock.h"
#include "tests/wall/wall.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- what is wrong with an answer ------------------------------------------------------------------------ */

void wall_report(Wall *w, const Ask *ask, const char *what, Str detail)
{
    const Str again = w->sweep ? arena_printf(w->cx->mem, "--seed %llu 1 (attack %s)",
                                              (unsigned long long)w->seed, w->sweep)
                               : arena_printf(w->cx->mem, "--seed %llu --only %lld",
                                              (unsigned long long)w->seed, (long long)w->number);
    w->failed = true;
    printf("FAILED: %s\n  again with: %.*s\n  %.*s  %.*s\n", what, STR_ARG(again),
           STR_ARG(ask_text(w->cx, ask)), STR_ARG(detail));
}

Str wall_around(Str s, size_t at)
{
    return str_slice(s, at > 120 ? at - 120 : 0, at + 200);
}

static void compare(Wall *w, const Ask *ask, const Answer *alone, const Answer *both)
{
    size_t at = 0;
    if (str_eq(alone->text, both->text))
        return;
    while (at < alone->text.n && at < both->text.n && alone->text.p[at] == both->text.p[at])
        at++;
    wall_report(
        w, ask, "the other member's data changes the answer",
        arena_printf(w->cx->mem, "at byte %zu, alone:\n  …%.*s\n  with the other:\n  …%.*s\n", at,
                     STR_ARG(wall_around(alone->text, at)), STR_ARG(wall_around(both->text, at))));
}

/* The request as the server reads it, so that what it says back is not taken for a leak. */
static Str decoded(Wall *w, const Ask *ask)
{
    const Str s = arena_join(w->cx->mem, ask->target, STR("\n"), ask->body);
    char *p = arena_alloc(w->cx->mem, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        const bool escaped = s.p[i] == '%' && i + 2 < s.n && isxdigit((unsigned char)s.p[i + 1]) &&
                             isxdigit((unsigned char)s.p[i + 2]);
        const char hex[3] = { s.p[escaped ? i + 1 : i], escaped ? s.p[i + 2] : '\0', '\0' };
        p[n++] = escaped ? (char)strtol(hex, NULL, 16) : s.p[i];
        i += escaped ? 2 : 0;
    }
    return (Str){ p, n };
}

static bool is_marker(Str s)
{
    return s.n == MARKER_N && str_starts(s, STR("zq")) && str_only(str_from(s, 3), "0123456789") &&
           str_only(str_slice(s, 2, 3), "abo");
}

static void look_for_others(Wall *w, const Ask *ask, const Answer *a)
{
    const char own = side_letter(ask->asker.side);
    const char *foreign = own == 'a'   ? "\"id\":\"kb-"
                          : own == 'b' ? "\"id\":\"ka-"
                                       : "\"id\":\"k?-";
    const Str said = decoded(w, ask);
    for (const char *p = a->text.p, *end = p + a->text.n;
         (p = memmem(p, (size_t)(end - p), "zq", 2)); p++) {
        const Str marker = str_slice((Str){ p, (size_t)(end - p) }, 0, MARKER_N);
        if (is_marker(marker) && marker.p[2] != own && !str_contains(said, marker))
            wall_report(w, ask, "a word of somebody else's data is in the answer",
                        wall_around(a->text, (size_t)(p - a->text.p)));
        if (w->failed)
            return;
    }
    const char *p = memmem(a->text.p, a->text.n, foreign, strlen(foreign));
    if (p)
        wall_report(w, ask, "somebody else's resource is in the answer",
                    wall_around(a->text, (size_t)(p - a->text.p)));
}

/* ROLE_FEW's types, and what is of no type of data. */
static bool may_have(Str type)
{
    static const char *const types[] = { "Observation", "Practitioner",     "Patient",
                                         "Bundle",      "OperationOutcome", "CapabilityStatement" };
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (str_eq(type, str_of(types[i])))
            return true;
    return false;
}

/* S26: an include brings what the scopes allow, and no more. */
static void look_for_types(Wall *w, const Ask *ask, const Answer *a)
{
    static const char mark[] = "\"resourceType\":\"";
    const char *end = a->body.p + a->body.n;
    for (const char *p = a->body.p; p && !w->failed;) {
        p = memmem(p, (size_t)(end - p), mark, sizeof mark - 1);
        if (!p)
            return;
        p += sizeof mark - 1;
        const Str rest = { p, (size_t)(end - p) };
        if (!may_have(str_slice(rest, 0, str_find(rest, '"'))))
            wall_report(w, ask, "a type that no scope allows",
                        wall_around(a->body, a->body.n - rest.n));
    }
}

/* C4, C6: of what the grant keeps back nothing is said. These codes are ours, no source's. */
static void look_for_labels(Wall *w, const Ask *ask, const Answer *a)
{
    static const char *const codings[] = { "v3-ActCode\",\"code\":\"ETH\"",
                                           "v3-ActCode\",\"code\":\"MH\"" };
    const size_t kept = ask->asker.role == ROLE_NONE ? 2 : ask->asker.role == ROLE_MIND ? 1 : 0;
    for (size_t i = 0; i < kept; i++) {
        const char *at = memmem(a->body.p, a->body.n, codings[i], strlen(codings[i]));
        if (at)
            wall_report(w, ask, "a label that is kept back",
                        wall_around(a->body, (size_t)(at - a->body.p)));
    }
}

/* S24: nobody has already what she may not see. */
static void look_without_conditions(Wall *w, const Ask *ask)
{
    Ask plain = *ask;
    Answer a;
    plain.header_count = 0;
    store_ask(&w->stores[BOTH], w->cx, &plain, STR(""), &a);
    if (a.status != 200)
        wall_report(w, ask, "304 for what is not given without conditions", a.text);
}

void wall_look_at(Wall *w, const Ask *ask, const Answer *a)
{
    w->asked++;
    w->full += str_contains(str_slice(a->body, 0, 40000), STR("\"mode\":\"match\"")) ||
               (a->status == 200 && str_starts(a->body, STR("{\"resourceType\":\"")) &&
                !str_starts(a->body, STR("{\"resourceType\":\"Bundle\"")));
    w->not_modified += a->status == 304;
    if (a->status >= 500 || a->status < 200)
        wall_report(w, ask, "a failure of the server", a->text);
    look_for_others(w, ask, a);
    look_for_labels(w, ask, a);
    if (ask->asker.role == ROLE_FEW)
        look_for_types(w, ask, a);
    if (a->status == 304)
        look_without_conditions(w, ask);
}

static const Store1 *alone_of(const Wall *w, Side side)
{
    return &w->stores[side == SIDE_B || side == SIDE_OTHER ? 1 : 0];
}

/* So that a run which stands still says where. */
static void ask_timed(Wall *w, const Store1 *s, const Ask *ask, Str cursor, Answer *out)
{
    const int64_t began = clock_mono_us();
    store_ask(s, w->cx, ask, cursor, out);
    const int64_t us = clock_mono_us() - began;
    if (us <= w->slowest_us)
        return;
    w->slowest_us = us;
    w->slowest_number = w->number;
}

/* Asks both stores the same; cursors are each store's own. */
void wall_ask_both(Wall *w, const Ask *ask, Str alone_cursor, Str both_cursor, Answer *alone,
                   Answer *both)
{
    ask_timed(w, alone_of(w, ask->asker.side), ask, alone_cursor, alone);
    ask_timed(w, &w->stores[BOTH], ask, both_cursor, both);
    wall_look_at(w, ask, both);
    if (!w->failed)
        compare(w, ask, alone, both);
}

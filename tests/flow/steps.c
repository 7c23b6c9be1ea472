/* The steps by name, and ${variables}. */
#include "tests/flow/flow.h"

#include "base/buf.h"
#include "base/table.h"

#define FLOW_TEXT (1u << 20)

static bool ask(Flow *f, HttpMethod method, const FlowStep *s)
{
    return flow_ask(f, method, s->rest, s->lines);
}

static bool step_delete(Flow *f, const FlowStep *s)
{
    return ask(f, HTTP_DELETE, s);
}

static bool step_get(Flow *f, const FlowStep *s)
{
    return ask(f, HTTP_GET, s);
}

static bool step_head(Flow *f, const FlowStep *s)
{
    return ask(f, HTTP_HEAD, s);
}

static bool step_options(Flow *f, const FlowStep *s)
{
    return ask(f, HTTP_OPTIONS, s);
}

static bool step_patch(Flow *f, const FlowStep *s)
{
    return ask(f, HTTP_PATCH, s);
}

static bool step_post(Flow *f, const FlowStep *s)
{
    return ask(f, HTTP_POST, s);
}

static bool step_put(Flow *f, const FlowStep *s)
{
    return ask(f, HTTP_PUT, s);
}

/* The page of sensitive kinds, left as it comes. */
static bool step_withhold(Flow *f, const FlowStep *s)
{
    FlowStep form = *s;
    form.rest =
        arena_printf(f->cx->mem, "/%.*s/consent/sensitive", STR_ARG(flow_get(f, STR("plan"))));
    return step_follow(f, s) && step_submit(f, &form) && step_follow(f, s);
}

// clang-format off
static const struct { Str name; bool (*run)(Flow *f, const FlowStep *s); } steps[] = {
    { STR_C("another"), step_another },
    { STR_C("app"),     step_app },
    { STR_C("browser"), step_browser },
    { STR_C("clock"),   step_clock },
    { STR_C("delete"),  step_delete },
    { STR_C("expect"),  step_expect },
    { STR_C("follow"),  step_follow },
    { STR_C("forget"),  step_forget },
    { STR_C("get"),     step_get },
    { STR_C("head"),    step_head },
    { STR_C("invite"),  step_invite },
    { STR_C("let"),     step_let },
    { STR_C("load"),    step_load },
    { STR_C("minors"),  step_minors },
    { STR_C("options"), step_options },
    { STR_C("patch"),   step_patch },
    { STR_C("plan"),    step_plan },
    { STR_C("post"),    step_post },
    { STR_C("put"),     step_put },
    { STR_C("recheck"), step_recheck },
    { STR_C("remind"),  step_remind },
    { STR_C("restart"), step_restart },
    { STR_C("staff"),   step_staff },
    { STR_C("submit"),  step_submit },
    { STR_C("texts"),   step_texts },
    { STR_C("token"),   step_token },
    { STR_C("withhold"), step_withhold },
};
// clang-format on

/* Every ${name} replaced; one that is not set fails the step. */
static bool expand(Flow *f, Str text, Str *out)
{
    Buf *b = buf_new(f->cx, FLOW_TEXT);
    for (size_t i = 0; i < text.n; i++) {
        const Str here = str_from(text, i);
        const size_t end = str_find(here, '}');
        if (!str_starts(here, STR("${")) || end == here.n) {
            buf_char(b, text.p[i]);
            continue;
        }
        const Str name = str_slice(here, 2, end);
        const Str value = flow_get(f, name);
        if (!value.p)
            return flow_fail(f, "${%.*s} is not set", STR_ARG(name));
        buf_put(b, value);
        i += end;
    }
    *out = buf_str(b);
    if (!out->p)
        *out = STR("");
    return true;
}

bool flow_step(Flow *f, Str line, Str lines)
{
    Str rest;
    FlowStep s;
    if (!expand(f, line, &rest) || !expand(f, lines, &s.lines))
        return false;
    const Str name = flow_word(&rest);
    s.rest = rest;
    for (size_t i = 0; i < TABLE_COUNT(steps); i++)
        if (str_eq(steps[i].name, name))
            return steps[i].run(f, &s);
    return flow_fail(f, "there is no step %.*s", STR_ARG(name));
}

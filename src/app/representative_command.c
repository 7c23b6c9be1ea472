/* representative: who acts for a member, by the plan's people (AUTHORIZATION M36, M40). */
#include "app/command.h"
#include "app/env.h"

#include "base/buf.h"
#include "base/date.h"
#include "base/limits.h"
#include "web/staff.h"

#include <stdio.h>

typedef struct Call {
    Staff staff;
    const Args *args;
} Call;

static Str option(const Call *c, const char *name)
{
    return args_get(c->args, str_of(name));
}

/* A day's first moment, or (last) the first after it. */
static Status read_day(Cx *cx, const Call *c, const char *name, bool last, int64_t *ms)
{
    DateRange day;
    const Str text = option(c, name);
    if (text.n == 0)
        return ST_OK;
    if (!date_parse_day(text, &day))
        return fail(cx, ST_INVALID, str_of(name), "a day, such as 2027-01-31");
    *ms = last ? day.hi_ms : day.lo_ms;
    return ST_OK;
}

/* "a***@example.com": enough to recognise (PRODUCT, member services). */
static Str masked(Cx *cx, Str email)
{
    const size_t at = str_find(email, '@');
    return arena_join(cx->mem, str_slice(email, 0, 1), STR("***"), str_slice(email, at, email.n));
}

static void put(Buf *b, const char *name, Str value)
{
    buf_printf(b, "%s\"%s\":", buf_str(b).n > 1 ? "," : "", name);
    buf_json(b, value);
}

static const char *state_of(const Cx *cx, const Mandate *m)
{
    if (m->ended_ms)
        return "ended";
    if (m->until_ms <= cx->now_ms)
        return "over";
    return m->approved_ms ? "active" : "waiting";
}

static void print(Cx *cx, const Mandate *m)
{
    Buf *b = buf_new(cx, LIMIT_DOCUMENT);
    buf_char(b, '{');
    put(b, "id", m->id);
    put(b, "state", str_of(state_of(cx, m)));
    put(b, "patient", m->patient);
    put(b, "account", m->account);
    put(b, "basis", m->basis);
    put(b, "first", m->first);
    put(b, "last", m->last);
    put(b, "email", masked(cx, m->email));
    put(b, "evidence", m->evidence);
    put(b, "from", date_instant_str(cx, m->from_ms));
    put(b, "until", date_instant_str(cx, m->until_ms));
    put(b, "asked_by", m->asked_by);
    put(b, "approved_by", m->approved_by);
    buf_char(b, '}');
    (void)printf("%.*s\n", STR_ARG(buf_str(b)));
}

static Status add(Cx *cx, const Call *c)
{
    Mandate m = { .patient = option(c, "--patient"),
                  .email = option(c, "--email"),
                  .first = option(c, "--first"),
                  .last = option(c, "--last"),
                  .basis = option(c, "--basis"),
                  .evidence = option(c, "--evidence"),
                  .lang = str_eq(option(c, "--lang"), STR("es")) ? STR("es") : STR("en"),
                  .limits = option(c, "--no-sensitive").n ? MEMBER_LIMIT_SENSITIVE : 0,
                  .asked_by = c->staff.by,
                  .from_ms = cx->now_ms };
    TRY(read_day(cx, c, "--from", false, &m.from_ms));
    TRY(read_day(cx, c, "--until", true, &m.until_ms));
    TRY(staff_mandate_ask(cx, &c->staff, &m, &m.id));
    print(cx, &m);
    return ST_OK;
}

static Status approve(Cx *cx, const Call *c)
{
    Mandate m;
    TRY(staff_mandate_approve(cx, &c->staff, option(c, "--id"), option(c, "--email"), &m));
    print(cx, &m);
    return ST_OK;
}

static Status end(Cx *cx, const Call *c)
{
    Mandate m;
    TRY(staff_mandate_end(cx, &c->staff, option(c, "--id"), &m));
    m.ended_ms = cx->now_ms;
    print(cx, &m);
    return ST_OK;
}

static Status list(Cx *cx, const Call *c)
{
    Mandate *all;
    size_t count;
    TRY(staff_mandate_list(cx, &c->staff, option(c, "--patient"), &all, &count));
    for (size_t i = 0; i < count; i++)
        print(cx, &all[i]);
    return ST_OK;
}

static Str who_of(const Call *c)
{
    const Str who = option(c, "--who");
    return str_eq(who, STR("all")) ? STR(MEMBER_EVERYBODY) : who;
}

static Status block(Cx *cx, const Call *c)
{
    return staff_block(cx, &c->staff, option(c, "--patient"), who_of(c));
}

static Status unblock(Cx *cx, const Call *c)
{
    return staff_unblock(cx, &c->staff, option(c, "--patient"), who_of(c));
}

static const struct {
    Str verb;
    Status (*run)(Cx *cx, const Call *c);
} verbs[] = {
    { STR_C("add"), add }, { STR_C("approve"), approve }, { STR_C("block"), block },
    { STR_C("end"), end }, { STR_C("list"), list },       { STR_C("unblock"), unblock },
};

Status command_representative(Cx *cx, const Args *args, int *exit_code)
{
    Env env;
    Call c = { .args = args };
    const Str verb = args->rest_count == 1 ? args->rest[0] : STR("");
    (void)exit_code;
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        if (!str_eq(verbs[i].verb, verb))
            continue;
        TRY(env_open(cx, args_get(args, STR("-c")), &env));
        TRY(env_plan(cx, &env, args_get(args, STR("--plan")), &c.staff.plan));
        TRY(env_audit(cx, &env, &c.staff.audit));
        c.staff.db = env.db;
        c.staff.keys = env.keys;
        c.staff.command = arena_join(cx->mem, STR("representative "), verb, STR(""));
        c.staff.by = option(&c, "--by");
        c.staff.reason = option(&c, "--reason");
        return verbs[i].run(cx, &c);
    }
    return fail(cx, ST_INVALID, STR("representative"),
                "one of: add, approve, block, end, list, unblock");
}

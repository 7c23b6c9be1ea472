/* representative: who acts for a member, by the plan's people (AUTHORIZATION M36, M40). */
#include "app/command.h"
#include "app/staff_command.h"

#include "base/buf.h"
#include "base/date.h"
#include "base/file.h"
#include "base/limits.h"
#include <stdio.h>

/* A day's first moment, or (last) the first after it. */
static Status read_day(Cx *cx, const StaffCall *c, const char *name, bool last, int64_t *ms)
{
    DateRange day;
    const Str text = staff_option(c, name);
    if (text.n == 0)
        return ST_OK;
    if (!date_parse_day(text, &day))
        return fail(cx, ST_INVALID, str_of(name), "a day, such as 2027-01-31");
    *ms = last ? day.hi_ms : day.lo_ms;
    return ST_OK;
}

static const char *state_of(const Cx *cx, const Mandate *m)
{
    if (m->ended_ms)
        return "ended";
    if (m->until_ms <= cx->now_ms)
        return "over";
    if (!m->approved_ms)
        return "waiting";
    return m->from_ms > cx->now_ms ? "later" : "active";
}

static void print(Cx *cx, const Mandate *m)
{
    Buf *b = buf_new(cx, LIMIT_DOCUMENT);
    buf_char(b, '{');
    staff_put(b, "id", m->id);
    staff_put(b, "state", str_of(state_of(cx, m)));
    staff_put(b, "patient", m->patient);
    staff_put(b, "account", m->account);
    staff_put(b, "basis", m->basis);
    staff_put(b, "first", m->first);
    staff_put(b, "last", m->last);
    staff_put(b, "email", staff_masked(cx, m->email));
    staff_put(b, "evidence", m->evidence);
    staff_put(b, "from", date_instant_str(cx, m->from_ms));
    staff_put(b, "until", date_instant_str(cx, m->until_ms));
    staff_put(b, "by", m->loaded ? STR("register") : STR("papers"));
    staff_put(b, "asked_by", m->asked_by);
    staff_put(b, "approved_by", m->approved_by);
    buf_char(b, '}');
    (void)printf("%.*s\n", STR_ARG(buf_str(b)));
}

static Status add(Cx *cx, const StaffCall *c)
{
    Mandate m = { .patient = staff_option(c, "--patient"),
                  .email = staff_option(c, "--email"),
                  .first = staff_option(c, "--first"),
                  .last = staff_option(c, "--last"),
                  .basis = staff_option(c, "--basis"),
                  .evidence = staff_option(c, "--evidence"),
                  .lang = str_eq(staff_option(c, "--lang"), STR("es")) ? STR("es") : STR("en"),
                  .limits = staff_option(c, "--no-sensitive").n ? MEMBER_LIMIT_SENSITIVE : 0,
                  .asked_by = c->staff.by,
                  .from_ms = cx->now_ms };
    TRY(read_day(cx, c, "--from", false, &m.from_ms));
    TRY(read_day(cx, c, "--until", true, &m.until_ms));
    TRY(staff_mandate_ask(cx, &c->staff, &m, &m.id));
    print(cx, &m);
    return ST_OK;
}

static Status approve(Cx *cx, const StaffCall *c)
{
    Mandate m;
    TRY(staff_mandate_approve(cx, &c->staff, staff_option(c, "--id"), staff_option(c, "--email"),
                              &m));
    print(cx, &m);
    return ST_OK;
}

static Status end(Cx *cx, const StaffCall *c)
{
    Mandate m;
    TRY(staff_mandate_end(cx, &c->staff, staff_option(c, "--id"), &m));
    m.ended_ms = cx->now_ms;
    print(cx, &m);
    return ST_OK;
}

static Status list(Cx *cx, const StaffCall *c)
{
    Mandate *all;
    size_t count;
    TRY(staff_mandate_list(cx, &c->staff, staff_option(c, "--patient"), &all, &count));
    for (size_t i = 0; i < count; i++)
        print(cx, &all[i]);
    if (count == LIMIT_MANDATES)
        (void)fprintf(stderr, "the newest %u, there may be more: ask by --patient\n",
                      LIMIT_MANDATES);
    return ST_OK;
}

static Str who_of(const StaffCall *c)
{
    const Str who = staff_option(c, "--who");
    return str_eq(who, STR("all")) ? STR(MEMBER_EVERYBODY) : who;
}

static Status block(Cx *cx, const StaffCall *c)
{
    size_t ended;
    TRY(staff_block(cx, &c->staff, staff_option(c, "--patient"), who_of(c), &ended));
    (void)printf("{\"ended\":%zu}\n", ended);
    return ST_OK;
}

static Status unblock(Cx *cx, const StaffCall *c)
{
    return staff_unblock(cx, &c->staff, staff_option(c, "--patient"), who_of(c));
}

/* ---- the plan's own register ---- */

/* Ids, names and addresses are in the file alone. */
static void print_register(Cx *cx, const StaffRegister *r)
{
    for (size_t i = 0; i < r->line_count; i++) {
        const StaffLine *l = &r->lines[i];
        Buf *b = buf_new(cx, LIMIT_DOCUMENT);
        buf_printf(b, "{\"line\":%zu", l->line);
        staff_put(b, "state", str_of(l->state));
        if (l->column.n)
            staff_put(b, "column", l->column);
        if (l->why.n)
            staff_put(b, "why", l->why);
        (void)printf("%.*s}\n", STR_ARG(buf_str(b)));
    }
    (void)printf(
        "{\"given\":%zu,\"waits\":%zu,\"same\":%zu,\"less\":%zu,\"ended\":%zu,\"over\":%zu,"
        "\"rejected\":%zu,\"wrong\":%zu}\n",
        r->given, r->waits, r->same, r->less, r->ended, r->over, r->rejected, r->wrong);
}

static Status register_run(Cx *cx, const StaffCall *c,
                           Status (*run)(Cx *cx, const Staff *s, Str csv, StaffRegister *out))
{
    Str csv;
    StaffRegister r;
    TRY(file_read(cx, c->file, LIMIT_REGISTER, STR("register"), &csv));
    TRY(run(cx, &c->staff, csv, &r));
    print_register(cx, &r);
    if (r.wrong)
        return failf(cx, ST_INVALID, STR("register"), "%zu lines are wrong: nothing was done",
                     r.wrong);
    *c->exit_code = r.rejected ? EXIT_SOME_REJECTED : EXIT_OK;
    return ST_OK;
}

static Status load(Cx *cx, const StaffCall *c)
{
    return register_run(cx, c, staff_register_load);
}

static Status load_approve(Cx *cx, const StaffCall *c)
{
    return register_run(cx, c, staff_register_approve);
}

// clang-format off
static const StaffVerb verbs[] = {
    { STR_C("add"),          add,          false },
    { STR_C("approve"),      approve,      false },
    { STR_C("block"),        block,        false },
    { STR_C("end"),          end,          false },
    { STR_C("list"),         list,         false },
    { STR_C("load"),         load,         true  },
    { STR_C("load-approve"), load_approve, true  },
    { STR_C("unblock"),      unblock,      false },
};
// clang-format on

Status command_representative(Cx *cx, const Args *args, int *exit_code)
{
    const StaffCommand c = { STR("representative"), verbs, sizeof verbs / sizeof *verbs,
                             "one of: add, approve, block, end, list, unblock; load FILE,"
                             " load-approve FILE" };
    return staff_command(cx, args, &c, exit_code);
}

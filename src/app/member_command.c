/* member: what member services do to an account (AUTHORIZATION M18, M23). None of it shows a code: who changes an
 * address cannot sign in with it before its new mailbox has answered. */
#include "app/command.h"
#include "app/staff_command.h"

#include "base/limits.h"

#include <stdio.h>

static void print(Cx *cx, const Recovery *r, const char *state)
{
    Buf *b = buf_new(cx, LIMIT_DOCUMENT);
    buf_char(b, '{');
    staff_put(b, "id", r->id);
    staff_put(b, "state", str_of(state));
    staff_put(b, "account", r->account);
    staff_put(b, "email", staff_masked(cx, r->email));
    staff_put(b, "asked_by", r->asked_by);
    staff_put(b, "approved_by", r->approved_by);
    buf_char(b, '}');
    (void)printf("%.*s\n", STR_ARG(buf_str(b)));
}

static StaffAccount whose(const StaffCall *c)
{
    return (StaffAccount){ staff_option(c, "--account"), staff_option(c, "--patient") };
}

static Status recover(Cx *cx, const StaffCall *c)
{
    Recovery r;
    const StaffAccount w = whose(c);
    TRY(staff_recover(cx, &c->staff, &w, staff_option(c, "--email"), &r));
    print(cx, &r, "waiting");
    return ST_OK;
}

static Status recover_approve(Cx *cx, const StaffCall *c)
{
    Recovery r;
    TRY(staff_recover_approve(cx, &c->staff, staff_option(c, "--id"), &r));
    print(cx, &r, "approved");
    return ST_OK;
}

static Status recover_end(Cx *cx, const StaffCall *c)
{
    Recovery r;
    TRY(staff_recover_end(cx, &c->staff, staff_option(c, "--id"), &r));
    print(cx, &r, "ended");
    return ST_OK;
}

static Status unlock(Cx *cx, const StaffCall *c)
{
    const StaffAccount w = whose(c);
    return staff_unlock(cx, &c->staff, &w);
}

/* ---- of age by law (M37) ---- */

static Status emancipate(Cx *cx, const StaffCall *c)
{
    return staff_emancipate(cx, &c->staff, staff_option(c, "--patient"),
                            staff_option(c, "--not").n == 0);
}

static Status emancipate_approve(Cx *cx, const StaffCall *c)
{
    bool wanted;
    TRY(staff_emancipate_approve(cx, &c->staff, staff_option(c, "--patient"), &wanted));
    (void)printf("{\"emancipated\":%s}\n", wanted ? "true" : "false");
    return ST_OK;
}

static const StaffVerb verbs[] = {
    { STR_C("emancipate"), emancipate, false },
    { STR_C("emancipate-approve"), emancipate_approve, false },
    { STR_C("recover"), recover, false },
    { STR_C("recover-approve"), recover_approve, false },
    { STR_C("recover-end"), recover_end, false },
    { STR_C("unlock"), unlock, false },
};

Status command_member(Cx *cx, const Args *args, int *exit_code)
{
    const StaffCommand c = {
        STR("member"), verbs, sizeof verbs / sizeof *verbs,
        "one of: emancipate, emancipate-approve, recover, recover-approve, recover-end, unlock"
    };
    return staff_command(cx, args, &c, exit_code);
}

/* bounce: what a mail server says later of a mail that it had taken, one message at standard input, as an alias of the
 * sender's address gives it (AUTHORIZATION M28). */
#include "app/command.h"
#include "app/env.h"

#include "base/limits.h"
#include "member/member.h"
#include "net/net.h"

#include <stdio.h>

static Status message_read(Cx *cx, Str *out)
{
    char *p = ARENA_ARRAY(cx->mem, char, LIMIT_MAIL_REPORT + 1);
    const size_t n = fread(p, 1, LIMIT_MAIL_REPORT + 1, stdin);
    if (ferror(stdin))
        return fail(cx, ST_UNAVAILABLE, STR("message"), "cannot be read");
    if (n > LIMIT_MAIL_REPORT)
        return fail(cx, ST_TOO_LONG, STR("message"), "is over 1 MiB");
    *out = (Str){ p, n };
    return ST_OK;
}

/* Whose mail it was, the message does not say. */
static Status returned(Cx *cx, const Env *env, Str id, bool *ours)
{
    DbTx *tx;
    *ours = false;
    TRY(db_write(cx, env->db, DB_STATE, &tx));
    for (size_t i = 0; i < plans_count(env->plans) && !*ours; i++) {
        const Status st = outbox_returned(cx, tx, plans_at(env->plans, i)->num, id);
        if (st != ST_OK && !forgive(cx, st, ST_NOT_FOUND))
            return st;
        *ours = st == ST_OK;
    }
    return db_commit(cx, tx);
}

/* Not a report, of another's mail, or of one that is only late: nothing to do, and nothing that the mail server
 * should send back to whoever sent it. */
Status command_bounce(Cx *cx, const Args *args, int *exit_code)
{
    Env env;
    Str message;
    MailReport report;
    bool ours = false;
    (void)exit_code;
    TRY(message_read(cx, &message));
    const Status st = mail_report(cx, message, &report);
    if (st != ST_OK && !forgive(cx, st, ST_INVALID))
        return st;
    if (st == ST_OK && report.lasting) {
        TRY(env_open(cx, args_get(args, STR("-c")), &env));
        TRY(returned(cx, &env, report.id, &ours));
    }
    (void)printf("{\"report\":%s,\"lasting\":%s,\"ours\":%s}\n", st == ST_OK ? "true" : "false",
                 st == ST_OK && report.lasting ? "true" : "false", ours ? "true" : "false");
    return ST_OK;
}

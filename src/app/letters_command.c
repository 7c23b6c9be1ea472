/* letters: to whom the plan has to write, since somebody registered with a member's details and no mailbox on file could
 * say who it was (AUTHORIZATION M15). Ids and dates alone: names and addresses are in the plan's own files. */
#include "app/command.h"
#include "app/env.h"

#include "base/date.h"
#include "member/member.h"

#include <stdio.h>

static Status note(Cx *cx, const Env *env, int64_t plan, size_t count)
{
    Audit *audit;
    TRY(env_audit(cx, env, &audit));
    return audit_append(cx, audit,
                        &(AuditRecord){ .kind = AUDIT_ADMIN,
                                        .plan = plan,
                                        .count = (int64_t)count,
                                        .actor = STR("postern letters") });
}

static void print_letters(Cx *cx, const MemberLetter *letters, size_t count)
{
    for (size_t i = 0; i < count; i++)
        (void)printf("{\"patient\":\"%.*s\",\"registered\":\"%.*s\"}\n",
                     STR_ARG(letters[i].patient),
                     STR_ARG(date_instant_str(cx, letters[i].registered_ms)));
}

Status command_letters(Cx *cx, const Args *args, int *exit_code)
{
    Env env;
    const Plan *plan;
    DbTx *tx;
    MemberLetter *letters;
    size_t count;
    (void)exit_code;
    const bool take = args_get(args, STR("--take")).p != NULL;
    TRY(env_open(cx, args_get(args, STR("-c")), &env));
    TRY(env_plan(cx, &env, args_get(args, STR("--plan")), &plan));
    TRY(db_write(cx, env.db, DB_STATE, &tx));
    TRY(letters_list(cx, tx, plan->num, &letters, &count));
    if (take)
        TRY(letters_take(cx, tx, plan->num, letters, count));
    TRY(note(cx, &env, plan->num, count));
    TRY(db_commit(cx, tx));
    print_letters(cx, letters, count);
    return ST_OK;
}

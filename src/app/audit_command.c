/* audit export: a plan's audit as FHIR AuditEvents, a line each. audit accept: after a store was set back on
 * purpose. */
#include "app/command.h"
#include "app/env.h"

#include "base/clock.h"
#include "base/date.h"
#include "oauth/oauth.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define PROGRESS_US 1000000

typedef struct Export {
    AuditFhir fhir;
    const Env *env;
    int64_t plan;
    Arena *mem; /* of the client asked for last, whose sector it is */
    Str client_id;
    Str sector; /* empty: there is no such client any more */
    FILE *to;
    Str path; /* empty: standard output */
    Str part; /* beside it, until all is there */
    bool progress;
    int64_t told_us;
    int64_t count;
} Export;

static Status sector_read(Cx *cx, Export *e, Str client_id)
{
    DbTx *tx;
    OauthClient client;
    TRY(db_read(cx, e->env->db, DB_STATE, &tx));
    const Status st = oauth_client_find(cx, tx, e->plan, client_id, &client);
    db_end(tx);
    if (st != ST_OK && !forgive(cx, st, ST_NOT_FOUND))
        return st;
    arena_reset(e->mem);
    e->client_id = arena_dup(e->mem, client_id);
    e->sector = arena_dup(e->mem, st == ST_OK ? client.sector : STR(""));
    return ST_OK;
}

/* AuditFhir.sub */
static Status export_sub(Cx *cx, void *of, Str client_id, Str account, Str *out)
{
    Export *e = of;
    if (!str_eq(e->client_id, client_id))
        TRY(sector_read(cx, e, client_id));
    *out = e->sector.n ? oauth_sub(cx, e->env->keys, e->plan, e->sector, account) : STR("");
    return ST_OK;
}

static Status cannot(Cx *cx, const char *what)
{
    return failf(cx, ST_UNAVAILABLE, STR("--out"), "%s: %s", what, strerrordesc_np(errno));
}

static Status time_read(Cx *cx, Str text, Str option, DateRange *out)
{
    *out = (DateRange){ DATE_MIN, DATE_MAX };
    return text.n ? date_range(cx, text, option, out) : ST_OK;
}

static Status span_read(Cx *cx, const Args *args, int64_t plan, AuditSpan *out)
{
    DateRange from, to;
    TRY(time_read(cx, args_get(args, STR("--from")), STR("--from"), &from));
    TRY(time_read(cx, args_get(args, STR("--to")), STR("--to"), &to));
    *out = (AuditSpan){ .plan = plan,
                        .from_ms = from.lo_ms,
                        .to_ms = to.hi_ms,
                        .patient = args_get(args, STR("--patient")) };
    return ST_OK;
}

static void tell(Export *e, bool now)
{
    const int64_t us = clock_mono_us();
    if (!e->progress || (!now && us - e->told_us < PROGRESS_US))
        return;
    e->told_us = us;
    (void)fprintf(stderr, "%lld records\n", (long long)e->count);
}

static Status export_one(Cx *cx, void *to, const AuditRow *row)
{
    Export *e = to;
    Str event;
    TRY(audit_fhir(cx, &e->fhir, row, &event));
    if (fwrite(event.p, 1, event.n, e->to) != event.n || putc('\n', e->to) == EOF)
        return cannot(cx, "cannot write");
    e->count++;
    tell(e, false);
    return ST_OK;
}

static void mem_free(void *mem)
{
    arena_free(mem);
}

static void part_close(void *export)
{
    Export *e = export;
    if (e->to && e->to != stdout)
        (void)fclose(e->to);
    if (e->part.n)
        (void)unlink(e->part.p); /* no half of an audit is taken for a whole one */
}

static Status part_open(Cx *cx, Export *e)
{
    e->to = stdout;
    if (e->path.n == 0)
        return ST_OK;
    const Str part = arena_join(cx->mem, e->path, STR(".part"), STR_NONE);
    const int fd = open(part.p, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return cannot(cx, "cannot be made");
    e->to = fdopen(fd, "w");
    if (!e->to) {
        (void)close(fd);
        return cannot(cx, "cannot be made");
    }
    e->part = part;
    arena_defer(cx->mem, part_close, e);
    return ST_OK;
}

static Status part_keep(Cx *cx, Export *e)
{
    if (fflush(e->to) != 0 || (e->part.n && fsync(fileno(e->to)) != 0))
        return cannot(cx, "cannot write");
    if (e->part.n && rename(e->part.p, arena_dup(cx->mem, e->path).p) != 0)
        return cannot(cx, "cannot be put in its place");
    e->part = STR_NONE;
    return ST_OK;
}

/* Who takes the audit out is in it: once as it begins, and with how many it told of. */
static Status audit_export(Cx *cx, Audit *audit, const Args *args, const AuditSpan *span,
                           int64_t count)
{
    const Str from = args_get(args, STR("--from"));
    const Str to = args_get(args, STR("--to"));
    return audit_append(cx, audit,
                        &(AuditRecord){ .kind = AUDIT_EXPORT,
                                        .plan = span->plan,
                                        .patient = span->patient,
                                        .actor = STR("postern audit export"),
                                        .count = count,
                                        .query = arena_printf(cx->mem, "from=%.*s&to=%.*s",
                                                              STR_ARG(from), STR_ARG(to)) });
}

static Status export(Cx *cx, const Args *args)
{
    Env env;
    Audit *audit;
    const Plan *plan;
    AuditSpan span;
    TRY(env_open(cx, args_get(args, STR("-c")), &env));
    TRY(env_plan(cx, &env, args_get(args, STR("--plan")), &plan));
    TRY(span_read(cx, args, plan->num, &span));
    TRY(env_audit(cx, &env, &audit));
    Export *e = ARENA_NEW(cx->mem, Export);
    *e = (Export){ .fhir = { .issuer = plan->issuer,
                             .fhir_base = plan->fhir_base,
                             .sub = export_sub,
                             .of = e },
                   .env = &env,
                   .plan = plan->num,
                   .mem = arena_new(1 << 10),
                   .path = args_get(args, STR("--out")),
                   .progress = args_get(args, STR("--progress")).p || isatty(STDERR_FILENO) };
    arena_defer(cx->mem, mem_free, e->mem);
    TRY(audit_export(cx, audit, args, &span, 0));
    TRY(audit_seal_now(cx, audit));
    TRY(part_open(cx, e));
    TRY(audit_each(cx, env.db, &span, export_one, e));
    TRY(part_keep(cx, e));
    tell(e, true);
    return audit_export(cx, audit, args, &span, e->count);
}

/* ---- accept and trim, which need a reason ---- */

static Status opened(Cx *cx, const Args *args, Env *env, Audit **audit)
{
    if (args_get(args, STR("--reason")).n == 0)
        return fail(cx, ST_INVALID, STR("--reason"), "is needed");
    TRY(env_open(cx, args_get(args, STR("-c")), env));
    return env_audit(cx, env, audit);
}

static Status accept_one(Cx *cx, Audit *audit, int64_t plan, Str reason)
{
    AuditVerdict v;
    const AuditRecord why = { .plan = plan,
                              .actor = STR("postern audit accept"),
                              .reason = reason };
    TRY(audit_accept(cx, audit, &why, &v));
    (void)printf("plan %lld: %s\n", (long long)plan, v.whole ? "nothing to accept" : v.why);
    return ST_OK;
}

static Status accept_journals(Cx *cx, Audit *audit, Str reason)
{
    size_t n;
    const AuditRecord why = { .actor = STR("postern audit accept"), .reason = reason };
    TRY(audit_journals_accept(cx, audit, &why, &n));
    if (n)
        (void)printf("journals: %zu accepted\n", n);
    return ST_OK;
}

/* Journals first: a chain that cannot be mended keeps none of them. Each chain: a backup that was put back has all
 * of them. */
static Status accept(Cx *cx, const Args *args)
{
    Env env;
    Audit *audit;
    const Str reason = args_get(args, STR("--reason"));
    TRY(opened(cx, args, &env, &audit));
    TRY(accept_journals(cx, audit, reason));
    TRY(accept_one(cx, audit, 0, reason));
    for (size_t i = 0; i < plans_count(env.plans); i++)
        TRY(accept_one(cx, audit, plans_at(env.plans, i)->num, reason));
    return audit_seal_now(cx, audit);
}

static Status trim_note(Cx *cx, Audit *audit, int64_t plan, Str reason)
{
    return audit_append(cx, audit,
                        &(AuditRecord){ .kind = AUDIT_ADMIN,
                                        .plan = plan,
                                        .actor = STR("postern audit trim"),
                                        .reason = reason });
}

/* What the server does each hour, when it is more than that removes by itself. */
static Status trim(Cx *cx, const Args *args)
{
    Env env;
    Audit *audit;
    const Str reason = args_get(args, STR("--reason"));
    TRY(opened(cx, args, &env, &audit));
    TRY(trim_note(cx, audit, 0, reason));
    for (size_t i = 0; i < plans_count(env.plans); i++)
        TRY(trim_note(cx, audit, plans_at(env.plans, i)->num, reason));
    const AuditKeep keep = env_keep(cx, &env, INT64_MAX);
    return audit_retain(cx, env.db, keys_use(env.keys, KEY_AUDIT), &keep);
}

Status command_audit(Cx *cx, const Args *args, int *exit_code)
{
    (void)exit_code;
    if (args->rest_count == 1 && str_eq(args->rest[0], STR("export")))
        return export(cx, args);
    if (args->rest_count == 1 && str_eq(args->rest[0], STR("accept")))
        return accept(cx, args);
    if (args->rest_count == 1 && str_eq(args->rest[0], STR("trim")))
        return trim(cx, args);
    return fail(cx, ST_INVALID, STR("audit"), "one of: accept, export, trim");
}

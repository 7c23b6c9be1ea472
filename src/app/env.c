#include "app/env.h"
#include "fhir/record.h"

#include "base/buf.h"
#include "base/limits.h"
#include "net/net.h"

/* The kinds that are not in force: those that `sensitive` leaves out, and the plan's own without a name. */
static Status kinds_off(Cx *cx, const PlanSensitive *s, uint64_t *off)
{
    uint64_t on = LABEL_CATEGORIES;
    if (s->some)
        TRY(label_words(cx, s->words, &on));
    for (unsigned i = 0; i < PLAN_KINDS; i++) {
        on &= ~LABEL_BIT(LABEL_PLAN_1 + i);
        on |= s->kinds[i].en.n ? LABEL_BIT(LABEL_PLAN_1 + i) : 0;
    }
    *off = LABEL_CATEGORIES & ~on;
    return ST_OK;
}

static Status env_labels(Cx *cx, const Plan *plan, const LabelTable **out)
{
    LabelSpec spec = { .csv = plan->sensitive.csv,
                       .part2_by_match = !plan->sensitive.part2_by_source,
                       .unnamed_shared = plan->sensitive.unnamed_shared,
                       .uncoded_withheld = plan->sensitive.uncoded_withheld };
    TRY(kinds_off(cx, &plan->sensitive, &spec.off));
    return label_table_new(cx, &spec, out);
}

/* Made and dropped again: most commands label nothing. */
static Status labels_check(Cx *cx, const Plan *plan)
{
    const LabelTable *table;
    Cx once = { .mem = arena_new(1 << 16), .now_ms = cx->now_ms };
    const Status st = env_labels(&once, plan, &table);
    if (st != ST_OK)
        (void)failf(cx, st, arena_printf(cx->mem, "plan %.*s", STR_ARG(plan->id)), "%.*s: %.*s",
                    STR_ARG(once.fault.where), STR_ARG(once.fault.detail));
    arena_free(once.mem);
    return st;
}

Status env_read(Cx *cx, Str conf_path, Env *out)
{
    *out = (Env){ .plans = NULL };
    TRY(conf_read(cx, conf_path, &out->conf));
    TRY(mail_url_check(cx, out->conf.mail_url));
    TRY(plans_read(cx, out->conf.plans_dir, out->conf.base_url, &out->plans));
    for (size_t i = 0; i < plans_count(out->plans); i++)
        TRY(labels_check(cx, plans_at(out->plans, i)));
    return ST_OK;
}

static void close_db(void *db)
{
    db_close(db);
}

static void close_keys(void *keys)
{
    keys_close(keys);
}

Status env_open(Cx *cx, Str conf_path, Env *out)
{
    DbTx *tx;
    TRY(env_read(cx, conf_path, out));
    TRY(keys_open(cx, out->conf.keys_dir, &out->keys));
    arena_defer(cx->mem, close_keys, out->keys);
    TRY(db_open(cx, out->conf.store_url, &out->db));
    arena_defer(cx->mem, close_db, out->db);
    TRY(db_write(cx, out->db, DB_STATE, &tx));
    TRY(plans_number(cx, tx, out->plans));
    return db_commit(cx, tx);
}

static void close_audit(void *audit)
{
    audit_close(audit);
}

Status env_audit(Cx *cx, const Env *env, Audit **out)
{
    const AuditConf conf = { .db = env->db,
                             .dir = env->conf.audit_dir,
                             .key = keys_use(env->keys, KEY_AUDIT),
                             .fsync_ms = env->conf.audit_fsync_ms,
                             .ship_dir = env->conf.audit_ship_dir };
    TRY(audit_open(cx, &conf, out));
    arena_defer(cx->mem, close_audit, *out);
    return ST_OK;
}

#define YEAR_MS (366 * DAY_MS)

AuditKeep env_keep(const Cx *cx, const Env *env, int64_t at_once_ms)
{
    return (AuditKeep){ .before_ms = cx->now_ms - env->conf.audit_keep_years * YEAR_MS,
                        .at_once_ms = at_once_ms };
}

Status env_plan(Cx *cx, const Env *env, Str id, const Plan **out)
{
    *out = plans_find(env->plans, id);
    if (*out)
        return ST_OK;
    Buf *known = buf_new(cx, LIMIT_CONF_VALUE);
    for (size_t i = 0; i < plans_count(env->plans); i++) {
        buf_put(known, i ? STR(", ") : STR(""));
        buf_put(known, plans_at(env->plans, i)->id);
    }
    return failf(cx, ST_NOT_FOUND, STR("--plan"), "no such plan; there are: %.*s",
                 STR_ARG(buf_str(known)));
}

Status env_rules(Cx *cx, const Plan *plan, RecordRules *out)
{
    out->base = arena_join(cx->mem, plan->fhir_base, STR("/"), STR(""));
    return env_labels(cx, plan, &out->labels);
}

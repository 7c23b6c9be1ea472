#include "app/env.h"

#include "base/buf.h"
#include "base/limits.h"
#include "net/net.h"

Status env_read(Cx *cx, Str conf_path, Env *out)
{
    *out = (Env){ .plans = NULL };
    TRY(conf_read(cx, conf_path, &out->conf));
    TRY(mail_url_check(cx, out->conf.mail_url));
    return plans_read(cx, out->conf.plans_dir, out->conf.base_url, &out->plans);
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

/* env.h - what every command begins with: the configuration, the plans, the keys, the store. */
#ifndef APP_ENV_H
#define APP_ENV_H

#include "app/conf.h"
#include "audit/audit.h"
#include "db/db.h"
#include "jose/jose.h"
#include "plan/plan.h"

typedef struct RecordRules RecordRules; /* fhir/record.h */

typedef struct Env {
    Conf conf;
    Plans *plans;
    Keys *keys;
    Db *db;
} Env;

/* Reads the configuration and the plans' folders and checks both: all that check-config does. */
MUST_USE Status env_read(Cx *cx, Str conf_path, Env *out);
/* env_read, then opens keys and store and numbers the plans. Everything closes with cx->mem. */
MUST_USE Status env_open(Cx *cx, Str conf_path, Env *out);
/* Opens the audit, with its sealer; closes with cx->mem. */
MUST_USE Status env_audit(Cx *cx, const Env *env, Audit **out);
/* What of the audit is older than it is kept (C12). */
AuditKeep env_keep(const Cx *cx, const Env *env, int64_t at_once_ms);
/* The plan named id. ST_NOT_FOUND names those there are. */
MUST_USE Status env_plan(Cx *cx, const Env *env, Str id, const Plan **out);

/* What the plan makes of its data: its base, what it holds sensitive. */
MUST_USE Status env_rules(Cx *cx, const Plan *plan, RecordRules *out);

#endif

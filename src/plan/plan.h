/* plan.h - the plans of an installation: one folder each below [plans] dir with a plan.ini, read at
 * start. A Plan never changes once read. */
#ifndef PLAN_PLAN_H
#define PLAN_PLAN_H

#include "base/zone.h"
#include "db/db.h"
#include "plan/brand.h"
#include "plan/sensitive.h"
#include "plan/sharing.h"
#include "plan/texts.h"

#define PLAN_MATCH_FIRST (1u << 0)
#define PLAN_MATCH_LAST (1u << 1)
#define PLAN_MATCH_BIRTH_DATE (1u << 2)
#define PLAN_MATCH_MEMBER_ID (1u << 3)
#define PLAN_MATCH_ZIP (1u << 4)

/* What may be read without a token. */
#define PLAN_PUBLIC_DIRECTORY (1u << 0) /* who treats, where */
#define PLAN_PUBLIC_FORMULARY (1u << 1) /* which drugs, at what tier */

/* Why a person whose details all match may not register, as far as her plan tells it. */
#define PLAN_REASON_COVERAGE_ENDED (1u << 0)
#define PLAN_REASON_NOT_COVERED (1u << 1)
#define PLAN_REASON_TOO_NEW (1u << 2)

/* Whether a mailbox that the plan has on file must prove who registers (AUTHORIZATION M15). */
typedef enum PlanConfirm {
    PLAN_CONFIRM_OFF,
    PLAN_CONFIRM_WHEN_AVAILABLE, /* who has none is held back for a while */
    PLAN_CONFIRM_REQUIRED        /* who has none cannot register */
} PlanConfirm;

struct Plan {
    Str id;      /* [a-z0-9-]{1,32}: the first segment of its URLs */
    int64_t num; /* in table plan_plan, from 1; part of every state key */
    Str name;
    bool sandbox;         /* synthetic members alone: `postern token`, open registration */
    bool stops_uncovered; /* ended_coverage = stop: who is covered no longer shares no longer */
    bool spanish;         /* languages = en es */
    unsigned match;       /* PLAN_MATCH_*: what a new member types */
    unsigned open;        /* PLAN_PUBLIC_*: public = … */
    unsigned
        reasons; /* PLAN_REASON_*: what is told; all else looks like details that do not match */
    PlanConfirm confirm; /* confirm_on_file */
    const Str *outside;  /* outside_rule: products whose members register nothing */
    size_t outside_count;
    int64_t new_days;   /* new_member_days: so long a record is too new; 0: never */
    Str organization;   /* id of the Organization that the plan is in its data; may be empty */
    Str services_phone; /* member services, shown on every page that cannot help */
    Str services_email;
    Str services_url;
    Str issuer;                  /* {base_url}/{id}, made by plan_open */
    Str fhir_base;               /* {base_url}/{id}/fhir */
    uint64_t sum;                /* of plan.ini's keys and values: tells one from another */
    Str mail_from;               /* overrides [mail] from; may be empty */
    PlanSharing sharing_default; /* what a person who is asked finds chosen; no longer than: */
    PlanSharing sharing_max;     /* the longest that is offered */
    int64_t access_minutes;      /* how long an access token lives */
    int64_t refresh_days;        /* and a refresh token, from each use */
    const Zone *zone;            /* time_zone: of the times that members are shown; NULL: Eastern */
    PlanBrand brand;
    PlanSensitive sensitive;
    PlanTexts texts;
};

typedef struct Plans Plans;

/* Reads every folder of dir. ST_INVALID names file, line and key; ST_NOT_FOUND: no such folder. */
MUST_USE Status plans_read(Cx *cx, Str dir, Str base_url, Plans **out);
/* Gives each plan its number; a plan seen for the first time gets the next. tx: write, on state. */
MUST_USE Status plans_number(Cx *cx, DbTx *tx, Plans *plans);
const Plan *plans_find(const Plans *p, Str id); /* NULL when there is no such plan */
size_t plans_count(const Plans *p);
const Plan *plans_at(const Plans *p, size_t i);
/* https:// and the characters of RFC 3986. */
bool plan_url_valid(Str url);

#endif

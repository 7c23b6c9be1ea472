/* consent_pages.h - whose data, what, for which app: yes or no; and later, stop. Rows in app/routes.c. */
#ifndef WEB_CONSENT_PAGES_H
#define WEB_CONSENT_PAGES_H

#include "oauth/oauth.h"
#include "plan/plan.h"
#include "web/web.h"

Status pages_consent(Cx *cx, Rq *rq);        /* the review */
Status pages_consent_member(Cx *cx, Rq *rq); /* whose data */
Status pages_consent_member_post(Cx *cx, Rq *rq);
Status pages_consent_approve(Cx *cx, Rq *rq);
Status pages_consent_deny(Cx *cx, Rq *rq);

Status pages_account(Cx *cx, Rq *rq);
Status pages_disconnect(Cx *cx, Rq *rq); /* asks whether */
Status pages_disconnect_post(Cx *cx, Rq *rq);
Status pages_reads(Cx *cx, Rq *rq); /* what an app read */
Status pages_help(Cx *cx, Rq *rq);
Status pages_learn(Cx *cx, Rq *rq);

/* Adds to list what scope lets an app read, in plain words: items with "text". */
void consent_kinds(Cx *cx, const Rq *rq, Str scope, TmplData *data, Str list);
/* Adds to list the same kinds with boxes to take out: items with "text" and "stays", else id, field,
 * kind_value, kind_checked, several, and types, each with n, label, value, checked, only and perhaps parts. */
void consent_choices(Cx *cx, const Rq *rq, Str scope, const OauthChoice *choices, size_t count,
                     TmplData *data, Str list);
/* Which of them a posted form keeps. A kind's own box stands for all its types. */
void consent_choose(Cx *cx, const HttpForm *form, OauthChoice *choices, size_t count);
/* True when the form names what was never asked: such values change nothing (A22). */
bool consent_foreign(Cx *cx, const HttpForm *form, const OauthChoice *choices, size_t count);
/* The kinds in the order of a page, what a type belongs to, and the words for one. */
unsigned consent_kind_count(void);
unsigned consent_kind_of(Str type);
Str consent_kind_text(Cx *cx, const Rq *rq, unsigned kind);

/* How long the app may read (C3). */
typedef struct ConsentTime {
    int64_t
        asked_ms; /* months count from here: the date that the page shows is the one that is kept */
    int64_t cap_ms; /* a parent's ends at the child's majority (M38); 0: no such end */
    PlanSharing max;
    bool offline; /* the app asks for offline access; without it there is nothing to choose */
    PlanSharing chosen;
} ConsentTime;
/* chosen is the plan's default, never more than what was asked. */
ConsentTime consent_time(const Plan *plan, const OauthTransaction *asked, int64_t cap_ms);
/* What a posted form says. False: not one of the values that the page offers, so that somebody wrote it;
 * it counts as the shortest (A22). */
bool consent_time_choose(const HttpForm *form, ConsentTime *t);
/* When that is over; 0: when stopped. Of once: only what ends it even sooner than the access token. */
int64_t consent_time_end(const ConsentTime *t);
/* scope without offline_access, when that is once. */
MUST_USE Status consent_time_scope(Cx *cx, const ConsentTime *t, Str scope, Str *out);
/* offline, offline_days, access_minutes, and of what is chosen and of each in the list "times": lasts,
 * lasts_label, lasts_once, lasts_capped, lasts_until; in the list also checked. */
void consent_time_show(Cx *cx, const Rq *rq, const ConsentTime *t, TmplData *d);

#endif

/* consent_pages.h - whose data, what, for which app: yes or no; and later, stop. Rows in app/routes.c. */
#ifndef WEB_CONSENT_PAGES_H
#define WEB_CONSENT_PAGES_H

#include "member/member.h"
#include "oauth/oauth.h"
#include "plan/plan.h"
#include "web/web.h"

Status pages_consent(Cx *cx, Rq *rq);        /* the review */
Status pages_consent_member(Cx *cx, Rq *rq); /* whose data */
Status pages_consent_member_post(Cx *cx, Rq *rq);
Status pages_consent_sensitive(Cx *cx, Rq *rq); /* which sensitive kinds */
Status pages_consent_sensitive_post(Cx *cx, Rq *rq);
Status pages_consent_approve(Cx *cx, Rq *rq);
Status pages_consent_deny(Cx *cx, Rq *rq);

Status pages_account(Cx *cx, Rq *rq);
Status pages_disconnect(Cx *cx, Rq *rq); /* asks whether */
Status pages_disconnect_post(Cx *cx, Rq *rq);
Status pages_disconnect_all(Cx *cx, Rq *rq); /* of every app */
Status pages_disconnect_all_post(Cx *cx, Rq *rq);
Status pages_stop(Cx *cx,
                  Rq *rq); /* by the link in the mail: asks whether, with ?done that it is done */
Status pages_stop_post(Cx *cx, Rq *rq);
Status pages_reads(Cx *cx, Rq *rq);  /* what an app read; without one, which are over */
Status pages_change(Cx *cx, Rq *rq); /* what an app sees: less at once, more by a code */
Status pages_change_post(Cx *cx, Rq *rq);
Status pages_change_code(Cx *cx, Rq *rq);
Status pages_change_code_post(Cx *cx, Rq *rq);
Status pages_change_resend(Cx *cx, Rq *rq);
Status pages_renew(Cx *cx, Rq *rq); /* go on after the end, by a code as well */
Status pages_renew_post(Cx *cx, Rq *rq);
Status pages_delete(Cx *cx, Rq *rq); /* deleting the account, by a code */
Status pages_delete_post(Cx *cx, Rq *rq);
Status pages_delete_code(Cx *cx, Rq *rq);
Status pages_delete_code_post(Cx *cx, Rq *rq);
Status pages_delete_resend(Cx *cx, Rq *rq);
Status pages_deleted(Cx *cx, Rq *rq);   /* it is done */
Status pages_new_email(Cx *cx, Rq *rq); /* another address: a code to the old one, one to the new */
Status pages_new_email_post(Cx *cx, Rq *rq);
Status pages_new_email_old(Cx *cx, Rq *rq);
Status pages_new_email_old_post(Cx *cx, Rq *rq);
Status pages_new_email_old_resend(Cx *cx, Rq *rq);
Status pages_new_email_new(Cx *cx, Rq *rq);
Status pages_new_email_new_post(Cx *cx, Rq *rq);
Status pages_new_email_new_resend(Cx *cx, Rq *rq);
Status pages_undo(Cx *cx, Rq *rq); /* back to the old one */
Status pages_undo_post(Cx *cx, Rq *rq);
Status pages_undone(Cx *cx, Rq *rq);
Status pages_wait(Cx *cx, Rq *rq);     /* when something new may be shared */
Status pages_consents(Cx *cx, Rq *rq); /* all that was agreed to, as FHIR */
Status pages_help(Cx *cx, Rq *rq);
Status pages_learn(Cx *cx, Rq *rq);
Status pages_letter(Cx *cx, Rq *rq); /* one sheet of paper that invites members */
Status pages_accessibility(Cx *cx, Rq *rq);
/* loaded: the day on which the plan's data last came whole; not set while none has. */
MUST_USE Status loaded_show(Cx *cx, const Rq *rq, TmplData *d);

/* Every version as a Consent, in a Bundle of type collection. */
MUST_USE Status consent_bundle(Cx *cx, const Rq *rq, const OauthConsent *list, size_t count,
                               Str *json);

/* What to allows together with g, another grant of the same connection. */
void account_join(Cx *cx, OauthGrant *to, const OauthGrant *g);
/* Joins those of one connection, in place; the order stays. Gives how many there are. */
size_t account_connections(Cx *cx, OauthGrant *grants, size_t n);

/* Ends all connections of the account, in tx, each audited (C8, M44). After the commit: account_forget. */
typedef struct AccountEnded {
    OauthEnded *list[LIMIT_GRANT_LIST];
    size_t count; /* more are ended than are in the list; those are over everywhere in 5 s */
} AccountEnded;
MUST_USE Status account_end_all(Cx *cx, Rq *rq, DbTx *tx, Str why, AccountEnded *out);
void account_forget(const Rq *rq, const AccountEnded *e);
/* How much of a kind there is, and of what is kept back because it is very private. */
typedef struct ConsentCount {
    bool counted; /* false: not a member's own, as a doctor's address */
    uint64_t shared;
    uint64_t kept_back; /* told to the member herself alone */
    bool dated;
    int64_t first_ms;
    int64_t last_ms;
} ConsentCount;
typedef struct ConsentCountAsk {
    OauthAccess access; /* as the app would have it; scopes are made from its scope */
    bool tells;         /* how much is kept back */
    uint64_t offered;   /* sensitive kinds that somebody may choose */
} ConsentCountAsk;
/* By kind, consent_kind_count of them. What answers the app answers this (fhir_count). */
MUST_USE Status consent_counts(Cx *cx, const Rq *rq, const ConsentCountAsk *ask,
                               const ConsentCount **out);
/* In words: count_known, and with it count_none, or count_one, or count (a number); count_from, count_to
 * (years; months of one year); kept_one or kept_count. Nothing of who the member is: there is one of her. */
void consent_count_show(Cx *cx, const Rq *rq, unsigned kind, const ConsentCount *c, TmplData *d);

/* Adds to list what scope lets an app read, in plain words: items with "text". */
void consent_kinds(Cx *cx, const Rq *rq, Str scope, TmplData *data, Str list);
/* The same, one item a kind, and how much there is of it. */
void consent_kinds_counted(Cx *cx, const Rq *rq, Str scope, const ConsentCount *counts,
                           TmplData *data, Str list);
/* Adds to list the same kinds with boxes to take out: items with "text" and "stays", else id, field,
 * kind_value, kind_checked, several, and types, each with n, label, value, checked, only and perhaps parts.
 * counts: by kind, said beside each; NULL: none. */
void consent_choices(Cx *cx, const Rq *rq, Str scope, const OauthChoice *choices, size_t count,
                     const ConsentCount *counts, TmplData *data, Str list);
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
    int64_t least_ms; /* only what ends a day later or more is offered; 0: anything */
} ConsentTime;
/* chosen is the plan's default, never more than what was asked. */
ConsentTime consent_time(const Plan *plan, const OauthTransaction *asked, int64_t cap_ms);
/* To go on, from now, with what ends at ends_ms. */
ConsentTime consent_time_longer(const Plan *plan, int64_t now_ms, int64_t ends_ms, int64_t cap_ms);
/* Whether there is anything to choose: the plan's longest time may not be longer. */
bool consent_time_some(const ConsentTime *t);
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

/* Which sensitive kinds are shared (C4). */
typedef struct ConsentSensitive {
    uint64_t
        offered; /* LABEL_BITs; none of a child who may keep care from the parent who asks (M37) */
    uint64_t shared;     /* of those */
    int64_t until_ms;    /* of a parent's choice: when the child is so old; 0: no end */
    int64_t until_years; /* … namely */
    bool is_private;     /* the plan has kinds, and this is why none is offered */
} ConsentSensitive;
/* Those that the plan has in force. */
uint64_t consent_sensitive_kinds(const Rq *rq);
/* relation of who decides to whose name it is. */
ConsentSensitive consent_sensitive(const Cx *cx, const Rq *rq, Str relation, const RosterName *name,
                                   uint64_t shared);
/* What a document leaves out, nobody chooses by it (M34). */
void consent_sensitive_limit(ConsentSensitive *s, uint64_t limits);
/* Of what a grant shares or shall, whose end is never later than was agreed. */
ConsentSensitive consent_sensitive_of(const Cx *cx, const Rq *rq, const OauthGrant *g,
                                      const RosterName *name, uint64_t shared);
/* sensitive_until (empty: not said), sensitive_age. */
void consent_sensitive_until(Cx *cx, const Rq *rq, const ConsentSensitive *s, bool until,
                             TmplData *d);
/* M15: an account that no mailbox on file has proved shares nothing sensitive and nothing that lasts. until_ms: how long
 * so; 0: it does as it likes. */
MUST_USE Status consent_cautious(Cx *cx, Rq *rq, ConsentTime *t, ConsentSensitive *s,
                                 int64_t *until_ms);
/* What a posted form shares. False: it names what is not offered, so that somebody wrote it; that counts for
 * nothing (A22). */
bool consent_sensitive_choose(const HttpForm *form, ConsentSensitive *s);
Str consent_sensitive_text(Cx *cx, const Rq *rq, unsigned bit);
/* sensitive_some, sensitive_private, sensitive_none, sensitive_part2, sensitive_until, and the lists
 * sensitive_yes and sensitive_no with text. */
void consent_sensitive_show(Cx *cx, const Rq *rq, const ConsentSensitive *s, TmplData *d);
/* The list boxes: word, label, what (may be empty), checked. */
void consent_sensitive_boxes(Cx *cx, const Rq *rq, const ConsentSensitive *s, TmplData *d);

/* Ends all that the app of account's grant was given of that member (oauth_connection_end), with audit and mail;
 * why: for consent and audit. ST_NOT_FOUND: not a grant of that account. */
MUST_USE Status connection_stop(Cx *cx, Rq *rq, Str account, Str grant, Str why);
/* The address that a mail names, for a key of oauth_stop_key. */
Str stop_url(Cx *cx, const Rq *rq, Str key);

/* How far back the app may read. */
typedef enum ConsentBackChoice {
    CONSENT_BACK_KEEP, /* as it is now, of a connection that does not reach everything */
    CONSENT_BACK_EVERYTHING,
    CONSENT_BACK_5_YEARS,
    CONSENT_BACK_2_YEARS,
    CONSENT_BACK_12_MONTHS,
    CONSENT_BACKS
} ConsentBackChoice;
typedef struct ConsentBack {
    int64_t asked_ms; /* years count from its day */
    int64_t kept_ms;  /* how far it reaches now; DATE_MIN: everything, or nothing yet */
    ConsentBackChoice chosen;
} ConsentBack;
ConsentBack consent_back(int64_t asked_ms, int64_t now_ms);
/* What a posted form says. False: somebody wrote it; it counts as the shortest (A22). */
bool consent_back_choose(const HttpForm *form, ConsentBack *b);
/* The first moment of it; DATE_MIN: everything. */
int64_t consent_back_ms(const ConsentBack *b);
/* A date; empty for everything. */
Str consent_back_text(Cx *cx, const Rq *rq, int64_t when_lo_ms);
/* back_since (empty: everything), and the list backs: back, back_label, back_since, checked. */
void consent_back_show(Cx *cx, const Rq *rq, const ConsentBack *b, TmplData *d);

#endif

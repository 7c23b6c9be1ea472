/* person.h - who sits at the browser, for pages: the session of its cookie, before sign-in and after. */
#ifndef WEB_PERSON_H
#define WEB_PERSON_H

#include "audit/audit.h"
#include "member/member.h"
#include "web/web.h"

/* Guards of page rows. guard_browser: anybody; a signed-in person is known. guard_person: whoever is not
 * signed in is sent to the sign-in page. */
Status guard_browser(Cx *cx, Rq *rq);
Status guard_person(Cx *cx, Rq *rq);

/* The session of the browser's cookie. ST_NOT_FOUND: none, or over. */
MUST_USE Status person_session(Cx *cx, Rq *rq, MemberSession *out);
/* A session that nobody has signed in with: the browser's, or a new one in its place. */
MUST_USE Status person_unknown(Cx *cx, Rq *rq, MemberSession *out);
/* The peer as limits count it (http_peer_key): empty for a proxy on this machine, which speaks for everybody. */
Str person_peer(Cx *cx, const Rq *rq);
/* Takes the roster's word for whose parent the account is (M37), and ends what apps were given of a child
 * that it is not any more: after each sign-in, at each approval, at each refresh. */
MUST_USE Status person_children(Cx *cx, Rq *rq, Str account);
/* Why nothing of patient's is shared any more, as the plan's file says (M39, M41) and its rule for who is not covered
 * any more (plan.ini's ended_coverage); why empty: it may be. */
typedef struct Sharing {
    Str why;
    Str executor_why; /* the same by her executor: after her death, and not before (M39) */
    RosterStanding standing;
} Sharing;
MUST_USE Status person_sharing(Cx *cx, const Rq *rq, Str patient, Sharing *out);
/* As account may. */
MUST_USE Status person_sharing_by(Cx *cx, const Rq *rq, Str account, Str patient, Sharing *out);
/* T29: ends what account shares of patient when it may not any more. */
MUST_USE Status person_recheck(Cx *cx, Rq *rq, Str account, Str patient);
/* Until when the person signed in may share nothing new, as the address was changed (M17); 0: she may. */
MUST_USE Status person_calm(Cx *cx, Rq *rq, int64_t *until_ms);
/* Until when she may share nothing sensitive and nothing that lasts, as no mailbox on file proved who she is (M15); 0:
 * she may. */
MUST_USE Status person_cautious(Cx *cx, Rq *rq, int64_t *until_ms);
/* First and last name of one of the account's people. ST_NOT_FOUND: the plan's file has nobody such. */
MUST_USE Status person_name(Cx *cx, Rq *rq, Str patient, RosterName *out);
/* Who acts by account for patient: by a document, or as the parent on file. ST_NOT_FOUND: nobody known. */
typedef struct Acting {
    Str first;
    Str last;
    Str basis; /* empty: on file */
} Acting;
MUST_USE Status person_acting(Cx *cx, Rq *rq, Str account, Str patient, Acting *out);
Str person_full_name(Cx *cx, const RosterName *name);

/* "Step 2 of 3" above the title; steps 0: nobody knows yet how many there are, and "Step 2" it is. */
void step_show(TmplData *d, int64_t step, int64_t steps);

/* One record for a step of the flow; what is empty is left out. ST_UNAVAILABLE: the step must fail. */
typedef struct Step {
    AuditKind kind;
    Status status;
    Str account, patient, client_id, grant, consent, reason;
    Str actor; /* of who is not the member: oauth_person */
} Step;
MUST_USE Status step_audit(Cx *cx, Rq *rq, const Step *step);
/* That a person looked at one connection of her account. */
MUST_USE Status look_audit(Cx *cx, Rq *rq, const OauthGrant *g);

/* "January 5, 2026", of a day that has no time: a birthday. */
Str words_date(Cx *cx, const Rq *rq, int64_t ms);
/* The day that it is at ms by the plan's clock. */
Str words_day(Cx *cx, const Rq *rq, int64_t ms);
Str words_clock(Cx *cx, const Rq *rq, int64_t ms);
Str words_zone(const Rq *rq);
/* All of it: "January 5, 2026, 2:05 PM, Eastern Time". */
Str words_time(Cx *cx, const Rq *rq, int64_t ms);
Str words_date_in(Cx *cx, Lang lang, int64_t ms);

#endif

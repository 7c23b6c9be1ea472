/* two.h - the program with two sandbox plans, a and b, that hold the same resources: what tests of tenants
 * and limits begin with. */
#ifndef TESTS_UNIT_APP_TWO_H
#define TESTS_UNIT_APP_TWO_H

#include "app/wire.h"
#include "tests/unit/test.h"

#define TWO_BROWSER "0123456789012345678901234567890123456789012" /* its name in plan a */

typedef struct Two {
    Cx *cx;
    const Env *env;
    Wired *wired;
    Str token;   /* rosa's, of plan a */
    Str session; /* of somebody signed in to plan a */
} Two;

Two two_plans(Cx *cx);

typedef struct TwoAsk {
    HttpMethod method;
    Str target;
    Str token;         /* empty: the one of Two; "-": none */
    Str authorization; /* the whole header, in place of a token */
    Str type;          /* of the body; empty: a form */
    Str body;
    Str peer; /* empty: 127.0.0.1 */
} TwoAsk;
/* At cx->now_ms. */
HttpReply two_ask(const Two *t, const TwoAsk *ask);
Str two_header(const HttpReply *reply, Str name);
/* An app that is registered in plan a, and the form that redeems a code which patient gave it. */
Str two_app_code(const Two *t, Str client_id, Str patient);
/* The same redeemed: an access token. */
Str two_app_token(const Two *t, Str client_id, Str patient);
/* The account that did so may act for nobody any more. */
void two_acts_no_more(const Two *t);

#endif

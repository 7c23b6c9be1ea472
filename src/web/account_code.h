/* account_code.h - a fresh code on a page of the account: asked for, typed, judged. What it is good for is its
 * page's. */
#ifndef WEB_ACCOUNT_CODE_H
#define WEB_ACCOUNT_CODE_H

#include "audit/audit.h"
#include "member/member.h"
#include "oauth/oauth.h"
#include "web/web.h"

typedef struct AccountCode {
    CodePurpose purpose;
    AuditKind audited; /* a wrong one as a failure of this */
    const char *begin; /* pages, below /{plan}/account: where the way begins */
    const char *page;
    const char *resend;
    const char *lead; /* message */
} AccountCode;

/* 303 to a page of the account, whatever request of an app is open beside it. */
MUST_USE Status account_go(Cx *cx, Rq *rq, const char *rest);
/* The account's own address. */
MUST_USE Status account_own_email(Cx *cx, Rq *rq, Str *email);
typedef struct AccountCodeAsk {
    Str email;
    Str wish;
    const OauthGrant *of; /* the connection that it is about; NULL: none */
    bool again;           /* the person asked for another */
} AccountCodeAsk;
/* Sends one, in tx, and audits that. ST_OK also when it is over the budget of M27: sent is false. */
MUST_USE Status account_code_send(Cx *cx, Rq *rq, DbTx *tx, const AccountCode *way,
                                  const AccountCodeAsk *ask, bool *sent);
/* The same in a transaction of its own, and 303 to its page. */
MUST_USE Status account_code_ask(Cx *cx, Rq *rq, const AccountCode *way, const AccountCodeAsk *ask);
/* The page that asks for it; and another one of the same. Who has not asked for one goes to way->begin. */
MUST_USE Status account_code_get(Cx *cx, Rq *rq, const AccountCode *way);
MUST_USE Status account_code_resend(Cx *cx, Rq *rq, const AccountCode *way);
/* Judges what was typed. done runs in the transaction when it is right, and commits. */
typedef Status AccountCodeDone(Cx *cx, Rq *rq, DbTx *tx, const CodeAnswer *a);
MUST_USE Status account_code_post(Cx *cx, Rq *rq, const AccountCode *way, AccountCodeDone *done);

#endif

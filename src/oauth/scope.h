/* scope.h - scopes (AUTHORIZATION S1 to S8, S10 to S18): what an app asks for, what a person leaves of it and
 * what a grant then allows. Pure: no database. */
#ifndef OAUTH_SCOPE_H
#define OAUTH_SCOPE_H

#include "base/cx.h"

enum { OAUTH_C = 1, OAUTH_R = 2, OAUTH_U = 4, OAUTH_D = 8, OAUTH_S = 16 };

typedef enum OauthContext {
    OAUTH_PLAIN, /* openid, fhirUser, launch/patient, offline_access, profile */
    OAUTH_PATIENT,
    OAUTH_USER,
    OAUTH_SYSTEM,
} OauthContext;

/* One scope token, understood whole or not at all. */
typedef struct OauthScope {
    Str text;
    OauthContext context;
    Str type;          /* "Observation", "*"; empty for OAUTH_PLAIN */
    uint16_t type_num; /* fhir's number; 0: "*" */
    unsigned actions;  /* OAUTH_R | OAUTH_S … */
    bool v1;           /* spelt .read, .write or .* */
    bool granular;     /* has "?" and a filter behind it (S6) */
    Str query;         /* the filter, as written; else empty */
    size_t values;     /* in it */
} OauthScope;
/* False: not a scope (S1), or a filter that is not understood whole (S6). */
bool oauth_scope_parse(Str token, OauthScope *out);
/* Cuts the next token off a scope text that spaces separate; false at the end. */
bool oauth_scope_next(Str *rest, Str *token);
bool oauth_scope_has(Str scope, Str token);
/* Requested ∩ ceiling ∩ policy, in the order asked, no duplicates (S4, S14, S15). ST_INVALID_SCOPE:
 * bytes outside S5, over LIMIT_SCOPE or LIMIT_SCOPE_TOKENS, or nothing left (S8). */
MUST_USE Status oauth_scope_negotiate(Cx *cx, Str requested, Str ceiling, Str *granted);
/* True when every token of inner is one of outer's, or a resource scope that outer's allow. */
bool oauth_scope_within(Str inner, Str outer);

/* Parts of a type that a granular scope names (S10). */
typedef struct OauthCategory {
    Str type;
    Str code; /* behind the "|" of query */
    Str query;
    bool offered; /* where the whole type is asked for, a person may choose this part of it (S13) */
} OauthCategory;
extern const OauthCategory oauth_categories[];
extern const size_t oauth_category_count;

/* What a person can leave out of a scope, one by one (S12, S13): types, in the order of the alphabet; of a
 * type that is asked for as a whole and has parts to offer, the parts; of one that is asked for in parts,
 * these. */
typedef struct OauthChoice {
    Str type;
    Str query;                     /* empty: the whole type */
    bool whole;                    /* the type is asked for as a whole */
    bool stays;                    /* Patient: whoever shares anything shares who it is about */
    bool kept;                     /* true at first */
    const OauthCategory *category; /* that query is; NULL: none we know */
} OauthChoice;
OauthChoice *oauth_scope_choices(Cx *cx, Str scope, size_t *count);
/* The scope without what is not kept; as it is when all is. Of a type of which some parts are kept there is
 * no whole-type scope left, and no "*" where anything is left out. choices: as above, of the same scope. */
MUST_USE Status oauth_scope_narrow(Cx *cx, Str scope, const OauthChoice *choices, size_t count,
                                   Str *out);

/* What a grant allows on one type, for Reach: several are ORed. */
typedef struct OauthTypeScope {
    uint16_t type; /* fhir's number; 0: every type */
    bool read;
    bool search;
    Str query; /* of a granular scope: what stands behind "?"; empty: the whole type */
} OauthTypeScope;
/* The resource scopes of a grant as fhir's Reach wants them; user/ means the same as patient/ (S18). */
OauthTypeScope *oauth_scope_types(Cx *cx, Str scope, size_t *count);

#endif

/* limits.h - every ceiling of the program, in bytes unless the name says otherwise. The clause or
 * the reason stands at each. Times of life stand in the module that owns them. */
#ifndef BASE_LIMITS_H
#define BASE_LIMITS_H

/* A request. AUTHORIZATION A3, R2. */
#define LIMIT_TARGET (16u << 10)       /* raw request target */
#define LIMIT_HEADERS 64u              /* header lines */
#define LIMIT_HEADER_BYTES (12u << 10) /* all of them */
#define LIMIT_BODY_API (1u << 20)      /* POST _search and other API bodies */
#define LIMIT_BODY_AUTH (64u << 10)    /* forms of OAuth end points and pages, registrations */
#define LIMIT_FORM_FIELDS 1000u        /* fields of a form or a query */
#define LIMIT_SCOPE (32u << 10)
#define LIMIT_SCOPE_TOKENS 200u
#define LIMIT_SCOPE_VALUES 200u /* in all granular scopes of a grant: a row is held against each */
#define LIMIT_STATE (2u << 10)
#define LIMIT_NONCE 512u
#define LIMIT_CONNECTIONS 10000u        /* open at once, of everybody */
#define LIMIT_IP_CONNECTIONS 100        /* open at once, of one IPv4 address or /64 of IPv6 (R1) */
#define LIMIT_REQUEST_ARENA (64u << 10) /* first block of a request's memory */
#define LIMIT_WAIT_QUEUE 256u           /* requests that wait for a thread of the waiting pool */
#define LIMIT_WAIT_THREADS 8            /* threads of the waiting pool */

/* JSON. DESIGN 5 for loads, AUTHORIZATION R5 for request bodies. */
#define LIMIT_JSON_DEPTH 64u
#define LIMIT_JSON_MEMBERS 1000u   /* of the object that a request's body is */
#define LIMIT_LINE (32u << 20)     /* one NDJSON line, one Bundle file's entry */
#define LIMIT_ID 64u               /* FHIR id: [A-Za-z0-9\-.]{1,64} */
#define LIMIT_REFERENCE (2u << 10) /* a reference or canonical URL kept as a key */
#define LIMIT_KEYS (8u << 20)      /* packed search keys of one resource */
#define LIMIT_HELD 16u             /* held resources put in one transaction */
#define LIMIT_PENDING 1000u        /* resources that wait for one other, placed at once */

/* Loads. */
#define LIMIT_BUNDLE_FILE (256u << 20) /* a file that is one document, usually a Bundle */
#define LIMIT_LOAD_FILES 1000000u      /* files of one load */
#define LIMIT_LOAD_REPORT (1u << 20)   /* the report's text */
#define LIMIT_LOAD_THREADS 64u
#define LIMIT_REPEATED 1000u /* repeated ids that a report lists; all are counted */

/* Replies. */
#define LIMIT_BUNDLE (64u << 20)  /* one page of a searchset */
#define LIMIT_PAGE (1u << 20)     /* one HTML page */
#define LIMIT_DOCUMENT (4u << 20) /* discovery documents, CapabilityStatement */
#define LIMIT_WHERE 256u          /* a parameter's name said back in an error */

/* Search. */
#define LIMIT_COUNT 1000u /* _count at most; more is cut to this */
#define DEFAULT_COUNT 50u
#define LIMIT_CHAIN 2u             /* references that one chain or _has follows */
#define LIMIT_CHAIN_LINKS 64u      /* types that one chain may lead to, all steps together */
#define LIMIT_CHAIN_SET 20000u     /* resources that one step of a chain leads to */
#define LIMIT_ELEMENTS 100u        /* names of one _elements */
#define LIMIT_SEARCH_TERMS 64u     /* parameters of one search */
#define LIMIT_SEARCH_VALUES 200u   /* comma-separated values of one parameter */
#define LIMIT_SEARCH_WORK 5000000u /* rows judged times values; a few seconds at the very most */
#define LIMIT_OPEN_WORK 250000u    /* the same of who has no token: some tenths of a second */
#define LIMIT_INCLUDES 20u         /* _include and _revinclude of one search */
#define LIMIT_INCLUDED 2000u       /* included resources of one page */
#define LIMIT_SORT_KEYS 4u         /* parameters of one _sort */
#define LIMIT_CURSOR (12u << 10)   /* a sealed cursor in an URL: under LIMIT_TARGET */
/* Candidates of a directory search that are all judged, for a total. */
#define LIMIT_DIR_TOTAL 1000u

/* SQL. */
#define LIMIT_DB_PLANS 4096u     /* plans of one store: their numbers are 1 to this */
#define LIMIT_PG_CONNECTIONS 64u /* of one process; a transaction holds one */
#define DEFAULT_PG_CONNECTIONS 8u
#define LIMIT_SCHEMA (64u << 10) /* the text of one table */
#define LIMIT_SQL (64u << 10)
#define LIMIT_SQL_BINDS 900u /* under SQLite's and libpq's own ceilings */

/* Names and mail. AUTHORIZATION M11, M12. */
#define LIMIT_NAME_CHARS 100u
#define LIMIT_EMAIL 254u
#define LIMIT_EMAIL_LOCAL 64u
#define LIMIT_CONTACTS 3u     /* e-mail addresses on file of a person that are written to */
#define LIMIT_LETTERS 10000u  /* that one list names */
#define LIMIT_FAMILY 64u      /* children of one subscriber that sign-in looks at */
#define LIMIT_RELATIONS 65u   /* that one account acts for: itself and its family */
#define LIMIT_MEMBER_ID 64u   /* characters of a member id */
#define LIMIT_MATCH_SLOTS 32u /* members of one id that a match compares, always all (M8) */
#define LIMIT_PRODUCT                                                                              \
    64u /* a code of Coverage.type or a value of Coverage.class that a plan may name */
#define LIMIT_MAIL (64u << 10)       /* one message */
#define LIMIT_MAIL_REPORT (1u << 20) /* what comes back for one, itself within it */

/* Keys and tokens. AUTHORIZATION R6. */
#define LIMIT_JWT (8u << 10)
#define LIMIT_JWKS (64u << 10) /* keys that an app registers or publishes (T20) */
#define LIMIT_JWKS_KEYS 20u
#define LIMIT_JTI 512u             /* a client assertion's jti */
#define LIMIT_BASIC (4u << 10)     /* a Basic header: client id and secret */
#define LIMIT_TOKEN 512u           /* a token as sent; ours have 43 characters */
#define LIMIT_KEY_FILE (16u << 10) /* one file of the key directory */
#define LIMIT_KEY_FILES 64u        /* signing keys kept to verify with */

/* Audit. */
#define LIMIT_AUDIT_LINE (64u << 10) /* one record in a journal: LIMIT_TARGET in base64 and texts */

/* Clients of the authorization server, and what it keeps of their grants. AUTHORIZATION O15. */
#define LIMIT_CACHED_ACCESS (6u << 10) /* one answer in the cache of access tokens */
#define LIMIT_CLIENT_ID 64u
#define LIMIT_CLIENT_GROUPS 100u
#define LIMIT_CLIENT_LINK (1u << 10) /* characters of a web address shown at consent */
#define LIMIT_CLIENT_LIST 1000u      /* clients of a plan listed at once */
#define LIMIT_CLIENT_NAME 60u        /* characters */
#define LIMIT_CLIENT_ORIGINS 20u     /* of scripts, besides those of its redirect URIs */
#define LIMIT_CLIENT_REDIRECTS 20u
#define LIMIT_CLIENT_TEXT 200u      /* characters of developer and support contact */
#define LIMIT_CLIENTS_UNASKED 1000u /* registered in a sandbox plan without a token, in a day */
#define LIMIT_GRANTS_ENDED 1000u    /* of a removed client, or run out, in one transaction */
#define LIMIT_INITIAL_USES 1000u    /* registrations of one initial access token */
#define LIMIT_JWKS_CACHED 256u      /* sets of published keys that a process keeps */
#define LIMIT_JWKS_FETCHES 4u       /* threads that fetch: half of the waiting pool */
#define LIMIT_JWKS_WAITING 2u       /* threads that wait for one of these */
#define LIMIT_JWKS_UNAPPROVED 2u    /* of these, for apps that registered themselves */
#define LIMIT_UNUSED_DAYS                                                                          \
    90 /* after which an app goes that a stranger registered and nobody used */
#define LIMIT_UNUSED_SWEPT 1000u  /* such apps that go at once; the hourly sweep takes the rest */
#define LIMIT_RELATIONS_DUE 100u  /* relations whose time is over, ended in one transaction */
#define LIMIT_MANDATES 1000u      /* that one listing shows */
#define LIMIT_MANDATES_KEPT 1000u /* of whom a block keeps away, in one approval */
#define LIMIT_MERGED 256u         /* records in whose place those of one account's people are */
#define LIMIT_REMINDERS 100u      /* mails of reminders queued in one transaction */
#define LIMIT_RATE_NODES 256u   /* processes of one store whose use of limits one of them counts */
#define LIMIT_RATE_SHARED 4096u /* buckets that a node tells the others of in a second */
#define LIMIT_CONSENT_LIST                                                                         \
    500u                      /* versions of consents that a member is given at once, the newest */
#define LIMIT_GRANT_LIST 200u /* grants of an account shown at once */
#define LIMIT_LOCALES 200u    /* ui_locales; longer is ignored */

/* The synthetic plan. */
#define LIMIT_SYNTH_RESOURCE (64u << 10) /* one resource as text */

/* A plan's register of representatives. */
#define LIMIT_DESIGNATIONS 10000u /* lines */
#define LIMIT_REGISTER (4u << 20) /* bytes */

/* Configuration. */
#define LIMIT_BRAND_LIST 200u         /* aliases, ZIP codes or identifiers of a plan */
#define LIMIT_LOGO (256u << 10)       /* of a plan, as O15 allows one of an app */
#define LIMIT_PLAN_TEXT 1000u         /* one text of texts.ini: none of ours is longer */
#define LIMIT_PLAN_MAIL 2000u         /* one mail of texts.ini: a queued row stays of one size */
#define LIMIT_PLAN_TEXTS (128u << 10) /* all of them: as much as all of ours */
#define LIMIT_CONF_VALUE (8u << 10)
#define LIMIT_REDIRECT_URI (2u << 10)
#define LIMIT_MINORS (64u << 10)      /* a plan's minors.csv: each category of each state */
#define LIMIT_SENSITIVE (4u << 20)    /* a plan's sensitive.csv: some 50,000 codes */
#define LIMIT_LABEL_REASON 256u       /* why a resource is labelled, as staff read it */
#define LIMIT_LABEL_GIVEN (64u << 10) /* and which directory entries it names */
#define LIMIT_SURVEY_SYSTEMS 1000u    /* unknown code systems that `postern labels` tells of */
#define LIMIT_PEM (256u << 10)        /* a certificate chain or key file */

#endif

/* wall.h - two members' data, interleaved, and the question whether one can be told from the answers to
 * the other. README.md says what is asked and what must hold. */
#ifndef TESTS_WALL_WALL_H
#define TESTS_WALL_WALL_H

#include "app/env.h"
#include "app/wire.h"
#include "http/http.h"

#define WALL_BASE "http://localhost:8080"
#define WALL_START_MS INT64_C(1767225600000) /* 2026-01-01T00:00:00Z: the first load */
#define WALL_DAY_MS (INT64_C(24) * 3600 * 1000)
#define WALL_LOADS 3

/* ---- chance.c: the same seed, the same choices ------------------------------------------------------- */
typedef struct Rng {
    uint64_t state;
} Rng;
Rng rng_of(uint64_t seed, uint64_t number);
uint64_t rng_next(Rng *r);
size_t rng_below(Rng *r, size_t n); /* 0 when n is 0 */
bool rng_chance(Rng *r, unsigned percent);

/* ---- data.c: what is loaded ------------------------------------------------------------------------ */

typedef enum Side {
    SIDE_A,
    SIDE_B,
    SIDE_PLAN,  /* the directory, which both see */
    SIDE_OTHER, /* another plan's member, whose ids are A's */
    SIDES
} Side;

/* In which stores a line is. */
#define IN_A 1u    /* A's data alone */
#define IN_B 2u    /* B's data alone, and the other plan's */
#define IN_BOTH 4u /* everything */

typedef struct Line {
    Str text;
    Str type;
    Str id;
    Side side;
    unsigned stores;
    int load; /* 0, 1, 2: a day apart */
    bool other_plan;
    bool refused; /* by every store that gets it */
} Line;

typedef enum ValueKind {
    VALUE_TOKEN,
    VALUE_DATE,
    VALUE_STRING,
    VALUE_REFERENCE,
    VALUE_NUMBER, /* quantities too */
    VALUE_URI,
    VALUE_KINDS
} ValueKind;

typedef struct Values {
    Str *at;
    size_t count;
    size_t room;
} Values;

typedef struct Data {
    Line *lines; /* in the order of loading */
    size_t count;
    size_t room;
    const char *const *types; /* names, NULL at the end */
    size_t type_count;
    Values *values[SIDES]; /* of each side: [type * VALUE_KINDS + kind] */
    Values ids[SIDES];     /* "Type/id" */
} Data;

/* A marker is "zq", the side's letter and four digits: no two resources share one, and the plan's have
 * none. Ids known to the other member begin with "ka-" or "kb-", the rest with their marker. */
#define MARKER_N 7u
char side_letter(Side side);
Data *data_make(Cx *cx, uint64_t seed);
extern const char *const wall_patient_a;
extern const char *const wall_patient_b;

/* ---- store.c: what answers --------------------------------------------------------------------------- */

typedef enum Role {
    ROLE_ALL,   /* patient: every type, read and search */
    ROLE_AGAIN, /* the same, another grant */
    ROLE_READ,
    ROLE_SEARCH,
    ROLE_FEW,   /* two types and the patient */
    ROLE_ME,    /* openid fhirUser */
    ROLE_OLD,   /* expired */
    ROLE_NONE,  /* nothing sensitive; the others are shared all that is offered */
    ROLE_MIND,  /* of that what concerns the mind alone */
    ROLE_PARTS, /* granular scopes, and what leads to such types and from them */
    ROLES
} Role;

typedef struct Asker {
    Side side; /* A, B or OTHER; PLAN: nobody, no token or one that never was */
    Role role;
} Asker;

typedef struct Store1 {
    unsigned in; /* IN_A, IN_B, IN_BOTH */
    Cx cx;       /* lives as long as the program is open */
    Env env;
    Wired *wired;
    Str tokens[SIDES][ROLES]; /* empty: there is no such member here */
} Store1;

/* Opens the program over a new store in dir, loads data, makes tokens. False after a message. */
bool store_open(Store1 *s, Str dir, Str store_url, unsigned in, const Data *data);
void store_close(Store1 *s);

#define ASK_HEADERS 8u
/* A request before it is known who answers: "{cursor}" in target or body stands for the cursor. */
typedef struct Ask {
    HttpMethod method;
    Asker asker;
    Str plan; /* "demo", "other" */
    Str target;
    Str body;
    HttpField headers[ASK_HEADERS];
    size_t header_count;
} Ask;

typedef struct Answer {
    int status;
    Str text; /* status, headers and body, without what differs each time */
    Str body; /* as it came */
    Str next; /* the cursor of the next page; empty: none */
} Answer;

/* cursor: what replaces "{cursor}". */
void store_ask(const Store1 *s, Cx *cx, const Ask *ask, Str cursor, Answer *out);
/* For messages: method, target, headers and body, without the token. */
Str ask_text(Cx *cx, const Ask *ask);

/* ---- draw.c: what is asked ------------------------------------------------------------------------- */

typedef enum CaseKind {
    CASE_ONE,   /* one request */
    CASE_PAGES, /* a search and its next pages */
    CASE_SWAP,  /* a cursor at an address, or in hands, where it is not good */
    CASE_FORGE, /* a cursor changed */
} CaseKind;

typedef struct Case {
    CaseKind kind;
    Ask first;
    Ask second; /* of SWAP and FORGE: with "{cursor}" */
    unsigned forge;
    size_t forge_at;
} Case;

/* The values that a parameter is asked with. */
typedef struct ParamRow ParamRow;
ValueKind value_kind(const ParamRow *p);

void draw_case(Cx *cx, const Data *data, Rng *r, Case *out);
/* What becomes of the cursor. */
Str draw_forged(Cx *cx, const Case *c, Str cursor);

/* ---- judge.c: what must hold ----------------------------------------------------------------------- */

#define STORES 3
#define BOTH 2 /* the others: A's, B's alone */

typedef struct Wall {
    Data *data;
    Store1 stores[STORES]; /* IN_A, IN_B, IN_BOTH */
    uint64_t seed;
    int64_t number;    /* of the case */
    Str refusal;       /* how a cursor is refused */
    Cx *cx;            /* of the case */
    const char *sweep; /* the attack under way; NULL: a case by chance */
    int64_t failures;
    bool failed; /* this case */
    /* What was met, so that a test that asks nothing is seen. */
    int64_t asked, full, pages, refusals, not_modified;
    int64_t slowest_us, slowest_number; /* of an answer, and its case */
} Wall;

/* One line of what is wrong, how to see it again, the request. */
void wall_report(Wall *w, const Ask *ask, const char *what, Str detail);
/* Some of s before and behind at. */
Str wall_around(Str s, size_t at);
/* Of one answer to a token of both's store: no failure, nobody else's data, no other types. */
void wall_look_at(Wall *w, const Ask *ask, const Answer *a);
/* Asks the asker's own store and both's the same, and looks for any difference; cursors are each store's
 * own. */
void wall_ask_both(Wall *w, const Ask *ask, Str alone_cursor, Str both_cursor, Answer *alone,
                   Answer *both);

/* ---- sweep.c --------------------------------------------------------------------------------------- */

/* The named attacks of AUTHORIZATION section 11, not by chance: each on all there is; or the one that only
 * names. False when there is none of that name. */
bool sweep_run(Wall *w, const char *only);

#endif

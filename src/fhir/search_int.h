/* search_int.h - a search between its parts: the query understood (query.c), rows found (find.c),
 * what they bring along (include.c), the page sent (bundle.c), where the next begins (cursor.c). A
 * history (history.c) has the last two in common with it. */
#ifndef FHIR_SEARCH_INT_H
#define FHIR_SEARCH_INT_H

#include "base/limits.h"
#include "fhir/fhir.h"
#include "fhir/list.h"
#include "fhir/match_int.h"

typedef struct SortKey {
    const ParamRow *param;
    bool desc;
} SortKey;

/* Of one row and one SortKey. Rows without a value come last, whichever way. */
typedef struct SortValue {
    bool has;
    int64_t i; /* date, _lastUpdated; the type that a reference names */
    double d;  /* number, quantity */
    Str s;     /* string, uri, _id, what a reference names; at most SORT_TEXT bytes */
} SortValue;
#define SORT_TEXT 128u /* bytes compared: they travel in the cursor */

typedef struct Include {
    bool iterate;    /* of what is included, too */
    uint16_t source; /* TypeRow.num; 0: the type searched */
    uint16_t param;  /* 0: every reference of source */
    uint16_t target; /* 0: any */
} Include;

typedef struct Search {
    const TypeRow *type;
    Str of; /* its address below the base: "Observation", "Observation/a1/_history" */
    Term *terms;
    Str *term_names; /* as sent, modifier and all: one a term, what explain says */
    size_t term_count;
    SortKey sort[LIMIT_SORT_KEYS];
    size_t sort_count;
    Include *includes;
    size_t include_count;
    Include *revincludes;
    size_t revinclude_count;
    size_t count;
    FhirShape shape;
    bool total_only; /* _count=0 or _summary=count: no entries (R4 search 3.1.1.5.6) */
    bool accurate;   /* _total=accurate */
    Str *ignored;    /* names of parameters, with handling=lenient */
    size_t ignored_count;
    FhirParam *used; /* the rest: self and next say these */
    size_t used_count;
} Search;

/* As fhir_search's failures. */
MUST_USE Status search_parse(Cx *cx, const Reach *reach, const FhirQuery *q, const TypeRow *type,
                             Search *out);

typedef struct Found {
    const TypeRow *type;
    int64_t compartment;
    int64_t rid;
    int64_t pack; /* where its body is; a made one has 0 */
    Str id;
    Str keys;              /* kept for includes alone */
    const SortValue *sort; /* one a key of the search; NULL without _sort */
    Str body;              /* filled by found_bodies */
    /* Of a history alone: */
    int64_t version;
    int64_t updated_ms;
    bool deleted; /* the version is a deletion: no body */
    bool past;    /* not the newest: its body is in fhir_history */
} Found;

typedef struct Made Made; /* provenance_int.h */
typedef struct BinarySet BinarySet;

/* The rows of fhir_entry that exist for this caller: not deleted, admitted by the Reach, with keys
 * of today's tables. ids: these alone; none (NULL): every row of the type in that place. */
typedef struct Entries {
    DbTx *tx;
    DbRows *rows;
    const Reach *reach;
    const TypeRow *type;
    int64_t compartment;
    Cx *scratch; /* for keys made anew */
    bool listed; /* rows are parts of the list */
    ListIter part;
    bool own_asked;  /* rows of the list that are not own come with their keys */
    bool all;        /* rows that do not exist for the caller come too, and say why (explain) */
    unsigned uses;   /* what for: a search, unless whoever opened it says USE_BRING */
    BinarySet *seen; /* of the type Binary, where granular scopes ask for it */
    Made *made;    /* of the type Provenance: those of no feed, which come behind the stored ones */
    bool in_order; /* by entries_after, of which alone is kept: */
    size_t read;   /* rows so far, those that are not admitted, too */
    Str last;      /* id of the last of them */
    char last_id[LIMIT_ID];
} Entries;
typedef struct Entry {
    Str id; /* borrows from the row, as keys do */
    int64_t rid;
    int64_t pack;
    int64_t updated_ms;
    DateRange when;
    Str keys;
    bool own;  /* as Subject.own */
    Drop drop; /* of Entries.all: why it is not there; then it has no keys to be judged by */
} Entry;
MUST_USE Status entries_open(Cx *cx, DbTx *tx, const Reach *reach, const TypeRow *type,
                             int64_t compartment, const Str *ids, size_t count, Entries *out);
/* As entries_open with Entries.all. */
MUST_USE Status entries_open_all(Cx *cx, DbTx *tx, const Reach *reach, const TypeRow *type,
                                 int64_t compartment, const Str *ids, size_t count, Entries *out);
/* As entries_open for every row in a member's compartment, from her list: without keys, in the order
 * of rid. own_asked: keys come where own is false. */
MUST_USE Status entries_listed(Cx *cx, DbTx *tx, const Reach *reach, const TypeRow *type,
                               int64_t compartment, bool own_asked, Entries *out);
/* As entries_open, the first count rows of the directory behind the id after, in the order of ids. */
MUST_USE Status entries_after(Cx *cx, DbTx *tx, const Reach *reach, const TypeRow *type, Str after,
                              size_t count, Entries *out);
/* few: a directory type has no more rows than most. */
MUST_USE Status entries_few(Cx *cx, DbTx *tx, const Reach *reach, const TypeRow *type, size_t most,
                            bool *few);
bool entries_next(Cx *cx, Entries *e, Entry *out, Status *st);
/* Empties *scratch, memory for one row that is made when it is NULL and ends with cx->mem. */
void scratch_take(Cx *cx, Cx **scratch);
/* Of a list: how many entries_next would give one after the other with own set, of those that were read
 * from the store already. They are passed over. */
size_t entries_own(Entries *e);
#define ENTRIES_IDS 256u /* ids of one entries_open */
/* Sorts ids and drops repeats: how many are left. */
size_t ids_once(Str *ids, size_t count);

/* The values of fhir_dir_key that can satisfy one value of a term. */
typedef struct DirRange {
    Str from;
    Str to; /* the first value after; empty: the value from alone */
} DirRange;
typedef struct DirTerm {
    const Term *term;
    int rank;
    DirRange *ranges;
    size_t count;
    size_t exact; /* of them, those of one value */
    bool set;     /* a chain's, too large for ranges */
    bool list;    /* few enough to be read beside those that lead */
    size_t rows;  /* in the index, counted so far */
} DirTerm;
/* Candidates of a search over a directory type, some at a time. */
typedef struct DirWalk {
    DbTx *tx;
    const Reach *reach;
    const TypeRow *type;
    DirTerm *terms; /* those that the index knows */
    size_t count;
    /* NULL: no term is of use, or the best is a range so wide that the type itself, in order, is the
     * shorter way. */
    DirTerm *lead;
    bool few;  /* all candidates are at most LIMIT_DIR_TOTAL: they are counted */
    Str after; /* ids behind this one; may be set before the first dir_walk_next */
    size_t size;
    uint64_t work; /* rows read */
    uint64_t seen; /* resources that dir_walk_type read */
    bool ended;
} DirWalk;
MUST_USE Status dir_walk_open(Cx *cx, DbTx *tx, const Reach *reach, const TypeRow *type,
                              const Term *terms, size_t count, DirWalk *out);
/* The next ids, in order, each once; perhaps none although more will come: w->ended says the end. Not
 * without a lead. ST_TOO_COSTLY: a chain's set is referred to by too many. */
MUST_USE Status dir_walk_next(Cx *cx, DirWalk *w, Str **ids, size_t *count);
/* Where a chain's set leads: how many resources of the type, read in the order of ids, are likely to hold
 * room matches; 0 when to look each of the set up is likely to be less. Of several sets the one leads that is
 * looked up sooner. */
MUST_USE Status dir_walk_instead(Cx *cx, DirWalk *w, size_t room, uint64_t *rows);
/* As dir_walk_next, by reading the type in order: the resources that refer to any of the set. */
MUST_USE Status dir_walk_type(Cx *cx, DirWalk *w, Str **ids, size_t *count);
/* All ids of a lead that is no chain's set, in order, each once; w->ended is false when there are more rows
 * than most. */
MUST_USE Status dir_walk_all(Cx *cx, DirWalk *w, size_t most, Str **ids, size_t *count);
/* Ids of those that refer to any of the set of t (MOD_CHAIN), in order. ST_TOO_COSTLY: there are more than
 * LIMIT_CHAIN_SET. */
MUST_USE Status dir_referrers(Cx *cx, DbTx *tx, const Reach *reach, const TypeRow *type,
                              const Term *t, Str **ids, size_t *count);

/* ---- binary.c ---- */
/* The ids of the Binary resources that something which this caller sees in the compartment refers to: those
 * alone are there where granular scopes hide some that refer (S28). Looked for once a request. ST_TOO_COSTLY
 * as work_add's. */
MUST_USE Status binaries_seen(Cx *cx, DbTx *tx, const Reach *reach, int64_t compartment,
                              BinarySet **out);
bool binary_is_seen(const BinarySet *set, Str id);

/* A version under a granular scope, as a row of fhir_entry or fhir_history says it. */
typedef struct Judgement {
    const TypeRow *type;
    unsigned uses;
    Str id;
    uint64_t fingerprint;
    Str keys; /* as stored */
    Str body; /* to make stale keys anew; of a deletion the version before: it has that one's keys */
    const BinarySet *seen;
} Judgement;
MUST_USE Status version_admitted(Cx *cx, const Reach *reach, const Judgement *j, bool *admitted);
/* The body of the newest version before a deletion (type, compartment, id, version); empty: none is left. */
MUST_USE Status version_before(Cx *cx, DbTx *tx, const Reach *reach, const Found *deleted,
                               Str *body);

/* What read, vread and the history of an instance ask before they look: ST_SCOPE or ST_NOT_FOUND as
 * fhir_read's. */
MUST_USE Status read_allowed(Cx *cx, const Reach *reach, Str type_name, Str id,
                             const TypeRow **out);
MUST_USE Status read_not_found(Cx *cx);

/* The page after position (NULL: the first), at most s->count rows in order; more says whether there are
 * rows beyond. total counts every match; of a directory type with many candidates it is left out unless
 * it was asked for. */
typedef struct Position {
    SortValue sort[LIMIT_SORT_KEYS];
    int64_t rid;
} Position;
typedef struct Page {
    Found *rows;
    size_t count;
    bool more;
    uint64_t total;
    bool uncounted; /* total is not known */
} Page;
MUST_USE Status find_page(Cx *cx, DbTx *tx, const Reach *reach, const Search *s,
                          const Position *after, Page *out);

/* Told of each candidate of a search: the rows of the type in her places, of the directory those that the
 * index gives. failed is the first term that it does not satisfy, of s->term_count when it satisfies all;
 * of one that e->drop keeps back it says nothing. */
typedef struct Judged {
    void (*tell)(void *to, const Entry *e, size_t failed);
    void *to;
} Judged;
MUST_USE Status find_judged(Cx *cx, DbTx *tx, const Reach *reach, const Search *s,
                            const Judged *judged);

/* Every row in reach that satisfies the term, told with its keys. work: rows judged so far, of all calls
 * together; ST_TOO_COSTLY over LIMIT_SEARCH_WORK. */
typedef struct Each {
    const TypeRow *type;
    Term *term;     /* NULL: every row */
    const Str *ids; /* of these alone; NULL: of the type */
    size_t id_count;
    Status (*take)(Cx *cx, void *to, const Entry *e);
    void *to;
} Each;
MUST_USE Status find_each(Cx *cx, DbTx *tx, const Reach *reach, const Each *each, uint64_t *work);

/* Whether a page of the search is full before all that matches is known: of a directory type, in the
 * order of ids, and nothing is asked that all of them must be judged for. */
bool find_may_stop(const Search *s);

/* Follows the chains among the terms, which then can be judged. ST_TOO_COSTLY: too many rows on the way,
 * or over LIMIT_CHAIN_SET. page: for find_page, which settles what is left open. */
MUST_USE Status chain_follow(Cx *cx, DbTx *tx, const Reach *reach, Search *s, bool page);
/* Of an open term: whether what the row refers to satisfies what is asked there. */
typedef struct ChainAsk {
    DbTx *tx;
    const Reach *reach;
    const Term *term;
    const Subject *subject;
    uint64_t *work; /* the request's so far */
} ChainAsk;
MUST_USE Status chain_settle(Cx *cx, const ChainAsk *ask, bool *holds);

/* Reads the bodies of rows; room is what is left of LIMIT_BUNDLE. ST_TOO_LONG when they need more. */
MUST_USE Status found_bodies(Cx *cx, DbTx *tx, const Reach *reach, Found *rows, size_t count,
                             size_t *room);

/* For qsort of rows: the order of places and packs, in which bodies are read. */
int found_place_order(const void *a, const void *b);
/* Whether bodies come from the store in the order of rows: then they need not be kept. */
bool found_as_stored(const Found *rows, size_t count);
/* As found_bodies for such rows, each body lent to take alone. */
typedef void BodyTake(Cx *cx, void *to, Found *f, Str body);
MUST_USE Status found_bodies_lent(Cx *cx, DbTx *tx, const Reach *reach, Found *rows, size_t count,
                                  size_t *room, BodyTake *take, void *to);

/* Nothing is left out: bodies stay as they are. */
bool shape_is_whole(const FhirShape *shape);
/* Rows with bodies, in the shape asked for. Of included ones _elements says nothing (R4 search
 * 3.1.1.5.9). */
MUST_USE Status shape_rows(Cx *cx, const FhirShape *shape, Found *rows, size_t count);
MUST_USE Status shape_included(Cx *cx, const FhirShape *shape, Found *rows, size_t count);

/* Adds what rows of the type cost, each held against values, to a request's work. ST_TOO_COSTLY over what
 * this caller may have looked through: LIMIT_SEARCH_WORK, or LIMIT_OPEN_WORK without a token. */
MUST_USE Status work_add(Cx *cx, const Reach *reach, const TypeRow *type, uint64_t rows,
                         uint64_t values, uint64_t *work);

/* What the page's matches bring along, each once and none that is a match itself. Over
 * LIMIT_INCLUDED the page is cut (Page.more becomes true) rather than an include left out. */
MUST_USE Status find_included(Cx *cx, DbTx *tx, const Reach *reach, const Search *s, Page *page,
                              Found **included, size_t *count);

/* A query, and where to go on in it. */
typedef struct Cursor {
    bool lenient;
    FhirParam *params;
    size_t param_count;
    bool has_position; /* false: the first page */
    Position position;
} Cursor;
/* The URL parameter's text. Values of a search are health data: sealed, they may stand in an URL.
 * ST_TOO_LONG: the URL would be longer than we take ourselves. */
MUST_USE Status cursor_seal(Cx *cx, const Reach *reach, Str of, const Cursor *c, Str *out);
/* ST_CURSOR: not ours, another grant's, another address's (of: Search.of), too old; detail
 * "cursor-restart": the predicate changed. */
MUST_USE Status cursor_open(Cx *cx, const Reach *reach, Str of, Str text, Cursor *out);
/* Puts the cursor's query in the place of q, which came with it. ST_INVALID: q has parameters too. */
MUST_USE Status query_continue(Cx *cx, const Reach *reach, Str of, FhirQuery *q, Cursor *cursor);

/* What fhir_search does before it looks: q becomes the cursor's query when it has one. */
MUST_USE Status search_begin(Cx *cx, const Reach *reach, FhirQuery *q, Cursor *cursor, Search *out);

typedef struct BundleSpec {
    const Reach *reach;
    const Search *search;
    const Page *page;
    const Found *included;
    size_t included_count;
    Str self;
    Str next;     /* empty: the last page */
    bool history; /* not a searchset */
    DbTx *tx; /* of bodies of the page that are read when they are written; NULL: they are there */
    size_t *room; /* for these: as found_bodies' */
} BundleSpec;
MUST_USE Status bundle_write(Cx *cx, const BundleSpec *spec, Str *out);
/* Fills self and next of spec, and writes it. Bodies are there. */
MUST_USE Status page_write(Cx *cx, BundleSpec *spec, const FhirQuery *q, FhirPage *out);

#endif

/* match_int.h - predicates over search keys. A Term is one parameter, its modifier, and values of
 * which one must hold; terms are ANDed. A search, a granular scope and whatever else narrows is
 * terms, judged by match_all alone (DESIGN rule 3). */
#ifndef FHIR_MATCH_INT_H
#define FHIR_MATCH_INT_H

#include "base/date.h"
#include "fhir/keys.h"
#include "fhir/reach_int.h"
#include "fhir/record.h"

typedef enum Modifier {
    MOD_NONE,
    MOD_ABOVE,
    MOD_BELOW,
    MOD_CHAIN, /* patient.name: what the parameter refers to satisfies another term */
    MOD_CONTAINS,
    MOD_EXACT,
    MOD_HAS, /* _has: what refers to the resource satisfies another term; param is _id */
    MOD_IDENTIFIER,
    MOD_MISSING,
    MOD_NOT,
    MOD_OF_TYPE,
    MOD_TEXT, /* of a token: what a person reads beside it; directory types alone have that in keys */
    MOD_TYPE, /* :Patient */
} Modifier;

/* R4 search 3.1.1.4.5. */
typedef enum Prefix {
    PREFIX_EQ,
    PREFIX_NE,
    PREFIX_GT,
    PREFIX_LT,
    PREFIX_GE,
    PREFIX_LE,
    PREFIX_SA,
    PREFIX_EB,
    PREFIX_AP,
} Prefix;

/* What a token says of its system (R4 search 3.1.1.4.10). */
typedef enum TokenAsk {
    ASK_ANY,    /* code */
    ASK_ABSENT, /* |code */
    ASK_SYSTEM, /* system|code, system| */
} TokenAsk;

/* The reference a search asks for. */
typedef struct RefAsk {
    uint16_t type; /* 0: an id alone, or an url */
    Str id;
    Str version; /* empty: whichever */
    Str url;     /* absolute and not ours, urn:, canonical; empty for the rest */
} RefAsk;

typedef struct Value {
    Prefix prefix;
    union {
        struct {
            TokenAsk ask;
            uint64_t system;
            uint64_t code; /* 0: any, of system| */
            uint64_t code_folded;
            uint64_t type; /* :of-type */
        } token;
        DateRange date; /* with ap: already widened */
        Str text;       /* string, folded but for :exact; uri; _id */
        RefAsk reference;
        struct {
            double n;
            double lo; /* what n stands for, up to hi, which is outside; with ap inside */
            double hi;
            uint64_t system;
            uint64_t code;
        } quantity;
        bool missing;
        const struct Term *parts; /* composite: two, of one value each */
    };
} Value;

typedef struct ChainLink ChainLink;

typedef struct Term {
    const ParamRow *param;
    Modifier modifier;
    uint16_t type; /* MOD_TYPE */
    const Value *values;
    size_t count;
    bool asks_own; /* patient=<the caller's own>: Subject.own answers it */
    /* MOD_CHAIN, MOD_HAS: the ways to hold, and once they were followed (chain.c) what they lead to,
     * sorted. Before that the term holds for nothing. */
    const ChainLink *links;
    size_t link_count;
    const FhirRef *set;
    size_t set_count;
    /* MOD_CHAIN: the set is what the index of a directory says, which may be too much: the term does not
     * hold where match_term says so, and else chain_settle decides (chain.c). */
    bool open;
    const uint8_t *sieve; /* set_sieve's; NULL: none */
    size_t sieve_bits;    /* a power of two */
} Term;

/* One reference to follow, and what is asked of its other end. */
struct ChainLink {
    const TypeRow *type;  /* of the other end */
    const ParamRow *back; /* MOD_HAS: the parameter of type that refers here */
    Term *rest;
};

/* What the evaluator sees of a row. */
typedef struct Subject {
    Str id;
    int64_t updated_ms;
    Str keys;
    bool own; /* keys_name_patient says so of the caller's Patient */
} Subject;

bool match_term(const Term *t, const Subject *s);
bool match_all(const Term *terms, size_t count, const Subject *s);
/* For a set of which much is asked that is not in it: a bit for each id says so without a search. */
void set_sieve(Cx *cx, Term *t);
/* Not of MOD_MISSING: whether a value of the term is this key's. */
bool match_key(const Term *t, const Key *k);
/* _id and _lastUpdated are columns of the row, never keys. */
bool is_column(const ParamRow *param);
/* Whether the keys have Patient/id for param, so that each Term with asks_own would match them. */
bool keys_name_patient(Str keys, const ParamRow *param, Str id);

/* name is the parameter as sent, modifier and all: it is what a fault names. ST_NOT_SUPPORTED: a
 * parameter, modifier or kind that is not; ST_INVALID: the value. */
MUST_USE Status term_parse(Cx *cx, const Reach *reach, const TypeRow *type, Str name, Str value,
                           Term *out);
/* As term_parse, of a name that is_chain: "patient.name", "_has:Observation:patient:code".
 * ST_SCOPE: no scope allows to search a type it leads to (S27). */
MUST_USE Status chain_parse(Cx *cx, const Reach *reach, const TypeRow *type, Str name, Str value,
                            Term *out);
bool is_chain(Str name);
/* Order of Term.set. */
int ref_order(const FhirRef *a, const FhirRef *b);
/* Cuts the text before the next unescaped sep off rest, as str_split (R4 search 3.1.1.4.4.1). */
bool split_escaped(Str *rest, char sep, Str *part);
/* The hash that keys keep of a code in folded form. */
uint64_t code_fold(Cx *cx, Str code);

#endif

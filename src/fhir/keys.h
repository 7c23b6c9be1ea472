/* keys.h - what load extracts from a resource once and the evaluator reads ever after: a packed list
 * of typed values, each with its parameter's number. The packing is private to keys.c; its first
 * bytes are the fingerprint of the tables that made it.
 *
 * A resource with no value for a parameter has no key for it (that is what :missing asks). A value that
 * no search can name - a CodeableConcept with text alone, a reference with display alone or into
 * contained - has a key that is all zero and empty: it matches nothing and is not missing.
 *
 * In directory types a token has its texts beside it, as strings of the same parameter (:text). */
#ifndef FHIR_KEYS_H
#define FHIR_KEYS_H

#include "base/buf.h"
#include "fhir/param_table.h"
#include "json/json.h"

typedef enum KeyKind {
    KEY_TOKEN = 1,
    KEY_DATE,
    KEY_STRING,
    KEY_REFERENCE,
    KEY_QUANTITY, /* numbers too, without unit */
    KEY_URI,
} KeyKind;

#define KEY_SECOND 0x80u
#define KEY_ELEMENTS 127u /* numbers of elements before they begin anew */

/* How a token's system is known (R4 search 3.1.1.4.10). */
typedef enum TokenSystem {
    SYSTEM_GIVEN,   /* the element has one */
    SYSTEM_ABSENT,  /* the element could have one and has none: |code finds it */
    SYSTEM_IMPLIED, /* a plain code, boolean or string: its system comes from the binding */
} TokenSystem;

typedef struct Key {
    uint16_t param; /* ParamRow.num */
    uint8_t kind;   /* KeyKind */
    uint8_t group;  /* composite: a number from 1 that keys of one element share and those of the
                       element before do not, with KEY_SECOND set on its second part; else 0 */
    union {
        struct {
            uint64_t system;      /* str_hash; 0 unless SYSTEM_GIVEN */
            uint64_t code;        /* str_hash of the code; 0: none */
            uint64_t code_folded; /* str_hash of its folded form */
            uint64_t type; /* Identifier.type codings, hash of "system|code"; 0: none (:of-type) */
            uint8_t how;   /* TokenSystem */
        } token;
        struct {
            int64_t lo_ms;
            int64_t hi_ms;
        } date;
        struct {
            Str folded;
            Str exact; /* as written; equal bytes are stored once */
        } string;
        struct {
            uint16_t type; /* TypeRow.num; 0: not a Type/id reference */
            Str id;
            Str version; /* of Type/id/_history/version */
            Str url;     /* absolute and not ours, urn: or canonical (with |version); else empty */
            uint64_t identifier_system; /* reference.identifier; hashes; 0: none */
            uint64_t identifier_code;
        } reference;
        struct {
            double lo; /* of a value: lo = hi; with comparator "<" lo = -inf, and so on */
            double hi;
            uint64_t system; /* hashes; 0: none */
            uint64_t code;   /* unit's code, or Money's currency */
            uint64_t unit;   /* human unit */
        } quantity;
        Str uri;
    };
} Key;

/* Adds a key to a packed list being built. Order does not matter: keys_end sorts by param. */
typedef struct KeysBuilder KeysBuilder;
KeysBuilder *keys_begin(Cx *cx);
void keys_add(KeysBuilder *b, const Key *k);
/* Forgets what was added since the mark. */
typedef struct KeysMark {
    size_t bytes;
    size_t keys;
} KeysMark;
KeysMark keys_mark(const KeysBuilder *b);
void keys_forget(KeysBuilder *b, KeysMark mark);
/* The packed bytes, in cx->mem. ST_TOO_LONG over LIMIT_KEYS. */
MUST_USE Status keys_end(Cx *cx, KeysBuilder *b, Str *packed);

/* KeysIter it = keys_iter(packed, param); while (keys_next(&it, &key)) … over the keys of one
 * parameter (0: all). Strings borrow from packed. Reads past nothing, whatever the bytes. */
typedef struct KeysIter {
    const unsigned char *at;      /* private, as all that follows */
    const unsigned char *run_end; /* of the keys of one parameter */
    const unsigned char *end;
    uint16_t run;
    uint16_t param;
} KeysIter;
KeysIter keys_iter(Str packed, uint16_t param);
bool keys_next(KeysIter *it, Key *out);

/* All keys of a resource: every parameter of its type, from the generated table. base is the plan's
 * FHIR base with a trailing slash: absolute references to it are local. */
MUST_USE Status keys_extract(Cx *cx, uint16_t type, const JsonVal *resource, Str base, Str *packed);

/* The keys with those of codings, a list, for one more token parameter. */
MUST_USE Status keys_with_codings(Cx *cx, Str packed, uint16_t param, const JsonVal *codings,
                                  Str *out);

#endif

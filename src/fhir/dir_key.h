/* dir_key.h - the index rows of directory types (fhir_dir_key): what the writer stores for a resource's
 * keys, and which range of them can hold the answers to a search value. Rows only choose
 * candidates; the evaluator judges each (match.c), so a row too many costs time, never truth.
 *
 *   token      8 bytes, big end first: hash of the folded code; none without a code
 *   date       8 bytes: lo_ms, order kept
 *   string     the folded text's first DIR_KEY_MAX bytes
 *   reference  2 bytes of type number, big end first, then the id; of an url: 0 0 and its first bytes
 *   uri        its first DIR_KEY_MAX bytes
 *   quantity   none: a search by quantity alone scans the type */
#ifndef FHIR_DIR_KEY_H
#define FHIR_DIR_KEY_H

#include "fhir/keys.h"

#define DIR_KEY_MAX 64u /* bytes of text; a reference has 2 more */

typedef struct DirKey {
    uint16_t param;
    Str value; /* bytes in cx->mem */
} DirKey;

/* The rows of one resource, sorted by (param, value), each once. For the writer. */
DirKey *dir_keys(Cx *cx, Str packed, size_t *count);

/* The parts of dir_keys, for whoever looks a value up. */
Str dir_key_token(Cx *cx, uint64_t code_folded);
Str dir_key_date(Cx *cx, int64_t lo_ms);
Str dir_key_text(Cx *cx, Str text);
Str dir_key_reference(Cx *cx, uint16_t type, Str id_or_url);
/* The first value after every value that begins with prefix; STR_NONE when there is none. */
Str dir_key_after(Cx *cx, Str prefix);

#endif

/* json.h - JSON texts by yyjson. A document is read once, borrows its source, and is never changed.
 * Refused (RFC 8259, AUTHORIZATION R5): a byte-order mark, trailing data, invalid UTF-8, lone
 * surrogates, depth over LIMIT_JSON_DEPTH, the same key twice in an object. Numbers keep the text
 * they were written in. */
#ifndef JSON_JSON_H
#define JSON_JSON_H

#include "base/buf.h"
#include "base/cx.h"

typedef struct JsonDoc JsonDoc;
typedef struct JsonVal JsonVal; /* a value inside a document; lives as long as cx->mem */

typedef enum JsonType {
    JSON_ABSENT, /* json_type(NULL): so that paths need no checks in between */
    JSON_NULL,
    JSON_BOOL,
    JSON_NUMBER,
    JSON_STRING,
    JSON_ARRAY,
    JSON_OBJECT,
} JsonType;

/* ST_STRUCTURE with the byte position when text is not one JSON value as above. */
MUST_USE Status json_parse(Cx *cx, Str text, JsonDoc **out);
const JsonVal *json_root(const JsonDoc *doc);

JsonType json_type(const JsonVal *v);
/* Member of an object; NULL when v is no object or has no such key. */
const JsonVal *json_get(const JsonVal *v, Str key);
/* The characters of a string with escapes resolved; STR_NONE for anything else. */
Str json_str(const JsonVal *v);
/* json_str(json_get(v, key)). */
Str json_get_str(const JsonVal *v, Str key);
/* The text of a number as written; STR_NONE for anything else. */
Str json_num(const JsonVal *v);
bool json_bool(const JsonVal *v);  /* false for anything but true */
size_t json_len(const JsonVal *v); /* elements or members; 0 for anything else */

/* JsonIter it = json_iter(v); while (json_next(&it)) { it.key, it.val } over an array (key empty) or
 * an object; over nothing for anything else. */
typedef struct JsonIter {
    Str key;
    const JsonVal *val;
    const void *at; /* private */
    size_t left;    /* private */
    bool object;    /* private */
} JsonIter;
JsonIter json_iter(const JsonVal *v);
bool json_next(JsonIter *it);

/* v as text without white space; strings say the same in the shortest escapes. */
void json_write(Buf *b, const JsonVal *v);
/* A valid JSON text with a line a member and an element, two spaces deeper each time. */
void json_indent(Buf *b, Str text);

#endif

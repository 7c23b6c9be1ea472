/* message.h - every text that people read, in each language, by key. Rows stand in messages.def, sorted;
 * {name} in a text is replaced by an argument (the same names in every language). */
#ifndef WEB_MESSAGE_H
#define WEB_MESSAGE_H

#include "base/buf.h"

typedef struct MessageRow {
    Str key;
    Str text[2]; /* by Lang: English, Spanish */
} MessageRow;

extern const MessageRow message_rows[];
extern const size_t message_rows_n;

const MessageRow *message_find(Str key); /* NULL when there is none */
/* Cuts the next {name} off *text: the words before it, and the name (STR_NONE after the last). False at
 * the end. */
bool message_next(Str *text, Str *before, Str *name);

typedef struct MessageArg {
    Str name;
    Str value;
} MessageArg;
/* The text with its arguments, not escaped: for mail. */
Str message_fill(Cx *cx, Str text, const MessageArg *args, size_t count);

#endif

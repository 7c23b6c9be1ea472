/* message.h - every text that people read, in each language, by key. Rows stand in messages.def, sorted;
 * {name} in a text is replaced by an argument (the same names in every language). */
#ifndef WEB_MESSAGE_H
#define WEB_MESSAGE_H

#include "base/slot.h"

typedef struct MessageRow {
    Str key;
    Str text[2]; /* by Lang: English, Spanish */
} MessageRow;

extern const MessageRow message_rows[];
extern const size_t message_rows_n;

/* A language, and what a plan says in its own words instead. */
typedef struct MessageWords {
    int lang; /* Lang */
    const Str
        *own; /* by row of message_rows, STR_NONE where it has none; NULL: it has none at all */
} MessageWords;
Str message_text(const MessageRow *row, MessageWords words);

const MessageRow *message_find(Str key); /* NULL when there is none */

#endif

/* scan.h - a walk over JSON as text, by which parts of it are taken out or left out byte by byte. No tree is
 * built and nothing is allocated; whoever goes into each container passes each byte once.
 * For a text that json_parse has accepted. Of any other no word, number or string is judged, and of values that
 * are passed whole the brackets and quotes alone; a name may stand twice, and names are as written, escapes and all.
 * Limits: SCAN_DEPTH. Status: scan_end; until it is asked the walk ends as if nothing more stood there, and it
 * never leaves the text. Nothing is shared: a Scan is copied to look ahead. */
#ifndef JSON_SCAN_H
#define JSON_SCAN_H

#include "base/cx.h"

#define SCAN_DEPTH                                                                                 \
    128u /* LIMIT_JSON_DEPTH, and as many around it: resources stand in Bundles of ours */

typedef struct Scan {
    const char *at; /* what is next, perhaps with white space before it */
    const char *end;
    unsigned depth;                    /* containers that are open */
    uint64_t objects[SCAN_DEPTH / 64]; /* which of these are objects */
    bool fresh;                        /* nothing of the innermost was passed */
    bool escaped;                      /* the string passed last is written with escapes */
    bool escaped_name;                 /* any name so far was */
    const char *wrong;                 /* what is; NULL: nothing so far */
} Scan;

Scan scan_begin(Str text);
/* The next byte that is no white space; NUL at the end. */
char scan_peek(Scan *s);

/* Each value that scan_next comes to is passed by scan_value, or entered and walked to its end. */

/* Enters the object or the list that is next; false, and nothing is passed, when another value is. */
bool scan_enter(Scan *s);
/* Comes to the next value of the innermost container; false behind the last, which leaves the container.
 * name: without its quotes; empty in a list. */
bool scan_next(Scan *s, Str *name);
/* Passes the next value, whole, and returns it without white space around it; empty when there is none. */
Str scan_value(Scan *s);
/* Passes of the next value, or goes on with one that was begun, as much as has no white space outside of strings.
 * depth: of the containers that it is in, so that more follows while the walk is deeper. */
Str scan_run(Scan *s, unsigned depth);
/* The value of the object's member; STR_NONE when there is none. Of a name that stands twice the first. */
Str scan_get(Str object, Str name);

/* Passes a string with its quotes, a word, a number, a bracket, a comma or a colon. */
bool scan_token(Scan *s, Str *token);

/* ST_STRUCTURE when the text was wrong so far, or goes on. */
MUST_USE Status scan_end(Cx *cx, Scan *s);

#endif

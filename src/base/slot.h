/* slot.h - {name} in a text, in whose place a value comes. */
#ifndef BASE_SLOT_H
#define BASE_SLOT_H

#include "base/str.h"

/* Cuts the next {name} off *text: the words before it, and the name (STR_NONE after the last). False at
 * the end. */
bool slot_next(Str *text, Str *before, Str *name);
bool slot_has(Str text, Str placeholder);
/* The first of text that other lacks; STR_NONE: none. */
Str slot_lacking(Str text, Str other);
/* Whether a brace is part of none: one that was meant to be, most likely. */
bool slot_has_brace(Str text);

#endif

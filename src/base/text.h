/* text.h - comparing what people write: Unicode folding by utf8proc plus a table for the letters and
 * punctuation it leaves. Input is valid UTF-8 (checked by whoever let it in). */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include "base/cx.h"

/* For string search parameters: decomposed, marks dropped, case folded; spaces and punctuation stay
 * (R4 search 3.1.1.4.8). */
Str text_fold_search(Cx *cx, Str s);
/* For names of people: as above, then apostrophes, hyphens, dots, commas and spaces dropped and
 * letters such as ł, ø, ß, æ mapped to ASCII (AUTHORIZATION M4). */
Str text_fold_name(Cx *cx, Str s);
/* The beginning of s, at most max bytes, not ending within a character. */
Str text_cut(Str s, size_t max);
/* True when s holds a control, bidirectional or zero-width character (M11, O15), or is not UTF-8. */
bool text_has_hidden(Str s);

#endif

/* text_name.h - names that strangers choose and others must read for what they are (AUTHORIZATION O15):
 * what may stand in one, and what one looks like. By utf8proc and two tables of our own: it knows
 * categories and forms, not scripts and not resemblance. */
#ifndef BASE_TEXT_NAME_H
#define BASE_TEXT_NAME_H

#include "base/cx.h"

/* NULL: s may be shown. Else why not, in English: not UTF-8 in NFC, compatibility forms, hidden
 * characters, a sign that is neither letter, digit nor punctuation, spaces at the ends or two in a row,
 * piled marks, scripts mixed in one word or one that is not known here. */
const char *text_name_fault(Cx *cx, Str s);
/* The words of s as an eye reads them, one space between: folded as text_fold_search does, look-alikes of
 * other scripts and digits as the Latin letter. For comparing with another text_look alone. */
Str text_look(Cx *cx, Str s);

#endif

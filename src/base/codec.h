/* codec.h - texts for bytes: hex, base64, base64url, percent-encoding, UTF-8. Decoders are strict:
 * one spelling of each value, anything else is ST_INVALID with the given where. */
#ifndef BASE_CODEC_H
#define BASE_CODEC_H

#include "base/cx.h"

Str hex_encode(Cx *cx, Str bytes); /* lower case */
/* Either case. Nothing outside sends us hex: for the vectors of tests. */
MUST_USE Status hex_decode(Cx *cx, Str text, Str where, Str *bytes);
/* RFC 4648 s.5 without padding. */
Str base64url_encode(Cx *cx, Str bytes);
/* Refuses padding, white space and non-zero trailing bits. */
MUST_USE Status base64url_decode(Cx *cx, Str text, Str where, Str *bytes);
/* RFC 4648 s.4 with padding. */
Str base64_encode(Cx *cx, Str bytes);
MUST_USE Status base64_decode(Cx *cx, Str text, Str where, Str *bytes);
/* Decodes %XX once; plus_is_space for application/x-www-form-urlencoded. Refuses a broken escape,
 * %00, and results that are not UTF-8 (AUTHORIZATION R4). */
MUST_USE Status percent_decode(Cx *cx, Str text, bool plus_is_space, Str where, Str *out);
/* Bytes of the well-formed UTF-8 character that s begins with (1 to 4); 0 when it begins with none:
 * empty, overlong, surrogate, beyond U+10FFFF, cut. */
size_t utf8_char_len(Str s);
bool utf8_valid(Str s);
size_t utf8_count(Str s); /* characters of a valid text */

#endif

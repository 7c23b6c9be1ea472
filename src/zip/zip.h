/* zip.h - gzip by ISA-L: replies are compressed in one call, loads are read as a stream. */
#ifndef ZIP_ZIP_H
#define ZIP_ZIP_H

#include "base/cx.h"

/* A whole gzip member of bytes, level 1, in cx->mem. */
Str gzip_pack(Cx *cx, Str bytes);
/* As gzip_pack for a reply: with codes made beforehand for FHIR's JSON, so in one pass. Two thirds of
 * the time, 2 to 8 % larger; of other texts larger still. */
Str gzip_reply(Cx *cx, Str bytes);

/* Reads gzip (any number of members) from a source in pieces. */
typedef struct Gunzip Gunzip;
Gunzip *gunzip_new(Cx *cx);
/* Takes from *in what it can and fills out with at most room bytes; *got = 0 with *in empty means
 * more input is needed. *ended: at the end of a member with no input left. ST_STRUCTURE: not gzip or
 * damaged. Expansion has no ceiling here: the reader's line ceiling bounds memory. */
MUST_USE Status gunzip_some(Cx *cx, Gunzip *g, Str *in, char *out, size_t room, size_t *got,
                            bool *ended);

#endif

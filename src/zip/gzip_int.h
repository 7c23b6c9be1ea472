/* gzip_int.h - how often each symbol of deflate comes in the pages that we send: FHIR bundles of the
 * types of the guides, synthetic and Synthea's, each page counting the same (bench/gzip_table.c). */
#ifndef ZIP_GZIP_INT_H
#define ZIP_GZIP_INT_H

#include <stdint.h>

extern const uint32_t gzip_lit_len[286]; /* literals and lengths, RFC 1951 3.2.5 */
extern const uint32_t gzip_dist[30];

#endif

/* made.h - one signing key for all tests, kept in build/test-keys: to make one takes half a second of a processor.
 * The tests of keys and of their rotation make their own. */
#ifndef TESTS_UNIT_JOSE_MADE_H
#define TESTS_UNIT_JOSE_MADE_H

#include "jose/jose.h"

/* Makes a key folder with that key in it; whoever opens it makes its master. */
MUST_USE Status made_put(Cx *cx, Str dir);
/* made_put, and keys_open. */
MUST_USE Status made_open(Cx *cx, Str dir, Keys **out);

#endif

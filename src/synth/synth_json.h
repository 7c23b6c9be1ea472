/* synth_json.h - writing one JSON text into a Buf, a call a member. Inside an array the key is
 * STR_NONE. Nothing is checked but the depth: what comes out is what was called. */
#ifndef SYNTH_SYNTH_JSON_H
#define SYNTH_SYNTH_JSON_H

#include "base/buf.h"

#define JS_DEPTH 16u

typedef struct Js {
    Buf *out;
    char closer[JS_DEPTH]; /* of what is open */
    unsigned depth;
    bool comma; /* something stands before what comes next */
} Js;

void js_start(Js *j); /* forgets what was written */
void js_object(Js *j, Str key);
void js_array(Js *j, Str key);
void js_end(Js *j); /* of the innermost object or array */

void js_str(Js *j, Str key, Str value);
void js_bool(Js *j, Str key, bool value);
void js_i64(Js *j, Str key, int64_t value);
/* value / 10^decimals with that many decimals. */
void js_decimal(Js *j, Str key, int64_t value, unsigned decimals);
/* yyyy-mm-dd of days since 1970-01-01, alone or at a UTC hour. */
void js_day(Js *j, Str key, int64_t day);
void js_instant(Js *j, Str key, int64_t day, unsigned hour);

/* FHIR data types. Empty texts are left out. */
void js_coding(Js *j, Str system, Str code, Str display); /* in an array */
void js_concept(Js *j, Str key, Str system, Str code, Str text);
void js_reference(Js *j, Str key, Str reference, Str display);
void js_period(Js *j, Str key, int64_t from_day, int64_t to_day); /* NO_DAY: open */
void js_money(Js *j, Str key, int64_t cents);
void js_quantity(Js *j, Str key, int64_t value, unsigned decimals, Str unit, Str ucum);

#define NO_DAY INT64_MAX

#endif

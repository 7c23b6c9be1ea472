/* synth.h - a synthetic health plan to try things with: families, their coverage, the providers they
 * see, CARIN claims whose cents add up, a few labs and vital signs. Nobody in it exists. The same seed
 * gives the same bytes, whatever the day: time ends at SYNTH_REFERENCE_DAY. A member is the same in a
 * plan of fifty and in one of a million, so memory does not grow with their number.
 * The first members are personas: written people with a story (members.json). */
#ifndef SYNTH_SYNTH_H
#define SYNTH_SYNTH_H

#include "base/cx.h"

#define SYNTH_MEMBERS_MAX 1000000

typedef enum SynthFile {
    SYNTH_COVERAGE,
    SYNTH_EOB,
    SYNTH_OBSERVATION,
    SYNTH_ORGANIZATION,
    SYNTH_PATIENT,
    SYNTH_PRACTITIONER,
    SYNTH_FILES
} SynthFile;

typedef struct SynthCounts {
    int64_t written[SYNTH_FILES];
} SynthCounts;

/* Name of the resource type of a file, which is the file's name too. */
Str synth_file_type(SynthFile file);

/* Writes dir/{Type}.ndjson and dir/members.json, all of them or none: under other names first, renamed
 * at the end. members is 1 to SYNTH_MEMBERS_MAX (asserted). ST_UNAVAILABLE: dir cannot be made or
 * written. */
MUST_USE Status synth_write(Cx *cx, Str dir, int64_t members, uint64_t seed, SynthCounts *out);

#endif

/* synth: a synthetic plan to try things with. */
#include "app/command.h"

#include "base/buf.h"
#include "base/limits.h"
#include "synth/synth.h"

#include <stdio.h>

static Status read_options(Cx *cx, const Args *args, int64_t *members, uint64_t *seed)
{
    const Str seed_text = args_get(args, STR("--seed"));
    *seed = 1;
    if (!str_to_i64(args_get(args, STR("--members")), members) || *members < 1 ||
        *members > SYNTH_MEMBERS_MAX)
        return fail(cx, ST_INVALID, STR("--members"), "a number from 1 to 1000000");
    if (seed_text.n && !str_to_u64(seed_text, seed))
        return fail(cx, ST_INVALID, STR("--seed"), "a number from 0 to 18446744073709551615");
    if (args_get(args, STR("--out")).n == 0)
        return fail(cx, ST_INVALID, STR("--out"), "a folder");
    return ST_OK;
}

static void print_counts(Cx *cx, int64_t members, const SynthCounts *counts)
{
    Buf *b = buf_new(cx, LIMIT_DOCUMENT);
    buf_put(b, STR("{\"members\":"));
    buf_i64(b, members);
    buf_put(b, STR(",\"resources\":{"));
    for (SynthFile f = 0; f < SYNTH_FILES; f++) {
        if (f)
            buf_char(b, ',');
        buf_json(b, synth_file_type(f));
        buf_char(b, ':');
        buf_i64(b, counts->written[f]);
    }
    buf_put(b, STR("}}"));
    (void)printf("%.*s\n", STR_ARG(buf_str(b)));
}

Status command_synth(Cx *cx, const Args *args, int *exit_code)
{
    (void)exit_code;
    int64_t members;
    uint64_t seed;
    SynthCounts counts;
    TRY(read_options(cx, args, &members, &seed));
    TRY(synth_write(cx, args_get(args, STR("--out")), members, seed, &counts));
    print_counts(cx, members, &counts);
    return ST_OK;
}

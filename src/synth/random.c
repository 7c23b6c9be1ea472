/* random.c - chance that is the same each time: splitmix64, a stream for each thing drawn. */
#include "synth/synth_rows.h"

#include <assert.h>

static uint64_t mix(uint64_t z)
{
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

Rng rng_of(uint64_t seed, Stream stream, uint64_t number)
{
    return (Rng){ mix(mix(seed + UINT64_C(0x9e3779b97f4a7c15)) ^
                      mix((uint64_t)stream << 56 ^ number)) };
}

uint64_t rng_next(Rng *r)
{
    r->state += UINT64_C(0x9e3779b97f4a7c15);
    return mix(r->state);
}

int64_t rng_between(Rng *r, int64_t lo, int64_t hi)
{
    assert(lo <= hi);
    return lo + (int64_t)(rng_next(r) % ((uint64_t)(hi - lo) + 1));
}

size_t rng_index(Rng *r, size_t count)
{
    return (size_t)(rng_next(r) % count);
}

bool rng_chance(Rng *r, int64_t per_mille)
{
    return rng_between(r, 0, 999) < per_mille;
}

/* SplitMix64. */
#include "tests/wall/wall.h"

uint64_t rng_next(Rng *r)
{
    uint64_t z = r->state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

Rng rng_of(uint64_t seed, uint64_t number)
{
    Rng r = { seed * UINT64_C(0xd1342543de82ef95) + number };
    r.state = rng_next(&r);
    return r;
}

size_t rng_below(Rng *r, size_t n)
{
    return n ? (size_t)(rng_next(r) % n) : 0;
}

bool rng_chance(Rng *r, unsigned percent)
{
    return rng_below(r, 100) < percent;
}

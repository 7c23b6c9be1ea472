#include "base/clock.h"
#include "tests/unit/test.h"

#include <pthread.h>

TEST(clock__waiting_ends_at_its_deadline_and_not_before)
{
    pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    pthread_cond_t cond;
    clock_cond_init(&cond);
    const int64_t before_us = clock_mono_us();
    const struct timespec deadline = clock_deadline(20);
    CHECK(clock_until_ms(deadline) <= 20);
    (void)pthread_mutex_lock(&lock);
    while (clock_cond_wait(&cond, &lock, &deadline))
        ;
    (void)pthread_mutex_unlock(&lock);
    CHECK(clock_mono_us() - before_us >= 20000);
    CHECK_I64(clock_until_ms(deadline), 0);
    (void)pthread_cond_destroy(&cond);
}

TEST(clock__deadline_carries_into_the_next_second)
{
    for (int64_t ms = 0; ms < 3000; ms += 250) {
        const int64_t before_us = clock_mono_us();
        const struct timespec t = clock_deadline(ms);
        CHECK(t.tv_nsec >= 0 && t.tv_nsec < 1000000000);
        CHECK(clock_until_ms(t) <= ms);
        const int64_t left_ms = clock_until_ms(t);
        CHECK(left_ms >= ms - (clock_mono_us() - before_us) / 1000 - 1);
    }
}

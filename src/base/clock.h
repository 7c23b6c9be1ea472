/* clock.h - the one place that asks the machine for the time. Everything else reads cx->now_ms. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

int64_t clock_now_ms(void);  /* since 1970-01-01 UTC */
int64_t clock_mono_us(void); /* never goes back; for durations alone */

/* Waiting by the clock that never goes back. A deadline is for conditions of clock_cond_init alone. */
void clock_cond_init(pthread_cond_t *cond);
struct timespec clock_deadline(int64_t ms);
int64_t clock_until_ms(struct timespec deadline); /* what is left; 0: it is over */
/* False once the deadline is over; true may come early, so ask again for what was waited for. */
bool clock_cond_wait(pthread_cond_t *cond, pthread_mutex_t *lock, const struct timespec *deadline);

#endif

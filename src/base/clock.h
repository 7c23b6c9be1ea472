/* clock.h - the one place that asks the machine for the time. Everything else reads cx->now_ms. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

int64_t clock_now_ms(void);  /* since 1970-01-01 UTC */
int64_t clock_mono_us(void); /* never goes back; for durations alone */

#endif

#include "base/zone.h"

#include "base/date.h"
#include "base/table.h"

// clang-format off
static const Zone zones[] = {
    { STR_C("America/Anchorage"),    -9, true,  { STR_C("Alaska Time"),        STR_C("hora de Alaska")       } },
    { STR_C("America/Chicago"),      -6, true,  { STR_C("Central Time"),       STR_C("hora del Centro")      } },
    { STR_C("America/Denver"),       -7, true,  { STR_C("Mountain Time"),      STR_C("hora de la Montaña")   } },
    { STR_C("America/Los_Angeles"),  -8, true,  { STR_C("Pacific Time"),       STR_C("hora del Pacífico")    } },
    { STR_C("America/New_York"),     -5, true,  { STR_C("Eastern Time"),       STR_C("hora del Este")        } },
    { STR_C("America/Phoenix"),      -7, false, { STR_C("Arizona Time"),       STR_C("hora de Arizona")      } },
    { STR_C("America/Puerto_Rico"),  -4, false, { STR_C("Atlantic Time"),      STR_C("hora del Atlántico")   } },
    { STR_C("Pacific/Guam"),         10, false, { STR_C("Chamorro Time"),      STR_C("hora de Chamorro")     } },
    { STR_C("Pacific/Honolulu"),    -10, false, { STR_C("Hawaii Time"),        STR_C("hora de Hawái")        } },
    { STR_C("Pacific/Pago_Pago"),   -11, false, { STR_C("Samoa Time"),         STR_C("hora de Samoa")        } },
    { STR_C("UTC"),                   0, false, { STR_C("UTC"),                STR_C("UTC")                  } },
};
// clang-format on

const Zone *zone_find(Str name)
{
    return TABLE_FIND(zones, name);
}

Str zone_names(Cx *cx)
{
    Str list = STR("");
    for (size_t i = 0; i < TABLE_COUNT(zones); i++)
        list = arena_join(cx->mem, list, list.n ? STR(" ") : STR(""), zones[i].name);
    return list;
}

static const Zone *zone_or_usual(const Zone *z)
{
    return z ? z : zone_find(STR("America/New_York"));
}

/* The n-th Sunday of a month, as a day since 1970, which began on a Thursday. */
static int64_t sunday(int64_t year, unsigned month, int64_t n)
{
    const int64_t first = date_days(year, month, 1);
    return first + (10 - first % 7) % 7 + 7 * (n - 1);
}

/* 15 USC 260a: from two o'clock of the second Sunday of March to two o'clock, which is one by winter's time, of the
 * first of November. */
bool zone_in_summer(int64_t local_ms)
{
    int64_t year;
    unsigned month;
    unsigned day;
    date_civil(local_ms / DAY_MS - (local_ms % DAY_MS < 0), &year, &month, &day);
    return local_ms >= sunday(year, 3, 2) * DAY_MS + 2 * HOUR_MS &&
           local_ms < sunday(year, 11, 1) * DAY_MS + HOUR_MS;
}

int64_t zone_local_ms(const Zone *z, int64_t ms)
{
    z = zone_or_usual(z);
    const int64_t local_ms = ms + z->hours * HOUR_MS;
    return z->summer && zone_in_summer(local_ms) ? local_ms + HOUR_MS : local_ms;
}

Str zone_words(const Zone *z, bool spanish)
{
    return zone_or_usual(z)->words[spanish];
}

Str zone_clock(Cx *cx, const Zone *z, int64_t ms, bool spanish)
{
    static const char *const halves[2][2] = { { "AM", "PM" }, { "a. m.", "p. m." } };
    const int64_t of_day = (zone_local_ms(z, ms) % DAY_MS + DAY_MS) % DAY_MS;
    const int hour = (int)(of_day / HOUR_MS);
    return arena_printf(cx->mem, "%d:%02d %s", (hour + 11) % 12 + 1, (int)(of_day / MINUTE_MS % 60),
                        halves[spanish][hour >= 12]);
}

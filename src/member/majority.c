/* When somebody is of age (AUTHORIZATION M37, M38): by the state she lives in, at its midnight. What is not certain
 * is decided so that a parent's access ends too soon rather than too late: the easternmost zone of a state that has
 * two, the earliest end where the file knows several states, and for a state that nobody knows 18 years and midnight
 * in Greenwich, which is before every midnight of the fifty. */
#include "member/member_int.h"

#include "base/date.h"
#include "base/table.h"
#include "base/zone.h"

#define USUAL_YEARS 18

typedef struct State {
    Str code; /* of the Postal Service */
    int64_t years;
    int64_t hours; /* from Greenwich, in winter */
    bool summer;   /* an hour more from March to November */
} State;

// clang-format off
static const State states[] = {
    { STR_C("AK"), 18,  -9, true  },
    { STR_C("AL"), 19,  -6, true  },
    { STR_C("AR"), 18,  -6, true  },
    { STR_C("AS"), 18, -11, false },
    { STR_C("AZ"), 18,  -7, true  }, /* the Navajo Nation alone */
    { STR_C("CA"), 18,  -8, true  },
    { STR_C("CO"), 18,  -7, true  },
    { STR_C("CT"), 18,  -5, true  },
    { STR_C("DC"), 18,  -5, true  },
    { STR_C("DE"), 18,  -5, true  },
    { STR_C("FL"), 18,  -5, true  },
    { STR_C("GA"), 18,  -5, true  },
    { STR_C("GU"), 18,  10, false },
    { STR_C("HI"), 18, -10, false },
    { STR_C("IA"), 18,  -6, true  },
    { STR_C("ID"), 18,  -7, true  },
    { STR_C("IL"), 18,  -6, true  },
    { STR_C("IN"), 18,  -5, true  },
    { STR_C("KS"), 18,  -6, true  },
    { STR_C("KY"), 18,  -5, true  },
    { STR_C("LA"), 18,  -6, true  },
    { STR_C("MA"), 18,  -5, true  },
    { STR_C("MD"), 18,  -5, true  },
    { STR_C("ME"), 18,  -5, true  },
    { STR_C("MI"), 18,  -5, true  },
    { STR_C("MN"), 18,  -6, true  },
    { STR_C("MO"), 18,  -6, true  },
    { STR_C("MP"), 18,  10, false },
    { STR_C("MS"), 21,  -6, true  },
    { STR_C("MT"), 18,  -7, true  },
    { STR_C("NC"), 18,  -5, true  },
    { STR_C("ND"), 18,  -6, true  },
    { STR_C("NE"), 19,  -6, true  },
    { STR_C("NH"), 18,  -5, true  },
    { STR_C("NJ"), 18,  -5, true  },
    { STR_C("NM"), 18,  -7, true  },
    { STR_C("NV"), 18,  -7, true  }, /* West Wendover keeps Mountain Time */
    { STR_C("NY"), 18,  -5, true  },
    { STR_C("OH"), 18,  -5, true  },
    { STR_C("OK"), 18,  -6, true  },
    { STR_C("OR"), 18,  -7, true  },
    { STR_C("PA"), 18,  -5, true  },
    { STR_C("PR"), 21,  -4, false },
    { STR_C("RI"), 18,  -5, true  },
    { STR_C("SC"), 18,  -5, true  },
    { STR_C("SD"), 18,  -6, true  },
    { STR_C("TN"), 18,  -5, true  },
    { STR_C("TX"), 18,  -6, true  },
    { STR_C("UT"), 18,  -7, true  },
    { STR_C("VA"), 18,  -5, true  },
    { STR_C("VI"), 18,  -4, false },
    { STR_C("VT"), 18,  -5, true  },
    { STR_C("WA"), 18,  -8, true  },
    { STR_C("WI"), 18,  -6, true  },
    { STR_C("WV"), 18,  -5, true  },
    { STR_C("WY"), 18,  -7, true  },
};
// clang-format on

static const State unknown = { STR_C(""), USUAL_YEARS, 0, false };

static const State *state_of(Str text)
{
    char code[2];
    const Str t = str_trim(text);
    if (t.n != sizeof code)
        return &unknown;
    for (size_t i = 0; i < sizeof code; i++)
        code[i] = (char)(t.p[i] >= 'a' && t.p[i] <= 'z' ? t.p[i] - 32 : t.p[i]);
    const State *s = TABLE_FIND(states, ((Str){ code, sizeof code }));
    return s ? s : &unknown;
}

static int64_t of_age_ms(Str birth_date, const State *s)
{
    const int64_t utc = norm_birthday_ms(birth_date, s->years);
    if (!utc)
        return 0;
    const int64_t hours = s->hours + (s->summer && zone_in_summer(utc));
    return utc - hours * HOUR_MS;
}

bool member_is_state(Str code)
{
    return state_of(code) != &unknown;
}

int64_t member_majority_ms(Str birth_date, const Str *in, size_t count)
{
    int64_t ms = count ? INT64_MAX : of_age_ms(birth_date, &unknown);
    for (size_t i = 0; i < count; i++) {
        const int64_t end = of_age_ms(birth_date, state_of(in[i]));
        if (end < ms)
            ms = end;
    }
    return ms;
}

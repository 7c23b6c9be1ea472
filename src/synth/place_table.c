/* place_table.c - where the plan's members live: real towns and ZIP codes of one state, made-up
 * streets. */
#include "synth/synth_rows.h"

const Str state_code = STR_C("AZ");

// clang-format off
/* Sorted by key. */
const CityRow cities[] = {
    { STR_C("chandler"),  STR_C("Chandler"),  STR_C("480"), { STR_C("85224"), STR_C("85225"), STR_C("85286") } },
    { STR_C("flagstaff"), STR_C("Flagstaff"), STR_C("928"), { STR_C("86001"), STR_C("86004"), STR_C("86005") } },
    { STR_C("glendale"),  STR_C("Glendale"),  STR_C("623"), { STR_C("85301"), STR_C("85302"), STR_C("85308") } },
    { STR_C("mesa"),      STR_C("Mesa"),      STR_C("480"), { STR_C("85201"), STR_C("85204"), STR_C("85210") } },
    { STR_C("phoenix"),   STR_C("Phoenix"),   STR_C("602"), { STR_C("85004"), STR_C("85014"), STR_C("85041") } },
    { STR_C("tempe"),     STR_C("Tempe"),     STR_C("480"), { STR_C("85281"), STR_C("85282"), STR_C("85283") } },
    { STR_C("tucson"),    STR_C("Tucson"),    STR_C("520"), { STR_C("85701"), STR_C("85705"), STR_C("85719") } },
    { STR_C("yuma"),      STR_C("Yuma"),      STR_C("928"), { STR_C("85364"), STR_C("85365"), STR_C("85367") } },
};

const Str streets[] = {
    STR_C("Agave Lane"),     STR_C("Bluebird Court"),  STR_C("Calle Sonora"),    STR_C("Canyon View Drive"),
    STR_C("Cedar Street"),   STR_C("Cholla Avenue"),   STR_C("Copper Hill Road"), STR_C("Desert Willow Way"),
    STR_C("Ironwood Street"), STR_C("Juniper Lane"),   STR_C("Maple Avenue"),    STR_C("Mesquite Road"),
    STR_C("Ocotillo Drive"), STR_C("Palo Verde Court"), STR_C("Quail Run"),      STR_C("Red Rock Road"),
    STR_C("Sunset Avenue"),  STR_C("West Fourth Street"),
};
// clang-format on

const size_t city_count = TABLE_COUNT(cities);
const size_t street_count = TABLE_COUNT(streets);

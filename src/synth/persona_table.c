/* persona_table.c - written people, one row each; ROLE_SELF begins a household. A story says who it is and
 * what one will see, so it changes with the rows beside it. */
#include "synth/synth_int.h"

// clang-format off
const Persona personas[] = {
    {
        .role = ROLE_SELF, .first = STR_C("Rosa"), .middle = STR_C("Elena"), .last = STR_C("Martínez"),
        .woman = true, .spanish = true, .birth_date = STR_C("1958-03-12"),
        .plan = STR_C("senior"), .city = STR_C("phoenix"), .from_date = STR_C("2023-04-01"), .checkups = true,
        .cares = { STR_C("diabetes"), STR_C("pressure"), STR_C("cholesterol") },
        .story = STR_C("Rosa is 68 and speaks Spanish at home. She has type 2 diabetes, high blood pressure and high"
                       " cholesterol. You will see her pharmacy claims every three months, her blood sugar (A1c)"
                       " results twice a year and small copays."),
    },
    {
        .role = ROLE_SELF, .first = STR_C("Danielle"), .last = STR_C("Carter"),
        .woman = true, .birth_date = STR_C("1982-06-21"),
        .plan = STR_C("gold"), .city = STR_C("mesa"), .from_date = STR_C("2023-01-01"), .checkups = true,
        .cares = { STR_C("migraine") },
        .story = STR_C("Danielle is a single mother of two, and the plan is in her name. She takes medicine for"
                       " migraine. Signed in as herself, she can also choose her children Maya and Eli."),
    },
    {
        .role = ROLE_CHILD, .first = STR_C("Maya"), .last = STR_C("Carter"),
        .woman = true, .birth_date = STR_C("2008-12-09"), .checkups = true,
        .cares = { STR_C("asthma") },
        .events = { { .day = STR_C("2026-05-16"), .visit = STR_C("ankle"), .diagnosis = STR_C("S93.401A") } },
        .story = STR_C("Maya is Danielle's daughter. She turns 18 on December 9, 2026: until then her mother can share"
                       " her claims, afterwards only Maya can. You will see an asthma inhaler and a sprained ankle."),
    },
    {
        .role = ROLE_CHILD, .first = STR_C("Eli"), .last = STR_C("Carter"),
        .birth_date = STR_C("2017-08-30"), .checkups = true,
        .events = { { .day = STR_C("2025-01-22"), .visit = STR_C("strep"), .diagnosis = STR_C("J02.0") },
                    { .day = STR_C("2025-01-22"), .drug = STR_C("amoxicillin"), .diagnosis = STR_C("J02.0") },
                    { .day = STR_C("2026-03-07"), .visit = STR_C("stitches"), .diagnosis = STR_C("S61.219A") } },
        .story = STR_C("Eli is nine, Danielle's son and Maya's brother. He has few claims: yearly check-ups, a strep"
                       " throat and one emergency room visit for stitches."),
    },
    {
        .role = ROLE_SELF, .first = STR_C("José"), .last = STR_C("Núñez"),
        .birth_date = STR_C("1974-10-02"),
        .plan = STR_C("silver"), .city = STR_C("tucson"), .from_date = STR_C("2023-01-01"), .checkups = true,
        .cares = { STR_C("pressure") },
        .story = STR_C("José has high blood pressure; his wife Ana is on the same plan. You will see his visits, lab"
                       " tests and blood pressure readings. Sign-in also works without the accents, as Jose Nunez."),
    },
    {
        .role = ROLE_SPOUSE, .first = STR_C("Ana"), .last = STR_C("De La Cruz"),
        .woman = true, .spanish = true, .birth_date = STR_C("1977-01-27"), .checkups = true,
        .cares = { STR_C("thyroid"), STR_C("anxiety") },
        .story = STR_C("Ana is José's wife and a member in her own right: neither of them sees the other's claims. She"
                       " takes thyroid medicine and goes to talk therapy."),
    },
    {
        .role = ROLE_SELF, .first = STR_C("Tyler"), .last = STR_C("Johnson"),
        .birth_date = STR_C("2002-02-14"),
        .plan = STR_C("silver"), .city = STR_C("tempe"), .from_date = STR_C("2025-01-01"),
        .events = { { .day = STR_C("2026-02-03"), .visit = STR_C("flu"), .diagnosis = STR_C("J10.1") },
                    { .day = STR_C("2026-02-03"), .drug = STR_C("oseltamivir"), .diagnosis = STR_C("J10.1") },
                    { .day = STR_C("2026-06-18"), .visit = STR_C("wart"), .diagnosis = STR_C("L98.9"), .denied = true } },
        .story = STR_C("Tyler is 24 and seldom ill. He had the flu in February, and in June a wart removed: the plan did"
                       " not pay for that one. You will see three claims, one of them denied, with the reason."),
    },
    {
        .role = ROLE_SELF, .first = STR_C("Siobhan"), .middle = STR_C("Mary"), .last = STR_C("O'Brien-Walsh"),
        .woman = true, .birth_date = STR_C("1989-07-08"),
        .plan = STR_C("gold"), .city = STR_C("flagstaff"), .from_date = STR_C("2023-01-01"), .checkups = true,
        .cares = { STR_C("birth-control"), STR_C("allergy") },
        .story = STR_C("Siobhan's last name has an apostrophe and a hyphen; sign-in works with and without them. You will"
                       " see yearly check-ups, a nasal spray and birth control pills."),
    },
    {
        .role = ROLE_SELF, .first = STR_C("Aisha"), .last = STR_C("Rahman"),
        .woman = true, .birth_date = STR_C("1997-05-19"),
        .plan = STR_C("bronze"), .city = STR_C("chandler"), .from_date = STR_C("2026-10-01"),
        .story = STR_C("Aisha joined the plan on October 1, 2026 and has not been to a doctor yet. You will see her"
                       " coverage and no claims."),
    },
    {
        .role = ROLE_SELF, .first = STR_C("Robert"), .last = STR_C("Smith-Jones"),
        .birth_date = STR_C("1969-04-04"),
        .plan = STR_C("bronze"), .city = STR_C("glendale"), .from_date = STR_C("2024-01-01"),
        .events = { { .day = STR_C("2026-04-14"), .visit = STR_C("knee-visit"), .diagnosis = STR_C("S83.241A"), .payment = PAY_ALL },
                    { .day = STR_C("2026-04-28"), .visit = STR_C("knee-scan"), .diagnosis = STR_C("S83.241A"), .payment = PAY_ALL },
                    { .day = STR_C("2026-06-09"), .visit = STR_C("knee-keyhole"), .diagnosis = STR_C("S83.241A"), .payment = PAY_THIRD },
                    { .day = STR_C("2026-06-09"), .visit = STR_C("anesthesia"), .diagnosis = STR_C("S83.241A"), .payment = PAY_NOTHING },
                    { .day = STR_C("2026-07-01"), .visit = STR_C("therapy-first"), .diagnosis = STR_C("S83.241A"), .payment = PAY_NOTHING },
                    { .day = STR_C("2026-07-08"), .visit = STR_C("therapy"), .diagnosis = STR_C("S83.241A"), .payment = PAY_NOTHING } },
        .story = STR_C("Robert had keyhole surgery on his knee in June 2026 on a plan with a $5,000 deductible. He pays the"
                       " surgeon in three parts and has paid one. You will see large amounts he still owes."),
    },
    {
        .role = ROLE_SELF, .first = STR_C("Grace"), .last = STR_C("Kim"),
        .woman = true, .birth_date = STR_C("1985-09-25"),
        .plan = STR_C("gold"), .city = STR_C("yuma"), .from_date = STR_C("2023-01-01"), .to_date = STR_C("2026-03-31"),
        .checkups = true,
        .cares = { STR_C("reflux") },
        .story = STR_C("Grace changed jobs, and her coverage ended on March 31, 2026. You will see her claims up to that day"
                       " and nothing after it."),
    },
    {
        .role = ROLE_SELF, .first = STR_C("Walter"), .middle = STR_C("J"), .last = STR_C("Kowalczyk"),
        .birth_date = STR_C("1952-11-30"),
        .plan = STR_C("senior"), .city = STR_C("phoenix"), .from_date = STR_C("2023-01-01"), .checkups = true,
        .cares = { STR_C("heartbeat"), STR_C("cholesterol") },
        .events = { { .day = STR_C("2026-01-20"), .visit = STR_C("heart-scan"), .diagnosis = STR_C("I48.91"), .replaced = true } },
        .story = STR_C("Walter is 73 and sees a heart doctor. His heart ultrasound of January 2026 was billed wrongly and"
                       " done again: you will see a cancelled claim and the one that replaced it."),
    },
};
// clang-format on

const size_t persona_count = TABLE_COUNT(personas);

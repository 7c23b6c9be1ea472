/* synth.c - a plan from its first member to its last, a household at a time. */
#include "synth/synth_int.h"

#include "base/date.h"
#include "base/limits.h"

#include <assert.h>

#define HOUSEHOLD_ARENA (1u << 20)
#define SYNTH_RESOURCE_USUAL (16u << 10)

static int64_t year_of(int64_t day)
{
    int64_t year;
    unsigned month, date;
    date_civil(day, &year, &month, &date);
    return year;
}

static Status write_event(Writer *w, const Event *e, Rng *r, Spent *spent)
{
    const int64_t year = year_of(e->day);
    if (spent->year != year)
        *spent = (Spent){ .year = year };
    if (e->drug)
        return write_pharmacy_claim(w, e, r, spent);
    TRY(write_medical_claim(w, e, r, spent));
    return write_measures(w, e, r);
}

static Status write_person(Writer *w, History *hs)
{
    Spent spent = { 0 };
    Rng r = rng_of(w->seed, STREAM_CLAIM, (uint64_t)w->person->number);
    w->claims = w->observations = 0;
    TRY(write_patient(w));
    TRY(write_coverage(w));
    history_make(w->seed, w->home, w->person, hs);
    for (size_t i = 0; i < hs->count; i++)
        TRY(write_event(w, &hs->events[i], &r, &spent));
    return ST_OK;
}

/* The household whose first member is next, cut at the plan's last member; next is set behind it.
 * members.json gets those with a story. */
static Status write_household(Writer *w, History *hs, uint64_t number, int64_t last, int64_t *next,
                              Js *told)
{
    Household *home = ARENA_NEW(w->cx->mem, Household);
    household_make(w->cx, w->seed, number, *next, home);
    w->home = home;
    for (size_t i = 0; i < home->count && *next <= last; i++) {
        w->person = &home->people[i];
        TRY(write_person(w, hs));
        if (w->person->persona)
            persona_member(told, w->cx, home, w->person);
        ++*next;
    }
    return ST_OK;
}

/* Memory is given back after each household. */
static Status write_members(Cx *cx, Writer *w, int64_t members, Js *told)
{
    History *hs = ARENA_NEW(cx->mem, History);
    Cx each = { .mem = arena_new(HOUSEHOLD_ARENA), .now_ms = cx->now_ms };
    Status st = ST_OK;
    uint64_t number = 0;
    w->cx = &each;
    for (int64_t next = 1; next <= members && st == ST_OK; number++) {
        w->js.out = buf_new_sized(&each, LIMIT_SYNTH_RESOURCE, SYNTH_RESOURCE_USUAL);
        st = write_household(w, hs, number, members, &next, told);
        if (st == ST_OK)
            arena_reset(each.mem);
    }
    if (st != ST_OK)
        (void)fail(cx, st, each.fault.where, arena_dup(cx->mem, each.fault.detail).p);
    arena_free(each.mem);
    w->cx = cx;
    return st;
}

Status synth_write(Cx *cx, Str dir, int64_t members, uint64_t seed, SynthCounts *out)
{
    assert(members >= 1 && members <= SYNTH_MEMBERS_MAX);
    Writer w = { .cx = cx, .seed = seed };
    Js told = { .out = buf_new(cx, LIMIT_DOCUMENT) };
    TRY(out_open(cx, dir, &w.out));
    js_start(&told);
    js_array(&told, STR_NONE);
    w.js = (Js){ .out = buf_new(cx, LIMIT_SYNTH_RESOURCE) };
    TRY(write_payer(&w));
    TRY(write_providers(&w));
    TRY(write_members(cx, &w, members, &told));
    js_end(&told);
    TRY(buf_status(cx, told.out, STR("members.json")));
    TRY(out_members(cx, w.out, buf_str(told.out)));
    TRY(out_commit(cx, w.out));
    *out = *out_counts(w.out);
    return ST_OK;
}

/* persona.c - the written people: how their years are told, and members.json. */
#include "synth/synth_int.h"

#include "base/date.h"

#include <assert.h>

size_t persona_households(void)
{
    size_t n = 0;
    for (size_t i = 0; i < persona_count; i++)
        n += personas[i].role == ROLE_SELF;
    return n;
}

const Persona *persona_household(uint64_t number)
{
    for (size_t i = 0; i < persona_count; i++)
        if (personas[i].role == ROLE_SELF && number-- == 0)
            return &personas[i];
    assert(false); /* fewer households are written */
    return personas;
}

static void add_event(History *hs, const PersonaEvent *e)
{
    history_add(hs, (Event){ .day = day_of(e->day),
                             .visit = e->visit.n ? visit_row(e->visit) : NULL,
                             .drug = e->drug.n ? drug_row(e->drug) : NULL,
                             .diagnosis = diagnosis_row(e->diagnosis),
                             .measures = e->measures,
                             .denied = e->denied,
                             .replaced = e->replaced,
                             .payment = e->payment });
}

void persona_history(History *hs, const Person *p, Rng *r)
{
    const Persona *row = p->persona;
    for (size_t i = 0; i < PERSONA_CARES && row->cares[i].n; i++)
        history_care(hs, p, r, care_row(row->cares[i]));
    for (size_t i = 0; i < PERSONA_EVENTS && row->events[i].day.n; i++)
        add_event(hs, &row->events[i]);
    if (row->checkups)
        history_checkups(hs, p, r, 1000);
}

void persona_member(Js *j, Cx *cx, const Household *h, const Person *p)
{
    js_object(j, STR_NONE);
    js_str(j, STR("patient"), person_patient_id(cx, p->number));
    js_str(j, STR("first"), p->first);
    js_str(j, STR("last"), p->last);
    js_day(j, STR("birth_date"), p->birth_day);
    js_str(j, STR("member_id"), person_member_id(cx, h, p));
    js_str(j, STR("zip"), h->zip);
    js_str(j, STR("story"), p->persona->story);
    js_end(j);
}

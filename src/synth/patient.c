/* patient.c - the member and her coverage: C4BB-Patient (with US Core's elements) and C4BB-Coverage. */
#include "synth/synth_int.h"

#define CARIN "http://hl7.org/fhir/us/carin-bb/StructureDefinition/"
#define US_CORE "http://hl7.org/fhir/us/core/StructureDefinition/"
#define V2_0203 STR("http://terminology.hl7.org/CodeSystem/v2-0203")
#define CLASS_SYSTEM STR("http://terminology.hl7.org/CodeSystem/coverage-class")

void js_meta(Js *j, int64_t updated_day, Str profile, Str profile2)
{
    js_object(j, STR("meta"));
    js_instant(j, STR("lastUpdated"), updated_day, 6);
    js_array(j, STR("profile"));
    js_str(j, STR_NONE, profile);
    if (profile2.n)
        js_str(j, STR_NONE, profile2);
    js_end(j);
    js_end(j);
}

void js_identifier(Js *j, Str type_system, Str type, Str system, Str value)
{
    js_object(j, STR_NONE);
    js_concept(j, STR("type"), type_system, type, STR_NONE);
    js_str(j, STR("system"), system);
    js_str(j, STR("value"), value);
    js_end(j);
}

static void put_name(Js *j, const Person *p)
{
    js_array(j, STR("name"));
    js_object(j, STR_NONE);
    js_str(j, STR("use"), STR("official"));
    js_str(j, STR("family"), p->last);
    js_array(j, STR("given"));
    js_str(j, STR_NONE, p->first);
    if (p->middle.n)
        js_str(j, STR_NONE, p->middle);
    js_end(j);
    js_end(j);
    js_end(j);
}

static void put_contact(Js *j, const Household *h)
{
    js_array(j, STR("telecom"));
    js_object(j, STR_NONE);
    js_str(j, STR("system"), STR("phone"));
    js_str(j, STR("value"), h->phone);
    js_str(j, STR("use"), STR("home"));
    js_end(j);
    js_end(j);
}

static void put_home(Js *j, const Household *h)
{
    js_array(j, STR("address"));
    js_object(j, STR_NONE);
    js_str(j, STR("use"), STR("home"));
    js_str(j, STR("type"), STR("physical"));
    js_array(j, STR("line"));
    js_str(j, STR_NONE, h->street);
    js_end(j);
    js_str(j, STR("city"), h->city->name);
    js_str(j, STR("state"), state_code);
    js_str(j, STR("postalCode"), h->zip);
    js_str(j, STR("country"), STR("US"));
    js_end(j);
    js_end(j);
}

static void put_language(Js *j, bool spanish)
{
    js_array(j, STR("communication"));
    js_object(j, STR_NONE);
    js_concept(j, STR("language"), STR("urn:ietf:bcp:47"), spanish ? STR("es") : STR("en"),
               spanish ? STR("Spanish") : STR("English"));
    js_bool(j, STR("preferred"), true);
    js_end(j);
    js_end(j);
}

static void put_birth_sex(Js *j, bool woman)
{
    js_array(j, STR("extension"));
    js_object(j, STR_NONE);
    js_str(j, STR("url"), STR(US_CORE "us-core-birthsex"));
    js_str(j, STR("valueCode"), woman ? STR("F") : STR("M"));
    js_end(j);
    js_end(j);
}

Status write_patient(Writer *w)
{
    Js *j = &w->js;
    const Person *p = w->person;
    js_start(j);
    js_object(j, STR_NONE);
    js_str(j, STR("resourceType"), STR("Patient"));
    js_str(j, STR("id"), person_patient_id(w->cx, p->number));
    js_meta(j, reference_day() - 1, STR(CARIN "C4BB-Patient|2.0.0"),
            STR(US_CORE "us-core-patient|6.1.0"));
    put_birth_sex(j, p->woman);
    js_array(j, STR("identifier"));
    js_identifier(j, V2_0203, STR("MB"), STR(PLAN_URL "member-id"),
                  person_member_id(w->cx, w->home, p));
    js_identifier(j, STR("http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBIdentifierType"),
                  STR("um"), STR(PLAN_URL "unique-member-id"),
                  arena_printf(w->cx->mem, "U%09lld", (long long)p->number));
    js_end(j);
    js_bool(j, STR("active"), true);
    put_name(j, p);
    put_contact(j, w->home);
    js_str(j, STR("gender"), p->woman ? STR("female") : STR("male"));
    js_day(j, STR("birthDate"), p->birth_day);
    put_home(j, w->home);
    put_language(j, p->spanish);
    js_end(j);
    return out_line(w, SYNTH_PATIENT);
}

static Str role_code(Role role)
{
    switch (role) {
    case ROLE_SELF: return STR("self");
    case ROLE_SPOUSE: return STR("spouse");
    case ROLE_CHILD: return STR("child");
    }
    return STR("other");
}

static void put_class(Js *j, Str code, Str value, Str name)
{
    js_object(j, STR_NONE);
    js_concept(j, STR("type"), CLASS_SYSTEM, code, STR_NONE);
    js_str(j, STR("value"), value);
    js_str(j, STR("name"), name);
    js_end(j);
}

static void put_relations(Writer *w)
{
    Js *j = &w->js;
    const Household *h = w->home;
    const Str subscriber = person_patient_ref(w->cx, h->people[0].number);
    js_reference(j, STR("policyHolder"), subscriber, STR_NONE);
    js_reference(j, STR("subscriber"), subscriber, STR_NONE);
    js_str(j, STR("subscriberId"), h->card);
    js_reference(j, STR("beneficiary"), person_patient_ref(w->cx, w->person->number), STR_NONE);
    js_str(j, STR("dependent"), arena_printf(w->cx->mem, "%02u", w->person->dependent));
    js_concept(j, STR("relationship"),
               STR("http://terminology.hl7.org/CodeSystem/subscriber-relationship"),
               role_code(w->person->role), STR_NONE);
}

static int64_t begins(const Writer *w)
{
    const int64_t born = w->person->birth_day; /* a newborn's coverage begins with her */
    return born > w->home->from_day ? born : w->home->from_day;
}

Status write_coverage(Writer *w)
{
    Js *j = &w->js;
    const Household *h = w->home;
    const bool ended = h->to_day != NO_DAY;
    js_start(j);
    js_object(j, STR_NONE);
    js_str(j, STR("resourceType"), STR("Coverage"));
    js_str(j, STR("id"), str_from(person_coverage_ref(w->cx, w->person), sizeof "Coverage/" - 1));
    js_meta(j, ended ? h->to_day : begins(w), STR(CARIN "C4BB-Coverage|2.0.0"), STR_NONE);
    js_array(j, STR("identifier"));
    js_identifier(j, V2_0203, STR("MB"), STR(PLAN_URL "member-id"),
                  person_member_id(w->cx, h, w->person));
    js_end(j);
    js_str(j, STR("status"), ended ? STR("cancelled") : STR("active"));
    put_relations(w);
    js_period(j, STR("period"), begins(w), h->to_day);
    js_array(j, STR("payor"));
    js_reference(j, STR_NONE, PAYER_REF, PAYER_NAME);
    js_end(j);
    js_array(j, STR("class"));
    put_class(j, STR("group"), h->plan->group, h->plan->group_name);
    put_class(j, STR("plan"), h->plan->key, h->plan->name);
    js_end(j);
    js_str(j, STR("network"), h->plan->name);
    js_end(j);
    return out_line(w, SYNTH_COVERAGE);
}

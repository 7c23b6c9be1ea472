#include "fhir/param_table.h"

#include "fhir/type_table.h"
#include "tests/unit/test.h"

static const ParamRow *found(Str type, Str name)
{
    return param_find(type_by_name(type)->num, name);
}

TEST(param_table__is_sorted_unique_and_documented)
{
    for (size_t i = 0; i < param_table_count; i++) {
        const ParamRow *p = &param_table[i];
        CHECK(p->name.n && p->url.n && p->expression.n && p->documentation.n);
        CHECK(p->type == 0 || type_by_num(p->type) != NULL);
        CHECK(p->type == 0 ? p->num < PARAM_OWN_FIRST : p->num >= PARAM_OWN_FIRST);
        if (i == 0)
            continue;
        const ParamRow *before = p - 1;
        CHECK(before->type < p->type ||
              (before->type == p->type && str_cmp(before->name, p->name) < 0));
    }
}

TEST(param_table__gives_each_type_its_own_and_the_common_rows)
{
    for (size_t t = 0; t < type_table_count; t++) {
        size_t count;
        const uint16_t type = type_table[t].num;
        const ParamRow *const *rows = param_rows(type, &count);
        CHECK(count >= 6);
        for (size_t i = 0; i < count; i++) {
            CHECK(rows[i]->type == type || rows[i]->type == 0);
            CHECK(i == 0 || str_cmp(rows[i - 1]->name, rows[i]->name) < 0);
            CHECK(param_find(type, rows[i]->name) == rows[i]);
            CHECK(param_by_num(type, rows[i]->num) == rows[i]);
        }
    }
    size_t none;
    CHECK(param_rows(0, &none) == NULL && none == 0);
    CHECK(param_rows(UINT16_MAX, &none) == NULL && none == 0);
}

TEST(param_table__common_parameters_keep_their_numbers)
{
    CHECK_I64(found(STR("Patient"), STR("_id"))->num, PARAM__ID);
    CHECK_I64(found(STR("Patient"), STR("_lastUpdated"))->num, PARAM__LAST_UPDATED);
    CHECK_I64(found(STR("Claim"), STR("_tag"))->num, PARAM__TAG);
    CHECK_I64(found(STR("Claim"), STR("_profile"))->num, PARAM__PROFILE);
    CHECK_I64(found(STR("Claim"), STR("_security"))->num, PARAM__SECURITY);
    CHECK_I64(found(STR("Claim"), STR("_source"))->num, PARAM__SOURCE);
}

/* CONFORMANCE a.3. */
TEST(param_table__has_what_carin_lists)
{
    static const Str names[] = {
        STR_C("patient"),
        STR_C("type"),
        STR_C("identifier"),
        STR_C("service-date"),
        STR_C("service-start-date"),
        STR_C("billable-period-start"),
        STR_C("care-team"),
        STR_C("coverage"),
        STR_C("insurer"),
        STR_C("provider"),
        STR_C("payee"),
        STR_C("use"),
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const ParamRow *p = found(STR("ExplanationOfBenefit"), names[i]);
        CHECK(p && p->listed);
    }
    CHECK(str_contains(found(STR("ExplanationOfBenefit"), STR("service-start-date"))->expression,
                       STR("ofType(Period).start")));
    CHECK(found(STR("Coverage"), STR("payor")) != NULL);
    CHECK(found(STR("Observation"), STR("no-such")) == NULL);
    CHECK(found(STR("Consent"), STR("patient"))->kind == PARAM_REFERENCE);
}

TEST(param_table__a_reference_names_its_targets)
{
    const ParamRow *p = found(STR("Encounter"), STR("patient"));
    CHECK(p->targets && p->targets[0] == type_by_name(STR("Patient"))->num && p->targets[1] == 0);
    CHECK(found(STR("Provenance"), STR("target"))->targets == NULL);
}

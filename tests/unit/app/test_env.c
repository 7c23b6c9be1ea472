/* What every command begins with: what it refuses to begin with. */
#include "app/env.h"
#include "fhir/record.h"
#include "tests/unit/test.h"

#include <stdio.h>
#include <sys/stat.h>

static void file_put(Str dir, const char *name, const char *text)
{
    FILE *f = fopen(arena_join(test_cx()->mem, dir, STR("/"), str_of(name)).p, "w");
    CHECK(f != NULL);
    (void)fputs(text, f);
    (void)fclose(f);
}

/* A configuration with one plan. */
static Str folder(const char *plan_ini)
{
    const Str dir = test_dir();
    file_put(dir, "postern.conf",
             "[server]\nbase_url = http://localhost:8080\n[mail]\nurl = file:mail\n");
    CHECK(mkdir(arena_join(test_cx()->mem, dir, STR("/plans"), STR("")).p, 0700) == 0);
    CHECK(mkdir(arena_join(test_cx()->mem, dir, STR("/plans/demo"), STR("")).p, 0700) == 0);
    file_put(dir, "plans/demo/plan.ini", plan_ini);
    return dir;
}

static Status read_in(Str dir, Env *env)
{
    return env_read(test_cx(), arena_join(test_cx()->mem, dir, STR("/postern.conf"), STR("")), env);
}

TEST(env__a_plan_s_list_of_codes_is_read_at_start)
{
    Env env;
    const Str dir = folder("name = A\ncategory_1 = Work\n");
    file_put(dir, "plans/demo/sensitive.csv",
             "category,system,code,rule,note\nplan-1,cpt,99213,sure\n");
    CHECK_OK(test_cx(), read_in(dir, &env));
    file_put(dir, "plans/demo/sensitive.csv",
             "category,system,code,rule,note\nplan-2,cpt,99213,sure\n");
    CHECK_FAILS(test_cx(), ST_INVALID, read_in(dir, &env));
    CHECK_STR(test_cx()->fault.where, STR("plan demo"));
    CHECK_STR(test_cx()->fault.detail, STR("sensitive.csv: line 2, column 1 (category): plan.ini "
                                           "gives this category no name"));
}

TEST(env__words_that_are_no_kinds_are_refused_at_start)
{
    Env env;
    CHECK_FAILS(test_cx(), ST_INVALID, read_in(folder("name = A\nsensitive = hiv aids\n"), &env));
    CHECK_STR(test_cx()->fault.where, STR("plan demo"));
    CHECK(str_starts(test_cx()->fault.detail, STR("sensitive: words of: mental_health ")));
}

static uint64_t found(const PlanSensitive *sensitive, Str json)
{
    Cx *cx = test_cx();
    const Plan plan = { .sensitive = *sensitive };
    RecordRules rules;
    LabelFound out;
    JsonDoc *doc;
    CHECK_OK(cx, env_rules(cx, &plan, &rules));
    CHECK_OK(cx, json_parse(cx, json, &doc));
    label_find(cx, rules.labels, type_by_name(STR("Condition")), json_root(doc), &out);
    return out.own;
}

/* C4, C7 */
TEST(env__a_plan_says_which_kinds_are_in_force)
{
    const Str opioids =
        STR("{\"code\":{\"coding\":[{\"system\":\"icd-10-cm\",\"code\":\"F11.20\"}]}}");
    const uint64_t kind = LABEL_BIT(LABEL_SUBSTANCE_USE);
    CHECK(found(&(PlanSensitive){ 0 }, opioids) == (kind | LABEL_PART2));
    CHECK(found(&(PlanSensitive){ .part2_by_source = true }, opioids) == kind);
    CHECK(found(&(PlanSensitive){ .some = true, .words = STR("hiv") }, opioids) == 0);
    CHECK(found(&(PlanSensitive){ .some = true }, opioids) == 0);
    const Str number = STR("{\"a\":{\"coding\":[{\"system\":\"ndc\",\"code\":\"1\"}]}}");
    const Str text = STR("{\"code\":{\"text\":\"x\"}}");
    const uint64_t restricted = LABEL_BIT(LABEL_RESTRICTED);
    CHECK(found(&(PlanSensitive){ 0 }, number) == restricted);
    CHECK(found(&(PlanSensitive){ .unnamed_shared = true }, number) == 0);
    CHECK(found(&(PlanSensitive){ 0 }, text) == 0);
    CHECK(found(&(PlanSensitive){ .uncoded_withheld = true }, text) == restricted);
    const PlanSensitive own = { .some = true,
                                .words = STR("hiv"),
                                .kinds[2] = { STR("Work"), STR("Trabajo") },
                                .csv = STR("category,system,code,rule,note\n"
                                           "plan-3,icd-10-cm,F11*,sure\n") };
    CHECK(found(&own, opioids) == LABEL_BIT(LABEL_PLAN_3));
}

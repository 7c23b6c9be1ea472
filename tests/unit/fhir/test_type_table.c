#include "fhir/type_table.h"

#include "base/table.h"
#include "tests/unit/test.h"

TEST(type_table__has_the_146_types_of_r4_sorted)
{
    CHECK_I64((int64_t)type_table_count, 146);
    CHECK(table_is_sorted(type_table, type_table_count, sizeof *type_table));
}

TEST(type_table__numbers_lead_back_to_their_rows)
{
    for (size_t i = 0; i < type_table_count; i++) {
        CHECK(type_by_num(type_table[i].num) == &type_table[i]);
        CHECK(type_by_name(type_table[i].name) == &type_table[i]);
    }
    CHECK(type_by_num(0) == NULL && type_by_num(147) == NULL && type_by_num(UINT16_MAX) == NULL);
    CHECK(type_by_name(STR("Resource")) == NULL && type_by_name(STR("patient")) == NULL);
}

/* These are stored: a change here makes stored rows mean something else. */
TEST(type_table__numbers_are_fixed_for_ever)
{
    CHECK_I64(type_by_name(STR("Account"))->num, 1);
    CHECK_I64(type_by_name(STR("ExplanationOfBenefit"))->num, 53);
    CHECK_I64(type_by_name(STR("Patient"))->num, 103);
    CHECK_I64(type_by_name(STR("VisionPrescription"))->num, 146);
}

/* DESIGN 3.1: the subscriber of a policy never owns. */
TEST(type_table__owners_are_those_of_the_design)
{
    static const struct {
        Str type;
        OwnerRule owner;
        Str path;
    } want[] = {
        { STR_C("Patient"), OWNER_SELF, STR_C("") },
        { STR_C("Coverage"), OWNER_PATH, STR_C("beneficiary") },
        { STR_C("ExplanationOfBenefit"), OWNER_PATH, STR_C("patient|subject") },
        { STR_C("Observation"), OWNER_PATH, STR_C("subject|patient") },
        { STR_C("Device"), OWNER_PATH_OR_PLAN, STR_C("patient") },
        { STR_C("Provenance"), OWNER_TARGETS, STR_C("target") },
        { STR_C("Binary"), OWNER_REFERRER, STR_C("") },
        { STR_C("Organization"), OWNER_DIRECTORY, STR_C("") },
        { STR_C("Group"), OWNER_GROUP, STR_C("") },
        { STR_C("Bundle"), OWNER_NONE, STR_C("") },
        { STR_C("Subscription"), OWNER_NONE, STR_C("") },
    };
    for (size_t i = 0; i < TABLE_COUNT(want); i++) {
        const TypeRow *row = type_by_name(want[i].type);
        CHECK(row->owner == want[i].owner);
        CHECK_STR(row->owner_path, want[i].path);
    }
}

TEST(type_table__owner_paths_stand_where_owners_need_them)
{
    for (size_t i = 0; i < type_table_count; i++) {
        const TypeRow *row = &type_table[i];
        const bool needs = row->owner == OWNER_PATH || row->owner == OWNER_PATH_OR_PLAN ||
                           row->owner == OWNER_TARGETS;
        CHECK(!needs || row->owner_path.n > 0);
        CHECK(row->owner != OWNER_NONE || (row->owner_path.n == 0 && row->when_path.n == 0));
    }
}

/* Labels when what a plan holds sensitive changes (C5, DESIGN 3.1). */
#include "fhir/relabel.h"
#include "fhir/store.h"
#include "tests/unit/db/engines.h"
#include "tests/unit/fhir/label_world.h"

/* A table by which mental health is not sensitive here. */
static const LabelTable *other_table(Cx *cx)
{
    const LabelTable *table;
    const LabelSpec spec = { .off = MH, .part2_by_match = true };
    CHECK_OK(cx, label_table_new(cx, &spec, &table));
    return table;
}

static void begin(World *w, const LabelTable *table)
{
    DbTx *tx;
    w->rules.labels = table;
    CHECK_OK(w->cx, db_write(w->cx, w->db, WORLD_PLAN, &tx));
    CHECK_OK(w->cx, relabel_begin(w->cx, tx, WORLD_PLAN, table));
    CHECK_OK(w->cx, db_commit(w->cx, tx));
}

static RelabelCounts all_again(World *w)
{
    DbTx *tx;
    RelabelCounts counts = { .members = 0 };
    w->cx->now_ms += 1000;
    for (bool more = true; more;) {
        CHECK_OK(w->cx, db_write(w->cx, w->db, WORLD_PLAN, &tx));
        CHECK_OK(w->cx, relabel_some(w->cx, tx, WORLD_PLAN, &w->rules, &counts, &more));
        CHECK_OK(w->cx, db_commit(w->cx, tx));
    }
    return counts;
}

static bool needed(World *w)
{
    DbTx *tx;
    bool out;
    RelabelState state;
    CHECK_OK(w->cx, db_read(w->cx, w->db, WORLD_PLAN, &tx));
    CHECK_OK(w->cx, relabel_state(w->cx, tx, WORLD_PLAN, &state));
    CHECK_OK(w->cx, relabel_needed(w->cx, tx, WORLD_PLAN, &state,
                                   world_spec(w, STR("ann")).compartment, &out));
    db_end(tx);
    return out;
}

/* Ann's, and a Medication that one of hers names. */
static World *relabelled_world(Cx *cx, Db *db)
{
    World *w = labelled_world(cx, db);
    lw_put(w, VISIT("v", "," SECURITY("PSY")));
    lw_put(w, OBSERVED("a", IN_VISIT("v")));
    lw_put(w, OBSERVED("b", "," SECURITY("HIV")));
    lw_put(w, OBSERVED("c", "," SECURITY("PSY")));
    lw_put(w, OBSERVED("c", ",'note':[{'text':'n'}]," SECURITY("PSY")));
    lw_put(w, "{'resourceType':'Medication','id':'m'," SECURITY("PSY") "}");
    lw_put(w,
           "{'resourceType':'MedicationRequest','id':'r','status':'active','intent':'order'," OF_ANN
           ",'medicationReference':{'reference':'Medication/m'}}");
    return w;
}

BOTH(relabel__another_table_judges_everything_anew)
{
    World *w = relabelled_world(cx, db);
    const LabelTable *first = w->rules.labels;
    const FhirVersion old = { STR("Observation"), STR("c"), STR("1") };
    FhirDoc got;
    DbTx *tx;
    CHECK_STR(lw_seen(w, 0), STR(""));
    CHECK(!needed(w));
    begin(w, other_table(cx));
    CHECK(needed(w));
    const RelabelCounts counts = all_again(w);
    CHECK(!needed(w));
    CHECK_I64(counts.members, 1);
    CHECK_I64(counts.changed, 3);
    CHECK_STR(lw_seen(w, 0), STR("a c"));
    CHECK_STR(world_find(w, lw_sharing(w, 0), "MedicationRequest?patient=ann"), STR("r"));
    CHECK_STR(world_find(w, lw_sharing(w, 0), "Medication?_id=m"), STR("m"));
    CHECK(str_contains(lw_version_of(w, "a"), STR("\"versionId\":\"2\"")));
    CHECK(str_contains(lw_version_of(w, "b"), STR("\"versionId\":\"1\"")));
    CHECK_OK(cx, db_read(cx, db, WORLD_PLAN, &tx));
    CHECK_OK(cx, fhir_vread(cx, tx, lw_sharing(w, 0), &old, &got));
    db_end(tx);
    begin(w, first);
    (void)all_again(w);
    CHECK_STR(lw_seen(w, 0), STR(""));
    CHECK_STR(lw_seen(w, MH), STR("a c"));
    CHECK_STR(world_find(w, lw_sharing(w, 0), "MedicationRequest?patient=ann"), STR(""));
    CHECK_STR(world_find(w, lw_sharing(w, 0), "Medication?_id=m"), STR(""));
    CHECK_OK(cx, db_read(cx, db, WORLD_PLAN, &tx));
    CHECK_FAILS(cx, ST_NOT_FOUND, fhir_vread(cx, tx, lw_sharing(w, 0), &old, &got));
    db_end(tx);
}

/* S24: each version by its own codes and links, there and back; a coding that others gave it is not taken for its
 * source's. */
BOTH(relabel__each_version_is_judged_by_itself)
{
    World *w = labelled_world(cx, db);
    const LabelTable *first = w->rules.labels;
    lw_put(w, VISIT("v", "," SECURITY("PSY")));
    lw_put(w, OBSERVED("a", ""));
    lw_put(w, OBSERVED("a", "," SECURITY("PSY")));
    lw_put(w, OBSERVED("b", IN_VISIT("v")));
    lw_put(w, OBSERVED("b", ""));
    begin(w, other_table(cx));
    (void)all_again(w);
    CHECK_STR(lw_versions_shared(w, 0, "a"), STR("1 2 3"));
    CHECK_STR(lw_versions_shared(w, 0, "b"), STR("1 2"));
    CHECK_STR(lw_versions(w, lw_sharing(w, 0), "b", SAYS_MH), STR(""));
    begin(w, first);
    (void)all_again(w);
    CHECK_STR(lw_versions_shared(w, 0, "a"), STR("")); /* the newest is kept back */
    CHECK_STR(lw_versions_shared(w, MH, "a"), STR("1 2 3 4"));
    CHECK_STR(lw_versions_shared(w, 0, "b"), STR("2"));
    lw_put(w, VISIT("v", ""));
    CHECK_STR(lw_versions_shared(w, 0, "b"), STR("1 2"));
}

/* The directory's versions too, each by its own codes. */
BOTH(relabel__a_medications_version_is_judged_by_itself)
{
    World *w = labelled_world(cx, db);
    const LabelTable *first = w->rules.labels;
    const FhirVersion was = { STR("Medication"), STR("m"), STR("1") };
    FhirDoc got;
    DbTx *tx;
    lw_put(w, "{'resourceType':'Medication','id':'m'}");
    lw_put(w, "{'resourceType':'Medication','id':'m'," SECURITY("PSY") "}");
    for (int turn = 0; turn < 2; turn++) {
        begin(w, turn ? first : other_table(cx));
        (void)all_again(w);
        CHECK_OK(cx, db_read(cx, db, WORLD_PLAN, &tx));
        CHECK_OK(cx, fhir_vread(cx, tx, lw_sharing(w, 0), &was, &got));
        db_end(tx);
    }
    CHECK(lw_read(w, lw_sharing(w, 0), "Medication", "m", &got) == ST_NOT_FOUND);
    CHECK_OK(cx, db_read(cx, db, WORLD_PLAN, &tx));
    const FhirVersion second = { STR("Medication"), STR("m"), STR("2") };
    CHECK_FAILS(cx, ST_NOT_FOUND, fhir_vread(cx, tx, lw_sharing(w, 0), &second, &got));
    CHECK_OK(cx, fhir_vread(cx, tx, lw_sharing(w, MH), &second, &got));
    db_end(tx);
}

static Status vread_of(World *w, uint64_t shared, const char *version)
{
    const FhirVersion v = { STR("Observation"), STR("a"), str_of(version) };
    FhirDoc got;
    DbTx *tx;
    CHECK_OK(w->cx, db_read(w->cx, w->db, WORLD_PLAN, &tx));
    const Status st = fhir_vread(w->cx, tx, lw_sharing(w, shared), &v, &got);
    db_end(tx);
    return st == ST_OK || forgive(w->cx, st, ST_GONE) || forgive(w->cx, st, ST_NOT_FOUND)
               ? st
               : ST_INTERNAL;
}

/* C5, S24: a deletion of before, of what is there again, is told to whom what was deleted can be. */
BOTH(relabel__a_deletion_among_the_versions_is_judged_too)
{
    World *w = labelled_world(cx, db);
    const LabelTable *first = w->rules.labels;
    lw_put(w, OBSERVED("a", "," SECURITY("PSY")));
    w->cx->now_ms += 1000;
    world_delete(w, STR("Observation"), STR("a"));
    lw_put(w, OBSERVED("a", ""));
    CHECK(vread_of(w, 0, "2") == ST_NOT_FOUND && vread_of(w, MH, "2") == ST_GONE);
    begin(w, other_table(cx));
    (void)all_again(w);
    CHECK(vread_of(w, 0, "2") == ST_GONE && vread_of(w, 0, "3") == ST_OK);
    begin(w, first);
    (void)all_again(w);
    CHECK(vread_of(w, 0, "2") == ST_NOT_FOUND && vread_of(w, MH, "2") == ST_GONE);
}

/* C5: what was deleted under another list. */
BOTH(relabel__a_deleted_medication_is_judged_too)
{
    World *w = relabelled_world(cx, db);
    const LabelTable *first = w->rules.labels;
    w->cx->now_ms += 1000;
    world_delete(w, STR("Medication"), STR("m"));
    CHECK_STR(world_find(w, lw_sharing(w, 0), "MedicationRequest?patient=ann"), STR(""));
    begin(w, other_table(cx));
    (void)all_again(w);
    CHECK_STR(world_find(w, lw_sharing(w, 0), "MedicationRequest?patient=ann"), STR("r"));
    begin(w, first);
    (void)all_again(w);
    CHECK_STR(world_find(w, lw_sharing(w, 0), "MedicationRequest?patient=ann"), STR(""));
}

/* C5: what is the plan's and nobody's may be withheld too: a Device without a patient, a Provenance of an entry of
 * the directory; there and back. */
BOTH(relabel__what_is_the_plans_is_judged_too)
{
    World *w = labelled_world(cx, db);
    const LabelTable *first = w->rules.labels;
    FhirDoc got;
    begin(w, other_table(cx));
    (void)all_again(w);
    lw_put(w, "{'resourceType':'Device','id':'d'," SECURITY("PSY") "}");
    lw_put(w, "{'resourceType':'Organization','id':'o','name':'x'}");
    lw_put(w, "{'resourceType':'Provenance','id':'p','recorded':'2024-01-01T00:00:00Z'," SECURITY(
                  "PSY") ",'target':[{'reference':'Organization/o'}],'agent':[{'who':{'reference':"
                         "'Organization/o'}}]}");
    for (int turn = 0; turn < 2; turn++) {
        CHECK_STR(world_find(w, lw_sharing(w, 0), "Device?_id=d"), STR("d"));
        CHECK_STR(world_find(w, lw_sharing(w, 0), "Provenance?_id=p"), STR("p"));
        begin(w, first);
        (void)all_again(w);
        CHECK_STR(world_find(w, lw_sharing(w, 0), "Device?_id=d"), STR(""));
        CHECK_STR(world_find(w, lw_sharing(w, 0), "Provenance?_id=p"), STR(""));
        CHECK_OK(cx, lw_read(w, lw_sharing(w, MH), "Device", "d", &got));
        CHECK(str_contains(got.body, STR(SAYS_MH)));
        begin(w, other_table(cx));
        (void)all_again(w);
    }
}

static void without_links(World *w, const char *update)
{
    DbTx *tx;
    CHECK_OK(w->cx, db_write(w->cx, w->db, WORLD_PLAN, &tx));
    Sql *q = sql_new(w->cx);
    sql_text(q, update);
    sql_bind_blob(q, STR(""));
    CHECK_OK(w->cx, db_exec(w->cx, tx, q, NULL));
    CHECK_OK(w->cx, db_commit(w->cx, tx));
}

/* C5: what a version before this program's had not seen that a resource names (SPREAD_RULES). */
BOTH(relabel__links_are_made_anew)
{
    World *w = labelled_world(cx, db);
    const LabelTable *first = w->rules.labels;
    lw_put(w, VISIT("v", "," SECURITY("PSY")));
    lw_put(w, OBSERVED("a", IN_VISIT("v")));
    lw_put(w, OBSERVED("b", IN_VISIT("v")));
    lw_put(w, OBSERVED("b", ""));
    without_links(w, "UPDATE fhir_entry SET links = ");
    without_links(w, "UPDATE fhir_history SET links = ");
    begin(w, other_table(cx));
    (void)all_again(w);
    begin(w, first);
    (void)all_again(w);
    CHECK_STR(lw_seen(w, 0), STR("b"));
    CHECK_STR(lw_versions_shared(w, 0, "b"), STR("2"));
}

BOTH(relabel__who_is_read_comes_before_her_turn)
{
    World *w = relabelled_world(cx, db);
    DbTx *tx;
    begin(w, other_table(cx));
    CHECK(needed(w));
    w->cx->now_ms += 1000;
    CHECK_OK(cx, db_write(cx, db, WORLD_PLAN, &tx));
    CHECK_OK(cx,
             relabel_member(cx, tx, WORLD_PLAN, &w->rules, world_spec(w, STR("ann")).compartment));
    CHECK_OK(cx, db_commit(cx, tx));
    CHECK(!needed(w));
    CHECK_STR(lw_seen(w, 0), STR("a c"));
    CHECK_I64(all_again(w).changed, 1); /* the Medication */
    CHECK(!needed(w));
}

BOTH(relabel__the_directory_comes_first_and_alone)
{
    World *w = relabelled_world(cx, db);
    DbTx *tx;
    bool more;
    RelabelCounts counts = { .members = 0 };
    begin(w, other_table(cx));
    w->cx->now_ms += 1000;
    CHECK_OK(cx, db_write(cx, db, WORLD_PLAN, &tx));
    CHECK_OK(cx, relabel_some(cx, tx, WORLD_PLAN, &w->rules, &counts, &more));
    CHECK_OK(cx, db_commit(cx, tx));
    CHECK(more);
    CHECK_I64(counts.members, 0);
    CHECK_I64(counts.changed, 1);
    CHECK(needed(w)); /* hers is the next turn */
}

/* A plan without data has nothing to judge. */
BOTH(relabel__a_plan_without_data_is_labelled_at_once)
{
    World *w = world_new(cx, db);
    DbTx *tx;
    RelabelState state;
    begin(w, other_table(cx));
    CHECK_I64(all_again(w).resources, 0);
    CHECK_OK(cx, db_read(cx, db, WORLD_PLAN, &tx));
    CHECK_OK(cx, relabel_state(cx, tx, WORLD_PLAN, &state));
    db_end(tx);
    CHECK(state.table != 0 && state.at == state.end);
    lw_put(w, "{'resourceType':'Patient','id':'ann'}"); /* its first load */
    lw_put(w, OBSERVED("c", "," SECURITY("HIV")));
    CHECK(!needed(w));
    CHECK_STR(lw_seen(w, 0), STR(""));
    CHECK_STR(lw_seen(w, HIV), STR("c"));
}

BOTH(relabel__a_member_who_comes_meanwhile_is_not_stale)
{
    World *w = relabelled_world(cx, db);
    begin(w, other_table(cx));
    lw_put(w, "{'resourceType':'Patient','id':'new'}");
    CHECK(needed(w));
    bool out;
    DbTx *tx;
    RelabelState state;
    CHECK_OK(cx, db_read(cx, db, WORLD_PLAN, &tx));
    CHECK_OK(cx, relabel_state(cx, tx, WORLD_PLAN, &state));
    CHECK_OK(cx, relabel_needed(cx, tx, WORLD_PLAN, &state, world_spec(w, STR("new")).compartment,
                                &out));
    db_end(tx);
    CHECK(!out);
}

/* A load that began before the change would store by the old table. */
BOTH(relabel__a_load_of_another_table_is_refused)
{
    World *w = relabelled_world(cx, db);
    const RecordRules before = w->rules;
    DbTx *tx;
    Store *s;
    begin(w, other_table(cx));
    CHECK_OK(cx, db_write(cx, db, WORLD_PLAN, &tx));
    CHECK_FAILS(cx, ST_CONFLICT, store_begin(cx, tx, WORLD_PLAN, &before, &s));
    db_end(tx);
}

/* Labels as a load leaves them: what is stored, sent and found (C5, sensitive.md 2). */
#include "base/buf.h"
#include "fhir/label_report.h"
#include "tests/unit/db/engines.h"
#include "tests/unit/fhir/label_world.h"

/* C4, C5, C6 */
BOTH(label__what_its_codes_say_is_withheld_unless_shared)
{
    World *w = labelled_world(cx, db);
    FhirDoc got;
    lw_put(w, OBSERVED("plain", ""));
    lw_put(w, OBSERVED("mind", "," SECURITY("PSY")));
    CHECK_STR(lw_seen(w, 0), STR("plain"));
    CHECK_STR(lw_seen(w, HIV), STR("plain"));
    CHECK_STR(lw_seen(w, MH), STR("plain mind"));
    CHECK(lw_read(w, lw_sharing(w, HIV), "Observation", "mind", &got) == ST_NOT_FOUND);
    CHECK_OK(cx, lw_read(w, lw_sharing(w, MH), "Observation", "mind", &got));
    CHECK_STR(world_find(w, lw_sharing(w, MH), "Observation?_security=R"), STR("mind"));
    CHECK_STR(world_find(w, lw_sharing(w, 0), "Observation?_security=R"), STR(""));
    CHECK(str_contains(got.body, STR("\"code\":\"R\"")));
    CHECK(str_contains(got.body, STR("\"versionId\":\"1\"")));
}

BOTH(label__a_visit_that_comes_first_labels_its_records)
{
    World *w = labelled_world(cx, db);
    lw_put(w, VISIT("v", "," SECURITY("PSY")));
    lw_put(w, OBSERVED("a", IN_VISIT("v")));
    lw_put(w, OBSERVED("b", IN_VISIT("w")));
    CHECK_STR(lw_seen(w, 0), STR("b"));
    CHECK_STR(lw_seen(w, MH), STR("a b"));
    CHECK(str_contains(lw_version_of(w, "a"), STR("\"versionId\":\"1\"")));
    CHECK_STR(world_find(w, lw_sharing(w, MH), "Observation?_security=MH"), STR("a"));
}

/* What was sent becomes another version, and what it was before is withheld with it (S24). */
BOTH(label__a_visit_that_comes_later_labels_what_is_there)
{
    World *w = labelled_world(cx, db);
    FhirDoc got;
    DbTx *tx;
    lw_put(w, OBSERVED("a", IN_VISIT("v")));
    CHECK_STR(lw_seen(w, 0), STR("a"));
    lw_put(w, VISIT("v", "," SECURITY("PSY")));
    CHECK_STR(lw_seen(w, 0), STR(""));
    CHECK_STR(lw_seen(w, MH), STR("a"));
    CHECK(str_contains(lw_version_of(w, "a"), STR("\"versionId\":\"2\"")));
    CHECK(str_contains(lw_version_of(w, "a"), STR("\"code\":\"MH\"")));
    CHECK_OK(cx, db_read(cx, db, WORLD_PLAN, &tx));
    const FhirVersion first = { STR("Observation"), STR("a"), STR("1") };
    CHECK_FAILS(cx, ST_NOT_FOUND, fhir_vread(cx, tx, lw_sharing(w, 0), &first, &got));
    CHECK_OK(cx, fhir_vread(cx, tx, lw_sharing(w, MH), &first, &got));
    db_end(tx);
    CHECK(str_contains(got.body, STR("\"versionId\":\"1\"")));
    CHECK(str_contains(got.body, STR("\"code\":\"MH\"")));
}

/* As the one version before the newest is stored: by these it is found in a history. */
static int64_t former_labels(World *w, DbTx *tx, Str id)
{
    DbRows *row;
    Sql *q = sql_new(w->cx);
    sql_text(q, "SELECT labels FROM fhir_history WHERE plan = ");
    sql_bind_i64(q, WORLD_PLAN);
    sql_text(q, " AND id = ");
    sql_bind_str(q, id);
    CHECK_OK(w->cx, db_one(w->cx, tx, q, id, &row));
    return db_i64(row, 0);
}

/* Also where both come at once, and the newest is written with its labels (S24). */
BOTH(label__what_it_was_before_follows_what_comes_with_its_visit)
{
    World *w = labelled_world(cx, db);
    const char *const both[] = {
        OBSERVED("a", ",'effectiveDateTime':'2020-01-01','note':[{'text':'n'}]" IN_VISIT("v")),
        VISIT("v", "," SECURITY("PSY"))
    };
    const FhirVersion first = { STR("Observation"), STR("a"), STR("1") };
    FhirDoc got;
    DbTx *tx;
    lw_put(w, OBSERVED("a", ",'effectiveDateTime':'2020-01-01'" IN_VISIT("v")));
    w->cx->now_ms += 1000;
    world_put_all(w, both, 2);
    CHECK(str_contains(lw_version_of(w, "a"), STR("\"versionId\":\"2\"")));
    CHECK_STR(lw_seen(w, 0), STR(""));
    CHECK_OK(cx, db_read(cx, db, WORLD_PLAN, &tx));
    CHECK_FAILS(cx, ST_NOT_FOUND, fhir_vread(cx, tx, lw_sharing(w, 0), &first, &got));
    CHECK_OK(cx, fhir_vread(cx, tx, lw_sharing(w, MH), &first, &got));
    CHECK_I64(former_labels(w, tx, STR("a")), (int64_t)MH);
    db_end(tx);
}

BOTH(label__a_visit_that_is_so_no_longer_takes_them_back)
{
    World *w = labelled_world(cx, db);
    lw_put(w, OBSERVED("a", IN_VISIT("v")));
    lw_put(w, VISIT("v", "," SECURITY("PSY")));
    lw_put(w, VISIT("v", ""));
    CHECK_STR(lw_seen(w, 0), STR("a"));
    CHECK(!str_contains(lw_version_of(w, "a"), STR("\"code\":\"MH\"")));
    lw_put(w, VISIT("v", "," SECURITY("HIV")));
    CHECK_STR(lw_seen(w, 0), STR(""));
    lw_put(w, VISIT("v", CORRECTED));
    CHECK_STR(lw_seen(w, 0), STR("a"));
    CHECK_STR(world_find(w, lw_sharing(w, ~UINT64_C(0)), "Observation?_security=R"), STR(""));
}

/* ---- versions before ---- */

/* C5, S24: what it named itself, and not the newest; both ways. */
BOTH(label__a_version_is_kept_back_by_what_it_named_itself)
{
    World *w = labelled_world(cx, db);
    lw_put(w, VISIT("v", ""));
    lw_put(w, OBSERVED("a", IN_VISIT("v")));
    lw_put(w, OBSERVED("a", ""));
    CHECK_STR(lw_versions_shared(w, 0, "a"), STR("1 2"));
    lw_put(w, VISIT("v", "," SECURITY("PSY")));
    CHECK_STR(lw_versions_shared(w, 0, "a"), STR("2"));
    CHECK_STR(lw_versions(w, lw_sharing(w, MH), "a", SAYS_MH), STR("1"));
    CHECK_STR(lw_seen(w, 0), STR("a"));
    lw_put(w, VISIT("v", CORRECTED));
    CHECK_STR(lw_versions_shared(w, 0, "a"), STR("1 2"));
    CHECK_STR(lw_versions(w, lw_sharing(w, MH), "a", SAYS_MH), STR(""));
}

/* S24: the visit is the newest's alone, and what it was before tells of it. */
BOTH(label__a_version_has_what_others_give_to_the_newest)
{
    World *w = labelled_world(cx, db);
    lw_put(w, VISIT("v", "," SECURITY("PSY")));
    lw_put(w, OBSERVED("a", ""));
    lw_put(w, OBSERVED("a", IN_VISIT("v")));
    CHECK_STR(lw_versions_shared(w, 0, "a"), STR(""));
    CHECK_STR(lw_versions_shared(w, MH, "a"), STR("1 2"));
    lw_put(w, VISIT("v", ""));
    CHECK_STR(lw_versions_shared(w, 0, "a"), STR("1 2 3"));
}

/* S24: what its source said of one version is that one's alone. */
BOTH(label__a_version_gives_nothing_and_is_itself)
{
    World *w = labelled_world(cx, db);
    lw_put(w, OBSERVED("b", ",'hasMember':[{'reference':'Observation/a'}]"));
    lw_put(w, OBSERVED("a", "," SECURITY("PSY")));
    lw_put(w, OBSERVED("a", ""));
    CHECK_STR(lw_seen(w, 0), STR("b a"));
    CHECK_STR(lw_versions_shared(w, 0, "a"), STR("2"));
    CHECK_STR(lw_versions_shared(w, 0, "b"), STR("1 2 3"));
}

/* C5, S24: a Medication that only a version before names. */
BOTH(label__a_version_is_kept_back_by_the_medication_it_named)
{
    World *w = labelled_world(cx, db);
    lw_put(w, OBSERVED("a", ",'extension':[{'url':'urn:x','valueReference':{'reference':"
                            "'Medication/m'}}]"));
    lw_put(w, OBSERVED("a", ""));
    lw_put(w, "{'resourceType':'Medication','id':'m'," SECURITY("PSY") "}");
    CHECK_STR(lw_versions_shared(w, 0, "a"), STR("2"));
}

/* M37: when she was born is learned when only what has been corrected since was sensitive. */
BOTH(label__a_version_is_a_minors_care_when_her_birth_date_comes)
{
    World *w = world_new(cx, db);
    const LabelSpec spec = { .part2_by_match = true };
    CHECK_OK(cx, label_table_new(cx, &spec, &w->rules.labels));
    lw_put(w, "{'resourceType':'Patient','id':'ann'}");
    lw_put(w, OBSERVED("a", ",'effectiveDateTime':'1995-01-01'," SECURITY("HIV")));
    lw_put(w, OBSERVED("a", ",'effectiveDateTime':'1995-01-01'"));
    ReachSpec parent = world_spec(w, STR("ann"));
    parent.labels_withheld = label_withheld(HIV, true);
    CHECK_STR(lw_versions(w, reach_new(cx, &parent), "a", ""), STR("1 2"));
    lw_put(w, "{'resourceType':'Patient','id':'ann','birthDate':'1980-01-01'}");
    CHECK_STR(lw_versions(w, reach_new(cx, &parent), "a", ""), STR("2"));
    CHECK_STR(lw_versions_shared(w, HIV, "a"), STR("1 2"));
}

/* C5: the reason is kept for staff. */
BOTH(label_of__says_what_one_is_held_for_and_by_which_codes)
{
    World *w = labelled_world(cx, db);
    const uint16_t type = type_by_name(STR("Observation"))->num;
    LabelOf of;
    DbTx *tx;
    lw_put(w, VISIT("v", "," SECURITY("PSY")));
    lw_put(w, OBSERVED("a", IN_VISIT("v")));
    lw_put(w, OBSERVED("b", "," SECURITY("PSY")));
    lw_put(w, OBSERVED("c", ""));
    CHECK_OK(cx, db_read(cx, db, WORLD_PLAN, &tx));
    CHECK_OK(cx, label_of(cx, tx, WORLD_PLAN, type, STR("a"), &of));
    CHECK((of.own & MH) == 0 && (of.labels & MH) != 0);
    CHECK_OK(cx, label_of(cx, tx, WORLD_PLAN, type, STR("b"), &of));
    CHECK((of.own & MH) != 0 && (of.labels & MH) != 0 && str_contains(of.reason, STR("PSY")));
    CHECK_OK(cx, label_of(cx, tx, WORLD_PLAN, type, STR("c"), &of));
    CHECK(of.labels == 0 && of.reason.n == 0);
    CHECK_FAILS(cx, ST_NOT_FOUND, label_of(cx, tx, WORLD_PLAN, type, STR("none"), &of));
    db_end(tx);
}

/* M37: a minor's care is that also when her Patient is deleted, what comes later too. */
BOTH(label__a_minors_care_stays_so_without_her_patient)
{
    World *w = world_new(cx, db);
    const LabelSpec spec = { .part2_by_match = true };
    CHECK_OK(cx, label_table_new(cx, &spec, &w->rules.labels));
    lw_put(w, "{'resourceType':'Patient','id':'ann','birthDate':'1980-01-01'}");
    lw_put(w, OBSERVED("a", ",'effectiveDateTime':'1995-01-01'," SECURITY("HIV")));
    ReachSpec parent = world_spec(w, STR("ann"));
    parent.labels_withheld = label_withheld(HIV, true);
    CHECK_STR(lw_versions(w, reach_new(cx, &parent), "a", ""), STR(""));
    w->cx->now_ms += 1000;
    world_delete(w, STR("Patient"), STR("ann"));
    lw_put(w, OBSERVED("b", ",'effectiveDateTime':'1995-01-01'," SECURITY("HIV")));
    CHECK_STR(lw_versions(w, reach_new(cx, &parent), "a", ""), STR(""));
    CHECK_STR(lw_versions(w, reach_new(cx, &parent), "b", ""), STR(""));
    CHECK_STR(lw_versions_shared(w, HIV, "a"), STR("1"));
}

/* M37: of a birth date that is a year alone she may be of its first day and of its last. */
BOTH(label__who_was_born_in_a_year_is_a_minor_as_long_as_she_may_be)
{
    World *w = world_new(cx, db);
    const LabelSpec spec = { .part2_by_match = true };
    CHECK_OK(cx, label_table_new(cx, &spec, &w->rules.labels));
    lw_put(w, "{'resourceType':'Patient','id':'ann','birthDate':'2008'}");
    lw_put(w, OBSERVED("before", ",'effectiveDateTime':'2019-12-30T12:00:00Z'," SECURITY("HIV")));
    lw_put(w, OBSERVED("first", ",'effectiveDateTime':'2020-01-02T12:00:00Z'," SECURITY("HIV")));
    lw_put(w, OBSERVED("last", ",'effectiveDateTime':'2026-12-30T12:00:00Z'," SECURITY("HIV")));
    lw_put(w, OBSERVED("after", ",'effectiveDateTime':'2027-01-02T12:00:00Z'," SECURITY("HIV")));
    ReachSpec parent = world_spec(w, STR("ann"));
    parent.labels_withheld = label_withheld(HIV, true);
    CHECK_STR(world_find(w, reach_new(cx, &parent), "Observation?patient=ann&_sort=_id"),
              STR("after before"));
}

/* C5, S24: what was deleted before its visit was known to be sensitive. */
BOTH(label__what_is_deleted_is_withheld_with_its_visit)
{
    World *w = labelled_world(cx, db);
    const FhirVersion first = { STR("Observation"), STR("a"), STR("1") };
    FhirDoc got;
    DbTx *tx;
    lw_put(w, OBSERVED("a", IN_VISIT("v")));
    w->cx->now_ms += 1000;
    world_delete(w, STR("Observation"), STR("a"));
    CHECK(lw_read(w, lw_sharing(w, 0), "Observation", "a", &got) == ST_GONE);
    lw_put(w, VISIT("v", "," SECURITY("PSY")));
    CHECK(lw_read(w, lw_sharing(w, 0), "Observation", "a", &got) == ST_NOT_FOUND);
    CHECK(lw_read(w, lw_sharing(w, MH), "Observation", "a", &got) == ST_GONE);
    CHECK_OK(cx, db_read(cx, db, WORLD_PLAN, &tx));
    CHECK_FAILS(cx, ST_NOT_FOUND, fhir_vread(cx, tx, lw_sharing(w, 0), &first, &got));
    CHECK_OK(cx, fhir_vread(cx, tx, lw_sharing(w, MH), &first, &got));
    db_end(tx);
    lw_put(w, OBSERVED("b", IN_VISIT("v")));
    CHECK_STR(lw_seen(w, 0), STR(""));
}

/* A load of the same changes nothing: labels are no content (DESIGN 3). */
BOTH(label__what_is_loaded_again_is_unchanged)
{
    World *w = labelled_world(cx, db);
    lw_put(w, OBSERVED("a", IN_VISIT("v")));
    lw_put(w, VISIT("v", "," SECURITY("PSY")));
    lw_put(w, OBSERVED("a", IN_VISIT("v")));
    lw_put(w, VISIT("v", "," SECURITY("PSY")));
    CHECK(str_contains(lw_version_of(w, "a"), STR("\"versionId\":\"2\"")));
    CHECK_STR(lw_seen(w, 0), STR(""));
}

BOTH(label__all_in_one_batch_is_one_version)
{
    World *w = labelled_world(cx, db);
    const char *const all[] = {
        OBSERVED("a", IN_VISIT("v")),
        VISIT("v", "," SECURITY("PSY")),
        OBSERVED("b", "," SECURITY("HIV")),
        "{'resourceType':'DocumentReference','id':'d','status':'current'," OF_ANN
        ",'content':[{'attachment':{'url':'Binary/"
        "x'}}],'context':{'encounter':[{'reference':'Encounter/v'}]}}",
        "{'resourceType':'Binary','id':'x','contentType':'text/plain','data':'YQ=='}",
    };
    FhirDoc got;
    world_put_all(w, all, 5);
    CHECK_STR(lw_seen(w, 0), STR(""));
    CHECK_STR(lw_seen(w, MH), STR("a"));
    CHECK_STR(lw_seen(w, HIV | MH), STR("a b"));
    CHECK(str_contains(lw_version_of(w, "a"), STR("\"versionId\":\"1\"")));
    CHECK(lw_read(w, lw_sharing(w, HIV), "Binary", "x", &got) == ST_NOT_FOUND);
    CHECK_OK(cx, lw_read(w, lw_sharing(w, MH), "Binary", "x", &got));
}

BOTH(label__a_medication_that_comes_later_labels_who_names_it)
{
    World *w = labelled_world(cx, db);
    lw_put(w,
           "{'resourceType':'MedicationRequest','id':'r','status':'active','intent':'order'," OF_ANN
           ",'medicationReference':{'reference':'Medication/m'}}");
    CHECK_STR(world_find(w, lw_sharing(w, 0), "MedicationRequest?patient=ann"), STR("r"));
    lw_put(w, "{'resourceType':'Medication','id':'m'," SECURITY("ETH") "}");
    CHECK_STR(world_find(w, lw_sharing(w, 0), "MedicationRequest?patient=ann"), STR(""));
    lw_put(w, "{'resourceType':'Medication','id':'m'}");
    CHECK_STR(world_find(w, lw_sharing(w, 0), "MedicationRequest?patient=ann"), STR("r"));
}

/* ---- in any order ---- */

/* @ stands for what tells one telling of the story from another. */
static const char *const story[] = {
    "{'resourceType':'Patient','id':'@ann','birthDate':'2001-05-01'}",
    "{'resourceType':'Patient','id':'@ben','birthDate':'1960-05-01'}",
    "{'resourceType':'Medication','id':'@m'," SECURITY("ETH") "}",
    "{'resourceType':'Condition','id':'@c1'," SECURITY(
        "HIV") ",'subject':{'reference':'Patient/@ann'},"
               "'encounter':{'reference':'Encounter/@v1'},'onsetDateTime':'2016-01-01'}",
    "{'resourceType':'Condition','id':'@c2','subject':{'reference':'Patient/@ann'},"
    "'encounter':{'reference':'Encounter/@v2'}}",
    "{'resourceType':'Encounter','id':'@v1','status':'finished','class':{'code':'AMB'},"
    "'subject':{'reference':'Patient/@ann'},'period':{'start':'2016-01-01','end':'2016-01-01'}}",
    "{'resourceType':'Encounter','id':'@v2','status':'finished','class':{'code':'AMB'},"
    "'subject':{'reference':'Patient/@ann'},'diagnosis':[{'condition':{'reference':'Condition/"
    "@c2'}}]}",
    "{'resourceType':'Encounter','id':'@v3','status':'finished','class':{'code':'AMB'}," SECURITY(
        "PSY") ",'subject':{'reference':'Patient/@ben'}}",
    "{'resourceType':'Observation','id':'@o1','status':'final','code':{'text':'x'},"
    "'subject':{'reference':'Patient/@ann'},'encounter':{'reference':'Encounter/@v1'},"
    "'effectiveDateTime':'2016-01-01'}",
    "{'resourceType':'Observation','id':'@o2','status':'final','code':{'text':'x'},"
    "'subject':{'reference':'Patient/@ann'},'encounter':{'reference':'Encounter/@v2'}}",
    "{'resourceType':'Observation','id':'@o3','status':'final','code':{'text':'x'},"
    "'subject':{'reference':'Patient/@ann'},'hasMember':[{'reference':'Observation/@o4'}]}",
    "{'resourceType':'Observation','id':'@o4','status':'final','code':{'text':'x'}," SECURITY(
        "SDV") ",'subject':{'reference':'Patient/@ann'}}",
    "{'resourceType':'Observation','id':'@o5','status':'final','code':{'text':'x'},"
    "'subject':{'reference':'Patient/@ben'},'encounter':{'reference':'Encounter/@v3'}}",
    "{'resourceType':'DiagnosticReport','id':'@d','status':'final','code':{'text':'x'},"
    "'subject':{'reference':'Patient/@ann'},'result':[{'reference':'Observation/@o3'},"
    "{'reference':'Observation/@o4'},{'reference':'Observation/@o2'}]}",
    "{'resourceType':'DocumentReference','id':'@f','status':'current',"
    "'subject':{'reference':'Patient/@ann'},'content':[{'attachment':{'url':'Binary/@x'}}],"
    "'context':{'encounter':[{'reference':'Encounter/@v1'}]}}",
    "{'resourceType':'Binary','id':'@x','contentType':'text/plain','data':'YQ=='}",
    "{'resourceType':'Provenance','id':'@p','recorded':'2024-01-01T00:00:00Z',"
    "'target':[{'reference':'Condition/@c1'}],'agent':[{'who':{'display':'x'}}]}",
    "{'resourceType':'MedicationRequest','id':'@r','status':'active','intent':'order',"
    "'subject':{'reference':'Patient/@ben'},'medicationReference':{'reference':'Medication/@m'}}",
    "{'resourceType':'MedicationDispense','id':'@s','status':'completed',"
    "'subject':{'reference':'Patient/@ben'},"
    "'authorizingPrescription':[{'reference':'MedicationRequest/@r'}]}",
    "{'resourceType':'Claim','id':'@k','status':'active','patient':{'reference':'Patient/@ann'},"
    "'item':[{'sequence':1,'encounter':[{'reference':'Encounter/@v1'}]}]}",
    "{'resourceType':'ExplanationOfBenefit','id':'@e','status':'active',"
    "'patient':{'reference':'Patient/@ann'},'claim':{'reference':'Claim/@k'}}",
};
#define STORY (sizeof story / sizeof *story)

static const char *told(Cx *cx, const char *json, unsigned telling)
{
    Buf *b = buf_new(cx, 4096);
    for (; *json; json++)
        if (*json == '@')
            buf_put(b, arena_printf(cx->mem, "t%u-", telling));
        else
            buf_put(b, (Str){ json, 1 });
    return arena_dup(cx->mem, buf_str(b)).p;
}

/* "type id labels …" of all that was told. */
static Str labels_of(World *w, unsigned telling)
{
    DbTx *tx;
    DbRows *rows;
    Status st;
    const Str front = arena_printf(w->cx->mem, "t%u-", telling);
    Buf *b = buf_new(w->cx, 8192);
    Sql *q = sql_new(w->cx);
    sql_text(q, "SELECT type, id, labels FROM fhir_entry WHERE plan = ");
    sql_bind_i64(q, WORLD_PLAN);
    sql_text(q, " ORDER BY type, id");
    CHECK_OK(w->cx, db_read(w->cx, w->db, WORLD_PLAN, &tx));
    CHECK_OK(w->cx, db_query(w->cx, tx, q, &rows));
    while (db_next(w->cx, rows, &st)) {
        const Str id = db_str(rows, 1);
        if (str_starts(id, front))
            buf_put(b,
                    arena_printf(w->cx->mem, "%.*s %llx\n", STR_ARG(str_slice(id, front.n, id.n)),
                                 (unsigned long long)db_i64(rows, 2)));
    }
    CHECK_OK(w->cx, st);
    db_end(tx);
    return buf_str(b);
}

static unsigned next(unsigned *random)
{
    *random = *random * 1103515245 + 12345;
    return *random >> 16;
}

/* A diagnosis and a result, in one order or the other. */
static Str labels_without(World *w, unsigned telling)
{
    for (unsigned i = 0; i < 2; i++) {
        const bool diagnosis = (telling + i) % 2 == 0;
        const Str id = arena_printf(w->cx->mem, "t%u-%s", telling, diagnosis ? "c1" : "o4");
        w->cx->now_ms += 1000;
        world_delete(w, diagnosis ? STR("Condition") : STR("Observation"), id);
    }
    return labels_of(w, telling);
}

/* What is kept does not depend on how it came: in which order, in how many batches, what each thing was
 * before. Nor when some of it is deleted. */
BOTH(label__the_order_of_a_load_does_not_matter)
{
    unsigned random = 1;
    World *w = labelled_world(cx, db);
    const char *all[STORY];
    for (size_t i = 0; i < STORY; i++)
        all[i] = told(cx, story[i], 0);
    world_put_all(w, all, STORY);
    const Str first = labels_of(w, 0);
    CHECK(str_contains(first, STR("o1 104\n"))); /* HIV, as a minor */
    CHECK(str_contains(first, STR("m 80000002\n")));
    const Str second = labels_without(w, 0);
    CHECK(str_contains(second, STR("o1 0\n")));
    CHECK(str_contains(second, STR("p 4\n")));
    CHECK(!str_contains(second, STR("o3 0\n")));
    for (unsigned telling = 1; telling <= 24; telling++) {
        for (size_t i = 0; i < STORY; i++)
            all[i] = told(cx, story[i], telling);
        for (size_t i = STORY - 1; i > 0; i--) {
            const size_t k = next(&random) % (i + 1);
            const char *one = all[i];
            all[i] = all[k];
            all[k] = one;
        }
        if (telling % 3 == 0) /* she was sensitive once, and is no more */
            lw_put(w, told(cx,
                           "{'resourceType':'Encounter','id':'@v2','status':'finished',"
                           "'class':{'code':'AMB'}," SECURITY(
                               "PSY") ",'subject':{'reference':'Patient/@ann'}}",
                           telling));
        for (size_t i = 0, n; i < STORY; i += n) {
            n = 1 + next(&random) % (telling % 2 ? 3 : STORY);
            n = n < STORY - i ? n : STORY - i;
            w->cx->now_ms += 1000;
            world_put_all(w, all + i, n);
        }
        CHECK_STR(labels_of(w, telling), first);
        CHECK_STR(labels_without(w, telling), second);
    }
}

/* A source that has a list of its own keeps it, and gets ours in front. */
BOTH(label__the_source_s_own_codings_stay)
{
    World *w = labelled_world(cx, db);
    lw_put(
        w,
        OBSERVED(
            "a",
            ",'meta':{'tag':[{'code':'t'}],'security':[{'system':'urn:x','code':'own'}]}" IN_VISIT(
                "v")));
    lw_put(w, VISIT("v", "," SECURITY("PSY")));
    const Str with = lw_version_of(w, "a");
    CHECK(str_contains(with, STR("\"security\":[{\"system\":\"http://terminology.hl7.org/"
                                 "CodeSystem/v3-Confidentiality\"")));
    CHECK(str_contains(with, STR(",{\"system\":\"urn:x\",\"code\":\"own\"}]")));
    lw_put(w, VISIT("v", ""));
    CHECK(str_contains(lw_version_of(w, "a"),
                       STR("\"security\":[{\"system\":\"urn:x\",\"code\":\"own\"}]")));
    CHECK_STR(world_find(w, lw_sharing(w, 0), "Observation?_security=own"), STR("a"));
}

/* C5: how much there is, by type and kind; what is weak alone is told apart. */
BOTH(label_report__counts_by_type_and_kind)
{
    World *w = labelled_world(cx, db);
    DbTx *tx;
    LabelCount *all;
    size_t count;
    lw_put(w, OBSERVED("a", IN_VISIT("v")));
    lw_put(w, OBSERVED("b", ""));
    lw_put(w, VISIT("v", "," SECURITY("PSY")));
    CHECK_OK(cx, db_read(cx, db, WORLD_PLAN, &tx));
    CHECK_OK(cx, label_report(cx, tx, WORLD_PLAN, &all, &count));
    CHECK(count == 3);
    for (size_t i = 0; i < count; i++) {
        const Str type = type_by_num(all[i].type)->name;
        const bool visit = str_eq(type, STR("Encounter"));
        const bool observed = str_eq(type, STR("Observation"));
        CHECK_I64(all[i].resources, observed ? 2 : 1);
        CHECK_I64(all[i].own[LABEL_MENTAL_HEALTH], visit);
        CHECK_I64(all[i].labels[LABEL_MENTAL_HEALTH], visit || observed);
        CHECK_I64(all[i].weak[LABEL_MENTAL_HEALTH], 0);
    }
    db_end(tx);
}

/* S24: also where what it is now does not change by it. */
BOTH(label__a_version_before_follows_its_visit_when_the_newest_is_so_already)
{
    World *w = labelled_world(cx, db);
    const FhirVersion first = { STR("Observation"), STR("a"), STR("1") };
    FhirDoc got;
    DbTx *tx;
    lw_put(w, VISIT("v", ""));
    lw_put(w, OBSERVED("a", IN_VISIT("v")));
    lw_put(w, OBSERVED("a", "," SECURITY("PSY") IN_VISIT("v")));
    lw_put(w, VISIT("v", "," SECURITY("PSY")));
    CHECK_OK(cx, db_read(cx, db, WORLD_PLAN, &tx));
    CHECK_FAILS(cx, ST_NOT_FOUND, fhir_vread(cx, tx, lw_sharing(w, 0), &first, &got));
    CHECK_OK(cx, fhir_vread(cx, tx, lw_sharing(w, MH), &first, &got));
    db_end(tx);
}

/* S28: what referred to it names it no more, and gives it nothing. */
BOTH(label__a_binary_that_a_version_before_held_is_not_read)
{
    World *w = labelled_world(cx, db);
    FhirDoc got;
    lw_put(w, "{'resourceType':'DocumentReference','id':'d','status':'current'," SECURITY(
                  "PSY") "," OF_ANN ",'content':[{'attachment':{'url':'Binary/x'}}]}");
    lw_put(w, "{'resourceType':'Binary','id':'x','contentType':'text/plain','data':'YQ=='}");
    lw_put(w, "{'resourceType':'DocumentReference','id':'d','status':'current'," OF_ANN "}");
    CHECK(lw_read(w, lw_sharing(w, 0), "Binary", "x", &got) == ST_NOT_FOUND);
    CHECK_STR(world_find(w, lw_sharing(w, 0), "Binary?_count=10"), STR(""));
}

/* S28: what referred to it is deleted, and nothing lets it be seen. */
BOTH(label__a_document_s_binary_goes_with_it)
{
    World *w = labelled_world(cx, db);
    FhirDoc got;
    lw_put(w, "{'resourceType':'DocumentReference','id':'d','status':'current'," SECURITY(
                  "PSY") "," OF_ANN ",'content':[{'attachment':{'url':'Binary/x'}}]}");
    lw_put(w, "{'resourceType':'Binary','id':'x','contentType':'text/plain','data':'YQ=='}");
    CHECK_OK(cx, lw_read(w, lw_sharing(w, MH), "Binary", "x", &got));
    w->cx->now_ms += 1000;
    world_delete(w, STR("DocumentReference"), STR("d"));
    CHECK(lw_read(w, lw_sharing(w, 0), "Binary", "x", &got) == ST_NOT_FOUND);
    CHECK_STR(world_find(w, lw_sharing(w, 0), "Binary?_count=10"), STR(""));
}

/* C5, S24: who names it, and what it supported, tells of it though it is deleted. */
BOTH(label__what_is_deleted_is_still_told_by_who_names_it)
{
    World *w = labelled_world(cx, db);
    lw_put(w, "{'resourceType':'Condition','id':'d'," SECURITY("PSY") "," OF_ANN "}");
    lw_put(w, "{'resourceType':'Provenance','id':'p','recorded':'2024-01-01T00:00:00Z',"
              "'target':[{'reference':'Condition/d'}],'agent':[{'who':{'display':'x'}}]}");
    lw_put(w, OBSERVED("a", ",'focus':[{'reference':'Condition/d'}]"));
    CHECK_STR(world_find(w, lw_sharing(w, 0), "Provenance?_id=p"), STR(""));
    w->cx->now_ms += 1000;
    world_delete(w, STR("Condition"), STR("d"));
    CHECK_STR(world_find(w, lw_sharing(w, 0), "Provenance?_id=p"), STR(""));
    CHECK_STR(lw_seen(w, 0), STR(""));
    CHECK_STR(lw_seen(w, MH), STR("a"));
    lw_put(w, OBSERVED("b", ",'focus':[{'reference':'Condition/d'}]"));
    lw_put(w, OBSERVED("c", ""));
    CHECK_STR(lw_seen(w, 0), STR("c"));
    CHECK_STR(lw_seen(w, MH), STR("a b c"));
}

/* C5: also when nothing else of hers has to do with labels. */
BOTH(label__who_names_what_is_deleted_may_come_later)
{
    World *w = labelled_world(cx, db);
    lw_put(w, "{'resourceType':'Condition','id':'d'," SECURITY("PSY") "," OF_ANN "}");
    w->cx->now_ms += 1000;
    world_delete(w, STR("Condition"), STR("d"));
    lw_put(w, OBSERVED("a", ",'focus':[{'reference':'Condition/d'}]"));
    CHECK_STR(lw_seen(w, 0), STR(""));
    CHECK_STR(lw_seen(w, MH), STR("a"));
}

/* C5: a claim that is deleted, and what came with it. */
BOTH(label__what_a_deleted_claim_told_of_is_still_told)
{
    World *w = labelled_world(cx, db);
    FhirDoc got;
    lw_put(w, "{'resourceType':'DocumentReference','id':'d','status':'current'," OF_ANN
              ",'content':[{'attachment':{'url':'Binary/x'}}]}");
    lw_put(w, "{'resourceType':'Binary','id':'x','contentType':'text/plain','data':'YQ=='}");
    lw_put(w, "{'resourceType':'Claim','id':'k','status':'active'," SECURITY(
                  "PSY") ",'patient':{'reference':'Patient/ann'},'supportingInfo':[{'sequence':1,"
                         "'valueReference':{'reference':'DocumentReference/d'}}]}");
    w->cx->now_ms += 1000;
    world_delete(w, STR("Claim"), STR("k"));
    CHECK(lw_read(w, lw_sharing(w, 0), "DocumentReference", "d", &got) == ST_NOT_FOUND);
    CHECK(lw_read(w, lw_sharing(w, 0), "Binary", "x", &got) == ST_NOT_FOUND);
    CHECK_OK(cx, lw_read(w, lw_sharing(w, MH), "Binary", "x", &got));
}

/* C5: so a source takes back a diagnosis that was wrong; where the visit went with it, it was not that. */
BOTH(label__a_deleted_diagnosis_is_no_longer_its_visits)
{
    World *w = labelled_world(cx, db);
    FhirDoc got;
    lw_put(w, VISIT("v", ""));
    lw_put(w, OBSERVED("a", IN_VISIT("v")));
    lw_put(w, "{'resourceType':'Condition','id':'d'," SECURITY("PSY") "," OF_ANN IN_VISIT("v") "}");
    CHECK_STR(lw_seen(w, 0), STR(""));
    w->cx->now_ms += 1000;
    world_delete(w, STR("Condition"), STR("d"));
    CHECK_STR(lw_seen(w, 0), STR("a"));
    CHECK_OK(cx, lw_read(w, lw_sharing(w, 0), "Encounter", "v", &got));
    CHECK(lw_read(w, lw_sharing(w, 0), "Condition", "d", &got) == ST_NOT_FOUND);
    world_delete(w, STR("Encounter"), STR("v"));
    CHECK_STR(lw_seen(w, 0), STR(""));
    CHECK(lw_read(w, lw_sharing(w, 0), "Encounter", "v", &got) == ST_NOT_FOUND);
    CHECK(lw_read(w, lw_sharing(w, MH), "Encounter", "v", &got) == ST_GONE);
}

/* C5: what lists cannot tell of, from the bodies that are stored. */
BOTH(label_report__surveys_what_no_list_can_know)
{
    World *w = labelled_world(cx, db);
    DbTx *tx;
    LabelSurvey s;
    lw_put(w, OBSERVED("a", "," SECURITY("PSY")));
    lw_put(w,
           "{'resourceType':'Condition','id':'c','code':{'coding':[{'system':'urn:ours','code':'7'}"
           "]}," OF_ANN "}");
    CHECK_OK(cx, db_read(cx, db, WORLD_PLAN, &tx));
    CHECK_OK(cx, label_survey_plan(cx, tx, WORLD_PLAN, w->rules.labels, &s));
    db_end(tx);
    CHECK_I64(s.unnamed, 0);
    CHECK_I64(s.uncoded, 2);
    CHECK_I64((int64_t)s.count, 1);
    CHECK_STR(s.systems[0].system, STR("urn:ours"));
}

/* Nor what was corrected, of itself and of its visit. */
BOTH(label_report__does_not_count_what_was_corrected)
{
    World *w = labelled_world(cx, db);
    DbTx *tx;
    LabelCount *all;
    size_t count;
    lw_put(w, VISIT("v", "," SECURITY("PSY")));
    lw_put(w, OBSERVED("a", IN_VISIT("v")));
    lw_put(w, OBSERVED("b", "," SECURITY("PSY")));
    lw_put(w, VISIT("v", CORRECTED));
    lw_put(w, OBSERVED("b", CORRECTED));
    CHECK_OK(cx, db_read(cx, db, WORLD_PLAN, &tx));
    CHECK_OK(cx, label_report(cx, tx, WORLD_PLAN, &all, &count));
    for (size_t i = 0; i < count; i++)
        CHECK_I64(all[i].labels[LABEL_MENTAL_HEALTH] + all[i].own[LABEL_MENTAL_HEALTH], 0);
    db_end(tx);
}

/* A report is of what is there. */
BOTH(label_report__does_not_count_what_is_deleted)
{
    World *w = labelled_world(cx, db);
    DbTx *tx;
    LabelCount *all;
    size_t count;
    lw_put(w, OBSERVED("a", "," SECURITY("PSY")));
    lw_put(w, OBSERVED("b", ""));
    w->cx->now_ms += 1000;
    world_delete(w, STR("Observation"), STR("a"));
    CHECK_OK(cx, db_read(cx, db, WORLD_PLAN, &tx));
    CHECK_OK(cx, label_report(cx, tx, WORLD_PLAN, &all, &count));
    for (size_t i = 0; i < count; i++)
        CHECK_I64(all[i].labels[LABEL_MENTAL_HEALTH] + all[i].own[LABEL_MENTAL_HEALTH], 0);
    db_end(tx);
}

BOTH(label__a_deleted_medication_goes_on_labelling_who_takes_it)
{
    World *w = labelled_world(cx, db);
    lw_put(w, "{'resourceType':'Medication','id':'m'," SECURITY("ETH") "}");
    lw_put(w,
           "{'resourceType':'MedicationRequest','id':'r','status':'active','intent':'order'," OF_ANN
           ",'medicationReference':{'reference':'Medication/m'}}");
    w->cx->now_ms += 1000;
    world_delete(w, STR("Medication"), STR("m"));
    lw_put(w, OBSERVED("other", "," SECURITY("PSY")));
    CHECK_STR(world_find(w, lw_sharing(w, 0), "MedicationRequest?patient=ann"), STR(""));
    lw_put(w,
           "{'resourceType':'MedicationRequest','id':'s','status':'active','intent':'order'," OF_ANN
           ",'medicationReference':{'display':'acamprosate calcium'}}");
    CHECK_STR(world_find(w, lw_sharing(w, 0), "MedicationRequest?patient=ann"), STR(""));
}

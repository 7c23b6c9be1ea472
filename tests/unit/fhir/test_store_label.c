/* Labels as a load leaves them: what is stored, sent and found (C5, sensitive.md 2). */
#include "base/buf.h"
#include "fhir/label.h"
#include "fhir/label_report.h"
#include "fhir/relabel.h"
#include "fhir/store.h"
#include "tests/unit/db/engines.h"
#include "tests/unit/fhir/world.h"

#define MH LABEL_BIT(LABEL_MENTAL_HEALTH)
#define HIV LABEL_BIT(LABEL_HIV)
#define SECURITY(code)                                                                             \
    "'meta':{'security':[{'system':'http://terminology.hl7.org/CodeSystem/"                        \
    "v3-ActCode','code':'" code "'}]}"
#define OF_ANN "'subject':{'reference':'Patient/ann'}"
#define VISIT(id, more)                                                                            \
    "{'resourceType':'Encounter','id':'" id                                                        \
    "','status':'finished','class':{'code':'AMB'}," OF_ANN more "}"
#define OBSERVED(id, more)                                                                         \
    "{'resourceType':'Observation','id':'" id                                                      \
    "','status':'final','code':{'text':'x'}," OF_ANN more "}"
#define CORRECTED ",'text':{'status':'empty','div':'corrected'}" /* no content that was before */
#define IN_VISIT(id) ",'encounter':{'reference':'Encounter/" id "'}"

static World *labelled_world(Cx *cx, Db *db)
{
    World *w = world_new(cx, db);
    const LabelSpec spec = { .part2_by_match = true };
    CHECK_OK(cx, label_table_new(cx, &spec, &w->rules.labels));
    world_put(w, "{'resourceType':'Patient','id':'ann','birthDate':'1980-01-01'}");
    return w;
}

static void put(World *w, const char *json)
{
    w->cx->now_ms += 1000;
    world_put(w, json);
}

static const Reach *sharing(World *w, uint64_t shared)
{
    ReachSpec spec = world_spec(w, STR("ann"));
    spec.labels_withheld = label_withheld(shared, false);
    return reach_new(w->cx, &spec);
}

static Status read_one(World *w, const Reach *r, const char *type, const char *id, FhirDoc *out)
{
    DbTx *tx;
    CHECK_OK(w->cx, db_read(w->cx, w->db, WORLD_PLAN, &tx));
    const Status st = fhir_read(w->cx, tx, r, str_of(type), str_of(id), out);
    db_end(tx);
    if (st == ST_OK)
        return ST_OK;
    w->cx->fault = (Fault){ 0 };
    return st;
}

static Str seen(World *w, uint64_t shared)
{
    return world_find(w, sharing(w, shared), "Observation?patient=ann");
}

static Str version_of(World *w, const char *id)
{
    FhirDoc got;
    CHECK_OK(w->cx, read_one(w, sharing(w, ~UINT64_C(0)), "Observation", id, &got));
    return got.body;
}

/* C4, C5, C6 */
BOTH(label__what_its_codes_say_is_withheld_unless_shared)
{
    World *w = labelled_world(cx, db);
    FhirDoc got;
    put(w, OBSERVED("plain", ""));
    put(w, OBSERVED("mind", "," SECURITY("PSY")));
    CHECK_STR(seen(w, 0), STR("plain"));
    CHECK_STR(seen(w, HIV), STR("plain"));
    CHECK_STR(seen(w, MH), STR("plain mind"));
    CHECK(read_one(w, sharing(w, HIV), "Observation", "mind", &got) == ST_NOT_FOUND);
    CHECK_OK(cx, read_one(w, sharing(w, MH), "Observation", "mind", &got));
    CHECK_STR(world_find(w, sharing(w, MH), "Observation?_security=R"), STR("mind"));
    CHECK_STR(world_find(w, sharing(w, 0), "Observation?_security=R"), STR(""));
    CHECK(str_contains(got.body, STR("\"code\":\"R\"")));
    CHECK(str_contains(got.body, STR("\"versionId\":\"1\"")));
}

BOTH(label__a_visit_that_comes_first_labels_its_records)
{
    World *w = labelled_world(cx, db);
    put(w, VISIT("v", "," SECURITY("PSY")));
    put(w, OBSERVED("a", IN_VISIT("v")));
    put(w, OBSERVED("b", IN_VISIT("w")));
    CHECK_STR(seen(w, 0), STR("b"));
    CHECK_STR(seen(w, MH), STR("a b"));
    CHECK(str_contains(version_of(w, "a"), STR("\"versionId\":\"1\"")));
    CHECK_STR(world_find(w, sharing(w, MH), "Observation?_security=MH"), STR("a"));
}

/* What was sent becomes another version, and what it was before is withheld with it (S24). */
BOTH(label__a_visit_that_comes_later_labels_what_is_there)
{
    World *w = labelled_world(cx, db);
    FhirDoc got;
    DbTx *tx;
    put(w, OBSERVED("a", IN_VISIT("v")));
    CHECK_STR(seen(w, 0), STR("a"));
    put(w, VISIT("v", "," SECURITY("PSY")));
    CHECK_STR(seen(w, 0), STR(""));
    CHECK_STR(seen(w, MH), STR("a"));
    CHECK(str_contains(version_of(w, "a"), STR("\"versionId\":\"2\"")));
    CHECK(str_contains(version_of(w, "a"), STR("\"code\":\"MH\"")));
    CHECK_OK(cx, db_read(cx, db, WORLD_PLAN, &tx));
    const FhirVersion first = { STR("Observation"), STR("a"), STR("1") };
    CHECK_FAILS(cx, ST_NOT_FOUND, fhir_vread(cx, tx, sharing(w, 0), &first, &got));
    CHECK_OK(cx, fhir_vread(cx, tx, sharing(w, MH), &first, &got));
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
    put(w, OBSERVED("a", ",'effectiveDateTime':'2020-01-01'" IN_VISIT("v")));
    w->cx->now_ms += 1000;
    world_put_all(w, both, 2);
    CHECK(str_contains(version_of(w, "a"), STR("\"versionId\":\"2\"")));
    CHECK_STR(seen(w, 0), STR(""));
    CHECK_OK(cx, db_read(cx, db, WORLD_PLAN, &tx));
    CHECK_FAILS(cx, ST_NOT_FOUND, fhir_vread(cx, tx, sharing(w, 0), &first, &got));
    CHECK_OK(cx, fhir_vread(cx, tx, sharing(w, MH), &first, &got));
    CHECK_I64(former_labels(w, tx, STR("a")), (int64_t)MH);
    db_end(tx);
}

BOTH(label__a_visit_that_is_so_no_longer_takes_them_back)
{
    World *w = labelled_world(cx, db);
    put(w, OBSERVED("a", IN_VISIT("v")));
    put(w, VISIT("v", "," SECURITY("PSY")));
    put(w, VISIT("v", ""));
    CHECK_STR(seen(w, 0), STR("a"));
    CHECK(!str_contains(version_of(w, "a"), STR("\"code\":\"MH\"")));
    put(w, VISIT("v", "," SECURITY("HIV")));
    CHECK_STR(seen(w, 0), STR(""));
    put(w, VISIT("v", CORRECTED));
    CHECK_STR(seen(w, 0), STR("a"));
    CHECK_STR(world_find(w, sharing(w, ~UINT64_C(0)), "Observation?_security=R"), STR(""));
}

/* ---- versions before ---- */

/* "1 2 …": those of the first numbers that may be read, each with the kind in its bytes when has is one. */
static Str versions(World *w, const Reach *r, const char *id, const char *has)
{
    DbTx *tx;
    Buf *b = buf_new(w->cx, 256);
    CHECK_OK(w->cx, db_read(w->cx, w->db, WORLD_PLAN, &tx));
    for (int n = 1; n <= 6; n++) {
        FhirDoc got;
        const FhirVersion one = { STR("Observation"), str_of(id),
                                  arena_printf(w->cx->mem, "%d", n) };
        if (fhir_vread(w->cx, tx, r, &one, &got) != ST_OK) {
            w->cx->fault = (Fault){ 0 };
            continue;
        }
        if (*has && !str_contains(got.body, str_of(has)))
            continue;
        buf_put(b, arena_printf(w->cx->mem, b->n ? " %d" : "%d", n));
    }
    db_end(tx);
    return b->n ? buf_str(b) : STR("");
}

static Str versions_shared(World *w, uint64_t shared, const char *id)
{
    return versions(w, sharing(w, shared), id, "");
}

#define SAYS_MH "\"code\":\"MH\""

/* C5, S24: what it named itself, and not the newest; both ways. */
BOTH(label__a_version_is_kept_back_by_what_it_named_itself)
{
    World *w = labelled_world(cx, db);
    put(w, VISIT("v", ""));
    put(w, OBSERVED("a", IN_VISIT("v")));
    put(w, OBSERVED("a", ""));
    CHECK_STR(versions_shared(w, 0, "a"), STR("1 2"));
    put(w, VISIT("v", "," SECURITY("PSY")));
    CHECK_STR(versions_shared(w, 0, "a"), STR("2"));
    CHECK_STR(versions(w, sharing(w, MH), "a", SAYS_MH), STR("1"));
    CHECK_STR(seen(w, 0), STR("a"));
    put(w, VISIT("v", CORRECTED));
    CHECK_STR(versions_shared(w, 0, "a"), STR("1 2"));
    CHECK_STR(versions(w, sharing(w, MH), "a", SAYS_MH), STR(""));
}

/* S24: the visit is the newest's alone, and what it was before tells of it. */
BOTH(label__a_version_has_what_others_give_to_the_newest)
{
    World *w = labelled_world(cx, db);
    put(w, VISIT("v", "," SECURITY("PSY")));
    put(w, OBSERVED("a", ""));
    put(w, OBSERVED("a", IN_VISIT("v")));
    CHECK_STR(versions_shared(w, 0, "a"), STR(""));
    CHECK_STR(versions_shared(w, MH, "a"), STR("1 2"));
    put(w, VISIT("v", ""));
    CHECK_STR(versions_shared(w, 0, "a"), STR("1 2 3"));
}

/* S24: what its source said of one version is that one's alone. */
BOTH(label__a_version_gives_nothing_and_is_itself)
{
    World *w = labelled_world(cx, db);
    put(w, OBSERVED("b", ",'hasMember':[{'reference':'Observation/a'}]"));
    put(w, OBSERVED("a", "," SECURITY("PSY")));
    put(w, OBSERVED("a", ""));
    CHECK_STR(seen(w, 0), STR("b a"));
    CHECK_STR(versions_shared(w, 0, "a"), STR("2"));
    CHECK_STR(versions_shared(w, 0, "b"), STR("1 2 3"));
}

/* C5, S24: a Medication that only a version before names. */
BOTH(label__a_version_is_kept_back_by_the_medication_it_named)
{
    World *w = labelled_world(cx, db);
    put(w, OBSERVED("a", ",'extension':[{'url':'urn:x','valueReference':{'reference':"
                         "'Medication/m'}}]"));
    put(w, OBSERVED("a", ""));
    put(w, "{'resourceType':'Medication','id':'m'," SECURITY("PSY") "}");
    CHECK_STR(versions_shared(w, 0, "a"), STR("2"));
}

/* M37: when she was born is learned when only what has been corrected since was sensitive. */
BOTH(label__a_version_is_a_minors_care_when_her_birth_date_comes)
{
    World *w = world_new(cx, db);
    const LabelSpec spec = { .part2_by_match = true };
    CHECK_OK(cx, label_table_new(cx, &spec, &w->rules.labels));
    put(w, "{'resourceType':'Patient','id':'ann'}");
    put(w, OBSERVED("a", ",'effectiveDateTime':'1995-01-01'," SECURITY("HIV")));
    put(w, OBSERVED("a", ",'effectiveDateTime':'1995-01-01'"));
    ReachSpec parent = world_spec(w, STR("ann"));
    parent.labels_withheld = label_withheld(HIV, true);
    CHECK_STR(versions(w, reach_new(cx, &parent), "a", ""), STR("1 2"));
    put(w, "{'resourceType':'Patient','id':'ann','birthDate':'1980-01-01'}");
    CHECK_STR(versions(w, reach_new(cx, &parent), "a", ""), STR("2"));
    CHECK_STR(versions_shared(w, HIV, "a"), STR("1 2"));
}

/* C5: the reason is kept for staff. */
BOTH(label_of__says_what_one_is_held_for_and_by_which_codes)
{
    World *w = labelled_world(cx, db);
    const uint16_t type = type_by_name(STR("Observation"))->num;
    LabelOf of;
    DbTx *tx;
    put(w, VISIT("v", "," SECURITY("PSY")));
    put(w, OBSERVED("a", IN_VISIT("v")));
    put(w, OBSERVED("b", "," SECURITY("PSY")));
    put(w, OBSERVED("c", ""));
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
    put(w, "{'resourceType':'Patient','id':'ann','birthDate':'1980-01-01'}");
    put(w, OBSERVED("a", ",'effectiveDateTime':'1995-01-01'," SECURITY("HIV")));
    ReachSpec parent = world_spec(w, STR("ann"));
    parent.labels_withheld = label_withheld(HIV, true);
    CHECK_STR(versions(w, reach_new(cx, &parent), "a", ""), STR(""));
    w->cx->now_ms += 1000;
    world_delete(w, STR("Patient"), STR("ann"));
    put(w, OBSERVED("b", ",'effectiveDateTime':'1995-01-01'," SECURITY("HIV")));
    CHECK_STR(versions(w, reach_new(cx, &parent), "a", ""), STR(""));
    CHECK_STR(versions(w, reach_new(cx, &parent), "b", ""), STR(""));
    CHECK_STR(versions_shared(w, HIV, "a"), STR("1"));
}

/* M37: of a birth date that is a year alone she may be of its first day and of its last. */
BOTH(label__who_was_born_in_a_year_is_a_minor_as_long_as_she_may_be)
{
    World *w = world_new(cx, db);
    const LabelSpec spec = { .part2_by_match = true };
    CHECK_OK(cx, label_table_new(cx, &spec, &w->rules.labels));
    put(w, "{'resourceType':'Patient','id':'ann','birthDate':'2008'}");
    put(w, OBSERVED("before", ",'effectiveDateTime':'2019-12-30T12:00:00Z'," SECURITY("HIV")));
    put(w, OBSERVED("first", ",'effectiveDateTime':'2020-01-02T12:00:00Z'," SECURITY("HIV")));
    put(w, OBSERVED("last", ",'effectiveDateTime':'2026-12-30T12:00:00Z'," SECURITY("HIV")));
    put(w, OBSERVED("after", ",'effectiveDateTime':'2027-01-02T12:00:00Z'," SECURITY("HIV")));
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
    put(w, OBSERVED("a", IN_VISIT("v")));
    w->cx->now_ms += 1000;
    world_delete(w, STR("Observation"), STR("a"));
    CHECK(read_one(w, sharing(w, 0), "Observation", "a", &got) == ST_GONE);
    put(w, VISIT("v", "," SECURITY("PSY")));
    CHECK(read_one(w, sharing(w, 0), "Observation", "a", &got) == ST_NOT_FOUND);
    CHECK(read_one(w, sharing(w, MH), "Observation", "a", &got) == ST_GONE);
    CHECK_OK(cx, db_read(cx, db, WORLD_PLAN, &tx));
    CHECK_FAILS(cx, ST_NOT_FOUND, fhir_vread(cx, tx, sharing(w, 0), &first, &got));
    CHECK_OK(cx, fhir_vread(cx, tx, sharing(w, MH), &first, &got));
    db_end(tx);
    put(w, OBSERVED("b", IN_VISIT("v")));
    CHECK_STR(seen(w, 0), STR(""));
}

/* A load of the same changes nothing: labels are no content (DESIGN 3). */
BOTH(label__what_is_loaded_again_is_unchanged)
{
    World *w = labelled_world(cx, db);
    put(w, OBSERVED("a", IN_VISIT("v")));
    put(w, VISIT("v", "," SECURITY("PSY")));
    put(w, OBSERVED("a", IN_VISIT("v")));
    put(w, VISIT("v", "," SECURITY("PSY")));
    CHECK(str_contains(version_of(w, "a"), STR("\"versionId\":\"2\"")));
    CHECK_STR(seen(w, 0), STR(""));
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
    CHECK_STR(seen(w, 0), STR(""));
    CHECK_STR(seen(w, MH), STR("a"));
    CHECK_STR(seen(w, HIV | MH), STR("a b"));
    CHECK(str_contains(version_of(w, "a"), STR("\"versionId\":\"1\"")));
    CHECK(read_one(w, sharing(w, HIV), "Binary", "x", &got) == ST_NOT_FOUND);
    CHECK_OK(cx, read_one(w, sharing(w, MH), "Binary", "x", &got));
}

BOTH(label__a_medication_that_comes_later_labels_who_names_it)
{
    World *w = labelled_world(cx, db);
    put(w, "{'resourceType':'MedicationRequest','id':'r','status':'active','intent':'order'," OF_ANN
           ",'medicationReference':{'reference':'Medication/m'}}");
    CHECK_STR(world_find(w, sharing(w, 0), "MedicationRequest?patient=ann"), STR("r"));
    put(w, "{'resourceType':'Medication','id':'m'," SECURITY("ETH") "}");
    CHECK_STR(world_find(w, sharing(w, 0), "MedicationRequest?patient=ann"), STR(""));
    put(w, "{'resourceType':'Medication','id':'m'}");
    CHECK_STR(world_find(w, sharing(w, 0), "MedicationRequest?patient=ann"), STR("r"));
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
            put(w, told(cx,
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
    put(w,
        OBSERVED(
            "a",
            ",'meta':{'tag':[{'code':'t'}],'security':[{'system':'urn:x','code':'own'}]}" IN_VISIT(
                "v")));
    put(w, VISIT("v", "," SECURITY("PSY")));
    const Str with = version_of(w, "a");
    CHECK(str_contains(with, STR("\"security\":[{\"system\":\"http://terminology.hl7.org/"
                                 "CodeSystem/v3-Confidentiality\"")));
    CHECK(str_contains(with, STR(",{\"system\":\"urn:x\",\"code\":\"own\"}]")));
    put(w, VISIT("v", ""));
    CHECK(str_contains(version_of(w, "a"),
                       STR("\"security\":[{\"system\":\"urn:x\",\"code\":\"own\"}]")));
    CHECK_STR(world_find(w, sharing(w, 0), "Observation?_security=own"), STR("a"));
}

/* ---- tables that change ---- */

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
    put(w, VISIT("v", "," SECURITY("PSY")));
    put(w, OBSERVED("a", IN_VISIT("v")));
    put(w, OBSERVED("b", "," SECURITY("HIV")));
    put(w, OBSERVED("c", "," SECURITY("PSY")));
    put(w, OBSERVED("c", ",'note':[{'text':'n'}]," SECURITY("PSY")));
    put(w, "{'resourceType':'Medication','id':'m'," SECURITY("PSY") "}");
    put(w, "{'resourceType':'MedicationRequest','id':'r','status':'active','intent':'order'," OF_ANN
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
    CHECK_STR(seen(w, 0), STR(""));
    CHECK(!needed(w));
    begin(w, other_table(cx));
    CHECK(needed(w));
    const RelabelCounts counts = all_again(w);
    CHECK(!needed(w));
    CHECK_I64(counts.members, 1);
    CHECK_I64(counts.changed, 3);
    CHECK_STR(seen(w, 0), STR("a c"));
    CHECK_STR(world_find(w, sharing(w, 0), "MedicationRequest?patient=ann"), STR("r"));
    CHECK_STR(world_find(w, sharing(w, 0), "Medication?_id=m"), STR("m"));
    CHECK(str_contains(version_of(w, "a"), STR("\"versionId\":\"2\"")));
    CHECK(str_contains(version_of(w, "b"), STR("\"versionId\":\"1\"")));
    CHECK_OK(cx, db_read(cx, db, WORLD_PLAN, &tx));
    CHECK_OK(cx, fhir_vread(cx, tx, sharing(w, 0), &old, &got));
    db_end(tx);
    begin(w, first);
    (void)all_again(w);
    CHECK_STR(seen(w, 0), STR(""));
    CHECK_STR(seen(w, MH), STR("a c"));
    CHECK_STR(world_find(w, sharing(w, 0), "MedicationRequest?patient=ann"), STR(""));
    CHECK_STR(world_find(w, sharing(w, 0), "Medication?_id=m"), STR(""));
    CHECK_OK(cx, db_read(cx, db, WORLD_PLAN, &tx));
    CHECK_FAILS(cx, ST_NOT_FOUND, fhir_vread(cx, tx, sharing(w, 0), &old, &got));
    db_end(tx);
}

/* S24: each version by its own codes and links, there and back; a coding that others gave it is not taken for its
 * source's. */
BOTH(relabel__each_version_is_judged_by_itself)
{
    World *w = labelled_world(cx, db);
    const LabelTable *first = w->rules.labels;
    put(w, VISIT("v", "," SECURITY("PSY")));
    put(w, OBSERVED("a", ""));
    put(w, OBSERVED("a", "," SECURITY("PSY")));
    put(w, OBSERVED("b", IN_VISIT("v")));
    put(w, OBSERVED("b", ""));
    begin(w, other_table(cx));
    (void)all_again(w);
    CHECK_STR(versions_shared(w, 0, "a"), STR("1 2 3"));
    CHECK_STR(versions_shared(w, 0, "b"), STR("1 2"));
    CHECK_STR(versions(w, sharing(w, 0), "b", SAYS_MH), STR(""));
    begin(w, first);
    (void)all_again(w);
    CHECK_STR(versions_shared(w, 0, "a"), STR("")); /* the newest is kept back */
    CHECK_STR(versions_shared(w, MH, "a"), STR("1 2 3 4"));
    CHECK_STR(versions_shared(w, 0, "b"), STR("2"));
    put(w, VISIT("v", ""));
    CHECK_STR(versions_shared(w, 0, "b"), STR("1 2"));
}

/* The directory's versions too, each by its own codes. */
BOTH(relabel__a_medications_version_is_judged_by_itself)
{
    World *w = labelled_world(cx, db);
    const LabelTable *first = w->rules.labels;
    const FhirVersion was = { STR("Medication"), STR("m"), STR("1") };
    FhirDoc got;
    DbTx *tx;
    put(w, "{'resourceType':'Medication','id':'m'}");
    put(w, "{'resourceType':'Medication','id':'m'," SECURITY("PSY") "}");
    for (int turn = 0; turn < 2; turn++) {
        begin(w, turn ? first : other_table(cx));
        (void)all_again(w);
        CHECK_OK(cx, db_read(cx, db, WORLD_PLAN, &tx));
        CHECK_OK(cx, fhir_vread(cx, tx, sharing(w, 0), &was, &got));
        db_end(tx);
    }
    CHECK(read_one(w, sharing(w, 0), "Medication", "m", &got) == ST_NOT_FOUND);
    CHECK_OK(cx, db_read(cx, db, WORLD_PLAN, &tx));
    const FhirVersion second = { STR("Medication"), STR("m"), STR("2") };
    CHECK_FAILS(cx, ST_NOT_FOUND, fhir_vread(cx, tx, sharing(w, 0), &second, &got));
    CHECK_OK(cx, fhir_vread(cx, tx, sharing(w, MH), &second, &got));
    db_end(tx);
}

static Status vread_of(World *w, uint64_t shared, const char *version)
{
    const FhirVersion v = { STR("Observation"), STR("a"), str_of(version) };
    FhirDoc got;
    DbTx *tx;
    CHECK_OK(w->cx, db_read(w->cx, w->db, WORLD_PLAN, &tx));
    const Status st = fhir_vread(w->cx, tx, sharing(w, shared), &v, &got);
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
    put(w, OBSERVED("a", "," SECURITY("PSY")));
    w->cx->now_ms += 1000;
    world_delete(w, STR("Observation"), STR("a"));
    put(w, OBSERVED("a", ""));
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
    CHECK_STR(world_find(w, sharing(w, 0), "MedicationRequest?patient=ann"), STR(""));
    begin(w, other_table(cx));
    (void)all_again(w);
    CHECK_STR(world_find(w, sharing(w, 0), "MedicationRequest?patient=ann"), STR("r"));
    begin(w, first);
    (void)all_again(w);
    CHECK_STR(world_find(w, sharing(w, 0), "MedicationRequest?patient=ann"), STR(""));
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
    CHECK_STR(seen(w, 0), STR("a c"));
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
    put(w, "{'resourceType':'Patient','id':'ann'}"); /* its first load */
    put(w, OBSERVED("c", "," SECURITY("HIV")));
    CHECK(!needed(w));
    CHECK_STR(seen(w, 0), STR(""));
    CHECK_STR(seen(w, HIV), STR("c"));
}

/* C5: how much there is, by type and kind; what is weak alone is told apart. */
BOTH(label_report__counts_by_type_and_kind)
{
    World *w = labelled_world(cx, db);
    DbTx *tx;
    LabelCount *all;
    size_t count;
    put(w, OBSERVED("a", IN_VISIT("v")));
    put(w, OBSERVED("b", ""));
    put(w, VISIT("v", "," SECURITY("PSY")));
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

BOTH(relabel__a_member_who_comes_meanwhile_is_not_stale)
{
    World *w = relabelled_world(cx, db);
    begin(w, other_table(cx));
    put(w, "{'resourceType':'Patient','id':'new'}");
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

/* S24: also where what it is now does not change by it. */
BOTH(label__a_version_before_follows_its_visit_when_the_newest_is_so_already)
{
    World *w = labelled_world(cx, db);
    const FhirVersion first = { STR("Observation"), STR("a"), STR("1") };
    FhirDoc got;
    DbTx *tx;
    put(w, VISIT("v", ""));
    put(w, OBSERVED("a", IN_VISIT("v")));
    put(w, OBSERVED("a", "," SECURITY("PSY") IN_VISIT("v")));
    put(w, VISIT("v", "," SECURITY("PSY")));
    CHECK_OK(cx, db_read(cx, db, WORLD_PLAN, &tx));
    CHECK_FAILS(cx, ST_NOT_FOUND, fhir_vread(cx, tx, sharing(w, 0), &first, &got));
    CHECK_OK(cx, fhir_vread(cx, tx, sharing(w, MH), &first, &got));
    db_end(tx);
}

/* S28: what referred to it names it no more, and gives it nothing. */
BOTH(label__a_binary_that_a_version_before_held_is_not_read)
{
    World *w = labelled_world(cx, db);
    FhirDoc got;
    put(w, "{'resourceType':'DocumentReference','id':'d','status':'current'," SECURITY(
               "PSY") "," OF_ANN ",'content':[{'attachment':{'url':'Binary/x'}}]}");
    put(w, "{'resourceType':'Binary','id':'x','contentType':'text/plain','data':'YQ=='}");
    put(w, "{'resourceType':'DocumentReference','id':'d','status':'current'," OF_ANN "}");
    CHECK(read_one(w, sharing(w, 0), "Binary", "x", &got) == ST_NOT_FOUND);
    CHECK_STR(world_find(w, sharing(w, 0), "Binary?_count=10"), STR(""));
}

/* S28: what referred to it is deleted, and nothing lets it be seen. */
BOTH(label__a_document_s_binary_goes_with_it)
{
    World *w = labelled_world(cx, db);
    FhirDoc got;
    put(w, "{'resourceType':'DocumentReference','id':'d','status':'current'," SECURITY(
               "PSY") "," OF_ANN ",'content':[{'attachment':{'url':'Binary/x'}}]}");
    put(w, "{'resourceType':'Binary','id':'x','contentType':'text/plain','data':'YQ=='}");
    CHECK_OK(cx, read_one(w, sharing(w, MH), "Binary", "x", &got));
    w->cx->now_ms += 1000;
    world_delete(w, STR("DocumentReference"), STR("d"));
    CHECK(read_one(w, sharing(w, 0), "Binary", "x", &got) == ST_NOT_FOUND);
    CHECK_STR(world_find(w, sharing(w, 0), "Binary?_count=10"), STR(""));
}

/* C5, S24: who names it, and what it supported, tells of it though it is deleted. */
BOTH(label__what_is_deleted_is_still_told_by_who_names_it)
{
    World *w = labelled_world(cx, db);
    put(w, "{'resourceType':'Condition','id':'d'," SECURITY("PSY") "," OF_ANN "}");
    put(w, "{'resourceType':'Provenance','id':'p','recorded':'2024-01-01T00:00:00Z',"
           "'target':[{'reference':'Condition/d'}],'agent':[{'who':{'display':'x'}}]}");
    put(w, OBSERVED("a", ",'focus':[{'reference':'Condition/d'}]"));
    CHECK_STR(world_find(w, sharing(w, 0), "Provenance?_id=p"), STR(""));
    w->cx->now_ms += 1000;
    world_delete(w, STR("Condition"), STR("d"));
    CHECK_STR(world_find(w, sharing(w, 0), "Provenance?_id=p"), STR(""));
    CHECK_STR(seen(w, 0), STR(""));
    CHECK_STR(seen(w, MH), STR("a"));
    put(w, OBSERVED("b", ",'focus':[{'reference':'Condition/d'}]"));
    put(w, OBSERVED("c", ""));
    CHECK_STR(seen(w, 0), STR("c"));
    CHECK_STR(seen(w, MH), STR("a b c"));
}

/* C5: also when nothing else of hers has to do with labels. */
BOTH(label__who_names_what_is_deleted_may_come_later)
{
    World *w = labelled_world(cx, db);
    put(w, "{'resourceType':'Condition','id':'d'," SECURITY("PSY") "," OF_ANN "}");
    w->cx->now_ms += 1000;
    world_delete(w, STR("Condition"), STR("d"));
    put(w, OBSERVED("a", ",'focus':[{'reference':'Condition/d'}]"));
    CHECK_STR(seen(w, 0), STR(""));
    CHECK_STR(seen(w, MH), STR("a"));
}

/* C5: a claim that is deleted, and what came with it. */
BOTH(label__what_a_deleted_claim_told_of_is_still_told)
{
    World *w = labelled_world(cx, db);
    FhirDoc got;
    put(w, "{'resourceType':'DocumentReference','id':'d','status':'current'," OF_ANN
           ",'content':[{'attachment':{'url':'Binary/x'}}]}");
    put(w, "{'resourceType':'Binary','id':'x','contentType':'text/plain','data':'YQ=='}");
    put(w, "{'resourceType':'Claim','id':'k','status':'active'," SECURITY(
               "PSY") ",'patient':{'reference':'Patient/ann'},'supportingInfo':[{'sequence':1,"
                      "'valueReference':{'reference':'DocumentReference/d'}}]}");
    w->cx->now_ms += 1000;
    world_delete(w, STR("Claim"), STR("k"));
    CHECK(read_one(w, sharing(w, 0), "DocumentReference", "d", &got) == ST_NOT_FOUND);
    CHECK(read_one(w, sharing(w, 0), "Binary", "x", &got) == ST_NOT_FOUND);
    CHECK_OK(cx, read_one(w, sharing(w, MH), "Binary", "x", &got));
}

/* C5: so a source takes back a diagnosis that was wrong; where the visit went with it, it was not that. */
BOTH(label__a_deleted_diagnosis_is_no_longer_its_visits)
{
    World *w = labelled_world(cx, db);
    FhirDoc got;
    put(w, VISIT("v", ""));
    put(w, OBSERVED("a", IN_VISIT("v")));
    put(w, "{'resourceType':'Condition','id':'d'," SECURITY("PSY") "," OF_ANN IN_VISIT("v") "}");
    CHECK_STR(seen(w, 0), STR(""));
    w->cx->now_ms += 1000;
    world_delete(w, STR("Condition"), STR("d"));
    CHECK_STR(seen(w, 0), STR("a"));
    CHECK_OK(cx, read_one(w, sharing(w, 0), "Encounter", "v", &got));
    CHECK(read_one(w, sharing(w, 0), "Condition", "d", &got) == ST_NOT_FOUND);
    world_delete(w, STR("Encounter"), STR("v"));
    CHECK_STR(seen(w, 0), STR(""));
    CHECK(read_one(w, sharing(w, 0), "Encounter", "v", &got) == ST_NOT_FOUND);
    CHECK(read_one(w, sharing(w, MH), "Encounter", "v", &got) == ST_GONE);
}

/* C5: what lists cannot tell of, from the bodies that are stored. */
BOTH(label_report__surveys_what_no_list_can_know)
{
    World *w = labelled_world(cx, db);
    DbTx *tx;
    LabelSurvey s;
    put(w, OBSERVED("a", "," SECURITY("PSY")));
    put(w, "{'resourceType':'Condition','id':'c','code':{'coding':[{'system':'urn:ours','code':'7'}"
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
    put(w, VISIT("v", "," SECURITY("PSY")));
    put(w, OBSERVED("a", IN_VISIT("v")));
    put(w, OBSERVED("b", "," SECURITY("PSY")));
    put(w, VISIT("v", CORRECTED));
    put(w, OBSERVED("b", CORRECTED));
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
    put(w, OBSERVED("a", "," SECURITY("PSY")));
    put(w, OBSERVED("b", ""));
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
    put(w, "{'resourceType':'Medication','id':'m'," SECURITY("ETH") "}");
    put(w, "{'resourceType':'MedicationRequest','id':'r','status':'active','intent':'order'," OF_ANN
           ",'medicationReference':{'reference':'Medication/m'}}");
    w->cx->now_ms += 1000;
    world_delete(w, STR("Medication"), STR("m"));
    put(w, OBSERVED("other", "," SECURITY("PSY")));
    CHECK_STR(world_find(w, sharing(w, 0), "MedicationRequest?patient=ann"), STR(""));
    put(w, "{'resourceType':'MedicationRequest','id':'s','status':'active','intent':'order'," OF_ANN
           ",'medicationReference':{'display':'acamprosate calcium'}}");
    CHECK_STR(world_find(w, sharing(w, 0), "MedicationRequest?patient=ann"), STR(""));
}

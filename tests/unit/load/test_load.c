/* What a load makes of its input, whole: on both engines. */
#include "tests/unit/load/help.h"

#include "base/buf.h"
#include "zip/zip.h"

#include <sys/stat.h>
#include <unistd.h>

#define P1                                                                                         \
    "{'resourceType':'Patient','id':'p1','birthDate':'1980-01-02','name':[{'family':'Lee'}]}\n"
#define P2 "{'resourceType':'Patient','id':'p2'}\n"
#define OBS(id, who, code)                                                                         \
    "{'resourceType':'Observation','id':'" id "','status':'final','code':{'text':'" code "'},"     \
    "'subject':{'reference':'Patient/" who "'}}\n"
#define PROVENANCE(target)                                                                         \
    "{'resourceType':'Provenance','id':'v','recorded':'2025-01-01T00:00:00Z','agent':[{'who':"     \
    "{'display':'x'}}],'target':[{'reference':'" target "'}]}\n"
#define BINARY "{'resourceType':'Binary','id':'b','contentType':'text/plain','data':'QQ=='}\n"
#define DOCUMENT(who)                                                                              \
    "{'resourceType':'DocumentReference','id':'d','status':'current','subject':{'reference':"      \
    "'Patient/" who "'},'content':[{'attachment':{'url':'Binary/b'}}]}\n"

static bool has(Str text, const char *part)
{
    return str_contains(text, str_of(part));
}

BOTH(load__lines_are_stored_by_owner_and_counted)
{
    Try *t = try_new(cx, db);
    try_lines(t, "a.ndjson", P1 "\r\n\n" OBS("o1", "p1", "x") OBS("o2", "p2", "y"));
    CHECK_STR(try_entries(t),
              STR("Observation/o1 v1 c1\nObservation/o2 v1 c2\nPatient/p1 v1 c1\n"));
    CHECK_I64(t->report.counts.created, 3);
    CHECK_I64(t->report.counts.lines, 5);
    CHECK_I64(t->report.counts.dangling, 1); /* Patient/p2 */
    CHECK(has(t->report.json, "\"Observation\":2"));
    CHECK_I64(t->report.counts.rejected, 0);
    CHECK(t->report.rejects.n == 0);
}

BOTH(load__the_same_file_twice_changes_nothing)
{
    Try *t = try_new(cx, db);
    try_lines(t, "a.ndjson", P1 OBS("o1", "p1", "x") PROVENANCE("Observation/o9"));
    const Str before = try_entries(t);
    const Str body = try_body(t, STR("Patient"), STR("p1"));
    try_lines(t, "a.ndjson", P1 OBS("o1", "p1", "x") PROVENANCE("Observation/o9"));
    CHECK_STR(try_entries(t), before);
    CHECK_STR(try_body(t, STR("Patient"), STR("p1")), body);
    CHECK_I64(t->report.counts.unchanged, 2);
    CHECK_I64(t->report.counts.pending, 1);
    CHECK_I64(try_count(t, "SELECT count(*) FROM fhir_history"), 0);
}

BOTH(load__a_changed_resource_is_a_new_version_and_the_old_one_history)
{
    Try *t = try_new(cx, db);
    try_lines(t, "a.ndjson", P1 OBS("o1", "p1", "x"));
    try_lines(t, "b.ndjson", P1 OBS("o1", "p1", "changed"));
    CHECK_STR(try_entries(t), STR("Observation/o1 v2 c1\nPatient/p1 v1 c1\n"));
    CHECK_I64(t->report.counts.updated, 1);
    CHECK_I64(t->report.counts.repeated, 0);
    CHECK(has(try_body(t, STR("Observation"), STR("o1")), "\"versionId\":\"2\""));
    CHECK_I64(try_count(t, "SELECT count(*) FROM fhir_history WHERE version = 1 AND deleted = 0"
                           " AND bytes IS NOT NULL"),
              1);
}

BOTH(load__an_id_twice_in_a_load_the_later_wins_and_is_listed)
{
    Try *t = try_new(cx, db);
    try_lines(t, "a.ndjson", P1 OBS("o1", "p1", "x") OBS("o1", "p1", "x") OBS("o1", "p1", "z"));
    CHECK(has(try_body(t, STR("Observation"), STR("o1")), "\"text\":\"z\""));
    CHECK_I64(t->report.counts.repeated, 1);
    CHECK_I64(t->report.counts.unchanged, 1);
    CHECK(has(t->report.json, "\"repeated\":[\"Observation/o1\"]"));
    CHECK_STR(try_entries(t), STR("Observation/o1 v1 c1\nPatient/p1 v1 c1\n"));
}

BOTH(load__an_id_again_in_another_file_of_the_load_is_repeated_too)
{
    Try *t = try_new(cx, db);
    const Str paths[] = { try_file(t, "a.ndjson", try_json(cx, P1 OBS("o1", "p1", "x"))),
                          try_file(t, "b.ndjson", try_json(cx, OBS("o1", "p1", "z"))) };
    LoadSpec spec = try_spec(t, paths);
    spec.path_count = 2;
    CHECK_OK(cx, load_run(cx, &spec, &t->report));
    CHECK_I64(t->report.counts.repeated, 1);
    CHECK(has(try_body(t, STR("Observation"), STR("o1")), "\"text\":\"z\""));
}

/* Two files stand for lines far apart: no batch sees both. */
static void load_two(Try *t, const char *a, const char *b, size_t stop_after)
{
    const Str paths[] = { try_file(t, "a.ndjson", try_json(t->cx, a)),
                          try_file(t, "b.ndjson", try_json(t->cx, b)) };
    LoadSpec spec = try_spec(t, paths);
    spec.path_count = 2;
    spec.stop_after = stop_after;
    if (!stop_after) {
        CHECK_OK(t->cx, load_run(t->cx, &spec, &t->report));
        return;
    }
    CHECK_FAILS(t->cx, ST_UNAVAILABLE, load_run(t->cx, &spec, &t->report));
    t->cx->fault = (Fault){ 0 };
}

static void changes_nothing(Try *t, const char *a, const char *b)
{
    const Str before = try_entries(t);
    const int64_t history = try_count(t, "SELECT count(*) FROM fhir_history");
    load_two(t, a, b, 0);
    CHECK_STR(try_entries(t), before);
    CHECK_I64(try_count(t, "SELECT count(*) FROM fhir_history"), history);
    CHECK_I64(t->report.counts.created + t->report.counts.updated + t->report.counts.moved, 0);
    CHECK_I64(try_count(t, "SELECT count(*) FROM fhir_held"), 0);
}

BOTH(load__an_id_with_two_contents_loaded_again_changes_nothing_and_is_listed)
{
    Try *t = try_new(cx, db);
    load_two(t, P1 OBS("o1", "p1", "x"), OBS("o1", "p1", "z"), 0);
    for (int i = 0; i < 2; i++) {
        changes_nothing(t, P1 OBS("o1", "p1", "x"), OBS("o1", "p1", "z"));
        CHECK(has(try_body(t, STR("Observation"), STR("o1")), "\"text\":\"z\""));
        CHECK_I64(t->report.counts.unchanged, 2); /* the Patient, and what stands */
        CHECK_I64(t->report.counts.repeated, 1);
        CHECK(has(t->report.json, "\"repeated\":[\"Observation/o1\"]"));
    }
}

BOTH(load__an_id_whose_first_content_was_there_before_is_loaded_again_unchanged)
{
    Try *t = try_new(cx, db);
    try_lines(t, "y.ndjson", P1 OBS("o1", "p1", "x"));
    load_two(t, P1 OBS("o1", "p1", "x"), OBS("o1", "p1", "z"), 0);
    changes_nothing(t, P1 OBS("o1", "p1", "x"), OBS("o1", "p1", "z"));
}

BOTH(load__an_id_with_three_contents_and_two_owners_loaded_again_changes_nothing)
{
    Try *t = try_new(cx, db);
    const char *a = P1 P2 OBS("o1", "p1", "x");
    const char *b = OBS("o1", "p2", "z");
    load_two(t, OBS("o1", "p1", "w"), P1, 0);
    load_two(t, a, b, 0);
    CHECK(has(try_entries(t), "Observation/o1 v1 c2\n"));
    changes_nothing(t, a, b);
    CHECK_I64(t->report.counts.repeated, 1);
}

BOTH(load__a_feed_that_goes_back_to_a_former_content_wins)
{
    Try *t = try_new(cx, db);
    try_lines(t, "a.ndjson", P1 OBS("o1", "p1", "x"));
    try_lines(t, "b.ndjson", OBS("o1", "p1", "z"));
    load_two(t, OBS("o1", "p1", "x"), P2, 0);
    CHECK(has(try_body(t, STR("Observation"), STR("o1")), "\"text\":\"x\""));
    CHECK_STR(try_entries(t), STR("Observation/o1 v3 c1\nPatient/p1 v1 c1\nPatient/p2 v1 c2\n"));
    CHECK_I64(t->report.counts.updated, 1);
    CHECK_I64(t->report.counts.repeated, 0);
    CHECK_I64(try_count(t, "SELECT count(*) FROM fhir_held"), 0);
    load_two(t, OBS("o1", "p1", "new"), OBS("o1", "p1", "z"), 0); /* behind a new one too */
    CHECK(has(try_body(t, STR("Observation"), STR("o1")), "\"text\":\"z\""));
    CHECK_I64(t->report.counts.repeated, 1);
}

BOTH(load__a_delete_drops_what_is_held)
{
    Try *t = try_new(cx, db);
    load_two(t, P1 OBS("o1", "p1", "x"), OBS("o1", "p1", "z"), 0);
    load_two(t, OBS("o1", "p1", "x"),
             "{'resourceType':'Bundle','type':'transaction','entry':[{'request':{'method':'DELETE',"
             "'url':'Observation/o1'}}]}\n",
             0);
    CHECK(has(try_entries(t), "Observation/o1 v3 deleted c1\n"));
    CHECK_I64(try_count(t, "SELECT count(*) FROM fhir_held"), 0);
}

BOTH(load__what_a_killed_load_held_is_put_by_the_next_one_or_loses_when_it_goes_on)
{
    Try *t = try_new(cx, db);
    load_two(t, P1 OBS("o1", "p1", "x"), OBS("o1", "p1", "z"), 0);
    const Str before = try_entries(t);
    load_two(t, P1 OBS("o1", "p1", "x"), OBS("o1", "p1", "z"), 1);
    CHECK_I64(try_count(t, "SELECT count(*) FROM fhir_held"), 1);
    load_two(t, P1 OBS("o1", "p1", "x"), OBS("o1", "p1", "z"), 0);
    CHECK(t->report.resumed);
    CHECK_STR(try_entries(t), before);
    load_two(t, P1 OBS("o1", "p1", "x"), OBS("o1", "p1", "z"), 1);
    try_lines(t, "other.ndjson", P2);
    CHECK(has(try_body(t, STR("Observation"), STR("o1")), "\"text\":\"x\""));
    load_two(t, P1 OBS("o1", "p1", "x"), OBS("o1", "p1", "z"), 0);
    CHECK(t->report.resumed);
    CHECK(has(try_body(t, STR("Observation"), STR("o1")), "\"text\":\"z\""));
}

BOTH(load__bad_lines_are_rejected_with_place_and_reason_and_the_rest_loads)
{
    Try *t = try_new(cx, db);
    try_lines(t, "a.ndjson",
              P1 "{'resourceType':'Patient','id':'secret-name'\n"
                 "{'resourceType':'Nonsense','id':'n'}\n"
                 "{'resourceType':'Patient'}\n"
                 "{'resourceType':'Observation','id':'o','status':'final','code':{'text':'hush'}}\n"
                 "{'resourceType':'Observation','id':'o','id':'o'}\n"
                 "[1,2]\n" OBS("o1", "p1", "x"));
    CHECK_I64(t->report.counts.created, 2);
    CHECK_I64(t->report.counts.rejected, 6);
    const Str rejects = try_rejects(t);
    CHECK(has(rejects, "\"line\":2,\"byte\":88,\"code\":\"malformed\""));
    CHECK(has(rejects, "\"line\":3,") &&
          has(rejects, "\"type\":\"Nonsense\",\"id\":\"n\",\"code\":\"type-not-accepted\""));
    CHECK(has(rejects, "\"line\":4,") && has(rejects, "\"code\":\"invalid\""));
    CHECK(has(rejects, "\"line\":5,") && has(rejects, "\"code\":\"owner-missing\""));
    CHECK(has(rejects, "\"line\":6,") && has(rejects, "\"line\":7,"));
    CHECK(has(rejects, "\"resourceType\":\"OperationOutcome\""));
    CHECK(!has(rejects, "hush") && !has(rejects, "secret-name"));
}

BOTH(load__two_owners_are_rejected)
{
    Try *t = try_new(cx, db);
    try_lines(t, "a.ndjson",
              P1 P2 OBS("o1", "p1", "x") OBS(
                  "o2", "p2",
                  "y") "{'resourceType':'Provenance','id':'v','recorded':'2025-01-01T00:00:00Z','"
                       "agent':[{'who':"
                       "{'display':'x'}}],'target':[{'reference':'Observation/o1'},{'reference':"
                       "'Observation/o2'}]}\n");
    CHECK_I64(t->report.counts.rejected, 1);
    CHECK(has(try_rejects(t), "\"line\":5,"));
    CHECK(has(try_rejects(t), "\"code\":\"owner-ambiguous\""));
    CHECK_I64(try_count(t, "SELECT count(*) FROM fhir_pending"), 0);
}

BOTH(load__a_provenance_waits_for_its_target)
{
    Try *t = try_new(cx, db);
    try_lines(t, "a.ndjson", P1 PROVENANCE("Observation/o1"));
    CHECK_STR(try_entries(t), STR("Patient/p1 v1 c1\n"));
    CHECK_I64(t->report.counts.pending, 1);
    try_lines(t, "b.ndjson", OBS("o1", "p1", "x"));
    CHECK_STR(try_entries(t), STR("Observation/o1 v1 c1\nPatient/p1 v1 c1\nProvenance/v v1 c1\n"));
    CHECK_I64(t->report.counts.pending, 0);
    CHECK_I64(t->report.counts.created, 2);
}

BOTH(load__a_provenance_after_its_target_is_placed_at_once)
{
    Try *t = try_new(cx, db);
    try_lines(t, "a.ndjson", PROVENANCE("Observation/o1") P1 OBS("o1", "p1", "x"));
    CHECK_STR(try_entries(t), STR("Observation/o1 v1 c1\nPatient/p1 v1 c1\nProvenance/v v1 c1\n"));
    CHECK_I64(t->report.counts.pending, 0);
}

BOTH(load__a_newer_provenance_is_not_overwritten_by_one_that_waited)
{
    Try *t = try_new(cx, db);
    try_lines(t, "a.ndjson", P1 PROVENANCE("Observation/o1"));
    try_lines(t, "b.ndjson",
              OBS("o1", "p1", "x") OBS("o2", "p1", "x") PROVENANCE("Observation/o2"));
    CHECK(has(try_body(t, STR("Provenance"), STR("v")), "Observation/o2"));
    CHECK_I64(t->report.counts.pending, 0);
}

BOTH(load__a_binary_goes_to_its_referrer_in_either_order)
{
    Try *t = try_new(cx, db);
    try_lines(t, "a.ndjson", BINARY);
    CHECK_I64(t->report.counts.pending, 1);
    try_lines(t, "b.ndjson", P1 DOCUMENT("p1"));
    CHECK(has(try_entries(t), "Binary/b v1 c1\n"));
    CHECK_I64(t->report.counts.pending, 0);
    try_lines(t, "c.ndjson", BINARY);
    CHECK_I64(t->report.counts.unchanged, 1);
}

BOTH(load__a_binary_after_its_referrer_goes_to_it)
{
    Try *t = try_new(cx, db);
    try_lines(t, "a.ndjson", P1 DOCUMENT("p1"));
    try_lines(t, "b.ndjson", BINARY);
    CHECK(has(try_entries(t), "Binary/b v1 c1\n"));
    CHECK_I64(t->report.counts.pending, 0);
}

BOTH(load__another_owner_takes_the_resource_and_what_hangs_on_it)
{
    Try *t = try_new(cx, db);
    try_lines(t, "a.ndjson", P1 P2 DOCUMENT("p1") BINARY PROVENANCE("DocumentReference/d"));
    try_lines(t, "b.ndjson", DOCUMENT("p2"));
    CHECK_I64(t->report.counts.moved, 1);
    CHECK_STR(try_entries(t), STR("Binary/b v2 deleted c1\nBinary/b v1 c2\n"
                                  "DocumentReference/d v2 deleted c1\nDocumentReference/d v1 c2\n"
                                  "Patient/p1 v1 c1\nPatient/p2 v1 c2\n"
                                  "Provenance/v v2 deleted c1\nProvenance/v v1 c2\n"));
    /* Each compartment keeps its own history, and no body stays behind. */
    CHECK_I64(try_count(t, "SELECT count(*) FROM fhir_history WHERE compartment = 1"), 3);
    CHECK_I64(try_count(t, "SELECT count(*) FROM fhir_history WHERE compartment = 2"), 0);
    CHECK_I64(try_bodies(t, "SELECT bytes FROM fhir_body WHERE compartment = 1"), 1);
    try_lines(t, "c.ndjson", DOCUMENT("p1"));
    CHECK(has(try_entries(t), "DocumentReference/d v3 c1\nDocumentReference/d v2 deleted c2\n"));
}

BOTH(load__a_bundle_is_taken_apart_and_urns_become_references)
{
    Try *t = try_new(cx, db);
    try_lines(t, "a.json",
              "{ 'resourceType' : 'Bundle',\n 'type':'transaction', 'entry' : [\n"
              " {'fullUrl':'urn:uuid:11111111-1111-1111-1111-111111111111',\n"
              "  'resource':{'resourceType':'Patient','id':'p1','identifier':[{'system':"
              "'urn:ietf:rfc:3986','value':'urn:uuid:11111111-1111-1111-1111-111111111111'}]}},\n"
              " {'fullUrl':'urn:uuid:2', 'resource':\n {'resourceType':'Observation','id':'o1',"
              "'status':'final','valueQuantity':{'value':1.50},'code':{'text':'\\u00e9 {[\\\"'},"
              "'subject':{'reference' : 'urn:uuid:11111111-1111-1111-1111-111111111111'}}},\n"
              " {'resource':{'resourceType':'Observation','status':'final'}},\n"
              " {'request':{'method':'DELETE','url':'Observation/none'}},\n"
              " {'fullUrl':'x'}\n]}");
    CHECK_STR(try_entries(t), STR("Observation/o1 v1 c1\nPatient/p1 v1 c1\n"));
    CHECK_I64(t->report.counts.rejected, 2);
    CHECK(has(try_rejects(t), "\"line\":7,"));
    CHECK(has(try_rejects(t), "\"line\":9,"));
    const Str body = try_body(t, STR("Observation"), STR("o1"));
    CHECK(has(body, "\"subject\":{\"reference\":\"Patient/p1\"}"));
    CHECK(has(body, "\"value\":1.50") && has(body, "\\u00e9 {[\\\""));
    CHECK(has(try_body(t, STR("Patient"), STR("p1")),
              "\"value\":\"urn:uuid:11111111-1111-1111-1111-111111111111\""));
}

BOTH(load__bundles_stand_one_a_line_too_and_a_delete_leaves_a_tombstone)
{
    Try *t = try_new(cx, db);
    try_lines(t, "a.ndjson", P1 OBS("o1", "p1", "x"));
    try_lines(t, "b.ndjson",
              "{'resourceType':'Bundle','type':'collection','entry':[{'resource':{'resourceType':"
              "'Patient','id':'p2'}}]}\n"
              "{'entry':[{'request':{'method':'DELETE','url':'https://x/Observation/o1'}}],"
              "'resourceType':'Bundle','type':'batch'}\n");
    CHECK_STR(try_entries(t),
              STR("Observation/o1 v2 deleted c1\nPatient/p1 v1 c1\nPatient/p2 v1 c2\n"));
    CHECK_I64(t->report.counts.deleted, 1);
    CHECK_I64(try_bodies(t, "SELECT bytes FROM fhir_body"), 2);
    try_lines(t, "c.ndjson", OBS("o1", "p1", "x"));
    CHECK(has(try_entries(t), "Observation/o1 v3 c1\n"));
}

BOTH(load__the_order_of_puts_and_deletes_is_kept)
{
    Try *t = try_new(cx, db);
    try_lines(
        t, "a.ndjson",
        "{'resourceType':'Bundle','type':'batch','entry':[{'resource':{'resourceType':'Patient',"
        "'id':'p1'}},{'request':{'method':'DELETE','url':'Patient/p1'}},{'resource':"
        "{'resourceType':'Patient','id':'p2'}}]}\n" P1);
    CHECK_STR(try_entries(t), STR("Patient/p1 v3 c1\nPatient/p2 v1 c2\n"));
}

BOTH(load__directory_resources_have_index_rows_of_their_newest_version)
{
    Try *t = try_new(cx, db);
    try_lines(t, "a.ndjson",
              "{'resourceType':'Organization','id':'g','name':'Old','active':true}\n");
    const int64_t rows = try_count(t, "SELECT count(*) FROM fhir_dir_key");
    CHECK(rows > 0);
    try_lines(t, "b.ndjson",
              "{'resourceType':'Organization','id':'g','name':'New','active':true}\n");
    CHECK_I64(try_count(t, "SELECT count(*) FROM fhir_dir_key"), rows);
    CHECK_STR(try_entries(t), STR("Organization/g v2 c0\n"));
}

BOTH(load__patients_and_coverages_fill_the_roster)
{
    Try *t = try_new(cx, db);
    try_lines(
        t, "a.ndjson",
        "{'resourceType':'Patient','id':'p1','birthDate':'1980-01-02','name':[{'family':'Lee',"
        "'given':['Ann']}],'address':[{'postalCode':'12345-1'}],'identifier':[{'type':{'coding':"
        "[{'code':'MB'}]},'value':'M1'}]}\n"
        "{'resourceType':'Coverage','id':'c1','status':'active','subscriberId':'S1','beneficiary':"
        "{'reference':'Patient/p1'},'payor':[{'display':'x'}]}\n");
    CHECK(try_count(t, "SELECT count(DISTINCT member_index) FROM member_roster") >= 2);
    CHECK_I64(try_count(t, "SELECT count(DISTINCT patient) FROM member_roster"), 1);
    CHECK_I64(try_count(t,
                        "SELECT count(*) FROM member_person p JOIN fhir_entry e ON e.plan = p.plan"
                        " AND e.compartment = p.compartment AND e.id = p.patient"),
              1);
}

/* M6: a number that was withdrawn, and one that lasts. */
BOTH(load__what_has_ended_is_no_way_in)
{
    Try *t = try_new(cx, db);
    try_lines(t, "a.ndjson",
              "{'resourceType':'Patient','id':'p1','birthDate':'1980-01-02','identifier':["
              "{'type':{'coding':[{'code':'MB'}]},'value':'M1','period':{'end':'2001-12-31'}},"
              "{'type':{'coding':[{'code':'MB'}]},'value':'M2','period':{'end':'2999-12-31'}}]}\n");
    CHECK_I64(try_count(t, "SELECT count(DISTINCT member_index) FROM member_roster"), 1);
}

BOTH(load__one_load_a_plan_at_a_time)
{
    Try *t = try_new(cx, db);
    DbTx *tx;
    CHECK_OK(cx, db_write(cx, db, 1, &tx));
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO load_lock (plan, owner, until_ms) VALUES (1, ");
    sql_bind_str(q, STR("77 elsewhere machine 1"));
    sql_text(q, ", ");
    sql_bind_i64(q, TEST_NOW_MS + 1000);
    sql_text(q, ")");
    CHECK_OK(cx, db_exec(cx, tx, q, NULL));
    CHECK_OK(cx, db_commit(cx, tx));
    const Str path = try_file(t, "a.ndjson", try_json(cx, P1));
    CHECK_FAILS(cx, ST_CONFLICT, try_path(t, path));
    CHECK(has(cx->fault.detail, "process 77 on machine"));
    cx->fault = (Fault){ 0 };
    CHECK_OK(cx, db_write(cx, db, 1, &tx));
    q = sql_new(cx);
    sql_text(q, "UPDATE load_lock SET until_ms = 0");
    CHECK_OK(cx, db_exec(cx, tx, q, NULL));
    CHECK_OK(cx, db_commit(cx, tx));
    CHECK_OK(cx, try_path(t, path)); /* a lock that ran out is taken over */
    CHECK_I64(try_count(t, "SELECT count(*) FROM load_lock"), 0);
}

/* ---- files ------------------------------------------------------------------------------------- */

TEST(load__gzip_is_known_by_its_bytes_and_a_mark_is_passed_over)
{
    Cx *cx = test_cx();
    Try *t = try_new(cx, test_db(cx, test_sqlite_url(cx)));
    const Str text = try_json(cx, "\xef\xbb\xbf" P1 OBS("o1", "p1", "x"));
    CHECK_OK(cx, try_path(t, try_file(t, "a.ndjson", gzip_pack(cx, text))));
    CHECK_I64(t->report.counts.created, 2);
    CHECK_OK(cx, try_path(t, try_file(t, "b.ndjson", text)));
    CHECK_I64(t->report.counts.unchanged, 2);
}

static Str many(Cx *cx, size_t count)
{
    Buf *b = buf_new(cx, 64u << 20);
    buf_put(b, try_json(cx, P1));
    for (size_t i = 0; i < count; i++) {
        const Str line = try_json(cx, "'status':'final','subject':{'reference':'Patient/p1'},"
                                      "'code':{'text':'some text that makes the line longer'}}\n");
        buf_printf(b, "{\"resourceType\":\"Observation\",\"id\":\"o%zu\",\"valueInteger\":%zu,", i,
                   i * 7919);
        buf_put(b, line);
    }
    return buf_str(b);
}

TEST(load__a_truncated_gzip_loads_what_came_before)
{
    Cx *cx = test_cx();
    Try *t = try_new(cx, test_db(cx, test_sqlite_url(cx)));
    const Str packed = gzip_pack(cx, many(cx, 5000));
    CHECK_OK(cx, try_path(t, try_file(t, "a.ndjson.gz", str_slice(packed, 0, packed.n / 2))));
    CHECK_I64(t->report.counts.rejected, 1);
    CHECK(t->report.counts.created > 1000 && t->report.counts.created < 5001);
    CHECK(has(try_rejects(t), "cut off"));
    CHECK_I64(t->report.counts.lines, t->report.counts.created);
}

TEST(load__a_damaged_gzip_loads_what_came_before)
{
    Cx *cx = test_cx();
    Try *t = try_new(cx, test_db(cx, test_sqlite_url(cx)));
    const Str packed = gzip_pack(cx, many(cx, 5000));
    char *bytes = (char *)(uintptr_t)packed.p;
    memset(bytes + packed.n / 2, 0xff, 64);
    CHECK_OK(cx, try_path(t, try_file(t, "a.ndjson.gz", packed)));
    CHECK(t->report.counts.rejected >= 1);
    CHECK(has(try_rejects(t), "\"where\"") || has(try_rejects(t), "damaged"));
}

TEST(load__a_line_of_100_mb_is_rejected_and_the_rest_loads)
{
    Cx *cx = test_cx();
    Try *t = try_new(cx, test_db(cx, test_sqlite_url(cx)));
    const Str path = try_file(t, "a.ndjson", try_json(cx, P1));
    FILE *f = fopen(path.p, "ab");
    char *mb = arena_alloc_raw(cx->mem, 1 << 20);
    memset(mb, 'x', 1 << 20);
    (void)fputs("{\"resourceType\":\"Patient\",\"id\":\"", f);
    for (size_t i = 0; i < 100; i++)
        CHECK(fwrite(mb, 1, 1 << 20, f) == 1 << 20);
    (void)fputs("\"}\n", f);
    const Str rest = try_json(cx, OBS("o1", "p1", "x"));
    CHECK(fwrite(rest.p, 1, rest.n, f) == rest.n && fclose(f) == 0);
    CHECK_OK(cx, try_path(t, path));
    CHECK_I64(t->report.counts.created, 2);
    CHECK_I64(t->report.counts.rejected, 1);
    CHECK(has(try_rejects(t), "\"line\":2,\"byte\":88,\"code\":\"too-long\""));
}

TEST(load__a_folder_is_read_in_order_and_other_files_are_not)
{
    Cx *cx = test_cx();
    Try *t = try_new(cx, test_db(cx, test_sqlite_url(cx)));
    const Str in = arena_join(cx->mem, t->dir, STR("/in"), STR(""));
    const Str deep = arena_join(cx->mem, in, STR("/deep"), STR(""));
    CHECK(mkdir(in.p, 0700) == 0 && mkdir(deep.p, 0700) == 0);
    (void)try_file(t, "in/a.ndjson", try_json(cx, P1));
    (void)try_file(t, "in/deep/b.json", try_json(cx, OBS("o1", "p1", "first")));
    (void)try_file(t, "in/e.ndjson.gz", gzip_pack(cx, try_json(cx, OBS("o1", "p1", "second"))));
    (void)try_file(t, "in/notes.txt", STR("nothing of ours"));
    CHECK_OK(cx, try_path(t, in));
    CHECK_I64(t->report.counts.rejected, 0);
    CHECK_I64(t->report.counts.lines, 3);
    CHECK(has(try_body(t, STR("Observation"), STR("o1")), "second"));
}

TEST(load__a_path_that_is_not_there_fails_before_anything_is_read)
{
    Cx *cx = test_cx();
    Try *t = try_new(cx, test_db(cx, test_sqlite_url(cx)));
    CHECK_FAILS(cx, ST_NOT_FOUND, try_path(t, STR("/nowhere/at/all.ndjson")));
    CHECK_I64(try_count(t, "SELECT count(*) FROM load_job"), 0);
}

BOTH(load__a_stopped_load_goes_on_where_it_was_and_counts_as_one)
{
    Try *t = try_new(cx, db);
    const Str text = many(cx, 30000); /* some chunks */
    const Str path = try_file(t, "a.ndjson", text);
    LoadSpec spec = try_spec(t, &path);
    spec.stop_after = 1;
    CHECK_FAILS(cx, ST_UNAVAILABLE, load_run(cx, &spec, &t->report));
    cx->fault = (Fault){ 0 };
    const int64_t first = try_count(t, "SELECT count(*) FROM fhir_entry");
    CHECK(first > 0 && first < 30001);
    spec.stop_after = 0;
    CHECK_OK(cx, load_run(cx, &spec, &t->report));
    CHECK(t->report.resumed);
    CHECK_I64(t->report.counts.created, 30001);
    CHECK_I64(t->report.counts.unchanged, 0); /* what was done is not read again */
    CHECK_I64(t->report.counts.lines, 30001);
    CHECK_I64(t->report.counts.bytes, (int64_t)text.n);
    CHECK_I64(try_bodies(t, "SELECT bytes FROM fhir_body"), 30001);
    CHECK_OK(cx, load_run(cx, &spec, &t->report)); /* done: the next one is another job */
    CHECK(!t->report.resumed);
    CHECK_I64(t->report.counts.unchanged, 30001);
}

BOTH(load__last_updated_never_goes_back)
{
    Try *t = try_new(cx, db);
    try_lines(t, "a.ndjson", P1);
    try_lines(t, "b.ndjson", P2); /* the same clock: a later time all the same */
    CHECK_I64(try_count(t, "SELECT count(DISTINCT updated_ms) FROM fhir_entry"), 2);
    CHECK_I64(try_count(t, "SELECT max(updated_ms) FROM fhir_entry"), TEST_NOW_MS + 1);
}

BOTH(load__the_newest_that_read_all_of_its_source_says_how_fresh_the_data_are)
{
    Try *t = try_new(cx, db);
    int64_t ms = 0;
    CHECK_FAILS(cx, ST_NOT_FOUND, load_last(cx, db, try_spec(t, NULL).plan, &ms));
    cx->fault = (Fault){ 0 };
    load_two(t, P1, OBS("o1", "p1", "x"), 1); /* killed on its way */
    CHECK_FAILS(cx, ST_NOT_FOUND, load_last(cx, db, try_spec(t, NULL).plan, &ms));
    cx->fault = (Fault){ 0 };
    load_two(t, P1, OBS("o1", "p1", "x"), 0);
    CHECK_OK(cx, load_last(cx, db, try_spec(t, NULL).plan, &ms));
    const int64_t first_ms = ms;
    CHECK(first_ms >= TEST_NOW_MS);
    try_lines(t, "c.ndjson", P2);
    CHECK_OK(cx, load_last(cx, db, try_spec(t, NULL).plan, &ms));
    CHECK(ms > first_ms);
    CHECK_FAILS(cx, ST_NOT_FOUND, load_last(cx, db, 2, &ms)); /* another plan's load is none */
    cx->fault = (Fault){ 0 };
}

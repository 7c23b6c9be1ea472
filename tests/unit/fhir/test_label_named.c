/* Labels by what a resource names outside of the member's data, and otherwise than by its id (C5, sensitive.md 2.2). */
#include "base/buf.h"
#include "fhir/label_report.h"
#include "fhir/relabel.h"
#include "tests/unit/db/engines.h"
#include "tests/unit/fhir/label_world.h"

#define SUD LABEL_BIT(LABEL_SUBSTANCE_USE)
#define NUCC(code) "{'coding':[{'system':'http://nucc.org/provider-taxonomy','code':'" code "'}]}"
#define PSYCHIATRIST "2084P0800X"
#define FAMILY_DOCTOR "207Q00000X"
#define ROLE(code) "{'resourceType':'PractitionerRole','id':'pr1','specialty':[" NUCC(code) "]}"
#define EOB(id, more)                                                                              \
    "{'resourceType':'ExplanationOfBenefit','id':'" id                                             \
    "','status':'active','patient':{'reference':'Patient/ann'}" more "}"
#define BY(reference) "{'reference':'" reference "'}"
#define PROVIDER ",'provider':" BY("PractitionerRole/pr1")

static Str claims(World *w, uint64_t shared)
{
    return world_find(w, lw_sharing(w, shared), "ExplanationOfBenefit?patient=ann");
}

static Str roles(World *w, uint64_t shared)
{
    return world_find(w, lw_sharing(w, shared), "PractitionerRole?_id=pr1");
}

/* C5: a claim that names a psychiatrist is labelled; the directory is everybody's. */
BOTH(label__who_gives_care_labels_whoever_names_them)
{
    World *w = labelled_world(cx, db);
    FhirDoc got;
    lw_put(w, ROLE(PSYCHIATRIST));
    lw_put(w, EOB("a", PROVIDER));
    lw_put(w, EOB("b", ",'careTeam':[{'sequence':1,'provider':" BY("PractitionerRole/pr2") "}]"));
    CHECK_STR(claims(w, 0), STR("b"));
    CHECK_STR(claims(w, MH), STR("a b"));
    CHECK_STR(roles(w, 0), STR("pr1"));
    CHECK_OK(cx, lw_read(w, lw_sharing(w, 0), "PractitionerRole", "pr1", &got));
    CHECK(!str_contains(got.body, STR("\"security\"")));
    CHECK_OK(cx, lw_read(w, lw_sharing(w, MH), "ExplanationOfBenefit", "a", &got));
    CHECK(str_contains(got.body, STR(SAYS_MH)));
    CHECK(str_contains(got.body, STR("\"versionId\":\"1\"")));
}

/* Each place where one may stand, and each kind of entry. */
BOTH(label__who_gives_care_may_stand_anywhere_but_as_insurer)
{
    World *w = labelled_world(cx, db);
    static const char *const entries[] = {
        "{'resourceType':'Practitioner','id':'p','qualification':[{'code':" NUCC(
            "101YA0400X") "}]}",
        "{'resourceType':'Organization','id':'o','type':[" NUCC("261QR0405X") "]}",
        "{'resourceType':'Location','id':'l','type':[" NUCC("261QR0405X") "]}",
        "{'resourceType':'HealthcareService','id':'h','specialty':[" NUCC("261QR0405X") "]}",
    };
    world_put_all(w, entries, sizeof entries / sizeof *entries);
    lw_put(w, EOB("a", ",'careTeam':[{'sequence':1,'provider':" BY("Practitioner/p") "}]"));
    lw_put(w, EOB("b", ",'facility':" BY("Location/l")));
    lw_put(w, EOB("c", ",'item':[{'sequence':1,'locationReference':" BY("Location/l") "}]"));
    lw_put(w, EOB("d", ",'insurer':" BY("Organization/o")));
    lw_put(w, EOB("e", ",'insurer':" BY("Organization/o") ",'provider':" BY("Organization/o")));
    lw_put(w, EOB("f", ",'provider':" BY(WORLD_BASE "/Organization/o")));
    lw_put(w, EOB("g", ",'provider':" BY("https://other.example/Organization/o")));
    CHECK_STR(claims(w, 0), STR("d g"));
    CHECK_STR(claims(w, MH | SUD), STR("a b c d e f g"));
    lw_put(w, OBSERVED("x", ",'performer':[" BY("HealthcareService/h") "]"));
    CHECK_STR(lw_seen(w, 0), STR(""));
    CHECK_STR(world_find(w, lw_sharing(w, 0), "Organization?_id=o"), STR("o"));
}

#define ROLE_CODE(code)                                                                            \
    "{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/v3-RoleCode','code':'" code "'}]" \
    "}"
#define PLAN_NET                                                                                   \
    "http://hl7.org/fhir/us/davinci-pdex-plan-net/CodeSystem/HealthcareServiceCategoryCS"

/* C5: what US Core and Plan-Net say of places and services. */
BOTH(label__where_care_was_given_may_be_told_by_its_kind)
{
    World *w = labelled_world(cx, db);
    static const char *const entries[] = {
        "{'resourceType':'Location','id':'a','type':[" ROLE_CODE("PSYCHF") "]}",
        "{'resourceType':'Location','id':'b','type':[" ROLE_CODE("SURF") "]}",
        "{'resourceType':'Location','id':'c','type':[" ROLE_CODE("INV") "]}",
        "{'resourceType':'Location','id':'d','type':[" ROLE_CODE("CARD") "]}",
        "{'resourceType':'HealthcareService','id':'e','category':[{'coding':[{'system':'" PLAN_NET
        "','code':'behav'}]}]}",
    };
    world_put_all(w, entries, sizeof entries / sizeof *entries);
    lw_put(w, EOB("a", ",'facility':" BY("Location/a")));
    lw_put(w, EOB("b", ",'facility':" BY("Location/b")));
    lw_put(w, EOB("c", ",'facility':" BY("Location/c")));
    lw_put(w, EOB("d", ",'facility':" BY("Location/d")));
    lw_put(w, EOB("e", ",'provider':" BY("HealthcareService/e")));
    CHECK_STR(claims(w, 0), STR("d"));
    CHECK_STR(claims(w, MH), STR("a d e"));
    CHECK_STR(claims(w, MH | SUD), STR("a b d e"));
    CHECK_STR(claims(w, MH | SUD | LABEL_BIT(LABEL_REPRODUCTIVE)), STR("a b c d e"));
}

/* C5: a visit of a psychiatrist has it for all that belongs to it. */
BOTH(label__who_gives_care_labels_the_visit_and_what_belongs_to_it)
{
    World *w = labelled_world(cx, db);
    lw_put(w, OBSERVED("a", IN_VISIT("v")));
    lw_put(w, VISIT("v", ",'participant':[{'individual':" BY("PractitionerRole/pr1") "}]"));
    CHECK_STR(lw_seen(w, 0), STR("a"));
    lw_put(w, ROLE(PSYCHIATRIST));
    CHECK_STR(lw_seen(w, 0), STR(""));
    lw_put(w, OBSERVED("b", IN_VISIT("v")));
    CHECK_STR(lw_seen(w, 0), STR(""));
    CHECK_STR(lw_seen(w, MH), STR("a b"));
}

/* C5: in whichever order, as the directory is now; deleted, it goes on being true of what names it. */
BOTH(label__a_directory_that_changes_labels_who_names_it_anew)
{
    World *w = labelled_world(cx, db);
    lw_put(w, EOB("a", PROVIDER));
    CHECK_STR(claims(w, 0), STR("a"));
    lw_put(w, ROLE(FAMILY_DOCTOR));
    CHECK_STR(claims(w, 0), STR("a"));
    lw_put(w, ROLE(PSYCHIATRIST));
    CHECK_STR(claims(w, 0), STR(""));
    CHECK_STR(claims(w, MH), STR("a"));
    lw_put(w, "{'resourceType':'PractitionerRole','id':'pr1'}");
    CHECK_STR(claims(w, 0), STR("a"));
    lw_put(w, "{'resourceType':'PractitionerRole','id':'pr1','active':true,'specialty':[" NUCC(
                  PSYCHIATRIST) "]}");
    CHECK_STR(claims(w, 0), STR(""));
    w->cx->now_ms += 1000;
    world_delete(w, STR("PractitionerRole"), STR("pr1"));
    CHECK_STR(claims(w, 0), STR(""));
    lw_put(w, EOB("b", PROVIDER));
    CHECK_STR(claims(w, 0), STR(""));
    lw_put(w, "{'resourceType':'PractitionerRole','id':'pr1','active':false}");
    CHECK_STR(claims(w, 0), STR("a b"));
}

/* C5: in one batch, and written once. */
BOTH(label__a_directory_that_comes_with_its_claims_labels_them)
{
    World *w = labelled_world(cx, db);
    static const char *const both[] = { EOB("a", PROVIDER), ROLE(PSYCHIATRIST) };
    FhirDoc got;
    world_put_all(w, both, 2);
    CHECK_STR(claims(w, 0), STR(""));
    CHECK_OK(cx, lw_read(w, lw_sharing(w, MH), "ExplanationOfBenefit", "a", &got));
    CHECK(str_contains(got.body, STR("\"versionId\":\"1\"")));
}

/* And takes back what the entry of before gave. */
BOTH(label__a_directory_that_comes_with_its_claims_takes_labels_back)
{
    World *w = labelled_world(cx, db);
    static const char *const both[] = { ROLE(FAMILY_DOCTOR), EOB("a", PROVIDER) };
    FhirDoc got;
    lw_put(w, ROLE(PSYCHIATRIST));
    w->cx->now_ms += 1000;
    world_put_all(w, both, 2);
    CHECK_STR(claims(w, 0), STR("a"));
    CHECK_OK(cx, lw_read(w, lw_sharing(w, MH), "ExplanationOfBenefit", "a", &got));
    CHECK(!str_contains(got.body, STR("\"security\"")));
}

/* C5, S24: what only a version before names; and who names another now. */
BOTH(label__a_version_is_kept_back_by_who_gave_care_then)
{
    World *w = labelled_world(cx, db);
    lw_put(w, OBSERVED("a", ",'performer':[" BY("PractitionerRole/pr1") "]"));
    lw_put(w, OBSERVED("a", ",'performer':[" BY("PractitionerRole/pr2") "]"));
    CHECK_STR(lw_versions_shared(w, 0, "a"), STR("1 2"));
    lw_put(w, ROLE(PSYCHIATRIST));
    CHECK_STR(lw_versions_shared(w, 0, "a"), STR("2"));
    CHECK_STR(lw_versions_shared(w, MH, "a"), STR("1 2"));
    lw_put(w, ROLE(FAMILY_DOCTOR));
    CHECK_STR(lw_versions_shared(w, 0, "a"), STR("1 2"));
}

/* A marked Provenance that names a clinic of it does not label the clinic's other claims. */
BOTH(label__who_gives_care_takes_nothing)
{
    World *w = labelled_world(cx, db);
    lw_put(w, ROLE(PSYCHIATRIST));
    lw_put(w, EOB("a", PROVIDER));
    lw_put(w, OBSERVED("x", ",'performer':[" BY("PractitionerRole/pr1") "]," SECURITY("HIV")));
    lw_put(
        w,
        "{'resourceType':'Provenance','id':'p','recorded':'2024-01-01T00:00:00Z'," SECURITY(
            "HIV") ",'target':[{'reference':'Observation/x'}],'agent':[{'who':" BY("PractitionerRol"
                                                                                   "e/pr1") "}]}");
    CHECK_STR(claims(w, MH), STR("a"));
}

#define USED(id, device)                                                                           \
    "{'resourceType':'DeviceUseStatement','id':'" id                                               \
    "','status':'active','device':" BY("Device/" device) "," OF_ANN "}"

/* C5: a device without a patient is the plan's, and labels who uses it as a drug does; one of hers is a resource like
 * others. In whichever order, there and back. */
BOTH(label__a_device_of_the_plan_labels_who_uses_it)
{
    World *w = labelled_world(cx, db);
    lw_put(w, USED("a", "d"));
    lw_put(w, USED("b", "e"));
    lw_put(w, "{'resourceType':'Device','id':'e','patient':{'reference':'Patient/ann'}," SECURITY(
                  "HIV") "}");
    lw_put(w,
           "{'resourceType':'Device','id':'f','patient':{'reference':'Patient/ann'},'parent':" BY(
               "Device/e") "}");
    CHECK_STR(world_find(w, lw_sharing(w, 0), "Device?patient=ann"), STR(""));
    CHECK_STR(world_find(w, lw_sharing(w, 0), "DeviceUseStatement?patient=ann"), STR("a"));
    lw_put(w, "{'resourceType':'Device','id':'d'," SECURITY("PSY") "}");
    CHECK_STR(world_find(w, lw_sharing(w, 0), "Device?_id=d"), STR(""));
    CHECK_STR(world_find(w, lw_sharing(w, 0), "DeviceUseStatement?patient=ann"), STR(""));
    CHECK_STR(world_find(w, lw_sharing(w, MH), "DeviceUseStatement?patient=ann"), STR("a"));
    lw_put(w, "{'resourceType':'Device','id':'d'}");
    CHECK_STR(world_find(w, lw_sharing(w, 0), "DeviceUseStatement?patient=ann"), STR("a"));
}

static void other_list(World *w, uint64_t off)
{
    DbTx *tx;
    RelabelCounts counts = { .members = 0 };
    const LabelSpec spec = { .off = off, .part2_by_match = true };
    CHECK_OK(w->cx, label_table_new(w->cx, &spec, &w->rules.labels));
    w->cx->now_ms += 1000;
    CHECK_OK(w->cx, db_write(w->cx, w->db, WORLD_PLAN, &tx));
    CHECK_OK(w->cx, relabel_begin(w->cx, tx, WORLD_PLAN, w->rules.labels));
    for (bool more = true; more;)
        CHECK_OK(w->cx, relabel_some(w->cx, tx, WORLD_PLAN, &w->rules, &counts, &more));
    CHECK_OK(w->cx, db_commit(w->cx, tx));
}

/* C5: the directory is judged anew before who names it, what was deleted of it too. */
BOTH(relabel__another_table_judges_who_gives_care)
{
    World *w = labelled_world(cx, db);
    FhirDoc got;
    lw_put(w, ROLE(PSYCHIATRIST));
    lw_put(w, "{'resourceType':'Location','id':'gone','type':[" NUCC("261QM0801X") "]}");
    lw_put(w, EOB("a", PROVIDER));
    lw_put(w, EOB("b", ",'facility':" BY("Location/gone")));
    w->cx->now_ms += 1000;
    world_delete(w, STR("Location"), STR("gone"));
    CHECK_STR(claims(w, 0), STR(""));
    other_list(w, MH);
    CHECK_STR(claims(w, 0), STR("a b"));
    lw_put(w, EOB("c", PROVIDER));
    other_list(w, 0);
    CHECK_STR(claims(w, 0), STR(""));
    CHECK_STR(claims(w, MH), STR("a b c"));
    CHECK_OK(cx, lw_read(w, lw_sharing(w, 0), "PractitionerRole", "pr1", &got));
    CHECK(str_contains(got.body, STR("\"versionId\":\"1\"")));
}

#define NPI(value) "{'system':'http://hl7.org/fhir/sid/us-npi','value':'" value "'}"
#define NUMBERED_ROLE(id, npi, code)                                                               \
    "{'resourceType':'PractitionerRole','id':'" id                                                 \
    "','identifier':[" NPI(npi) "],'specialty':[" NUCC(code) "]}"

/* C5: most claims name a provider by number alone. */
BOTH(label__who_gives_care_may_be_named_by_npi)
{
    World *w = labelled_world(cx, db);
    lw_put(w, EOB("a", ",'provider':{'identifier':" NPI("1000000001") "}"));
    lw_put(w, EOB("b", ",'contained':[{'resourceType':'Practitioner','id':'p','identifier':[" NPI(
                           "1000000001") "]}],'provider':{'reference':'#p'}"));
    lw_put(w, EOB("c", ",'insurer':{'identifier':" NPI("1000000001") "}"));
    lw_put(w,
           EOB("d", ",'provider':{'identifier':{'system':'urn:oid:2.16.840.1.113883.4.6','value':"
                    "'1000000002'}}"));
    lw_put(w, EOB("e", ",'provider':{'identifier':{'system':'urn:tin','value':'1000000001'}}"));
    lw_put(w, EOB("f", ",'provider':" BY(
                           "Practitioner?identifier=http://hl7.org/fhir/sid/us-npi|1000000001")));
    CHECK_STR(claims(w, 0), STR("a b c d e f"));
    lw_put(w, NUMBERED_ROLE("pr1", "1000000001", PSYCHIATRIST));
    CHECK_STR(claims(w, 0), STR("c d e"));
    lw_put(w, NUMBERED_ROLE("pr1", "1000000002", PSYCHIATRIST));
    CHECK_STR(claims(w, 0), STR("a b c e f"));
    lw_put(w, NUMBERED_ROLE("pr2", "1000000001", PSYCHIATRIST));
    CHECK_STR(claims(w, 0), STR("c e"));
    lw_put(w, NUMBERED_ROLE("pr1", "1000000002", FAMILY_DOCTOR));
    CHECK_STR(claims(w, 0), STR("c d e"));
    CHECK_STR(claims(w, MH), STR("a b c d e f"));
}

#define NPI_URL "http://hl7.org/fhir/sid/us-npi"
#define TYPE_NPI "'type':{'coding':[{'code':'NPI'}]},"

/* C5: however it is written. */
BOTH(label__an_npi_may_be_written_otherwise)
{
    World *w = labelled_world(cx, db);
    lw_put(w, NUMBERED_ROLE("pr1", "1000000001", PSYCHIATRIST));
    lw_put(w,
           EOB("a", ",'provider':{'identifier':{'system':'" NPI_URL "/','value':'1000000001'}}"));
    lw_put(w, EOB("b", ",'provider':{'identifier':{" TYPE_NPI "'value':'1000000001'}}"));
    lw_put(w, EOB("c", ",'provider':" BY("Practitioner?identifier=http%3A%2F%2Fhl7.org%2Ffhir%2F"
                                         "sid%2Fus-npi%7C1000000001")));
    lw_put(w, EOB("d",
                  ",'provider':" BY("Practitioner?active=true&identifier=" NPI_URL "|1000000001")));
    lw_put(w, EOB("e", ",'provider':" BY("Practitioner?identifier=" NPI_URL "%7C1000000001%")));
    lw_put(w, EOB("f", ",'provider':" BY("Practitioner?name=" NPI_URL "|1000000001")));
    CHECK_STR(claims(w, 0), STR("e f"));
    lw_put(w, "{'resourceType':'Organization','id':'o','identifier':[{" TYPE_NPI
              "'value':'1000000002'}],'type':[" NUCC("261QM2800X") "]}");
    lw_put(w, EOB("g", ",'provider':{'identifier':" NPI("1000000002") "}"));
    CHECK_STR(claims(w, 0), STR("e f"));
}

#define NUMBER_ONE "'value':'1000000001'"
#define CODED_TYPE(code) "'type':{'coding':[{'system':'urn:x','code':'" code "'}]}"

/* C5: as CARIN's guide writes the type, and in whichever case, with a version or spaces. */
BOTH(label__an_npi_is_one_in_any_spelling)
{
    static const char *const spellings[] = {
        CODED_TYPE("npi"),
        "'type':{'text':'NPI'}",
        "'type':{'text':'national provider identifier'}",
        "'system':'http://hl7.org/fhir/sid/US-NPI'",
        "'system':'" NPI_URL "|2.0'",
        "'system':' " NPI_URL "/ '",
        "'system':'URN:OID:2.16.840.1.113883.4.6'",
    };
    World *w = labelled_world(cx, db);
    lw_put(w, NUMBERED_ROLE("pr1", "1000000001", PSYCHIATRIST));
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++)
        lw_put(w,
               arena_printf(cx->mem, EOB("a%d", ",'provider':{'identifier':{%s," NUMBER_ONE "}}"),
                            (int)i, spellings[i])
                   .p);
    lw_put(w, EOB("b", ",'provider':{'identifier':{" CODED_TYPE("TAX") "," NUMBER_ONE "}}"));
    lw_put(w, EOB("c", ",'provider':" BY("Practitioner?identifier=HTTP://hl7.org/fhir/sid/US-NPI/"
                                         "|1000000001")));
    lw_put(w, EOB("d", ",'provider':" BY("Practitioner?identifier=1000000001")));
    CHECK_STR(claims(w, 0), STR("b"));
}

/* A role's specialty is not its clinic's, though it names it by number. */
BOTH(label__whom_the_directory_names_is_not_meant)
{
    World *w = labelled_world(cx, db);
    lw_put(w, "{'resourceType':'PractitionerRole','id':'pr1','organization':{'identifier':" NPI(
                  "1000000003") "},'specialty':[" NUCC(PSYCHIATRIST) "]}");
    lw_put(w, EOB("a", ",'provider':{'identifier':" NPI("1000000003") "}"));
    CHECK_STR(claims(w, 0), STR("a"));
}

/* C5: another list finds the same names, of what was deleted too. */
BOTH(relabel__who_gives_care_keeps_its_npi)
{
    World *w = labelled_world(cx, db);
    other_list(w, MH);
    lw_put(w, NUMBERED_ROLE("pr1", "1000000001", PSYCHIATRIST));
    lw_put(w, NUMBERED_ROLE("pr2", "1000000002", PSYCHIATRIST));
    lw_put(w, EOB("a", ",'provider':{'identifier':" NPI("1000000001") "}"));
    lw_put(w, EOB("b", ",'provider':{'identifier':" NPI("1000000002") "}"));
    w->cx->now_ms += 1000;
    world_delete(w, STR("PractitionerRole"), STR("pr2"));
    CHECK_STR(claims(w, 0), STR("a b"));
    other_list(w, 0);
    CHECK_STR(claims(w, 0), STR(""));
    CHECK_STR(claims(w, MH), STR("a b"));
}

#define ROLE_OF(practitioner, code)                                                                \
    "{'resourceType':'PractitionerRole','id':'pr1','practitioner':" practitioner                   \
    ",'specialty':[" NUCC(code) "]}"
#define BY_DOCTOR(id) ",'provider':" BY("Practitioner/" id)

/* C5: US Core and Plan-Net have the specialty in a role, and claims name its practitioner; in whichever order. */
BOTH(label__a_roles_specialty_is_its_practitioners)
{
    World *w = labelled_world(cx, db);
    lw_put(w, EOB("a", BY_DOCTOR("p")));
    lw_put(w, EOB("b", BY_DOCTOR("q")));
    lw_put(w, "{'resourceType':'Practitioner','id':'p'}");
    CHECK_STR(claims(w, 0), STR("a b"));
    lw_put(w, ROLE_OF(BY("Practitioner/p"), PSYCHIATRIST));
    CHECK_STR(claims(w, 0), STR("b"));
    lw_put(w, EOB("c", BY_DOCTOR("p")));
    CHECK_STR(claims(w, 0), STR("b"));
    lw_put(w, ROLE_OF(BY("Practitioner/q"), PSYCHIATRIST));
    CHECK_STR(claims(w, 0), STR("a c"));
    lw_put(w, ROLE_OF("{'identifier':" NPI("1000000001") "}", PSYCHIATRIST));
    lw_put(w, EOB("d", ",'provider':{'identifier':" NPI("1000000001") "}"));
    CHECK_STR(claims(w, 0), STR("a b c"));
    lw_put(w, ROLE_OF(BY("Practitioner/q"), FAMILY_DOCTOR));
    CHECK_STR(claims(w, 0), STR("a b c d"));
    CHECK_STR(world_find(w, lw_sharing(w, 0), "Practitioner?_id=p"), STR("p"));
}

#define CONTAINED(type, id, npi)                                                                   \
    "{'resourceType':'" type "','id':'" id "','identifier':[" NPI(npi) "]}"

/* C5: and where the practitioner is contained in the role, but not the role's clinic. */
BOTH(label__a_roles_specialty_is_its_contained_practitioners)
{
    World *w = labelled_world(cx, db);
    lw_put(
        w,
        "{'resourceType':'PractitionerRole','id':'pr1','contained':[" CONTAINED("Practitioner", "p", "1") "," CONTAINED(
            "Organization", "o",
            "2") "],'practitioner':" BY("#p") ",'organization':" BY("#o") ",'specialty':"
                                                                          "[" NUCC(
                                                                              PSYCHIATRIST) "]}");
    lw_put(w, EOB("a", ",'provider':{'identifier':" NPI("1") "}"));
    lw_put(w, EOB("b", ",'provider':{'identifier':" NPI("2") "}"));
    CHECK_STR(claims(w, 0), STR("b"));
}

#define PLAN_NET_EXTENSION(name)                                                                   \
    "'extension':[{'url':'http://hl7.org/fhir/us/davinci-pdex-plan-net/StructureDefinition/" name  \
    "','extension':[{'url':'code','valueCodeableConcept':" NUCC("261QM0801X") "}]}]"

/* C5: Plan-Net's Organization has its qualifications in an extension; what others say is not looked at. */
BOTH(label__an_organizations_qualification_labels_who_names_it)
{
    World *w = labelled_world(cx, db);
    lw_put(w, "{'resourceType':'Organization','id':'o'," PLAN_NET_EXTENSION("qualification") "}");
    lw_put(w, "{'resourceType':'Organization','id':'q'," PLAN_NET_EXTENSION("newpatients") "}");
    lw_put(w, EOB("a", ",'provider':" BY("Organization/o")));
    lw_put(w, EOB("b", ",'provider':" BY("Organization/q")));
    CHECK_STR(claims(w, 0), STR("b"));
}

/* Who pays is no kind of care where it is contained either, unless it gives it too. */
BOTH(label__a_contained_insurer_labels_nothing)
{
    World *w = labelled_world(cx, db);
    lw_put(w, "{'resourceType':'Organization','id':'o','identifier':[" NPI("7") "],'type':[" NUCC(
                  "261QM0801X") "]}");
    lw_put(w,
           EOB("a", ",'contained':[" CONTAINED("Organization", "i", "7") "],'insurer':" BY("#i")));
    lw_put(w, EOB("b", ",'contained':[" CONTAINED("Organization", "i", "7") "],'insurer':" BY(
                           "#i") ",'provider':" BY("#i")));
    lw_put(w, EOB("c", ",'contained':[" CONTAINED("Organization", "p", "7") "],'insurer':" BY(
                           "#i") ",'provider':" BY("#p")));
    CHECK_STR(claims(w, 0), STR("a"));
}

/* C5: one batch; deleted it goes on being true, and another list finds it. */
BOTH(relabel__a_roles_specialty_is_its_practitioners)
{
    World *w = labelled_world(cx, db);
    static const char *const both[] = { EOB("a", BY_DOCTOR("p")),
                                        ROLE_OF(BY("Practitioner/p"), PSYCHIATRIST) };
    world_put_all(w, both, 2);
    CHECK_STR(claims(w, 0), STR(""));
    w->cx->now_ms += 1000;
    world_delete(w, STR("PractitionerRole"), STR("pr1"));
    lw_put(w, EOB("b", BY_DOCTOR("p")));
    CHECK_STR(claims(w, 0), STR(""));
    other_list(w, MH);
    CHECK_STR(claims(w, 0), STR("a b"));
    other_list(w, 0);
    CHECK_STR(claims(w, 0), STR(""));
    CHECK_STR(claims(w, MH), STR("a b"));
}

/* For staff: which, and by which code. Nothing of the directory is withheld, and the report says so. */
BOTH(label_report__says_who_gave_care)
{
    World *w = labelled_world(cx, db);
    DbTx *tx;
    LabelOf of;
    LabelCount *all;
    size_t count;
    lw_put(w, ROLE(PSYCHIATRIST));
    lw_put(w, EOB("a", PROVIDER));
    CHECK_OK(cx, db_read(cx, db, WORLD_PLAN, &tx));
    const uint16_t type = type_by_name(STR("ExplanationOfBenefit"))->num;
    CHECK_OK(cx, label_of(cx, tx, WORLD_PLAN, type, STR("a"), &of));
    CHECK(of.own == 0 && (of.labels & ~LABEL_BIT(LABEL_MINORS)) == MH);
    CHECK_STR(of.reason, STR(""));
    CHECK_STR(of.given, STR("PractitionerRole/pr1: taxonomy 2084P0800X B\n"));
    CHECK_OK(cx, label_of(cx, tx, WORLD_PLAN, type_by_name(STR("PractitionerRole"))->num,
                          STR("pr1"), &of));
    CHECK_STR(of.given, STR("PractitionerRole/pr1: taxonomy 2084P0800X B\n"));
    CHECK_OK(cx, label_report(cx, tx, WORLD_PLAN, &all, &count));
    db_end(tx);
    for (size_t i = 0; i < count; i++) {
        const bool role = str_eq(type_by_num(all[i].type)->name, STR("PractitionerRole"));
        const bool eob = all[i].type == type;
        CHECK_I64(all[i].own[LABEL_MENTAL_HEALTH], role || eob);
        CHECK_I64(all[i].labels[LABEL_MENTAL_HEALTH], eob);
    }
}

/* ---- visits ---- */

#define NUMBERED(id, value, more)                                                                  \
    VISIT(id, ",'identifier':[{'system':'urn:visits','value':'" value "'}]" more)
#define IN_NUMBERED(system, value)                                                                 \
    ",'encounter':{'identifier':{'system':'" system "','value':'" value "'}}"

/* C5: a visit that is named by what it is called. */
BOTH(label__a_visit_may_be_named_by_an_identifier)
{
    World *w = labelled_world(cx, db);
    lw_put(w, OBSERVED("a", IN_NUMBERED("urn:visits", "7")));
    lw_put(w, OBSERVED("b", IN_NUMBERED("urn:visits", "8")));
    lw_put(w, OBSERVED("c", IN_NUMBERED("urn:other", "7")));
    lw_put(w, OBSERVED("d", ",'encounter':{'identifier':{'system':'urn:visits'}}"));
    lw_put(w, OBSERVED("e", ",'encounter':" BY("Encounter?identifier=urn:visits|7")));
    lw_put(w, NUMBERED("v", "7", "," SECURITY("PSY")));
    lw_put(w, VISIT("w", ",'identifier':[{'system':'urn:visits'}]," SECURITY("HIV")));
    CHECK_STR(lw_seen(w, 0), STR("b c d"));
    CHECK_STR(lw_seen(w, MH), STR("a b c d e"));
    lw_put(w, NUMBERED("v", "7", ""));
    CHECK_STR(lw_seen(w, 0), STR("a b c d e"));
}

/* C5: and it has the diagnoses that name it so; two visits may have one number. */
BOTH(label__a_diagnosis_may_name_its_visits_by_an_identifier)
{
    World *w = labelled_world(cx, db);
    lw_put(w, NUMBERED("v", "7", ""));
    lw_put(w, NUMBERED("w", "7", ""));
    lw_put(w, OBSERVED("a", IN_VISIT("v")));
    lw_put(w, OBSERVED("b", IN_VISIT("w")));
    lw_put(w, "{'resourceType':'Condition','id':'c'," SECURITY("PSY") "," OF_ANN IN_NUMBERED(
                  "urn:visits", "7") "}");
    CHECK_STR(lw_seen(w, 0), STR(""));
    CHECK_STR(lw_seen(w, MH), STR("a b"));
}

/* C5: another host's address of a visit may be of a copy of ours. */
BOTH(label__a_visit_may_be_named_by_another_hosts_address)
{
    World *w = labelled_world(cx, db);
    lw_put(w, VISIT("v", "," SECURITY("PSY")));
    lw_put(w, OBSERVED("a", ",'encounter':" BY("https://ehr.example/fhir/Encounter/v")));
    lw_put(w, OBSERVED("b", ",'encounter':" BY("https://ehr.example/fhir/Encounter/w")));
    CHECK_STR(lw_seen(w, 0), STR("b"));
    CHECK_STR(lw_seen(w, MH), STR("a b"));
}

/* C5: as sources write it who leave the system out, point into the visit, or ask for it. */
BOTH(label__a_visit_may_be_named_in_other_spellings)
{
    World *w = labelled_world(cx, db);
    lw_put(w, NUMBERED("v", "7", "," SECURITY("PSY")));
    lw_put(w, OBSERVED("a", ",'encounter':{'identifier':{'value':'7'}}"));
    lw_put(w, OBSERVED("b", ",'encounter':" BY("Encounter?identifier=7")));
    lw_put(w, OBSERVED("c", ",'encounter':" BY("Encounter?_id=v")));
    lw_put(w, OBSERVED("d", ",'encounter':" BY(" Encounter/v#note ")));
    lw_put(w, OBSERVED("e", ",'contained':[{'resourceType':'Encounter','id':'e','identifier':"
                            "[{'system':'urn:visits','value':'7'}]}],'encounter':" BY("#e")));
    lw_put(w, OBSERVED("other", IN_NUMBERED("urn:other", "7")));
    CHECK_STR(lw_seen(w, 0), STR("other"));
}

/* C5: genetic data whatever codes it has. */
BOTH(label__a_sequence_is_genetic_data)
{
    World *w = labelled_world(cx, db);
    lw_put(w, "{'resourceType':'MolecularSequence','id':'m','coordinateSystem':0,"
              "'patient':{'reference':'Patient/ann'}}");
    lw_put(w, OBSERVED("a", ",'derivedFrom':[" BY("MolecularSequence/m") "]"));
    lw_put(w, OBSERVED("b", ",'contained':[{'resourceType':'MolecularSequence','id':'x'}]"));
    CHECK_STR(lw_seen(w, 0), STR(""));
    CHECK_STR(world_find(w, lw_sharing(w, 0), "MolecularSequence?patient=ann"), STR(""));
    CHECK_STR(
        world_find(w, lw_sharing(w, LABEL_BIT(LABEL_GENETICS)), "MolecularSequence?patient=ann"),
        STR("m"));
}

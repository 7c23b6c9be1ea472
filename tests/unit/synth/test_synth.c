/* The synthetic plan: the same each time, and true to itself. */
#include "synth/synth_int.h"

#include "fhir/record.h"
#include "tests/unit/test.h"
#include "json/json.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define MEMBERS 60

static Str write_plan(Cx *cx, const char *name, int64_t members, uint64_t seed)
{
    SynthCounts counts;
    const Str dir = arena_join(cx->mem, test_dir(), STR("/"), str_of(name));
    CHECK_OK(cx, synth_write(cx, dir, members, seed, &counts));
    return dir;
}

static Str file_of(Cx *cx, Str dir, const char *name)
{
    return test_file(arena_printf(cx->mem, "%.*s/%s", STR_ARG(dir), name).p);
}

static Str lines_of(Cx *cx, Str dir, SynthFile file)
{
    return file_of(cx, dir, arena_join(cx->mem, synth_file_type(file), STR(".ndjson"), STR("")).p);
}

/* The next line parsed; NULL behind the last. */
static const JsonVal *next_resource(Cx *cx, Str *lines)
{
    Str line;
    JsonDoc *doc;
    if (!str_split(lines, '\n', &line) || line.n == 0)
        return NULL;
    CHECK_OK(cx, json_parse(cx, line, &doc));
    return json_root(doc);
}

TEST(synth__same_seed_same_bytes)
{
    Cx *cx = test_cx();
    const Str one = write_plan(cx, "one", 30, 7);
    const Str two = write_plan(cx, "two", 30, 7);
    const Str other = write_plan(cx, "other", 30, 8);
    for (SynthFile f = 0; f < SYNTH_FILES; f++)
        CHECK(str_eq(lines_of(cx, one, f), lines_of(cx, two, f)));
    CHECK(str_eq(file_of(cx, one, "members.json"), file_of(cx, two, "members.json")));
    CHECK(!str_eq(lines_of(cx, one, SYNTH_EOB), lines_of(cx, other, SYNTH_EOB)));
}

TEST(synth__a_member_is_the_same_in_a_bigger_plan)
{
    Cx *cx = test_cx();
    const Str few = write_plan(cx, "few", 20, 1);
    const Str many = write_plan(cx, "many", 40, 1);
    CHECK(str_starts(lines_of(cx, many, SYNTH_PATIENT), lines_of(cx, few, SYNTH_PATIENT)));
    CHECK(str_starts(lines_of(cx, many, SYNTH_EOB), lines_of(cx, few, SYNTH_EOB)));
}

TEST(synth__writes_as_many_members_as_asked)
{
    Cx *cx = test_cx();
    for (int64_t n = 1; n <= 16; n += 3) {
        SynthCounts counts;
        CHECK_OK(cx, synth_write(cx, test_dir(), n, 1, &counts));
        CHECK_I64(counts.written[SYNTH_PATIENT], n);
        CHECK_I64(counts.written[SYNTH_COVERAGE], n);
    }
}

TEST(synth__leaves_nothing_when_the_folder_cannot_be_made)
{
    Cx *cx = test_cx();
    SynthCounts counts;
    const Str blocked = arena_join(cx->mem, test_dir(), STR("/file"), STR(""));
    FILE *f = fopen(blocked.p, "w");
    CHECK(f && fclose(f) == 0);
    CHECK_FAILS(
        cx, ST_UNAVAILABLE,
        synth_write(cx, arena_join(cx->mem, blocked, STR("/plan"), STR("")), 1, 1, &counts));
}

/* A directory stands where a file is to go, so the last step fails: what was hidden is gone again. */
TEST(synth__leaves_no_hidden_files_when_renaming_fails)
{
    Cx *cx = test_cx();
    SynthCounts counts;
    Cx own = { .mem = arena_new(1 << 16) };
    const Str dir = test_dir();
    CHECK(mkdir(arena_join(cx->mem, dir, STR("/Coverage.ndjson"), STR("")).p, 0755) == 0);
    CHECK_FAILS(&own, ST_UNAVAILABLE, synth_write(&own, dir, 1, 1, &counts));
    arena_free(own.mem); /* what was deferred runs here */
    const Str hidden =
        arena_printf(cx->mem, "%.*s/.Patient.ndjson.%ld", STR_ARG(dir), (long)getpid());
    CHECK(access(hidden.p, F_OK) != 0);
    CHECK(access(arena_join(cx->mem, dir, STR("/Patient.ndjson"), STR("")).p, F_OK) != 0);
}

TEST(synth__every_line_can_be_stored)
{
    Cx *cx = test_cx();
    const Str dir = write_plan(cx, "plan", MEMBERS, 3);
    for (SynthFile f = 0; f < SYNTH_FILES; f++) {
        Str lines = lines_of(cx, dir, f);
        Str line;
        while (str_split(&lines, '\n', &line) && line.n) {
            Record r;
            CHECK_OK(cx,
                     record_make(cx, line,
                                 &(RecordRules){ .base = STR("http://localhost/demo/fhir") }, &r));
            CHECK_STR(r.type->name, synth_file_type(f));
        }
    }
}

/* ---- money ---- */

/* Cents of a number with two decimals at most. */
static int64_t cents_of(const JsonVal *amount)
{
    const Str text = json_num(json_get(amount, STR("value")));
    const size_t dot = str_find(text, '.');
    int64_t whole = 0;
    int64_t rest = 0;
    CHECK(str_to_i64(str_slice(text, 0, dot), &whole));
    if (dot < text.n) {
        CHECK_I64((int64_t)(text.n - dot), 3);
        CHECK(str_to_i64(str_from(text, dot + 1), &rest));
    }
    return whole * 100 + rest;
}

static Str code_of(const JsonVal *concept)
{
    JsonIter it = json_iter(json_get(concept, STR("coding")));
    return json_next(&it) ? json_get_str(it.val, STR("code")) : STR_NONE;
}

static int64_t amount_in(const JsonVal *list, Str code)
{
    for (JsonIter it = json_iter(list); json_next(&it);)
        if (str_eq(code_of(json_get(it.val, STR("category"))), code))
            return cents_of(json_get(it.val, STR("amount")));
    return 0;
}

static int64_t amount_in_lines(const JsonVal *claim, Str code)
{
    int64_t sum = 0;
    for (JsonIter it = json_iter(json_get(claim, STR("item"))); json_next(&it);)
        sum += amount_in(json_get(it.val, STR("adjudication")), code);
    return sum;
}

static void check_claim(const JsonVal *claim)
{
    static const Str by_line[] = { STR_C("submitted"),    STR_C("eligible"),
                                   STR_C("benefit"),      STR_C("deductible"),
                                   STR_C("copay"),        STR_C("coinsurance"),
                                   STR_C("noncovered"),   STR_C("memberliability"),
                                   STR_C("paidbypatient") };
    const JsonVal *total = json_get(claim, STR("total"));
    const int64_t share = amount_in(total, STR("deductible")) + amount_in(total, STR("copay")) +
                          amount_in(total, STR("coinsurance"));
    const int64_t noncovered = amount_in(total, STR("noncovered"));
    const int64_t eligible = amount_in(total, STR("eligible"));
    const int64_t paid = amount_in(total, STR("paidbypatient"));
    for (size_t i = 0; i < TABLE_COUNT(by_line); i++)
        CHECK_I64(amount_in_lines(claim, by_line[i]), amount_in(total, by_line[i]));
    CHECK(amount_in(total, STR("submitted")) > 0);
    CHECK_I64(eligible + amount_in(total, STR("discount")) + noncovered,
              amount_in(total, STR("submitted")));
    CHECK_I64(amount_in(total, STR("benefit")) + share, eligible);
    CHECK_I64(share + noncovered, amount_in(total, STR("memberliability")));
    CHECK_I64(amount_in(total, STR("paidtoprovider")), amount_in(total, STR("benefit")));
    CHECK_I64(cents_of(json_get(json_get(claim, STR("payment")), STR("amount"))),
              amount_in(total, STR("benefit")));
    CHECK(paid >= 0 && paid <= share + noncovered);
}

TEST(synth__cents_of_a_thousand_claims_add_up)
{
    Cx *cx = test_cx();
    Str lines = lines_of(cx, write_plan(cx, "plan", MEMBERS, 5), SYNTH_EOB);
    int64_t count = 0;
    for (const JsonVal *claim = next_resource(cx, &lines); claim;
         claim = next_resource(cx, &lines)) {
        check_claim(claim);
        count++;
    }
    CHECK(count >= 1000);
}

TEST(synth__a_year_costs_no_more_than_the_plan_allows)
{
    const PlanRow *plan = plan_row(STR("bronze"));
    Spent spent = { 0 };
    int64_t liability = 0;
    int64_t deductible = 0;
    for (unsigned i = 0; i < 40; i++) {
        const Money m = price_line(plan, BENEFIT_SURGERY, 123457, 61, true, &spent);
        CHECK_I64(m.eligible, m.benefit + m.deductible + m.copay + m.coinsurance);
        CHECK(m.benefit >= 0 && m.deductible >= 0 && m.copay >= 0 && m.coinsurance >= 0);
        liability += m.liability;
        deductible += m.deductible;
    }
    CHECK_I64(deductible, plan->deductible);
    CHECK_I64(liability, plan->out_of_pocket);
}

/* ---- identifiers ---- */

static Str identifier_of(const JsonVal *resource)
{
    JsonIter it = json_iter(json_get(resource, STR("identifier")));
    return json_next(&it) ? json_get_str(it.val, STR("value")) : STR_NONE;
}

/* Luhn over 80840 and the number, from the right (CMS, "Requirements for NPI"). */
static bool npi_is_valid(Str npi)
{
    unsigned sum = 24;
    if (npi.n != 10 || !str_only(npi, "0123456789"))
        return false;
    for (size_t i = 0; i < npi.n; i++) {
        const unsigned digit = (unsigned)(npi.p[i] - '0') * (i % 2 == 0 ? 2 : 1);
        sum += digit > 9 ? digit - 9 : digit;
    }
    return sum % 10 == 0;
}

TEST(synth__npis_have_a_true_check_digit)
{
    CHECK(npi_is_valid(STR("1234567893"))); /* the example of CMS's text */
    CHECK(!npi_is_valid(STR("1234567890")));
    Cx *cx = test_cx();
    const Str dir = write_plan(cx, "plan", 1, 1);
    Str lines = lines_of(cx, dir, SYNTH_PRACTITIONER);
    for (const JsonVal *r = next_resource(cx, &lines); r; r = next_resource(cx, &lines))
        CHECK(npi_is_valid(identifier_of(r)));
    lines = lines_of(cx, dir, SYNTH_ORGANIZATION);
    (void)next_resource(cx, &lines); /* the payer */
    for (const JsonVal *r = next_resource(cx, &lines); r; r = next_resource(cx, &lines))
        CHECK(npi_is_valid(identifier_of(r)));
}

static int by_bytes(const void *a, const void *b)
{
    return str_cmp(*(const Str *)a, *(const Str *)b);
}

TEST(synth__member_ids_are_unique)
{
    enum { COUNT = 600 };
    Cx *cx = test_cx();
    Str *ids = ARENA_ARRAY(cx->mem, Str, COUNT);
    Str lines = lines_of(cx, write_plan(cx, "plan", COUNT, 2), SYNTH_PATIENT);
    for (size_t i = 0; i < COUNT; i++)
        ids[i] = identifier_of(next_resource(cx, &lines));
    qsort(ids, COUNT, sizeof *ids, by_bytes);
    for (size_t i = 1; i < COUNT; i++)
        CHECK(str_cmp(ids[i - 1], ids[i]) < 0);
    CHECK_I64((int64_t)ids[0].n, 13); /* W, nine digits, the dependent's two */
}

/* ---- personas ---- */

static const JsonVal *first_of(const JsonVal *list)
{
    JsonIter it = json_iter(list);
    return json_next(&it) ? it.val : NULL;
}

TEST(synth__personas_are_the_first_patients)
{
    Cx *cx = test_cx();
    JsonDoc *doc;
    const Str dir = write_plan(cx, "plan", MEMBERS, 1);
    Str lines = lines_of(cx, dir, SYNTH_PATIENT);
    CHECK_OK(cx, json_parse(cx, file_of(cx, dir, "members.json"), &doc));
    JsonIter it = json_iter(json_root(doc));
    CHECK(json_len(json_root(doc)) == persona_count && persona_count >= 8);
    while (json_next(&it)) {
        const JsonVal *patient = next_resource(cx, &lines);
        const JsonVal *name = first_of(json_get(patient, STR("name")));
        CHECK_STR(json_get_str(it.val, STR("patient")), json_get_str(patient, STR("id")));
        CHECK_STR(json_get_str(it.val, STR("first")),
                  json_str(first_of(json_get(name, STR("given")))));
        CHECK_STR(json_get_str(it.val, STR("last")), json_get_str(name, STR("family")));
        CHECK_STR(json_get_str(it.val, STR("birth_date")), json_get_str(patient, STR("birthDate")));
        CHECK_STR(json_get_str(it.val, STR("member_id")), identifier_of(patient));
        CHECK_STR(json_get_str(it.val, STR("zip")),
                  json_get_str(first_of(json_get(patient, STR("address"))), STR("postalCode")));
        CHECK(json_get_str(it.val, STR("story")).n > 80);
    }
}

typedef struct Seen {
    int64_t claims;
    int64_t denied;
    int64_t cancelled;
    int64_t owed; /* cents */
    Str last_day;
} Seen;

static int64_t number_of(Str last)
{
    for (size_t i = 0; i < persona_count; i++)
        if (str_eq(personas[i].last, last))
            return (int64_t)i + 1;
    FAIL("no persona of that name");
}

static Seen claims_of(Cx *cx, Str dir, Str last)
{
    Seen seen = { 0 };
    const Str reference = person_patient_ref(cx, number_of(last));
    Str lines = lines_of(cx, dir, SYNTH_EOB);
    for (const JsonVal *c = next_resource(cx, &lines); c; c = next_resource(cx, &lines)) {
        const JsonVal *total = json_get(c, STR("total"));
        if (!str_eq(json_get_str(json_get(c, STR("patient")), STR("reference")), reference))
            continue;
        const Str day = json_get_str(json_get(c, STR("billablePeriod")), STR("start"));
        seen.claims++;
        seen.denied +=
            str_eq(code_of(json_get(json_get(c, STR("payment")), STR("type"))), STR("denied"));
        seen.cancelled += str_eq(json_get_str(c, STR("status")), STR("cancelled"));
        seen.owed +=
            amount_in(total, STR("memberliability")) - amount_in(total, STR("paidbypatient"));
        if (str_cmp(day, seen.last_day) > 0)
            seen.last_day = day;
    }
    return seen;
}

static void check_stories(Cx *cx, uint64_t seed)
{
    const Str dir = write_plan(cx, "plan", (int64_t)persona_count, seed);
    const Seen tyler = claims_of(cx, dir, STR("Johnson"));
    CHECK_I64(tyler.claims, 3);
    CHECK_I64(tyler.denied, 1);
    CHECK_I64(claims_of(cx, dir, STR("Rahman")).claims, 0);
    CHECK(claims_of(cx, dir, STR("Smith-Jones")).owed > 300000);
    const Seen grace = claims_of(cx, dir, STR("Kim"));
    CHECK(grace.claims > 5 && str_cmp(grace.last_day, STR("2026-03-31")) <= 0);
    CHECK_I64(claims_of(cx, dir, STR("Kowalczyk")).cancelled, 1);
    CHECK(claims_of(cx, dir, STR("Martínez")).claims > 40);
}

/* Chance moves days and prices, never what a story says. */
TEST(synth__stories_come_true_whatever_the_seed)
{
    for (uint64_t seed = 1; seed <= 4; seed++)
        check_stories(test_cx(), seed);
}

/* ---- tables ---- */

TEST(synth__tables_are_sorted)
{
    CHECK(table_is_sorted(plans, plan_count, sizeof *plans));
    CHECK(table_is_sorted(cities, city_count, sizeof *cities));
    CHECK(table_is_sorted(procedures, procedure_count, sizeof *procedures));
    CHECK(table_is_sorted(visits, visit_count, sizeof *visits));
    CHECK(table_is_sorted(diagnoses, diagnosis_count, sizeof *diagnoses));
    CHECK(table_is_sorted(drugs, drug_count, sizeof *drugs));
    CHECK(table_is_sorted(cares, care_count, sizeof *cares));
}

/* The look-ups assert that what a row names is there. */
TEST(synth__rows_name_rows_that_exist)
{
    for (size_t i = 0; i < visit_count; i++)
        for (size_t l = 0; l < VISIT_LINES && visits[i].lines[l].n; l++)
            CHECK(procedure_row(visits[i].lines[l]));
    for (size_t i = 0; i < care_count; i++) {
        CHECK(diagnosis_row(cares[i].diagnosis) && visit_row(cares[i].visit));
        CHECK((cares[i].labs == 0) == (cares[i].lab.n == 0));
        CHECK(cares[i].labs == 0 || visit_row(cares[i].lab));
        for (size_t d = 0; d < TABLE_COUNT(cares[i].drugs); d++)
            CHECK(cares[i].drugs[d].n == 0 || drug_row(cares[i].drugs[d]));
    }
}

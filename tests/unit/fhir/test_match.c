/* The evaluator on keys made by hand: every prefix, form and modifier. */
#include "base/text.h"
#include "fhir/match_int.h"
#include "tests/unit/test.h"

#define BASE "https://plan.example/demo/fhir"

static const Reach *reach(Cx *cx)
{
    static const ReachScope all = { .read = true, .search = true };
    return reach_new(cx, &(ReachSpec){ .plan = 1,
                                       .compartment = 5,
                                       .patient = STR("ann"),
                                       .scopes = &all,
                                       .scope_count = 1,
                                       .when = { DATE_MIN, DATE_MAX },
                                       .base = STR(BASE) });
}

static uint16_t number(const char *type, const char *param)
{
    return param_find(type_by_name(str_of(type))->num, str_of(param))->num;
}

static Str packed(Cx *cx, Key k)
{
    KeysBuilder *b = keys_begin(cx);
    Str out;
    keys_add(b, &k);
    CHECK_OK(cx, keys_end(cx, b, &out));
    return out;
}

static Term term(Cx *cx, const char *type, const char *name, const char *value)
{
    Term t;
    CHECK_OK(
        cx, term_parse(cx, reach(cx), type_by_name(str_of(type)), str_of(name), str_of(value), &t));
    return t;
}

static bool matches(Cx *cx, const char *type, const char *name, const char *value, Str keys)
{
    const Term t = term(cx, type, name, value);
    const Subject s = { .id = STR("x1"), .updated_ms = TEST_NOW_MS, .keys = keys };
    return match_term(&t, &s);
}

static Status refusal(Cx *cx, const char *type, const char *name, const char *value)
{
    Term t;
    return term_parse(cx, reach(cx), type_by_name(str_of(type)), str_of(name), str_of(value), &t);
}

/* ---- dates (R4 search 3.1.1.4.5, 3.1.1.4.7) ---- */

static Str date_key(Cx *cx, const char *from, const char *to)
{
    Key k = { .param = number("Observation", "date"), .kind = KEY_DATE };
    DateRange r = { DATE_MIN, DATE_MAX };
    if (*from) {
        CHECK(date_parse(str_of(from), &r));
        k.date.lo_ms = r.lo_ms;
    } else {
        k.date.lo_ms = DATE_MIN;
    }
    k.date.hi_ms = r.hi_ms;
    if (to) {
        r.hi_ms = DATE_MAX;
        CHECK(*to == '\0' || date_parse(str_of(to), &r));
        k.date.hi_ms = r.hi_ms;
    }
    return packed(cx, k);
}

/* One row a target; the letters say which prefixes hold, in the order of `order`. */
static void check_dates(Cx *cx, const char *search, Str target, const char *hold)
{
    static const char *const order[] = { "eq", "ne", "gt", "lt", "ge", "le", "sa", "eb" };
    for (size_t i = 0; i < 8; i++) {
        const Str value = arena_printf(cx->mem, "%s%s", order[i], search);
        const bool got = matches(cx, "Observation", "date", value.p, target);
        if (got != (hold[i] == '1'))
            FAIL(
                arena_printf(cx->mem, "%.*s should %s", STR_ARG(value), got ? "not match" : "match")
                    .p);
    }
}

TEST(match__dates_by_prefix_and_precision)
{
    Cx *cx = test_cx();
    /*                                                                     eq ne gt lt ge le sa eb */
    check_dates(cx, "2024", date_key(cx, "2024-03-05", NULL), "10001100");
    check_dates(cx, "2024-03", date_key(cx, "2024-03-05", NULL), "10001100");
    check_dates(cx, "2024-03-05", date_key(cx, "2024-03-05", NULL), "10001100");
    check_dates(cx, "2024-03-05T10:00", date_key(cx, "2024-03-05", NULL), "01111100");
    check_dates(cx, "2024-03-05T10:00:00", date_key(cx, "2024-03-05T10:00:00Z", NULL), "10001100");
    check_dates(cx, "2024-03-05T10:00:00Z", date_key(cx, "2024-03-05T12:00:00+02:00", NULL),
                "10001100");
    check_dates(cx, "2024-03-05", date_key(cx, "2024-03", NULL), "01111100");
    check_dates(cx, "2024-03-06", date_key(cx, "2024-03-05", NULL), "01010101");
    check_dates(cx, "2024-03-04", date_key(cx, "2024-03-05", NULL), "01101010");
    check_dates(cx, "2024-03-05", date_key(cx, "2024-03-04T23:59:59Z", NULL), "01010101");
    check_dates(cx, "2024-03-05", date_key(cx, "2024-03-06T00:00:00Z", NULL), "01101010");
}

TEST(match__periods_by_prefix_with_open_ends)
{
    Cx *cx = test_cx();
    check_dates(cx, "2024-03-05", date_key(cx, "2024-03-01", "2024-03-31"), "01111100");
    check_dates(cx, "2024-03", date_key(cx, "2024-03-01", "2024-03-31"), "10001100");
    check_dates(cx, "2024-03-05", date_key(cx, "2024-03-01", ""), "01111100");
    check_dates(cx, "2024-03-05", date_key(cx, "", "2024-03-31"), "01111100");
    check_dates(cx, "2024-03-05", date_key(cx, "2024-03-06", ""), "01101010");
    check_dates(cx, "2024-03-05", date_key(cx, "", "2024-03-04"), "01010101");
}

TEST(match__approximate_dates_widen_with_the_distance_from_now)
{
    Cx *cx = test_cx(); /* 2026-01-01 */
    CHECK(matches(cx, "Observation", "date", "ap2024-01-01", date_key(cx, "2024-03-01", NULL)));
    CHECK(!matches(cx, "Observation", "date", "ap2024-01-01", date_key(cx, "2024-04-01", NULL)));
    CHECK(!matches(cx, "Observation", "date", "ap2026-01-01", date_key(cx, "2026-01-02", NULL)));
}

TEST(match__a_zone_whose_plus_was_not_encoded_is_mended)
{
    Cx *cx = test_cx();
    CHECK(matches(cx, "Observation", "date", "2024-03-05T12:00:00 02:00",
                  date_key(cx, "2024-03-05T10:00:00Z", NULL)));
}

TEST(match__last_updated_is_the_rows_own)
{
    Cx *cx = test_cx();
    const Str none = date_key(cx, "2024", NULL);
    CHECK(matches(cx, "Observation", "_lastUpdated", "2026-01-01", none));
    CHECK(matches(cx, "Observation", "_lastUpdated", "ge2026-01-01T00:00:00Z", none));
    CHECK(!matches(cx, "Observation", "_lastUpdated", "gt2026-01-01", none));
    CHECK(!matches(cx, "Observation", "_lastUpdated", "lt2026-01-01", none));
}

/* ---- tokens (R4 search 3.1.1.4.10) ---- */

static Str token_key(Cx *cx, const char *system, const char *code, TokenSystem how)
{
    Key k = { .param = number("Observation", "code"), .kind = KEY_TOKEN };
    k.token.how = (uint8_t)how;
    k.token.system = *system ? str_hash(str_of(system)) : 0;
    k.token.code = *code ? str_hash(str_of(code)) : 0;
    k.token.code_folded = *code ? str_hash(text_fold_search(cx, str_of(code))) : 0;
    return packed(cx, k);
}

TEST(match__tokens_by_form)
{
    Cx *cx = test_cx();
    const struct {
        const char *value;
        bool given, absent, implied, system_alone;
    } rows[] = {
        { "A-1", true, true, true, false },
        { "a-1", true, true, true, false }, /* R4: in doubt, case counts for nothing */
        { "http://s|A-1", true, false, true, false },
        { "http://S|A-1", false, false, true, false }, /* an URI's case counts */
        { "http://t|A-1", false, false, true, false },
        { "|A-1", false, true, true, false },
        { "http://s|", true, false, false, true },
        { "http://t|", false, false, false, false },
        { "A", false, false, false, false },
        { "http://t|x,http://s|A-1", true, false, true, false },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *v = rows[i].value;
        CHECK(matches(cx, "Observation", "code", v,
                      token_key(cx, "http://s", "A-1", SYSTEM_GIVEN)) == rows[i].given);
        CHECK(matches(cx, "Observation", "code", v, token_key(cx, "", "A-1", SYSTEM_ABSENT)) ==
              rows[i].absent);
        CHECK(matches(cx, "Observation", "code", v, token_key(cx, "", "A-1", SYSTEM_IMPLIED)) ==
              rows[i].implied);
        CHECK(matches(cx, "Observation", "code", v, token_key(cx, "http://s", "", SYSTEM_GIVEN)) ==
              rows[i].system_alone);
    }
}

TEST(match__token_escapes_are_resolved)
{
    Cx *cx = test_cx();
    CHECK(matches(cx, "Observation", "code", "http://s|a\\|b\\,c\\\\d",
                  token_key(cx, "http://s", "a|b,c\\d", SYSTEM_GIVEN)));
    CHECK(!matches(cx, "Observation", "code", "http://s|a\\|b",
                   token_key(cx, "http://s", "a", SYSTEM_GIVEN)));
}

TEST(match__not_and_missing)
{
    Cx *cx = test_cx();
    const Str a = token_key(cx, "http://s", "A", SYSTEM_GIVEN);
    const Str other = date_key(cx, "2024", NULL);
    CHECK(!matches(cx, "Observation", "code:not", "A", a));
    CHECK(!matches(cx, "Observation", "code:not", "B,A", a));
    CHECK(matches(cx, "Observation", "code:not", "B", a));
    CHECK(matches(cx, "Observation", "code:not", "A", other)); /* nothing is not A */
    CHECK(matches(cx, "Observation", "code:missing", "false", a));
    CHECK(!matches(cx, "Observation", "code:missing", "true", a));
    CHECK(matches(cx, "Observation", "code:missing", "true", other));
    CHECK(!matches(cx, "Observation", "_id:missing", "true", other));
    CHECK(
        matches(cx, "Observation", "code:missing", "true,false", a)); /* values are ORed here too */
}

TEST(match__of_type_asks_for_type_and_value)
{
    Cx *cx = test_cx();
    Key k = { .param = number("Patient", "identifier"), .kind = KEY_TOKEN };
    k.token.how = SYSTEM_GIVEN;
    k.token.system = str_hash(STR("http://ids"));
    k.token.code = k.token.code_folded = str_hash(STR("123"));
    k.token.type = str_hash(STR("http://v2|MB"));
    const Str keys = packed(cx, k);
    CHECK(matches(cx, "Patient", "identifier:of-type", "http://v2|MB|123", keys));
    CHECK(!matches(cx, "Patient", "identifier:of-type", "http://v2|MR|123", keys));
    CHECK(!matches(cx, "Patient", "identifier:of-type", "http://v2|MB|124", keys));
    CHECK_FAILS(cx, ST_INVALID, refusal(cx, "Patient", "identifier:of-type", "MB|123"));
}

/* ---- strings (R4 search 3.1.1.4.8) ---- */

static Str string_key(Cx *cx, const char *text)
{
    Key k = { .param = number("Patient", "name"), .kind = KEY_STRING };
    k.string.exact = str_of(text);
    k.string.folded = text_fold_search(cx, str_of(text));
    return packed(cx, k);
}

TEST(match__strings_fold_case_and_accents_and_match_beginnings)
{
    Cx *cx = test_cx();
    const Str keys = string_key(cx, "Núñez-O'Brien");
    CHECK(matches(cx, "Patient", "name", "nunez", keys));
    CHECK(matches(cx, "Patient", "name", "NÚÑEZ-o'b", keys));
    CHECK(matches(cx, "Patient", "name", "zzz,nu", keys));
    CHECK(!matches(cx, "Patient", "name", "brien", keys));
    CHECK(matches(cx, "Patient", "name:contains", "BRIEN", keys));
    CHECK(matches(cx, "Patient", "name:exact", "Núñez-O'Brien", keys));
    CHECK(!matches(cx, "Patient", "name:exact", "Nunez-O'Brien", keys));
    CHECK(!matches(cx, "Patient", "name:exact", "Núñez", keys));
}

/* ---- references (R4 search 3.1.1.4.12) ---- */

static Str reference_key(Cx *cx, const char *type, const char *id, const char *url)
{
    Key k = { .param = number("Observation", "encounter"), .kind = KEY_REFERENCE };
    k.reference.type = *type ? type_by_name(str_of(type))->num : 0;
    k.reference.id = str_of(id);
    k.reference.url = str_of(url);
    return packed(cx, k);
}

TEST(match__references_by_form)
{
    Cx *cx = test_cx();
    const Str own = reference_key(cx, "Encounter", "e1", "");
    const Str foreign = reference_key(cx, "", "", "http://other/fhir/Encounter/e1");
    CHECK(matches(cx, "Observation", "encounter", "e1", own));
    CHECK(matches(cx, "Observation", "encounter", "Encounter/e1", own));
    CHECK(matches(cx, "Observation", "encounter", BASE "/Encounter/e1", own));
    CHECK(matches(cx, "Observation", "encounter:Encounter", "e1", own));
    CHECK(matches(cx, "Observation", "encounter", "Encounter/e2,Encounter/e1", own));
    CHECK(!matches(cx, "Observation", "encounter", "e", own));
    CHECK(!matches(cx, "Observation", "encounter", "Patient/e1", own));
    CHECK(!matches(cx, "Observation", "encounter:Patient", "e1", own));
    CHECK(!matches(cx, "Observation", "encounter", "Encounter/e1/_history/3", own));
    CHECK(!matches(cx, "Observation", "encounter", "http://other/fhir/Encounter/e1", own));
    CHECK(matches(cx, "Observation", "encounter", "http://other/fhir/Encounter/e1", foreign));
    CHECK(!matches(cx, "Observation", "encounter", "Encounter/e1", foreign));
    CHECK(!matches(cx, "Observation", "encounter", "e1", foreign));
}

TEST(match__a_canonical_without_version_is_any_version)
{
    Cx *cx = test_cx();
    Key k = { .param = number("QuestionnaireResponse", "questionnaire"), .kind = KEY_REFERENCE };
    k.reference.url = STR("http://q/one|1.2");
    const Str keys = packed(cx, k);
    CHECK(matches(cx, "QuestionnaireResponse", "questionnaire", "http://q/one", keys));
    CHECK(matches(cx, "QuestionnaireResponse", "questionnaire", "http://q/one|1.2", keys));
    CHECK(!matches(cx, "QuestionnaireResponse", "questionnaire", "http://q/one|1", keys));
    CHECK(!matches(cx, "QuestionnaireResponse", "questionnaire", "http://q/on", keys));
}

/* ---- numbers and quantities (R4 search 3.1.1.4.6, 3.1.1.4.13) ---- */

static Str quantity_key(Cx *cx, double n, const char *system, const char *code, const char *unit)
{
    Key k = { .param = number("Observation", "value-quantity"), .kind = KEY_QUANTITY };
    k.quantity.lo = k.quantity.hi = n;
    k.quantity.system = *system ? str_hash(str_of(system)) : 0;
    k.quantity.code = *code ? str_hash(str_of(code)) : 0;
    k.quantity.unit = *unit ? str_hash(str_of(unit)) : 0;
    return packed(cx, k);
}

TEST(match__numbers_by_implicit_precision_and_prefix)
{
    Cx *cx = test_cx();
    const struct {
        const char *search;
        double n;
        bool match;
    } rows[] = {
        { "100", 99.6, true },       { "100", 100.4, true },       { "100", 100.6, false },
        { "100.00", 100.004, true }, { "100.00", 100.006, false }, { "1e2", 100.4, true },
        { "1e2", 160, false },       { "5.40", 5.4, true },        { "-5.4", -5.42, true },
        { "ne100", 100.6, true },    { "ne100", 100.4, false },    { "gt100", 100.1, true },
        { "gt100", 100, false },     { "ge100", 100, true },       { "ge100", 99.9, false },
        { "lt100", 99.9, true },     { "lt100", 100, false },      { "le100", 100, true },
        { "sa100", 100.1, true },    { "eb100", 99.9, true },      { "ap100", 109, true },
        { "ap100", 111, false },     { "eq100", 100, true },       { "5.4", 5.35, true },
        { "5.4", 5.45, false },      { "ne5.4", 5.35, false },     { "7.3", 7.35, false },
        { "0.3", 0.25, true },       { "0.3", 0.35, false },       { "-5.4", -5.35, false },
        { "ap0.3", 0.33, true },     { "ap5.4", 5.94, true },      { "ap5.4", 4.86, true },
        { "ap0.7", 0.77, true },     { "ap-5.4", -5.94, true },    { "ap-5.4", -5.95, false },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (matches(cx, "Observation", "value-quantity", rows[i].search,
                    quantity_key(cx, rows[i].n, "", "", "")) != rows[i].match)
            FAIL(rows[i].search);
}

TEST(match__quantities_by_unit)
{
    Cx *cx = test_cx();
    const Str mg = quantity_key(cx, 5, "http://u", "mg", "milligram");
    const Str usd = quantity_key(cx, 5, "", "USD", "");
    CHECK(matches(cx, "Observation", "value-quantity", "5", mg));
    CHECK(matches(cx, "Observation", "value-quantity", "5|http://u|mg", mg));
    CHECK(matches(cx, "Observation", "value-quantity", "5||mg", mg));
    CHECK(matches(cx, "Observation", "value-quantity", "5||milligram", mg));
    CHECK(!matches(cx, "Observation", "value-quantity", "5|http://v|mg", mg));
    CHECK(!matches(cx, "Observation", "value-quantity", "5|http://u|g", mg));
    CHECK(!matches(cx, "Observation", "value-quantity", "5||g", mg));
    CHECK(matches(cx, "Observation", "value-quantity", "5|urn:iso:std:iso:4217|USD", usd));
}

/* ---- what is refused, and how ---- */

TEST(term__values_that_cannot_be_are_named)
{
    Cx *cx = test_cx();
    const struct {
        const char *type, *name, *value;
        Status st;
    } rows[] = {
        { "Observation", "nonsense", "1", ST_NOT_SUPPORTED },
        { "Observation", "subject.nothing", "x", ST_NOT_SUPPORTED },
        { "Observation", "code:exact", "x", ST_NOT_SUPPORTED },
        { "Observation", "code:Patient", "x", ST_NOT_SUPPORTED },
        { "Observation", "_id:of-type", "a|b|c", ST_NOT_SUPPORTED },
        { "Observation", "code", "", ST_INVALID },
        { "Observation", "code", "a,", ST_INVALID },
        { "Observation", "code", "|", ST_INVALID },
        { "Observation", "code", "a|b|c", ST_INVALID },
        { "Observation", "date", "yesterday", ST_INVALID },
        { "Observation", "date", "2024-13", ST_INVALID },
        { "Observation", "date", "xx2024", ST_INVALID },
        { "Observation", "date", "gege2024", ST_INVALID },
        { "Observation", "value-quantity", "five", ST_INVALID },
        { "Observation", "value-quantity", "5.", ST_INVALID },
        { "Observation", "value-quantity", ".5", ST_INVALID },
        { "Observation", "value-quantity", "5e", ST_INVALID },
        { "Observation", "value-quantity", "5e999", ST_INVALID },
        { "Observation", "value-quantity", "5x", ST_INVALID },
        { "Observation", "value-quantity", "0x10", ST_INVALID },
        { "Observation", "value-quantity", "inf", ST_INVALID },
        { "Observation", "code:missing", "yes", ST_INVALID },
        { "Observation", "code:text", "blood", ST_NOT_SUPPORTED },
        { "Practitioner", "_id:text", "x", ST_NOT_SUPPORTED },
        { "Practitioner", "identifier:text", "x", ST_OK },
        { "Observation", "code-value-quantity", "8302-2", ST_INVALID },
        { "Observation", "code-value-quantity", "8302-2$5$6", ST_INVALID },
        { "Observation", "code-value-quantity", "8302-2$", ST_INVALID },
        { "Observation", "code-value-quantity", "$5", ST_INVALID },
        { "Observation", "code-value-quantity", "8302-2$tall", ST_INVALID },
        { "Observation", "code-value-quantity", "8302-2\\$5", ST_INVALID },
        { "Observation", "code-value-quantity:not", "8302-2$5", ST_NOT_SUPPORTED },
        { "Observation", "code-value-quantity", "8302-2$5|http://u|mg", ST_OK },
        { "Observation", "encounter", "http://x/\xff", ST_OK },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const Status st = refusal(cx, rows[i].type, rows[i].name, rows[i].value);
        if (st != rows[i].st)
            FAIL(arena_printf(cx->mem, "%s=%s", rows[i].name, rows[i].value).p);
        CHECK(st == ST_OK || str_eq(cx->fault.where, str_of(rows[i].name)));
    }
}

/* AUTHORIZATION S25: by text, whatever form it has, and the same whether that member exists or not. */
TEST(term__naming_another_member_is_refused_in_every_form)
{
    Cx *cx = test_cx();
    const struct {
        const char *type, *name, *value;
        Status st;
    } rows[] = {
        { "Observation", "patient", "ann", ST_OK },
        { "Observation", "patient", "Patient/ann", ST_OK },
        { "Observation", "patient", BASE "/Patient/ann", ST_OK },
        { "Observation", "patient", "Patient/ann/_history/1", ST_OK },
        { "Observation", "patient:Patient", "ann", ST_OK },
        { "Observation", "subject", "Group/g1", ST_OK },
        { "Observation", "subject:Group", "g1", ST_OK },
        { "Coverage", "beneficiary", "ann", ST_OK },
        { "Coverage", "subscriber", "bob", ST_OK },
        { "Patient", "_id", "ann", ST_OK },
        { "Observation", "_id", "bob", ST_OK },
        { "Basic", "subject", "drug-1", ST_OK },
        { "Observation", "patient", "bob", ST_FORBIDDEN },
        { "Observation", "patient", "Ann", ST_FORBIDDEN },
        { "Observation", "patient", "Patient/bob", ST_FORBIDDEN },
        { "Observation", "patient", BASE "/Patient/bob", ST_FORBIDDEN },
        { "Observation", "patient", "Patient/bob/_history/1", ST_FORBIDDEN },
        { "Observation", "patient", "http://elsewhere/Patient/ann", ST_FORBIDDEN },
        { "Observation", "patient", "ann,bob", ST_FORBIDDEN },
        { "Observation", "patient:Patient", "bob", ST_FORBIDDEN },
        { "Observation", "subject", "bob", ST_FORBIDDEN },
        { "Observation", "subject", "Patient/bob", ST_FORBIDDEN },
        { "Observation", "subject", "urn:uuid:1", ST_FORBIDDEN },
        { "Coverage", "beneficiary", "Patient/bob", ST_FORBIDDEN },
        { "Basic", "subject", "Patient/bob", ST_FORBIDDEN },
        { "Patient", "_id", "bob", ST_FORBIDDEN },
        { "Patient", "_id", "ann,bob", ST_FORBIDDEN },
        { "Patient", "_id", "Patient/bob", ST_FORBIDDEN },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (refusal(cx, rows[i].type, rows[i].name, rows[i].value) != rows[i].st)
            FAIL(arena_printf(cx->mem, "%s?%s=%s", rows[i].type, rows[i].name, rows[i].value).p);
}

/* Who has no member at all is answered alike: an address elsewhere is nobody's own. */
TEST(term__without_a_member_every_name_is_another_s)
{
    Cx *cx = test_cx();
    static const char *const names[] = { "ann", "Patient/ann", "http://elsewhere/Patient/ann",
                                         "urn:uuid:1" };
    const Reach *nobody = reach_new(cx, &(ReachSpec){ .plan = 1, .base = STR(BASE) });
    const TypeRow *type = type_by_name(STR("Observation"));
    Term t;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        CHECK_FAILS(cx, ST_FORBIDDEN,
                    term_parse(cx, nobody, type, STR("patient"), str_of(names[i]), &t));
}

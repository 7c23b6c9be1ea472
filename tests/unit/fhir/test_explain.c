/* explain: what dropped each candidate, told by the search's own rows and evaluator. */
#include "tests/unit/db/engines.h"
#include "tests/unit/fhir/world.h"

static void put(World *w, const char *id, const char *patient, const char *code, const char *date)
{
    world_put(w, arena_printf(w->cx->mem,
                              "{'resourceType':'Observation','id':'%s','status':'final','subject':{"
                              "'reference':'Patient/%s'},'code':{'coding':[{'system':'http://l',"
                              "'code':'%s'}]},'effectiveDateTime':'%s'}",
                              id, patient, code, date)
                     .p);
}

static void relabel(World *w, Str id, int64_t labels)
{
    DbTx *tx;
    Sql *q = sql_new(w->cx);
    sql_text(q, "UPDATE fhir_entry SET labels = ");
    sql_bind_i64(q, labels);
    sql_text(q, " WHERE id = ");
    sql_bind_str(q, id);
    CHECK_OK(w->cx, db_write(w->cx, w->db, WORLD_PLAN, &tx));
    CHECK_OK(w->cx, db_exec(w->cx, tx, q, NULL));
    CHECK_OK(w->cx, db_commit(w->cx, tx));
}

static World *two_members(Cx *cx, Db *db)
{
    World *w = world_new(cx, db);
    world_put(w, "{'resourceType':'Patient','id':'ann','name':[{'family':'Alpha'}]}");
    world_put(w, "{'resourceType':'Patient','id':'bob','name':[{'family':'Beta'}]}");
    put(w, "a1", "ann", "x", "2024-01-10");
    put(w, "a2", "ann", "x", "2024-03-01");
    put(w, "a3", "ann", "y", "2024-03-02");
    put(w, "a4", "ann", "x", "2024-03-03");
    put(w, "a5", "ann", "x", "2014-03-03");
    put(w, "a6", "ann", "x", "2024-03-04");
    put(w, "b1", "bob", "x", "2024-01-10");
    world_delete(w, STR("Observation"), STR("a6"));
    return w;
}

static size_t lines_before_totals(Str text)
{
    size_t n = 0;
    for (Str line; str_split(&text, '\n', &line) && line.n;)
        n++;
    return n;
}

static Status explained(World *w, const Reach *r, Str type, const FhirParam *params, size_t count,
                        Str *text)
{
    const FhirQuery q = { .type = type, .params = params, .count = count };
    DbTx *tx;
    size_t candidates;
    CHECK_OK(w->cx, db_read(w->cx, w->db, WORLD_PLAN, &tx));
    const Status st = fhir_explain(w->cx, tx, r, &q, text, &candidates);
    db_end(tx);
    if (st == ST_OK) /* a line each, then the totals behind an empty one */
        CHECK(lines_before_totals(*text) == candidates);
    return st;
}

BOTH(explain__says_of_each_row_the_first_predicate_that_drops_it)
{
    World *w = two_members(cx, db);
    relabel(w, STR("a4"), 4);
    ReachSpec spec = world_spec(w, STR("ann"));
    spec.labels_withheld = 4;
    spec.when.lo_ms = INT64_C(1600000000000); /* in 2020 */
    static const FhirParam params[] = {
        { STR_C("patient"), STR_C("ann") }, { STR_C("code"), STR_C("http://l|x") },
        { STR_C("date"), STR_C("ge2024") }, { STR_C("date"), STR_C("lt2024-02") },
        { STR_C("_sort"), STR_C("-date") }, { STR_C("_count"), STR_C("1") },
    };
    Str text;
    CHECK_OK(cx, explained(w, reach_new(cx, &spec), STR("Observation"), params, 6, &text));
    CHECK_STR(text,
              STR("Observation/a1 match\nObservation/a2 date#2\nObservation/a3 code\n"
                  "Observation/a4 label\nObservation/a5 range\nObservation/a6 deleted\n\n"
                  "label 1\nrange 1\ndeleted 1\nscope 0\npatient 0\ncode 1\ndate 0\ndate#2 1\n"
                  "match 1\n"));
}

BOTH(explain__takes_ids_and_chains_as_predicates_and_never_shows_another_member)
{
    World *w = two_members(cx, db);
    static const FhirParam ids[] = { { STR_C("_id"), STR_C("a2,b1") } };
    static const FhirParam chain[] = { { STR_C("patient.family"), STR_C("beta") } };
    const Reach *ann = world_reach(w, STR("ann"));
    Str text;
    CHECK_OK(cx, explained(w, ann, STR("Observation"), ids, 1, &text));
    CHECK(str_contains(text, STR("Observation/a2 match\nObservation/a3 _id\n")));
    CHECK(!str_contains(text, STR("b1")));
    CHECK_OK(cx, explained(w, ann, STR("Observation"), chain, 1, &text));
    CHECK(str_contains(text, STR("Observation/a1 patient.family\n")));
    CHECK(str_contains(text, STR("\ndeleted 1\nscope 0\npatient.family 5\nmatch 0\n")));
}

BOTH(explain__of_a_directory_type_tells_what_the_index_gives)
{
    World *w = two_members(cx, db);
    world_put(w, "{'resourceType':'Practitioner','id':'p1','name':[{'family':'Gray'}],"
                 "'active':true}");
    world_put(w, "{'resourceType':'Practitioner','id':'p2','name':[{'family':'Grayson'}],"
                 "'active':false}");
    world_put(w, "{'resourceType':'Practitioner','id':'p3','name':[{'family':'White'}]}");
    static const FhirParam params[] = { { STR_C("active"), STR_C("true") },
                                        { STR_C("family"), STR_C("gray") } };
    Str text;
    CHECK_OK(cx, explained(w, world_reach(w, STR("ann")), STR("Practitioner"), params, 2, &text));
    CHECK_STR(text, STR("Practitioner/p1 match\nPractitioner/p2 active\n\nlabel 0\nrange 0\n"
                        "deleted 0\nscope 0\nactive 1\nfamily 0\nmatch 1\n"));
}

/* Whatever is asked, the matches are those of the search. */
BOTH(explain__agrees_with_the_search)
{
    World *w = two_members(cx, db);
    const Reach *ann = world_reach(w, STR("ann"));
    static const struct {
        const char *url;
        FhirParam param;
    } rows[] = {
        { "Observation?code=x", { STR_C("code"), STR_C("x") } },
        { "Observation?code:not=x", { STR_C("code:not"), STR_C("x") } },
        { "Observation?date=lt2024", { STR_C("date"), STR_C("lt2024") } },
        { "Observation?patient=ann", { STR_C("patient"), STR_C("ann") } },
        { "Observation?_id=a3", { STR_C("_id"), STR_C("a3") } },
        { "Observation?subject:Patient.name=alp", { STR_C("subject:Patient.name"), STR_C("alp") } },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Str text;
        Str line;
        Str ids = STR("");
        CHECK_OK(cx, explained(w, ann, STR("Observation"), &rows[i].param, 1, &text));
        while (str_split(&text, '\n', &line) && line.n)
            if (str_ends(line, STR(" match")))
                ids = arena_join(cx->mem, ids, ids.n ? STR(" ") : STR(""),
                                 str_slice(line, 12, line.n - 6));
        CHECK_STR(ids, world_find(w, ann, rows[i].url));
    }
}

BOTH(explain__refuses_as_the_search_does)
{
    World *w = two_members(cx, db);
    ReachSpec spec = world_spec(w, STR("ann"));
    static const FhirParam other[] = { { STR_C("patient"), STR_C("bob") } };
    static const FhirParam unknown[] = { { STR_C("colour"), STR_C("red") } };
    const Reach *ann = world_reach(w, STR("ann"));
    Str text;
    CHECK_FAILS(cx, ST_FORBIDDEN, explained(w, ann, STR("Observation"), other, 1, &text));
    CHECK_FAILS(cx, ST_NOT_SUPPORTED, explained(w, ann, STR("Observation"), unknown, 1, &text));
    CHECK_FAILS(cx, ST_NOT_FOUND, explained(w, ann, STR("Nothing"), NULL, 0, &text));
    spec.scope_count = 0;
    CHECK_FAILS(cx, ST_SCOPE,
                explained(w, reach_new(cx, &spec), STR("Observation"), NULL, 0, &text));
}

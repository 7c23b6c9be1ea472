/* What a grant keeps back is as if it had never been (C4, C5, C6; threat 37). The member of matrix.h is loaded by
 * the writing side; for a choice of what is shared, what may be seen of her by the lists there is loaded beside it
 * into another plan, labels and all as what its source says. Whatever is asked of the one with that choice and of
 * the other with none must be answered by the same bytes: so nothing is there that may not be seen, nothing is
 * missing, and pages, totals and links agree.
 *     MATRIX=all build/unit_tests matrix    every question for every choice; otherwise some by chance */
#include "tests/unit/fhir/matrix.h"

#include "base/table.h"
#include "fhir/param_table.h"
#include "fhir/relabel.h"
#include "fhir/store.h"
#include "tests/unit/db/engines.h"

#include <stdio.h>

#define BIT(name) LABEL_BIT(LABEL_##name)

typedef struct Choice {
    uint64_t shared;
    bool parent;
    int64_t since_ms; /* how far back */
} Choice;

typedef struct Run {
    Cx *cx; /* of the choice */
    Matrix *m;
    World whole;
    World seen; /* what may be */
    Choice choice;
    const Reach *of_whole;
    const Reach *of_seen;
    Cx one; /* of one question */
    uint64_t chance;
    unsigned per_mille; /* of the questions */
    size_t asked;
    size_t held; /* answers with something in them */
} Run;

/* SplitMix64 */
static uint64_t drawn(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

static bool chosen(Run *r)
{
    return drawn(&r->chance) % 1000 < r->per_mille;
}

/* ---- who may see what ---- */

/* C4: a kind is there when it was shared; what is sealed never; care that a minor asked for alone is kept from a
 * parent. How far back: what ended before is not there, what has no date is. */
static bool may_see(const Choice *c, const MatrixVersion *v)
{
    for (size_t i = 0; i < matrix_offered_count; i++)
        if ((v->labels & matrix_offered[i]) && !(c->shared & matrix_offered[i]))
            return false;
    if ((v->labels & BIT(SEALED)) || (c->parent && (v->labels & BIT(MINORS))))
        return false;
    return v->when.hi_ms > c->since_ms;
}

static const char *told(const Run *r)
{
    return arena_printf(r->cx->mem, "shared %llx, %s, since %lld",
                        (unsigned long long)r->choice.shared,
                        r->choice.parent ? "a parent" : "herself", (long long)r->choice.since_ms)
        .p;
}

static void differ(Run *r, const char *what, Str got, Str want)
{
    size_t at = 0;
    while (at < got.n && at < want.n && got.p[at] == want.p[at])
        at++;
    const size_t from = at > 300 ? at - 300 : 0;
    fprintf(stderr, "%s\n  %s, at byte %zu\n  with labels: …%.*s\n  without:     …%.*s\n", told(r),
            what, at, STR_ARG(str_slice(got, from, at + 300)),
            STR_ARG(str_slice(want, from, at + 300)));
    FAIL("what is withheld changes an answer");
}

/* ---- one question, asked twice ---- */

static World side(Run *r, const World *w)
{
    World one = *w;
    one.cx = &r->one;
    one.cx->fault = (Fault){ 0 };
    return one;
}

/* A cursor is sealed anew each time. */
static Str without_cursors(Cx *cx, Str s)
{
    static const char name[] = "_cursor=";
    char *p = arena_alloc(cx->mem, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n;) {
        if (s.n - i > sizeof name && memcmp(s.p + i, name, sizeof name - 1) == 0) {
            memcpy(p + n, name, sizeof name - 1);
            n += sizeof name - 1;
            while (i < s.n && s.p[i] != '"')
                i++;
        } else {
            p[n++] = s.p[i++];
        }
    }
    return (Str){ p, n };
}

static Str failed(Run *r, Status st)
{
    const Fault *f = &r->one.fault;
    return arena_printf(r->one.mem, "status %d: %.*s: %.*s", (int)st, STR_ARG(f->where),
                        STR_ARG(f->detail));
}

static Str page_text(Run *r, Status st, const FhirPage *page)
{
    if (st != ST_OK)
        return failed(r, st);
    return arena_printf(r->one.mem, "%zu matches, %zu included (%.*s)\n%.*s", page->matches,
                        page->included, STR_ARG(page->included_types),
                        STR_ARG(without_cursors(&r->one, page->bundle)));
}

typedef struct Asking {
    Status (*ask)(World *w, const Reach *reach, const char *url, FhirPage *out);
    const char *name;
} Asking;

static void compare(Run *r, const char *what, Str got, Str want)
{
    r->asked++;
    if (!str_eq(got, want))
        differ(r, what, got, want);
}

/* Page after page, up to the fourth. */
static void ask_pages(Run *r, const Asking *a, const char *url)
{
    const char *urls[2] = { url, url };
    arena_reset(r->one.mem);
    for (size_t page = 0; page < 4 && urls[0][0]; page++) {
        FhirPage got = { .matches = 0 };
        FhirPage want = { .matches = 0 };
        World w = side(r, &r->whole);
        Status st = a->ask(&w, r->of_whole, urls[0], &got);
        const Str one = page_text(r, st, &got);
        w = side(r, &r->seen);
        st = a->ask(&w, r->of_seen, urls[1], &want);
        compare(r, url, one, page_text(r, st, &want));
        r->held += want.matches > 0;
        if (st != ST_OK)
            return;
        urls[0] = arena_dup(r->one.mem, world_link(&w, got.bundle, "next")).p;
        urls[1] = arena_dup(r->one.mem, world_link(&w, want.bundle, "next")).p;
    }
}

static const Asking searching = { world_search, "search" };

static void search(Run *r, const char *url)
{
    ask_pages(r, &searching, url);
}

/* "Type" or "Type/id", then "?" and the rest: as world_search has it. */
static Status ask_history(World *w, const Reach *reach, const char *url, FhirPage *out)
{
    DbTx *tx;
    FhirParam params[4];
    const Str text = str_of(url);
    Str rest = str_from(text, str_find(text, '?') + 1);
    Str where = str_slice(text, 0, str_find(text, '?'));
    FhirQuery q = { .params = params };
    (void)str_split(&where, '/', &q.type);
    /* A next link is "Type/id/_history?_cursor=…". */
    if (where.p && !str_starts(where, STR("_history")))
        (void)str_split(&where, '/', &q.id);
    for (Str part; rest.n && str_split(&rest, '&', &part);) {
        const size_t eq = str_find(part, '=');
        const FhirParam p = { str_slice(part, 0, eq), str_from(part, eq + 1) };
        if (str_eq(p.name, STR("_cursor")))
            q.cursor = p.value;
        else
            params[q.count++] = p;
    }
    CHECK_OK(w->cx, db_read(w->cx, w->db, w->plan, &tx));
    const Status st = fhir_history(w->cx, tx, reach, &q, out);
    db_end(tx);
    return st;
}

static const Asking remembering = { ask_history, "history" };

static Status ask_one(World *w, const Reach *reach, const FhirVersion *v, FhirDoc *out)
{
    DbTx *tx;
    CHECK_OK(w->cx, db_read(w->cx, w->db, w->plan, &tx));
    const Status st = v->version.n ? fhir_vread(w->cx, tx, reach, v, out)
                                   : fhir_read(w->cx, tx, reach, v->type, v->id, out);
    db_end(tx);
    return st;
}

static Str doc_text(Run *r, Status st, const FhirDoc *doc)
{
    if (st != ST_OK)
        return failed(r, st);
    return arena_printf(r->one.mem, "%lld %lld %.*s", (long long)doc->version,
                        (long long)doc->updated_ms, STR_ARG(doc->body));
}

/* Read, or vread. */
static Status read_one(Run *r, const FhirVersion *v)
{
    FhirDoc doc;
    arena_reset(r->one.mem);
    World w = side(r, &r->whole);
    const Status st = ask_one(&w, r->of_whole, v, &doc);
    const Str got = doc_text(r, st, &doc);
    w = side(r, &r->seen);
    const Status other = ask_one(&w, r->of_seen, v, &doc);
    compare(r,
            arena_printf(r->one.mem, "%.*s/%.*s %.*s", STR_ARG(v->type), STR_ARG(v->id),
                         STR_ARG(v->version))
                .p,
            got, doc_text(r, other, &doc));
    r->held += other == ST_OK;
    return st;
}

/* ---- loading ---- */

/* A day apart. */
static int64_t time_of(size_t batch)
{
    return TEST_NOW_MS + (int64_t)batch * INT64_C(86400000);
}

static void load(World *w, const char *const *lines, size_t count, int64_t now_ms)
{
    w->cx->now_ms = now_ms;
    if (count)
        world_put_all(w, lines, count);
}

static void load_whole(World *w, const Matrix *m)
{
    for (size_t batch = 0; batch < MATRIX_BATCHES; batch++) {
        const char **lines = ARENA_ARRAY(w->cx->mem, const char *, m->count);
        size_t n = 0;
        for (size_t i = 0; i < m->count; i++)
            if (m->versions[i].batch == batch && m->versions[i].text)
                lines[n++] = m->versions[i].text;
        load(w, lines, n, time_of(batch));
    }
    w->cx->now_ms = time_of(1);
    for (size_t i = 0; i < m->count; i++)
        if (m->versions[i].deleted)
            world_delete(w, m->versions[i].type->name, m->versions[i].id);
}

static const Reach *open_reach(World *w)
{
    return world_reach(w, STR("ann"));
}

/* Of each version its bytes as they are sent to whom nothing is kept from; bodies[i] NULL: deleted. */
static const char **bodies_of(World *w, const Matrix *m)
{
    const char **bodies = ARENA_ARRAY(w->cx->mem, const char *, m->count);
    const Reach *all = open_reach(w);
    for (size_t i = 0; i < m->count; i++) {
        const MatrixVersion *v = &m->versions[i];
        FhirDoc doc;
        const FhirVersion asked = { v->type->name, v->id,
                                    arena_printf(w->cx->mem, "%lld", (long long)v->version) };
        if (v->deleted)
            continue;
        CHECK_OK(w->cx, ask_one(w, all, &asked, &doc));
        bodies[i] = arena_dup(w->cx->mem, doc.body).p; /* what is cut has no NUL behind it */
    }
    return bodies;
}

/* The version after it; NULL: it is the newest. */
static const MatrixVersion *next_of(const Run *r, size_t at)
{
    const MatrixVersion *v = &r->m->versions[at];
    const MatrixVersion *next = v + 1;
    const bool same = at + 1 < r->m->count && next->type == v->type && str_eq(next->id, v->id);
    return same ? next : NULL;
}

static bool later_seen(const Run *r, size_t at)
{
    const MatrixVersion *next = next_of(r, at);
    return next && may_see(&r->choice, next);
}

static void row_drop(World *w, DbTx *tx, const char *table, const MatrixVersion *v)
{
    Sql *q = sql_new(w->cx);
    sql_text(q, "DELETE FROM ");
    sql_text(q, table);
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, w->plan);
    sql_text(q, " AND type = ");
    sql_bind_i64(q, v->type->num);
    sql_text(q, " AND id = ");
    sql_bind_str(q, v->id);
    sql_text(q, " AND version = ");
    sql_bind_i64(q, v->version);
    CHECK_OK(w->cx, db_exec(w->cx, tx, q, NULL));
}

/* The first of two versions is all that may be seen. */
static bool first_alone(const Run *r, size_t at)
{
    const MatrixVersion *next = next_of(r, at);
    return next && may_see(&r->choice, &r->m->versions[at]) && !may_see(&r->choice, next);
}

static void deleted_put(Run *r)
{
    World *w = &r->seen;
    DbTx *tx;
    Store *s;
    StoreResult result;
    CHECK_OK(w->cx, db_write(w->cx, w->db, w->plan, &tx));
    CHECK_OK(w->cx, store_begin(w->cx, tx, w->plan, &w->rules, &s));
    for (size_t i = 0; i < r->m->count; i++) {
        const MatrixVersion *v = &r->m->versions[i];
        if (first_alone(r, i) || (v->deleted && may_see(&r->choice, v)))
            CHECK_OK(w->cx, store_delete(w->cx, s, v->type->num, v->id, &result));
    }
    CHECK_OK(w->cx, store_end(w->cx, s));
    CHECK_OK(w->cx, db_commit(w->cx, tx));
}

/* What came after the first of two versions, and what came before the second. */
static void versions_drop(Run *r)
{
    World *w = &r->seen;
    DbTx *tx;
    deleted_put(r);
    CHECK_OK(w->cx, db_write(w->cx, w->db, w->plan, &tx));
    for (size_t i = 0; i < r->m->count; i++) {
        const MatrixVersion *v = &r->m->versions[i];
        if (first_alone(r, i))
            row_drop(w, tx, "fhir_entry", next_of(r, i));
        if (!may_see(&r->choice, v) && later_seen(r, i))
            row_drop(w, tx, "fhir_history", v);
    }
    CHECK_OK(w->cx, db_commit(w->cx, tx));
}

/* Her Patient and its like without what tells of her gender, where that is not shared. */
static const char *body_seen(const Run *r, const char *body)
{
    for (size_t i = 0; i < matrix_told_count && !(r->choice.shared & BIT(GENDER)); i++) {
        char *told = arena_alloc(r->cx->mem, strlen(matrix_told[i]) + 1); /* of zeros */
        for (size_t k = 0; matrix_told[i][k]; k++)
            told[k] = matrix_told[i][k] == '\'' ? '"' : matrix_told[i][k];
        const char *at = strstr(body, told);
        if (at)
            body = arena_join(r->cx->mem, (Str){ body, (size_t)(at - body) },
                              str_of(at + strlen(told)), STR(""))
                       .p;
    }
    return body;
}

/* Of the same content as the version before. */
static bool made_by_labels(const MatrixVersion *v)
{
    return v && !v->text && !v->deleted;
}

/* So that the next of the same content is a version, too. No search parameter looks there. */
static const char *marked(Cx *cx, const char *body)
{
    const Str text = str_of(body);
    return arena_join(cx->mem, STR("{\"implicitRules\":\"urn:first\","), str_from(text, 1),
                      STR("\0"))
        .p;
}

/* Their bytes as they are. */
static void unmark(Run *r, const char *const *bodies, size_t batch)
{
    World *w = &r->seen;
    DbTx *tx;
    CHECK_OK(w->cx, db_write(w->cx, w->db, w->plan, &tx));
    for (size_t i = 0; i < r->m->count; i++) {
        const MatrixVersion *v = &r->m->versions[i];
        const MatrixVersion *next = next_of(r, i);
        if (!made_by_labels(next) || next->batch != batch)
            continue;
        Sql *q = sql_new(w->cx);
        sql_text(q, "UPDATE fhir_history SET bytes = ");
        sql_bind_blob(q, str_of(body_seen(r, bodies[i])));
        sql_text(q, " WHERE plan = ");
        sql_bind_i64(q, w->plan);
        sql_text(q, " AND type = ");
        sql_bind_i64(q, v->type->num);
        sql_text(q, " AND id = ");
        sql_bind_str(q, v->id);
        sql_text(q, " AND version = ");
        sql_bind_i64(q, v->version);
        CHECK_OK(w->cx, db_exec(w->cx, tx, q, NULL));
    }
    CHECK_OK(w->cx, db_commit(w->cx, tx));
}

/* What came first and may not be seen is put for its number's sake, and taken out of the history. */
static void load_seen(Run *r, const char *const *bodies)
{
    const Matrix *m = r->m;
    for (size_t batch = 0; batch < MATRIX_BATCHES; batch++) {
        const char **lines = ARENA_ARRAY(r->cx->mem, const char *, m->count);
        size_t n = 0;
        for (size_t i = 0; i < m->count; i++)
            if (m->versions[i].batch == batch && bodies[i] &&
                (may_see(&r->choice, &m->versions[i]) || later_seen(r, i)))
                lines[n++] = made_by_labels(next_of(r, i)) ? marked(r->cx, body_seen(r, bodies[i]))
                                                           : body_seen(r, bodies[i]);
        load(&r->seen, lines, n, time_of(batch));
        unmark(r, bodies, batch);
        if (batch == 1)
            versions_drop(r);
    }
}

/* ---- what is asked ---- */

/* Of every type. %k and so on: of each kind. */
static const char *const of_types[] = {
    "",
    "_total=accurate&_count=3",
    "_summary=count",
    "_summary=true&_count=50",
    "_elements=id&_count=50",
    "_count=4&_sort=-_lastUpdated,_id",
    "_sort=-_id&_count=7&_total=none",
    "_security=R&_count=50",
    "_security:not=R&_count=50",
    "_security=http://terminology.hl7.org/CodeSystem/v3-ActCode|MH,HIV,SEX,ADOL&_total=accurate",
    "_security:missing=true&_summary=count",
    "_lastUpdated=ge2026-01-02&_count=50",
    "_lastUpdated=lt2026-01-02&_total=accurate",
    "_id=none-c0,mind-c0,mind-c1,mind-c2,hiv-c0,hiv-c1,hiv-c2,minor-c0,minor-c1,minor-c2,sealed-c0",
    "_id=sealed-c0",
    "patient=ann&_count=50",
    "patient=Patient/ann&_summary=count",
    "identifier=urn:n|drugs,sti,genes,none",
    "identifier=urn:n|sealed",
    "identifier:not=urn:n|hiv&_summary=count",
    "_revinclude=Provenance:target&_count=20",
    "_include=*&_count=20",
    "_profile:missing=true&_summary=count",
};

/* Of the graph. */
static const char *const of_all[] = {
    "Observation?code=http://loinc.org|85354-9&_count=30",
    "Observation?code:text=press&_summary=count",
    "Observation?component-code=8480-6&_count=9",
    "Observation?component-value-quantity=gt100|http://unitsofmeasure.org|mm[Hg]&_summary=count",
    "Observation?component-code-value-quantity=http://loinc.org|8480-6$gt100&_total=accurate",
    "Observation?value-concept:missing=true&_count=5",
    "Observation?encounter.status=final&_count=30",
    "Observation?encounter:Encounter.date=ge2020&_count=100",
    "Observation?date=2022-03-04&_sort=-date&_count=30",
    "Observation?date=lt2022&_total=accurate",
    "Observation?performer:Practitioner.family=doe&_count=30",
    "Observation?_include=Observation:encounter&_include:iterate=Encounter:diagnosis&_count=100",
    "Observation?_has:DiagnosticReport:result:status=final&_count=100",
    "Observation?_has:Provenance:target:recorded=ge2022&_count=100",
    "Observation?_has:Observation:has-member:status=final",
    "Encounter?_has:Observation:encounter:status=final&_count=100",
    "Encounter?_revinclude=Observation:encounter&_revinclude=Condition:encounter&_count=100",
    "Encounter?_revinclude=Observation:encounter&_revinclude:iterate=Provenance:target&_count=100",
    "Encounter?length=gt10&_summary=count",
    "Encounter?diagnosis.status=final",
    "Condition?_revinclude=CarePlan:condition&_revinclude:iterate=Provenance:target&_count=100",
    "ExplanationOfBenefit?_include=ExplanationOfBenefit:claim&_include=*&_count=100",
    "ExplanationOfBenefit?provider:Practitioner.family=doe&_summary=count",
    "ClaimResponse?_include=ClaimResponse:request&_count=100",
    "ClaimResponse?request.status=final&_count=100",
    "Claim?_revinclude=ClaimResponse:request&_count=100",
    "MedicationRequest?_include=MedicationRequest:medication&_count=100",
    "MedicationRequest?medication:Medication.status=final&_count=100",
    "MedicationRequest?_revinclude=MedicationDispense:prescription&_count=100",
    "MedicationDispense?_include=MedicationDispense:prescription&_include:iterate="
    "MedicationRequest:medication&_count=100",
    "Medication?status=final&_count=50",
    "Medication?_summary=count",
    "Medication?_count=3&_sort=-_id",
    "Medication?_security=R&_count=50",
    "Medication?_revinclude=MedicationRequest:medication&_count=50",
    "DiagnosticReport?_include=DiagnosticReport:result&_include=DiagnosticReport:based-on&_count="
    "100",
    "DiagnosticReport?result.status=final&_count=100",
    "DocumentReference?_count=100&_elements=content",
    "DocumentReference?_has:Claim:supporting-info:status=final",
    "Patient?_has:Observation:subject:value-concept=F32.1",
    "Patient?_revinclude=Observation:subject&_revinclude=Condition:patient",
    "Patient?_revinclude=Provenance:target",
    "Coverage?_revinclude=ExplanationOfBenefit:coverage",
    "Practitioner?_revinclude=Observation:performer",
    "Practitioner?_has:ExplanationOfBenefit:provider:status=active",
    "Organization?_revinclude=Encounter:service-provider",
    "Provenance?recorded=ge2022&_count=200",
    "Provenance?_include=Provenance:target&_count=40",
    "Provenance?target:missing=false&_summary=count",
    "RiskAssessment?probability=gt0.3&_count=30",
    "RiskAssessment?probability=lt0.3",
    "CarePlan?instantiates-uri=http://guide.example/a/b&_count=30",
    "CarePlan?instantiates-uri:below=http://guide.example/a&_summary=count",
    "Binary?_count=50",
};

static const char *const of_kinds[] = {
    "Observation?value-concept=%c",
    "Observation?value-concept:not=%c&_summary=count",
    "Observation?encounter=Encounter/v-%k",
    "Observation?encounter=Encounter/w-%k&_include=Observation:encounter",
    "Observation?encounter.reason-code=%c",
    "Observation?encounter:Encounter._id=v-%k",
    "Encounter?reason-code=%c&_revinclude=Observation:encounter",
    "Encounter?_has:Condition:encounter:_id=dx-%k",
    "Encounter?_has:Procedure:encounter:_id=done-%k",
    "Encounter?diagnosis=Condition/in-v-%k",
    "Condition?code=%c",
    "Condition?_id=dx-%k&_revinclude=Provenance:target&_revinclude=CarePlan:condition",
    "Condition?encounter.reason-code=%c",
    "Claim?_id=claim-%k&_revinclude=ClaimResponse:request&_include=*",
    "ClaimResponse?request=Claim/claim-%k",
    "ExplanationOfBenefit?identifier=%k",
    "MedicationRequest?medication=Medication/m-%k&_include=MedicationRequest:medication",
    "MedicationRequest?medication=Medication/harmless-%k&_include=MedicationRequest:medication",
    "Medication?_id=m-%k,late-%k,harmless-%k",
    "Medication?_has:MedicationRequest:medication:_id=order-%k",
    "DiagnosticReport?result=Observation/hot-%k&_include=DiagnosticReport:result",
    "DiagnosticReport?_id=report-%k",
    "Observation?_id=hot-%k,cool-%k,mild-%k,panel-%k&_sort=-_id",
    "Observation?_has:DiagnosticReport:result:_id=report-%k",
    "Observation?_id=free-%k&_revinclude=Provenance:target",
    "Observation?_id=sworn-%k&_revinclude=Provenance:target",
    "Provenance?target=Observation/free-%k",
    "Provenance?target=Observation/sworn-%k",
    "Provenance?_id=made-96-free-%k,made-96-sworn-%k,of-%k,own-%k",
    "Provenance?_id=of-gone-%k,of-gone-plain-%k,was-%k",
    "Provenance?target=Observation/gone-%k",
    "Observation?focus=Observation/gone-%k",
    "Observation?_id=was-late-%k,was-v-%k,came-%k&_total=accurate",
    "Patient?_has:Condition:patient:code=%c",
    "Patient?_has:Observation:subject:value-concept=%c",
    "Observation?_id=turned-%k,cured-%k,gone-%k,left-%k,late-%k&_count=2&_total=accurate",
};

static void ask_types(Run *r)
{
    for (size_t t = 0; t < type_table_count; t++) {
        if (type_table[t].owner == OWNER_NONE)
            continue;
        for (size_t i = 0; i < TABLE_COUNT(of_types); i++)
            if (chosen(r))
                search(r,
                       arena_printf(r->cx->mem, "%.*s?%s", STR_ARG(type_table[t].name), of_types[i])
                           .p);
    }
}

/* A value that the matrix has, for each kind of parameter. */
static const char *value_of(ParamType kind)
{
    switch (kind) {
    case PARAM_TOKEN: return "active,final,none";
    case PARAM_DATE: return "ge2022";
    case PARAM_STRING: return "a";
    case PARAM_REFERENCE: return "Patient/ann";
    case PARAM_NUMBER: return "gt0.1";
    case PARAM_QUANTITY: return "gt1";
    case PARAM_URI: return "http://guide.example/a/b";
    case PARAM_COMPOSITE: return "8480-6$gt100";
    }
    return "";
}

/* What is asked of a parameter: %t its type, %n its name, %v a value. */
static const char *const of_params[] = {
    "%t?%n=%v&_count=40",
    "%t?%n:missing=true&_count=20",
    "%t?%n:missing=false&_summary=count",
    "%t?%n:not=%v&_summary=count",
    "%t?_sort=-%n&_count=9",
};
static const char *const of_references[] = {
    "%t?_include=%t:%n&_count=40",
    "%t?_include:iterate=%t:%n&_include=*&_count=20",
    "Patient?_revinclude=%t:%n",
    "Patient?_has:%t:%n:identifier=urn:n|mind",
    "%t?%n:Patient.family=ann&_summary=count",
};

static const char *param_url(Cx *cx, const char *form, const TypeRow *t, const ParamRow *p)
{
    Buf *b = buf_new(cx, 1 << 12);
    for (; *form; form++) {
        if (*form != '%') {
            buf_char(b, *form);
            continue;
        }
        form++;
        buf_put(b, *form == 't' ? t->name : *form == 'n' ? p->name : str_of(value_of(p->kind)));
    }
    buf_char(b, '\0');
    return buf_str(b).p;
}

static void ask_param(Run *r, const TypeRow *t, const ParamRow *p)
{
    for (size_t i = 0; i < TABLE_COUNT(of_params); i++)
        if (chosen(r))
            search(r, param_url(r->cx, of_params[i], t, p));
    for (size_t i = 0; p->kind == PARAM_REFERENCE && i < TABLE_COUNT(of_references); i++)
        if (chosen(r))
            search(r, param_url(r->cx, of_references[i], t, p));
}

static void ask_params(Run *r)
{
    for (size_t t = 0; t < type_table_count; t++) {
        size_t count;
        if (type_table[t].owner == OWNER_NONE)
            continue;
        const ParamRow *const *rows = param_rows(type_table[t].num, &count);
        for (size_t i = 0; i < count; i++)
            ask_param(r, &type_table[t], rows[i]);
    }
}

static void ask_graph(Run *r)
{
    const unsigned before = r->per_mille;
    r->per_mille = before < 250 ? before * 4 : 1000;
    for (size_t i = 0; i < TABLE_COUNT(of_all); i++)
        if (chosen(r))
            search(r, of_all[i]);
    for (size_t k = 0; k < matrix_kind_count; k++)
        for (size_t i = 0; i < TABLE_COUNT(of_kinds); i++)
            if (chosen(r))
                search(r, matrix_text(r->cx, of_kinds[i], &matrix_kinds[k]));
    r->per_mille = before;
}

/* Each resource, each version and one that never was; the Provenance that is made of it. */
static void ask_reads(Run *r)
{
    for (size_t i = 0; i < r->m->count; i++) {
        const MatrixVersion *v = &r->m->versions[i];
        FhirVersion asked = { v->type->name, v->id, STR_NONE };
        (void)read_one(r, &asked);
        asked.version = arena_printf(r->cx->mem, "%lld", (long long)v->version);
        CHECK((read_one(r, &asked) == ST_NOT_FOUND) == !may_see(&r->choice, v));
        if (!chosen(r) && v->batch == 0)
            continue;
        asked.version = STR("3");
        (void)read_one(r, &asked);
        asked =
            (FhirVersion){ STR("Provenance"),
                           arena_printf(r->cx->mem, "made-%u-%.*s", v->type->num, STR_ARG(v->id)),
                           STR_NONE };
        (void)read_one(r, &asked);
        ask_pages(
            r, &remembering,
            arena_printf(r->cx->mem, "%.*s/%.*s?_count=1", STR_ARG(v->type->name), STR_ARG(v->id))
                .p);
        ask_pages(r, &remembering,
                  arena_printf(r->cx->mem, "%.*s/%.*s?_at=2026-01-01", STR_ARG(v->type->name),
                               STR_ARG(v->id))
                      .p);
    }
    for (size_t t = 0; t < type_table_count; t++) {
        const TypeRow *type = &type_table[t];
        if (type->owner == OWNER_NONE || !chosen(r))
            continue;
        ask_pages(r, &remembering,
                  arena_printf(r->cx->mem, "%.*s?_count=5", STR_ARG(type->name)).p);
        ask_pages(
            r, &remembering,
            arena_printf(r->cx->mem, "%.*s?_since=2026-01-02&_count=100", STR_ARG(type->name)).p);
        ask_pages(r, &remembering,
                  arena_printf(r->cx->mem, "%.*s?_at=2026-01-01T12:00:00Z&_count=100",
                               STR_ARG(type->name))
                      .p);
    }
    ask_pages(r, &remembering, "Observation?_count=40");
    ask_pages(r, &remembering, "MedicationRequest?_count=40");
}

/* ---- a choice ---- */

static void arena_done(void *arena)
{
    arena_free(arena);
}

static Arena *arena_of(Cx *cx)
{
    Arena *a = arena_new(1u << 20);
    arena_defer(cx->mem, arena_done, a);
    return a;
}

static const Reach *reach_for(World *w, const Choice *c)
{
    ReachSpec spec = world_spec(w, STR("ann"));
    if (c) {
        spec.labels_withheld = label_withheld(c->shared, c->parent);
        spec.when.lo_ms = c->since_ms;
    }
    return reach_new(w->cx, &spec);
}

typedef struct Store1 {
    Matrix *m;
    World *whole;
    const char *const *bodies;
    Cx of_choice;
    Cx of_question;
    unsigned per_mille;
    size_t asked;
    size_t held;
} Store1;

static void ask_choice(Store1 *s, const Choice *choice, int64_t plan)
{
    Cx *cx = &s->of_choice;
    arena_reset(cx->mem);
    Run r = { .cx = cx,
              .m = s->m,
              .whole = *s->whole,
              .seen = *s->whole,
              .choice = *choice,
              .one = s->of_question,
              .chance = (uint64_t)plan,
              .per_mille = s->per_mille };
    r.seen.cx = cx;
    r.seen.plan = plan;
    r.seen.rules.labels = NULL;
    load_seen(&r, s->bodies);
    r.whole.cx = cx;
    r.one.now_ms = time_of(MATRIX_BATCHES);
    r.of_whole = reach_for(&r.whole, choice);
    r.of_seen = reach_for(&r.seen, NULL);
    ask_reads(&r);
    ask_graph(&r);
    ask_types(&r);
    ask_params(&r);
    s->asked += r.asked;
    s->held += r.held;
}

/* None, all, each alone, all but each, then some by chance. */
static Choice choice_of(size_t n, uint64_t *chance)
{
    static const int64_t sinces[] = {
        DATE_MIN,
        DATE_MIN,
        MATRIX_DAY_MS + INT64_C(86399999),
        MATRIX_DAY_MS + INT64_C(86400000),
        MATRIX_YOUNG_MS + INT64_C(86400000),
    };
    uint64_t all = 0;
    Choice c = { .since_ms = DATE_MIN };
    for (size_t i = 0; i < matrix_offered_count; i++)
        all |= matrix_offered[i];
    if (n < 4) {
        c.shared = n & 1 ? all : 0;
        c.parent = n & 2;
        return c;
    }
    n -= 4;
    const uint64_t draw = drawn(chance);
    c.parent = draw & 1;
    c.since_ms = sinces[(draw >> 1) % TABLE_COUNT(sinces)];
    if (n < 2 * matrix_offered_count)
        c.shared = n % 2 ? all & ~matrix_offered[n / 2] : matrix_offered[n / 2];
    else
        c.shared = drawn(chance) & all;
    return c;
}

static void ask_choices(Store1 *s, size_t count, size_t step)
{
    uint64_t chance = 42;
    for (size_t n = 0, plan = 2; n < count; n++) {
        const Choice c = choice_of(n, &chance);
        if (n < 2 || n % step == 0)
            ask_choice(s, &c, (int64_t)plan++);
    }
}

static bool all_asked(void)
{
    return getenv("MATRIX") != NULL;
}

static Store1 *matrix_store(Cx *cx, World *w)
{
    Store1 *s = ARENA_NEW(cx->mem, Store1);
    *s = (Store1){ .m = matrix_new(cx), .whole = w, .per_mille = all_asked() ? 1000 : 60 };
    s->of_choice = (Cx){ .mem = arena_of(cx) };
    s->of_question = (Cx){ .mem = arena_of(cx) };
    return s;
}

static World *matrix_world(Cx *cx, Db *db, uint64_t off)
{
    World *w = world_new(cx, db);
    const LabelSpec spec = { .csv = STR(MATRIX_CSV), .off = off, .part2_by_match = true };
    CHECK_OK(cx, label_table_new(cx, &spec, &w->rules.labels));
    return w;
}

static void check_choices(Store1 *s, bool few)
{
    s->bodies = bodies_of(s->whole, s->m);
    ask_choices(s, 44, few ? 13 : 1);
    fprintf(stderr, "%zu answers compared, %zu of them with something\n", s->asked, s->held);
    CHECK(s->held > s->asked / 5);
}

/* C4, C5, C6, S19, S23, S24, S26, S27, S28, threats 34, 37 */
BOTH(matrix__what_is_not_shared_is_as_if_it_had_never_been)
{
    World *w = matrix_world(cx, db, 0);
    Store1 *s = matrix_store(cx, w);
    load_whole(w, s->m);
    check_choices(s, db_engine(db) != DB_SQLITE && !all_asked());
}

static void label_again(World *w, const LabelTable *table)
{
    DbTx *tx;
    RelabelCounts counts = { .members = 0 };
    w->rules.labels = table;
    w->cx->now_ms = time_of(2);
    CHECK_OK(w->cx, db_write(w->cx, w->db, w->plan, &tx));
    CHECK_OK(w->cx, relabel_begin(w->cx, tx, w->plan, table));
    CHECK_OK(w->cx, db_commit(w->cx, tx));
    for (bool more = true; more;) {
        CHECK_OK(w->cx, db_write(w->cx, w->db, w->plan, &tx));
        CHECK_OK(w->cx, relabel_some(w->cx, tx, w->plan, &w->rules, &counts, &more));
        CHECK_OK(w->cx, db_commit(w->cx, tx));
    }
}

/* C5, C6, S24: a table that changes finds in what is there, old versions and deleted ones too, what it would have
 * found from the start. */
BOTH(matrix__another_table_withholds_as_if_it_had_been_there_from_the_start)
{
    World *w = matrix_world(cx, db, 0);
    const LabelTable *table = w->rules.labels;
    const LabelSpec nothing = { .off = ~UINT64_C(0) };
    Store1 *s = matrix_store(cx, w);
    CHECK_OK(cx, label_table_new(cx, &nothing, &w->rules.labels));
    s->m = matrix_again(s->m);
    load_whole(w, s->m);
    label_again(w, table);
    s->per_mille /= 2;
    check_choices(s, !all_asked());
}

/* ---- what it is told as ---- */

static void put_coding(Buf *b, const char *system, const char *code)
{
    if (b->n && b->p[b->n - 1] != '[')
        buf_char(b, ',');
    buf_printf(b, "{\"system\":\"%s\",\"code\":\"%s\"}", system, code);
}

/* The codings that an app is told, in the order of the kinds. */
static Str security_of(Cx *cx, uint64_t labels)
{
    static const struct {
        uint64_t bit;
        const char *code;
    } codes[] = {
        { BIT(MENTAL_HEALTH), "MH" }, { BIT(SUBSTANCE_USE), "ETH" }, { BIT(HIV), "HIV" },
        { BIT(STI), "STD" },          { BIT(REPRODUCTIVE), "SEX" },  { BIT(VIOLENCE), "SDV" },
        { BIT(GENETICS), "GDIS" },    { BIT(GENDER), "GENDER" },     { BIT(MINORS), "ADOL" },
    };
    static const char act[] = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
    Buf *b = buf_new(cx, 1 << 12);
    buf_put(b, STR("\"security\":["));
    put_coding(b, "http://terminology.hl7.org/CodeSystem/v3-Confidentiality",
               labels & BIT(SEALED) ? "V" : "R");
    for (size_t i = 0; i < TABLE_COUNT(codes); i++)
        if (labels & codes[i].bit)
            put_coding(b, act, codes[i].code);
    if (labels & BIT(PLAN_1))
        put_coding(b, "urn:postern:sensitive", "plan-1");
    if (labels & LABEL_PART2)
        put_coding(b, act, "42CFRPart2");
    return buf_str(b);
}

/* sensitive.md 1, 2 */
BOTH(matrix__each_says_in_meta_security_what_it_is_and_no_more)
{
    World *w = matrix_world(cx, db, 0);
    Store1 *s = matrix_store(cx, w);
    load_whole(w, s->m);
    const char *const *bodies = bodies_of(w, s->m);
    for (size_t i = 0; i < s->m->count; i++) {
        const MatrixVersion *v = &s->m->versions[i];
        const MatrixVersion *next = v + 1;
        if (v->deleted || (i + 1 < s->m->count && next->type == v->type && str_eq(next->id, v->id)))
            continue;
        const Str want = v->labels ? security_of(cx, v->labels) : STR("");
        const Str body = str_of(bodies[i]);
        const char *at = memmem(body.p, body.n, want.p, want.n);
        const bool ends = at && (want.n == 0 || at[want.n] == ']' ||
                                 (v->text && str_contains(str_of(v->text), STR("security"))));
        if (!ends || (!v->labels && str_contains(body, STR("security"))))
            fprintf(stderr, "not %.*s\n%.*s\n", STR_ARG(want), STR_ARG(body));
        CHECK(ends);
        CHECK(v->labels || !str_contains(body, STR("security")));
    }
}

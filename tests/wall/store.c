/* A store, the program over it, and a request to it. */
#include "base/buf.h"
#include "base/limits.h"
#include "load/load.h"
#include "member/member.h"
#include "tests/wall/wall.h"

#include <ctype.h>
#include <stdio.h>
#include <sys/stat.h>

#define NOW_MS (WALL_START_MS + 5 * WALL_DAY_MS)
#define TEXT_BYTES (64u << 20)

static const char plan_ini[] = "name = %s Health Plan\nsandbox = yes\n"
                               "match = birth_date member_id\nservices_phone = 1-800-555-0100\n";

static bool say(Cx *cx, const char *what)
{
    const Fault *f = &cx->fault;
    printf("%s: %.*s: %.*s: %.*s\n", what, STR_ARG(status_row(f->status)->name), STR_ARG(f->where),
           STR_ARG(f->detail));
    return false;
}

/* ---- files ------------------------------------------------------------------------------------------- */

static FILE *file_open(Cx *cx, Str dir, const char *name)
{
    return fopen(arena_printf(cx->mem, "%.*s/%s", STR_ARG(dir), name).p, "w");
}

static bool plan_write(Cx *cx, Str dir, const char *id)
{
    (void)mkdir(arena_printf(cx->mem, "%.*s/plans", STR_ARG(dir)).p, 0700);
    (void)mkdir(arena_printf(cx->mem, "%.*s/plans/%s", STR_ARG(dir), id).p, 0700);
    FILE *f = file_open(cx, dir, arena_printf(cx->mem, "plans/%s/plan.ini", id).p);
    if (!f)
        return false;
    (void)fprintf(f, plan_ini, id);
    return fclose(f) == 0;
}

static bool conf_write(Cx *cx, Str dir, Str store_url)
{
    FILE *f = file_open(cx, dir, "postern.ini");
    if (!f)
        return false;
    (void)fprintf(f,
                  "[server]\nlisten = 127.0.0.1:0\nbase_url = " WALL_BASE "\n[store]\n"
                  "url = %.*s\n[mail]\nurl = file:%.*s/mail\nfrom = no-reply@plan.example\n"
                  "[plans]\ndir = plans\n[keys]\ndir = keys\n[audit]\ndir = audit\n",
                  STR_ARG(store_url), STR_ARG(dir));
    return fclose(f) == 0 && plan_write(cx, dir, "demo") && plan_write(cx, dir, "other");
}

/* ---- loads -------------------------------------------------------------------------------------------- */

/* A load asks for the time without an argument; every store's same load has the same. */
static int64_t load_at_ms;

static int64_t load_clock_ms(void)
{
    return load_at_ms;
}

static size_t lines_write(FILE *f, const Store1 *s, const Data *data, int load, bool other)
{
    size_t refused = 0;
    for (size_t i = 0; i < data->count; i++) {
        const Line *l = &data->lines[i];
        if (l->load != load || l->other_plan != other || !(l->stores & s->in))
            continue;
        refused += l->refused;
        (void)fprintf(f, "%.*s\n", STR_ARG(l->text));
    }
    return refused;
}

static bool load(Store1 *s, Str dir, const Data *data, int number, const Plan *plan, bool other)
{
    Cx *cx = &s->cx;
    FILE *f = file_open(cx, dir, "load.ndjson");
    if (!f)
        return false;
    const size_t refused = lines_write(f, s, data, number, other);
    if (fclose(f) != 0)
        return false;
    const Str path = arena_printf(cx->mem, "%.*s/load.ndjson", STR_ARG(dir));
    LoadReport report;
    load_at_ms = WALL_START_MS + number * WALL_DAY_MS;
    RecordRules rules;
    if (env_rules(cx, plan, &rules) != ST_OK)
        return false;
    const LoadSpec spec = { .db = s->env.db,
                            .keys = s->env.keys,
                            .plan = plan->num,
                            .plan_id = plan->id,
                            .rules = rules,
                            .feed = arena_printf(cx->mem, "feed-%d", number),
                            .paths = &path,
                            .path_count = 1,
                            .rejects_dir = dir,
                            .threads = 1,
                            .clock_ms = load_clock_ms };
    if (load_run(cx, &spec, &report) != ST_OK)
        return say(cx, "load");
    if (report.counts.rejected == (int64_t)refused)
        return true;
    printf("load %d: %lld rejected, not %zu: see %.*s\n", number, (long long)report.counts.rejected,
           refused, STR_ARG(report.rejects));
    return false;
}

static bool loads(Store1 *s, Str dir, const Data *data)
{
    for (int n = 0; n < WALL_LOADS; n++)
        for (int other = 0; other < 2; other++)
            if (!load(s, dir, data, n, plans_find(s->env.plans, other ? STR("other") : STR("demo")),
                      other))
                return false;
    return true;
}

/* ---- tokens -------------------------------------------------------------------------------------------- */

#define LAB "http://terminology.hl7.org/CodeSystem/observation-category|laboratory"
static const char *const scopes[ROLES] = {
    [ROLE_ALL] = "patient/*.rs",
    [ROLE_AGAIN] = "patient/*.rs",
    [ROLE_READ] = "patient/*.r",
    [ROLE_SEARCH] = "patient/*.s",
    [ROLE_FEW] = "patient/Observation.rs patient/Practitioner.s patient/Patient.r",
    [ROLE_ME] = "openid fhirUser",
    [ROLE_OLD] = "patient/*.rs",
    [ROLE_PARTS] = "patient/Observation.rs?category=" LAB " patient/Condition.r?category=" LAB
                   " patient/DocumentReference.rs?category=" LAB " patient/Binary.rs"
                   " patient/Provenance.rs patient/Encounter.rs patient/Patient.rs"
                   " patient/Practitioner.s",
};

static bool token(Store1 *s, const Plan *plan, Str patient, Role role, Str *out)
{
    Cx *cx = &s->cx;
    const OauthPlan oauth = { .num = plan->num,
                              .id = plan->id,
                              .issuer = plan->issuer,
                              .fhir_base = plan->fhir_base,
                              .sandbox = true };
    int64_t compartment;
    DbTx *tx;
    if (db_read(cx, s->env.db, plan->num, &tx) != ST_OK)
        return say(cx, "token");
    const Status found = roster_compartment(cx, tx, plan->num, patient, &compartment);
    db_end(tx);
    if (found != ST_OK || db_write(cx, s->env.db, DB_STATE, &tx) != ST_OK)
        return say(cx, "token");
    cx->now_ms = role == ROLE_OLD ? NOW_MS - WALL_DAY_MS : NOW_MS;
    /* One role is kept from what is sensitive; the others would see little if they were. */
    const uint64_t shared = role == ROLE_SEARCH ? 0 : LABEL_CATEGORIES;
    if (oauth_token_direct(cx, tx, &oauth, patient, compartment, str_of(scopes[role]), shared, 3600,
                           out) == ST_OK &&
        db_commit(cx, tx) == ST_OK)
        return true;
    db_end(tx);
    return say(cx, "token");
}

static bool tokens(Store1 *s)
{
    static const struct {
        Side side;
        unsigned in;
        const char *plan;
        const char *const *patient;
    } rows[] = {
        { SIDE_A, IN_A | IN_BOTH, "demo", &wall_patient_a },
        { SIDE_B, IN_B | IN_BOTH, "demo", &wall_patient_b },
        { SIDE_OTHER, IN_A | IN_B | IN_BOTH, "other", &wall_patient_a },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (Role role = 0; role < ROLES && (rows[i].in & s->in); role++)
            if (!token(s, plans_find(s->env.plans, str_of(rows[i].plan)), str_of(*rows[i].patient),
                       role, &s->tokens[rows[i].side][role]))
                return false;
    return true;
}

/* ---- the program ------------------------------------------------------------------------------------------ */

static int64_t now(void *clock)
{
    (void)clock;
    return NOW_MS;
}

bool store_open(Store1 *s, Str dir, Str store_url, unsigned in, const Data *data)
{
    *s = (Store1){ .in = in, .cx = { .mem = arena_new(1 << 16), .now_ms = NOW_MS } };
    Cx *cx = &s->cx;
    (void)mkdir(arena_dup(cx->mem, dir).p, 0700);
    (void)mkdir(arena_printf(cx->mem, "%.*s/mail", STR_ARG(dir)).p, 0700);
    if (!conf_write(cx, dir, store_url))
        return false;
    if (env_open(cx, arena_printf(cx->mem, "%.*s/postern.ini", STR_ARG(dir)), &s->env) != ST_OK ||
        !loads(s, dir, data) || wire_open(cx, &s->env, &s->wired) != ST_OK)
        return cx->fault.status == ST_OK ? false : say(cx, "open");
    s->wired->web.now = now;
    return tokens(s);
}

void store_close(Store1 *s)
{
    if (s->cx.mem)
        arena_free(s->cx.mem);
    s->cx.mem = NULL;
}

/* ---- a request --------------------------------------------------------------------------------------------- */

static Str with_cursor(Cx *cx, Str text, Str cursor)
{
    const Str mark = STR("{cursor}");
    for (size_t i = 0; i + mark.n <= text.n; i++)
        if (str_starts(str_from(text, i), mark))
            return arena_join(cx->mem, str_slice(text, 0, i), cursor, str_from(text, i + mark.n));
    return text;
}

static Str cursor_run(Str text)
{
    size_t n = 0;
    while (n < text.n &&
           (isalnum((unsigned char)text.p[n]) || text.p[n] == '-' || text.p[n] == '_'))
        n++;
    return str_slice(text, 0, n);
}

/* A cursor's bytes are another each time, their number is not; so is the request's id. */
static void put_same(Buf *b, Str text, Str id)
{
    const Str mark = STR("_cursor=");
    size_t from = 0;
    for (size_t i = 0; i < text.n;) {
        const Str rest = str_from(text, i);
        const size_t cursor = str_starts(rest, mark) ? cursor_run(str_from(rest, mark.n)).n : 0;
        const size_t drop = str_starts(rest, id) ? id.n : 0;
        if (!cursor && !drop) {
            i++;
            continue;
        }
        buf_put(b, str_slice(text, from, i));
        if (cursor)
            buf_printf(b, "_cursor:%zu", cursor);
        else
            buf_put(b, STR("ID"));
        i += cursor ? mark.n + cursor : drop;
        from = i;
    }
    buf_put(b, str_from(text, from));
}

static Str answer_text(Cx *cx, const HttpReply *rp)
{
    Buf *b = buf_new_sized(cx, TEXT_BYTES, rp->body.n + 1024);
    buf_printf(b, "%d\n", rp->status);
    for (size_t i = 0; i < rp->header_count; i++) {
        const HttpField *h = &rp->headers[i];
        if (str_eq_nocase(h->name, STR("X-Request-Id")) || str_eq_nocase(h->name, STR("Date")))
            continue;
        buf_put(b, h->name);
        buf_put(b, STR(": "));
        put_same(b, h->value, cx->request_id);
        buf_char(b, '\n');
    }
    put_same(b, rp->body, cx->request_id);
    return buf_str(b);
}

static Str next_cursor(Str body)
{
    const Str mark = STR("\"next\",\"url\":\"");
    const Str name = STR("_cursor=");
    size_t i = 0;
    /* Links stand before the entries. */
    const size_t end = body.n < (LIMIT_CURSOR * 3) ? body.n : LIMIT_CURSOR * 3;
    while (i < end && !str_starts(str_from(body, i), mark))
        i++;
    while (i < end && !str_starts(str_from(body, i), name))
        i++;
    return i < end ? cursor_run(str_from(body, i + name.n)) : STR("");
}

void store_ask(const Store1 *s, Cx *cx, const Ask *ask, Str cursor, Answer *out)
{
    HttpField headers[ASK_HEADERS + 2];
    HttpRequest rq = { .method = ask->method, .headers = headers, .peer = STR("127.0.0.1") };
    HttpReply rp = { .status = 0 };
    headers[rq.header_count++] = (HttpField){ STR("Host"), s->wired->web.host };
    const Str secret = s->tokens[ask->asker.side][ask->asker.role];
    if (secret.n)
        headers[rq.header_count++] =
            (HttpField){ STR("Authorization"),
                         arena_join(cx->mem, STR("Bearer "), secret, STR("")) };
    for (size_t i = 0; i < ask->header_count; i++)
        headers[rq.header_count++] = ask->headers[i];
    rq.body = with_cursor(cx, ask->body, cursor);
    cx->fault = (Fault){ .status = ST_OK };
    http_target(cx, &rq, with_cursor(cx, ask->target, cursor));
    web_handle(&s->wired->web, cx, &rq, &rp);
    *out = (Answer){ .status = rp.status,
                     .text = answer_text(cx, &rp),
                     .body = rp.body,
                     .next = next_cursor(rp.body) };
}

Str ask_text(Cx *cx, const Ask *ask)
{
    static const char *const roles[ROLES] = { "all", "again", "read", "search",
                                              "few", "me",    "old",  "parts" };
    const char *method = ask->method == HTTP_POST   ? "POST"
                         : ask->method == HTTP_HEAD ? "HEAD"
                         : ask->method == HTTP_GET  ? "GET"
                                                    : "PUT";
    Buf *b = buf_new(cx, 1u << 20);
    buf_printf(b, "%s %.*s  (%c, %s)\n", method, STR_ARG(ask->target), side_letter(ask->asker.side),
               roles[ask->asker.role]);
    for (size_t i = 0; i < ask->header_count; i++)
        buf_printf(b, "  %.*s: %.*s\n", STR_ARG(ask->headers[i].name),
                   STR_ARG(ask->headers[i].value));
    if (ask->body.n)
        buf_printf(b, "  | %.*s\n", STR_ARG(ask->body));
    return buf_str(b);
}

/* tool.c - what the fault tests look at and set up behind the server's back, through its own library.
 *
 *   fault_tool dump  CONF PLAN             the plan's records, one line each, sorted, without what a
 *                                          second load may change: times, row and compartment numbers
 *   fault_tool loads CONF PLAN             how many loads came to their end
 *   fault_tool audit CONF PLAN             "REQUEST SUBTYPE HTTP" of each sealed record
 *   fault_tool codes CONF PLAN PATIENT N CLIENT [SCOPE]   N authorization codes for VERIFIER, one a line
 *   fault_tool lock  CONF PLAN MS          holds the writer's turn; - as PLAN: the state's
 *   fault_tool mail  CONF PLAN N           queues N mails
 */
#include "app/env.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/codec.h"
#include "fhir/pack.h"
#include "fhir/type_table.h"
#include "member/member.h"
#include "oauth/oauth.h"
#include "json/json.h"

#include <stdio.h>
#include <unistd.h>

/* RFC 7636, appendix B: the verifier that requests.mjs sends is the one of this challenge. */
#define CHALLENGE "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
#define PAGE 1000

typedef struct Call {
    Env env;
    const Plan *plan; /* NULL: the state */
    char **rest;
    int rest_count;
} Call;

/* ---- dump -------------------------------------------------------------------------------------- */

/* The member it belongs to, by name: compartments are numbered in the order they come. */
static void from_entries(Sql *q, const Call *call, const char *columns, const char *order)
{
    sql_text(q, columns);
    sql_text(q, " LEFT JOIN fhir_locator p ON p.plan = e.plan AND p.compartment = e.compartment"
                " AND p.compartment > 0 AND p.type = ");
    sql_bind_i64(q, type_by_name(STR("Patient"))->num);
    sql_text(q, " WHERE e.plan = ");
    sql_bind_i64(q, call->plan->num);
    sql_text(q, order);
}

static Str digest(Cx *cx, Str bytes)
{
    return hex_encode(cx, str_slice(sha256(cx, bytes), 0, 12));
}

/* The body's hash with the instant of lastUpdated blanked: its one part that a second load changes. */
static Str body_digest(Cx *cx, Str body)
{
    static const Str slot = STR_C("\"lastUpdated\":\"");
    char *copy = arena_alloc_raw(cx->mem, body.n + 1);
    memcpy(copy, body.p, body.n);
    for (size_t i = 0; i + slot.n + 24 <= body.n; i++)
        if (memcmp(copy + i, slot.p, slot.n) == 0) {
            memset(copy + i + slot.n, '0', 24);
            break;
        }
    return digest(cx, (Str){ copy, body.n });
}

static void print_row(Cx *row_cx, const DbRows *r, const Str *bytes)
{
    const TypeRow *type = type_by_num((uint16_t)db_i64(r, 0));
    const Str body = bytes ? body_digest(row_cx, *bytes) : STR("no body");
    (void)printf("%.*s/%.*s of %.*s v%lld deleted %lld labels %lld keys %.*s body %.*s\n",
                 STR_ARG(type->name), STR_ARG(db_str(r, 1)), STR_ARG(db_str(r, 2)),
                 (long long)db_i64(r, 3), (long long)db_i64(r, 4), (long long)db_i64(r, 5),
                 STR_ARG(digest(row_cx, db_blob(r, 6))), STR_ARG(body));
}

static void print_version(Cx *row_cx, const DbRows *r)
{
    const Str body = db_blob(r, 7);
    print_row(row_cx, r, db_is_null(r, 7) ? NULL : &body);
}

static void print_entry(Cx *row_cx, const DbRows *r)
{
    const Str pack = db_blob(r, 7);
    PackIter it = pack_iter(pack);
    Str body;
    print_row(row_cx, r, pack_find(pack, &it, db_i64(r, 8), &body) ? &body : NULL);
}

static void print_packed(Cx *row_cx, const DbRows *r)
{
    (void)row_cx;
    int64_t rid;
    Str body;
    for (PackIter it = pack_iter(db_blob(r, 0)); pack_next(&it, &rid, &body);)
        (void)puts("a body");
}

static Status print_rows(Cx *cx, DbTx *tx, Sql *q, void (*print)(Cx *, const DbRows *))
{
    DbRows *rows;
    Status st;
    Cx row_cx = { .mem = arena_new(1u << 20) };
    TRY(db_query(cx, tx, q, &rows));
    while (db_next(cx, rows, &st)) {
        print(&row_cx, rows);
        arena_reset(row_cx.mem);
    }
    arena_free(row_cx.mem);
    return st;
}

static Status print_count(Cx *cx, DbTx *tx, const Call *call, const char *name, const char *sql)
{
    DbRows *row;
    Sql *q = sql_new(cx);
    sql_text(q, sql);
    sql_bind_i64(q, call->plan->num);
    TRY(db_one(cx, tx, q, STR("count"), &row));
    (void)printf("count %s %lld\n", name, (long long)db_i64(row, 0));
    return ST_OK;
}

static void print_located(Cx *row_cx, const DbRows *r)
{
    (void)printf("at %.*s/%.*s hash %.*s\n", STR_ARG(type_by_num((uint16_t)db_i64(r, 0))->name),
                 STR_ARG(db_str(r, 1)), STR_ARG(hex_encode(row_cx, db_blob(r, 2))));
}

static Status print_tables(Cx *cx, DbTx *tx, const Call *call)
{
    Sql *q = sql_new(cx);
    from_entries(q, call,
                 "SELECT e.type, e.id, p.id, e.version, e.deleted, e.labels, e.keys, b.bytes,"
                 " e.rid FROM fhir_entry e LEFT JOIN fhir_body b ON b.plan = e.plan"
                 " AND b.compartment = e.compartment AND b.pack = e.pack",
                 " ORDER BY e.type, e.id, p.id");
    TRY(print_rows(cx, tx, q, print_entry));
    q = sql_new(cx);
    from_entries(q, call,
                 "SELECT e.type, e.id, p.id, e.version, e.deleted, e.labels, e.keys, e.bytes"
                 " FROM fhir_history e",
                 " ORDER BY e.type, e.id, p.id, e.version");
    TRY(print_rows(cx, tx, q, print_version));
    q = sql_new(cx);
    sql_text(q, "SELECT bytes FROM fhir_body WHERE plan = ");
    sql_bind_i64(q, call->plan->num);
    TRY(print_rows(cx, tx, q, print_packed));
    q = sql_new(cx);
    sql_text(q, "SELECT type, id, hash FROM fhir_locator WHERE plan = ");
    sql_bind_i64(q, call->plan->num);
    sql_text(q, " ORDER BY type, id");
    return print_rows(cx, tx, q, print_located);
}

static Status dump(Cx *cx, const Call *call)
{
    // clang-format off
    static const struct { const char *name, *sql; } counts[] = {
        {"dir_key",   "SELECT COUNT(*) FROM fhir_dir_key WHERE plan = "},
        {"pending",   "SELECT COUNT(*) FROM fhir_pending WHERE plan = "},
        {"roster",    "SELECT COUNT(*) FROM member_roster WHERE plan = "},
        {"person",    "SELECT COUNT(*) FROM member_person WHERE plan = "},
        {"dependent", "SELECT COUNT(*) FROM member_dependent WHERE plan = "},
        {"reference", "SELECT COUNT(*) FROM load_ref WHERE plan = "},
        {"file",      "SELECT COUNT(*) FROM load_file WHERE plan = "},
        {"lock",      "SELECT COUNT(*) FROM load_lock WHERE plan = "},
        {"job",       "SELECT COUNT(*) FROM load_job WHERE plan = "},
        {"lines",     "SELECT CAST(SUM(lines) AS BIGINT) FROM load_job WHERE plan = "},
        {"stored",    "SELECT CAST(SUM(stored) AS BIGINT) FROM load_job WHERE plan = "},
        {"rejected",  "SELECT CAST(SUM(rejected) AS BIGINT) FROM load_job WHERE plan = "},
    };
    // clang-format on
    DbTx *tx;
    TRY(db_read(cx, call->env.db, call->plan->num, &tx));
    TRY(print_tables(cx, tx, call));
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        TRY(print_count(cx, tx, call, counts[i].name, counts[i].sql));
    return ST_OK;
}

static Status loads(Cx *cx, const Call *call)
{
    DbTx *tx;
    TRY(db_read(cx, call->env.db, call->plan->num, &tx));
    return print_count(cx, tx, call, "ended",
                       "SELECT COUNT(*) FROM load_job WHERE state = 1 AND plan = ");
}

/* ---- audit ------------------------------------------------------------------------------------- */

static Status print_audited(Cx *cx, const AuditRow *row)
{
    JsonDoc *doc;
    TRY(json_parse(cx, row->record, &doc));
    const JsonVal *v = json_root(doc);
    const Str http = json_num(json_get(v, STR("http")));
    (void)printf("%.*s %.*s %.*s\n", STR_ARG(json_get_str(v, STR("request"))), STR_ARG(row->kind),
                 STR_ARG(http.n ? http : STR("0")));
    return ST_OK;
}

static Status audit_page(Cx *cx, const Call *call, int64_t *seq, size_t *count)
{
    DbTx *tx;
    AuditRow *rows;
    TRY(db_read(cx, call->env.db, DB_STATE, &tx));
    TRY(audit_rows(cx, tx, call->plan->num, *seq, PAGE, &rows, count));
    for (size_t i = 0; i < *count; i++) {
        TRY(print_audited(cx, &rows[i]));
        *seq = rows[i].seq + 1;
    }
    return ST_OK;
}

static Status audit(Cx *cx, const Call *call)
{
    size_t count;
    int64_t seq = 1;
    Status st;
    Cx page = { .mem = arena_new(1u << 20), .now_ms = cx->now_ms };
    do {
        st = audit_page(&page, call, &seq, &count);
        arena_reset(page.mem);
    } while (st == ST_OK && count > 0);
    arena_free(page.mem);
    return st == ST_OK ? ST_OK : fail(cx, st, STR("audit"), "cannot be read");
}

/* ---- codes ------------------------------------------------------------------------------------- */

static Str percent(Cx *cx, Str s)
{
    Buf *b = buf_new(cx, 4096);
    buf_percent(b, s);
    return buf_str(b);
}

static Status code_one(Cx *cx, DbTx *tx, const Keys *keys, const OauthPlan *plan, Str client,
                       Str patient, int64_t compartment, Str scope)
{
    HttpForm form;
    OauthApproved done;
    OauthAuthorized asked;
    OauthTransaction t;
    OauthClient c;
    TRY(oauth_client_find(cx, tx, plan->num, client, &c));
    const Str text = arena_printf(
        cx->mem,
        "response_type=code&client_id=%.*s&redirect_uri=%.*s&scope=%.*s&state=s&aud=%.*s"
        "&code_challenge=" CHALLENGE "&code_challenge_method=S256",
        STR_ARG(client), STR_ARG(percent(cx, c.redirect_uris[0])), STR_ARG(percent(cx, scope)),
        STR_ARG(percent(cx, plan->fhir_base)));
    TRY(http_form_parse(cx, text, &form));
    TRY(oauth_authorize(cx, tx, plan, &form, STR("b"), &asked));
    const Str handle = asked.handle;
    TRY(oauth_transaction_signed_in(cx, tx, plan->num, handle, STR("acc1"), cx->now_ms));
    TRY(oauth_transaction_choose(cx, tx, plan->num, handle, patient));
    TRY(oauth_transaction_find(cx, tx, plan->num, handle, &t));
    const OauthApproval yes = { .account = STR("acc1"),
                                .actor_relation = STR("self"),
                                .patient = patient,
                                .compartment = compartment,
                                .scope = t.scope,
                                .when_lo_ms = INT64_MIN,
                                .keys = keys,
                                .text = STR("Everything."),
                                .lang = STR("en"),
                                .peer = STR("127.0.0.1") };
    TRY(oauth_approve(cx, tx, plan, handle, &yes, &done));
    TRY(http_form_parse(cx, str_from(done.redirect, str_find(done.redirect, '?') + 1), &form));
    (void)printf("%.*s\n", STR_ARG(http_form_get(&form, STR("code"))));
    return ST_OK;
}

/* The account that the codes are for, and that it acts for the patient: a renewal looks again (T29). */
static Status acc1_put(Cx *cx, DbTx *tx, int64_t plan, Str patient)
{
    const int64_t times[] = { cx->now_ms, cx->now_ms };
    Sql *q = sql_new(cx);
    sql_text(
        q, "INSERT INTO member_account (state, plan, created_ms, updated_ms, id, lang, email_index,"
           " sealed) VALUES (1, ");
    sql_bind_i64(q, plan);
    sql_text(q, ", ");
    sql_bind_list(q, times, 2);
    sql_text(q, ", ");
    sql_bind_str(q, STR("acc1"));
    sql_text(q, ", ");
    sql_bind_str(q, STR("en"));
    sql_text(q, ", ");
    sql_bind_blob(q, STR("acc1"));
    sql_text(q, ", ");
    sql_bind_blob(q, STR("nobody reads it"));
    sql_text(q, ") ON CONFLICT (plan, id) DO NOTHING");
    TRY(db_exec(cx, tx, q, NULL));
    q = sql_new(cx);
    sql_text(
        q,
        "INSERT INTO member_relation (plan, valid_from_ms, created_ms, account, patient, relation,"
        " basis) VALUES (");
    sql_bind_i64(q, plan);
    sql_text(q, ", ");
    sql_bind_list(q, times, 2);
    sql_text(q, ", ");
    sql_bind_str(q, STR("acc1"));
    sql_text(q, ", ");
    sql_bind_str(q, patient);
    sql_text(q, ", ");
    sql_bind_str(q, STR("self"));
    sql_text(q, ", ");
    sql_bind_str(q, STR("details"));
    sql_text(q, ") ON CONFLICT (plan, account, patient) DO NOTHING");
    return db_exec(cx, tx, q, NULL);
}

static Status codes(Cx *cx, const Call *call)
{
    DbTx *tx;
    int64_t compartment, n;
    const Plan *p = call->plan;
    if (call->rest_count < 3 || !str_to_i64(str_of(call->rest[1]), &n))
        return fail(cx, ST_INVALID, STR("codes"), "PATIENT N CLIENT [SCOPE]");
    const Str scope = call->rest_count > 3 ? str_of(call->rest[3])
                                           : STR("patient/*.rs offline_access launch/patient");
    TRY(db_read(cx, call->env.db, p->num, &tx));
    TRY(roster_compartment(cx, tx, p->num, str_of(call->rest[0]), &compartment));
    db_end(tx);
    const OauthPlan plan = {
        .num = p->num, .id = p->id, .issuer = p->issuer, .fhir_base = p->fhir_base, .sandbox = true
    };
    TRY(db_write(cx, call->env.db, DB_STATE, &tx));
    TRY(acc1_put(cx, tx, p->num, str_of(call->rest[0])));
    for (int64_t i = 0; i < n; i++)
        TRY(code_one(cx, tx, call->env.keys, &plan, str_of(call->rest[2]), str_of(call->rest[0]),
                     compartment, scope));
    return db_commit(cx, tx);
}

/* ---- lock, mail -------------------------------------------------------------------------------- */

static Status lock(Cx *cx, const Call *call)
{
    DbTx *tx;
    int64_t ms;
    if (call->rest_count != 1 || !str_to_i64(str_of(call->rest[0]), &ms))
        return fail(cx, ST_INVALID, STR("lock"), "MS");
    TRY(db_write(cx, call->env.db, call->plan ? call->plan->num : DB_STATE, &tx));
    (void)printf("locked\n");
    (void)fflush(stdout);
    (void)usleep((useconds_t)ms * 1000);
    db_end(tx);
    return ST_OK;
}

static Status mail(Cx *cx, const Call *call)
{
    DbTx *tx;
    int64_t n;
    if (call->rest_count != 1 || !str_to_i64(str_of(call->rest[0]), &n))
        return fail(cx, ST_INVALID, STR("mail"), "N");
    TRY(db_write(cx, call->env.db, DB_STATE, &tx));
    for (int64_t i = 0; i < n; i++) {
        const OutboxMail m = { .kind = STR("code"),
                               .to = arena_printf(cx->mem, "member%lld@example.org", (long long)i),
                               .subject = STR("A code"),
                               .text = STR("123456"),
                               .html = STR("<p>123456</p>"),
                               .lang = STR("en"),
                               .expires_ms = cx->now_ms + 600000 };
        TRY(outbox_put(cx, tx, call->env.keys, call->plan->num, &m));
    }
    return db_commit(cx, tx);
}

/* ---- main -------------------------------------------------------------------------------------- */

static const struct {
    Str name;
    Status (*run)(Cx *cx, const Call *call);
} commands_of[] = {
    { STR_C("audit"), audit }, { STR_C("codes"), codes }, { STR_C("dump"), dump },
    { STR_C("loads"), loads }, { STR_C("lock"), lock },   { STR_C("mail"), mail },
};

static Status run(Cx *cx, int argc, char **argv)
{
    Call call = { .rest = argv + 4, .rest_count = argc - 4 };
    if (argc < 4)
        return fail(cx, ST_INVALID, STR("fault_tool"), "COMMAND CONF PLAN …");
    TRY(env_open(cx, str_of(argv[2]), &call.env));
    if (!str_eq(str_of(argv[3]), STR("-")))
        TRY(env_plan(cx, &call.env, str_of(argv[3]), &call.plan));
    for (size_t i = 0; i < sizeof commands_of / sizeof *commands_of; i++)
        if (str_eq(commands_of[i].name, str_of(argv[1])))
            return commands_of[i].run(cx, &call);
    return fail(cx, ST_INVALID, str_of(argv[1]), "no such command");
}

int main(int argc, char **argv)
{
    Cx cx = { .mem = arena_new(1 << 16), .now_ms = clock_now_ms() };
    const Status st = run(&cx, argc, argv);
    if (st != ST_OK)
        (void)fprintf(stderr, "fault_tool: %.*s: %.*s\n", STR_ARG(cx.fault.where),
                      STR_ARG(cx.fault.detail));
    arena_free(cx.mem);
    return st == ST_OK ? 0 : 1;
}

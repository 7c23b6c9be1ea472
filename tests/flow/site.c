/* The program under test: its folder, plans, apps, loads, tokens, clock, mail. */
#include "tests/flow/flow.h"

#include "app/recheck.h"
#include "base/buf.h"
#include "base/codec.h"
#include "base/date.h"
#include "load/load.h"
#include "load/relabel.h"
#include "member/member.h"
#include "tests/unit/jose/made.h"
#include "web/remind.h"
#include "web/staff.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

#define MAIL_BYTES (256u << 10)
#define LOAD_PATHS 32

#define DEFAULT_PLAN                                                                               \
    "name = Demo Health Plan\nsandbox = yes\nlanguages = en es\ntime_zone = UTC\n"                 \
    "match = first last birth_date member_id zip\n"                                                \
    "services_phone = 1-800-555-0100\n"                                                            \
    "services_email = help@plan.example\n"

static bool file_write(Flow *f, Str path, Str text)
{
    FILE *file = fopen(arena_dup(f->cx->mem, path).p, "w");
    if (!file)
        return flow_fail(f, "cannot write %.*s", STR_ARG(path));
    (void)fwrite(text.p, 1, text.n, file);
    return fclose(file) == 0 || flow_fail(f, "cannot write %.*s", STR_ARG(path));
}

static Str in_dir(const Flow *f, const char *name)
{
    return arena_printf(f->cx->mem, "%.*s/%s", STR_ARG(f->dir), name);
}

static bool plan_write(Flow *f, Str id, const char *name, Str ini)
{
    (void)mkdir(in_dir(f, "plans").p, 0700);
    const Str dir = arena_printf(f->cx->mem, "%.*s/plans/%.*s", STR_ARG(f->dir), STR_ARG(id));
    (void)mkdir(dir.p, 0700);
    return file_write(f, arena_join(f->cx->mem, dir, STR("/"), str_of(name)), ini);
}

/* Below a plan each line is one of its file, without the indent; deeper lines go on. */
static bool plan_file(Flow *f, const FlowStep *s, const char *name)
{
    Buf *b = buf_new(f->cx, 65536);
    Str rest = s->lines;
    Str line;
    if (f->wired && !plans_find(f->env.plans, s->rest))
        return flow_fail(f, "plans come before the first step that needs the program");
    while (str_split(&rest, '\n', &line)) {
        if (str_starts(line, STR("    "))) /* deeper: a value that goes on */
            buf_put(b, STR("  "));
        buf_put(b, str_trim(line));
        buf_char(b, '\n');
    }
    flow_set(f, STR("plan"), s->rest);
    return plan_write(f, s->rest, name, buf_str(b));
}

bool step_plan(Flow *f, const FlowStep *s)
{
    return plan_file(f, s, "plan.ini");
}

/* What the plan says in its own words; after its plan.ini. */
bool step_texts(Flow *f, const FlowStep *s)
{
    return plan_file(f, s, "texts.ini");
}

/* Its list of what a parent may share of an older child; after its plan.ini. */
bool step_minors(Flow *f, const FlowStep *s)
{
    return plan_file(f, s, "minors.csv");
}

static int64_t flow_now(void *flow)
{
    return ((const Flow *)flow)->now_ms;
}

static bool conf_write(Flow *f)
{
    (void)mkdir(in_dir(f, "mail").p, 0700);
    return file_write(f, in_dir(f, "postern.ini"),
                      arena_printf(f->cx->mem,
                                   "[server]\nlisten = 127.0.0.1:0\nbase_url = " FLOW_BASE "\n"
                                   "[store]\nurl = %.*s\n[mail]\nurl = file:%.*s/mail\n"
                                   "from = no-reply@plan.example\n[plans]\ndir = plans\n"
                                   "[keys]\ndir = keys\n[audit]\ndir = audit\n",
                                   STR_ARG(f->store_url), STR_ARG(f->dir)));
}

static Status labels_begin(Cx *cx, const Env *env)
{
    for (size_t i = 0; i < plans_count(env->plans); i++) {
        RelabelSpec spec = { .db = env->db, .plan = plans_at(env->plans, i)->num };
        TRY(env_rules(cx, plans_at(env->plans, i), &spec.rules));
        TRY(relabel_start(cx, &spec));
    }
    return ST_OK;
}

bool site_need(Flow *f)
{
    if (f->wired)
        return true;
    Cx *cx = flow_cx(f);
    struct stat st;
    if (stat(in_dir(f, "plans").p, &st) != 0 &&
        !plan_write(f, STR("demo"), "plan.ini", STR(DEFAULT_PLAN)))
        return false;
    if (!conf_write(f))
        return false;
    f->site.now_ms = f->now_ms;
    if (stat(in_dir(f, "keys").p, &st) != 0 && made_put(cx, in_dir(f, "keys")) != ST_OK)
        return flow_fail_cx(f, "the tests have no key");
    if (env_open(&f->site, in_dir(f, "postern.ini"), &f->env) != ST_OK ||
        wire_open(&f->site, &f->env, &f->wired) != ST_OK) {
        cx->fault = f->site.fault;
        f->wired = NULL;
        return flow_fail_cx(f, "the program does not start");
    }
    if (labels_begin(&f->site, &f->env) != ST_OK)
        return flow_fail(f, "the plan's labels do not begin");
    f->wired->web.now = flow_now;
    f->wired->web.clock = f;
    return true;
}

bool step_restart(Flow *f, const FlowStep *s)
{
    (void)s;
    f->wired = NULL;
    arena_free(f->site.mem);
    f->site = (Cx){ .mem = arena_new(1 << 16) };
    return site_need(f);
}

bool step_another(Flow *f, const FlowStep *s)
{
    Env env;
    Cx cx = { .mem = arena_new(1 << 16), .now_ms = f->now_ms };
    (void)s;
    const bool begun =
        env_open(&cx, in_dir(f, "postern.ini"), &env) == ST_OK && labels_begin(&cx, &env) == ST_OK;
    arena_free(cx.mem);
    return begun || flow_fail(f, "the other node does not begin");
}

static bool plan_of(Flow *f, const Plan **out)
{
    *out = plans_find(f->env.plans, flow_get(f, STR("plan")));
    return *out || flow_fail(f, "no such plan");
}

bool step_recheck(Flow *f, const FlowStep *s)
{
    const Plan *plan;
    (void)s;
    if (!site_need(f) || !plan_of(f, &plan))
        return false;
    return recheck_plan(flow_cx(f), &f->wired->web, plan, false) || flow_fail(f, "recheck");
}

bool step_remind(Flow *f, const FlowStep *s)
{
    const Plan *plan;
    (void)s;
    if (!site_need(f) || !plan_of(f, &plan))
        return false;
    return web_remind(flow_cx(f), &f->wired->web, plan) == ST_OK || flow_fail_cx(f, "remind");
}

static Str below(const FlowStep *s, Str name)
{
    Str rest = s->lines;
    Str line;
    while (str_split(&rest, '\n', &line)) {
        const size_t eq = str_find(line, '=');
        if (eq < line.n && str_eq(str_trim(str_slice(line, 0, eq)), name))
            return str_trim(str_from(line, eq + 1));
    }
    return STR("");
}

bool step_app(Flow *f, const FlowStep *s)
{
    const Plan *plan;
    if (!site_need(f) || !plan_of(f, &plan))
        return false;
    Cx *cx = flow_cx(f);
    const Str uri = below(s, STR("redirect_uri"));
    const Str scope = below(s, STR("scope"));
    const Str status = below(s, STR("status"));
    const Str name = below(s, STR("name"));
    const bool confidential = str_eq(below(s, STR("confidential")), STR("yes"));
    const OauthClientNew in = {
        .client_id = below(s, STR("client_id")),
        .name = name.n ? name : s->rest,
        .confidential = confidential,
        .auth_method = confidential ? STR("client_secret_basic") : STR("none"),
        .redirect_uris = &uri,
        .redirect_count = 1,
        .scope = scope.n ? scope
                         : STR("openid fhirUser launch/patient offline_access patient/*.rs "
                               "patient/*.read"),
        .developer = STR("Acme Apps"),
        .website = STR("https://app.example"),
        .privacy_url = STR("https://app.example/privacy"),
        .support_email = STR("support@app.example"),
        .status = status.n ? status : STR("sandbox"),
    };
    DbTx *tx;
    Str id;
    Str secret;
    if (db_write(cx, f->env.db, DB_STATE, &tx) != ST_OK)
        return flow_fail_cx(f, "app");
    if (oauth_client_add(cx, tx, f->env.keys, plan->num, &in, &id, &secret) != ST_OK ||
        db_commit(cx, tx) != ST_OK) {
        db_end(tx);
        return flow_fail_cx(f, "app");
    }
    flow_set(f, s->rest, id);
    flow_set(f, arena_join(cx->mem, s->rest, STR("_secret"), STR("")), secret);
    return true;
}

#define AUDIT_ROWS 1000

static Status audit_read(Cx *cx, const Web *web, int64_t plan, Str *records)
{
    DbTx *tx;
    AuditRow *rows;
    size_t n;
    Buf *b = buf_new(cx, LIMIT_BUNDLE);
    TRY(audit_seal_now(cx, web->audit));
    TRY(db_read(cx, web->db, DB_STATE, &tx));
    const Status st = audit_rows(cx, tx, plan, 1, AUDIT_ROWS, &rows, &n);
    db_end(tx);
    TRY(st);
    for (size_t i = 0; i < n; i++) {
        buf_put(b, rows[i].record);
        buf_char(b, '\n');
    }
    *records = buf_str(b);
    return buf_status(cx, b, STR("audit"));
}

bool site_audit(Flow *f, Str *records)
{
    const Plan *plan;
    if (!site_need(f) || !plan_of(f, &plan))
        return false;
    return audit_read(flow_cx(f), &f->wired->web, plan->num, records) == ST_OK ||
           flow_fail_cx(f, "audit");
}

/* A register of representatives, its lines below by numbers; id: what became of it, as "given/waits/same/less/ended/over/
 * rejected/wrong". */
static Status staff_load(Cx *cx, const Staff *staff, const FlowStep *s, Str verb, Str *id)
{
    StaffRegister r;
    Str csv = STR("patient,basis,first,last,email,evidence,from,until,limits,lang\n");
    for (int i = 1; i < 10; i++) {
        const Str line = below(s, arena_printf(cx->mem, "%d", i));
        if (line.n)
            csv = arena_join(cx->mem, csv, line, STR("\n"));
    }
    TRY(str_eq(verb, STR("load")) ? staff_register_load(cx, staff, csv, &r)
                                  : staff_register_approve(cx, staff, csv, &r));
    *id = arena_printf(cx->mem, "%zu/%zu/%zu/%zu/%zu/%zu/%zu/%zu", r.given, r.waits, r.same, r.less,
                       r.ended, r.over, r.rejected, r.wrong);
    return ST_OK;
}

/* id: the account of the newest. */
static Status staff_list(Cx *cx, const Staff *staff, Str patient, Str *id)
{
    Mandate *all;
    size_t count;
    TRY(staff_mandate_list(cx, staff, patient, &all, &count));
    *id = count ? all[0].account : STR("");
    return ST_OK;
}

/* One call of the plan's people, in a Cx of its own: one that fails leaves no transaction open. */
static Status staff_run(Cx *cx, const Staff *staff, const FlowStep *s, Str verb, Str *id)
{
    Mandate m = { .patient = below(s, STR("patient")),
                  .email = below(s, STR("email")),
                  .first = below(s, STR("first")),
                  .last = below(s, STR("last")),
                  .basis = below(s, STR("basis")),
                  .evidence = STR("cabinet 4"),
                  .lang = below(s, STR("lang")),
                  .limits = below(s, STR("limits")).n ? MEMBER_LIMIT_SENSITIVE : 0,
                  .from_ms = cx->now_ms };
    DateRange day;
    size_t count;
    if (date_parse_day(below(s, STR("from")), &day))
        m.from_ms = day.lo_ms;
    if (date_parse_day(below(s, STR("until")), &day))
        m.until_ms = day.hi_ms;
    if (str_eq(verb, STR("add")))
        return staff_mandate_ask(cx, staff, &m, id);
    if (str_eq(verb, STR("approve")))
        return staff_mandate_approve(cx, staff, below(s, STR("id")), m.email, &m);
    if (str_eq(verb, STR("end")))
        return staff_mandate_end(cx, staff, below(s, STR("id")), &m);
    if (str_eq(verb, STR("list")))
        return staff_list(cx, staff, m.patient, id);
    if (str_eq(verb, STR("emancipate")))
        return staff_emancipate(cx, staff, m.patient, below(s, STR("not")).n == 0);
    if (str_eq(verb, STR("emancipate-approve")))
        return staff_emancipate_approve(cx, staff, m.patient, &(bool){ false });
    if (str_starts(verb, STR("load")))
        return staff_load(cx, staff, s, verb, id);
    if (str_eq(verb, STR("block")))
        return staff_block(cx, staff, m.patient, below(s, STR("who")), &count);
    if (str_eq(verb, STR("unblock")))
        return staff_unblock(cx, staff, m.patient, below(s, STR("who")));
    const StaffAccount whose = { below(s, STR("account")), m.patient };
    Recovery r = { .id = below(s, STR("id")) };
    if (str_eq(verb, STR("recover"))) {
        TRY(staff_recover(cx, staff, &whose, m.email, &r));
        *id = r.id;
        return ST_OK;
    }
    if (str_eq(verb, STR("recover-approve")))
        return staff_recover_approve(cx, staff, r.id, &r);
    if (str_eq(verb, STR("recover-end")))
        return staff_recover_end(cx, staff, r.id, &r);
    if (str_eq(verb, STR("unlock")))
        return staff_unlock(cx, staff, &whose);
    return staff_due(cx, staff);
}

bool step_staff(Flow *f, const FlowStep *s)
{
    const Plan *plan;
    Str rest = s->rest;
    Str id = STR("");
    if (!site_need(f) || !plan_of(f, &plan))
        return false;
    const Str verb = flow_word(&rest);
    const Web *web = &f->wired->web;
    const Staff staff = { .db = web->db,
                          .keys = web->keys,
                          .audit = web->audit,
                          .plan = plan,
                          .base_url = web->base_url,
                          .command = verb,
                          .by = below(s, STR("by")),
                          .reason = below(s, STR("reason")) };
    Cx cx = { .mem = arena_new(1 << 14), .now_ms = f->now_ms };
    const Status st = staff_run(&cx, &staff, s, verb, &id);
    const Str name = str_trim(rest);
    const Str said = status_row(st)->name;
    const Str fails = below(s, STR("fails"));
    if (st == ST_OK && name.n)
        flow_set(f, name, id);
    arena_free(cx.mem);
    return str_eq(said, fails.n ? fails : status_row(ST_OK)->name) ||
           flow_fail(f, "staff: %.*s", STR_ARG(said));
}

bool step_invite(Flow *f, const FlowStep *s)
{
    const Plan *plan;
    if (!site_need(f) || !plan_of(f, &plan))
        return false;
    Cx *cx = flow_cx(f);
    const Str uses = below(s, STR("uses"));
    const OauthInitialNew in = { .scope = below(s, STR("scope")),
                                 .developer = STR("Acme Apps"),
                                 .approved = str_eq(below(s, STR("approved")), STR("yes")),
                                 .uses = uses.n == 1 ? uses.p[0] - '0' : 1,
                                 .ttl_ms = DAY_MS };
    DbTx *tx;
    Str token;
    Str id;
    if (db_write(cx, f->env.db, DB_STATE, &tx) != ST_OK)
        return flow_fail_cx(f, "invite");
    if (oauth_initial_add(cx, tx, plan->num, &in, &token, &id) != ST_OK ||
        db_commit(cx, tx) != ST_OK) {
        db_end(tx);
        return flow_fail_cx(f, "invite");
    }
    flow_set(f, s->rest, token);
    return true;
}

/* The flow's time for a load, which asks without an argument; set before it begins. */
static int64_t load_at_ms;

static int64_t load_clock_ms(void)
{
    return load_at_ms;
}

bool step_load(Flow *f, const FlowStep *s)
{
    const Plan *plan;
    Str paths[LOAD_PATHS];
    size_t n = 0;
    Str rest = s->rest;
    if (!site_need(f) || !plan_of(f, &plan))
        return false;
    while (rest.n && n < LOAD_PATHS)
        paths[n++] = flow_word(&rest);
    Cx *cx = flow_cx(f);
    LoadReport report;
    load_at_ms = f->now_ms;
    RecordRules rules;
    if (env_rules(cx, plan, &rules) != ST_OK)
        return false;
    const LoadSpec spec = { .db = f->env.db,
                            .keys = f->env.keys,
                            .plan = plan->num,
                            .plan_id = plan->id,
                            .rules = rules,
                            .paths = paths,
                            .path_count = n,
                            .rejects_dir = f->dir,
                            .threads = 1,
                            .clock_ms = load_clock_ms };
    if (load_run(cx, &spec, &report) != ST_OK)
        return flow_fail_cx(f, "load");
    Web web = { .db = f->env.db, .keys = f->env.keys, .audit = f->wired->web.audit };
    if (!below(s, STR("killed")).n && !recheck_plan(cx, &web, plan, false))
        return flow_fail(f, "the load's last step failed");
    flow_set(f, STR("created"), arena_printf(cx->mem, "%lld", (long long)report.counts.created));
    flow_set(f, STR("rejected"), arena_printf(cx->mem, "%lld", (long long)report.counts.rejected));
    return true;
}

/* What its grant keeps back, for a token that nobody was asked about. */
static Status token_limits(Cx *cx, DbTx *tx, int64_t plan, const FlowStep *s)
{
    uint64_t shared;
    DateRange since = { DATE_MIN, DATE_MAX };
    TRY(label_words(cx, below(s, STR("shared")), &shared));
    if (below(s, STR("since")).n)
        TRY(date_range(cx, below(s, STR("since")), STR("since"), &since));
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE oauth_grant SET labels_shared = ");
    sql_bind_i64(q, (int64_t)shared);
    sql_text(q, ", when_lo_ms = ");
    sql_bind_i64(q, since.lo_ms);
    sql_text(q, ", relation = ");
    sql_bind_str(q, below(s, STR("relation")).n ? below(s, STR("relation")) : STR("self"));
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND num = (SELECT max(num) FROM oauth_grant WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, ")");
    return db_exec(cx, tx, q, NULL);
}

bool step_token(Flow *f, const FlowStep *s)
{
    const Plan *plan;
    Str scope = s->rest;
    const Str name = flow_word(&scope);
    const Str patient = flow_word(&scope);
    if (!site_need(f) || !plan_of(f, &plan))
        return false;
    Cx *cx = flow_cx(f);
    const OauthPlan oauth = { .num = plan->num,
                              .id = plan->id,
                              .issuer = plan->issuer,
                              .fhir_base = plan->fhir_base,
                              .sandbox = true };
    DbTx *tx;
    int64_t compartment;
    Str token;
    if (db_read(cx, f->env.db, plan->num, &tx) != ST_OK)
        return flow_fail_cx(f, "token");
    const Status found = roster_compartment(cx, tx, plan->num, patient, &compartment);
    db_end(tx);
    if (found != ST_OK || db_write(cx, f->env.db, DB_STATE, &tx) != ST_OK)
        return flow_fail_cx(f, "token");
    if (oauth_token_direct(cx, tx, &oauth, patient, compartment, scope, 0, 3600, &token) != ST_OK ||
        (s->lines.n && token_limits(cx, tx, plan->num, s) != ST_OK) || db_commit(cx, tx) != ST_OK) {
        db_end(tx);
        return flow_fail_cx(f, "token");
    }
    flow_set(f, name, token);
    return true;
}

static int64_t unit_ms(Str unit)
{
    static const struct {
        Str name;
        int64_t ms;
    } units[] = { { STR_C("ms"), 1 },
                  { STR_C("s"), 1000 },
                  { STR_C("m"), 60000 },
                  { STR_C("h"), 3600000 },
                  { STR_C("d"), 86400000 } };
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (str_eq(units[i].name, unit))
            return units[i].ms;
    return 0;
}

bool step_clock(Flow *f, const FlowStep *s)
{
    const bool back = str_starts(s->rest, STR("-"));
    DateRange at;
    if (!back && !str_starts(s->rest, STR("+"))) {
        if (!date_parse(s->rest, &at))
            return flow_fail(f, "not a time");
        f->now_ms = at.lo_ms;
        return true;
    }
    size_t digits = 1;
    while (digits < s->rest.n && s->rest.p[digits] >= '0' && s->rest.p[digits] <= '9')
        digits++;
    uint64_t n;
    const int64_t unit = unit_ms(str_from(s->rest, digits));
    if (!str_to_u64(str_slice(s->rest, 1, digits), &n) || unit == 0)
        return flow_fail(f, "a time is +10m, -5s or an instant");
    f->now_ms += (back ? -1 : 1) * (int64_t)n * unit;
    return true;
}

/* ---- mail ------------------------------------------------------------------------------------------ */

static Str mail_read(Flow *f, const char *path)
{
    char *p = arena_alloc(f->cx->mem, MAIL_BYTES);
    FILE *file = fopen(path, "rb");
    const size_t n = file ? fread(p, 1, MAIL_BYTES, file) : 0;
    if (file)
        (void)fclose(file);
    return (Str){ p, n };
}

/* Soft line breaks and =XX of quoted-printable undone all over: good enough to look for words. */
static Str mail_decode(Flow *f, Str raw)
{
    char *p = arena_alloc(f->cx->mem, raw.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < raw.n; i++) {
        Cx *cx = flow_cx(f);
        Str byte;
        if (raw.p[i] == '\r')
            continue;
        if (raw.p[i] == '=' && i + 2 < raw.n) {
            if (raw.p[i + 1] == '\r' && raw.p[i + 2] == '\n') {
                i += 2;
                continue;
            }
            if (hex_decode(cx, str_slice(raw, i + 1, i + 3), STR("mail"), &byte) == ST_OK) {
                p[n++] = byte.p[0];
                i += 2;
                continue;
            }
        }
        p[n++] = raw.p[i];
    }
    return (Str){ p, n };
}

static bool mail_is_to(Str mail, Str to)
{
    Str line;
    while (str_split(&mail, '\n', &line) && str_trim(line).n)
        if (str_starts(line, STR("To:")) && str_contains(line, to))
            return true;
    return false;
}

static int is_mail(const struct dirent *e)
{
    return str_ends(str_of(e->d_name), STR(".eml"));
}

static bool newer(const struct stat *a, const struct stat *b)
{
    return a->st_mtim.tv_sec != b->st_mtim.tv_sec ? a->st_mtim.tv_sec > b->st_mtim.tv_sec
                                                  : a->st_mtim.tv_nsec > b->st_mtim.tv_nsec;
}

static bool mail_newest(Flow *f, Str to, Str *text)
{
    struct dirent **names;
    struct stat best = { 0 };
    bool found = false;
    const Str dir = in_dir(f, "mail");
    const int n = scandir(dir.p, &names, is_mail, alphasort);
    for (int i = 0; i < n; i++) {
        const Str path = arena_printf(f->cx->mem, "%.*s/%s", STR_ARG(dir), names[i]->d_name);
        const Str mail = mail_decode(f, mail_read(f, path.p));
        struct stat st;
        if (mail_is_to(mail, to) && stat(path.p, &st) == 0 && (!found || !newer(&best, &st))) {
            /* What one round sent may bear one date: all of it is looked at. */
            const bool together = found && !newer(&st, &best);
            *text = together ? arena_join(f->cx->mem, *text, STR("\n"), mail) : mail;
            best = st;
            found = true;
        }
        free(names[i]);
    }
    if (n >= 0)
        free(names);
    return found;
}

/* Files are dated by a clock of a few milliseconds' steps: what comes now shall be newer than what is there. */
static void mail_date_pass(const Flow *f)
{
    struct timespec now;
    struct dirent **names;
    struct stat last = { 0 }, st;
    const Str dir = in_dir(f, "mail");
    const int n = scandir(dir.p, &names, is_mail, alphasort);
    for (int i = 0; i < n; i++) {
        const Str path = arena_printf(f->cx->mem, "%.*s/%s", STR_ARG(dir), names[i]->d_name);
        if (stat(path.p, &st) == 0 && newer(&st, &last))
            last = st;
        free(names[i]);
    }
    if (n >= 0)
        free(names);
    do {
        (void)clock_gettime(CLOCK_REALTIME_COARSE, &now);
        st.st_mtim = now;
    } while (!newer(&st, &last));
}

bool site_mail(Flow *f, Str to, Str *text)
{
    if (!site_need(f))
        return false;
    mail_date_pass(f);
    size_t sent;
    const OutboxConf conf = { .db = f->env.db,
                              .keys = f->env.keys,
                              .mail_url = f->wired->web.mail_url,
                              .from = f->wired->web.mail_from,
                              .now_ms = flow_now,
                              .user = f };
    if (outbox_round(flow_cx(f), &conf, &sent) != ST_OK)
        return flow_fail_cx(f, "outbox");
    return mail_newest(f, to, text);
}

#include "tests/unit/member/help.h"

#include "net/net.h"
#include "tests/unit/jose/made.h"

#include <dirent.h>
#include <pthread.h>
#include <stdio.h>

static Keys *keys_once;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static Cx keys_cx;

static void keys_make(void)
{
    keys_cx.mem = arena_new(1 << 16);
    if (made_open(&keys_cx, test_dir(), &keys_once) != ST_OK)
        abort();
}

const Keys *help_keys(void)
{
    (void)pthread_once(&once, keys_make);
    return keys_once;
}

MemberPlan help_plan(void)
{
    return (MemberPlan){ .num = PLAN,
                         .id = STR("demo"),
                         .name = STR("Demo Plan"),
                         .services = STR("1-800-555-0100"),
                         .mail_from = STR(""),
                         .match = 31 };
}

RosterPerson help_person(const char *patient, const char *first, const char *last, const char *born,
                         const char *id, const char *zip)
{
    Arena *m = test_cx()->mem;
    Str *s = ARENA_ARRAY(m, Str, 4);
    s[0] = str_of(first);
    s[1] = str_of(last);
    s[2] = str_of(id);
    s[3] = str_of(zip);
    return (RosterPerson){ .patient = str_of(patient),
                           .has_details = true,
                           .firsts = s,
                           .first_count = 1,
                           .lasts = s + 1,
                           .last_count = 1,
                           .member_ids = s + 2,
                           .member_id_count = 1,
                           .zips = s + 3,
                           .zip_count = 1,
                           .birth_date = str_of(born) };
}

void help_roster(Cx *cx, Db *db, const RosterPerson *p)
{
    DbTx *tx;
    CHECK_OK(cx, db_write(cx, db, PLAN, &tx));
    CHECK_OK(cx, roster_put(cx, tx, help_keys(), PLAN, p));
    CHECK_OK(cx, db_commit(cx, tx));
}

MemberDetails help_details(const char *first, const char *last, const char *born, const char *id,
                           const char *zip)
{
    return (MemberDetails){ str_of(first), str_of(last), str_of(born), str_of(id), str_of(zip) };
}

Status help_match(Cx *cx, Db *db, const MemberDetails *d, Str *patient)
{
    DbTx *tx;
    const MemberPlan plan = help_plan();
    CHECK_OK(cx, db_read(cx, db, PLAN, &tx));
    MemberMatch m;
    const Status st = member_match(cx, tx, help_keys(), &plan, d, &m);
    *patient = m.patient;
    db_end(tx);
    return st;
}

DbTx *help_write(Cx *cx, Db *db)
{
    DbTx *tx;
    CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
    return tx;
}

void help_commit(Cx *cx, DbTx *tx)
{
    CHECK_OK(cx, db_commit(cx, tx));
}

MemberSession help_session(Cx *cx, Db *db)
{
    MemberSession s;
    DbTx *tx = help_write(cx, db);
    CHECK_OK(cx, session_start(cx, tx, help_keys(), PLAN, STR("en"), &s));
    help_commit(cx, tx);
    return s;
}

MemberSession help_matched(Cx *cx, Db *db, const char *patient)
{
    MemberSession s = help_session(cx, db);
    DbTx *tx = help_write(cx, db);
    CHECK_OK(cx, session_matched(cx, tx, help_keys(), PLAN, s.id, str_of(patient)));
    help_commit(cx, tx);
    s.matched = str_of(patient);
    return s;
}

Status help_send(Cx *cx, Db *db, CodePurpose purpose, const MemberSession *s, const char *email)
{
    const MemberPlan plan = help_plan();
    const RosterContacts none = { .count = 0 };
    const CodeRequest in = { .purpose = purpose,
                             .on_file = &none,
                             .session = s->id,
                             .email = str_of(email),
                             .lang = STR("en"),
                             .matched = s->matched,
                             .app_name = STR("Claims Viewer"),
                             .peer = STR("127.0.0.1") };
    DbTx *tx = help_write(cx, db);
    const Status st = code_send(cx, tx, help_keys(), &plan, &in);
    help_commit(cx, tx);
    return st;
}

Status help_confirm(Cx *cx, Db *db, CodePurpose purpose, const MemberSession *s, Str code,
                    CodeAnswer *out)
{
    const MemberPlan plan = help_plan();
    DbTx *tx = help_write(cx, db);
    const Status st = code_confirm(cx, tx, help_keys(), &plan, purpose, s, code, out);
    help_commit(cx, tx);
    return st;
}

static int64_t test_now(void *user)
{
    return ((Cx *)user)->now_ms;
}

static Str newest(Cx *cx, Str dir)
{
    Str best = STR("");
    DIR *d = opendir(arena_dup(cx->mem, dir).p);
    for (const struct dirent *e; d && (e = readdir(d));)
        if (str_ends(str_of(e->d_name), STR(".eml")) && str_cmp(str_of(e->d_name), best) > 0)
            best = arena_dup(cx->mem, str_of(e->d_name));
    if (d)
        (void)closedir(d);
    if (best.n == 0)
        return STR("");
    const Str path = arena_printf(cx->mem, "%.*s/%.*s", STR_ARG(dir), STR_ARG(best));
    const Str mail = test_file(path.p);
    (void)remove(path.p);
    return mail;
}

Str help_mail(Cx *cx, Db *db, Str dir, size_t *sent)
{
    const OutboxConf conf = { .db = db,
                              .keys = help_keys(),
                              .from = STR("plan@example.com"),
                              .mail_url = arena_join(cx->mem, STR("file:"), dir, STR("")),
                              .now_ms = test_now,
                              .user = cx };
    CHECK_OK(cx, outbox_round(cx, &conf, sent));
    return newest(cx, dir);
}

Str help_code(Str mail)
{
    Str line;
    while (str_split(&mail, '\n', &line)) {
        line = str_trim(line);
        if (line.n == MEMBER_CODE_DIGITS && str_only(line, "0123456789"))
            return line;
    }
    return STR("");
}

Str help_account(Cx *cx, Db *db, const char *patient, const char *email)
{
    size_t sent;
    CodeAnswer a;
    const MemberSession s = help_matched(cx, db, patient);
    CHECK_OK(cx, help_send(cx, db, CODE_REGISTER, &s, email));
    const Str code = help_code(help_mail(cx, db, test_dir(), &sent));
    CHECK_OK(cx, help_confirm(cx, db, CODE_REGISTER, &s, code, &a));
    CHECK(a.fresh);
    return a.account;
}

int64_t help_count(Cx *cx, Db *db, const char *sql)
{
    DbTx *tx;
    DbRows *r;
    CHECK_OK(cx, db_read(cx, db, DB_STATE, &tx));
    Sql *q = sql_new(cx);
    sql_text(q, sql);
    CHECK_OK(cx, db_one(cx, tx, q, STR("count"), &r));
    const int64_t n = db_i64(r, 0);
    db_end(tx);
    return n;
}

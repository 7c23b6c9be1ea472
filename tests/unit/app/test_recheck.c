/* What loads end, in the whole program (AUTHORIZATION C8, C11, M41). */
#include "app/recheck.h"
#include "member/member.h"
#include "tests/unit/app/two.h"
#include "web/person.h"

static const Plan *plan_a(const Two *t)
{
    return plans_find(t->env->plans, STR("a"));
}

static void records_exec(const Two *t, Sql *q)
{
    DbTx *tx;
    CHECK_OK(t->cx, db_write(t->cx, t->env->db, plan_a(t)->num, &tx));
    CHECK_OK(t->cx, db_exec(t->cx, tx, q, NULL));
    CHECK_OK(t->cx, db_commit(t->cx, tx));
}

static void changed(const Two *t, Str patient)
{
    DbTx *tx;
    CHECK_OK(t->cx, db_write(t->cx, t->env->db, plan_a(t)->num, &tx));
    CHECK_OK(t->cx, changed_put(t->cx, tx, plan_a(t)->num, patient, CHANGED_NOW));
    CHECK_OK(t->cx, db_commit(t->cx, tx));
}

static bool is_due(const Two *t)
{
    DbTx *tx;
    bool due;
    CHECK_OK(t->cx, db_read(t->cx, t->env->db, plan_a(t)->num, &tx));
    CHECK_OK(t->cx, changed_due(t->cx, tx, plan_a(t)->num, &due));
    db_end(tx);
    return due;
}

static int asked(const Two *t, Str token)
{
    const TwoAsk ask = { .method = HTTP_GET, .target = STR("/a/fhir/Goal"), .token = token };
    return two_ask(t, &ask).status;
}

static size_t records(const Two *t, AuditRow *last)
{
    DbTx *tx;
    AuditRow *rows;
    size_t n;
    CHECK_OK(t->cx, audit_seal_now(t->cx, t->wired->web.audit));
    CHECK_OK(t->cx, db_read(t->cx, t->env->db, DB_STATE, &tx));
    CHECK_OK(t->cx, audit_rows(t->cx, tx, 1, 1, 10000, &rows, &n));
    db_end(tx);
    CHECK(n > 0);
    *last = rows[n - 1];
    return n;
}

/* C8, C11: whose account acts for her no more: at this node at once, with a record that says which grant and why.
 * A developer's token is nobody's, and stays; a second turn finds nothing. */
TEST(recheck__ends_a_grant_whose_account_acts_no_more)
{
    static const char *const parts[] = { "\"patient\":\"rosa\"",  "\"reason\":\"relation ended\"",
                                         "\"client\":\"app\"",    "\"account\":\"acc1\"",
                                         "\"actor\":\"postern\"", "\"grant\":\"",
                                         "\"consent\":\"" };
    Cx *cx = test_cx();
    AuditRow row;
    const Two t = two_plans(cx);
    const Str token = two_app_token(&t, STR("app"), STR("rosa"));
    two_acts_no_more(&t);
    CHECK_I64(asked(&t, token), 200);
    changed(&t, STR("rosa"));
    CHECK(recheck_plan(cx, &t.wired->web, plan_a(&t), false));
    CHECK(!is_due(&t));
    const size_t before = records(&t, &row);
    CHECK_STR(row.kind, STR("disconnect"));
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        CHECK_STR(str_contains(row.record, str_of(parts[i])) ? str_of(parts[i]) : row.record,
                  str_of(parts[i]));
    changed(&t, STR("rosa"));
    CHECK(recheck_plan(cx, &t.wired->web, plan_a(&t), false));
    CHECK_I64((int64_t)records(&t, &row), (int64_t)before);
    CHECK_I64(asked(&t, token), 401);
    CHECK_I64(asked(&t, t.token), 200);
}

static int64_t later(void *clock)
{
    return *(int64_t *)clock += 6000;
}

/* M41: a turn ends in time, with somebody settled and the others due: nobody's turn of another kind waits long. */
TEST(recheck__whose_turn_does_not_come_in_time_is_due_again)
{
    bool more;
    int64_t clock = 0;
    Cx *cx = test_cx();
    const Two t = two_plans(cx);
    const Str luis = two_app_token(&t, STR("app"), STR("luis"));
    const Str rosa = two_app_token(&t, STR("app"), STR("rosa"));
    two_acts_no_more(&t);
    changed(&t, STR("luis"));
    changed(&t, STR("rosa"));
    t.wired->web.now = later;
    t.wired->web.clock = &clock;
    CHECK(recheck_turn(cx, &t.wired->web, plan_a(&t), false, &more));
    CHECK(more);
    t.wired->web.now = NULL;
    CHECK(is_due(&t));
    CHECK_I64((asked(&t, luis) == 401) + (asked(&t, rosa) == 401), 1);
    CHECK(recheck_turn(cx, &t.wired->web, plan_a(&t), false, &more));
    CHECK(!is_due(&t));
    CHECK_I64((asked(&t, luis) == 401) + (asked(&t, rosa) == 401), 2);
    CHECK(recheck_turn(cx, &t.wired->web, plan_a(&t), false, &more));
    CHECK(!more);
}

static Sql *lock_put(const Two *t, int64_t until_ms)
{
    Sql *q = sql_new(t->cx);
    sql_text(q, "INSERT INTO load_lock (plan, owner, until_ms) VALUES (");
    sql_bind_i64(q, plan_a(t)->num);
    sql_text(q, ", ");
    sql_bind_str(q, STR("1 elsewhere host nonce"));
    sql_text(q, ", ");
    sql_bind_i64(q, until_ms);
    sql_text(q, ")");
    return q;
}

/* M41: half a file says nothing: a coverage ends in it some lines before the next one begins. */
TEST(recheck__waits_for_the_end_of_a_load)
{
    Cx *cx = test_cx();
    const Two t = two_plans(cx);
    const Str token = two_app_token(&t, STR("app"), STR("rosa"));
    two_acts_no_more(&t);
    records_exec(&t, lock_put(&t, cx->now_ms + 1000));
    changed(&t, STR("rosa"));
    CHECK(recheck_plan(cx, &t.wired->web, plan_a(&t), false));
    CHECK(is_due(&t));
    CHECK_I64(asked(&t, token), 200);
    cx->now_ms += 1000; /* it said nothing for too long: it is dead */
    CHECK(recheck_plan(cx, &t.wired->web, plan_a(&t), false));
    CHECK(!is_due(&t));
    CHECK_I64(asked(&t, token), 401);
}

static Sql *job_put(const Two *t, const char *id, int64_t state, int64_t updated_ms)
{
    Sql *q = sql_new(t->cx);
    sql_text(q, "INSERT INTO load_job (plan, id, feed, source, started_ms, state, position, lines,"
                " stored, unchanged, deleted, rejected, dangling, updated_ms) VALUES (");
    sql_bind_i64(q, plan_a(t)->num);
    sql_text(q, ", ");
    sql_bind_str(q, str_of(id));
    sql_text(q, ", ");
    sql_bind_str(q, STR("feed"));
    sql_text(q, ", ");
    sql_bind_str(q, STR("file"));
    sql_text(q, ", 0, ");
    sql_bind_i64(q, state);
    sql_text(q, ", 0, 0, 0, 0, 0, 0, 0, ");
    sql_bind_i64(q, updated_ms);
    sql_text(q, ")");
    return q;
}

/* M41: a load that was killed in the middle is gone on with, within the hour; a later one's end counts as its. */
TEST(recheck__waits_for_a_load_that_was_killed_in_the_middle)
{
    Cx *cx = test_cx();
    const Two t = two_plans(cx);
    cx->now_ms += 36500 * DAY_MS; /* the loads before, by the machine's clock, are long over */
    records_exec(&t, job_put(&t, "killed", 0, cx->now_ms));
    changed(&t, STR("rosa"));
    cx->now_ms += HOUR_MS - 1;
    CHECK(recheck_plan(cx, &t.wired->web, plan_a(&t), false));
    CHECK(is_due(&t));
    cx->now_ms += 1;
    CHECK(recheck_plan(cx, &t.wired->web, plan_a(&t), false));
    CHECK(!is_due(&t));
    records_exec(&t, job_put(&t, "again", 2, cx->now_ms));
    records_exec(&t, job_put(&t, "done", 1, cx->now_ms + 1));
    changed(&t, STR("rosa"));
    CHECK(recheck_plan(cx, &t.wired->web, plan_a(&t), false));
    CHECK(!is_due(&t));
}

/* C8: one whose row cannot be read keeps nobody else waiting, and is tried again. */
TEST(recheck__one_that_cannot_be_read_stops_no_other)
{
    Cx *cx = test_cx();
    const Two t = two_plans(cx);
    const Str luis = two_app_token(&t, STR("app"), STR("luis"));
    const Str rosa = two_app_token(&t, STR("app"), STR("rosa"));
    two_acts_no_more(&t);
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE member_person SET sealed = ");
    sql_bind_blob(q, STR("x"));
    sql_text(q, " WHERE patient = ");
    sql_bind_str(q, STR("luis"));
    records_exec(&t, q);
    changed(&t, STR("rosa"));
    changed(&t, STR("luis"));
    CHECK(recheck_plan(cx, &t.wired->web, plan_a(&t), false));
    CHECK_I64(asked(&t, rosa), 401);
    CHECK_I64(asked(&t, luis), 200);
    CHECK(!is_due(&t));
    cx->now_ms += HOUR_MS;
    CHECK(is_due(&t));
}

/* C8: nor one of whom an account's row cannot be read. */
TEST(recheck__one_whose_account_cannot_be_read_stops_no_other)
{
    Cx *cx = test_cx();
    const Two t = two_plans(cx);
    const Str rosa = two_app_token(&t, STR("app"), STR("rosa"));
    two_acts_no_more(&t);
    const char *const texts[] = {
        "INSERT INTO member_account (plan, id, email_index, sealed, lang, state, created_ms, "
        "updated_ms)"
        " VALUES (1, 'broken', X'00', X'00', 'en', 1, 0, 0)",
        "INSERT INTO member_relation (plan, account, patient, relation, basis, valid_from_ms, "
        "valid_to_ms, created_ms)"
        " VALUES (1, 'broken', 'nobody', 'self', 'details', 0, 0, 0)",
        "INSERT INTO member_relation (plan, account, patient, relation, basis, valid_from_ms, "
        "valid_to_ms, created_ms)"
        " VALUES (1, 'broken', 'luis', 'parent', 'on-file', 0, 9000000000000, 0)"
    };
    DbTx *tx;
    CHECK_OK(cx, db_write(cx, t.env->db, DB_STATE, &tx));
    for (size_t i = 0; i < 3; i++) {
        Sql *q = sql_new(cx);
        sql_text(q, texts[i]);
        CHECK_OK(cx, db_exec(cx, tx, q, NULL));
    }
    CHECK_OK(cx, db_commit(cx, tx));
    changed(&t, STR("luis"));
    changed(&t, STR("rosa"));
    CHECK(recheck_plan(cx, &t.wired->web, plan_a(&t), false));
    CHECK_I64(asked(&t, rosa), 401);
    cx->now_ms += HOUR_MS;
    CHECK(!is_due(&t)); /* what that account was to him is over all the same */
}

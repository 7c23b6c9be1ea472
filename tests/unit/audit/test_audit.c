/* Records and the chain they are sealed into. */
#include "tests/unit/audit/house.h"
#include "json/json.h"

#define MANY (2 * BLOCK_RECORDS + 200) /* three blocks */

TEST(audit__what_was_appended_is_sealed_in_order_a_chain_a_plan)
{
    Cx *cx = test_cx();
    House *h = house_new(cx);
    AuditRow *rows;
    size_t n;
    for (int i = 0; i < MANY; i++) {
        house_append(cx, h, 1, arena_printf(cx->mem, "p%d", i));
        cx->now_ms++;
    }
    house_append(cx, h, 2, STR("other"));
    CHECK_OK(cx, audit_seal_now(cx, h->audit));
    CHECK_OK(cx, audit_seal_now(cx, h->audit)); /* what is sealed is not sealed again */
    house_rows(cx, h, 1, &rows, &n);
    CHECK_I64((int64_t)n, MANY);
    for (size_t i = 0; i < n; i++) {
        CHECK_I64(rows[i].seq, (int64_t)i + 1);
        CHECK_I64(rows[i].recorded_ms, TEST_NOW_MS + (int64_t)i);
        CHECK(str_contains(rows[i].record, arena_printf(cx->mem, "\"patient\":\"p%zu\"", i)));
    }
    house_rows(cx, h, 2, &rows, &n);
    CHECK_I64((int64_t)n, 1);
    const AuditVerdict v = house_verify(cx, h, 1);
    CHECK(v.whole);
    CHECK_I64(v.rows, MANY);
    CHECK(house_verify(cx, h, 2).whole);
    CHECK(house_verify(cx, h, 3).whole); /* nothing happened there */
}

TEST(audit__record_says_who_what_and_how_it_ended)
{
    Cx *cx = test_cx();
    House *h = house_new(cx);
    AuditRow *rows;
    size_t n;
    cx->request_id = STR("req-1");
    const AuditRecord r = { .kind = AUDIT_SEARCH,
                            .plan = 1,
                            .http_status = 403,
                            .status = ST_SCOPE,
                            .client_id = STR("a\"b\nc"),
                            .patient = STR("p"),
                            .account = STR("acc"),
                            .consent = STR("con"),
                            .query = STR("code=http://loinc.org|1234-5") };
    CHECK_OK(cx, audit_append(cx, h->audit, &r));
    CHECK_OK(cx, audit_seal_now(cx, h->audit));
    house_rows(cx, h, 1, &rows, &n);
    CHECK_I64((int64_t)n, 1);
    CHECK_STR(
        rows[0].record,
        STR("{\"recorded\":\"2026-01-01T00:00:00.000Z\",\"plan\":1,\"type\":\"rest\","
            "\"subtype\":\"search\",\"action\":\"E\",\"patient\":\"p\",\"outcome\":4,\"http\":403,"
            "\"status\":\"ST_SCOPE\",\"request\":\"req-1\",\"client\":\"a\\\"b\\nc\","
            "\"account\":\"acc\",\"consent\":\"con\","
            "\"query\":\"Y29kZT1odHRwOi8vbG9pbmMub3JnfDEyMzQtNQ==\"}"));
    CHECK_STR(rows[0].client_id, STR("a\"b\nc"));
    CHECK_I64(rows[0].outcome, 4);
}

/* A line of a journal as the one who reads the audit gets it. */
static Str whole_of(Cx *cx, const AuditRecord *r)
{
    Event e = { .plan = 0 };
    Str record, whole = STR_NONE;
    const Str line = record_line(cx, r);
    CHECK(event_read(line, &e));
    CHECK(event_head(e.line, &e, &record));
    CHECK_OK(cx, record_whole(cx, e.plan, &e, record, &whole));
    return whole;
}

TEST(audit__record_of_each_kind_is_whole_again_when_read)
{
    Cx *cx = test_cx();
    for (AuditKind kind = 0; kind < AUDIT_KINDS; kind++) {
        JsonDoc *doc;
        const AuditRecord r = { .kind = kind, .plan = 3 };
        CHECK_OK(cx, json_parse(cx, whole_of(cx, &r), &doc));
        const JsonVal *v = json_root(doc);
        CHECK_STR(json_get_str(v, STR("type")), audit_kind(kind)->type);
        CHECK_STR(json_get_str(v, STR("subtype")), audit_kind(kind)->subtype);
        CHECK_STR(json_get_str(v, STR("action")), audit_kind(kind)->action);
        CHECK_STR(json_num(json_get(v, STR("plan"))), STR("3"));
        CHECK_STR(json_num(json_get(v, STR("outcome"))), STR("0"));
        CHECK(!json_get(v, STR("patient")));
    }
}

/* Ids come from a plan's data; what cannot stand as a word in front of a line is in the record all the same. */
TEST(audit__any_patient_is_in_the_record)
{
    static const Str patients[] = {
        STR_C("p-1.2"),
        STR_C("a b"),
        STR_C("*"),
        STR_C("\xc3\xa9"),
        STR_C("a\"b"),
        STR_C("a\nb"),
        STR_C("a\\b\tc"),
        STR_C("0123456789012345678901234567890123456789012345678901234567890123456789"),
    };
    Cx *cx = test_cx();
    for (size_t i = 0; i < sizeof patients / sizeof *patients; i++) {
        JsonDoc *doc;
        const AuditRecord r = { .kind = AUDIT_READ, .plan = 1, .patient = patients[i] };
        CHECK_OK(cx, json_parse(cx, whole_of(cx, &r), &doc));
        CHECK_STR(json_get_str(json_root(doc), STR("patient")), patients[i]);
    }
}

TEST(audit__texts_of_any_kind_and_length_are_kept_or_cut_never_refused)
{
    Cx *cx = test_cx();
    House *h = house_new(cx);
    char *big = arena_alloc_raw(cx->mem, 1u << 20);
    memset(big, 1, 1u << 20);
    const Str s = { big, 1u << 20 };
    AuditRecord r = { .kind = AUDIT_TOKEN,
                      .plan = 1,
                      .http_status = 500,
                      .client_id = s,
                      .grant = s,
                      .account = s,
                      .patient = s,
                      .actor = s,
                      .consent = s,
                      .resource_type = s,
                      .resource_id = s,
                      .address = s,
                      .query = s };
    CHECK_OK(cx, audit_append(cx, h->audit, &r));
    r.client_id = STR("\xff\xfe");
    r.account = (Str){ "a\0b", 3 };
    CHECK_OK(cx, audit_append(cx, h->audit, &r));
    CHECK_OK(cx, audit_seal_now(cx, h->audit));
    const AuditVerdict v = house_verify(cx, h, 1);
    CHECK(v.whole);
    CHECK_I64(v.rows, 2);
}

TEST(audit__members_own_rows_come_newest_first)
{
    Cx *cx = test_cx();
    House *h = house_new(cx);
    DbTx *tx;
    AuditRow *rows;
    size_t n;
    for (int i = 0; i < 10; i++) {
        house_append(cx, h, 1, i % 2 ? STR("maria") : STR("tom"));
        cx->now_ms += 1000;
    }
    CHECK_OK(cx, audit_seal_now(cx, h->audit));
    CHECK_OK(cx, db_read(cx, h->db, DB_STATE, &tx));
    CHECK_OK(cx, audit_rows_of(cx, tx, 1, STR("maria"), INT64_MAX, 3, &rows, &n));
    CHECK_I64((int64_t)n, 3);
    CHECK_I64(rows[0].seq, 10);
    CHECK_I64(rows[2].seq, 6);
    CHECK_OK(cx, audit_rows_of(cx, tx, 2, STR("maria"), INT64_MAX, 3, &rows, &n));
    CHECK_I64((int64_t)n, 0);
}

static void append_and_seal(Cx *cx, const AuditConf *conf, int64_t count)
{
    Audit *a = NULL;
    CHECK_OK(cx, audit_open(cx, conf, &a));
    bool ok = true;
    for (int64_t i = 0; i < count; i++) {
        const AuditRecord r = house_read(1 + i % 2, i % 3 ? STR("maria") : STR("tom"));
        ok = ok && audit_append(cx, a, &r) == ST_OK;
    }
    audit_close(a); /* before db, which cx->mem closes */
    CHECK(ok);
}

BOTH(audit__chains_are_the_same_in_either_store)
{
    const AuditConf conf = {
        .db = db, .dir = house_path(cx, test_dir(), "audit"), .key = HOUSE_KEY, .fsync_ms = 0
    };
    AuditVerdict v;
    DbTx *tx;
    AuditRow *rows;
    size_t n;
    append_and_seal(cx, &conf, 100);
    append_and_seal(cx, &conf, 20);
    CHECK_OK(cx, audit_verify(cx, db, HOUSE_KEY, 1, &v));
    CHECK(v.whole);
    CHECK_I64(v.rows, 60);
    CHECK_OK(cx, db_read(cx, db, DB_STATE, &tx));
    CHECK_OK(cx, audit_rows_of(cx, tx, 2, STR("tom"), INT64_MAX, 100, &rows, &n));
    CHECK_I64((int64_t)n, 20);
    CHECK_OK(cx, audit_rows(cx, tx, 2, 55, 100, &rows, &n));
    CHECK_I64((int64_t)n, 6);
    db_end(tx);
}

TEST(audit__a_chain_made_with_another_key_does_not_hold)
{
    Cx *cx = test_cx();
    House *h = house_new(cx);
    AuditVerdict v;
    house_append(cx, h, 1, STR("p"));
    CHECK_OK(cx, audit_seal_now(cx, h->audit));
    CHECK_OK(cx, audit_verify(cx, h->db, STR("another key of thirty-two bytes!"), 1, &v));
    CHECK(!v.whole);
    CHECK_I64(v.bad_seq, 1);
}

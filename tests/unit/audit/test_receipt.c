/* What apps read, added up as it is sealed (C13). */
#include "base/date.h"
#include "tests/unit/audit/chain.h"

static void append(Cx *cx, Audit *a, AuditRecord r)
{
    CHECK_OK(cx, audit_append(cx, a, &r));
}

static AuditRecord search_of(Str patient, Str client, Str type, int64_t count)
{
    AuditRecord r = chain_read(patient);
    r.kind = AUDIT_SEARCH;
    r.client_id = client;
    r.resource_type = type;
    r.resource_id = STR("");
    r.count = count;
    return r;
}

typedef struct Got {
    AuditReceipt *rows;
    size_t n;
    bool more;
} Got;

static Got receipts_for(Cx *cx, Db *db, const AuditReceipt *of, size_t days)
{
    DbTx *tx;
    Got g;
    CHECK_OK(cx, db_read(cx, db, DB_STATE, &tx));
    CHECK_OK(cx, audit_receipts_of(cx, tx, 1, of, days, &g.rows, &g.n, &g.more));
    db_end(tx);
    return g;
}

static Got receipts(Cx *cx, Db *db, Str patient, Str client, int64_t before_day, size_t days)
{
    const AuditReceipt of = {
        .patient = patient, .account = STR(""), .client_id = client, .day = before_day
    };
    return receipts_for(cx, db, &of, days);
}

static int64_t bad_ms(Cx *cx, Db *db)
{
    int64_t ms;
    CHECK_OK(cx, audit_receipts_verify(cx, db, KEY, 1, &ms));
    return ms;
}

/* C13: app, time, kind; a search's own and what came along; twice in one pass, and again in the next. */
BOTH(receipt__tells_by_day_and_type_how_much_an_app_read)
{
    Audit *a = chain_audit(cx, db, STR(""));
    AuditRecord r = search_of(STR("rosa"), STR("shop"), STR("ExplanationOfBenefit"), 50);
    append(cx, a, r);
    cx->now_ms += 1000;
    r.count = 12;
    r.included = STR("Organization=1,Practitioner=2");
    append(cx, a, r);
    append(cx, a, search_of(STR("luis"), STR("shop"), STR("Claim"), 3));
    append(cx, a, search_of(STR("rosa"), STR("other"), STR("Claim"), 4));
    CHECK_OK(cx, audit_seal_now(cx, a));
    cx->now_ms += 1000;
    append(cx, a, search_of(STR("rosa"), STR("shop"), STR("ExplanationOfBenefit"), 1));
    CHECK_OK(cx, audit_seal_now(cx, a));
    const Got g = receipts(cx, db, STR("rosa"), STR("shop"), INT64_MAX, 10);
    CHECK_I64((int64_t)g.n, 3);
    CHECK_STR(g.rows[0].type, STR("ExplanationOfBenefit"));
    CHECK_I64(g.rows[0].day, TEST_NOW_MS / DAY_MS);
    CHECK_I64(g.rows[0].calls, 3);
    CHECK_I64(g.rows[0].resources, 60);
    CHECK_I64(g.rows[0].first_ms, TEST_NOW_MS);
    CHECK_I64(g.rows[0].last_ms, TEST_NOW_MS + 2000);
    CHECK_STR(g.rows[1].type, STR("Organization"));
    CHECK_I64(g.rows[1].resources, 1);
    CHECK_STR(g.rows[2].type, STR("Practitioner"));
    CHECK_I64(g.rows[2].resources, 2);
    CHECK_I64(g.rows[2].calls, 1);
    CHECK_I64((int64_t)receipts(cx, db, STR("luis"), STR("shop"), INT64_MAX, 10).n, 1);
    CHECK_I64((int64_t)receipts(cx, db, STR("luis"), STR("other"), INT64_MAX, 10).n, 0);
    CHECK_I64(bad_ms(cx, db), DATE_MAX);
}

/* C13: what was refused or failed told the app nothing; signing in is no reading. */
BOTH(receipt__refused_and_failed_requests_are_none)
{
    Audit *a = chain_audit(cx, db, STR(""));
    AuditRecord r = search_of(STR("rosa"), STR("shop"), STR("Claim"), 5);
    r.http_status = 403;
    append(cx, a, r);
    r.http_status = 503;
    append(cx, a, r);
    r.http_status = 200;
    r.kind = AUDIT_REFRESH;
    append(cx, a, r);
    CHECK_OK(cx, audit_seal_now(cx, a));
    CHECK_I64(chain_count(cx, db, "SELECT COUNT(*) FROM audit_receipt"), 0);
}

/* C13: a count, or a search for a diagnosis that finds none, is an answer about her. */
BOTH(receipt__a_request_that_returned_no_record_is_told)
{
    Audit *a = chain_audit(cx, db, STR(""));
    append(cx, a, search_of(STR("rosa"), STR("shop"), STR("Condition"), 0));
    append(cx, a, search_of(STR("rosa"), STR("shop"), STR("Condition"), 0));
    CHECK_OK(cx, audit_seal_now(cx, a));
    const Got g = receipts(cx, db, STR("rosa"), STR("shop"), INT64_MAX, 10);
    CHECK_I64((int64_t)g.n, 1);
    CHECK_STR(g.rows[0].type, STR("Condition"));
    CHECK_I64(g.rows[0].calls, 2);
    CHECK_I64(g.rows[0].resources, 0);
    CHECK_I64(bad_ms(cx, db), DATE_MAX);
}

/* Names that have to be escaped in a record are themselves again; and none is taken for a field. */
BOTH(receipt__of_a_record_with_any_text_in_it_is_right)
{
    Audit *a = chain_audit(cx, db, STR(""));
    AuditRecord r = search_of(STR("rosa"), STR("a\",\"count\":9,\"b"), STR("Claim"), 2);
    append(cx, a, r);
    r.client_id = STR("shop");
    r.reason = STR("\",\"client\":\"eve");
    append(cx, a, r);
    r.reason = STR("");
    r.address = STR("client:eve,count:9");
    append(cx, a, r);
    CHECK_OK(cx, audit_seal_now(cx, a));
    const Got odd = receipts(cx, db, STR("rosa"), STR("a\",\"count\":9,\"b"), INT64_MAX, 10);
    CHECK_I64((int64_t)odd.n, 1);
    CHECK_I64(odd.rows[0].resources, 2);
    const Got shop = receipts(cx, db, STR("rosa"), STR("shop"), INT64_MAX, 10);
    CHECK_I64((int64_t)shop.n, 1);
    CHECK_I64(shop.rows[0].calls, 2);
    CHECK_I64(shop.rows[0].resources, 4);
}

/* C13, M37: what an app reads of a child for her mother is the mother's to see alone, and what it reads for the
 * child hers; in a record that is parsed too. */
BOTH(receipt__are_told_to_who_let_the_app_read)
{
    static const struct {
        Str account;
        Str reason;
        int64_t count;
    } reads[] = {
        { STR_C("child"), STR_C(""), 1 },
        { STR_C("mother"), STR_C(""), 2 },
        { STR_C("child"), STR_C("\",\"account\":\"mother"), 4 },
    };
    Audit *a = chain_audit(cx, db, STR(""));
    for (size_t i = 0; i < sizeof reads / sizeof *reads; i++) {
        AuditRecord r = search_of(STR("luz"), STR("shop"), STR("Claim"), reads[i].count);
        r.account = reads[i].account;
        r.reason = reads[i].reason;
        append(cx, a, r);
    }
    CHECK_OK(cx, audit_seal_now(cx, a));
    AuditReceipt of = {
        .patient = STR("luz"), .account = STR("child"), .client_id = STR("shop"), .day = INT64_MAX
    };
    const Got child = receipts_for(cx, db, &of, 10);
    CHECK_I64((int64_t)child.n, 1);
    CHECK_I64(child.rows[0].resources, 5);
    CHECK_I64(child.rows[0].calls, 2);
    of.account = STR("mother");
    const Got mother = receipts_for(cx, db, &of, 10);
    CHECK_I64((int64_t)mother.n, 1);
    CHECK_I64(mother.rows[0].resources, 2);
    of.account = STR("tom");
    CHECK_I64((int64_t)receipts_for(cx, db, &of, 10).n, 0);
    CHECK_I64(bad_ms(cx, db), DATE_MAX);
}

/* More members than the first table of sums holds. */
BOTH(receipt__of_a_thousand_members_in_one_pass_are_each_their_own)
{
    Audit *a = chain_audit(cx, db, STR(""));
    for (int i = 0; i < 3000; i++)
        append(cx, a,
               search_of(arena_printf(cx->mem, "p%d", i % 1000), STR("shop"), STR("Claim"), 2));
    CHECK_OK(cx, audit_seal_now(cx, a));
    CHECK_I64(
        chain_count(cx, db, "SELECT COUNT(*) FROM audit_receipt WHERE calls = 3 AND resources = 6"),
        1000);
    CHECK_I64(bad_ms(cx, db), DATE_MAX);
}

/* C13: a year of reading by three apps, a page of it at a time, newest first; each day is whole. */
BOTH(receipt__come_by_pages_of_days_newest_first)
{
    static const Str apps[] = { STR_C("a"), STR_C("b"), STR_C("c") };
    const int64_t first_day = cx->now_ms / DAY_MS;
    int64_t before = INT64_MAX;
    size_t pages = 0, days = 0;
    Audit *a = chain_audit(cx, db, STR(""));
    for (int i = 0; i < 365; i++, cx->now_ms += DAY_MS)
        for (size_t k = 0; k < 3; k++) {
            append(cx, a, search_of(STR("rosa"), apps[k], STR("Claim"), 2));
            append(cx, a, search_of(STR("rosa"), apps[k], STR("Coverage"), 1));
        }
    CHECK_OK(cx, audit_seal_now(cx, a));
    for (bool more = true; more; pages++) {
        const Got g = receipts(cx, db, STR("rosa"), STR("b"), before, 14);
        CHECK(g.n > 0 && g.n % 2 == 0 && g.n <= 28);
        CHECK(g.rows[0].day < before);
        before = g.rows[g.n - 1].day;
        days += g.n / 2;
        more = g.more;
    }
    CHECK_I64((int64_t)pages, 27);
    CHECK_I64((int64_t)days, 365);
    CHECK_I64(before, first_day);
}

/* C12, C13: the table is what the chain says, else doctor tells the day. */
BOTH(receipt__what_is_not_as_the_chain_says_is_told_by_its_day)
{
    static const struct {
        const char *sql;
        const char *undo;
    } crimes[] = {
        { "UPDATE audit_receipt SET calls = calls + 1 WHERE patient = 'p3'",
          "UPDATE audit_receipt SET calls = calls - 1 WHERE patient = 'p3'" },
        { "UPDATE audit_receipt SET resources = resources - 1 WHERE patient = 'p3'",
          "UPDATE audit_receipt SET resources = resources + 1 WHERE patient = 'p3'" },
        { "UPDATE audit_receipt SET patient = 'eve' WHERE patient = 'p3'",
          "UPDATE audit_receipt SET patient = 'p3' WHERE patient = 'eve'" },
        { "UPDATE audit_receipt SET account = 'eve' WHERE patient = 'p3'",
          "UPDATE audit_receipt SET account = '' WHERE patient = 'p3'" },
        { "UPDATE audit_receipt SET client_id = 'eve' WHERE patient = 'p3'",
          "UPDATE audit_receipt SET client_id = 'app-1' WHERE patient = 'p3'" },
        { "UPDATE audit_receipt SET type = 'Claim' WHERE patient = 'p3'",
          "UPDATE audit_receipt SET type = 'Patient' WHERE patient = 'p3'" },
        { "UPDATE audit_receipt SET day = day + 100 WHERE patient = 'p3'",
          "UPDATE audit_receipt SET day = day - 100 WHERE patient = 'p3'" },
        { "UPDATE audit_receipt SET first_ms = 0 WHERE patient = 'p3'",
          "UPDATE audit_receipt SET first_ms = last_ms WHERE patient = 'p3'" },
        { "UPDATE audit_receipt SET last_ms = last_ms * 2 WHERE patient = 'p3'",
          "UPDATE audit_receipt SET last_ms = first_ms WHERE patient = 'p3'" },
    };
    const int64_t day = TEST_NOW_MS / DAY_MS * DAY_MS + 2 * DAY_MS;
    Audit *a = chain_audit(cx, db, STR(""));
    for (int i = 1; i <= 5; i++)
        chain_block(cx, a, arena_printf(cx->mem, "p%d", i));
    for (size_t i = 0; i < sizeof crimes / sizeof *crimes; i++) {
        CHECK_I64(bad_ms(cx, db), DATE_MAX);
        chain_sql(cx, db, crimes[i].sql);
        CHECK_I64(bad_ms(cx, db), day);
        chain_sql(cx, db, crimes[i].undo);
    }
    CHECK_OK(cx, chain_retain(cx, db, TEST_NOW_MS + DAY_MS));
    CHECK_I64(bad_ms(cx, db), DATE_MAX); /* of what is removed nothing is asked */
    chain_sql(cx, db, "DELETE FROM audit_receipt WHERE patient = 'p3'");
    CHECK_I64(bad_ms(cx, db), day);
}

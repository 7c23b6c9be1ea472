/* rate_share.c - limits that hold over all nodes of a store, a second late (R1, docs/decisions/23). */
#include "web/rate_int.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/table.h"

#include <endian.h>

#define NO_PLAN 0     /* a key names the plan, the row does not */
#define TOLD_MS 10000 /* for so long a report lies there; clocks of nodes are nearer than that */
#define USE_WORDS 2u  /* who, used: big endian */
#define USE_BYTES (USE_WORDS * sizeof(uint64_t))

typedef struct Peer {
    int64_t node; /* 0: free */
    int64_t seq;  /* of its newest report that was charged */
    int64_t seen_ms;
} Peer;

struct RateShare {
    int64_t node; /* drawn anew by each process */
    int64_t seq;
    size_t told_to;     /* rate_uses' place */
    int64_t charged_ms; /* when what others did was charged the last time */
    Peer peers[LIMIT_RATE_NODES];
};

RateShare *rate_share_new(Cx *cx)
{
    RateShare *s = ARENA_NEW(cx->mem, RateShare);
    memcpy(&s->node, random_bytes(cx, sizeof s->node).p, sizeof s->node);
    return s;
}

/* ---- what this one let through ----------------------------------------------------------------------- */

static Status report_insert(Cx *cx, DbTx *tx, const RateShare *s, const RateRule *rule, Str uses)
{
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO web_rate (plan, node, seq, expires_ms, rule, uses) VALUES (");
    const int64_t numbers[] = { NO_PLAN, s->node, s->seq, cx->now_ms + TOLD_MS };
    sql_bind_list(q, numbers, TABLE_COUNT(numbers));
    sql_text(q, ", ");
    sql_bind_str(q, rule->name);
    sql_text(q, ", ");
    sql_bind_blob(q, uses);
    sql_text(q, ")");
    return db_exec(cx, tx, q, NULL);
}

static Str uses_of_rule(Cx *cx, const RateUse *uses, size_t n, const RateRule *rule)
{
    Buf *b = buf_new(cx, n * USE_BYTES);
    for (size_t i = 0; i < n; i++)
        if (uses[i].rule == rule) {
            const uint64_t words[USE_WORDS] = { htobe64(uses[i].who), htobe64(uses[i].used) };
            buf_put(b, (Str){ (const char *)words, sizeof words });
        }
    return buf_str(b);
}

/* Of no bucket, when nobody asked for anything: nothing is written. What could not be written is not told
 * later: by then it would be charged for a second that is over. */
static Status report(Cx *cx, Db *db, Rate *r, RateShare *s)
{
    DbTx *tx;
    RateUse *uses = ARENA_ARRAY(cx->mem, RateUse, LIMIT_RATE_SHARED);
    const size_t n = rate_uses(r, &s->told_to, cx->now_ms, uses, LIMIT_RATE_SHARED);
    s->seq++;
    if (!n)
        return ST_OK;
    TRY(db_write(cx, db, DB_STATE, &tx));
    TRY(db_sweep(cx, tx, "DELETE FROM web_rate WHERE plan = ", NO_PLAN, cx->now_ms));
    for (size_t i = 0; i < RATE_KINDS; i++) {
        const Str of_rule = uses_of_rule(cx, uses, n, &rate_rules[i]);
        if (of_rule.n)
            TRY(report_insert(cx, tx, s, &rate_rules[i], of_rule));
    }
    return db_commit(cx, tx);
}

/* ---- what others did ------------------------------------------------------------------------------- */

/* NULL: there are more than LIMIT_RATE_NODES. */
static Peer *peer_of(const Cx *cx, RateShare *s, int64_t node)
{
    Peer *oldest = s->peers;
    for (Peer *p = s->peers; p < s->peers + LIMIT_RATE_NODES; p++) {
        if (p->node == node)
            return p;
        if (p->seen_ms < oldest->seen_ms)
            oldest = p;
    }
    if (oldest->node && cx->now_ms - oldest->seen_ms < TOLD_MS)
        return NULL;
    *oldest = (Peer){ .node = node };
    return oldest;
}

/* The report before which all are charged already. Of a node that is seen for the first time, or after a
 * pause, its newest is new: what came before has refilled. */
static int64_t charged_to(const Cx *cx, RateShare *s, int64_t node, int64_t newest)
{
    Peer *p = peer_of(cx, s, node);
    if (!p)
        return newest;
    const bool late = cx->now_ms - s->charged_ms > RATE_LATE_MS;
    const int64_t to = (late || !p->seq) && p->seq < newest ? newest - 1 : p->seq;
    p->seq = newest;
    p->seen_ms = cx->now_ms;
    return to;
}

/* A rule that this version does not know is another version's. */
static const RateRule *rule_by_name(Str name)
{
    for (size_t i = 0; i < RATE_KINDS; i++)
        if (str_eq(rate_rules[i].name, name))
            return &rate_rules[i];
    return NULL;
}

static void charge_all(const Cx *cx, Rate *r, Str rule_name, Str uses)
{
    const RateRule *rule = rule_by_name(rule_name);
    for (size_t i = 0; rule && i + USE_BYTES <= uses.n; i += USE_BYTES) {
        uint64_t words[USE_WORDS];
        memcpy(words, uses.p + i, sizeof words);
        rate_charge(r, rule, be64toh(words[0]), be64toh(words[1]), cx->now_ms);
    }
}

static Sql *others_select(Cx *cx, const RateShare *s)
{
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT node, seq, rule, uses FROM web_rate WHERE plan = ");
    sql_bind_i64(q, NO_PLAN);
    sql_text(q, " AND node <> ");
    sql_bind_i64(q, s->node);
    sql_text(q, " AND expires_ms > ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, " ORDER BY node, seq DESC");
    return q;
}

static Status charge(Cx *cx, Db *db, Rate *r, RateShare *s)
{
    DbTx *tx;
    DbRows *rows;
    Status st;
    int64_t node = 0, charged = 0;
    TRY(db_read_one(cx, db, DB_STATE, &tx));
    TRY(db_query(cx, tx, others_select(cx, s), &rows));
    while (db_next(cx, rows, &st)) {
        const int64_t seq = db_i64(rows, 1);
        if (node != db_i64(rows, 0)) {
            node = db_i64(rows, 0);
            charged = charged_to(cx, s, node, seq);
        }
        if (seq > charged)
            charge_all(cx, r, db_str(rows, 2), db_blob(rows, 3));
    }
    db_end(tx);
    if (st == ST_OK)
        s->charged_ms = cx->now_ms;
    return st;
}

Status rate_share(Cx *cx, Db *db, Rate *r, RateShare *s)
{
    TRY(report(cx, db, r, s));
    return charge(cx, db, r, s);
}

/* The mail outbox (DESIGN 3): a mail is queued in the transaction that caused it, sealed, sent by a
 * thread of its own, and erased once the server has taken it. Every queued row has the same size. What the
 * server says of the address itself is kept with its account (M28). */
#include "member/member_int.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/log.h"
#include "net/net.h"
#include "json/json.h"

#include <pthread.h>

#define SEALED_BYTES 8192u
#define ROUND_MAILS 20
#define CLAIM_MS                                                                                   \
    60000 /* from just before a mail is sent; longer than mail_send blocks (30 s), so two
                        * nodes never send one mail at once */
#define BACKOFF_MIN_MS 60000
#define BACKOFF_MAX_MS 3600000
#define POLL_S 5

enum { MAIL_WAITS, MAIL_SENT, MAIL_GIVEN_UP };

static const Str table = STR_C("mail_outbox");

static void field(Buf *b, const char *name, Str value)
{
    buf_printf(b, "%c\"%s\":", buf_str(b).n ? ',' : '{', name);
    buf_json(b, value);
}

static Status mail_json(Cx *cx, const OutboxMail *m, Str *out)
{
    Buf *b = buf_new(cx, LIMIT_MAIL);
    field(b, "to", m->to);
    field(b, "subject", m->subject);
    field(b, "text", m->text);
    field(b, "html", m->html);
    field(b, "lang", m->lang);
    field(b, "from", m->from);
    buf_char(b, '}');
    while (buf_str(b).n % SEALED_BYTES && !b->over)
        buf_char(b, ' ');
    *out = buf_str(b);
    return buf_status(cx, b, STR("mail"));
}

Status outbox_put(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, const OutboxMail *m)
{
    Str json;
    const Str id = random_token(cx, 16);
    TRY(mail_json(cx, m, &json));
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO mail_outbox (plan, id, kind, email_index, sealed, state, next_ms,"
                " created_ms, expires_ms) VALUES (");
    sql_bind_i64(q, plan);
    sql_text(q, ", ");
    sql_bind_str(q, id);
    sql_text(q, ", ");
    sql_bind_str(q, m->kind);
    sql_text(q, ", ");
    sql_bind_blob(q, email_index(cx, keys, plan, m->to));
    sql_text(q, ", ");
    sql_bind_blob(q, member_seal(cx, keys, plan, table, id, json));
    sql_text(q, ", ");
    const int64_t numbers[] = { MAIL_WAITS, cx->now_ms, cx->now_ms, m->expires_ms };
    sql_bind_list(q, numbers, 4);
    sql_text(q, ")");
    return db_exec(cx, tx, q, NULL);
}

/* ---- sending ---- */

typedef struct Queued {
    int64_t plan;
    Str id;
    Str sealed;
    Str email; /* index */
    int64_t tries;
    int64_t next_ms;
    int64_t expires_ms;
    int64_t sent_ms; /* when its server judged it */
} Queued;

static Status queued_read(Cx *cx, Db *db, Queued *out, size_t *count)
{
    DbTx *tx;
    DbRows *r;
    Status st;
    *count = 0;
    TRY(db_read(cx, db, DB_STATE, &tx));
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT plan, id, sealed, email_index, tries, next_ms, expires_ms FROM mail_outbox"
                " WHERE state = 0 AND next_ms <= ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, " ORDER BY next_ms LIMIT ");
    sql_bind_i64(q, ROUND_MAILS);
    TRY(db_query(cx, tx, q, &r));
    while (db_next(cx, r, &st))
        out[(*count)++] = (Queued){ db_i64(r, 0),
                                    arena_dup(cx->mem, db_str(r, 1)),
                                    arena_dup(cx->mem, db_blob(r, 2)),
                                    arena_dup(cx->mem, db_blob(r, 3)),
                                    db_i64(r, 4),
                                    db_i64(r, 5),
                                    db_i64(r, 6),
                                    0 };
    db_end(tx);
    return st;
}

/* UPDATE mail_outbox SET … of one row that is as it was read; false: another node has it. */
static Status queued_put(Cx *cx, DbTx *tx, const Queued *m, int64_t state, int64_t next_ms,
                         bool *mine)
{
    int64_t changed;
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE mail_outbox SET state = ");
    sql_bind_i64(q, state);
    sql_text(q, ", next_ms = ");
    sql_bind_i64(q, next_ms);
    sql_text(q, ", tries = ");
    sql_bind_i64(q, m->tries);
    if (state != MAIL_WAITS)
        sql_text(q, ", sealed = NULL");
    if (state == MAIL_SENT) {
        sql_text(q, ", sent_ms = ");
        sql_bind_i64(q, cx->now_ms);
    }
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, m->plan);
    sql_text(q, " AND id = ");
    sql_bind_str(q, m->id);
    sql_text(q, " AND state = 0 AND next_ms = ");
    sql_bind_i64(q, m->next_ms);
    TRY(db_exec(cx, tx, q, &changed));
    *mine = changed == 1;
    return ST_OK;
}

static Status queued_set(Cx *cx, Db *db, const Queued *m, int64_t state, int64_t next_ms,
                         bool *mine)
{
    DbTx *tx;
    TRY(db_write(cx, db, DB_STATE, &tx));
    TRY(queued_put(cx, tx, m, state, next_ms, mine));
    return db_commit(cx, tx);
}

/* Of whichever account has the address now. */
static Status address_mark(Cx *cx, DbTx *tx, const Queued *m, bool bounced)
{
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE member_account SET bounced_ms = ");
    sql_bind_i64(q, bounced ? cx->now_ms : 0);
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, m->plan);
    sql_text(q, " AND email_index = ");
    sql_bind_blob(q, m->email);
    if (bounced) { /* else a code has arrived there since */
        sql_text(q, " AND signed_in_ms <= ");
        sql_bind_i64(q, m->sent_ms);
    } else { /* almost always: nothing to write */
        sql_text(q, " AND bounced_ms > 0");
    }
    return db_exec(cx, tx, q, NULL);
}

/* Notices that still wait for an address that bounces; a code is what its person asked for. */
static Status notices_drop(Cx *cx, DbTx *tx, const Queued *m)
{
    const Str codes[] = { STR("change"), STR("code"), STR("delete"), STR("email_new"),
                          STR("email_old") };
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE mail_outbox SET sealed = NULL, state = ");
    sql_bind_i64(q, MAIL_GIVEN_UP);
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, m->plan);
    sql_text(q, " AND email_index = ");
    sql_bind_blob(q, m->email);
    sql_text(q, " AND state = 0 AND kind NOT IN (");
    sql_bind_strs(q, codes, sizeof codes / sizeof *codes);
    sql_text(q, ")");
    return db_exec(cx, tx, q, NULL);
}

/* The server has judged the mail, by its address or not (M28). */
static Status queued_judged(Cx *cx, Db *db, Queued *m, bool taken)
{
    DbTx *tx;
    bool mine;
    m->sent_ms = cx->now_ms;
    TRY(db_write(cx, db, DB_STATE, &tx));
    TRY(queued_put(cx, tx, m, taken ? MAIL_SENT : MAIL_GIVEN_UP, m->next_ms, &mine));
    TRY(address_mark(cx, tx, m, !taken));
    if (!taken)
        TRY(notices_drop(cx, tx, m));
    return db_commit(cx, tx);
}

static Status queued_send(Cx *cx, const OutboxConf *conf, const Queued *m)
{
    Str json;
    JsonDoc *doc;
    TRY(member_open(cx, conf->keys, m->plan, table, m->id, m->sealed, &json));
    TRY(json_parse(cx, json, &doc));
    const JsonVal *v = json_root(doc);
    const Str from = json_get_str(v, STR("from"));
    const Mail mail = { .from = from.n ? from : conf->from,
                        .to = json_get_str(v, STR("to")),
                        .subject = json_get_str(v, STR("subject")),
                        .text = json_get_str(v, STR("text")),
                        .html = json_get_str(v, STR("html")),
                        .lang = json_get_str(v, STR("lang")),
                        .id = m->id };
    const MailServer server = { .url = conf->mail_url, .ca_file = conf->mail_ca };
    return mail_send(cx, &server, &mail);
}

/* 1, 2, 4 … minutes, at most an hour. */
static int64_t backoff_ms(int64_t tries)
{
    int64_t ms = BACKOFF_MIN_MS;
    while (--tries > 0 && ms < BACKOFF_MAX_MS)
        ms *= 2;
    return ms < BACKOFF_MAX_MS ? ms : BACKOFF_MAX_MS;
}

static Status queued_round(Cx *cx, const OutboxConf *conf, Queued *m, size_t *sent)
{
    bool mine;
    if (m->expires_ms <= cx->now_ms)
        return queued_set(cx, conf->db, m, MAIL_GIVEN_UP, m->next_ms, &mine);
    TRY(queued_set(cx, conf->db, m, MAIL_WAITS, cx->now_ms + CLAIM_MS, &mine));
    if (!mine)
        return ST_OK;
    m->next_ms = cx->now_ms + CLAIM_MS;
    m->tries++;
    const Status st = queued_send(cx, conf, m);
    if (st == ST_OK) {
        ++*sent;
        return queued_judged(cx, conf->db, m, true);
    }
    /* The mail goes on waiting, or is given up: the log says so, nobody else can be told. */
    log_fault(cx, LOG_WARN, STR("mail_not_sent"));
    const bool later = forgive(cx, st, ST_UNAVAILABLE);
    cx->fault = (Fault){ 0 };
    if (st == ST_NOT_FOUND)
        return queued_judged(cx, conf->db, m, false);
    return queued_set(cx, conf->db, m, later ? MAIL_WAITS : MAIL_GIVEN_UP,
                      cx->now_ms + backoff_ms(m->tries), &mine);
}

Status outbox_round(Cx *cx, const OutboxConf *conf, size_t *sent)
{
    Queued *queued = ARENA_ARRAY(cx->mem, Queued, ROUND_MAILS);
    size_t n;
    *sent = 0;
    TRY(queued_read(cx, conf->db, queued, &n));
    for (size_t i = 0; i < n; i++) {
        cx->now_ms = conf->now_ms(conf->user); /* the mails before may have taken minutes */
        TRY(queued_round(cx, conf, &queued[i], sent));
    }
    return ST_OK;
}

/* ---- what comes back ---- */

Status outbox_returned(Cx *cx, DbTx *tx, int64_t plan, Str id)
{
    DbRows *r;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT email_index, sent_ms FROM mail_outbox WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND id = ");
    sql_bind_str(q, id);
    sql_text(q, " AND state = ");
    sql_bind_i64(q, MAIL_SENT);
    TRY(db_one(cx, tx, q, STR("mail"), &r));
    const Queued m = { .plan = plan,
                       .email = arena_dup(cx->mem, db_blob(r, 0)),
                       .sent_ms = db_i64(r, 1) };
    TRY(address_mark(cx, tx, &m, true));
    return notices_drop(cx, tx, &m);
}

/* ---- the thread ---- */

struct Outbox {
    OutboxConf conf;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    bool woken;
    bool stop;
};

/* Waits for a call or POLL_S; false: the end. */
static bool outbox_wait(Outbox *o)
{
    const struct timespec until = clock_deadline(POLL_S * 1000);
    (void)pthread_mutex_lock(&o->lock);
    while (!o->woken && !o->stop && clock_cond_wait(&o->wake, &o->lock, &until))
        continue;
    o->woken = false;
    const bool go_on = !o->stop;
    (void)pthread_mutex_unlock(&o->lock);
    return go_on;
}

static void *outbox_run(void *arg)
{
    Outbox *o = arg;
    Cx cx = { .mem = arena_new(LIMIT_REQUEST_ARENA), .request_id = STR("outbox") };
    do {
        size_t sent;
        cx.now_ms = o->conf.now_ms(o->conf.user);
        if (outbox_round(&cx, &o->conf, &sent) != ST_OK)
            log_fault(&cx, LOG_WARN, STR("outbox_round"));
        cx.fault = (Fault){ 0 };
        arena_reset(cx.mem);
    } while (outbox_wait(o));
    arena_free(cx.mem);
    return NULL;
}

Status outbox_start(Cx *cx, const OutboxConf *conf, Outbox **out)
{
    Outbox *o = ARENA_NEW(cx->mem, Outbox);
    o->conf = *conf;
    (void)pthread_mutex_init(&o->lock, NULL);
    clock_cond_init(&o->wake);
    if (pthread_create(&o->thread, NULL, outbox_run, o) != 0)
        return fail(cx, ST_UNAVAILABLE, STR("outbox"), "cannot start the mail thread");
    *out = o;
    return ST_OK;
}

void outbox_wake(Outbox *o)
{
    if (!o)
        return;
    (void)pthread_mutex_lock(&o->lock);
    o->woken = true;
    (void)pthread_cond_signal(&o->wake);
    (void)pthread_mutex_unlock(&o->lock);
}

void outbox_stop(Outbox *o)
{
    if (!o)
        return;
    (void)pthread_mutex_lock(&o->lock);
    o->stop = true;
    (void)pthread_cond_signal(&o->wake);
    (void)pthread_mutex_unlock(&o->lock);
    (void)pthread_join(o->thread, NULL);
    (void)pthread_cond_destroy(&o->wake);
    (void)pthread_mutex_destroy(&o->lock);
}

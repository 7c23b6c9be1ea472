/* Help, what to know before sharing, and for whom the pages work. Open to everybody. */
#include "web/consent_pages.h"
#include "web/oauth_api.h"
#include "web/person.h"

#include "base/buf.h"

#define ASKS_AT 2 /* learn_q02: how to choose an app */

Status loaded_show(Cx *cx, const Rq *rq, TmplData *d)
{
    int64_t ms;
    if (!rq->web->loaded)
        return ST_OK;
    const Status st = rq->web->loaded(cx, rq->web->db, rq->plan->num, &ms);
    if (st != ST_OK)
        return forgive(cx, st, ST_NOT_FOUND) ? ST_OK : st;
    tmpl_str(d, STR("loaded"), words_day(cx, rq, ms));
    return ST_OK;
}

/* What to ask of an app (learn_ask_01 …), below the answer that says to ask. */
static void asks_add(Cx *cx, const Rq *rq, TmplData *item)
{
    for (int i = 1; i < 20; i++) {
        const Str ask = web_text(rq, arena_printf(cx->mem, "learn_ask_%02d", i));
        if (!ask.n)
            return;
        tmpl_str(tmpl_item(item, STR("asks")), STR("ask"), ask);
    }
}

/* Questions and answers are messages {page}_q01, {page}_a01 …, as many as there are. */
static Status questions_page(Cx *cx, Rq *rq, const char *page, TmplData *d)
{
    for (int i = 1; i < 20; i++) {
        const Str q = web_text(rq, arena_printf(cx->mem, "%s_q%02d", page, i));
        if (q.n == 0)
            break;
        TmplData *item = tmpl_item(d, STR("questions"));
        tmpl_str(item, STR("question"), q);
        tmpl_str(item, STR("answer"), web_text(rq, arena_printf(cx->mem, "%s_a%02d", page, i)));
        if (i == ASKS_AT && str_eq(str_of(page), STR("learn")))
            asks_add(cx, rq, item);
    }
    /* Read in the middle of a request of an app: the handle leads back to it, and opens nothing to others. */
    tmpl_str(d, STR("back_url"),
             rq->tx.n && rq->account.n ? web_path(cx, rq, STR("consent")) : STR(""));
    return web_page(cx, rq, 200, str_of(page), d);
}

/* Of what an app wrote only an address is an address: no subject, text or copy comes with it (threat 62). */
static Str mailto(Cx *cx, Str address)
{
    Buf *b = buf_new(cx, 8 + LIMIT_CLIENT_TEXT * 12); /* a character: four bytes, %XX each */
    const size_t at = str_rfind(address, '@');
    buf_put(b, STR("mailto:"));
    buf_percent(b, str_slice(address, 0, at));
    buf_put(b, str_slice(address, at, at + 1));
    buf_percent(b, str_from(address, at + 1));
    return buf_str(b);
}

static Status app_add(Cx *cx, DbTx *tx, const Rq *rq, Str client_id, TmplData *d)
{
    OauthClient c;
    const Status st = oauth_client_find(cx, tx, rq->plan->num, client_id, &c);
    if (st != ST_OK)
        return forgive(cx, st, ST_NOT_FOUND) ? ST_OK : st;
    TmplData *item = tmpl_item(d, STR("apps"));
    tmpl_str(item, STR("app_name"), c.name);
    tmpl_str(item, STR("website"), c.website);
    tmpl_str(item, STR("support_email"), c.support_email);
    tmpl_str(item, STR("support_mailto"), mailto(cx, c.support_email));
    return ST_OK;
}

/* The app that asks; else those of whoever is signed in. */
static Status apps_list(Cx *cx, Rq *rq, const Str **ids, size_t *n)
{
    OauthTransaction t;
    OauthGrant *grants;
    DbTx *tx;
    Str *list = ARENA_ARRAY(cx->mem, Str, LIMIT_GRANT_LIST);
    *ids = list;
    *n = 0;
    if (rq->tx.n) {
        const Status st = rq_transaction(cx, rq, &t);
        if (st != ST_OK)
            return forgive(cx, st, ST_EXPIRED) ? ST_OK : st;
        list[(*n)++] = t.client_id;
        return ST_OK;
    }
    if (!rq->account.n)
        return ST_OK;
    TRY(db_read(cx, rq->web->db, DB_STATE, &tx));
    TRY(oauth_grants_of(cx, tx, rq->plan->num, rq->account, &grants, n));
    db_end(tx);
    size_t kept = 0;
    for (size_t i = 0; i < *n && i < LIMIT_GRANT_LIST; i++) {
        size_t k = 0;
        while (k < kept && !str_eq(list[k], grants[i].client_id))
            k++;
        if (k == kept)
            list[kept++] = grants[i].client_id;
    }
    *n = kept;
    return ST_OK;
}

Status pages_help(Cx *cx, Rq *rq)
{
    DbTx *tx;
    const Str *ids;
    size_t n;
    TmplData *d = tmpl_data(cx);
    TRY(loaded_show(cx, rq, d));
    TRY(apps_list(cx, rq, &ids, &n));
    TRY(db_read(cx, rq->web->db, DB_STATE, &tx));
    for (size_t i = 0; i < n; i++)
        TRY(app_add(cx, tx, rq, ids[i], d));
    db_end(tx);
    return questions_page(cx, rq, "help", d);
}

Status pages_learn(Cx *cx, Rq *rq)
{
    return questions_page(cx, rq, "learn", tmpl_data(cx));
}

Status pages_letter(Cx *cx, Rq *rq)
{
    TmplData *d = tmpl_data(cx);
    tmpl_str(d, STR("account_url"),
             arena_join(cx->mem, rq->plan->issuer, STR("/account"), STR("")));
    tmpl_str(d, STR("learn_url"), arena_join(cx->mem, rq->plan->issuer, STR("/learn"), STR("")));
    return web_page(cx, rq, 200, STR("letter"), d);
}

Status pages_accessibility(Cx *cx, Rq *rq)
{
    return web_page(cx, rq, 200, STR("accessibility"), NULL);
}

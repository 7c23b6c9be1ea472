#include "web/remind.h"

#include "base/limits.h"
#include "web/guard.h"
#include "web/person.h"

/* The end of what a parent shares may be a child's birthday, which no mail tells. */
static NoticeReminder notice_of(Cx *cx, const Plan *plan, const OauthReminder *r)
{
    const bool ends = r->expires_ms && r->expires_ms - cx->now_ms <= 30 * DAY_MS;
    NoticeReminder n = { .account = r->account, .app_name = r->client_name, .ends = ends };
    for (int lang = 0; lang < LANG_COUNT; lang++)
        n.until[lang] = ends && !r->parent ? words_date_in(cx, (Lang)lang,
                                                           zone_local_ms(plan->zone, r->expires_ms))
                                           : STR("");
    return n;
}

static Status remind_some(Cx *cx, const Web *web, const Plan *plan, bool *more)
{
    DbTx *tx;
    size_t count;
    const MemberPlan member_plan = member_plan_of(plan);
    OauthReminder *due = ARENA_ARRAY(cx->mem, OauthReminder, LIMIT_REMINDERS);
    TRY(db_write(cx, web->db, DB_STATE, &tx));
    TRY(oauth_reminders(cx, tx, plan->num, due, &count, more));
    for (size_t i = 0; i < count; i++) {
        const NoticeReminder n = notice_of(cx, plan, &due[i]);
        TRY(notice_reminder(cx, tx, web->keys, &member_plan, &n));
    }
    return db_commit(cx, tx);
}

Status web_remind(Cx *cx, const Web *web, const Plan *plan)
{
    bool more = true;
    while (more)
        TRY(remind_some(cx, web, plan, &more));
    return ST_OK;
}

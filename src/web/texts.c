#include "web/texts.h"

#include "member/member.h"
#include "web/message.h"

/* What the law words (42 CFR 2.31), and what is for those who write apps. */
static bool is_fixed(Str key)
{
    return str_starts(key, STR("part2_")) || str_starts(key, STR("developers_"));
}

static Status mail_take(Cx *cx, const PlanText *t, Str path)
{
    const Status st = mail_text_check(cx, t->key, t->spanish, t->text);
    if (st == ST_INVALID)
        return failf(cx, st, path, "line %d: %.*s %.*s", t->line, STR_ARG(t->key),
                     STR_ARG(cx->fault.detail));
    return st == ST_OK ? ST_OK
                       : failf(cx, ST_INVALID, path, "line %d: there is no text %.*s", t->line,
                               STR_ARG(t->key));
}

static Status text_take(Cx *cx, const PlanText *t, Str path, WebTexts *own)
{
    const MessageRow *row = message_find(t->key);
    if (!row)
        return mail_take(cx, t, path);
    if (is_fixed(t->key))
        return failf(cx, ST_INVALID, path, "line %d: %.*s is not a plan's to change", t->line,
                     STR_ARG(t->key));
    const Str missing = slot_lacking(row->text[t->spanish], t->text);
    const Str unknown = slot_lacking(t->text, row->text[t->spanish]);
    if (missing.p)
        return failf(cx, ST_INVALID, path, "line %d: %.*s must say {%.*s}", t->line,
                     STR_ARG(t->key), STR_ARG(missing));
    if (unknown.p)
        return failf(cx, ST_INVALID, path, "line %d: %.*s knows no {%.*s}", t->line,
                     STR_ARG(t->key), STR_ARG(unknown));
    if (slot_has_brace(t->text))
        return failf(cx, ST_INVALID, path, "line %d: a brace that is part of no {name}", t->line);
    own->text[t->spanish][row - message_rows] = t->text;
    return ST_OK;
}

Status texts_read(Cx *cx, const Plan *plan, const WebTexts **out)
{
    *out = NULL;
    if (!plan->texts.count)
        return ST_OK;
    WebTexts *own = ARENA_NEW(cx->mem, WebTexts);
    for (size_t lang = 0; lang < LANG_COUNT; lang++)
        own->text[lang] = ARENA_ARRAY(cx->mem, Str, message_rows_n);
    for (size_t i = 0; i < plan->texts.count; i++)
        TRY(text_take(cx, &plan->texts.list[i], plan->texts.path, own));
    *out = own;
    return ST_OK;
}

Status texts_open(Cx *cx, Web *web)
{
    const size_t count = plans_count(web->plans);
    web->texts = ARENA_ARRAY(cx->mem, const WebTexts *, count);
    for (size_t i = 0; i < count; i++)
        TRY(texts_read(cx, plans_at(web->plans, i), &web->texts[i]));
    return ST_OK;
}

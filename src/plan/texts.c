#include "base/ini.h"
#include "base/limits.h"
#include "base/text.h"
#include "plan/plan.h"

#include <errno.h>
#include <unistd.h>

/* Lines of one value are one text. */
static Str one_line(Cx *cx, Str v)
{
    char *text = arena_alloc_raw(cx->mem, v.n + 1);
    for (size_t i = 0; i < v.n; i++)
        text[i] = v.p[i] == '\n' ? ' ' : v.p[i];
    text[v.n] = '\0';
    return (Str){ text, v.n };
}

/* The words of a mail are paragraphs, a line each; its subject is one line, as all of a page's texts are (M26). */
static bool has_lines(Str key)
{
    return str_starts(key, STR("mail_")) && !str_ends(key, STR("_subject"));
}

/* Pages escape every text, so that a tag would be read by members: it is refused instead. */
static Status text_read(Cx *cx, const IniRow *row, Str path, PlanText *out)
{
    const Str line = one_line(cx, row->value);
    const size_t max = has_lines(row->key) ? LIMIT_PLAN_MAIL : LIMIT_PLAN_TEXT;
    *out = (PlanText){ .spanish = str_eq(row->section, STR("es")),
                       .key = row->key,
                       .text = has_lines(row->key) ? row->value : line,
                       .line = row->line };
    if (!out->spanish && !str_eq(row->section, STR("en")))
        return failf(cx, ST_INVALID, path, "line %d: it stands below [en] or [es]", row->line);
    if (!line.n || line.n > max || text_has_hidden(line))
        return failf(cx, ST_INVALID, path, "line %d: 1 to %zu bytes of visible UTF-8", row->line,
                     max);
    if (str_find(out->text, '<') < out->text.n || str_find(out->text, '>') < out->text.n ||
        str_find(out->text, '&') < out->text.n)
        return failf(cx, ST_INVALID, path, "line %d: plain words, without < > &", row->line);
    return ST_OK;
}

Status plan_texts_read(Cx *cx, Plan *p, Str where)
{
    Ini ini;
    size_t bytes = 0;
    const Str path =
        arena_join(cx->mem, str_slice(where, 0, str_rfind(where, '/')), STR("/texts.ini"), STR(""));
    if (access(path.p, F_OK) != 0 && errno == ENOENT) /* most plans have none */
        return ST_OK;
    TRY(ini_read(cx, path, &ini));
    PlanText *list = ARENA_ARRAY(cx->mem, PlanText, ini.count + 1);
    for (size_t i = 0; i < ini.count; i++) {
        TRY(text_read(cx, &ini.rows[i], path, &list[i]));
        bytes += list[i].text.n;
        p->sum = p->sum * 31 + str_sum(list[i].key) * 31 + str_sum(list[i].text);
    }
    if (bytes > LIMIT_PLAN_TEXTS)
        return failf(cx, ST_TOO_LONG, path, "more than %u bytes of texts", LIMIT_PLAN_TEXTS);
    p->texts = (PlanTexts){ .path = path, .list = list, .count = ini.count };
    return ST_OK;
}

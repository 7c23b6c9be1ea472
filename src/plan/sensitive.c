#include "plan/sensitive.h"

#include "base/limits.h"
#include "base/text.h"
#include "plan/plan.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

Status sensitive_set_words(Cx *cx, Plan *p, Str v, Str where)
{
    (void)cx;
    (void)where;
    p->sensitive.some = true;
    p->sensitive.words = v;
    return ST_OK;
}

Status sensitive_set_part2(Cx *cx, Plan *p, Str v, Str where)
{
    p->sensitive.part2_by_source = str_eq(v, STR("source"));
    if (!p->sensitive.part2_by_source && !str_eq(v, STR("match")))
        return fail(cx, ST_INVALID, where, "match or source");
    return ST_OK;
}

static Status share_or_withhold(Cx *cx, Str v, Str where, bool *share)
{
    *share = str_eq(v, STR("share"));
    return *share || str_eq(v, STR("withhold")) ? ST_OK
                                                : fail(cx, ST_INVALID, where, "share or withhold");
}

Status sensitive_set_uncoded(Cx *cx, Plan *p, Str v, Str where)
{
    bool share;
    TRY(share_or_withhold(cx, v, where, &share));
    p->sensitive.uncoded_withheld = !share;
    return ST_OK;
}

Status sensitive_set_unnamed(Cx *cx, Plan *p, Str v, Str where)
{
    return share_or_withhold(cx, v, where, &p->sensitive.unnamed_shared);
}

static bool is_kind_name(Str s)
{
    return s.n > 0 && s.n <= LIMIT_NAME_CHARS && !text_has_hidden(s);
}

static Status set_kind(Cx *cx, PlanKind *kind, Str v, Str where)
{
    const size_t bar = str_find(v, '|');
    kind->en = str_trim(str_slice(v, 0, bar));
    kind->es = bar < v.n ? str_trim(str_from(v, bar + 1)) : kind->en;
    if (!is_kind_name(kind->en) || !is_kind_name(kind->es))
        return fail(cx, ST_INVALID, where, "\"English name | Spanish name\", 100 bytes each");
    return ST_OK;
}

Status sensitive_set_kind_1(Cx *cx, Plan *p, Str v, Str where)
{
    return set_kind(cx, &p->sensitive.kinds[0], v, where);
}

Status sensitive_set_kind_2(Cx *cx, Plan *p, Str v, Str where)
{
    return set_kind(cx, &p->sensitive.kinds[1], v, where);
}

Status sensitive_set_kind_3(Cx *cx, Plan *p, Str v, Str where)
{
    return set_kind(cx, &p->sensitive.kinds[2], v, where);
}

Status sensitive_set_kind_4(Cx *cx, Plan *p, Str v, Str where)
{
    return set_kind(cx, &p->sensitive.kinds[3], v, where);
}

Status sensitive_set_kind_5(Cx *cx, Plan *p, Str v, Str where)
{
    return set_kind(cx, &p->sensitive.kinds[4], v, where);
}

Status sensitive_set_kind_6(Cx *cx, Plan *p, Str v, Str where)
{
    return set_kind(cx, &p->sensitive.kinds[5], v, where);
}

Status sensitive_set_kind_7(Cx *cx, Plan *p, Str v, Str where)
{
    return set_kind(cx, &p->sensitive.kinds[6], v, where);
}

Status sensitive_set_kind_8(Cx *cx, Plan *p, Str v, Str where)
{
    return set_kind(cx, &p->sensitive.kinds[7], v, where);
}

static void file_close(void *f)
{
    (void)fclose(f);
}

Status sensitive_read_csv(Cx *cx, Plan *p, Str where)
{
    const Str path = arena_join(cx->mem, str_slice(where, 0, str_rfind(where, '/')),
                                STR("/sensitive.csv"), STR(""));
    FILE *f = fopen(path.p, "rb");
    if (!f && errno == ENOENT) /* most plans have none */
        return ST_OK;
    if (!f)
        return fail(cx, ST_INVALID, path, "cannot be read");
    arena_defer(cx->mem, file_close, f);
    struct stat file;
    if (fstat(fileno(f), &file) != 0 || file.st_size > LIMIT_SENSITIVE)
        return failf(cx, ST_TOO_LONG, path, "more than %u bytes", LIMIT_SENSITIVE);
    char *bytes = arena_alloc_raw(cx->mem, (size_t)file.st_size);
    p->sensitive.csv = (Str){ bytes, fread(bytes, 1, (size_t)file.st_size, f) };
    return ferror(f) ? fail(cx, ST_INVALID, path, "cannot be read") : ST_OK;
}

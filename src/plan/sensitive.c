#include "plan/sensitive.h"

#include "base/file.h"
#include "base/limits.h"
#include "base/text.h"
#include "plan/plan.h"

#include <unistd.h>

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

/* Beside plan.ini, whose path is where; most plans have none. */
static Status read_beside(Cx *cx, Str where, const char *name, size_t max_bytes, Str *out)
{
    const Str path =
        arena_join(cx->mem, str_slice(where, 0, str_rfind(where, '/')), STR("/"), str_of(name));
    *out = STR("");
    if (access(path.p, F_OK) != 0)
        return ST_OK;
    return file_read(cx, path, max_bytes, path, out);
}

Status sensitive_read_csv(Cx *cx, Plan *p, Str where)
{
    TRY(read_beside(cx, where, "sensitive.csv", LIMIT_SENSITIVE, &p->sensitive.csv));
    return read_beside(cx, where, "minors.csv", LIMIT_MINORS, &p->sensitive.minors);
}

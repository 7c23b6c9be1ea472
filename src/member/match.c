/* Five details, one member. Nothing that can be seen from outside depends on what was found: the same
 * statement, the same HMACs, LIMIT_MATCH_SLOTS persons opened and compared in all five details, persons
 * that are not there replaced by one who does not exist (AUTHORIZATION M7, M8). */
#include "member/member_int.h"

#include "json/json.h"

typedef struct Typed {
    Str first;
    NormLast last;
    Str birth_date;
    Str zip;
} Typed;

typedef struct Candidate {
    Str patient;
    Str sealed;
} Candidate;

typedef struct Candidates {
    Candidate slot[LIMIT_MATCH_SLOTS];
    size_t n;
    bool over; /* more than there are slots: nobody is told apart */
} Candidates;

static const Str dummy_json =
    STR_C("{\"first\":\"\",\"last\":\"\",\"b\":\"0001-01-01\",\"d\":false,"
          "\"f\":[\"-\"],\"l\":[\"-\"],\"s\":[\"-\"],\"z\":[\"-\"]}");

unsigned member_details_check(Cx *cx, const MemberPlan *plan, const MemberDetails *in)
{
    NormId id;
    Str zip;
    unsigned bad = 0;
    bad |= norm_name_ok(in->first) && norm_first(cx, in->first).n ? 0 : MEMBER_MATCH_FIRST;
    bad |= norm_name_ok(in->last) && norm_last(cx, in->last).full.n ? 0 : MEMBER_MATCH_LAST;
    bad |= norm_birth_date(cx, in->birth_date) ? 0 : MEMBER_MATCH_BIRTH_DATE;
    bad |= norm_member_id(cx, in->member_id, &id) ? 0 : MEMBER_MATCH_MEMBER_ID;
    bad |= norm_zip(in->zip, &zip) ? 0 : MEMBER_MATCH_ZIP;
    return bad & plan->match;
}

/* The ways in which the typed id may stand on file (M6): as typed; typed without the suffix that is on
 * file; typed with a suffix that is not. */
static void ids_bind(Cx *cx, Sql *q, const Keys *keys, int64_t plan, Str typed, MatchWork *w)
{
    NormId id;
    if (!norm_member_id(cx, typed, &id))
        id = (NormId){ STR(""), STR("") };
    sql_bind_blob(q, member_index(cx, keys, plan, MATCH_WHOLE, id.whole));
    sql_text(q, ", ");
    sql_bind_blob(q, member_index(cx, keys, plan, MATCH_SHORT, id.whole));
    sql_text(q, ", ");
    sql_bind_blob(q, member_index(cx, keys, plan, MATCH_WHOLE, id.base));
    w->hmacs += 3;
}

static Status candidates_read(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str typed_id,
                              MatchWork *w, Candidates *out)
{
    DbRows *r;
    Status st;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT DISTINCT p.patient, p.sealed FROM member_roster r"
                " JOIN member_person p ON p.plan = r.plan AND p.patient = r.patient"
                " WHERE r.plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND r.member_index IN (");
    ids_bind(cx, q, keys, plan, typed_id, w);
    sql_text(q, ") ORDER BY p.patient LIMIT ");
    sql_bind_i64(q, LIMIT_MATCH_SLOTS + 1);
    TRY(db_query(cx, tx, q, &r));
    while (db_next(cx, r, &st)) {
        if (out->n == LIMIT_MATCH_SLOTS) {
            out->over = true;
            continue;
        }
        out->slot[out->n++] =
            (Candidate){ arena_dup(cx->mem, db_str(r, 0)), arena_dup(cx->mem, db_blob(r, 1)) };
    }
    w->statements++;
    return st;
}

Status match_found(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str member_id, MatchFound *out)
{
    MatchWork work = { 0 };
    Candidates *all = ARENA_NEW(cx->mem, Candidates);
    TRY(candidates_read(cx, tx, keys, plan, member_id, &work, all));
    for (size_t i = 0; i < all->n; i++)
        out->patient[i] = all->slot[i].patient;
    out->count = all->n;
    return ST_OK;
}

static bool any_eq(const JsonVal *list, Str typed)
{
    bool found = false;
    JsonIter it = json_iter(list);
    while (json_next(&it))
        found |= typed.n && str_eq(json_str(it.val), typed);
    return found;
}

static bool any_last(const JsonVal *person, NormLast typed)
{
    bool found = false;
    JsonIter l = json_iter(json_get(person, STR("l")));
    JsonIter s = json_iter(json_get(person, STR("s")));
    while (json_next(&l) && json_next(&s))
        found |= norm_last_eq(typed, (NormLast){ json_str(l.val), json_str(s.val) });
    return found;
}

/* All five, whatever the first ones say. The member id is what the row was found by. */
static unsigned compare(const JsonVal *person, const Typed *t, bool real)
{
    unsigned same = real ? MEMBER_MATCH_MEMBER_ID : 0;
    same |= any_eq(json_get(person, STR("f")), t->first) ? MEMBER_MATCH_FIRST : 0;
    same |= any_last(person, t->last) ? MEMBER_MATCH_LAST : 0;
    same |= str_eq(json_get_str(person, STR("b")), t->birth_date) ? MEMBER_MATCH_BIRTH_DATE : 0;
    same |= any_eq(json_get(person, STR("z")), t->zip) ? MEMBER_MATCH_ZIP : 0;
    return same;
}

static Status slot_judge(Cx *cx, const Keys *keys, const MemberPlan *plan, const Candidate *c,
                         const Typed *t, MatchWork *w, bool *fits)
{
    Str json;
    JsonDoc *doc;
    TRY(member_open(cx, keys, plan->num, STR("member_person"), c->patient, c->sealed, &json));
    TRY(json_parse(cx, json, &doc));
    w->opened++;
    const unsigned same = compare(json_root(doc), t, c->patient.n > 0);
    const bool over = (int)json_bool(json_get(json_root(doc), STR("d"))) |
                      (int)(json_get_str(json_root(doc), STR("m")).n > 0); /* M39, M41 */
    w->compared++;
    *fits = (same & plan->match) == plan->match && (same & MEMBER_MATCH_MEMBER_ID) && !over;
    return ST_OK;
}

Status match_run(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan,
                 const MemberDetails *in, MatchWork *work, MemberMatch *out)
{
    Typed t = { norm_first(cx, in->first), norm_last(cx, in->last), in->birth_date, STR("") };
    (void)norm_zip(in->zip, &t.zip);
    const Candidate nobody = { STR(""), member_seal(cx, keys, plan->num, STR("member_person"),
                                                    STR(""), dummy_json) };
    Candidates *all = ARENA_NEW(cx->mem, Candidates);
    TRY(candidates_read(cx, tx, keys, plan->num, in->member_id, work, all));
    size_t found = 0;
    Str patient = STR("");
    for (size_t i = 0; i < LIMIT_MATCH_SLOTS; i++) {
        bool fits;
        const Candidate *c = i < all->n ? &all->slot[i] : &nobody;
        TRY(slot_judge(cx, keys, plan, c, &t, work, &fits));
        if (fits)
            patient = c->patient;
        found += fits;
    }
    const bool one = found == 1 && !all->over;
    out->patient = one ? patient : STR("");
    TRY(roster_bar(cx, tx, plan, out->patient, &out->bar));
    work->statements++;
    if (!one)
        return fail(cx, ST_NOT_FOUND, STR("member"), "the details name no one member");
    return ST_OK;
}

static const struct {
    unsigned bit;
    Str where;
} fields[] = { { MEMBER_MATCH_FIRST, STR_C("first") },
               { MEMBER_MATCH_LAST, STR_C("last") },
               { MEMBER_MATCH_BIRTH_DATE, STR_C("birth_date") },
               { MEMBER_MATCH_MEMBER_ID, STR_C("member_id") },
               { MEMBER_MATCH_ZIP, STR_C("zip") } };

Status member_match(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan,
                    const MemberDetails *in, MemberMatch *out)
{
    MatchWork work = { 0 };
    const unsigned bad = member_details_check(cx, plan, in);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (bad & fields[i].bit)
            return fail(cx, ST_INVALID, fields[i].where, "cannot be a detail of a member");
    return match_run(cx, tx, keys, plan, in, &work, out);
}

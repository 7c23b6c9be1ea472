/* Who may register: written by loads, read by matching. Details are kept normalised and sealed; an id
 * is only ever an HMAC. */
#include "member/member_int.h"

#include "base/buf.h"
#include "base/date.h"
#include "json/json.h"

static const Str person_table = STR_C("member_person");

static void json_list(Buf *b, const char *key, const Str *values, size_t n)
{
    buf_printf(b, ",\"%s\":[", key);
    for (size_t i = 0; i < n; i++) {
        if (i)
            buf_char(b, ',');
        buf_json(b, values[i]);
    }
    buf_char(b, ']');
}

/* What cannot be written to is no contact. */
static void emails_list(Cx *cx, Buf *b, const RosterPerson *p)
{
    Str *e = ARENA_ARRAY(cx->mem, Str, LIMIT_CONTACTS);
    size_t n = 0;
    for (size_t i = 0; i < p->email_count && n < LIMIT_CONTACTS; i++)
        n += forgive(cx, email_canonical(cx, p->emails[i], &e[n]), ST_INVALID) ? 0 : 1;
    json_list(b, "e", e, n);
}

/* {"first","last": as written, for greetings; "f","l","s","z": normalised; "b": birth date; "d": deceased; "m": the
 * Patient that replaces this one; "a": states; "e": mailboxes} */
static Status details_json(Cx *cx, const RosterPerson *p, Str *out)
{
    Buf *b = buf_new(cx, LIMIT_LINE);
    Str *f = ARENA_ARRAY(cx->mem, Str, p->first_count);
    Str *l = ARENA_ARRAY(cx->mem, Str, p->last_count);
    Str *s = ARENA_ARRAY(cx->mem, Str, p->last_count);
    Str *z = ARENA_ARRAY(cx->mem, Str, p->zip_count);
    size_t zips = 0;
    for (size_t i = 0; i < p->first_count; i++)
        f[i] = norm_first(cx, p->firsts[i]);
    for (size_t i = 0; i < p->last_count; i++) {
        const NormLast n = norm_last(cx, p->lasts[i]);
        l[i] = n.full;
        s[i] = n.surname;
    }
    for (size_t i = 0; i < p->zip_count; i++)
        zips += norm_zip(p->zips[i], &z[zips]);
    buf_put(b, STR("{\"first\":"));
    buf_json(b, p->first_count ? p->firsts[0] : STR(""));
    buf_put(b, STR(",\"last\":"));
    buf_json(b, p->last_count ? p->lasts[0] : STR(""));
    buf_put(b, STR(",\"b\":"));
    buf_json(b, p->birth_date);
    buf_put(b, p->deceased ? STR(",\"d\":true") : STR(",\"d\":false"));
    buf_put(b, STR(",\"m\":"));
    buf_json(b, p->replaced_by);
    json_list(b, "f", f, p->first_count);
    json_list(b, "l", l, p->last_count);
    json_list(b, "s", s, p->last_count);
    json_list(b, "z", z, zips);
    json_list(b, "a", p->states, p->state_count);
    emails_list(cx, b, p);
    buf_char(b, '}');
    *out = buf_str(b);
    return buf_status(cx, b, STR("roster"));
}

static Status person_write(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, const RosterPerson *p)
{
    Str json;
    TRY(details_json(cx, p, &json));
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO member_person (plan, patient, compartment, sealed, since_ms,"
                " updated_ms, replaced_by) VALUES (");
    sql_bind_i64(q, plan);
    sql_text(q, ", ");
    sql_bind_str(q, p->patient);
    sql_text(q, ", ");
    sql_bind_i64(q, p->compartment);
    sql_text(q, ", ");
    sql_bind_blob(q, member_seal(cx, keys, plan, person_table, p->patient, json));
    sql_text(q, ", ");
    const int64_t times[] = { cx->now_ms, cx->now_ms };
    sql_bind_list(q, times, 2);
    sql_text(q, ", ");
    if (p->replaced_by.n)
        sql_bind_str(q, p->replaced_by);
    else
        sql_bind_null(q);
    sql_text(q, ") ON CONFLICT (plan, patient) DO UPDATE SET compartment = excluded.compartment,"
                " sealed = excluded.sealed, updated_ms = excluded.updated_ms,"
                " replaced_by = excluded.replaced_by");
    return db_exec(cx, tx, q, NULL);
}

static Status index_write(Cx *cx, DbTx *tx, int64_t plan, const RosterPerson *p, Str index)
{
    Sql *q = sql_new(cx);
    sql_text(q,
             "INSERT INTO member_roster (plan, member_index, patient, source, products, until_ms)"
             " VALUES (");
    sql_bind_i64(q, plan);
    sql_text(q, ", ");
    sql_bind_blob(q, index);
    sql_text(q, ", ");
    sql_bind_str(q, p->patient);
    sql_text(q, ", ");
    sql_bind_str(q, p->coverage);
    sql_text(q, ", ");
    sql_bind_str(q, p->products);
    sql_text(q, ", ");
    sql_bind_i64(q, p->until_ms);
    sql_text(q, ") ON CONFLICT DO NOTHING");
    return db_exec(cx, tx, q, NULL);
}

static Status ids_write(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, const RosterPerson *p)
{
    bool any = false;
    for (size_t i = 0; i < p->member_id_count; i++) {
        NormId id;
        if (!norm_member_id(cx, p->member_ids[i], &id))
            continue; /* nobody could type it: such a member cannot register by it */
        any = true;
        TRY(index_write(cx, tx, plan, p, member_index(cx, keys, plan, MATCH_WHOLE, id.whole)));
        if (id.base.n)
            TRY(index_write(cx, tx, plan, p, member_index(cx, keys, plan, MATCH_SHORT, id.base)));
    }
    /* A Coverage without a number covers all the same: by a row that no number leads to. */
    return any || !p->coverage.n ? ST_OK : index_write(cx, tx, plan, p, STR(""));
}

static Status parent_write(Cx *cx, DbTx *tx, int64_t plan, const RosterPerson *p)
{
    if (p->parent.n == 0 || str_eq(p->parent, p->patient))
        return ST_OK;
    Sql *q = sql_new(cx);
    sql_text(q,
             "INSERT INTO member_dependent (plan, subscriber, patient, source, until_ms) VALUES (");
    sql_bind_i64(q, plan);
    sql_text(q, ", ");
    sql_bind_str(q, p->parent);
    sql_text(q, ", ");
    sql_bind_str(q, p->patient);
    sql_text(q, ", ");
    sql_bind_str(q, p->coverage);
    sql_text(q, ", ");
    sql_bind_i64(q, p->until_ms);
    sql_text(q, ") ON CONFLICT DO NOTHING");
    return db_exec(cx, tx, q, NULL);
}

/* What the Patient itself said. */
static Status own_ids_remove(Cx *cx, DbTx *tx, int64_t plan, Str patient)
{
    Sql *q = sql_new(cx);
    sql_text(q, "DELETE FROM member_roster WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND patient = ");
    sql_bind_str(q, patient);
    sql_text(q, " AND source = ");
    sql_bind_str(q, STR(""));
    return db_exec(cx, tx, q, NULL);
}

static Status person_remove(Cx *cx, DbTx *tx, int64_t plan, Str patient)
{
    Sql *q = sql_new(cx);
    sql_text(q, "DELETE FROM member_person WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND patient = ");
    sql_bind_str(q, patient);
    return db_exec(cx, tx, q, NULL);
}

/* Of whom the Coverage said something: what rests on it is looked at again (M41). */
static Status said_remove(Cx *cx, DbTx *tx, const char *delete, int64_t plan, Str coverage)
{
    Str *patients;
    size_t count;
    Sql *q = sql_new(cx);
    sql_text(q, delete);
    sql_bind_i64(q, plan);
    sql_text(q, " AND source = ");
    sql_bind_str(q, coverage);
    sql_text(q, " RETURNING patient");
    TRY(db_strs(cx, tx, q, &patients, &count));
    for (size_t i = 0; i < count; i++)
        if (i == 0 || !str_eq(patients[i], patients[i - 1]))
            TRY(changed_put(cx, tx, plan, patients[i], CHANGED_NOW));
    return ST_OK;
}

#define DELETE_IDS "DELETE FROM member_roster WHERE plan = "
#define DELETE_DEPENDENTS "DELETE FROM member_dependent WHERE plan = "

/* Those in whose place it is, one after another (take: patient), or those in its place (replaced_by). UNION: a circle
 * ends. */
static Status chain_changed(Cx *cx, DbTx *tx, int64_t plan, Str patient, const char *take,
                            const char *by)
{
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO member_changed (plan, due_ms, patient) WITH RECURSIVE one"
                " (plan, patient) AS (SELECT plan, ");
    sql_text(q, take);
    sql_text(q, " FROM member_person WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND ");
    sql_text(q, by);
    sql_text(q, " = ");
    sql_bind_str(q, patient);
    sql_text(q, " UNION SELECT p.plan, p.");
    sql_text(q, take);
    sql_text(q, " FROM member_person p JOIN one ON p.plan = one.plan AND p.");
    sql_text(q, by);
    sql_text(q, " = one.patient) SELECT plan, ");
    sql_bind_i64(q, CHANGED_NOW);
    sql_text(q, ", patient FROM one WHERE patient <> ");
    sql_bind_str(q, patient);
    sql_text(q, " ON CONFLICT (plan, due_ms, patient) DO UPDATE SET due_ms = excluded.due_ms");
    return db_exec(cx, tx, q, NULL);
}

Status changed_put_replaced(Cx *cx, DbTx *tx, int64_t plan, Str patient)
{
    return chain_changed(cx, tx, plan, patient, "patient", "replaced_by");
}

/* A new Patient has nobody yet who could lose a right; what was said of her holds for the record in her place too. */
static Status patient_changed(Cx *cx, DbTx *tx, int64_t plan, const RosterPerson *p)
{
    const bool over = p->deceased || p->replaced_by.n;
    if (p->replaced_by.n)
        TRY(chain_changed(cx, tx, plan, p->patient, "replaced_by", "patient"));
    return p->fresh && !over ? ST_OK : changed_put(cx, tx, plan, p->patient, CHANGED_NOW);
}

/* Its end comes without a load. */
static Status coverage_ends(Cx *cx, DbTx *tx, int64_t plan, const RosterPerson *p)
{
    const bool over = p->until_ms <= cx->now_ms;
    return p->until_ms == DATE_MAX
               ? ST_OK
               : changed_put(cx, tx, plan, p->patient, over ? CHANGED_NOW : p->until_ms);
}

Status roster_put(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, const RosterPerson *p)
{
    if (p->coverage.n) {
        TRY(roster_remove_coverage(cx, tx, plan, p->coverage));
        TRY(coverage_ends(cx, tx, plan, p));
    }
    if (p->has_details) {
        TRY(own_ids_remove(cx, tx, plan, p->patient));
        TRY(person_write(cx, tx, keys, plan, p));
        TRY(patient_changed(cx, tx, plan, p));
        TRY(changed_put_replaced(cx, tx, plan, p->patient));
    }
    TRY(ids_write(cx, tx, keys, plan, p));
    return parent_write(cx, tx, plan, p);
}

/* What Coverages said of the person stays: they may name a Patient that comes again. */
Status roster_remove(Cx *cx, DbTx *tx, int64_t plan, Str patient)
{
    TRY(own_ids_remove(cx, tx, plan, patient));
    TRY(person_remove(cx, tx, plan, patient));
    return changed_put(cx, tx, plan, patient, CHANGED_NOW);
}

Status roster_remove_coverage(Cx *cx, DbTx *tx, int64_t plan, Str coverage)
{
    TRY(said_remove(cx, tx, DELETE_IDS, plan, coverage));
    return said_remove(cx, tx, DELETE_DEPENDENTS, plan, coverage);
}

static Status person_open(Cx *cx, const Keys *keys, int64_t plan, Str patient, Str sealed,
                          JsonDoc **out)
{
    Str json;
    TRY(member_open(cx, keys, plan, person_table, patient, sealed, &json));
    return json_parse(cx, json, out);
}

static Status person_find(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str patient,
                          JsonDoc **out)
{
    DbRows *r;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT sealed FROM member_person WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND patient = ");
    sql_bind_str(q, patient);
    TRY(db_one(cx, tx, q, STR("member"), &r));
    return person_open(cx, keys, plan, patient, db_blob(r, 0), out);
}

Status roster_compartment(Cx *cx, DbTx *tx, int64_t plan, Str patient, int64_t *out)
{
    DbRows *r;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT compartment FROM member_person WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND patient = ");
    sql_bind_str(q, patient);
    TRY(db_one(cx, tx, q, STR("patient"), &r));
    *out = db_i64(r, 0);
    return ST_OK;
}

Status roster_covered(Cx *cx, DbTx *tx, int64_t plan, Str patient, bool *covered)
{
    DbRows *r;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT max(until_ms) FROM member_roster WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND patient = ");
    sql_bind_str(q, patient);
    sql_text(q, " AND source > ");
    sql_bind_str(q, STR(""));
    TRY(db_one(cx, tx, q, STR("coverage"), &r));
    *covered = db_is_null(r, 0) || db_i64(r, 0) > cx->now_ms;
    return ST_OK;
}

Status roster_standing(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str patient,
                       RosterStanding *out)
{
    JsonDoc *doc;
    *out = (RosterStanding){ .replaced_by = STR("") };
    const Status st = person_find(cx, tx, keys, plan, patient, &doc);
    if (st != ST_OK)
        return forgive(cx, st, ST_NOT_FOUND) ? ST_OK : st;
    out->known = true;
    out->deceased = json_bool(json_get(json_root(doc), STR("d")));
    out->replaced_by = json_get_str(json_root(doc), STR("m"));
    return ST_OK;
}

static bool is_outside(const MemberPlan *plan, Str products)
{
    for (Str product; str_split(&products, '\n', &product);)
        if (str_in(product, plan->outside, plan->outside_count))
            return true;
    return false;
}

/* What her Coverages say: how many there are, which of them still give her something to share, and which of
 * those the rule is about. */
typedef struct Standing {
    int64_t since_ms;
    size_t coverages;
    size_t counting;
    size_t inside;
} Standing;

static Status standing_read(Cx *cx, DbTx *tx, const MemberPlan *plan, Str patient, Standing *out)
{
    DbRows *r;
    Status st;
    Sql *q = sql_new(cx);
    sql_text(
        q, "SELECT p.since_ms, r.until_ms, r.products FROM member_person p"
           " LEFT JOIN member_roster r ON r.plan = p.plan AND r.patient = p.patient"
           " AND r.source > "); /* an inequality takes no index: it looks through the whole plan */
    sql_bind_str(q, STR(""));
    sql_text(q, " WHERE p.plan = ");
    sql_bind_i64(q, plan->num);
    sql_text(q, " AND p.patient = ");
    sql_bind_str(q, patient);
    TRY(db_query(cx, tx, q, &r));
    while (db_next(cx, r, &st)) {
        out->since_ms = db_i64(r, 0);
        if (db_is_null(r, 1) || (!plan->stops_uncovered && db_i64(r, 1) == DATE_MIN))
            continue; /* none, or one that should never have been */
        const bool counts = !plan->stops_uncovered || db_i64(r, 1) > cx->now_ms;
        out->coverages++;
        out->counting += counts;
        out->inside += counts && !is_outside(plan, db_str(r, 2));
    }
    return st;
}

Status roster_bar(Cx *cx, DbTx *tx, const MemberPlan *plan, Str patient, MemberBar *bar)
{
    Standing s = { .coverages = 0 };
    TRY(standing_read(cx, tx, plan, patient, &s));
    *bar = BAR_NONE;
    if (s.coverages && !s.counting)
        *bar = BAR_COVERAGE_ENDED;
    else if (s.coverages && !s.inside)
        *bar = BAR_NOT_COVERED;
    else if (patient.n && plan->new_ms && s.since_ms + plan->new_ms > cx->now_ms)
        *bar = BAR_TOO_NEW;
    return ST_OK;
}

#define STATES_MAX 32u

static size_t states_of(const JsonVal *person, Str states[STATES_MAX])
{
    size_t n = 0;
    for (JsonIter it = json_iter(json_get(person, STR("a"))); json_next(&it) && n < STATES_MAX;)
        states[n++] = json_str(it.val);
    return n;
}

Status roster_name(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str patient, RosterName *out)
{
    JsonDoc *doc;
    TRY(person_find(cx, tx, keys, plan, patient, &doc));
    const JsonVal *v = json_root(doc);
    Str *states = ARENA_ARRAY(cx->mem, Str, STATES_MAX);
    *out = (RosterName){ json_get_str(v, STR("first")), json_get_str(v, STR("last")),
                         json_get_str(v, STR("b")), states, states_of(v, states) };
    return ST_OK;
}

/* Dead, or another record in its place. */
static bool is_over(const JsonDoc *doc)
{
    return json_bool(json_get(json_root(doc), STR("d"))) ||
           json_get_str(json_root(doc), STR("m")).n > 0;
}

static int64_t majority_of(const JsonVal *person)
{
    Str states[STATES_MAX];
    const size_t n = states_of(person, states);
    return member_majority_ms(json_get_str(person, STR("b")), states, n);
}

Status roster_majority(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str patient, int64_t *ms)
{
    JsonDoc *doc;
    int64_t since;
    TRY(person_find(cx, tx, keys, plan, patient, &doc));
    *ms = majority_of(json_root(doc));
    TRY(emancipated_since(cx, tx, plan, patient, &since));
    if (since && (since < *ms || !*ms))
        *ms = since;
    return ST_OK;
}

Status roster_contacts(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str patient,
                       RosterContacts *out)
{
    JsonDoc *doc;
    out->count = 0;
    const Status st = person_find(cx, tx, keys, plan, patient, &doc);
    if (st != ST_OK)
        return forgive(cx, st, ST_NOT_FOUND) ? ST_OK : st;
    JsonIter it = json_iter(json_get(json_root(doc), STR("e")));
    while (out->count < LIMIT_CONTACTS && json_next(&it))
        out->email[out->count++] = json_str(it.val);
    return ST_OK;
}

/* M37: who is of age by law is nobody's child. */
static Status emancipated_leave(Cx *cx, DbTx *tx, int64_t plan, RosterMinor *minors, size_t *count)
{
    size_t n = 0;
    for (size_t i = 0; i < *count; i++) {
        int64_t since;
        TRY(emancipated_since(cx, tx, plan, minors[i].patient, &since));
        if (!since)
            minors[n++] = minors[i];
    }
    *count = n;
    return ST_OK;
}

Status roster_minors(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str patient,
                     RosterMinor **out, size_t *count)
{
    DbRows *r;
    Status st;
    *out = ARENA_ARRAY(cx->mem, RosterMinor, LIMIT_FAMILY);
    *count = 0;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT DISTINCT p.patient, p.sealed FROM member_dependent d"
                " JOIN member_person p ON p.plan = d.plan AND p.patient = d.patient"
                " WHERE d.plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND d.subscriber = ");
    sql_bind_str(q, patient);
    sql_text(q, " AND d.until_ms > ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, " ORDER BY p.patient");
    TRY(db_query(cx, tx, q, &r));
    while (db_next(cx, r, &st)) {
        JsonDoc *doc;
        const Str id = arena_dup(cx->mem, db_str(r, 0));
        TRY(person_open(cx, keys, plan, id, db_blob(r, 1), &doc));
        const int64_t until = majority_of(json_root(doc));
        /* A birth date that is missing or not whole makes nobody a child. */
        if (until > cx->now_ms && !is_over(doc) && *count < LIMIT_FAMILY)
            (*out)[(*count)++] = (RosterMinor){ id, until };
    }
    return st == ST_OK ? emancipated_leave(cx, tx, plan, *out, count) : st;
}

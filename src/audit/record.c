#include "audit/audit_int.h"

#include "base/codec.h"
#include "base/date.h"

#define FIELD_BYTES 256u /* of one text: some come from whoever calls, before anybody knows them */

static const AuditKindRow kinds[] = {
#define AUDIT_KIND(name, type, subtype, action) { STR_C(type), STR_C(subtype), STR_C(action) },
#include "audit/kind.def"
#undef AUDIT_KIND
};

/* What is the same in every record of a kind. */
static const Str kind_texts[] = {
#define AUDIT_KIND(name, type, subtype, action)                                                    \
    STR_C(",\"type\":\"" type "\",\"subtype\":\"" subtype "\",\"action\":\"" action                \
          "\",\"outcome\":"),
#include "audit/kind.def"
#undef AUDIT_KIND
};

const AuditKindRow *audit_kind(AuditKind kind)
{
    return &kinds[kind];
}

/* Cut at a NUL: no engine keeps one in a text, and one record must not hold up all others. */
static void put_str(Buf *b, Str name, Str value)
{
    value = str_slice(value, 0, FIELD_BYTES);
    value = str_slice(value, 0, str_find(value, '\0'));
    if (value.n == 0)
        return;
    buf_put(b, name);
    buf_json(b, value);
}

static void put_i64(Buf *b, Str name, int64_t value)
{
    if (value == 0)
        return;
    buf_put(b, name);
    buf_i64(b, value);
}

/* AuditEvent.outcome: 0 success, 4 the caller's failure, 8 ours. */
static int64_t outcome_of(const AuditRecord *r)
{
    const int code = r->http_status ? r->http_status : status_row(r->status)->http;
    return code < 400 ? 0 : code < 500 ? 4 : 8;
}

/* A search by POST may be a megabyte: its beginning, and how long it was. */
static void put_query(Cx *cx, Buf *b, Str query)
{
    if (query.n == 0)
        return;
    buf_put(b, STR(",\"query\":\""));
    buf_put(b, base64_encode(cx, str_slice(query, 0, LIMIT_TARGET)));
    buf_char(b, '"');
    if (query.n > LIMIT_TARGET)
        put_i64(b, STR(",\"query_bytes\":"), (int64_t)query.n);
}

static void put_record(Cx *cx, Buf *b, const AuditRecord *r)
{
    char recorded[DATE_INSTANT_LEN];
    date_instant(cx->now_ms, recorded);
    buf_put(b, STR("{\"recorded\":\""));
    buf_put(b, (Str){ recorded, sizeof recorded });
    buf_put(b, STR("\",\"plan\":"));
    buf_i64(b, r->plan);
    buf_put(b, kind_texts[r->kind]);
    buf_i64(b, outcome_of(r));
    put_i64(b, STR(",\"http\":"), r->http_status);
    if (r->status != ST_OK)
        put_str(b, STR(",\"status\":"), status_row(r->status)->name);
    put_str(b, STR(",\"request\":"), cx->request_id);
    put_str(b, STR(",\"address\":"), r->address);
    put_str(b, STR(",\"client\":"), r->client_id);
    put_str(b, STR(",\"grant\":"), r->grant);
    put_str(b, STR(",\"account\":"), r->account);
    put_str(b, STR(",\"patient\":"), r->patient);
    put_str(b, STR(",\"actor\":"), r->actor);
    put_str(b, STR(",\"reason\":"), r->reason);
    put_str(b, STR(",\"consent\":"), r->consent);
    put_str(b, STR(",\"resource\":"), r->resource_type);
    put_str(b, STR(",\"id\":"), r->resource_id);
    put_i64(b, STR(",\"count\":"), r->count);
    put_i64(b, STR(",\"bytes\":"), r->bytes);
    put_query(cx, b, r->query);
    buf_char(b, '}');
}

static void sum_hex(Str text, char out[SUM_CHARS])
{
    const uint64_t sum = str_sum(text);
    for (size_t i = 0; i < SUM_CHARS; i++)
        out[i] = "0123456789abcdef"[sum >> (60 - 4 * i) & 15];
}

static Str patient_word(Str id)
{
    const bool fits =
        id.n <= LIMIT_ID &&
        str_only(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.");
    return fits ? id : STR(NO_PATIENT);
}

Status record_line(Cx *cx, const AuditRecord *r, Str *line)
{
    Buf *b = buf_new_sized(cx, LIMIT_AUDIT_LINE, 768);
    const size_t head = SUM_CHARS + 1;
    memset(buf_grow(b, head), ' ', head);
    buf_i64(b, r->plan);
    buf_char(b, ' ');
    buf_i64(b, cx->now_ms);
    buf_char(b, ' ');
    buf_put(b, patient_word(r->patient));
    buf_char(b, ' ');
    put_record(cx, b, r);
    sum_hex(str_from(buf_str(b), head), b->p);
    buf_char(b, '\n');
    *line = buf_str(b);
    return buf_status(cx, b, STR("audit"));
}

bool event_head(Str line, Event *out, Str *record)
{
    Str ms, patient;
    out->line = line;
    *record = line;
    if (!str_split(record, ' ', &ms) || !str_split(record, ' ', &patient) || record->n == 0)
        return false;
    out->patient = str_eq(patient, STR(NO_PATIENT)) ? STR_NONE : patient;
    return str_to_i64(ms, &out->recorded_ms);
}

bool event_read(Str line, Event *out)
{
    char own[SUM_CHARS];
    Str plan, record;
    if (line.n <= SUM_CHARS || line.p[SUM_CHARS] != ' ')
        return false;
    Str rest = str_from(line, SUM_CHARS + 1);
    sum_hex(rest, own);
    return memcmp(own, line.p, SUM_CHARS) == 0 && str_split(&rest, ' ', &plan) &&
           str_to_i64(plan, &out->plan) && event_head(rest, out, &record);
}

#include "audit/audit_int.h"

#include "base/codec.h"
#include "base/date.h"

#include <assert.h>

#define TEXT_BYTES 256u /* of one text: some come from whoever calls, before anybody knows them */
#define TEXTS 13u       /* in one record, with the request's id and the status */
#define NAME_BYTES 16u

/* What stands before a text; all its bytes are copied, as that is one store. */
typedef struct Name {
    char text[NAME_BYTES];
    size_t n;
} Name;

#define NAME(name)                                                                                 \
    {                                                                                              \
        ",\"" name "\":\"", sizeof(",\"" name "\":\"") - 1                                         \
    }

static const Name name_status = NAME("status");
static const Name name_request = NAME("request");
static const Name name_patient = NAME("patient");

// clang-format off
static const struct { Name name; size_t at; } texts[] = {
    { NAME("address"),  offsetof(AuditRecord, address) },
    { NAME("client"),   offsetof(AuditRecord, client_id) },
    { NAME("grant"),    offsetof(AuditRecord, grant) },
    { NAME("account"),  offsetof(AuditRecord, account) },
    { NAME("actor"),    offsetof(AuditRecord, actor) },
    { NAME("reason"),   offsetof(AuditRecord, reason) },
    { NAME("consent"),  offsetof(AuditRecord, consent) },
    { NAME("resource"), offsetof(AuditRecord, resource_type) },
    { NAME("id"),       offsetof(AuditRecord, resource_id) },
    { NAME("included"), offsetof(AuditRecord, included) },
};
// clang-format on

/* A byte of a text becomes six at most, three of a query four; numbers and words are under a KiB. So
 * the line is written without asking for room at each step. */
static_assert(sizeof texts / sizeof *texts + 3 == TEXTS, "status, request, patient");
static_assert(TEXTS * (6 * TEXT_BYTES + NAME_BYTES) + LIMIT_TARGET / 3 * 4 + 1024 <
                  LIMIT_AUDIT_LINE,
              "the longest line fits");

static const AuditKindRow kinds[] = {
#define AUDIT_KIND(name, type, subtype, action) { STR_C(type), STR_C(subtype), STR_C(action) },
#include "audit/kind.def"
#undef AUDIT_KIND
};

/* What is the same in every line of a kind. */
static const Str kind_words[] = {
#define AUDIT_KIND(name, type, subtype, action) STR_C(" " subtype " {\"outcome\":"),
#include "audit/kind.def"
#undef AUDIT_KIND
};

const AuditKindRow *audit_kind(AuditKind kind)
{
    return &kinds[kind];
}

/* ---- writing: each call puts something at at and returns what is behind it ---- */

static inline char *put(char *at, Str s)
{
    memcpy(at, s.p, s.n);
    return at + s.n;
}

static char *put_i64(char *at, int64_t value)
{
    char digits[20];
    size_t i = sizeof digits;
    uint64_t v = (uint64_t)value;
    if (value < 0) {
        *at++ = '-';
        v = -v;
    }
    do
        digits[--i] = (char)('0' + v % 10);
    while ((v /= 10) != 0);
    return put(at, (Str){ digits + i, sizeof digits - i });
}

static inline char *put_number(char *at, Str name, int64_t value)
{
    return value == 0 ? at : put_i64(put(at, name), value);
}

/* Cut at a NUL: no engine keeps one in a text, and one record must not hold up all others. */
static Str escaped(Cx *cx, Str s)
{
    Buf *b = buf_new(cx, 6 * TEXT_BYTES + 2);
    buf_json(b, str_slice(s, 0, str_find(s, '\0')));
    return str_slice(buf_str(b), 1, b->n - 1);
}

static char *put_text(Cx *cx, char *at, const Name *name, Str value)
{
    if (value.n > TEXT_BYTES)
        value.n = TEXT_BYTES;
    if (value.n > 0 && !json_plain(value))
        value = escaped(cx, value);
    if (value.n == 0)
        return at;
    memcpy(at, name->text, sizeof name->text);
    at = put(at + name->n, value);
    *at = '"';
    return at + 1;
}

/* A search by POST may be a megabyte: its beginning, and how long it was. */
static char *put_query(Cx *cx, char *at, Str query)
{
    if (query.n == 0)
        return at;
    at = put(at, STR(",\"query\":\""));
    at = put(at, base64_encode(cx, str_slice(query, 0, LIMIT_TARGET)));
    *at++ = '"';
    return query.n > LIMIT_TARGET ? put_number(at, STR(",\"query_bytes\":"), (int64_t)query.n) : at;
}

/* AuditEvent.outcome: 0 success, 4 the caller's failure, 8 ours. */
static char outcome_of(const AuditRecord *r)
{
    const int code = r->http_status ? r->http_status : status_row(r->status)->http;
    return code < 400 ? '0' : code < 500 ? '4' : '8';
}

static bool is_word(Str patient)
{
    return patient.n > 0 && patient.n <= LIMIT_ID && json_plain(patient) &&
           !memchr(patient.p, ' ', patient.n) && !str_eq(patient, STR(NO_PATIENT));
}

static char *put_record(Cx *cx, char *at, const AuditRecord *r)
{
    const bool word = is_word(r->patient);
    at = put(at, word ? r->patient : STR(NO_PATIENT));
    at = put(at, kind_words[r->kind]);
    *at++ = outcome_of(r);
    at = put_number(at, STR(",\"http\":"), r->http_status);
    if (r->status != ST_OK)
        at = put_text(cx, at, &name_status, status_row(r->status)->name);
    at = put_text(cx, at, &name_request, cx->request_id);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        at = put_text(cx, at, &texts[i].name, *(const Str *)((const char *)r + texts[i].at));
    if (!word)
        at = put_text(cx, at, &name_patient, r->patient);
    at = put_number(at, STR(",\"count\":"), r->count);
    at = put_number(at, STR(",\"bytes\":"), r->bytes);
    at = put_query(cx, at, r->query);
    *at = '}';
    return at + 1;
}

static void sum_hex(Str text, char out[SUM_CHARS])
{
    const uint64_t sum = str_sum(text);
    for (size_t i = 0; i < SUM_CHARS; i++)
        out[i] = "0123456789abcdef"[sum >> (60 - 4 * i) & 15];
}

size_t record_write(Cx *cx, const AuditRecord *r, char *line)
{
    char *at = line + SUM_CHARS;
    *at++ = ' ';
    const char *summed = at;
    at = put_i64(at, r->plan);
    *at++ = ' ';
    at = put_i64(at, cx->now_ms);
    *at++ = ' ';
    at = put_record(cx, at, r);
    sum_hex((Str){ summed, (size_t)(at - summed) }, line);
    return (size_t)(at - line);
}

Str record_line(Cx *cx, const AuditRecord *r)
{
    char line[LIMIT_AUDIT_LINE];
    return arena_dup(cx->mem, (Str){ line, record_write(cx, r, line) });
}

/* ---- reading ---- */

/* A number that is not negative, and the space behind it. */
static bool take_i64(Str *rest, int64_t *out)
{
    const size_t most = 18; /* digits that fit */
    int64_t v = 0;
    size_t i = 0;
    for (; i < rest->n && i < most && rest->p[i] >= '0' && rest->p[i] <= '9'; i++)
        v = v * 10 + (rest->p[i] - '0');
    if (i == 0 || i == rest->n || rest->p[i] != ' ')
        return false;
    *rest = (Str){ rest->p + i + 1, rest->n - i - 1 };
    *out = v;
    return true;
}

bool event_head(Str line, Event *out, Str *record)
{
    Str patient;
    out->line = line;
    *record = line;
    if (!take_i64(record, &out->recorded_ms) || !str_split(record, ' ', &patient) || record->n == 0)
        return false;
    out->patient = str_eq(patient, STR(NO_PATIENT)) ? STR_NONE : patient;
    return true;
}

bool event_read(Str line, Event *out)
{
    char own[SUM_CHARS];
    Str record;
    if (line.n <= SUM_CHARS || line.p[SUM_CHARS] != ' ')
        return false;
    Str rest = { line.p + SUM_CHARS + 1, line.n - SUM_CHARS - 1 };
    sum_hex(rest, own);
    return memcmp(own, line.p, SUM_CHARS) == 0 && take_i64(&rest, &out->plan) &&
           event_head(rest, out, &record);
}

static const AuditKindRow *kind_find(Str subtype)
{
    for (size_t i = 0; i < AUDIT_KINDS; i++)
        if (str_eq(kinds[i].subtype, subtype))
            return &kinds[i];
    return NULL;
}

Status record_whole(Cx *cx, int64_t plan, const Event *e, Str record, Str *out)
{
    char recorded[DATE_INSTANT_LEN];
    Str subtype;
    const bool has_kind = str_split(&record, ' ', &subtype);
    const AuditKindRow *kind = kind_find(subtype);
    if (!has_kind || !kind || !str_starts(record, STR("{\"")))
        return fail(cx, ST_STRUCTURE, STR("audit"), "is not an audit record");
    date_instant(e->recorded_ms, recorded);
    Buf *b = buf_new_sized(cx, 2 * LIMIT_AUDIT_LINE, record.n + 256);
    buf_put(b, STR("{\"recorded\":\""));
    buf_put(b, (Str){ recorded, sizeof recorded });
    buf_put(b, STR("\",\"plan\":"));
    buf_i64(b, plan);
    buf_put(b, STR(",\"type\":\""));
    buf_put(b, kind->type);
    buf_put(b, STR("\",\"subtype\":\""));
    buf_put(b, kind->subtype);
    buf_put(b, STR("\",\"action\":\""));
    buf_put(b, kind->action);
    buf_put(b, STR("\","));
    if (e->patient.n) {
        buf_put(b, STR("\"patient\":"));
        buf_json(b, e->patient);
        buf_char(b, ',');
    }
    buf_put(b, str_from(record, 1));
    *out = buf_str(b);
    return buf_status(cx, b, STR("audit"));
}

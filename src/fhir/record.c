#include "fhir/record_int.h"

#include "base/limits.h"
#include "fhir/extract_int.h"
#include "jose/jose.h"

/* Bits of the characters of an id: letters, digits, - and . */
static const uint32_t id_chars[8] = { [1] = 0x03ff6000, [2] = 0x07fffffe, [3] = 0x07fffffe };

bool fhir_id_valid(Str id)
{
    if (id.n == 0 || id.n > LIMIT_ID)
        return false;
    uint32_t all = 1;
    for (size_t i = 0; i < id.n; i++) {
        const unsigned char c = (unsigned char)id.p[i];
        all &= id_chars[c >> 5] >> (c & 31);
    }
    return all != 0;
}

/* ---- checks ---------------------------------------------------------------------------------- */

static Status identity(Cx *cx, const JsonVal *root, Record *r)
{
    const Str type = json_get_str(root, STR("resourceType"));
    if (type.n == 0)
        return fail(cx, ST_STRUCTURE, STR("resourceType"), "not a FHIR resource");
    r->type = type_by_name(type);
    if (!r->type)
        return fail(cx, ST_TYPE_NOT_ACCEPTED, STR("resourceType"), "not an R4 resource type");
    r->id = json_get_str(root, STR("id"));
    if (!fhir_id_valid(r->id))
        return fail(cx, ST_INVALID, STR("id"), "must be 1 to 64 of A-Z a-z 0-9 - .");
    return ST_OK;
}

static bool each_is(const JsonVal *list, JsonType type)
{
    if (!list)
        return true;
    if (json_type(list) != JSON_ARRAY || json_len(list) == 0)
        return false;
    for (JsonIter it = json_iter(list); json_next(&it);)
        if (json_type(it.val) != type || (type == JSON_STRING && json_str(it.val).n == 0))
            return false;
    return true;
}

/* meta is what the server adds to and answers from, so it alone is strict here. */
static Status meta_check(Cx *cx, const JsonVal *root)
{
    const JsonVal *meta = json_get(root, STR("meta"));
    const JsonVal *version = json_get(meta, STR("versionId"));
    const JsonVal *updated = json_get(meta, STR("lastUpdated"));
    const JsonVal *source = json_get(meta, STR("source"));
    DateRange when;
    if (meta && json_type(meta) != JSON_OBJECT)
        return fail(cx, ST_INVALID, STR("meta"), "not an object");
    if (version && !fhir_id_valid(json_str(version)))
        return fail(cx, ST_INVALID, STR("meta.versionId"), "not an id");
    if (updated &&
        (!date_parse(json_str(updated), &when) || !str_contains(json_str(updated), STR("T"))))
        return fail(cx, ST_INVALID, STR("meta.lastUpdated"), "not an instant");
    if (source && json_str(source).n == 0)
        return fail(cx, ST_INVALID, STR("meta.source"), "not a uri");
    if (!each_is(json_get(meta, STR("profile")), JSON_STRING))
        return fail(cx, ST_INVALID, STR("meta.profile"), "not a list of URLs");
    if (!each_is(json_get(meta, STR("security")), JSON_OBJECT))
        return fail(cx, ST_INVALID, STR("meta.security"), "not a list of codings");
    if (!each_is(json_get(meta, STR("tag")), JSON_OBJECT))
        return fail(cx, ST_INVALID, STR("meta.tag"), "not a list of codings");
    return ST_OK;
}

/* ---- the date that "how far back" uses ------------------------------------------------------- */

/* Widens out over all values at "a.b"; false when there is none. */
static bool when_at(const JsonVal *v, Str path, DateRange *out)
{
    bool any = false;
    DateRange one;
    if (json_type(v) == JSON_ARRAY) {
        for (JsonIter it = json_iter(v); json_next(&it);) {
            if (!when_at(it.val, path, &one))
                continue;
            out->lo_ms = any && out->lo_ms < one.lo_ms ? out->lo_ms : one.lo_ms;
            out->hi_ms = any && out->hi_ms > one.hi_ms ? out->hi_ms : one.hi_ms;
            any = true;
        }
        return any;
    }
    Str name;
    return str_split(&path, '.', &name) ? when_at(json_get(v, name), path, out)
                                        : extract_range(v, out);
}

DateRange record_when(const JsonVal *root, Str paths)
{
    DateRange r;
    for (Str path; paths.n && str_split(&paths, '|', &path);)
        if (when_at(root, path, &r))
            return r;
    return (DateRange){ DATE_MIN, DATE_MAX };
}

/* ---------------------------------------------------------------------------------------------- */

#define NEW_LIST ",\"security\":["

void record_judge(Cx *cx, const JsonVal *root, const RecordRules *rules, Record *r)
{
    LabelFound found;
    record_refs(cx, root, rules->base, r);
    if (!rules->labels)
        return;
    label_find(cx, rules->labels, r->type, root, &found);
    r->own = found.own;
    r->reason = found.reason;
}

Status record_make(Cx *cx, Str text, const RecordRules *rules, Record *out)
{
    const Str base = rules->base;
    JsonDoc *doc;
    *out = (Record){ 0 };
    if (text.n > LIMIT_LINE)
        return fail(cx, ST_TOO_LONG, STR("resource"), "longer than a resource may be");
    TRY(json_parse(cx, text, &doc));
    const JsonVal *root = json_root(doc);
    TRY(identity(cx, root, out));
    TRY(meta_check(cx, root));
    TRY(record_own(cx, root, base, out));
    TRY(keys_extract(cx, out->type->num, root, base, &out->keys));
    out->when = record_when(root, out->type->when_path);
    record_judge(cx, root, rules, out);
    TRY(record_compact(cx, text, root, out));
    sha256_into(out->body, out->hash);
    return ST_OK;
}

/* ---- the body as it is stored ---- */

/* The codings as record_body puts them, before what stands at security_at. */
static Str codings(Cx *cx, const Record *r, uint64_t labels)
{
    const Str security = label_security(cx, labels);
    if (security.n == 0)
        return STR("");
    return r->security_listed ? arena_join(cx->mem, security, STR(","), STR(""))
                              : arena_join(cx->mem, STR(NEW_LIST), security, STR("]"));
}

Str record_body(Cx *cx, const Record *r, int64_t version, int64_t updated_ms, uint64_t labels)
{
    const Str digits = arena_printf(cx->mem, "%lld", (long long)version);
    const Str security = codings(cx, r, labels);
    char *begin = arena_alloc_raw(cx->mem, r->body.n + digits.n + security.n);
    char *p = begin;
    memcpy(p, r->body.p, r->version_at);
    p += r->version_at;
    memcpy(p, digits.p, digits.n);
    p += digits.n;
    memcpy(p, r->body.p + r->version_at, r->security_at - r->version_at);
    date_instant(updated_ms, begin + digits.n + r->updated_at);
    p += r->security_at - r->version_at;
    if (security.n)
        memcpy(p, security.p, security.n);
    p += security.n;
    memcpy(p, r->body.p + r->security_at, r->body.n - r->security_at);
    return (Str){ begin, r->body.n + digits.n + security.n };
}

/* Ours stand before all that the source says. */
Str record_unlabel(Cx *cx, Str body, uint64_t labels)
{
    const Str security = label_security(cx, labels);
    if (security.n == 0)
        return body;
    const size_t at = record_security_at(cx, body);
    const size_t to = at + security.n; /* there is a comma or the list's end */
    if (to >= body.n || !str_starts(str_from(body, at), security))
        return body;
    const size_t from = body.p[to] == ']' ? at - (sizeof NEW_LIST - 1) : at;
    return arena_join(cx->mem, str_slice(body, 0, from), str_from(body, to + 1), STR(""));
}

Status record_keys(Cx *cx, const Record *r, uint64_t labels, Str *keys)
{
    JsonDoc *doc;
    const ParamRow *param = param_find(r->type->num, STR("_security"));
    const Str security = label_security(cx, labels);
    *keys = r->keys;
    if (security.n == 0)
        return ST_OK;
    TRY(json_parse(cx, arena_join(cx->mem, STR("["), security, STR("]")), &doc));
    return keys_with_codings(cx, r->keys, param->num, json_root(doc), keys);
}

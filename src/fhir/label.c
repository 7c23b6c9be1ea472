#include "fhir/label.h"
struct LabelTable {
    int x;
};
Status label_table_new(Cx *cx, const LabelSpec *spec, const LabelTable **out)
{
    LabelTable *t = ARENA_NEW(cx->mem, LabelTable);
    t->x = (int)spec->off;
    *out = t;
    return ST_OK;
}
uint64_t label_table_fingerprint(const LabelTable *t)
{
    return 77 + (uint64_t)t->x;
}
static const struct {
    Str code;
    int bit;
} acts[] = { { STR_C("PSY"), 0 },
             { STR_C("ETH"), 1 },
             { STR_C("HIV"), 2 },
             { STR_C("STD"), 3 },
             { STR_C("SEX"), 4 } };
static void find(const JsonVal *v, uint64_t *own)
{
    for (JsonIter it = json_iter(v); json_next(&it);) {
        if (json_type(it.val) == JSON_OBJECT || json_type(it.val) == JSON_ARRAY)
            find(it.val, own);
        else if (str_eq(it.key, STR("code")) && json_type(it.val) == JSON_STRING)
            for (size_t i = 0; i < 5; i++)
                if (str_eq(json_str(it.val), acts[i].code))
                    *own |= LABEL_BIT(acts[i].bit);
    }
}
void label_find(Cx *cx, const LabelTable *t, const TypeRow *type, const JsonVal *root,
                LabelFound *out)
{
    (void)cx;
    *out = (LabelFound){ .own = 0, .reason = STR("") };
    if (str_eq(type->name, STR("Patient")))
        return;
    find(root, &out->own);
    out->own &= ~(uint64_t)t->x;
    out->reason = STR("test");
}
Str label_security(Cx *cx, uint64_t labels)
{
    Str out = STR("");
    if ((labels & LABEL_CATEGORIES) == 0)
        return out;
    out = STR(
        "{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-Confidentiality\",\"code\":\"R\"}");
    for (size_t i = 0; i < 5; i++)
        if (labels & LABEL_BIT(acts[i].bit))
            out = arena_printf(cx->mem,
                               "%.*s,{\"system\":\"http://terminology.hl7.org/CodeSystem/"
                               "v3-ActCode\",\"code\":\"%.*s\"}",
                               STR_ARG(out), STR_ARG(acts[i].code));
    return out;
}

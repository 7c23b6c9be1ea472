#include "fhir/label_int.h"

#include "base/limits.h"
#include "base/table.h"

#define RANGE_MAX 1000u /* codes of one range */

typedef struct LabelName {
    Str word;
    unsigned bit;
    Str code;
} LabelName;

static const LabelName names[] = {
#define LABEL_CATEGORY(name, bit, word, codes) { STR_C(word), (bit), STR_C(codes) },
#include "fhir/label.def"
#undef LABEL_CATEGORY
};

Str label_word(unsigned bit)
{
    for (size_t i = 0; i < TABLE_COUNT(names); i++)
        if (names[i].bit == bit)
            return names[i].word;
    return STR_NONE;
}

Str label_code(unsigned bit)
{
    for (size_t i = 0; i < TABLE_COUNT(names); i++)
        if (names[i].bit == bit)
            return names[i].code;
    return STR_NONE;
}

uint64_t label_word_bit(Str word)
{
    for (size_t i = 0; i < TABLE_COUNT(names); i++)
        if (str_eq(names[i].word, word))
            return UINT64_C(1) << names[i].bit;
    return 0;
}

static Status word_unknown(Cx *cx)
{
    Buf *all = buf_new(cx, LIMIT_CONF_VALUE);
    for (size_t i = 0; i < TABLE_COUNT(names); i++) {
        buf_put(all, i ? STR(" ") : STR("words of: "));
        buf_put(all, names[i].word);
    }
    buf_char(all, '\0');
    return fail(cx, ST_INVALID, STR("sensitive"), buf_str(all).p);
}

Status label_words(Cx *cx, Str words, uint64_t *bits)
{
    *bits = 0;
    for (Str line; str_split(&words, '\n', &line);)
        for (Str word; str_split(&line, ' ', &word);) {
            const uint64_t bit = label_word_bit(word);
            if (word.n && !bit)
                return word_unknown(cx);
            *bits |= bit;
        }
    return ST_OK;
}

uint64_t label_withheld(uint64_t shared, bool parent)
{
    return (~shared & LABEL_CATEGORIES & ~LABEL_FIXED) | LABEL_BIT(LABEL_SEALED) |
           (parent ? LABEL_BIT(LABEL_MINORS) : 0);
}

/* ---- looking up ------------------------------------------------------------------------------ */

static uint32_t key_hash(const LabelKey *k)
{
    uint64_t w[3];
    _Static_assert(sizeof w == sizeof *k, "a key is three words");
    memcpy(w, k, sizeof w);
    uint64_t h = w[0] * UINT64_C(0x9e3779b97f4a7c15);
    h = (h ^ h >> 29 ^ w[1]) * UINT64_C(0xbf58476d1ce4e5b9);
    h = (h ^ h >> 32 ^ w[2]) * UINT64_C(0x94d049bb133111eb);
    return (uint32_t)(h >> 32);
}

const LabelEntry *label_next(const LabelTable *t, const LabelKey *key, uint32_t *at)
{
    const uint32_t hash = key_hash(key);
    for (uint32_t i = *at ? *at - 1 : hash & t->mask; t->slots[i].entry; i = (i + 1) & t->mask) {
        const LabelEntry *e = &t->entries[t->slots[i].entry - 1];
        if (t->slots[i].hash != hash || memcmp(&e->key, key, sizeof *key) != 0)
            continue;
        *at = ((i + 1) & t->mask) + 1;
        return e;
    }
    return NULL;
}

/* ---- making ---------------------------------------------------------------------------------- */

void label_mix(LabelTable *t, uint64_t v)
{
    t->fingerprint = (t->fingerprint ^ v ^ t->fingerprint >> 31) * UINT64_C(0xbf58476d1ce4e5b9);
}

static void put_entry(Cx *cx, LabelTable *t, const LabelEntry *e)
{
    ARENA_GROW(cx->mem, t->entries, t->count, t->room, 8192);
    t->entries[t->count++] = *e;
    if (e->key.length & LABEL_KEY_PREFIX)
        t->prefixes[e->key.system] |= UINT32_C(1) << (e->key.length & ~LABEL_KEY_PREFIX);
    label_mix(t, str_hash((Str){ (const char *)&e->key, sizeof e->key }));
    label_mix(t, str_hash(e->rest));
    label_mix(t, (uint64_t)e->category << 8 | (uint64_t)e->conf);
    label_mix(t, (uint64_t)(uint32_t)e->from_day << 32 | (uint32_t)e->to_day);
}

/* The code after k of those that count in their digits: F39, F40; X99, Y00; 0001U, 0002U. */
static bool successor(LabelKey *k)
{
    size_t i = k->length;
    while (i > 1 && k->code[i - 1] > '9')
        i--;
    while (i-- > 0) {
        if (k->code[i] == 'Z')
            return false;
        if (k->code[i] != '9') {
            k->code[i]++;
            return true;
        }
        k->code[i] = '0';
    }
    return false;
}

/* A range of ICD is one of categories, with all below them; of others, of codes. */
static const char *put_range(Cx *cx, LabelTable *t, const LabelRow *row, LabelEntry e)
{
    LabelKey last;
    if (!label_key(row->system, row->last, &last) || last.length != e.key.length)
        return "a range has two codes of one length";
    const bool icd = row->system >= LABEL_SYS_ICD10CM && row->system <= LABEL_SYS_ICD9PCS;
    const unsigned char bit = icd ? LABEL_KEY_PREFIX : 0;
    for (unsigned n = 0; n < RANGE_MAX; n++) {
        LabelEntry one = e;
        one.key.length |= bit;
        put_entry(cx, t, &one);
        if (memcmp(&e.key, &last, sizeof last) == 0)
            return NULL;
        if (!successor(&e.key))
            break;
    }
    return "a range goes up, by at most 1000 codes";
}

const char *label_put(Cx *cx, LabelTable *t, const LabelRow *row)
{
    LabelEntry e = { .category = row->category,
                     .conf = row->conf,
                     .from_day = row->from_day,
                     .to_day = row->to_day };
    Str code = row->code;
    Str word;
    if (label_system_is_words(row->system)) {
        Str rest = code;
        if (row->match != LABEL_EXACT || !label_next_word(&rest, &word))
            return "a name is words alone";
        code = word;
        e.rest = rest;
    }
    if (!label_key(row->system, code, &e.key))
        return "a code has 1 to 22 characters";
    if (row->match == LABEL_RANGE)
        return put_range(cx, t, row, e);
    if (row->match == LABEL_PREFIX)
        e.key.length |= LABEL_KEY_PREFIX;
    put_entry(cx, t, &e);
    char ndc[11];
    for (unsigned i = 0;
         row->system == LABEL_SYS_NDC && row->match == LABEL_EXACT && i < LABEL_NDC_GUESSES; i++)
        if (label_ndc_guess(code, i, ndc) &&
            label_key(LABEL_SYS_NDC, (Str){ ndc, sizeof ndc }, &e.key))
            put_entry(cx, t, &e);
    return NULL;
}

static void index_entries(Cx *cx, LabelTable *t)
{
    uint32_t size = 1024;
    while (size < t->count * 3)
        size *= 2;
    t->mask = size - 1;
    t->slots = ARENA_ARRAY(cx->mem, LabelSlot, size);
    for (uint32_t n = 0; n < t->count; n++) {
        const uint32_t hash = key_hash(&t->entries[n].key);
        uint32_t i = hash & t->mask;
        while (t->slots[i].entry)
            i = (i + 1) & t->mask;
        t->slots[i] = (LabelSlot){ hash, n + 1 };
    }
}

Status label_table_new(Cx *cx, const LabelSpec *spec, const LabelTable **out)
{
    LabelTable *t = ARENA_NEW(cx->mem, LabelTable);
    if (spec->csv.n > LIMIT_SENSITIVE)
        return fail(cx, ST_TOO_LONG, STR("sensitive.csv"), "longer than it may be");
    label_systems_put(t);
    for (size_t i = 0; i < label_row_count; i++) {
        const char *why = label_put(cx, t, &label_rows[i]);
        if (why)
            return fail(cx, ST_INTERNAL, STR("label_rows"), why);
    }
    t->in_force = LABEL_CATEGORIES & (~spec->off | LABEL_BIT(LABEL_SEALED));
    TRY(label_csv(cx, spec->csv, t));
    t->part2_by_match = spec->part2_by_match;
    t->unnamed_shared = spec->unnamed_shared;
    t->uncoded_withheld = spec->uncoded_withheld;
    label_mix(t, t->in_force);
    label_mix(t, LABEL_FORMAT << 3 | (uint64_t)t->uncoded_withheld << 2 |
                     (uint64_t)t->unnamed_shared << 1 | t->part2_by_match);
    index_entries(cx, t);
    *out = t;
    return ST_OK;
}

uint64_t label_table_fingerprint(const LabelTable *t)
{
    return t->fingerprint;
}

uint64_t label_table_offered(const LabelTable *t)
{
    return t->in_force & ~LABEL_FIXED;
}

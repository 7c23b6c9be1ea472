/* What lists say of one code, number or word. */
#include "fhir/label_say.h"

#include "fhir/record_int.h"

void note(Hits *to, LabelSystem system, LabelConf conf, Str code)
{
    for (size_t i = 0; i < to->count; i++)
        if (to->hits[i].system == system && str_eq(to->hits[i].code, code))
            return;
    if (to->count < HITS)
        to->hits[to->count++] = (Hit){ system, conf, code };
}

/* A code whose number once meant another thing counts when the resource's days reach into the row's. Without
 * a date it counts: in doubt it is withheld. Asked for the few rows that have days. */
static bool in_force(const Finder *f, const LabelEntry *e)
{
    if (e->from_day == LABEL_DAY_FIRST && e->to_day == LABEL_DAY_LAST)
        return true;
    const DateRange when = record_when(f->root, f->type->when_path);
    return (e->to_day == LABEL_DAY_LAST || when.lo_ms < ((int64_t)e->to_day + 1) * DAY_MS) &&
           (e->from_day == LABEL_DAY_FIRST || when.hi_ms > (int64_t)e->from_day * DAY_MS);
}

static void say(const Finder *f, const LabelEntry *e, Said *s)
{
    const uint64_t bit = LABEL_BIT(e->category) & f->t->in_force;
    s->known = true;
    if (!bit || !in_force(f, e))
        return;
    switch (e->conf) {
    case LABEL_A:
    case LABEL_B:
    case LABEL_PLAN:
        s->conf = s->sure && s->conf < e->conf ? s->conf : e->conf;
        s->sure |= bit;
        break;
    case LABEL_C:
    case LABEL_PLAN_MAYBE:
        s->conf_maybe = e->conf;
        s->maybe |= bit;
        break;
    case LABEL_PLAN_NEVER: s->never |= bit; break;
    case LABEL_UNKNOWN: break;
    }
}

void take(Finder *f, Said s, LabelSystem system, Str code)
{
    s.sure &= ~s.never;
    s.maybe &= ~(s.never | s.sure);
    f->sure |= s.sure;
    f->maybe |= s.maybe;
    if (s.sure)
        note(&f->surely, system, s.conf, code);
    else if (s.maybe)
        note(&f->perhaps, system, s.conf_maybe, code);
}

static void say_prefixes(const Finder *f, const LabelKey *key, Said *s)
{
    LabelKey p = *key;
    const LabelEntry *e;
    const uint32_t up_to = (UINT32_C(2) << key->length) - 1;
    uint32_t lengths = f->t->prefixes[key->system] & up_to;
    for (; lengths; lengths &= ~(UINT32_C(1) << (p.length & ~LABEL_KEY_PREFIX))) {
        /* Longest first: what follows is then already zero. */
        const unsigned n = 31u - (unsigned)__builtin_clz(lengths);
        memset(p.code + n, 0, LABEL_CODE_MAX - n);
        p.length = (unsigned char)(n | LABEL_KEY_PREFIX);
        for (uint32_t at = 0; (e = label_next(f->t, &p, &at)) != NULL;)
            say(f, e, s);
    }
}

/* ICD-10-CM T36 to T65 and T71 have the intent in the sixth character, or in the fifth before an X. */
static void say_intent(const Finder *f, const LabelKey *k, Said *s)
{
    if (k->system != LABEL_SYS_ICD10CM || k->length < 6 || k->code[0] != 'T' ||
        !((memcmp(k->code, "T36", 3) >= 0 && memcmp(k->code, "T65", 3) <= 0) ||
          memcmp(k->code, "T71", 3) == 0))
        return;
    const char intent = k->code[5] == 'X' ? k->code[4] : k->code[5];
    LabelEntry e = { .conf = LABEL_B, .from_day = LABEL_DAY_FIRST, .to_day = LABEL_DAY_LAST };
    e.category = intent == '2' ? LABEL_MENTAL_HEALTH : LABEL_VIOLENCE;
    if (intent == '2' || intent == '3')
        say(f, &e, s);
}

bool code_says(Finder *f, LabelSystem system, Str code)
{
    LabelKey key;
    Said s = { 0 };
    const LabelEntry *e;
    if (!label_key(system, code, &key))
        return false;
    for (uint32_t at = 0; (e = label_next(f->t, &key, &at)) != NULL;)
        say(f, e, &s);
    say_prefixes(f, &key, &s);
    say_intent(f, &key, &s);
    if (s.sure | s.maybe)
        take(f, s, system, arena_dup(f->cx->mem, (Str){ key.code, key.length }));
    return s.known;
}

bool ndc_says(Finder *f, Str code)
{
    char ndc[11];
    bool known = code_says(f, LABEL_SYS_NDC, code);
    for (unsigned i = 0; i < LABEL_NDC_GUESSES; i++)
        known = (label_ndc_guess(code, i, ndc) &&
                 code_says(f, LABEL_SYS_NDC, (Str){ ndc, sizeof ndc })) ||
                known;
    return known;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_modifier(Str two)
{
    bool right = two.n == 2;
    for (size_t i = 0; i < two.n; i++)
        right = right && (is_digit(two.p[i]) || (two.p[i] >= 'A' && two.p[i] <= 'Z'));
    return right;
}

bool procedure_says(Finder *f, Str code)
{
    code = str_trim(code);
    const bool known = code_says(f, LABEL_SYS_HCPCS, code);
    for (size_t i = 5; i + 1 < code.n;) { /* 99213-HF, 99213HFGT */
        const Str two = str_slice(code, i, i + 2);
        if (is_modifier(two))
            (void)code_says(f, LABEL_SYS_HCPCS, two);
        i += is_modifier(two) ? 2 : 1;
    }
    return known;
}

/* Its section may be what no category of ICD-10-CM begins with. */
static bool is_pcs_alone(Str code)
{
    return code.n == 7 && str_find(code, '.') == code.n &&
           (is_digit(code.p[0]) || is_letter(code.p[1]));
}

bool is_icd10_pcs(Str code)
{
    code = str_trim(code);
    bool right = is_pcs_alone(code);
    bool any = false; /* seven digits may be anything */
    for (size_t i = 0; i < code.n; i++) {
        right = right && (is_letter(code.p[i]) || is_digit(code.p[i]));
        any = any || is_letter(code.p[i]);
    }
    return right && any;
}

/* CMS's address of ICD-10 is also written for diagnoses, and a diagnosis's for procedures. Seven characters that
 * begin as sections of ICD-10-PCS do may be its own. */
bool icd10_says(Finder *f, LabelSystem system, Str code)
{
    code = str_trim(code);
    const bool cm = code.n > 1 && is_letter(code.p[0]) && is_digit(code.p[1]) &&
                    (code.n != 7 || str_find(STR("BCDFGHXbcdfghx"), code.p[0]) == 14);
    const bool known = code_says(f, system, code);
    if (system == LABEL_SYS_ICD10CM && is_pcs_alone(code))
        return code_says(f, LABEL_SYS_ICD10PCS, code) || known;
    if (system == LABEL_SYS_ICD10PCS && cm)
        return code_says(f, LABEL_SYS_ICD10CM, code) || known;
    return known;
}

void drg_says(Finder *f, Str text)
{
    while (text.n) {
        size_t n = 0;
        while (n < text.n && is_digit(text.p[n]))
            n++;
        if (n)
            (void)code_says(f, LABEL_SYS_DRG, str_slice(text, 0, n));
        text = str_from(text, n + 1);
    }
}

static bool words_follow(Str text, Str words)
{
    Str want;
    Str got;
    while (label_next_word(&words, &want))
        if (!label_next_word(&text, &got) || !str_eq_nocase(got, want))
            return false;
    return true;
}

void text_says(Finder *f, LabelSystem system, Str text)
{
    LabelKey key;
    const LabelEntry *e;
    for (Str word; label_next_word(&text, &word);) {
        Said s = { 0 };
        if (!label_key(system, word, &key))
            continue;
        for (uint32_t at = 0; (e = label_next(f->t, &key, &at)) != NULL;)
            if (words_follow(text, e->rest))
                say(f, e, &s);
        if (s.sure | s.maybe)
            take(f, s, system, word);
    }
}

void numbers_say(Finder *f, Str text)
{
    while (text.n) {
        size_t n = 0;
        while (n < text.n && ((text.p[n] >= '0' && text.p[n] <= '9') || text.p[n] == '-'))
            n++;
        if (n)
            (void)code_says(f, LABEL_SYS_LOINC, str_slice(text, 0, n));
        text = str_from(text, n + 1);
    }
}

/* Whose server it is on says nothing. */
void form_says(Finder *f, Str address)
{
    const Str host = str_from(address, str_find(address, ':'));
    if (str_starts(host, STR("://")))
        address = str_from(host, 3 + str_find(str_from(host, 3), '/'));
    numbers_say(f, address);
    text_says(f, LABEL_SYS_FORM_NAME, address);
}

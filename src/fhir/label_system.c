#include "fhir/label_int.h"

#include "base/table.h"

/* ---- which system ---------------------------------------------------------------------------- */

/* Names of code systems, as guides, CMS and older servers write them and bare() leaves them, and the words that
 * sensitive.csv may use. Sorted. */
// clang-format off
static const struct { Str url; LabelSystem system; } known[] = {
    { STR_C("2.16.840.1.113883.3.6.45"),                                                   LABEL_SYS_REVENUE },
    { STR_C("2.16.840.1.113883.5.111"),                                                    LABEL_SYS_FACILITY },
    { STR_C("2.16.840.1.113883.5.25"),                                                     LABEL_SYS_MARK },
    { STR_C("2.16.840.1.113883.5.4"),                                                      LABEL_SYS_MARK },
    { STR_C("2.16.840.1.113883.6.1"),                                                      LABEL_SYS_LOINC },
    { STR_C("2.16.840.1.113883.6.101"),                                                    LABEL_SYS_TAXONOMY },
    { STR_C("2.16.840.1.113883.6.103"),                                                    LABEL_SYS_ICD9CM },
    { STR_C("2.16.840.1.113883.6.104"),                                                    LABEL_SYS_ICD9PCS },
    { STR_C("2.16.840.1.113883.6.12"),                                                     LABEL_SYS_HCPCS },
    { STR_C("2.16.840.1.113883.6.14"),                                                     LABEL_SYS_HCPCS },
    { STR_C("2.16.840.1.113883.6.285"),                                                    LABEL_SYS_HCPCS },
    { STR_C("2.16.840.1.113883.6.3"),                                                      LABEL_SYS_ICD10CM },
    { STR_C("2.16.840.1.113883.6.301.3"),                                                  LABEL_SYS_REVENUE },
    { STR_C("2.16.840.1.113883.6.4"),                                                      LABEL_SYS_ICD10PCS },
    { STR_C("2.16.840.1.113883.6.42"),                                                     LABEL_SYS_ICD9CM },
    { STR_C("2.16.840.1.113883.6.50"),                                                     LABEL_SYS_POS },
    { STR_C("2.16.840.1.113883.6.69"),                                                     LABEL_SYS_NDC },
    { STR_C("2.16.840.1.113883.6.88"),                                                     LABEL_SYS_RXNORM },
    { STR_C("2.16.840.1.113883.6.90"),                                                     LABEL_SYS_ICD10CM },
    { STR_C("2.16.840.1.113883.6.96"),                                                     LABEL_SYS_SNOMED },
    { STR_C("ama-assn.org/go/cpt"),                                                        LABEL_SYS_HCPCS },
    { STR_C("bluebutton.cms.gov/fhir/codesystem/clm-drg-cd"),                              LABEL_SYS_DRG },
    { STR_C("bluebutton.cms.gov/fhir/codesystem/clm-pos-cd"),                              LABEL_SYS_POS },
    { STR_C("bluebutton.cms.gov/fhir/codesystem/clm-rev-cntr-cd"),                         LABEL_SYS_REVENUE },
    { STR_C("bluebutton.cms.gov/resources/codesystem/hcpcs"),                              LABEL_SYS_HCPCS },
    { STR_C("bluebutton.cms.gov/resources/variables/clm_drg_cd"),                          LABEL_SYS_DRG },
    { STR_C("bluebutton.cms.gov/resources/variables/hcpcs_cd"),                            LABEL_SYS_HCPCS },
    { STR_C("bluebutton.cms.gov/resources/variables/line_place_of_srvc_cd"),               LABEL_SYS_POS },
    { STR_C("bluebutton.cms.gov/resources/variables/rev_cntr"),                            LABEL_SYS_REVENUE },
    { STR_C("cms.gov/medicare/coding/hcpcsreleasecodesets"),                               LABEL_SYS_HCPCS },
    { STR_C("cms.gov/medicare/coding/icd10"),                                              LABEL_SYS_ICD10PCS },
    { STR_C("cms.gov/medicare/coding/icd9"),                                               LABEL_SYS_ICD9PCS },
    { STR_C("cms.gov/medicare/coding/place-of-service-codes/place_of_service_code_set"),   LABEL_SYS_POS },
    { STR_C("cms.gov/medicare/medicare-fee-for-service-payment/acuteinpatientpps/ms-drg-classifications-and-software"), LABEL_SYS_DRG },
    { STR_C("cpt"),                                                                        LABEL_SYS_HCPCS },
    { STR_C("drg"),                                                                        LABEL_SYS_DRG },
    { STR_C("drug-name"),                                                                  LABEL_SYS_DRUG_NAME },
    { STR_C("facility"),                                                                   LABEL_SYS_FACILITY },
    { STR_C("form-name"),                                                                  LABEL_SYS_FORM_NAME },
    { STR_C("hcpcs"),                                                                      LABEL_SYS_HCPCS },
    { STR_C("hl7.org/fhir/sid/icd-10"),                                                    LABEL_SYS_ICD10CM },
    { STR_C("hl7.org/fhir/sid/icd-10-cm"),                                                 LABEL_SYS_ICD10CM },
    { STR_C("hl7.org/fhir/sid/icd-10-pcs"),                                                LABEL_SYS_ICD10PCS },
    { STR_C("hl7.org/fhir/sid/icd-10-us"),                                                 LABEL_SYS_ICD10CM },
    { STR_C("hl7.org/fhir/sid/icd-9-cm"),                                                  LABEL_SYS_ICD9CM },
    { STR_C("hl7.org/fhir/sid/icd-9-cm/diagnosis"),                                        LABEL_SYS_ICD9CM },
    { STR_C("hl7.org/fhir/sid/icd-9-cm/procedure"),                                        LABEL_SYS_ICD9PCS },
    { STR_C("hl7.org/fhir/sid/ndc"),                                                       LABEL_SYS_NDC },
    { STR_C("hl7.org/fhir/us/davinci-pdex-plan-net/codesystem/healthcareservicecategorycs"),LABEL_SYS_FACILITY },
    { STR_C("hl7.org/fhir/v3/actcode"),                                                    LABEL_SYS_MARK },
    { STR_C("hl7.org/fhir/v3/confidentiality"),                                            LABEL_SYS_MARK },
    { STR_C("hl7.org/fhir/v3/rolecode"),                                                   LABEL_SYS_FACILITY },
    { STR_C("icd-10-cm"),                                                                  LABEL_SYS_ICD10CM },
    { STR_C("icd-10-pcs"),                                                                 LABEL_SYS_ICD10PCS },
    { STR_C("icd-9-cm"),                                                                   LABEL_SYS_ICD9CM },
    { STR_C("icd-9-pcs"),                                                                  LABEL_SYS_ICD9PCS },
    { STR_C("icd10data.com/icd10pcs"),                                                     LABEL_SYS_ICD10PCS },
    { STR_C("loinc"),                                                                      LABEL_SYS_LOINC },
    { STR_C("loinc.org"),                                                                  LABEL_SYS_LOINC },
    { STR_C("ndc"),                                                                        LABEL_SYS_NDC },
    { STR_C("nlm.nih.gov/research/umls/rxnorm"),                                           LABEL_SYS_RXNORM },
    { STR_C("nubc.org/codesystem/revenuecodes"),                                           LABEL_SYS_REVENUE },
    { STR_C("nucc.org/provider-taxonomy"),                                                 LABEL_SYS_TAXONOMY },
    { STR_C("pos"),                                                                        LABEL_SYS_POS },
    { STR_C("revenue"),                                                                    LABEL_SYS_REVENUE },
    { STR_C("rxnorm"),                                                                     LABEL_SYS_RXNORM },
    { STR_C("snomed"),                                                                     LABEL_SYS_SNOMED },
    { STR_C("snomed.info/sct"),                                                            LABEL_SYS_SNOMED },
    { STR_C("taxonomy"),                                                                   LABEL_SYS_TAXONOMY },
    { STR_C("terminology.hl7.org/codesystem/ex-serviceplace"),                             LABEL_SYS_POS },
    { STR_C("terminology.hl7.org/codesystem/icd9cm"),                                      LABEL_SYS_ICD9CM },
    { STR_C("terminology.hl7.org/codesystem/v3-actcode"),                                  LABEL_SYS_MARK },
    { STR_C("terminology.hl7.org/codesystem/v3-confidentiality"),                          LABEL_SYS_MARK },
    { STR_C("terminology.hl7.org/codesystem/v3-rolecode"),                                 LABEL_SYS_FACILITY },
    { STR_C("urn:postern:sensitive"),                                                      LABEL_SYS_MARK },
};
// clang-format on

#define NAME_MAX_BYTES 200u /* longer ones are compared as they are */

typedef struct Name {
    char text[NAME_MAX_BYTES];
} Name;

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static Str without(Str url, Str front)
{
    return str_starts(url, front) ? str_from(url, front.n) : url;
}

/* What sources write in more ways than one: case, scheme, www., a slash at the end, |version, urn:oid:, and the
 * editions and versions of SNOMED CT. In place. */
static Str bare(Str url, Name *place)
{
    const Str snomed = STR("snomed.info/sct");
    url = str_slice(str_trim(url), 0, str_find(str_trim(url), '|'));
    if (url.n > NAME_MAX_BYTES)
        return url;
    for (size_t i = 0; i < url.n; i++)
        place->text[i] = lower(url.p[i]);
    url.p = place->text;
    url = without(without(url, STR("http://")), STR("https://"));
    url = without(without(url, STR("www.")), STR("urn:oid:"));
    while (url.n && url.p[url.n - 1] == '/')
        url.n--;
    return str_starts(url, snomed) && (url.n == snomed.n || url.p[snomed.n] == '/') ? snomed : url;
}

/* The end of an address is where addresses differ. */
static size_t url_at(Str url)
{
    uint64_t tail = 0;
    const size_t n = url.n < sizeof tail ? url.n : sizeof tail;
    if (n)
        memcpy(&tail, url.p + url.n - n, n);
    return (size_t)(((tail ^ (uint64_t)url.n << 24) * UINT64_C(0x9e3779b97f4a7c15)) >> 32) %
           LABEL_URL_SLOTS;
}

static size_t url_slot(const LabelTable *t, Str url)
{
    size_t at = url_at(url);
    while (t->urls[at].system && !str_eq(t->urls[at].url, url))
        at = (at + 1) % LABEL_URL_SLOTS;
    return at;
}

LabelSystem label_system(const LabelTable *t, Str system)
{
    Name place;
    return t->urls[url_slot(t, bare(system, &place))].system;
}

Str label_system_name(Cx *cx, Str system)
{
    Name place;
    return arena_dup(cx->mem, bare(system, &place));
}

bool label_address_ends(Str url, const Str *ends, size_t count)
{
    url = str_slice(url, 0, str_find(url, '|'));
    while (url.n && (url.p[url.n - 1] == '/' || url.p[url.n - 1] == ' '))
        url.n--;
    for (size_t i = 0; i < count; i++)
        if (url.n >= ends[i].n && str_eq_nocase(str_from(url, url.n - ends[i].n), ends[i]))
            return true;
    return false;
}

void label_systems_put(LabelTable *t)
{
    for (size_t i = 0; i < TABLE_COUNT(known); i++)
        t->urls[url_slot(t, known[i].url)] = (LabelUrl){ known[i].url, known[i].system };
}

LabelSystem label_system_add(Cx *cx, LabelTable *t, Str system)
{
    Name place;
    const Str url = bare(system, &place);
    LabelUrl *slot = &t->urls[url_slot(t, url)];
    if (!slot->system && LABEL_SYS_OWN + t->own_systems <= LABEL_SYS_MAX)
        *slot =
            (LabelUrl){ arena_dup(cx->mem, url), (LabelSystem)(LABEL_SYS_OWN + t->own_systems++) };
    return slot->system;
}

Str label_system_word(LabelSystem s)
{
    static const Str words[LABEL_SYS_OWN] = {
        [LABEL_SYS_ICD10CM] = STR_C("icd-10-cm"),
        [LABEL_SYS_ICD10PCS] = STR_C("icd-10-pcs"),
        [LABEL_SYS_ICD9CM] = STR_C("icd-9-cm"),
        [LABEL_SYS_ICD9PCS] = STR_C("icd-9-pcs"),
        [LABEL_SYS_HCPCS] = STR_C("hcpcs"),
        [LABEL_SYS_REVENUE] = STR_C("revenue"),
        [LABEL_SYS_POS] = STR_C("pos"),
        [LABEL_SYS_DRG] = STR_C("drg"),
        [LABEL_SYS_TAXONOMY] = STR_C("taxonomy"),
        [LABEL_SYS_FACILITY] = STR_C("facility"),
        [LABEL_SYS_LOINC] = STR_C("loinc"),
        [LABEL_SYS_SNOMED] = STR_C("snomed"),
        [LABEL_SYS_RXNORM] = STR_C("rxnorm"),
        [LABEL_SYS_NDC] = STR_C("ndc"),
        [LABEL_SYS_DRUG_NAME] = STR_C("drug-name"),
        [LABEL_SYS_FORM_NAME] = STR_C("form-name"),
        [LABEL_SYS_MARK] = STR_C("source"),
    };
    return s < LABEL_SYS_OWN ? words[s] : STR("own");
}

/* ---- codes as they are compared -------------------------------------------------------------- */

static char upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool letter_or_digit(char c)
{
    return digit(c) || (upper(c) >= 'A' && upper(c) <= 'Z');
}

static bool put_code(LabelKey *k, Str code)
{
    if (code.n == 0 || code.n > LABEL_CODE_MAX)
        return false;
    for (size_t i = 0; i < code.n; i++)
        k->code[i] = upper(code.p[i]);
    k->length = (unsigned char)code.n;
    return true;
}

static bool put_undotted(LabelKey *k, Str code)
{
    size_t n = 0;
    for (size_t i = 0; i < code.n; i++) {
        if (code.p[i] == '.')
            continue;
        if (n == LABEL_CODE_MAX)
            return false;
        k->code[n++] = upper(code.p[i]);
    }
    k->length = (unsigned char)n;
    return n > 0;
}

/* CPT and HCPCS have five characters; what follows are modifiers. */
static bool put_procedure(LabelKey *k, Str code)
{
    size_t n = 0;
    while (n < code.n && n < 5 && letter_or_digit(code.p[n]))
        n++;
    return put_code(k, str_slice(code, 0, n));
}

/* Numbers that lose or gain leading zeros on their way through other programs. */
static bool put_number(LabelKey *k, Str code, size_t width)
{
    char padded[LABEL_CODE_MAX];
    while (code.n > width && code.p[0] == '0')
        code = str_from(code, 1);
    if (code.n == 0 || code.n >= width || !digit(code.p[0]))
        return put_code(k, code);
    memset(padded, '0', width);
    memcpy(padded + width - code.n, code.p, code.n);
    return put_code(k, (Str){ padded, width });
}

/* To 11 digits as 5-4-2; of a prefix as many parts as it has. */
static bool put_ndc(LabelKey *k, Str code)
{
    static const size_t widths[] = { 5, 4, 2 };
    char digits[11];
    size_t n = 0;
    Str part;
    Str rest = code;
    if (str_find(code, '-') == code.n)
        return put_code(k, code);
    for (size_t i = 0; i < TABLE_COUNT(widths) && rest.p; i++) {
        if (!str_split(&rest, '-', &part) || part.n == 0 || part.n > widths[i])
            return put_code(k, code);
        memset(digits + n, '0', widths[i] - part.n);
        memcpy(digits + n + widths[i] - part.n, part.p, part.n);
        n += widths[i];
    }
    return put_code(k, rest.p ? code : (Str){ digits, n });
}

bool label_ndc_guess(Str code, unsigned which, char out[11])
{
    static const size_t zero_at[LABEL_NDC_GUESSES] = { 0, 5, 9 };
    const size_t at = zero_at[which];
    code = str_trim(code);
    bool digits = code.n == 10;
    for (size_t i = 0; i < code.n; i++)
        digits = digits && digit(code.p[i]);
    if (!digits)
        return false;
    memcpy(out, code.p, at);
    out[at] = '0';
    memcpy(out + at + 1, code.p + at, 10 - at);
    return true;
}

bool label_key(LabelSystem system, Str code, LabelKey *out)
{
    *out = (LabelKey){ .system = (unsigned char)system };
    code = str_trim(code);
    switch (system) {
    case LABEL_SYS_ICD10CM:
    case LABEL_SYS_ICD10PCS:
    case LABEL_SYS_ICD9CM:
    case LABEL_SYS_ICD9PCS: return put_undotted(out, code);
    case LABEL_SYS_HCPCS: return put_procedure(out, code);
    case LABEL_SYS_REVENUE: return put_number(out, code, 4);
    case LABEL_SYS_POS: return put_number(out, code, 2);
    case LABEL_SYS_DRG: return put_number(out, code, 3);
    case LABEL_SYS_NDC: return put_ndc(out, code);
    case LABEL_SYS_NONE: return false;
    case LABEL_SYS_TAXONOMY:
    case LABEL_SYS_FACILITY:
    case LABEL_SYS_LOINC:
    case LABEL_SYS_SNOMED:
    case LABEL_SYS_RXNORM:
    case LABEL_SYS_DRUG_NAME:
    case LABEL_SYS_FORM_NAME:
    case LABEL_SYS_MARK:
    case LABEL_SYS_OWN:
    case LABEL_SYS_MAX: break;
    }
    return put_code(out, code);
}

bool label_system_is_words(LabelSystem system)
{
    return system == LABEL_SYS_DRUG_NAME || system == LABEL_SYS_FORM_NAME;
}

bool label_next_word(Str *rest, Str *word)
{
    size_t from = 0;
    /* A byte of another script belongs to its word. */
    while (from < rest->n && !letter_or_digit(rest->p[from]) && !(rest->p[from] & 0x80))
        from++;
    size_t to = from;
    while (to < rest->n && (letter_or_digit(rest->p[to]) || (rest->p[to] & 0x80)))
        to++;
    *word = str_slice(*rest, from, to);
    *rest = str_from(*rest, to);
    return to > from;
}

/* Labels as HL7 writes them: read from a source's meta.security, and written there. */
#include "fhir/label_int.h"

#include "base/limits.h"
#include "base/table.h"

#define BIT(name) LABEL_BIT(LABEL_##name)
#define RESTRICTED LABEL_MARK_RESTRICTED

/* Of v3-Confidentiality and v3-ActCode, which share no code. What is not here restricts nothing that a
 * member's app would show: N, L, M, U, purposes, roles of staff. */
typedef struct Mark {
    Str code;
    uint64_t bits;
} Mark;

// clang-format off
static const Mark marks[] = {
    { STR_C("42CFRPart2"),         BIT(SUBSTANCE_USE) | LABEL_PART2 },
    { STR_C("ADOL"),               BIT(MINORS) },
    { STR_C("BH"),                 BIT(MENTAL_HEALTH) },
    { STR_C("COGN"),               BIT(MENTAL_HEALTH) },
    { STR_C("DEMO"),               RESTRICTED },
    { STR_C("DIA"),                RESTRICTED },
    { STR_C("DRGIS"),              RESTRICTED },
    { STR_C("DVD"),                BIT(MENTAL_HEALTH) },
    { STR_C("EMOTDIS"),            BIT(MENTAL_HEALTH) },
    { STR_C("ETH"),                BIT(SUBSTANCE_USE) },
    { STR_C("ETHUD"),              BIT(SUBSTANCE_USE) },
    { STR_C("GDIS"),               BIT(GENETICS) },
    { STR_C("GENDER"),             BIT(GENDER) },
    { STR_C("HIPAAPsyNotes"),      BIT(SEALED) | BIT(MENTAL_HEALTH) },
    { STR_C("HIV"),                BIT(HIV) },
    { STR_C("LOCIS"),              RESTRICTED },
    { STR_C("MH"),                 BIT(MENTAL_HEALTH) },
    { STR_C("MST"),                BIT(VIOLENCE) },
    { STR_C("NOAUTH"),             BIT(SEALED) },
    { STR_C("NODSCLCDS"),          BIT(SEALED) },
    { STR_C("NORDSCLCD"),          RESTRICTED },
    { STR_C("NORDSLCD"),           RESTRICTED },
    { STR_C("OPIOIDUD"),           BIT(SUBSTANCE_USE) },
    { STR_C("PATLOC"),             RESTRICTED },
    { STR_C("PHY"),                RESTRICTED },
    { STR_C("PREGNANT"),           BIT(REPRODUCTIVE) },
    { STR_C("PRS"),                RESTRICTED },
    { STR_C("PSY"),                BIT(MENTAL_HEALTH) },
    { STR_C("PSYTHPN"),            BIT(SEALED) | BIT(MENTAL_HEALTH) },
    { STR_C("R"),                  RESTRICTED },
    { STR_C("SCA"),                BIT(GENETICS) },
    { STR_C("SDV"),                BIT(VIOLENCE) },
    { STR_C("SEX"),                BIT(REPRODUCTIVE) },
    { STR_C("SICKLE"),             BIT(GENETICS) },
    { STR_C("SPI"),                RESTRICTED },
    { STR_C("SSP"),                RESTRICTED },
    { STR_C("STD"),                BIT(STI) },
    { STR_C("SUD"),                BIT(SUBSTANCE_USE) },
    { STR_C("TBOO"),               BIT(SEALED) },
    { STR_C("Title38Section7332"), RESTRICTED },
    { STR_C("V"),                  BIT(SEALED) },
    { STR_C("VIO"),                BIT(VIOLENCE) },
};
// clang-format on

uint64_t label_mark(Str code)
{
    for (size_t i = 0; i < TABLE_COUNT(marks); i++)
        if (str_eq_nocase(marks[i].code, code))
            return marks[i].bits;
    return 0;
}

#define TERMS "http://terminology.hl7.org/CodeSystem/"

static void put_coding(Buf *b, Str system, Str code)
{
    if (code.n == 0)
        return;
    buf_put(b, b->n ? STR(",{\"system\":\"") : STR("{\"system\":\""));
    buf_put(b, system);
    buf_put(b, STR("\",\"code\":\""));
    buf_put(b, code);
    buf_put(b, STR("\"}"));
}

Str label_security(Cx *cx, uint64_t labels)
{
    static const struct {
        uint64_t bit;
        Str code;
    } codes[] = {
#define LABEL_CATEGORY(name, bit, word, codes) { LABEL_BIT(bit), STR_C(codes) },
#include "fhir/label.def"
#undef LABEL_CATEGORY
    };
    Buf *b = buf_new(cx, LIMIT_CONF_VALUE);
    labels &= LABEL_CATEGORIES | LABEL_PART2;
    if (labels == 0)
        return STR("");
    /* One confidentiality a resource, the highest (DS4P). */
    put_coding(b, STR(TERMS "v3-Confidentiality"), labels & BIT(SEALED) ? STR("V") : STR("R"));
    for (size_t i = 0; i < TABLE_COUNT(codes); i++)
        if (labels & codes[i].bit)
            put_coding(b, STR(TERMS "v3-ActCode"), codes[i].code);
    /* Names of plans' own kinds are no code of HL7's. */
    for (unsigned bit = LABEL_PLAN_1; bit <= LABEL_PLAN_8; bit++)
        if (labels & LABEL_BIT(bit))
            put_coding(b, STR("urn:postern:sensitive"), label_word(bit));
    if (labels & LABEL_PART2)
        put_coding(b, STR(TERMS "v3-ActCode"), STR("42CFRPart2"));
    return buf_str(b);
}

/* provider_table.c - the kinds of places where care is given. Taxonomy: NUCC's codes, our words. */
#include "synth/synth_rows.h"

// clang-format off
const ProviderRow provider_rows[PROVIDER_KINDS] = {
    [PROVIDER_CARDIOLOGY]  = { STR_C("cardiology"),  { STR_C("Heart Center"),        STR_C("Cardiology Group") },      STR_C("207RC0000X"), STR_C("Heart doctor"),            true,  STR_C("Dr.") },
    [PROVIDER_DERMATOLOGY] = { STR_C("dermatology"), { STR_C("Skin Clinic"),         STR_C("Dermatology Partners") },  STR_C("207N00000X"), STR_C("Skin doctor"),             true,  STR_C("Dr.") },
    [PROVIDER_EMERGENCY]   = { STR_C("emergency"),   { STR_C("General Hospital"),    STR_C("Mercy Hospital") },        STR_C("207P00000X"), STR_C("Emergency doctor"),        true,  STR_C("Dr.") },
    [PROVIDER_EYE]         = { STR_C("eye"),         { STR_C("Eye Associates"),      STR_C("Vision Center") },         STR_C("207W00000X"), STR_C("Eye doctor"),              true,  STR_C("Dr.") },
    [PROVIDER_FAMILY]      = { STR_C("family"),      { STR_C("Family Medicine"),     STR_C("Community Health") },      STR_C("207Q00000X"), STR_C("Family doctor"),           true,  STR_C("Dr.") },
    [PROVIDER_GASTRO]      = { STR_C("gastro"),      { STR_C("Digestive Health"),    STR_C("Endoscopy Center") },      STR_C("207RG0100X"), STR_C("Stomach and bowel doctor"), true,  STR_C("Dr.") },
    [PROVIDER_IMAGING]     = { STR_C("imaging"),     { STR_C("Imaging"),             STR_C("X-Ray and Scan Center") }, STR_C("2085R0202X"), STR_C("Imaging doctor"),          true,  STR_C("Dr.") },
    [PROVIDER_LAB]         = { STR_C("lab"),         { STR_C("Clinical Laboratory"), STR_C("Medical Lab") },           STR_C("207ZP0102X"), STR_C("Laboratory doctor"),       true,  STR_C("Dr.") },
    [PROVIDER_LUNG]        = { STR_C("lung"),        { STR_C("Lung and Allergy"),    STR_C("Breathing Center") },      STR_C("207RP1001X"), STR_C("Lung doctor"),             true,  STR_C("Dr.") },
    [PROVIDER_MENTAL]      = { STR_C("mental"),      { STR_C("Counseling Center"),   STR_C("Behavioral Health") },     STR_C("103T00000X"), STR_C("Psychologist"),            true,  STR_C("Dr.") },
    [PROVIDER_ORTHOPEDICS] = { STR_C("orthopedics"), { STR_C("Bone and Joint"),      STR_C("Orthopedic Surgery") },    STR_C("207X00000X"), STR_C("Bone and joint surgeon"),  true,  STR_C("Dr.") },
    [PROVIDER_PEDIATRICS]  = { STR_C("pediatrics"),  { STR_C("Pediatrics"),          STR_C("Children's Clinic") },     STR_C("208000000X"), STR_C("Children's doctor"),       true,  STR_C("Dr.") },
    [PROVIDER_PHARMACY]    = { STR_C("pharmacy"),    { STR_C("Corner Pharmacy"),     STR_C("Discount Drugs") },        STR_C("3336C0003X"), STR_C("Pharmacy"),                false, STR_C("") },
    [PROVIDER_THERAPY]     = { STR_C("therapy"),     { STR_C("Physical Therapy"),    STR_C("Rehab Center") },          STR_C("225100000X"), STR_C("Physical therapist"),      true,  STR_C("") },
    [PROVIDER_URGENT]      = { STR_C("urgent"),      { STR_C("Urgent Care"),         STR_C("Walk-In Clinic") },        STR_C("363LF0000X"), STR_C("Nurse practitioner"),      true,  STR_C("") },
    [PROVIDER_WOMEN]       = { STR_C("women"),       { STR_C("Women's Health"),      STR_C("Obstetrics and Gynecology") }, STR_C("207V00000X"), STR_C("Women's doctor"),      true,  STR_C("Dr.") },
};
// clang-format on

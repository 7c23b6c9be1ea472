/* procedure_table.c - services billed. Codes alone are CPT's and HCPCS's: AMA licenses its
 * descriptions, so the words are ours, and plain. */
#include "synth/synth_rows.h"

#include <assert.h>

// clang-format off
/* Sorted by code. Prices in cents. */
const ProcedureRow procedures[] = {
    { STR_C("01400"), STR_C("Anesthesia for knee surgery"),        BENEFIT_SURGERY,    190000  },
    { STR_C("11102"), STR_C("Skin sample taken"),                  BENEFIT_DIAGNOSTIC, 24000   },
    { STR_C("12001"), STR_C("Stitches for a small cut"),           BENEFIT_EMERGENCY,  38500   },
    { STR_C("17110"), STR_C("Wart removal"),                       BENEFIT_SPECIALIST, 21000   },
    { STR_C("25600"), STR_C("Broken wrist set and put in a cast"), BENEFIT_SPECIALIST, 98000   },
    { STR_C("27447"), STR_C("Knee replacement surgery"),           BENEFIT_SURGERY,    1240000 },
    { STR_C("29881"), STR_C("Keyhole surgery on the knee"),        BENEFIT_SURGERY,    940000  },
    { STR_C("36415"), STR_C("Blood draw"),                         BENEFIT_DIAGNOSTIC, 2500    },
    { STR_C("45378"), STR_C("Colonoscopy, a check of the bowel"),  BENEFIT_PREVENTIVE, 148000  },
    { STR_C("71046"), STR_C("Chest X-ray"),                        BENEFIT_DIAGNOSTIC, 17800   },
    { STR_C("72148"), STR_C("MRI scan of the lower back"),         BENEFIT_DIAGNOSTIC, 184000  },
    { STR_C("73110"), STR_C("Wrist X-ray"),                        BENEFIT_DIAGNOSTIC, 14200   },
    { STR_C("73562"), STR_C("Knee X-ray"),                         BENEFIT_DIAGNOSTIC, 15600   },
    { STR_C("73610"), STR_C("Ankle X-ray"),                        BENEFIT_DIAGNOSTIC, 14400   },
    { STR_C("73721"), STR_C("MRI scan of the knee"),               BENEFIT_DIAGNOSTIC, 172500  },
    { STR_C("77067"), STR_C("Mammogram, both breasts"),            BENEFIT_PREVENTIVE, 38600   },
    { STR_C("80048"), STR_C("Basic blood chemistry test"),         BENEFIT_DIAGNOSTIC, 5800    },
    { STR_C("80053"), STR_C("Full blood chemistry test"),          BENEFIT_DIAGNOSTIC, 7200    },
    { STR_C("80061"), STR_C("Cholesterol blood test"),             BENEFIT_DIAGNOSTIC, 8400    },
    { STR_C("81003"), STR_C("Urine test"),                         BENEFIT_DIAGNOSTIC, 2800    },
    { STR_C("82947"), STR_C("Blood sugar test"),                   BENEFIT_DIAGNOSTIC, 3100    },
    { STR_C("83036"), STR_C("A1c blood sugar test"),               BENEFIT_DIAGNOSTIC, 6900    },
    { STR_C("84443"), STR_C("Thyroid blood test"),                 BENEFIT_DIAGNOSTIC, 8800    },
    { STR_C("85025"), STR_C("Blood count"),                        BENEFIT_DIAGNOSTIC, 5400    },
    { STR_C("87804"), STR_C("Rapid flu test"),                     BENEFIT_DIAGNOSTIC, 5200    },
    { STR_C("87880"), STR_C("Rapid strep test"),                   BENEFIT_DIAGNOSTIC, 4700    },
    { STR_C("90471"), STR_C("Giving a vaccine"),                   BENEFIT_PREVENTIVE, 4100    },
    { STR_C("90686"), STR_C("Flu shot"),                           BENEFIT_PREVENTIVE, 3600    },
    { STR_C("90834"), STR_C("Talk therapy, 45 minutes"),           BENEFIT_THERAPY,    17500   },
    { STR_C("92014"), STR_C("Eye exam"),                           BENEFIT_SPECIALIST, 19800   },
    { STR_C("93000"), STR_C("Heart tracing (ECG)"),                BENEFIT_DIAGNOSTIC, 9600    },
    { STR_C("93306"), STR_C("Heart ultrasound"),                   BENEFIT_DIAGNOSTIC, 128000  },
    { STR_C("94010"), STR_C("Breathing test"),                     BENEFIT_DIAGNOSTIC, 11200   },
    { STR_C("97110"), STR_C("Exercise therapy"),                   BENEFIT_THERAPY,    8900    },
    { STR_C("97140"), STR_C("Hands-on therapy"),                   BENEFIT_THERAPY,    8200    },
    { STR_C("97161"), STR_C("First visit for physical therapy"),   BENEFIT_THERAPY,    21500   },
    { STR_C("99203"), STR_C("First office visit"),                 BENEFIT_SPECIALIST, 24200   },
    { STR_C("99213"), STR_C("Office visit"),                       BENEFIT_PRIMARY,    16400   },
    { STR_C("99214"), STR_C("Specialist visit"),                   BENEFIT_SPECIALIST, 23100   },
    { STR_C("99283"), STR_C("Emergency room visit"),               BENEFIT_EMERGENCY,  64000   },
    { STR_C("99284"), STR_C("Emergency room visit, serious"),      BENEFIT_EMERGENCY,  118000  },
    { STR_C("99391"), STR_C("Baby check-up"),                      BENEFIT_PREVENTIVE, 19500   },
    { STR_C("99392"), STR_C("Toddler check-up"),                   BENEFIT_PREVENTIVE, 20200   },
    { STR_C("99393"), STR_C("Child check-up"),                     BENEFIT_PREVENTIVE, 20800   },
    { STR_C("99394"), STR_C("Teen check-up"),                      BENEFIT_PREVENTIVE, 22600   },
    { STR_C("99395"), STR_C("Yearly check-up"),                    BENEFIT_PREVENTIVE, 24400   },
    { STR_C("99396"), STR_C("Yearly check-up"),                    BENEFIT_PREVENTIVE, 25900   },
    { STR_C("G0439"), STR_C("Yearly wellness visit"),              BENEFIT_PREVENTIVE, 23800   },
};

/* Sorted by key; what a claim is known by stands first. Places: 11 office, 20 urgent care, 22 hospital outpatient, 23 emergency room, 24 surgery
 * center, 81 laboratory. */
const VisitRow visits[] = {
    { STR_C("anesthesia"),    PROVIDER_ORTHOPEDICS, STR_C("24"), { STR_C("01400") } },
    { STR_C("ankle"),         PROVIDER_URGENT,      STR_C("20"), { STR_C("99213"), STR_C("73610") } },
    { STR_C("biopsy"),        PROVIDER_DERMATOLOGY, STR_C("11"), { STR_C("99214"), STR_C("11102") } },
    { STR_C("breathing"),     PROVIDER_LUNG,        STR_C("11"), { STR_C("99214"), STR_C("94010") } },
    { STR_C("cardiology"),    PROVIDER_CARDIOLOGY,  STR_C("11"), { STR_C("99214"), STR_C("93000") } },
    { STR_C("checkup-baby"),  PROVIDER_PEDIATRICS,  STR_C("11"), { STR_C("99391"), STR_C("90471") } },
    { STR_C("checkup-child"), PROVIDER_PEDIATRICS,  STR_C("11"), { STR_C("99393") } },
    { STR_C("checkup-grown"), PROVIDER_FAMILY,      STR_C("11"), { STR_C("99396") } },
    { STR_C("checkup-senior"), PROVIDER_FAMILY,     STR_C("11"), { STR_C("G0439") } },
    { STR_C("checkup-teen"),  PROVIDER_PEDIATRICS,  STR_C("11"), { STR_C("99394") } },
    { STR_C("checkup-toddler"), PROVIDER_PEDIATRICS, STR_C("11"), { STR_C("99392"), STR_C("90471") } },
    { STR_C("checkup-young"), PROVIDER_FAMILY,      STR_C("11"), { STR_C("99395") } },
    { STR_C("chest-pain"),    PROVIDER_EMERGENCY,   STR_C("23"), { STR_C("99284"), STR_C("93000"), STR_C("71046"), STR_C("80053") } },
    { STR_C("child-visit"),   PROVIDER_PEDIATRICS,  STR_C("11"), { STR_C("99213") } },
    { STR_C("colonoscopy"),   PROVIDER_GASTRO,      STR_C("24"), { STR_C("45378") } },
    { STR_C("counseling"),    PROVIDER_MENTAL,      STR_C("11"), { STR_C("90834") } },
    { STR_C("emergency"),     PROVIDER_EMERGENCY,   STR_C("23"), { STR_C("99283") } },
    { STR_C("eye"),           PROVIDER_EYE,         STR_C("11"), { STR_C("92014") } },
    { STR_C("flu"),           PROVIDER_URGENT,      STR_C("20"), { STR_C("99213"), STR_C("87804") } },
    { STR_C("flu-shot"),      PROVIDER_FAMILY,      STR_C("11"), { STR_C("90471"), STR_C("90686") } },
    { STR_C("heart-scan"),    PROVIDER_CARDIOLOGY,  STR_C("22"), { STR_C("93306") } },
    { STR_C("knee-keyhole"),  PROVIDER_ORTHOPEDICS, STR_C("24"), { STR_C("29881") } },
    { STR_C("knee-replacement"), PROVIDER_ORTHOPEDICS, STR_C("22"), { STR_C("27447") } },
    { STR_C("knee-scan"),     PROVIDER_IMAGING,     STR_C("11"), { STR_C("73721") } },
    { STR_C("knee-visit"),    PROVIDER_ORTHOPEDICS, STR_C("11"), { STR_C("99214"), STR_C("73562") } },
    { STR_C("lab-a1c"),       PROVIDER_LAB,         STR_C("81"), { STR_C("83036"), STR_C("82947"), STR_C("36415") } },
    { STR_C("lab-chemistry"), PROVIDER_LAB,         STR_C("81"), { STR_C("80053"), STR_C("85025"), STR_C("36415") } },
    { STR_C("lab-kidney"),    PROVIDER_LAB,         STR_C("81"), { STR_C("80048"), STR_C("36415") } },
    { STR_C("lab-lipids"),    PROVIDER_LAB,         STR_C("81"), { STR_C("80061"), STR_C("82947"), STR_C("36415") } },
    { STR_C("lab-thyroid"),   PROVIDER_LAB,         STR_C("81"), { STR_C("84443"), STR_C("36415") } },
    { STR_C("lab-urine"),     PROVIDER_FAMILY,      STR_C("11"), { STR_C("99213"), STR_C("81003") } },
    { STR_C("mammogram"),     PROVIDER_IMAGING,     STR_C("11"), { STR_C("77067") } },
    { STR_C("mri-back"),      PROVIDER_IMAGING,     STR_C("11"), { STR_C("72148") } },
    { STR_C("office"),        PROVIDER_FAMILY,      STR_C("11"), { STR_C("99213") } },
    { STR_C("specialist"),    PROVIDER_DERMATOLOGY, STR_C("11"), { STR_C("99203") } },
    { STR_C("stitches"),      PROVIDER_EMERGENCY,   STR_C("23"), { STR_C("99283"), STR_C("12001") } },
    { STR_C("strep"),         PROVIDER_FAMILY,      STR_C("11"), { STR_C("99213"), STR_C("87880") } },
    { STR_C("therapy"),       PROVIDER_THERAPY,     STR_C("11"), { STR_C("97110"), STR_C("97140") } },
    { STR_C("therapy-first"), PROVIDER_THERAPY,     STR_C("11"), { STR_C("97161") } },
    { STR_C("wart"),          PROVIDER_DERMATOLOGY, STR_C("11"), { STR_C("17110") } },
    { STR_C("women"),         PROVIDER_WOMEN,       STR_C("11"), { STR_C("99213") } },
    { STR_C("wrist"),         PROVIDER_ORTHOPEDICS, STR_C("11"), { STR_C("25600"), STR_C("73110") } },
};
// clang-format on

const size_t procedure_count = TABLE_COUNT(procedures);
const size_t visit_count = TABLE_COUNT(visits);

const ProcedureRow *procedure_row(Str code)
{
    const ProcedureRow *row = TABLE_FIND(procedures, code);
    assert(row);
    return row;
}

const VisitRow *visit_row(Str key)
{
    const VisitRow *row = TABLE_FIND(visits, key);
    assert(row);
    return row;
}

/* care_table.c - what people have and what is done about it: diagnoses (ICD-10-CM codes, our words), drugs
 * (plausible NDCs), and how often each brings whom to a doctor. Rates are rough, chosen for a varied plan
 * of some 25 claims a member in three years. */
#include "synth/synth_rows.h"

#include <assert.h>

// clang-format off
/* Sorted by code. */
const DiagnosisRow diagnoses[] = {
    { STR_C("A09"),      STR_C("Stomach flu")                      },
    { STR_C("E03.9"),    STR_C("Underactive thyroid")              },
    { STR_C("E11.9"),    STR_C("Type 2 diabetes")                  },
    { STR_C("E78.5"),    STR_C("High cholesterol")                 },
    { STR_C("F41.1"),    STR_C("Anxiety")                          },
    { STR_C("F90.2"),    STR_C("Attention disorder (ADHD)")        },
    { STR_C("G43.909"),  STR_C("Migraine")                         },
    { STR_C("H10.9"),    STR_C("Pink eye")                         },
    { STR_C("H52.4"),    STR_C("Trouble seeing up close")          },
    { STR_C("H66.90"),   STR_C("Ear infection")                    },
    { STR_C("I10"),      STR_C("High blood pressure")              },
    { STR_C("I48.91"),   STR_C("Irregular heartbeat")              },
    { STR_C("J02.0"),    STR_C("Strep throat")                     },
    { STR_C("J06.9"),    STR_C("Cold")                             },
    { STR_C("J10.1"),    STR_C("Flu")                              },
    { STR_C("J20.9"),    STR_C("Bronchitis")                       },
    { STR_C("J30.2"),    STR_C("Seasonal allergies")               },
    { STR_C("J45.909"),  STR_C("Asthma")                           },
    { STR_C("K21.9"),    STR_C("Acid reflux")                      },
    { STR_C("L30.9"),    STR_C("Skin rash")                        },
    { STR_C("L70.0"),    STR_C("Acne")                             },
    { STR_C("L98.9"),    STR_C("Change of the skin")               },
    { STR_C("M17.11"),   STR_C("Worn right knee joint")            },
    { STR_C("M54.50"),   STR_C("Low back pain")                    },
    { STR_C("N39.0"),    STR_C("Bladder infection")                },
    { STR_C("R07.9"),    STR_C("Chest pain")                       },
    { STR_C("S52.501A"), STR_C("Broken wrist")                     },
    { STR_C("S61.219A"), STR_C("Cut on a finger")                  },
    { STR_C("S83.241A"), STR_C("Torn cartilage in the right knee") },
    { STR_C("S93.401A"), STR_C("Sprained ankle")                   },
    { STR_C("Z00.00"),   STR_C("Yearly check-up")                  },
    { STR_C("Z00.129"),  STR_C("Child check-up")                   },
    { STR_C("Z12.11"),   STR_C("Check for bowel cancer")           },
    { STR_C("Z12.31"),   STR_C("Check for breast cancer")          },
    { STR_C("Z23"),      STR_C("Vaccine")                          },
    { STR_C("Z30.41"),   STR_C("Birth control")                    },
};

/* Sorted by key. */
const DrugRow drugs[] = {
    { STR_C("adhd"),           STR_C("00591-2715-01"), STR_C("Methylphenidate ER 18 mg tablet"), 30,  30,  9800,   false, 0 },
    { STR_C("albuterol"),      STR_C("00093-3174-31"), STR_C("Albuterol inhaler 90 mcg"),        2,   100, 10200,  false, 3 },
    { STR_C("amlodipine"),     STR_C("68180-0721-03"), STR_C("Amlodipine 5 mg tablet"),          90,  90,  2700,   false, 3 },
    { STR_C("amoxicillin"),    STR_C("00093-3109-01"), STR_C("Amoxicillin 500 mg capsule"),      20,  10,  1650,   false, 0 },
    { STR_C("apixaban"),       STR_C("00003-0894-21"), STR_C("Eliquis 5 mg tablet"),             180, 90,  168500, true,  3 },
    { STR_C("atorvastatin"),   STR_C("00378-3951-77"), STR_C("Atorvastatin 20 mg tablet"),       90,  90,  3300,   false, 3 },
    { STR_C("azithromycin"),   STR_C("00093-7146-18"), STR_C("Azithromycin 250 mg tablet"),      6,   5,   2100,   false, 0 },
    { STR_C("birth-control"),  STR_C("00555-9045-58"), STR_C("Birth control pill"),              84,  84,  6600,   false, 3 },
    { STR_C("doxycycline"),    STR_C("00591-5440-05"), STR_C("Doxycycline 100 mg capsule"),      60,  30,  4300,   false, 2 },
    { STR_C("empagliflozin"),  STR_C("00597-0152-30"), STR_C("Jardiance 10 mg tablet"),          90,  90,  176200, true,  5 },
    { STR_C("eye-drops"),      STR_C("24208-0910-55"), STR_C("Erythromycin eye ointment"),       1,   7,   1900,   false, 0 },
    { STR_C("fluticasone"),    STR_C("60505-0829-01"), STR_C("Fluticasone nasal spray 50 mcg"),  2,   60,  4700,   false, 3 },
    { STR_C("hydrocortisone"), STR_C("00168-0080-31"), STR_C("Hydrocortisone cream 2.5%"),       1,   14,  1800,   false, 1 },
    { STR_C("ibuprofen"),      STR_C("67877-0320-01"), STR_C("Ibuprofen 600 mg tablet"),         40,  10,  1400,   false, 0 },
    { STR_C("levothyroxine"),  STR_C("00378-1803-77"), STR_C("Levothyroxine 50 mcg tablet"),     90,  90,  3100,   false, 3 },
    { STR_C("lisinopril"),     STR_C("68180-0980-03"), STR_C("Lisinopril 10 mg tablet"),         90,  90,  2200,   false, 3 },
    { STR_C("metformin"),      STR_C("65862-0008-99"), STR_C("Metformin 500 mg tablet"),         180, 90,  2600,   false, 3 },
    { STR_C("nitrofurantoin"), STR_C("47781-0303-01"), STR_C("Nitrofurantoin 100 mg capsule"),   10,  5,   2900,   false, 0 },
    { STR_C("omeprazole"),     STR_C("62175-0118-43"), STR_C("Omeprazole 20 mg capsule"),        90,  90,  2800,   false, 3 },
    { STR_C("oseltamivir"),    STR_C("47781-0470-13"), STR_C("Oseltamivir 75 mg capsule"),       10,  5,   5900,   false, 0 },
    { STR_C("sertraline"),     STR_C("59762-4900-05"), STR_C("Sertraline 50 mg tablet"),         90,  90,  2900,   false, 3 },
    { STR_C("sumatriptan"),    STR_C("55111-0293-09"), STR_C("Sumatriptan 50 mg tablet"),        18,  90,  7400,   false, 5 },
};

/* Sorted by key: diagnosis, lasting, sex, ages, per mille, visit and how many, what follows and how many,
 * drugs, measures. */
#define NONE { NULL, 0 }
const CareRow cares[] = {
    { STR_C("acne"),          STR_C("L70.0"),    true,  'a', 13, 24,  110, STR_C("specialist"),  1, NONE,                   0, { STR_C("doxycycline"),    NONE },                0 },
    { STR_C("adhd"),          STR_C("F90.2"),    true,  'a', 6,  19,  60,  STR_C("child-visit"), 2, NONE,                   0, { STR_C("adhd"),           NONE },                0 },
    { STR_C("allergy"),       STR_C("J30.2"),    true,  'a', 5,  70,  130, STR_C("office"),      1, NONE,                   0, { STR_C("fluticasone"),    NONE },                0 },
    { STR_C("ankle"),         STR_C("S93.401A"), false, 'a', 8,  60,  30,  STR_C("ankle"),       1, STR_C("therapy"),       3, { STR_C("ibuprofen"),      NONE },                0 },
    { STR_C("anxiety"),       STR_C("F41.1"),    true,  'a', 16, 75,  120, STR_C("counseling"),  9, NONE,                   0, { STR_C("sertraline"),     NONE },                0 },
    { STR_C("asthma"),        STR_C("J45.909"),  true,  'a', 4,  70,  80,  STR_C("breathing"),   1, NONE,                   0, { STR_C("albuterol"),      NONE },                MEASURE_VITALS },
    { STR_C("back-pain"),     STR_C("M54.50"),   false, 'a', 22, 80,  90,  STR_C("office"),      1, STR_C("therapy"),       6, { STR_C("ibuprofen"),      NONE },                0 },
    { STR_C("birth-control"), STR_C("Z30.41"),   true,  'f', 17, 44,  210, STR_C("women"),       1, NONE,                   0, { STR_C("birth-control"),  NONE },                MEASURE_PRESSURE },
    { STR_C("bladder"),       STR_C("N39.0"),    false, 'f', 16, 90,  80,  STR_C("lab-urine"),   1, NONE,                   0, { STR_C("nitrofurantoin"), NONE },                0 },
    { STR_C("bronchitis"),    STR_C("J20.9"),    false, 'a', 16, 90,  70,  STR_C("office"),      1, NONE,                   0, { STR_C("azithromycin"),   NONE },                0 },
    { STR_C("chest-pain"),    STR_C("R07.9"),    false, 'a', 35, 95,  18,  STR_C("chest-pain"),  1, STR_C("heart-scan"),    1, { NONE,                    NONE },                MEASURE_PRESSURE },
    { STR_C("cholesterol"),   STR_C("E78.5"),    true,  'a', 38, 100, 260, STR_C("office"),      1, STR_C("lab-lipids"),    1, { STR_C("atorvastatin"),   NONE },                MEASURE_LIPIDS },
    { STR_C("cold"),          STR_C("J06.9"),    false, 'a', 17, 100, 260, STR_C("office"),      1, NONE,                   0, { NONE,                    NONE },                0 },
    { STR_C("cold-child"),    STR_C("J06.9"),    false, 'a', 0,  16,  520, STR_C("child-visit"), 1, NONE,                   0, { NONE,                    NONE },                0 },
    { STR_C("cut"),           STR_C("S61.219A"), false, 'a', 3,  80,  22,  STR_C("stitches"),    1, NONE,                   0, { NONE,                    NONE },                0 },
    { STR_C("diabetes"),      STR_C("E11.9"),    true,  'a', 38, 100, 120, STR_C("office"),      2, STR_C("lab-a1c"),       2, { STR_C("metformin"),      NONE },                MEASURE_A1C | MEASURE_GLUCOSE },
    { STR_C("diabetes-more"), STR_C("E11.9"),    true,  'a', 45, 100, 30,  STR_C("eye"),         1, STR_C("lab-kidney"),    1, { STR_C("empagliflozin"),  NONE },                0 },
    { STR_C("ear"),           STR_C("H66.90"),   false, 'a', 0,  10,  320, STR_C("child-visit"), 1, NONE,                   0, { STR_C("amoxicillin"),    NONE },                0 },
    { STR_C("flu"),           STR_C("J10.1"),    false, 'a', 3,  95,  60,  STR_C("flu"),         1, NONE,                   0, { STR_C("oseltamivir"),    NONE },                0 },
    { STR_C("heartbeat"),     STR_C("I48.91"),   true,  'a', 64, 100, 70,  STR_C("cardiology"),  2, STR_C("lab-chemistry"), 1, { STR_C("apixaban"),       NONE },                MEASURE_PRESSURE },
    { STR_C("knee"),          STR_C("M17.11"),   true,  'a', 52, 95,  120, STR_C("knee-visit"),  1, STR_C("therapy"),       4, { STR_C("ibuprofen"),      NONE },                0 },
    { STR_C("migraine"),      STR_C("G43.909"),  true,  'a', 16, 60,  80,  STR_C("office"),      1, NONE,                   0, { STR_C("sumatriptan"),    NONE },                0 },
    { STR_C("pink-eye"),      STR_C("H10.9"),    false, 'a', 1,  30,  45,  STR_C("office"),      1, NONE,                   0, { STR_C("eye-drops"),      NONE },                0 },
    { STR_C("pressure"),      STR_C("I10"),      true,  'a', 32, 100, 300, STR_C("office"),      2, STR_C("lab-chemistry"), 1, { STR_C("lisinopril"),     STR_C("amlodipine") }, MEASURE_PRESSURE },
    { STR_C("rash"),          STR_C("L30.9"),    false, 'a', 0,  90,  80,  STR_C("office"),      1, NONE,                   0, { STR_C("hydrocortisone"), NONE },                0 },
    { STR_C("reading"),       STR_C("H52.4"),    false, 'a', 42, 95,  170, STR_C("eye"),         1, NONE,                   0, { NONE,                    NONE },                0 },
    { STR_C("reflux"),        STR_C("K21.9"),    true,  'a', 25, 95,  120, STR_C("office"),      1, NONE,                   0, { STR_C("omeprazole"),     NONE },                0 },
    { STR_C("skin"),          STR_C("L98.9"),    false, 'a', 30, 95,  50,  STR_C("biopsy"),      1, NONE,                   0, { NONE,                    NONE },                0 },
    { STR_C("stomach"),       STR_C("A09"),      false, 'a', 1,  90,  50,  STR_C("office"),      1, NONE,                   0, { NONE,                    NONE },                0 },
    { STR_C("strep"),         STR_C("J02.0"),    false, 'a', 4,  40,  110, STR_C("strep"),       1, NONE,                   0, { STR_C("amoxicillin"),    NONE },                0 },
    { STR_C("thyroid"),       STR_C("E03.9"),    true,  'f', 25, 100, 110, STR_C("office"),      1, STR_C("lab-thyroid"),   1, { STR_C("levothyroxine"),  NONE },                0 },
    { STR_C("wrist"),         STR_C("S52.501A"), false, 'a', 6,  95,  9,   STR_C("wrist"),       1, STR_C("therapy"),       5, { STR_C("ibuprofen"),      NONE },                0 },
};
// clang-format on

const size_t diagnosis_count = TABLE_COUNT(diagnoses);
const size_t drug_count = TABLE_COUNT(drugs);
const size_t care_count = TABLE_COUNT(cares);

const CareRow *care_row(Str key)
{
    const CareRow *row = TABLE_FIND(cares, key);
    assert(row);
    return row;
}

const DiagnosisRow *diagnosis_row(Str code)
{
    const DiagnosisRow *row = TABLE_FIND(diagnoses, code);
    assert(row);
    return row;
}

const DrugRow *drug_row(Str key)
{
    const DrugRow *row = TABLE_FIND(drugs, key);
    assert(row);
    return row;
}

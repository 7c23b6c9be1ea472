// Writes src/fhir/label_table.c, the built-in codes of sensitive data.
//
//   node tools/gen_labels.mjs --shared ../shared
//
// From spec/sensitive_codes.csv there, and `more` below: what data we have seen showed to be missing.
// Confidence: A is in CMS's own list, B is specific, C says little without another code beside it.

import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const home = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const arg = (name, otherwise) => {
    const i = process.argv.indexOf(name);
    return i > 0 ? process.argv[i + 1] : otherwise;
};
const shared = arg('--shared', path.join(home, '../shared'));

const CATEGORIES = {
    'SUD': 'SUBSTANCE_USE', 'MH': 'MENTAL_HEALTH', 'HIV': 'HIV', 'STI': 'STI', 'REPRO-ABORTION': 'REPRODUCTIVE',
    'REPRO-CONTRACEPTION': 'REPRODUCTIVE', 'REPRO-PREGNANCY': 'REPRODUCTIVE', 'GENDER': 'GENDER', 'GENETIC': 'GENETICS', 'SDV': 'VIOLENCE',
};
const ORDER = ['MENTAL_HEALTH', 'SUBSTANCE_USE', 'HIV', 'STI', 'REPRODUCTIVE', 'VIOLENCE', 'GENETICS', 'GENDER'];
const SYSTEMS = {
    'http://hl7.org/fhir/sid/icd-10-cm': 'ICD10CM',
    'http://www.cms.gov/Medicare/Coding/ICD10': 'ICD10PCS',
    'http://hl7.org/fhir/sid/icd-9-cm': 'ICD9CM',
    'http://www.cms.gov/Medicare/Coding/ICD9': 'ICD9PCS',
    'http://www.ama-assn.org/go/cpt': 'HCPCS',
    'https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets': 'HCPCS',
    'https://www.nubc.org/CodeSystem/RevenueCodes': 'REVENUE',
    'https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set': 'POS',
    'https://www.cms.gov/Medicare/Medicare-Fee-for-Service-Payment/AcuteInpatientPPS/MS-DRG-Classifications-and-Software': 'DRG',
    'http://nucc.org/provider-taxonomy': 'TAXONOMY',
    'http://loinc.org': 'LOINC',
    'http://snomed.info/sct': 'SNOMED',
    'RxNorm ingredient name (match on ingredient, any NDC/SCD/SBD that resolves to it)': 'DRUG_NAME',
};
const SYSTEM_ORDER = ['ICD10CM', 'ICD10PCS', 'ICD9CM', 'ICD9PCS', 'HCPCS', 'REVENUE', 'POS', 'DRG', 'TAXONOMY', 'FACILITY', 'LOINC', 'SNOMED', 'DRUG_NAME', 'FORM_NAME'];
const MATCHES = { e: 'LABEL_EXACT', p: 'LABEL_PREFIX', r: 'LABEL_RANGE' };

// Category, confidence, system, codes: also what they begin with (042*), of ICD ranges (290-302). A display often has the brand alone, and SNOMED CT's codes below the
// listed ones are what records hold.
const words = (text) => text.trim().split(/[\n,] */).map((w) => w.trim());
const more = [
    ['MENTAL_HEALTH', 'B', 'DRUG_NAME', words(`abilify, adderall, anafranil, aristada, buspar, caplyta, celexa, clozaril, cobenfy, concerta
        dexedrine, dextroamphetamine, effexor, emsam, fanapt, fetzima, focalin, geodon, haldol, invega, latuda, lexapro, lithobid, lumateperone
        luvox, nardil, nuplazid, parnate, paxil, pristiq, prozac, remeron, rexulti, risperdal, ritalin, saphris, seroquel, spravato
        strattera, symbyax, trintellix, viibryd, vraylar, vyvanse, xanax, zoloft, zyprexa`)],
    ['MENTAL_HEALTH', 'C', 'DRUG_NAME', words('ativan, cymbalta, depakote, divalproex, klonopin, lamictal, valium, wellbutrin')],
    ['SUBSTANCE_USE', 'B', 'DRUG_NAME', words('antabuse, brixadi, campral, lucemyra, sublocade, suboxone, subutex, vivitrol, zubsolv')],
    ['SUBSTANCE_USE', 'C', 'DRUG_NAME', words('methadose, narcan')],
    ['HIV', 'B', 'DRUG_NAME', words(`apretude, atripla, biktarvy, cabenuva, combivir, complera, delstrigo, descovy, dovato, edurant, epzicom, evotaz
        genvoya, intelence, isentress, juluca, kaletra, odefsey, pifeltro, prezcobix, prezista, retrovir, reyataz, rukobia, selzentry, stribild
        sunlenca, sustiva, symtuza, tivicay, triumeq, trizivir, trogarzo, truvada, viracept, ziagen`)],
    ['HIV', 'C', 'DRUG_NAME', words('epivir, norvir, viread')],
    ['REPRODUCTIVE', 'B', 'DRUG_NAME', words(`annovera, apri, aviane, camila, cryselle, depo provera, errin, gianvi, implanon, jolivette, junel, kariva
        kyleena, levora, liletta, loestrin, lutera, microgestin, mifeprex, mirena, mononessa, natazia, nexplanon, nextstellis, norinyl, nuvaring
        ocella, ortho evra, ortho novum, ortho tri cyclen, paragard, plan b one step, seasonale, seasonique, skyla, slynd, sprintec, taytulla
        trinessa, twirla, xulane, yasmin, yaz`)],
    ['REPRODUCTIVE', 'C', 'DRUG_NAME', words('cytotec')],
    ['MENTAL_HEALTH', 'B', 'LOINC', ['44255-8', '75443-2', '84215-3', '94023-9', '44250-9', '44251-7', '44252-5', '44253-3', '44254-1', '44258-2', '44259-0',
        '44260-8', '55757-9', '68509-9', '69689-8', '69722-7', '69725-0', '69733-4', '69734-2', '69735-9', '69736-7', '71354-5', '89204-2', '99046-5']],
    ['HIV', 'B', 'LOINC', ['55277-8']],
    ['VIOLENCE', 'B', 'LOINC', ['28245-9', '76499-3', '76500-8', '76504-0']],
    ['VIOLENCE', 'C', 'LOINC', ['76501-6', '76502-4', '76503-2']],
    ['SUBSTANCE_USE', 'B', 'LOINC', ['72109-2', '72110-0', '82666-9', '82667-7']],
    ['SUBSTANCE_USE', 'C', 'LOINC', ['11331-6', '11343-1', '68517-2', '68518-0', '68519-8', '68520-6', '75889-6', '88037-7', '96842-0', '96844-6', '74013-4', '96841-2', '96843-8']],
    ['MENTAL_HEALTH', 'B', 'SNOMED', ['36923009', '370143000', '192127007', '80583007', '225337009', '225444004', '171207006', '715252007',
        '454711000124102', '385892002', '79094001', '88848003', '76168009', '228557008', '736254008', '718347000',
        '86849004', '287185009', '287191006']],
    ['SUBSTANCE_USE', 'B', 'SNOMED', ['6525002', '10939881000119105', '56876005', '60112009', '61480009', '266707007', '24165007', '35637008',
        '228366006', '44870007', '713106006', '763302001']],
    ['SUBSTANCE_USE', 'C', 'SNOMED', ['55680006', '226138001', '228390007']],
    ['HIV', 'B', 'SNOMED', ['31676001']],
    ['STI', 'B', 'SNOMED', ['310861008', '165829005', '269828009']],
    ['REPRODUCTIVE', 'B', 'SNOMED', ['72892002', '77386006', '19169002', '35999006', '79586000', '47200007', '398254007', '156073000', '252160004',
        '169230002', '274804006', '225158009', '424619006', '424441002', '443529005', '271442007', '66348005', '134435003', '135892000',
        '713076009', '312404004', '169673001', '65200003', '46706006', '68254000', '169553002', '301807007', '755621000000101', '10383002',
        '714812005', '386394001', '11466000', '31208007', '237001001', '236974004', '177184002', '22523008', '454381000124105']],
    ['VIOLENCE', 'B', 'SNOMED', ['706893006', '866148006']],
    // Instruments as servers name them: Questionnaire/phq-9-example.
    ['MENTAL_HEALTH', 'B', 'FORM_NAME', words(`anxiety, asrs, bdi, behavioral health, c ssrs, ces d, cesd, cssrs, depression, edinburgh, epds, gad, gad2, gad7, ham a
        ham d, hamd, m chat, madrs, mchat, mdq, mental health, pcl 5, pcl5, phq, phq2, phq4, phq8, phq9, phqa, psc 17, psc17, ptsd, suicidal
        suicide, vanderbilt`)],
    ['MENTAL_HEALTH', 'C', 'FORM_NAME', ['gds']],
    ['SUBSTANCE_USE', 'B', 'FORM_NAME', words(`alcohol, audit, auditc, cage, crafft, dast, dast10, drug abuse, drug use, opioid, s2bi, sbirt, substance abuse
        substance use, taps`)],
    ['SUBSTANCE_USE', 'C', 'FORM_NAME', ['assist']],
    ['HIV', 'B', 'FORM_NAME', ['hiv']],
    ['STI', 'B', 'FORM_NAME', words('chlamydia, gonorrhea, sexual health, std, sti, syphilis')],
    ['REPRODUCTIVE', 'B', 'FORM_NAME', words(`abortion, antenatal, contraception, contraceptive, family planning, fertility, postpartum
        pregnancy, prenatal`)],
    ['VIOLENCE', 'B', 'FORM_NAME', words('child abuse, domestic violence, elder abuse, hark, intimate partner, ipv, sexual assault, wast')],
    ['VIOLENCE', 'C', 'FORM_NAME', ['hits']],
    ['GENETICS', 'B', 'FORM_NAME', words('brca, genetic, genetics')],
    ['GENDER', 'B', 'FORM_NAME', words('gender identity, pronouns, sexual orientation, sogi')],
    ['GENDER', 'B', 'LOINC', ['46098-0', '74698-2', '76689-9', '90778-2', '99501-9', '99502-7']],
    // ICD-9: stays that began before October 2015, and history.
    ['MENTAL_HEALTH', 'B', 'ICD9CM', words('290-302, 306-316, E95*, V11*, V62.84, V79.0*')],
    ['HIV', 'B', 'ICD9CM', words('042*, 079.53, 795.71, V08*')],
    ['STI', 'B', 'ICD9CM', words('054.1*, 078.11, 079.4, 079.88, 079.98, 090-099, 131*, V01.6, V02.7, V02.8, V74.5')],
    ['REPRODUCTIVE', 'B', 'ICD9CM', words('606*, 628*, 630-679, V22-V28, V45.5*, V61.6, V61.7, V72.4*')],
    ['VIOLENCE', 'B', 'ICD9CM', words('995.5*, 995.80, 995.81, 995.82, 995.83, 995.84, 995.85, E960-E969, V15.41, V15.42, V61.11, V61.21, V71.5, V71.81')],
    ['GENETICS', 'B', 'ICD9CM', words('V26.3*, V82.7*, V83*, V84*')],
    ['GENDER', 'B', 'ICD9CM', words('302.5*, 302.6, 302.85')],
    ['MENTAL_HEALTH', 'B', 'ICD9PCS', words('94.0-94.5')],
    ['REPRODUCTIVE', 'B', 'ICD9PCS', words('63.7*, 66.2*, 66.3*, 69.01, 69.51, 72-75')],
    // Who gives care, and where (NUCC).
    ['MENTAL_HEALTH', 'B', 'TAXONOMY', words(`102L00000X, 102X00000X, 103G*, 104100000X, 106S00000X, 163WP0807X, 163WP0808X, 163WP0809X, 167G00000X, 2084B0040X
        2084F0202X, 2084P0015X, 2084P0802X, 221700000X, 225XM0800X, 251S00000X, 310500000X, 3104A0630X, 320800000X, 364SP08*, 385HR2055X`)],
    ['MENTAL_HEALTH', 'C', 'TAXONOMY', words('1041S0200X, 175T00000X, 2080P0006X, 225A00000X, 251C00000X, 261QD1600X, 311500000X, 315P00000X, 320600000X, 320900000X')],
    ['SUBSTANCE_USE', 'B', 'TAXONOMY', words('103TA0400X, 163WA0400X, 2084P0802X')],
    ['SUBSTANCE_USE', 'C', 'TAXONOMY', words('175T00000X, 207LA0401X, 207QA0401X, 2083A0300X')],
    ['REPRODUCTIVE', 'B', 'TAXONOMY', words(`163WM0102X, 163WP1700X, 163WX0002X, 163WX0003X, 175M00000X, 176B00000X, 207VC0300X, 207VE0102X, 207VM0101X, 207VX0000X
        261QA0005X, 261QA0006X, 261QB0400X, 363LP1700X, 367A00000X, 374J00000X`)],
    ['REPRODUCTIVE', 'C', 'TAXONOMY', words('207V00000X, 207VG0400X, 282NW0100X, 363LW0102X, 363LX0001X, 364SW0102X')],
    ['GENETICS', 'B', 'TAXONOMY', words('170100000X, 170300000X, 207S*, 261QG0250X')],
    ['MENTAL_HEALTH', 'B', 'FACILITY', words('BEHAV, PHU, PSI, PSY, PSYCHF')],
    ['MENTAL_HEALTH', 'C', 'FACILITY', words('RHMAD, RHYAD, RTF')],
    ['SUBSTANCE_USE', 'B', 'FACILITY', words('RHAT, SURF')],
    ['SUBSTANCE_USE', 'C', 'FACILITY', ['RTF']],
    ['REPRODUCTIVE', 'B', 'FACILITY', words('INV, OB')],
    ['REPRODUCTIVE', 'C', 'FACILITY', ['GYN']],
    ['GENETICS', 'B', 'FACILITY', ['MGEN']],
    // Modifiers of HCPCS: the program that a service was given in.
    ['MENTAL_HEALTH', 'B', 'HCPCS', words('HE, HH, HI, HK, HW')],
    ['MENTAL_HEALTH', 'C', 'HCPCS', ['HJ']],
    ['SUBSTANCE_USE', 'B', 'HCPCS', words('HF, HG, HH, HV')],
    // Before exposure and after: what is prescribed for HIV alone.
    ['HIV', 'B', 'ICD10CM', ['Z29.81']],
    ['HIV', 'B', 'HCPCS', words('G0011, G0012, G0013, J0739, J0741, J0750, J0751, J0799, J1746, J1961, Q0516, Q0517, Q0518, Q0519')],
    ['GENDER', 'B', 'HCPCS', words('55970, 55980')],
    // Kinds of notes.
    ['MENTAL_HEALTH', 'B', 'LOINC', ['28627-8', '28628-6', '28635-1', '34785-6', '34786-4', '34787-2', '34788-0', '34790-6', '34791-4', '34792-2', '34793-0',
        '34864-9', '34865-6', '34866-4', '34904-3', '68646-9', '78263-1', '78306-8', '78472-8']],
    ['MENTAL_HEALTH', 'C', 'LOINC', ['28653-4', '34841-7', '68668-3']],
    ['MENTAL_HEALTH', 'B', 'SNOMED', ['10197000']],
    ['GENETICS', 'B', 'LOINC', ['68659-2']],
    // Pregnancy: status, tests, how far, what was before.
    ['REPRODUCTIVE', 'B', 'LOINC', ['11449-6', '11612-9', '11613-7', '11614-5', '11884-4', '11977-6', '19080-1', '2110-5', '2111-3', '2112-1', '45194-8', '49051-6',
        '80384-1', '80385-8']],
    ['REPRODUCTIVE', 'C', 'LOINC', ['18185-9', '8665-2']],
    ['GENDER', 'B', 'SNOMED', ['407375002', '407376001', '407377005', '446131000124102', '446141000124107', '446151000124109', '33791000087105']],
];

// ---- reading ------------------------------------------------------------------------------------

function fields(line) {
    const out = [];
    for (const m of line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g))
        out.push((m[1] ?? m[2]).replaceAll('""', '"'));
    return out;
}

const day = (text) => Math.round(Date.parse(`${text}T00:00:00Z`) / 86400000);

// ICD is compared without dots, everything in capitals but names of drugs, which are words.
function code(system, text) {
    if (system.endsWith('_NAME'))
        return text.toLowerCase().replace(/[^a-z0-9]+/g, ' ').trim();
    return system.startsWith('ICD') ? text.replaceAll('.', '').toUpperCase() : text.toUpperCase();
}

function row([category, , system, match, codes, conf, note = '']) {
    const sys = SYSTEMS[system];
    const cat = CATEGORIES[category];
    if (!sys || !cat || !MATCHES[match] || !['A', 'B', 'C'].includes(conf))
        throw new Error(`not understood: ${category} ${system} ${match} ${codes} ${conf}`);
    const [first, last = ''] = match === 'r' ? codes.split('-') : [codes];
    const valid = /valid (\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)/.exec(note);
    return { sys, cat, match: MATCHES[match], first: code(sys, first), last: code(sys, last), conf,
        from: valid ? day(valid[1]) : 'LABEL_DAY_FIRST', to: valid && !valid[2].startsWith('9999') ? day(valid[2]) : 'LABEL_DAY_LAST' };
}

const text = fs.readFileSync(path.join(shared, 'spec/sensitive_codes.csv'), 'utf8');
const rows = text.split(/\r?\n/).slice(1).filter(Boolean).map((line) => row(fields(line)));
for (const [cat, conf, sys, codes] of more)
    for (const one of codes) {
        const [first, last = ''] = sys.startsWith('ICD') ? one.replace('*', '').split('-') : [one.replace('*', '')];
        const match = last ? 'LABEL_RANGE' : one.endsWith('*') ? 'LABEL_PREFIX' : 'LABEL_EXACT';
        rows.push({ sys, cat, match, first: code(sys, first), last: code(sys, last), conf, from: 'LABEL_DAY_FIRST', to: 'LABEL_DAY_LAST' });
    }

// ---- writing ------------------------------------------------------------------------------------

const bytes = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const order = (a, b) => SYSTEM_ORDER.indexOf(a.sys) - SYSTEM_ORDER.indexOf(b.sys) || bytes(a.first, b.first) ||
    ORDER.indexOf(a.cat) - ORDER.indexOf(b.cat) || bytes(a.match, b.match) || bytes(a.conf, b.conf);
rows.sort(order);
// Of rows that say the same the surest stays.
const kept = rows.filter((r, i) => i === 0 || r.conf === rows[i - 1].conf && order(rows[i - 1], r) !== 0 || ['sys', 'first', 'cat', 'match'].some((k) => r[k] !== rows[i - 1][k]));

const str = (s) => (s ? `STR_C("${s}")` : '{"", 0}');
const lines = kept.map((r) => `    {LABEL_SYS_${r.sys}, ${r.match}, ${str(r.first)}, ${str(r.last)}, LABEL_${r.cat}, LABEL_${r.conf}, ${r.from}, ${r.to}},`);
fs.writeFileSync(path.join(home, 'src/fhir/label_table.c'), `/* Written by tools/gen_labels.mjs: change that, not this. */
#include "fhir/label_int.h"

#include "base/table.h"

// clang-format off
const LabelRow label_rows[] = {
${lines.join('\n')}
};
// clang-format on
const size_t label_row_count = TABLE_COUNT(label_rows);
`);
console.log(`${kept.length} rows`);

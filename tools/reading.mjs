// How hard each text is to read, in both languages, as a school grade.
//   node tools/reading.mjs [ROOT]            prints the grade of each text, the hardest last; fails as --check does
//   node tools/reading.mjs --check [ROOT]    prints the texts over grade 8 alone, and the counts
//   node tools/reading.mjs --self-test
//
// What is read: src/web/messages.def, the words that stand in src/web/pages/*.html themselves, and the mails of
// src/member/mail_text.c. English: Flesch-Kincaid's grade. Spanish: Fernandez Huerta's ease, by his own table: 80 to 70 is
// grade 6, 60 is the end of grade 8. Both formulas are for samples, and say nothing of three
// words: texts of fewer than 8 words, which are labels, are judged together with those whose keys begin with the
// same word, each a sentence; where these are fewer than 40 words, with all that are so few. A placeholder is a
// word of two syllables.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MOST = 8;
const LABEL_WORDS = 8;
const SAMPLE_WORDS = 40;
const LANGS = ['en', 'es'];

/** Texts for those who write apps: their words are the specifications'. */
const forDevelopers = /^(title_)?developers/;

// ---- the measure ---------------------------------------------------------------------------------------------

/** Endings of English that are written with a vowel and not spoken as one. */
const silent = /(?:[^laeiouy]es|[^tdaeiouy]ed|[^laeiouy]e|[^aeiouy]les?)$/;
const unruly = { people: 2, create: 2, created: 3, sometimes: 2, something: 2, somebody: 3, reminded: 3 };

export function syllablesEn(word) {
  const w = word.toLowerCase().replace(/[^a-z]/g, '');
  if (!w) return 2; // a number
  if (unruly[w]) return unruly[w];
  if (w.length <= 3) return 1;
  const spoken = /[^aeiouy]les?$/.test(w) || /(?:[sxz]|ch|sh|[cg])es$/.test(w) ? w.replace(/s$/, '') : w.replace(silent, (end) => end[0]);
  const groups = spoken.replace(/^y/, '').match(/[aeiouy]+/g) || [];
  const apart = spoken.match(/i[ao](?!u)|[eu]a(?=t[eio])|uou|eo(?!u)/g) || []; // "di-al", "cre-ate"
  const soft = spoken.match(/(?:[stc]i|gi)(?:on|al|ou|an|en)/g) || []; // "na-tion" is no "na-ti-on"
  return Math.max(1, groups.length + apart.length - soft.filter((one) => /i[ao]/.test(one)).length);
}

/** A strong vowel is a syllable; a weak one beside it is none, unless it has the accent. */
export function syllablesEs(word) {
  const w = word.toLowerCase().replace(/[^a-záéíóúüñ]/g, '');
  if (!w) return 2;
  const nuclei = w.replace(/y$/, 'i').replace(/qu/g, 'q').replace(/gu(?=[eiéí])/g, 'g')
    .match(/[iuü]*[aeoáéóíú][iuü]*|[iuü]+/g);
  return Math.max(1, (nuclei || []).length);
}

const wordsOf = (text) => text.match(/[\p{L}\p{N}]+(?:['’.-][\p{L}\p{N}]+)*/gu) || [];

/** A sentence ends by . ! ? or : before a space, and by a new line. */
const sentencesOf = (text) => text.split(/[.!?:][»”")]*\s+|[.!?:][»”")]*$|\n/).filter((one) => wordsOf(one).length);

export function gradeOf(lang, text) {
  const words = wordsOf(text);
  const perSentence = words.length / Math.max(1, sentencesOf(text).length);
  const syllables = words.map(lang === 'en' ? syllablesEn : syllablesEs).reduce((a, b) => a + b, 0) / words.length;
  if (lang === 'en') return 0.39 * perSentence + 11.8 * syllables - 15.59;
  const ease = 206.84 - 60 * syllables - 1.02 * perSentence;
  return ease >= 60 ? 8 - (ease - 60) / 10 : 8 + (60 - ease) * 0.4; // 60 to 50 are the four grades to 12
}

// ---- the texts -----------------------------------------------------------------------------------------------

/** Adjacent literals of C as one text. */
const literal = (source) => [...source.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, s]) => s).join('').replace(/\\n/g, '\n').replace(/\\(.)/g, '$1');

const strings = '((?:\\s*"(?:[^"\\\\]|\\\\.)*")+)\\s*';

function messages(source) {
  return [...source.matchAll(new RegExp(`MESSAGE\\(${strings},${strings},${strings}\\)`, 'g'))]
    .map(([, key, en, es]) => ({ key: literal(key), en: literal(en), es: literal(es) }));
}

/** Of each mail its subject and its words. "=" and "@" stand in front of the code's line and the link's. */
function mails(source) {
  return source.split(/^ {4}\[MAIL_/m).slice(1).flatMap((row) => {
    const [, subjectEn, subjectEs, en, es] = [...row.matchAll(new RegExp(`STR_C\\(${strings}\\)`, 'g'))].map(([, s]) => literal(s));
    const name = `mail_${row.slice(0, row.indexOf(']')).toLowerCase()}`;
    const plain = (text) => text.replace(/^=.*\n/m, '').replace(/^@/m, '');
    return [{ key: `${name}_subject`, en: subjectEn, es: subjectEs }, { key: name, en: plain(en), es: plain(es) }];
  });
}

/** The words of a page that are not in messages.def; of no language, so judged as both. */
function pageWords(name, source) {
  const words = source.replace(/<address[^]*?<\/address>/g, '').replace(/\{\{[^}]*\}\}/g, ' ').replace(/<[^>]*>/g, '\n').split('\n').map((line) => line.trim())
    .filter((line) => wordsOf(line).length >= LABEL_WORDS);
  return words.map((text, i) => ({ key: `page_${name}_${i + 1}`, en: text, es: text }));
}

export function textsOf(root) {
  const read = (path) => readFileSync(join(root, path), 'utf8');
  const pages = join(root, 'src/web/pages');
  const all = messages(read('src/web/messages.def'));
  if (existsSync(join(root, 'src/member/mail_text.c'))) all.push(...mails(read('src/member/mail_text.c')));
  for (const file of existsSync(pages) ? readdirSync(pages).sort() : []) {
    if (!forDevelopers.test(file)) all.push(...pageWords(file.replace('.html', ''), readFileSync(join(pages, file), 'utf8')));
  }
  return all.filter(({ key }) => !forDevelopers.test(key))
    .map(({ key, en, es }) => ({ key, en: en.replace(/\{\w+\}/g, 'person'), es: es.replace(/\{\w+\}/g, 'casa') }));
}

/** What is judged: [{key, lang, text, grade}]; the labels of one page are one text. */
export function judged(texts) {
  return LANGS.flatMap((lang) => {
    const labels = {};
    const alone = [];
    let few = '';
    for (const { key, [lang]: text } of texts) {
      const page = key.split('_')[0];
      if (wordsOf(text).length >= LABEL_WORDS) alone.push({ key, text });
      else if (wordsOf(text).length) labels[page] = `${labels[page] || ''}${text}\n`;
    }
    for (const [page, text] of Object.entries(labels)) {
      if (wordsOf(text).length < SAMPLE_WORDS) few += text;
      else alone.push({ key: `labels of ${page}_*`, text });
    }
    if (few) alone.push({ key: 'labels of other pages', text: few });
    return alone.map((one) => ({ ...one, lang, grade: gradeOf(lang, one.text) }));
  });
}

function report(root, checkOnly) {
  const texts = textsOf(root);
  const all = judged(texts).sort((a, b) => a.grade - b.grade);
  const hard = all.filter(({ grade }) => grade > MOST);
  for (const { key, lang, text, grade } of checkOnly ? hard : all) {
    console.log(`${grade.toFixed(1).padStart(5)}  ${lang}  ${key}: ${text.replace(/\n/g, ' | ')}`);
  }
  for (const lang of LANGS) {
    const grades = all.filter((one) => one.lang === lang).map((one) => one.grade);
    console.log(`${lang}: ${grades.length} texts judged, middle grade ${grades[grades.length >> 1].toFixed(1)}, hardest ${grades.at(-1).toFixed(1)}`);
  }
  console.log(`${all.length - hard.length} passed, ${hard.length} failed`);
  return hard.length || !texts.length ? 1 : 0;
}

// ---- self-test -----------------------------------------------------------------------------------------------

function selfTest() {
  const failures = [];
  const is = (what, got, wanted) => { if (got !== wanted) failures.push(`${what}: ${got}, not ${wanted}`); };
  const en = { app: 1, code: 1, codes: 1, message: 2, people: 2, able: 2, create: 2, stopped: 1, wanted: 2, places: 2, services: 3, every: 3, nation: 2, dial: 2, information: 4, disconnected: 4, sharing: 2, the: 1, agree: 2, data: 2, family: 3, private: 2, radio: 3 };
  for (const [word, n] of Object.entries(en)) is(word, syllablesEn(word), n);
  const es = { aplicación: 4, datos: 2, día: 2, país: 2, quiere: 2, guía: 2, agua: 2, leer: 2, ahora: 3, correo: 3, muy: 1, y: 1, ciudad: 2, pingüino: 3, continúa: 4, después: 2 };
  for (const [word, n] of Object.entries(es)) is(word, syllablesEs(word), n);
  const simple = { en: 'You can stop it at any time. We send you a code.', es: 'Usted puede parar cuando quiera. Le damos una clave.' };
  const heavy = { en: 'Authorization of subsequent dissemination necessitates individualized consideration of confidentiality obligations.',
    es: 'La autorización para la divulgación posterior de información confidencial requiere la consideración individualizada de las obligaciones correspondientes.' };
  for (const lang of LANGS) {
    is(`simple ${lang}`, gradeOf(lang, simple[lang]) < 6, true);
    is(`heavy ${lang}`, gradeOf(lang, heavy[lang]) > 12, true);
  }
  const root = mkdtempSync(join(tmpdir(), 'reading-'));
  const quiet = console.log;
  const grade = (def, mail = '', page = '') => {
    for (const dir of ['src/web/pages', 'src/member']) mkdirSync(join(root, dir), { recursive: true });
    writeFileSync(join(root, 'src/web/messages.def'), def);
    writeFileSync(join(root, 'src/member/mail_text.c'), mail);
    writeFileSync(join(root, 'src/web/pages/help.html'), page);
    console.log = () => {};
    try { return report(root, true); } finally { console.log = quiet; }
  };
  const row = (a, b) => `MESSAGE("help_a",  "${a}",\n   "${b}")\n`;
  const good = row(simple.en, simple.es);
  is('good texts', grade(good), 0);
  is('a hard English text', grade(row(heavy.en, simple.es)), 1);
  is('a hard Spanish text', grade(row(simple.en, heavy.es)), 1);
  is('hard labels of one page', grade(`${row('Organizational considerations', 'Hola')}`), 1);
  is('a hard mail', grade(good, `x = {\n    [MAIL_CODE] = { STR_C("code"), { STR_C("Your code now"), STR_C("Su clave") },\n { STR_C("${simple.en}\\n"\n "${heavy.en}"), STR_C("${simple.es}") } },\n`), 1);
  is('hard words in a page', grade(good, '', `<p>${heavy.en}</p>`), 1);
  is('what is for developers', grade(`${good}MESSAGE("developers_x", "${heavy.en}", "${heavy.es}")\n`), 0);
  rmSync(root, { recursive: true });
  for (const failure of failures) console.log(failure);
  console.log(`${Object.keys(en).length + Object.keys(es).length + 11 - failures.length} passed, ${failures.length} failed`);
  return failures.length ? 1 : 0;
}

const args = process.argv.slice(2);
process.exit(args.includes('--self-test') ? selfTest() : report(args.find((a) => !a.startsWith('--')) || '.', args.includes('--check')));

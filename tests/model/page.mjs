// What a page of a search brings along and in which order its rows stand, as naively as evaluate.mjs finds them.
import { amount, elements, fold, params, refs, scoped, span, strings, visible } from './evaluate.mjs';

// Of what is visible and a scope allows to read or to search; the fhirUser scope is one for the Patient (AUTHORIZATION S17, S26).
export function included(world, reach, page, query) {
    const asked = query.filter(([name]) => /^_(rev)?include/.test(name));
    const mine = (row) => scoped(reach, row, 'read', 'search') || (reach.me && row.type === 'Patient' && row.id === reach.patient);
    const all = asked.length ? Object.keys(params).flatMap((t) => visible(world, reach, t)).filter(mine) : [];
    const have = new Set(page);
    const leads = (from, to, [source, code, kind]) => from.type === source && (!kind || kind === to.type) && Object.values(params[source])
        .some((p) => p.kind === 'reference' && (code === '*' || code === p.code) && refs(from.resource, p).some((r) => r.type === to.type && r.id === to.id));
    for (let fresh = page, first = true; fresh.length; first = false) {
        const round = asked.filter(([name]) => first || name.endsWith(':iterate'));
        const linked = (row) => ([name, text]) => fresh.some((f) => (name.startsWith('_rev') ? leads(row, f, text.split(':')) : leads(f, row, text.split(':'))));
        fresh = all.filter((row) => !have.has(row) && round.some(linked(row)));
        fresh.forEach((row) => have.add(row));
    }
    return [...have].slice(page.length);
}

const ends = (v) => { const { lo, hi } = amount(v); return [lo === null ? -Infinity : Number(lo), hi === null ? Infinity : Number(hi)]; };
function keys(p, row, down) {
    if (p.kind === 'id') return [row.id];
    if (p.code === '_lastUpdated') return [row.updated];
    const found = elements(row.resource, p);
    if (p.kind === 'string') return found.flatMap(strings).map(fold);
    return found.map(p.kind === 'date' ? span : ends).filter(Boolean).map((r) => r[down ? 1 : 0]);
}
// Ascending by a row's least value, descending by its greatest, without one last (R4 search 3.1.1.5.1).
export function sorted(rows, type, query) {
    const key = query.find(([name]) => name === '_sort')?.[1];
    if (!key) return true;
    const down = key.startsWith('-');
    const before = (a, b) => (down ? a > b : a < b);
    const best = (row) => keys(params[type][down ? key.slice(1) : key], row, down).reduce((a, b) => (a === undefined || before(b, a) ? b : a), undefined);
    return rows.map(best).every((b, i, list) => i === 0 || b === undefined || (list[i - 1] !== undefined && !before(b, list[i - 1])));
}

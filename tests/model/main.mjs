// The model: random searches with random grants, decided by the engine and by a naive evaluator, which have to agree on each: main.mjs DRIVER [N]
// [--seed S] [--only K] [--postgres]. A seed makes worlds of members, records with labels, and a directory (draw.mjs); each is put into a store of
// its own by the writing side, and 2,000 cases are asked of it: a grant (scopes, labels withheld, how far back, whose), a type, parameters, includes,
// an order, a page size. The driver (driver.c) makes the Reach and follows the search to its last page; evaluate.mjs says what should have come.
// Compared: the status, also of what is refused; the total; the ids, each once; what each page brings along; pages of the size asked; the order.
// A run in which too few answers held something fails too, for it would have compared nothing.
import { spawnSync } from 'node:child_process';
import { directory, search } from './evaluate.mjs';
import { chance, drawCase, drawWorld } from './draw.mjs';
import { included, sorted } from './page.mjs';

const args = process.argv.slice(2);
const option = (name) => { const i = args.indexOf(name); return i < 0 ? undefined : args.splice(i, 2)[1]; };
const flag = (name) => { const i = args.indexOf(name); return i >= 0 && args.splice(i, 1).length > 0; };
const seed = Number(option('--seed') ?? 1);
const only = option('--only');
const postgres = flag('--postgres');
const [driver, cases = '20000'] = args;
const each = 2000; // cases a world
const shown = 10; // failures in full; the rest are counted
const count = { passed: 0, failed: 0, refused: 0, some: 0, brought: 0, cut: 0 };

const same = (a, b) => a.length === b.length && a.every((x, i) => x === b[i]);
const list = (ids) => (ids.length ? ids.join(' ') : '(none)');

// What is wrong with the engine's answer; '' when nothing is.
function judge(world, c, got) {
    const want = search(world, c.reach, c.type, c.params.filter(([name]) => name !== '_total')); // which changes what is told, not what is found
    if (got.status !== want.status) return `status ${got.status}${got.why ? ` (${got.why})` : ''}, not ${want.status}`;
    if (want.status !== 'ok') {
        count.refused++;
        return '';
    }
    const ids = got.pages.flatMap(([found]) => found);
    const byId = new Map(want.rows.map((row) => [row.id, row]));
    const size = Number(c.params.find(([name]) => name === '_count')?.[1] ?? 50);
    count.some += want.rows.length > 0 && want.rows.length < world.rows.filter((row) => row.type === c.type).length;
    // A directory's may be left out where counting is dear, but not when it is asked for.
    const counted = !directory.includes(c.type) || size === 0 || c.params.some(([name, text]) => name === '_total' && text === 'accurate');
    if (got.total !== want.rows.length && (counted || got.total !== null)) return `total ${got.total}, not ${want.rows.length}: ${list(ids)}, not ${list([...byId.keys()])}`;
    if (size === 0) return ids.length ? `entries with _count=0: ${list(ids)}` : '';
    if (!same([...ids].sort(), [...byId.keys()].sort())) return `${list(ids)}, not ${list([...byId.keys()])}`;
    if (!sorted(ids.map((id) => byId.get(id)), c.type, c.params)) return `not in order: ${list(ids)}`;
    count.cut += got.pages.length > 1;
    for (const [i, [found, came]] of got.pages.entries()) {
        if (found.length > size || (found.length < size && i < got.pages.length - 1)) return `page ${i} has ${found.length}, not ${size}`;
        const bring = included(world, c.reach, found.map((id) => byId.get(id)), c.params).map((row) => `${row.type}/${row.id}`);
        count.brought += bring.length > 0;
        if (!same([...came].sort(), bring.sort())) return `page ${i} brings ${list([...came].sort())}, not ${list(bring)}`;
    }
    return '';
}

function report(world, c, k, wrong) {
    if (count.failed++ >= shown) return;
    const query = c.params.map(([name, text]) => `${name}=${text}`).join('&');
    console.log(`FAILED case ${k} (--seed ${seed} --only ${k}): ${wrong}\n  ${c.type}?${query}\n  ${JSON.stringify(c.reach)}`);
    if (only === undefined) return;
    for (const row of world.rows.filter((one) => one.type === c.type && (one.owner === null || one.owner === c.reach.patient)))
        console.log(`  labels ${row.labels} ${JSON.stringify(row.resource)}`);
}

// The cases [from, to) in the world of their number.
function run(number, from, to) {
    const world = drawWorld(seed * 1000003 + number);
    const asked = [];
    for (let k = from; k < to; k++) asked.push(drawCase(world, chance(Math.imul(seed, 7919) ^ Math.imul(k + 1, 0x9e3779b1))));
    const input = [...world.batches, ...asked].map((line) => JSON.stringify(line)).join('\n');
    const child = spawnSync(driver, postgres ? ['--postgres'] : [], { input: `${input}\n`, maxBuffer: 1 << 30, stdio: ['pipe', 'pipe', 'inherit'] });
    const lines = child.stdout.toString().trim().split('\n').map((line) => JSON.parse(line));
    const stored = lines.splice(0, world.batches.length);
    const bad = stored.find((line) => line.stored === undefined);
    if (child.status !== 0 || bad || lines.length !== asked.length) throw new Error(`driver: ${child.status ?? child.signal} ${JSON.stringify(bad)}`);
    asked.forEach((c, i) => {
        const wrong = judge(world, c, lines[i]);
        if (wrong) report(world, c, from + i, wrong);
        else count.passed++;
    });
}

const began = Date.now();
const n = only === undefined ? Number(cases) : Number(only) + 1;
for (let from = only === undefined ? 0 : Number(only); from < n; from = (Math.floor(from / each) + 1) * each)
    run(Math.floor(from / each), from, Math.min(n, (Math.floor(from / each) + 1) * each));
console.log(`seed ${seed}: ${count.refused} refused, ${count.some} with some rows and not all, ${count.brought} pages that bring more, ` +
    `${count.cut} of several pages, ${(Date.now() - began) / 1000} s`);
if (n >= 2000 && only === undefined && (count.some * 4 < n || count.refused * 50 < n || count.brought * 50 < n || count.cut * 20 < n)) {
    console.log('FAILED: too little of that was an answer with something in it');
    count.failed++;
}
console.log(`${count.passed} passed, ${count.failed} failed`);
process.exit(count.failed ? 1 : 0);

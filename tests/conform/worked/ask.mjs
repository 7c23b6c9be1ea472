// Asks each request of worked.tsv and compares the answer with the one worked out by hand. What fails is explained by
// `postern explain`. The last line is "N passed, N failed".
//   node ask.mjs BASE POSTERN CONF [PART-OF-A-REQUEST]
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const [base, postern, conf, part = ''] = process.argv.slice(2);
const kinds = ['ap', 'chain', 'composite', 'has', 'text'];
const table = readFileSync(new URL('worked.tsv', import.meta.url), 'utf8');
const rows = table.split('\n').filter((line) => line && !line.startsWith('#')).map((line) => {
    const cells = line.split('\t');
    if (cells.length !== 5 || !kinds.includes(cells[0]))
        throw new Error(`worked.tsv: not a row: ${line}`);
    const [kind, member, request, expected, why] = cells;
    return { kind, member, request, expected, why };
});

const command = (...args) =>
    execFileSync(postern, [args[0], '-c', conf, '--plan', 'worked', ...args.slice(1)], { encoding: 'utf8' });
const tokens = {};
const token = (member) => (tokens[member] ??= JSON.parse(
    command('token', '--patient', member, '--scope', 'patient/*.rs', '--share', 'all')).access_token);

const encoded = (request) => {
    const at = request.indexOf('?');
    const pairs = request.slice(at + 1).split('&').map((pair) => {
        const eq = pair.indexOf('=');
        return `${encodeURIComponent(pair.slice(0, eq))}=${encodeURIComponent(pair.slice(eq + 1))}`;
    });
    return `${request.slice(0, at)}?${pairs.join('&')}`;
};

// Of every page; also what the total says, which must be as many.
const answer = async (row) => {
    const ids = [];
    let total;
    for (let url = `${base}/${encoded(row.request)}`; url;) {
        const reply = await fetch(url, { headers: { Authorization: `Bearer ${token(row.member)}` } });
        const body = await reply.json();
        if (reply.status !== 200)
            return String(reply.status);
        ids.push(...(body.entry ?? []).filter((e) => e.search.mode === 'match').map((e) => e.resource.id));
        total = body.total;
        url = body.link.find((link) => link.relation === 'next')?.url;
    }
    if (!row.request.includes('_sort='))
        ids.sort();
    return `${ids.join(' ') || '-'}${total === ids.length ? '' : ` (total ${total})`}`;
};

const explained = (row) => {
    try {
        return command('explain', '--token', token(row.member), `GET ${encoded(row.request)}`);
    } catch (e) {
        return e.stderr;
    }
};

const count = { passed: 0, failed: 0 };
for (const row of rows.filter((r) => r.request.includes(part))) {
    const want = row.request.includes('_sort=') ? row.expected : row.expected.split(' ').sort().join(' ');
    const said = await answer(row);
    if (said === want) {
        count.passed++;
    } else {
        count.failed++;
        console.log(`FAILED ${row.kind} as ${row.member}: ${row.request}\n  expected ${want}\n  answered ${said}`);
        console.log(`  because ${row.why}\n${explained(row).replace(/^/gm, '    ')}`);
    }
}
for (const kind of kinds) {
    const n = rows.filter((r) => r.kind === kind).length;
    console.log(`${kind}: ${n} answers`);
    if (n < 12)
        throw new Error(`only ${n} of ${kind}`);
}
console.log(`${count.passed} passed, ${count.failed} failed`);
process.exit(count.failed ? 1 : 0);

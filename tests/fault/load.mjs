// A load killed at random moments and run again until it ends leaves the very records that an
// uninterrupted one leaves, and the same rejects.
import fs from 'node:fs';
import path from 'node:path';
import { chance, check, must, pgUrl, postern, skip, startPostern, sleep, tool, world } from './lib.mjs';
import { badLines, writePlan } from './plan.mjs';

const KILLS = { sqlite: 20, pg: 10 };
const SPREAD = 0.6; // of the time that the whole load takes: some runs end, most are killed
const MEMBERS = { sqlite: 900, pg: 350 };

const loadArgs = (w, dir) => ['load', '--plan', 'demo', '--rejects', path.join(w.dir, 'rejects.ndjson'), dir];

// Rejects of one file keep their order; those of what had waited come when it is placed.
const rejects = (w) => fs.readFileSync(path.join(w.dir, 'rejects.ndjson'), 'utf8').split('\n').sort().join('\n');

async function whole(engine, dir) {
    const w = await world(engine);
    const since = Date.now();
    const r = await postern(w, ...loadArgs(w, dir));
    const ms = Date.now() - since;
    if (r.code !== 3) throw new Error(`an uninterrupted load ended with ${r.code}: ${r.err}`);
    return { ms, dump: await must(tool(w, 'dump', 'demo')), rejects: rejects(w), report: JSON.parse(r.out.trim().split('\n').pop()) };
}

// A load that had ended when it was killed has nothing to resume: run again, it is a second load, which
// deletes once more what it deletes.
const hadEnded = async (w) => (await must(tool(w, 'loads', 'demo'))).includes('ended 1');

// One store: killed until it ends or the kills are used up.
async function killed(engine, dir, kills, random, ms) {
    const w = await world(engine);
    let n = 0;
    for (;;) {
        const since = Date.now();
        const p = startPostern(w, loadArgs(w, dir));
        if (n < kills) await Promise.race([sleep(20 + random() * ms * SPREAD), p.ended]);
        if (n < kills && p.child.exitCode === null) p.child.kill('SIGKILL');
        const r = await p.ended;
        if (r.signal !== 'SIGKILL') return { w, n, r, ms: n ? ms : Math.min(ms, Date.now() - since) };
        n++;
        if (await hadEnded(w)) return { w, n, r: { code: 3, err: '' }, ms };
    }
}

const firstDifference = (a, b) => {
    const x = a.split('\n'), y = b.split('\n');
    const i = x.findIndex((line, k) => line !== y[k]);
    return i < 0 ? `${y.length} lines for ${x.length}` : `"${y[i]}" for "${x[i]}"`;
};

async function engine(name) {
    const members = MEMBERS[name];
    const dir = fs.mkdtempSync('/tmp/postern-fault-plan-');
    try {
        const bytes = writePlan(path.join(dir, 'plan'), members);
        const good = await whole(name, path.join(dir, 'plan'));
        console.log(`${name}: ${(bytes / 1e6).toFixed(1)} MB, uninterrupted in ${good.ms} ms`);
        const orphans = good.dump.split('\n').filter((l) => / deleted 0 .*no body/.test(l)).length;
        check(`${name}: an uninterrupted load has a body for each entry, a reject for each bad line`,
            orphans === 0 && good.report.rejected === badLines(members), `${orphans} without, ${good.report.rejected} rejected, not ${badLines(members)}`);
        const random = chance(`load ${name}`);
        let left = KILLS[name], ms = good.ms; // of the fastest load seen: other programs may have slowed the first
        for (let round = 1; left > 0; round++) {
            const { w, n, r, ms: now } = await killed(name, path.join(dir, 'plan'), left, random, ms);
            left -= n;
            ms = now;
            const dump = await must(tool(w, 'dump', 'demo'));
            check(`${name}: killed ${n} times, a load ends as if it never was (round ${round})`,
                r.code === 3 && dump === good.dump, r.code === 3 ? firstDifference(good.dump, dump) : `exit ${r.code}: ${r.err}`);
            check(`${name}: and tells of the same rejects, each once (round ${round})`, rejects(w) === good.rejects,
                firstDifference(good.rejects, rejects(w)));
            fs.rmSync(path.join(w.dir, 'store'), { recursive: true, force: true });
        }
    } finally {
        fs.rmSync(dir, { recursive: true, force: true });
    }
}

export async function load() {
    await engine('sqlite');
    if (pgUrl) await engine('pg');
    else skip('pg: kill -9 of a load', 'no PostgreSQL server');
}

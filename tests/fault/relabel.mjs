// A plan's list of what is sensitive changes: labelling everything anew, killed at random moments, or done by two
// at once beside a load, leaves the very records that one run alone leaves.
import fs from 'node:fs';
import path from 'node:path';
import { chance, check, must, pgUrl, postern, skip, sleep, startPostern, tool, world } from './lib.mjs';
import { writePlan } from './plan.mjs';

const KILLS = { sqlite: 8, pg: 5 };
const SPREAD = 0.6; // of the time that one run takes: most are killed
const MEMBERS = { sqlite: 900, pg: 350 };
const LIST = 'category,system,code,rule,note\nplan-1,cpt,99010..99180,sure,\n';

const relabel = (w) => startPostern(w, ['relabel', '--plan', 'demo']);
const load = (w, what) => postern(w, 'load', '--plan', 'demo', '--rejects', path.join(w.dir, 'rejects.ndjson'), what);
const dump = (w) => must(tool(w, 'dump', 'demo'));

async function loaded(engine, dir) {
    const w = await world(engine);
    fs.appendFileSync(path.join(w.dir, 'plans', 'demo', 'plan.ini'), 'category_1 = Our own | Lo nuestro\n');
    const r = await load(w, path.join(dir, 'plan'));
    if (r.code !== 3) throw new Error(`a load ended with ${r.code}: ${r.err}`);
    fs.writeFileSync(path.join(w.dir, 'plans', 'demo', 'sensitive.csv'), LIST);
    return w;
}

// Claims that come meanwhile, some of them of the list.
function writeMore(file) {
    const claim = (m) => ({
        resourceType: 'ExplanationOfBenefit', id: `more${m}`, status: 'active', patient: { reference: `Patient/p${m}` },
        item: [{ sequence: 1, productOrService: { coding: [{ system: 'http://www.ama-assn.org/go/cpt', code: `${99000 + m}` }] } }],
    });
    fs.writeFileSync(file, Array.from({ length: 200 }, (_, m) => JSON.stringify(claim(m))).join('\n'));
}

const firstDifference = (a, b) => {
    const x = a.split('\n'), y = b.split('\n');
    const i = x.findIndex((line, k) => line !== y[k]);
    return i < 0 ? `${y.length} lines for ${x.length}` : `"${y[i]}" for "${x[i]}"`;
};
const same = (name, good, got) => check(name, got === good, firstDifference(good, got));

async function killed(engine, dir, ms) {
    const w = await loaded(engine, dir);
    const random = chance(`relabel ${engine}`);
    let n = 0;
    for (; n < KILLS[engine]; n++) {
        const p = relabel(w);
        await Promise.race([sleep(ms * (0.1 + random() * SPREAD)), p.ended]);
        if (p.child.exitCode !== null) break;
        p.child.kill('SIGKILL');
        await p.ended;
    }
    await must(relabel(w).ended);
    return { w, n };
}

async function engine(name) {
    const dir = fs.mkdtempSync('/tmp/postern-fault-relabel-');
    try {
        writePlan(path.join(dir, 'plan'), MEMBERS[name]);
        writeMore(path.join(dir, 'more.ndjson'));
        const one = await loaded(name, dir);
        const before = await dump(one);
        const since = Date.now();
        const counts = JSON.parse(await must(relabel(one).ended));
        const ms = Date.now() - since;
        const good = await dump(one);
        check(`${name}: another list labels what it names`, counts.members === MEMBERS[name] && counts.changed > 500 && good !== before,
            JSON.stringify(counts));
        const listed = await must(postern(one, 'labels', '--plan', 'demo'));
        check(`${name}: and is counted`, listed.includes(`plan-1\t${counts.changed}\t`) && !listed.includes('# to be labelled anew'), listed);
        const { w, n } = await killed(name, dir, ms);
        same(`${name}: killed ${n} times it ends as if it never was`, good, await dump(w));
        await must(load(one, path.join(dir, 'more.ndjson')));
        const two = await loaded(name, dir);
        const ended = await Promise.all([relabel(two).ended, relabel(two).ended, load(two, path.join(dir, 'more.ndjson'))]);
        check(`${name}: two at once and a load all end`, ended.every((r) => r.code === 0), ended.map((r) => r.err).join(' '));
        same(`${name}: and leave what one after the other leave`, await dump(one), await dump(two));
        fs.rmSync(path.join(two.dir, 'plans', 'demo', 'sensitive.csv'));
        await must(relabel(two).ended);
        check(`${name}: a list that is gone labels nothing any more`, !(await must(postern(two, 'labels', '--plan', 'demo'))).includes('plan-1'));
    } finally {
        fs.rmSync(dir, { recursive: true, force: true });
    }
}

export async function relabels() {
    await engine('sqlite');
    if (pgUrl) await engine('pg');
    else skip('pg: labelling anew', 'no PostgreSQL server');
}

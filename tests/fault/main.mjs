// Runs the parts named, all by default, and prints the count.
import { count, end, seed } from './lib.mjs';
import { load } from './load.mjs';
import { mailDown, outages } from './outages.mjs';
import { relabels } from './relabel.mjs';
import { requests } from './requests.mjs';

const parts = { load, relabels, requests, outages };
const names = process.argv.slice(2);
console.log(`seed ${seed}`);
try {
    const run = names.length ? names : Object.keys(parts);
    const mail = run.includes('outages') ? await mailDown() : async () => {};
    for (const name of run) await parts[name]();
    await mail();
} catch (e) {
    console.log(`FAIL the test itself: ${e.stack}`);
    count.failed++;
} finally {
    end();
}
console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
process.exit(count.failed ? 1 : 0);

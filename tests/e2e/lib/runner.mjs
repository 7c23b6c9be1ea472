// A runner as small as can be: tests in order, each with a limit of time, one line each, a count at the end.
const TEST_MS = 240000;

const tests = [];

/** One behaviour, named as a sentence. They run one after the other, in order of registration. */
export function test(name, run, ms = TEST_MS) {
  tests.push({ name, run, ms });
}

class Skipped extends Error {}

/** Ends a test that cannot be run yet: counted and printed, never silent. */
export function skip(why) {
  throw new Skipped(why);
}

/** Waits until `probe` gives something true, and returns it. For what has no event of its own. */
export async function until(what, probe, ms = 60000) {
  const end = Date.now() + ms;
  for (;;) {
    const got = await probe();
    if (got) return got;
    if (Date.now() > end) throw new Error(`waited ${ms} ms for ${what}`);
    await new Promise((go) => { setTimeout(go, 20); });
  }
}

function limited(run, ms) {
  let timer;
  const late = new Promise((_, no) => {
    timer = setTimeout(() => no(new Error(`not done after ${ms / 1000} s`)), ms);
  });
  return Promise.race([run(), late]).finally(() => clearTimeout(timer));
}

/** Runs what matches one of `words` (all, when there are none) and returns the number of failures. */
export async function runAll(words) {
  let passed = 0;
  let failed = 0;
  let skipped = 0;
  for (const { name, run, ms } of tests) {
    if (words.length && !words.some((word) => name.includes(word))) continue;
    const began = Date.now();
    try {
      await limited(run, ms);
      passed += 1;
      console.log(`ok      ${name}  ${((Date.now() - began) / 1000).toFixed(1)} s`);
    } catch (error) {
      if (error instanceof Skipped) {
        skipped += 1;
        console.log(`skipped ${name}: ${error.message}`);
        continue;
      }
      failed += 1;
      console.log(`FAILED  ${name}\n${String(error?.stack || error).replace(/^/gm, '        ')}`);
    }
  }
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  return failed;
}

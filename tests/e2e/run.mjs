// Starts the demonstration in a temporary folder, a browser, and then every test file; see run.sh.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeOrigins } from './lib/app.mjs';
import { openBrowser } from './lib/browser.mjs';
import { runAll } from './lib/runner.mjs';
import { Site, stopAll } from './lib/site.mjs';
import { drawScreens } from './lib/screens.mjs';
import { wireTests } from './wire_tests.mjs';
import { answerTests } from './answer_tests.mjs';
import { clientsTests } from './clients_tests.mjs';
import { connectTests } from './connect_tests.mjs';
import { rightsTests } from './rights_tests.mjs';
import { accessTests } from './access_tests.mjs';
import { pageTests } from './page_tests.mjs';
import { storyTests } from './story_tests.mjs';
import { clientTests } from './client_tests.mjs';
import { kitTests } from './kit_tests.mjs';
import { nodesTests } from './nodes_tests.mjs';
import { mailTests } from './mail_tests.mjs';
import { lastTests } from './last_tests.mjs';

const dir = mkdtempSync(join(tmpdir(), 'postern-e2e.'));
const words = process.argv.slice(2).filter((word) => word !== '--screens');
let browser;
let failed = 1;

async function finish(code) {
  await browser?.close().catch(() => {});
  closeOrigins();
  await stopAll();
  if (process.env.KEEP) console.log(`kept: ${dir}`);
  else rmSync(dir, { recursive: true, force: true });
  process.exit(code);
}
process.once('SIGTERM', () => finish(1));
process.once('SIGINT', () => finish(1));

try {
  const [site, opened] = await Promise.all([Site.demo(`${dir}/demo`), openBrowser()]);
  browser = opened;
  const world = { site, browser, dir };
  if (process.argv.includes('--screens')) {
    failed = await drawScreens(world);
  } else {
    for (const add of [wireTests, mailTests, clientsTests, connectTests, answerTests, clientTests, nodesTests, kitTests, rightsTests, accessTests, pageTests, storyTests, lastTests]) add(world);
    failed = await runAll(words);
  }
} catch (error) {
  console.log(`FAILED  the tests could not begin\n${error.stack}\n0 passed, 1 failed, 0 skipped`);
}
await finish(failed ? 1 : 0);

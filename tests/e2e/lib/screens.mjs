// Pictures of every page, from the browser: docs/screens/{en,es}/NN-name.png, as wide as a small phone.
import { mkdirSync, rmSync } from 'node:fs';
import { states, walk } from './walk.mjs';

export async function drawScreens(world) {
  let drawn = 0;
  for (const lang of ['en', 'es']) {
    rmSync(`docs/screens/${lang}`, { recursive: true, force: true });
    mkdirSync(`docs/screens/${lang}`, { recursive: true });
  }
  await walk(world, async (lang, name, page) => {
    const number = String(states.indexOf(name) + 1).padStart(2, '0');
    await page.evaluate(() => document.activeElement?.blur());
    await page.screenshot({ path: `docs/screens/${lang}/${number}-${name}.png`, fullPage: true, scale: 'css' });
    drawn += 1;
  });
  console.log(`${drawn} pictures in docs/screens\n${drawn === 2 * states.length ? '1 passed, 0' : '0 passed, 1'} failed, 0 skipped`);
  return drawn === 2 * states.length ? 0 : 1;
}

// Pictures of every page, from the browser: docs/screens/{en,es}/NN-name.png, as wide as a small phone.
import { mkdirSync, rmSync } from 'node:fs';
import { stories, tell } from './stories.mjs';
import { states as walked, walk } from './walk.mjs';

const states = [...walked, ...stories.flatMap((story) => story.states)];

export async function drawScreens(world) {
  let drawn = 0;
  for (const lang of ['en', 'es']) {
    rmSync(`docs/screens/${lang}`, { recursive: true, force: true });
    mkdirSync(`docs/screens/${lang}`, { recursive: true });
  }
  const draw = async (lang, name, page, { app } = {}) => {
    const number = String(states.indexOf(name) + 1).padStart(2, '0');
    await page.evaluate(() => document.activeElement?.blur());
    const path = `docs/screens/${lang}/${number}-${name}.png`;
    const clip = app && { x: 0, y: 0, width: 375, height: 1200 }; // the app's own page is long; its head will do
    await page.screenshot({ path, fullPage: true, scale: 'css', ...(clip && { clip }) });
    drawn += 1;
  };
  await walk(world, draw);
  for (const story of stories) await tell(world, story, draw);
  console.log(`${drawn} pictures in docs/screens\n${drawn === 2 * states.length ? '1 passed, 0' : '0 passed, 1'} failed, 0 skipped`);
  return drawn === 2 * states.length ? 0 : 1;
}

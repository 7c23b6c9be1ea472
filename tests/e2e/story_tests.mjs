// The ways that are not the usual one, read by a person and by the judge of pages; see lib/stories.mjs.
import assert from 'node:assert/strict';
import { judge } from './lib/browser.mjs';
import { test } from './lib/runner.mjs';
import { stories, tell } from './lib/stories.mjs';

export function storyTests(world) {
  for (const story of stories) {
    test(story.name, async () => {
      const found = [];
      const seen = new Set();
      await tell(world, story, async (lang, state, page) => {
        seen.add(`${lang} ${state}`);
        for (const what of await judge(page, lang)) found.push(`${lang} ${state}: ${what}`);
        if (process.env.E2E_PICTURES) await page.screenshot({ path: `${process.env.E2E_PICTURES}/${lang}-${state}.png`, fullPage: true });
      });
      assert.equal(found.join('\n'), '');
      for (const lang of ['en', 'es']) for (const state of story.states) assert.ok(seen.has(`${lang} ${state}`), `${lang} ${state}`);
    });
  }
}

// mailed.mjs - codes out of a folder of mails, each file read once.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readMail } from '../tests/e2e/lib/mail.mjs';

const SECONDS = 30;

/** async (mailbox) => the newest code for it. */
export function mailed(folder) {
  const seen = new Set();
  const codes = new Map();
  function look() {
    for (const name of readdirSync(folder)) {
      if (seen.has(name) || !name.endsWith('.eml')) continue;
      seen.add(name);
      const mail = readMail(readFileSync(join(folder, name)));
      if (mail.code) codes.set(mail.to, mail.code);
    }
  }
  return async (mailbox) => {
    for (let i = 0; i < SECONDS * 10; i += 1) {
      if (!codes.has(mailbox)) look();
      const code = codes.get(mailbox);
      if (code) {
        codes.delete(mailbox);
        return code;
      }
      await new Promise((done) => { setTimeout(done, 100); });
    }
    throw new Error('no mail came');
  };
}

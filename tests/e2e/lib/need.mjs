// The clients live in build/e2e, not beside these files: they are loaded from there by name.
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

export const clientsDir = resolve(process.env.E2E_CLIENTS || 'build/e2e');
export const need = createRequire(`${clientsDir}/package.json`);

// The clients live in build/e2e, not beside these files: they are loaded from there by name.
import { createRequire } from 'node:module';
import { webcrypto } from 'node:crypto';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

export const clientsDir = resolve(process.env.E2E_CLIENTS || 'build/e2e');
export const need = createRequire(`${clientsDir}/package.json`);

// Node 18 has these, but not by name.
globalThis.crypto ??= webcrypto;
globalThis.CryptoKey ??= webcrypto.CryptoKey;

/** A client that is a module: the file `path` of its package. */
export const load = (path) => import(pathToFileURL(`${clientsDir}/node_modules/${path}`));

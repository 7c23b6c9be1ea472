// Runs the oracle's gen.js once a seed in one process, because its start costs more than its searches:
//   node oracle_gen.cjs GEN.js OUT SEEDS… -- OPTIONS of gen.js
// Searches that an earlier seed made too are left out. What gen.js says goes to standard error.
'use strict';
const fs = require('node:fs');
const path = require('node:path');

const [gen, out, ...rest] = process.argv.slice(2);
const cut = rest.indexOf('--');
const file = path.resolve(gen);
const urls = new Set(), lines = [];
for (const seed of rest.slice(0, cut)) {
    process.argv = [process.argv[0], file, ...rest.slice(cut + 1), '--seed', seed, '--out', out];
    delete require.cache[file];
    require(file);
    for (const line of fs.readFileSync(out, 'utf8').split('\n').filter(Boolean)) {
        const { url } = JSON.parse(line);
        if (!urls.has(url))
            lines.push(line);
        urls.add(url);
    }
}
fs.writeFileSync(out, lines.map((l) => l + '\n').join(''));

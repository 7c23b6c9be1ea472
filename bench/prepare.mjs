// Writes the lists of requests (path, tab, token) and the bytes of their answers as files for nginx.
//   node prepare.mjs POSTERN CONF BASE DATA WORK PLAN...
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';

const [postern, conf, base, data, work, ...plans] = process.argv.slice(2);
const patients = zlib.gunzipSync(fs.readFileSync(path.join(data, 'Patient.ndjson.gz'))).toString().trim().split('\n').map((l) => JSON.parse(l).id);
const lists = { read: [[], []], search: [[], []] };
let n = 0;

async function add(kind, url, token) {
  const r = await fetch(base + url, { headers: { authorization: 'Bearer ' + token, 'accept-encoding': 'identity' } });
  const body = Buffer.from(await r.arrayBuffer());
  if (r.status !== 200) throw new Error(`${url}: ${r.status} ${body}`);
  const name = `/${kind}-${n++}.json`;
  fs.writeFileSync(work + '/www' + name, body);
  fs.writeFileSync(work + '/www' + name + '.gz', zlib.gzipSync(body, { level: 6 }));
  lists[kind][0].push(url + '\t' + token);
  lists[kind][1].push(name + '\t');
  return body;
}

const sizes = { read: [], search: [] };
for (const plan of plans) {
  for (const id of patients) {
    const out = execFileSync(postern, ['token', '-c', conf, '--plan', plan, '--patient', id, '--scope', 'patient/*.rs', '--share', 'all', '--ttl', '7200']);
    const token = JSON.parse(out).access_token;
    const bundle = JSON.parse(await add('search', `/${plan}/fhir/Observation?patient=${id}&_count=50`, token));
    sizes.search.push(JSON.stringify(bundle).length);
    const entry = (bundle.entry || [])[0];
    if (entry) sizes.read.push((await add('read', `/${plan}/fhir/Observation/${entry.resource.id}`, token)).length);
  }
}
for (const kind of Object.keys(lists)) {
  fs.writeFileSync(`${work}/${kind}.ours`, lists[kind][0].join('\n') + '\n');
  fs.writeFileSync(`${work}/${kind}.nginx`, lists[kind][1].join('\n') + '\n');
  const s = sizes[kind].sort((a, b) => a - b);
  console.log(`${kind}: ${s.length} members, median ${s[s.length >> 1]} bytes`);
}

// Reads a mail as the server writes it: headers, two parts, quoted-printable; RFC 2047 words.

const field = (head, name) => {
  const found = new RegExp(`^${name}:[ \\t]*((?:.|\\r?\\n[ \\t])*)`, 'im').exec(head);
  return found ? found[1].replace(/\r?\n[ \t]+/g, ' ').trim() : '';
};

const words = (text) => text.replace(/\?=\s+=\?/g, '?==?').replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, how, data) => (
  how.toLowerCase() === 'b' ? Buffer.from(data, 'base64') : unquote(data.replaceAll('_', ' '))).toString('utf8'));

function unquote(text) {
  const bytes = text.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1');
}

function part(text) {
  const cut = /\r?\n\r?\n/.exec(text);
  const head = text.slice(0, cut.index);
  const raw = text.slice(cut.index + cut[0].length);
  const how = field(head, 'Content-Transfer-Encoding').toLowerCase();
  const body = how === 'base64' ? Buffer.from(raw, 'base64')
    : how === 'quoted-printable' ? unquote(raw) : Buffer.from(raw, 'latin1');
  return { type: field(head, 'Content-Type'), lang: field(head, 'Content-Language'), body: body.toString('utf8') };
}

/** {to, from, subject, text, html, code, head}: head is the header block as it came; code is empty without one. */
export function readMail(bytes) {
  const raw = bytes.toString('latin1');
  const cut = /\r?\n\r?\n/.exec(raw).index;
  const head = raw.slice(0, cut);
  const boundary = /boundary="?([^";\r\n]+)/i.exec(head)?.[1];
  const parts = boundary ? raw.slice(cut).split(new RegExp(`\\r?\\n--${boundary.replace(/[^\w]/g, '\\$&')}(?:--)?\\r?\\n?`))
    .slice(1).filter((text) => /\r?\n\r?\n/.test(text)).map(part) : [part(raw)];
  const of = (type) => parts.find((p) => p.type.startsWith(type))?.body || '';
  return {
    head, to: field(head, 'To').replace(/[<>]/g, ''), from: field(head, 'From'), subject: words(field(head, 'Subject')),
    text: of('text/plain'), html: of('text/html'), code: /^\s*(\d{8})\s*$/m.exec(of('text/plain'))?.[1] || '',
  };
}

// Mail servers for the tests: real ones, each with its own temper.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { need } from './need.mjs';
import { readMail } from './mail.mjs';

const { SMTPServer } = need('smtp-server');

const refusal = ([code, text]) => Object.assign(new Error(text), { responseCode: code });

/** A mail server at `port` of this machine. It keeps what it took in `taken`, all it got whole in `got`, and counts
 * connections. Its temper may be changed at any time: `stalls`: so many of the next connections are never greeted;
 * rcpt(address), data(address): [code, text] to refuse; data may say 'hold': never answered.
 * `options` are the package's: certificate, users. */
export function openMailServer(port, options = {}) {
  const server = { taken: [], got: [], heard: [], connections: 0, stalls: 0, stalled: 0, rcpt: () => null, data: () => null };
  server.to = (list, address) => list.filter((one) => one.to.includes(address));
  const plain = !options.key && !options.secure;
  const real = new SMTPServer({
    authOptional: true, logger: false, disableReverseLookup: true, closeTimeout: 200,
    ...(plain ? { disabledCommands: ['STARTTLS'], allowInsecureAuth: true } : {}),
    onConnect(session, done) {
      server.connections += 1;
      if (server.stalls > 0) {
        server.stalls -= 1;
        server.stalled += 1;
      } else done();
    },
    onAuth(auth, session, done) {
      server.heard.push({ user: auth.username, password: auth.password, secure: session.secure });
      if (auth.username === 'plan' && auth.password === 'right-one') done(null, { user: 'plan' });
      else done(refusal([535, 'wrong']));
    },
    onRcptTo({ address }, session, done) {
      const no = server.rcpt(address);
      done(no ? refusal(no) : null);
    },
    onData(stream, session, done) {
      const chunks = [];
      stream.on('data', (chunk) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        const raw = Buffer.concat(chunks);
        const one = { raw, from: mailFrom.address, to: rcptTo.map((r) => r.address), secure: session.secure, user: session.user };
        one.id = /^Message-ID: (.*)$/m.exec(readMail(raw).head)[1];
        server.got.push(one);
        const no = server.data(one.to[0]);
        if (no === 'hold') return;
        if (!no) server.taken.push(one);
        done(no ? refusal(no) : null);
      });
    },
    ...options,
  });
  real.on('error', () => {}); // a client that gives up, or is killed
  server.close = () => new Promise((end) => { real.close(end); });
  return new Promise((open) => { real.listen(port, '127.0.0.1', () => open(server)); });
}

/** An authority of our own, and a key and certificate by it for the address 0.0.0.0: {ca, key, cert}, ca a file's name. */
export function makeAuthority(dir, name) {
  const [ca, caKey, key, cert, request] = ['ca.pem', 'ca.key', 'key.pem', 'cert.pem', 'request.pem'].map((end) => `${dir}/${name}-${end}`);
  const openssl = (...args) => execFileSync('openssl', args, { stdio: 'pipe' });
  const fresh = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  openssl('req', '-x509', ...fresh, '-days', '2', '-subj', `/CN=${name}`, '-keyout', caKey, '-out', ca);
  openssl('req', ...fresh, '-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:0.0.0.0', '-keyout', key, '-out', request);
  openssl('x509', '-req', '-in', request, '-CA', ca, '-CAkey', caKey, '-days', '2', '-copy_extensions', 'copy', '-out', cert);
  return { ca, key: readFileSync(key), cert: readFileSync(cert) };
}

// Bytes on a socket, for requests that no client library would send.
import { connect } from 'node:net';

/** Sends `bytes` and gives {status, closed, text}: the first reply's status (0: none), whether the server closed
 * the connection within `ms`, and all that came. */
export function send(port, bytes, ms = 60000) {
  return new Promise((done) => {
    const chunks = [];
    let closed = false;
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    const finish = () => {
      clearTimeout(timer);
      socket.destroy();
      const text = Buffer.concat(chunks).toString('latin1');
      done({ text, closed, status: Number(/^HTTP\/1\.[01] (\d{3})/.exec(text)?.[1] || 0) });
    };
    const timer = setTimeout(finish, ms);
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', () => { closed = true; finish(); });
    socket.on('end', () => { closed = true; finish(); });
  });
}

const opened = (port) => new Promise((done, no) => {
  const socket = connect(port, '127.0.0.1', () => done(socket));
  socket.once('error', no);
});

/** Writes all of `requests` ({port, bytes}, each the last of its connection) once a socket is open for every one of
 * them; gives {status, body} of each. */
export async function volley(requests) {
  const sockets = await Promise.all(requests.map(({ port }) => opened(port)));
  return Promise.all(sockets.map((socket, i) => new Promise((done, no) => {
    const chunks = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', no);
    socket.on('close', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      done({ status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] || 0), body: text.slice(text.indexOf('\r\n\r\n') + 4) });
    });
    socket.write(requests[i].bytes);
  })));
}

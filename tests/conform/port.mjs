// Prints a port that was free a moment ago, below those that the system gives to whoever asks for any: what runs
// beside us could take one of those before a server of ours does.
import { createServer } from 'node:net';

function ask() {
  const port = 16000 + Math.floor(Math.random() * 16000);
  const server = createServer().once('error', ask);
  server.listen(port, '127.0.0.1', () => server.close(() => console.log(port)));
}
ask();

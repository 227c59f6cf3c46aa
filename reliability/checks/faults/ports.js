/** Ports that stay the same over a restart, so the system must not give them to anybody else meanwhile. */
import { createServer } from 'node:net';

/** Below the ports that Linux takes for outgoing connections, one of which could be to itself. */
const FIRST = 20_000;
const COUNT = 10_000;
const HOST = '127.0.0.1';

/** Processes that run at the same time begin at different ones. */
let next = process.pid % COUNT;

/** A port that is free now. */
export async function freePort() {
  for (let tried = 0; tried < COUNT; tried++) {
    const port = FIRST + (next++ % COUNT);
    if (await isFree(port)) return port;
  }
  throw new Error('there is no free port');
}

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function isFree(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: HOST, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

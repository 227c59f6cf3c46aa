import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { get } from '../wire/http.js';
import { parseTarget } from '../wire/target.js';
import { wait, within } from '../wire/wait.js';
import { environmentOf, type Settings } from './settings.js';

/** A relay that the kit has started. */
export interface Deployment {
  /** As in `http://127.0.0.1:4321`. */
  readonly url: string;
  /** Makes it shut down in order, and waits until it has gone. */
  stop(): Promise<void>;
}

/** Starts a relay with these settings. */
export type Launch = (settings: Settings) => Promise<Deployment>;

const START_MS = 30_000;
const STOP_MS = 20_000;
const POLL_MS = 25;
const HOST = '127.0.0.1';

/**
 * Starts relays by a command, which is given PORT, HOST and the settings as environment variables of those names that
 * `pug-server` has, and SIGTERM to shut down. A relay has started when `GET /healthz` is answered with 200.
 */
export function launchBy(command: string, args: readonly string[]): Launch {
  return async (settings) => {
    const port = await freePort();
    const env = { ...process.env, PORT: String(port), HOST, ...environmentOf(settings) };
    const child = spawn(command, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    const said = collect(child);
    const gone = new Promise<void>((resolve) => {
      child.once('error', () => resolve());
      child.once('close', () => resolve());
    });
    const url = `http://${HOST}:${port}`;
    await isUp(url, gone).catch((error: unknown) => {
      child.kill('SIGKILL');
      throw new Error(`${command} did not start: ${said()}`, { cause: error });
    });
    return { url, stop: () => stop(child, gone) };
  };
}

async function stop(child: ChildProcess, gone: Promise<void>): Promise<void> {
  child.kill('SIGTERM');
  try {
    await within(gone, 'the relay to end after SIGTERM', STOP_MS);
  } finally {
    child.kill('SIGKILL');
  }
}

/** The end of what it says on standard error. */
function collect(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.on('data', (bytes: Buffer) => {
    text = (text + bytes.toString('utf8')).slice(-2_000);
  });
  return () => text.trim() || 'it said nothing';
}

async function isUp(url: string, gone: Promise<void>): Promise<void> {
  const target = parseTarget(url);
  const end = gone.then(() => {
    throw new Error('it has ended');
  });
  const deadline = Date.now() + START_MS;
  for (;;) {
    const answer = await Promise.race([get(target, '/healthz').catch(() => undefined), end]);
    if (answer?.status === 200) break;
    if (Date.now() > deadline) throw new Error(`no 200 from /healthz in ${START_MS} ms`);
    await wait(POLL_MS);
  }
  end.catch(() => undefined);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, HOST, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

import { LAUNCH_LIMIT_MS } from './browser.js';
import { EVALUATION_LIMIT_MS } from './evaluation.js';
import { listeningPort } from './listening-port.js';
import { ServingProgram } from './program.js';

const END_LIMIT_MS = 5_000;
/** A little longer than the driver takes to give up by itself. */
const COMMAND_LIMIT_MS = EVALUATION_LIMIT_MS + 5_000;
const TIMEOUTS = { script: EVALUATION_LIMIT_MS, pageLoad: EVALUATION_LIMIT_MS };

type Method = 'GET' | 'POST' | 'DELETE';

interface NewSession {
  readonly sessionId: string;
  readonly capabilities: { readonly browserVersion: string };
}

/** A browser that is led by WebDriver (W3C), and its driver. */
export interface Session {
  readonly version: string;
  /** Sends a command to the session; throws what the driver says where it fails. */
  command(method: Method, path: string, body?: object): Promise<unknown>;
  /** Ends the browser and the driver. */
  end(): Promise<void>;
}

/** Starts a driver on a port that the system chooses, and by it a browser. */
export async function startSession(path: string, env: NodeJS.ProcessEnv, options: object): Promise<Session> {
  const driver = new ServingProgram(path, ['--port=0'], env);
  try {
    const port = await driver.whileItRuns(listeningPort(driver.pid, AbortSignal.timeout(LAUNCH_LIMIT_MS)));
    const drive = `http://127.0.0.1:${port}/session`;
    const capabilities = { alwaysMatch: { ...options, timeouts: TIMEOUTS } };
    const created = await send('POST', drive, { capabilities }, LAUNCH_LIMIT_MS);
    return sessionOf(driver, drive, created as NewSession);
  } catch (error) {
    await driver.end();
    throw error;
  }
}

function sessionOf(driver: ServingProgram, drive: string, { sessionId, capabilities }: NewSession): Session {
  const session = `${drive}/${sessionId}`;
  return {
    version: capabilities.browserVersion,
    command: (method, path, body) => driver.whileItRuns(send(method, session + path, body, COMMAND_LIMIT_MS)),
    async end() {
      // A browser that no longer answers ends with its driver.
      await send('DELETE', session, undefined, END_LIMIT_MS).catch(() => undefined);
      await driver.end();
    },
  };
}

async function send(
  method: Method,
  url: string,
  body: object | undefined,
  limitMs: number,
): Promise<unknown> {
  const signal = AbortSignal.timeout(limitMs);
  const init = body === undefined ? { method, signal } : { method, signal, body: JSON.stringify(body) };
  const response = await fetch(url, init);
  const { value } = (await response.json()) as { value: unknown };
  if (!response.ok) throw new Error(`${method} ${url}: ${JSON.stringify(value)}`);
  return value;
}

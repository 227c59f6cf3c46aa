import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterEach } from 'vitest';
import { within } from './wait.js';

/** The command as it is published: build it first. */
export const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

export type Event = Readonly<Record<string, unknown>>;

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface StartOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Flags of Node itself. */
  readonly node?: readonly string[];
  /** The command, where it is not the built one. */
  readonly cli?: string;
}

const running = new Set<Child>();

/** No test leaves a child behind, however it ended. */
afterEach(async () => {
  for (const child of running) child.signal('SIGKILL');
  for (const child of running) await child.ended;
});

/** pug-server in a process of its own, with nothing but the environment given. */
export class Child {
  readonly #process: ChildProcessByStdio<null, Readable, Readable>;
  #stdout = '';
  #stderr = '';
  #onOutput: () => void = () => undefined;
  /** Resolves when the process is gone and all of its output is read. */
  readonly ended: Promise<Ended>;

  constructor(args: readonly string[], { env = {}, node = [], cli = CLI }: StartOptions = {}) {
    this.#process = spawn(process.execPath, [...node, cli, ...args], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(this);
    this.#process.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.#stdout += text;
      this.#onOutput();
    });
    this.#process.stderr.setEncoding('utf8').on('data', (text: string) => (this.#stderr += text));
    this.ended = new Promise((resolve, reject) => {
      this.#process.on('error', reject);
      this.#process.on('close', (code, signal) => {
        running.delete(this);
        this.#onOutput();
        resolve({ code, signal, stdout: this.#stdout, stderr: this.#stderr });
      });
    });
  }

  /** The end, which must come by itself. */
  end(): Promise<Ended> {
    return within(this.ended, 'the process to end');
  }

  /** The first event of this name; rejects where the process ends without it. */
  event(name: string): Promise<Event> {
    const seen = new Promise<Event>((resolve, reject) => {
      this.#onOutput = () => {
        const event = eventsOf(this.#stdout).find((candidate) => candidate['event'] === name);
        if (event) resolve(event);
        else if (!running.has(this))
          reject(new Error(`ended without ${name}: ${this.#stdout}${this.#stderr}`));
      };
      this.#onOutput();
    });
    return within(seen, `the event ${name}`);
  }

  /** Where it listens. */
  async port(): Promise<number> {
    return Number((await this.event('listening'))['port']);
  }

  signal(signal: NodeJS.Signals): void {
    this.#process.kill(signal);
  }

  /** Stops to read the log, as a pipe does whose reader has gone. */
  closeStdout(): void {
    this.#process.stdout.destroy();
  }
}

/** The whole lines so far, each of which must be JSON. */
export const eventsOf = (stdout: string): Event[] =>
  stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Event);

/** Starts a relay on a port of the system's choice. */
export const startRelay = (args: readonly string[] = [], options?: StartOptions): Child =>
  new Child(['--host', '127.0.0.1', '--port', '0', ...args], options);

/** Runs the command to its end. */
export const runCommand = (args: readonly string[], options?: StartOptions): Promise<Ended> =>
  new Child(args, options).end();

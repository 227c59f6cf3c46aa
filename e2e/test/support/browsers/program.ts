import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { bounded } from '../bounded.js';
import { endGroup, guardGroup } from './process-group.js';

/** A program of this system that serves a test, with all that it starts in one process group. */
export class ServingProgram {
  readonly pid: number;
  readonly #path: string;
  readonly #child: ChildProcess;
  readonly #firstLine: Promise<unknown[]>;
  readonly #ended: Promise<Error>;
  readonly #unguard: () => void;
  #errors = '';

  constructor(path: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env) {
    const child = spawn(path, args, { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#ended = once(child, 'exit').then(
      () => new Error(`${path} has ended: ${this.#errors.trim()}`),
      (error: unknown) => error as Error,
    );
    child.stderr.setEncoding('utf8').on('data', (text: string) => (this.#errors += text));
    this.#firstLine = once(createInterface({ input: child.stdout }), 'line');
    if (child.pid === undefined) throw new Error(`${path} cannot be started`);
    this.pid = child.pid;
    this.#path = path;
    this.#child = child;
    this.#unguard = guardGroup(child.pid);
  }

  /** The first line that it writes. */
  async line(): Promise<string> {
    const [line] = await bounded(this.whileItRuns(this.#firstLine), `a line of ${this.#path}`);
    return line as string;
  }

  /** The promise, unless the program ends before. */
  async whileItRuns<T>(promise: Promise<T>): Promise<T> {
    const ended = this.#ended.then((error) => {
      throw error;
    });
    return Promise.race([promise, ended]);
  }

  /** Asks it to end, then ends what is left of it and of what it started. */
  async end(): Promise<void> {
    this.#child.kill();
    try {
      await bounded(this.#ended, `the end of ${this.#path}`);
    } finally {
      endGroup(this.pid);
      this.#unguard();
    }
  }
}

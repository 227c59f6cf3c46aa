import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { startBy, type StartProgram } from '@pug-network/conformance';
import { describe, expect, it } from 'vitest';
import { bounded } from './bounded.js';

const PATH = process.env['PYTHON_PATH'];
const FOLDER = fileURLToPath(new URL('../../../examples/python/', import.meta.url));
const DRIVER = `${FOLDER}conformance.py`;
const TEST_LIMIT_MS = 60_000;
const ENV = { PYTHONDONTWRITEBYTECODE: '1', PYTHONUNBUFFERED: '1' };

/**
 * Describes tests of the Python example; each has 60 s. Without a Python that has what it needs they are one failed test in CI, elsewhere
 * one skipped test that says what to install.
 */
export function describeInPython(title: string, tests: () => void): void {
  describe(title, { timeout: TEST_LIMIT_MS }, () => {
    if (PATH !== undefined) tests();
    else it('has a Python to run in', ({ skip }) => itIsMissing(skip));
  });
}

function itIsMissing(skip: (reason: string) => void): void {
  const reason = 'no Python 3.11 with websockets and cryptography: install it, or name it in PYTHON_PATH';
  if (process.env['CI'] !== undefined) expect.fail(reason);
  skip(reason);
}

/** Starts the driver of the example for the conformance kit; only where tests are described in Python. */
export const startDriver: StartProgram = (listener) => startBy(PATH ?? 'python3', ['-B', DRIVER])(listener);

/** A Python program of its own, in the folder of the example; what it says can be awaited, and it can be typed to. */
export class PythonProgram {
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #exit: Promise<number | null>;
  readonly #lines: string[] = [];
  #errors = '';
  #read = 0;
  #ended = false;
  #onChange: () => void = () => undefined;

  constructor(...args: readonly string[]) {
    if (PATH === undefined) throw new Error('no Python');
    this.#child = spawn(PATH, args, { cwd: FOLDER, env: { ...process.env, ...ENV }, stdio: 'pipe' });
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => (this.#errors += text));
    // It may end before it has read everything.
    this.#child.stdin.on('error', () => undefined);
    createInterface({ input: this.#child.stdout }).on('line', (line) => {
      this.#lines.push(line);
      this.#onChange();
    });
    this.#exit = new Promise((resolve) => {
      this.#child.once('error', (error) => (this.#errors += error.message));
      this.#child.once('close', (code) => {
        this.#ended = true;
        this.#onChange();
        resolve(code);
      });
    });
  }

  /** Everything it said so far. */
  get output(): string {
    return [...this.#lines, this.#errors].join('\n');
  }

  /** What follows `start` in the first line that begins with it, after the line that was asked for last. */
  says(start: string): Promise<string> {
    return bounded(this.#find(start), `${start} of a program that said: ${this.output}`);
  }

  type(line: string): void {
    this.#child.stdin.write(`${line}\n`);
  }

  /** Its exit code. */
  exit(): Promise<number | null> {
    return bounded(this.#exit, `the end of a program that said: ${this.output}`);
  }

  /** Ends it, if it has not ended. */
  async end(): Promise<void> {
    if (!this.#ended) this.#child.kill('SIGKILL');
    await this.#exit;
  }

  async #find(start: string): Promise<string> {
    for (;;) {
      const line = this.#lines[this.#read];
      if (line !== undefined) {
        this.#read += 1;
        if (line.startsWith(start)) return line.slice(start.length);
      } else {
        if (this.#ended) throw new Error(`it ended without saying ${start}: ${this.output}`);
        await new Promise<void>((resolve) => (this.#onChange = resolve));
      }
    }
  }
}

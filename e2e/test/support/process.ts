import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { bounded } from './bounded.js';

/** A program of its own, whose lines can be awaited. */
export class Program {
  readonly #child: ChildProcess;
  readonly #lines: string[] = [];
  readonly #errors: string[] = [];
  readonly #exit: Promise<number | null>;
  #onChange: () => void = () => undefined;

  constructor(args: readonly string[], env: Record<string, string> = {}, cwd?: string) {
    this.#child = spawn(process.execPath, args, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(cwd === undefined ? {} : { cwd }),
    });
    this.#exit = new Promise((resolve) => {
      this.#child.once('close', (code) => {
        resolve(code);
        this.#onChange();
      });
    });
    this.#read(this.#child.stdout, this.#lines);
    this.#read(this.#child.stderr, this.#errors);
  }

  /** Everything it said so far. */
  get output(): string {
    return [...this.#lines, ...this.#errors].join('\n');
  }

  /** The first line of its output, from the start, that holds `text`. */
  line(text: string): Promise<string> {
    return bounded(this.#find(text), `a line with ${text}, got: ${this.output}`);
  }

  /** Its exit code, once it has ended, which may take it 20 s unless said otherwise. */
  exit(limitMs?: number): Promise<number | null> {
    return bounded(this.#exit, `the end of a program that said: ${this.output}`, limitMs);
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  /** Ends it, if it has not ended. */
  async end(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) this.#child.kill('SIGKILL');
    await this.#exit;
  }

  #read(stream: NodeJS.ReadableStream | null, lines: string[]): void {
    if (stream === null) return;
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      this.#onChange();
    });
  }

  async #find(text: string): Promise<string> {
    for (;;) {
      const found = this.#lines.find((line) => line.includes(text));
      if (found !== undefined) return found;
      if (this.#child.exitCode !== null) throw new Error(`it ended without saying ${text}: ${this.output}`);
      await new Promise<void>((resolve) => {
        this.#onChange = resolve;
      });
    }
  }
}

import { afterAll, beforeAll } from 'vitest';
import type { Program } from '../../support/process.js';
import { startRelay } from '../../support/relay.js';

/** The command as an operator starts it, with the web client that it serves; it may end and come back. */
export class WebServer {
  readonly #env: Record<string, string>;
  #program: Program | undefined;
  #origin = '';

  constructor(env: Record<string, string> = {}) {
    this.#env = env;
  }

  get origin(): string {
    return this.#origin;
  }

  /** Everything that it wrote. */
  get output(): string {
    return this.#program?.output ?? '';
  }

  /** Starts on a port that the system chooses; from the second time on, on the same port. */
  async start(): Promise<void> {
    const port = this.#origin === '' ? '0' : new URL(this.#origin).port;
    const { origin, program } = await startRelay('ws', { ...this.#env, PORT: port });
    this.#origin = origin;
    this.#program = program;
  }

  /** Ends it at once, and every room with it. */
  async kill(): Promise<void> {
    await this.#program?.end();
  }

  /** Keeps it from doing anything, while its connections stay, until the work is done. */
  async whilePaused(work: () => Promise<void>): Promise<void> {
    this.#program?.signal('SIGSTOP');
    try {
      await work();
    } finally {
      this.#program?.signal('SIGCONT');
    }
  }
}

/** A server that runs for all tests of a block. */
export function aServer(env: Record<string, string> = {}): WebServer {
  const server = new WebServer(env);
  beforeAll(() => server.start());
  afterAll(() => server.kill());
  return server;
}

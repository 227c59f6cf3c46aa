/** A relay under test: a process of its own, asked over IPC, ended by its pid whatever happens. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { eventually, parseTarget } from '@pug-network/conformance/wire';

/** @typedef {Omit<import('@pug-network/server-core').RelayOptions, 'clock'>} RelayOptions */
/** @typedef {{ user: number, system: number, rss: number }} Usage CPU time in µs, memory in bytes */

const PROGRAM = fileURLToPath(new URL('relay-program.js', import.meta.url));
const ANSWER_MS = 120_000;

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

export class RelayProcess {
  /** What it has written, both streams. */
  output = '';
  #child;
  #count = 0;
  /** @type {import('@pug-network/conformance/wire').Target | undefined} */
  #target;

  /**
   * Use {@link RelayProcess.start}.
   * @param {RelayOptions} options
   * @param {string[]} execArgv
   */
  constructor(options, execArgv) {
    this.#child = spawn(process.execPath, ['--expose-gc', ...execArgv, PROGRAM, JSON.stringify(options)], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    running.add(this.#child);
    this.#child.once('exit', () => running.delete(this.#child));
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.setEncoding('utf8').on('data', (text) => (this.output += text));
  }

  /**
   * A relay that listens; without a proof of work unless the options say otherwise.
   * @param {RelayOptions} options
   * @param {string[]} [execArgv] more flags for Node
   */
  static async start(options, execArgv = []) {
    const relay = new RelayProcess({ powDifficulty: 0, ...options }, execArgv);
    const port = await relay.#answer(0);
    relay.#target = parseTarget(`http://127.0.0.1:${port}`);
    return relay;
  }

  /** Where it listens, for the clients of the conformance kit. */
  get target() {
    if (this.#target === undefined) throw new Error('the relay does not listen');
    return this.#target;
  }

  get pid() {
    return this.#child.pid;
  }

  /** False once its process has ended. */
  get isRunning() {
    return running.has(this.#child);
  }

  /** @returns {Promise<NodeJS.MemoryUsage>} in bytes, garbage collected before */
  memory() {
    return this.#ask('memory');
  }

  /** @returns {Promise<Usage>} */
  usage() {
    return this.#ask('usage');
  }

  /** @returns {Promise<import('@pug-network/server-core').RelayLoad>} */
  load() {
    return this.#ask('load');
  }

  /**
   * What it still holds once nothing of it goes away any more.
   * @returns {Promise<import('@pug-network/server-core').RelayLoad>}
   */
  async left() {
    let load = await this.load();
    const isEmpty = async () => {
      load = await this.load();
      return load.rooms === 0 && load.connections === 0;
    };
    await eventually(isEmpty, 'an empty relay').catch(() => undefined);
    return load;
  }

  /**
   * Blocks its event loop; resolves when it runs again.
   * @param {number} ms
   */
  async block(ms) {
    await this.#ask('block', ms);
  }

  /**
   * From now on it takes this share of a core, by what it has to do and else by nothing.
   * @param {number} share 0 to 1
   */
  async burn(share) {
    await this.#ask('burn', share);
  }

  /**
   * Sets its wall clock.
   * @param {number} ms forward, or below zero back
   */
  async stepWall(ms) {
    await this.#ask('stepWall', ms);
  }

  /** @param {string} file to write its heap to */
  async snapshot(file) {
    await this.#ask('snapshot', file);
  }

  /** Lets it drain; resolves when the relay is closed. */
  async close() {
    await this.#ask('close');
  }

  /** @param {NodeJS.Signals} signal */
  signal(signal) {
    this.#child.kill(signal);
  }

  /** Ends its process, at once. */
  async stop() {
    if (!this.isRunning) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }

  /**
   * @param {string} command
   * @param {unknown} [argument]
   * @returns {Promise<any>}
   */
  #ask(command, argument) {
    const id = ++this.#count;
    const answer = this.#answer(id);
    this.#child.send({ id, command, argument });
    return answer;
  }

  /**
   * @param {number} id
   * @returns {Promise<any>}
   */
  #answer(id) {
    const child = this.#child;
    return new Promise((resolve, reject) => {
      const settle = () => {
        clearTimeout(timer);
        child.off('message', onMessage).off('exit', onExit);
      };
      const fail = (/** @type {string} */ reason) => {
        settle();
        reject(new Error(`${reason}; it said: ${this.output}`));
      };
      const onMessage = (/** @type {any} */ message) => {
        if (message.id !== id) return;
        settle();
        resolve(message.result);
      };
      const onExit = (/** @type {number | null} */ code) => fail(`the relay ended by itself (${code})`);
      const timer = setTimeout(() => fail(`no answer within ${ANSWER_MS} ms`), ANSWER_MS);
      child.on('message', onMessage).on('exit', onExit);
    });
  }
}

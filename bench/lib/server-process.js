/** A server under test: a child process of its own, asked for what it uses, ended by its pid whatever happens. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const ANSWER_WAIT_MS = 10_000;
const END_WAIT_MS = 2_000;
/** Without `bufferutil` and `utf-8-validate`: a plain install of ws or Socket.IO does not have them. */
const ENVIRONMENT = { NODE_ENV: 'production', WS_NO_BUFFER_UTIL: '1', WS_NO_UTF_8_VALIDATE: '1' };

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

export class ServerProcess {
  #child;

  /**
   * @param {string} file in `../servers`
   * @param {string[]} args
   * @param {number | undefined} cpu the core to run on; undefined leaves it to the system
   */
  constructor(file, args, cpu) {
    const path = fileURLToPath(new URL(`../servers/${file}`, import.meta.url));
    const node = [process.execPath, '--expose-gc', path, ...args];
    const [command, ...rest] = cpu === undefined ? node : ['taskset', '--cpu-list', String(cpu), ...node];
    this.#child = spawn(command, rest, {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: { ...process.env, ...ENVIRONMENT },
    });
    running.add(this.#child);
    this.#child.once('exit', () => running.delete(this.#child));
  }

  /** @returns {Promise<number>} the port it listens on */
  port() {
    return this.#answer('ready');
  }

  /** @returns {Promise<number>} user and system time so far, in µs */
  cpuMicros() {
    return this.ask('cpu');
  }

  /** @returns {Promise<{ rss: number, heapUsed: number }>} in bytes, garbage collected before */
  memory() {
    return this.ask('memory');
  }

  /**
   * @param {string} question that `../servers/serve.js` or the server knows
   * @returns {Promise<any>}
   */
  ask(question) {
    const answer = this.#answer(question);
    this.#child.send(question);
    return answer;
  }

  async stop() {
    const child = this.#child;
    if (child.pid === undefined || !running.has(child)) return;
    const ended = once(child, 'exit');
    const force = setTimeout(() => child.kill('SIGKILL'), END_WAIT_MS);
    child.kill('SIGTERM');
    await ended;
    clearTimeout(force);
  }

  /**
   * @param {string} type
   * @returns {Promise<any>}
   */
  #answer(type) {
    const child = this.#child;
    return new Promise((resolve, reject) => {
      const settle = () => {
        clearTimeout(timer);
        child.off('message', onMessage).off('exit', onExit).off('error', onError);
      };
      const fail = (/** @type {string} */ reason) => (settle(), reject(new Error(reason)));
      const onMessage = (/** @type {any} */ answer) =>
        answer.type === type && (settle(), resolve(answer.value));
      const onExit = (/** @type {number | null} */ code) => fail(`the server ended by itself (${code})`);
      const onError = (/** @type {Error} */ error) => fail(`the server: ${error.message}`);
      const timer = setTimeout(() => fail(`no "${type}" within ${ANSWER_WAIT_MS} ms`), ANSWER_WAIT_MS);
      child.on('message', onMessage).on('exit', onExit).on('error', onError);
    });
  }
}

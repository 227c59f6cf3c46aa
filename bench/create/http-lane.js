/** One keep-alive HTTP connection over a raw socket: a request, its answer, then the next. */
import { connect } from 'node:net';

const HEAD_END = '\r\n\r\n';
const WAIT_MS = 10_000;

export class HttpLane {
  #socket;
  #host;
  #received = Buffer.alloc(0);
  #onAnswer = (/** @type {any} */ _answer) => {};
  #onEnd = (/** @type {Error} */ _reason) => {};

  /** @param {number} port */
  constructor(port) {
    this.#host = `127.0.0.1:${port}`;
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.#socket.setTimeout(WAIT_MS, () => this.#end(`no answer within ${WAIT_MS} ms`));
    this.#socket.on('data', (chunk) => this.#read(chunk));
    this.#socket.on('error', (error) => this.#end(error.message));
    this.#socket.on('close', () => this.#end('connection lost'));
  }

  /**
   * @param {string} line method and path
   * @param {string[]} [headers]
   * @param {string} [body]
   * @returns {Promise<any>} what the JSON of a 200 says
   */
  ask(line, headers = [], body) {
    const length =
      body === undefined ? [] : ['Content-Type: application/json', `Content-Length: ${body.length}`];
    const head = [`${line} HTTP/1.1`, `Host: ${this.#host}`, ...headers, ...length].join('\r\n');
    return new Promise((resolve, reject) => {
      this.#onAnswer = resolve;
      this.#onEnd = reject;
      this.#socket.write(head + HEAD_END + (body ?? ''));
    });
  }

  close() {
    this.#socket.destroy();
  }

  /** @param {Buffer} chunk */
  #read(chunk) {
    this.#received = Buffer.concat([this.#received, chunk]);
    const headEnd = this.#received.indexOf(HEAD_END);
    if (headEnd < 0) return;
    const head = this.#received.toString('latin1', 0, headEnd);
    const start = headEnd + HEAD_END.length;
    const end = start + Number(/^content-length: *(\d+)/im.exec(head)?.[1]);
    if (this.#received.length < end) return;
    const text = this.#received.toString('utf8', start, end);
    this.#received = this.#received.subarray(end);
    if (head.startsWith('HTTP/1.1 200')) this.#onAnswer(JSON.parse(text));
    else this.#end(`${head.split('\r\n', 1)[0]}: ${text}`);
  }

  /** @param {string} reason */
  #end(reason) {
    this.#onEnd(new Error(reason));
    this.#socket.destroy();
  }
}

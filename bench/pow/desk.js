/** Where an engine fetches its tasks and hands in its answers, over HTTP on the loopback: all that every engine can do. */
import { once } from 'node:events';
import { createServer } from 'node:http';

const PAGE = '<!doctype html><title>bench</title><script type="module" src="/agent.js"></script>';
/** Isolated pages tell the time more finely. A connection that idles may be closed as it is used again: none idles. */
const HEADERS = {
  connection: 'close',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};
const ANSWER_WAIT_MS = 120_000;

export class Desk {
  #server;
  #agent;
  /** @type {import('node:http').ServerResponse | undefined} */
  #waiting;
  /** @type {string | undefined} */
  #task;
  /** @type {{ resolve: (value: any) => void, reject: (error: Error) => void } | undefined} */
  #asker;

  /** @param {string} agent the module for pages */
  constructor(agent) {
    this.#agent = agent;
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  /** @returns {Promise<string>} its origin */
  async open() {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const { port } = /** @type {import('node:net').AddressInfo} */ (this.#server.address());
    return `http://127.0.0.1:${port}`;
  }

  /**
   * Has something done by the engine; one at a time.
   * @param {string} task a function of measuring.js
   * @param {unknown[]} args
   * @returns {Promise<any>}
   */
  ask(task, ...args) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.fail(`no answer within ${ANSWER_WAIT_MS} ms`), ANSWER_WAIT_MS);
      const settled = (/** @type {(value: any) => void} */ settle) => (/** @type {any} */ value) => {
        clearTimeout(timer);
        this.#asker = undefined;
        settle(value);
      };
      this.#asker = { resolve: settled(resolve), reject: settled(reject) };
      this.#task = JSON.stringify({ task, args });
      this.#handOut();
    });
  }

  /** @param {string} reason what the task that is being done fails with */
  fail(reason) {
    this.#asker?.reject(new Error(reason));
  }

  close() {
    this.fail('ended');
    this.#server.close();
    this.#server.closeAllConnections();
  }

  /**
   * @param {import('node:http').IncomingMessage} request
   * @param {import('node:http').ServerResponse} response
   */
  async #serve(request, response) {
    const send = (/** @type {string} */ type, /** @type {string} */ body) =>
      response.writeHead(200, { 'content-type': type, ...HEADERS }).end(body);
    if (request.url === '/') send('text/html', PAGE);
    else if (request.url === '/agent.js') send('text/javascript', this.#agent);
    else if (request.url === '/task') {
      this.#waiting = response;
      this.#handOut();
    } else if (request.url === '/answer') {
      const { value, error } = JSON.parse(await textOf(request));
      send('text/plain', '');
      if (error === undefined) this.#asker?.resolve(value);
      else this.#asker?.reject(new Error(error));
    } else response.writeHead(404).end();
  }

  #handOut() {
    if (this.#task === undefined || this.#waiting === undefined) return;
    this.#waiting.writeHead(200, { 'content-type': 'application/json', ...HEADERS }).end(this.#task);
    this.#task = this.#waiting = undefined;
  }
}

/** @param {import('node:http').IncomingMessage} request */
async function textOf(request) {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return text;
}

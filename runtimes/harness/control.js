import { once } from 'node:events';
import { createServer } from 'node:http';
import { Line } from './line.js';

const HOST = '127.0.0.1';
const COMMAND = /^\/control\/lines\/(\d+)\/([a-z-]+)$/;
const LINE = /^\/control\/lines\/(\d+)$/;

/**
 * Steers lines by plain HTTP, from pages of any origin too:
 * `GET /control` what there is, `POST /control/lines` a new line, `GET /control/lines/<id>` its figures,
 * `POST /control/lines/<id>/<command>?messages=<n>` one of a line's commands.
 */
export class Control {
  #lines = [];
  #target;
  #facts;
  #server = createServer((request, response) => void this.#serve(request, response));

  /**
   * @param {{ host: string, port: number }} target the relay behind every line
   * @param {object} facts what `GET /control` answers
   */
  constructor(target, facts) {
    this.#target = target;
    this.#facts = facts;
  }

  /** @returns {Promise<string>} the address of the control */
  async listen() {
    this.#server.listen(0, HOST);
    await once(this.#server, 'listening');
    return `http://${HOST}:${this.#server.address().port}/control`;
  }

  close() {
    for (const line of this.#lines) line.close();
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #serve({ method, url }, response) {
    const answer = await this.#answer(method, new URL(url, `http://${HOST}`));
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('content-type', 'application/json');
    response.statusCode = answer ? 200 : 404;
    response.end(JSON.stringify(answer ?? { error: 'no such thing to control' }));
  }

  async #answer(method, { pathname, searchParams }) {
    if (method === 'GET' && pathname === '/control') return this.#facts;
    if (method === 'POST' && pathname === '/control/lines') return this.#newLine();
    const asked = method === 'GET' && LINE.exec(pathname);
    if (asked) return this.#lines[Number(asked[1])]?.figures;
    const told = method === 'POST' && COMMAND.exec(pathname);
    return told ? this.#tell(Number(told[1]), told[2], Number(searchParams.get('messages') ?? 1)) : undefined;
  }

  async #newLine() {
    const line = new Line(this.#target);
    const id = this.#lines.push(line) - 1;
    return { id, origin: await line.listen() };
  }

  #tell(id, command, messages) {
    const line = this.#lines[id];
    if (!line || !Line.knows(command)) return undefined;
    line.obey(command, messages);
    return line.figures;
  }
}

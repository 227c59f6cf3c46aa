import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const NOTHING: RequestListener = (_request, response) => void response.writeHead(404).end();

/** A site of somebody's, whose origin is known before there is anything on it; another one than that of a relay, and another site. */
export class HostSite {
  /** What it answers. */
  answer: RequestListener = NOTHING;
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => this.answer(request, response));
  }

  /** Opens one on a port that the system chooses. */
  static async open(): Promise<HostSite> {
    const site = new HostSite();
    await once(site.#server.listen(0, '127.0.0.1'), 'listening');
    return site;
  }

  get origin(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }
}

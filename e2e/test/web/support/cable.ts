import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';

const SWITCHING = 'HTTP/1.1 101 ';

/** What lies between a page and a server: it can be cut and mended, and keeps what the page asked for. */
export class Cable {
  readonly #server: Server;
  readonly #ends = new Set<Socket>();
  #requests = '';
  #isCut = false;

  private constructor(origin: string) {
    const { hostname, port } = new URL(origin);
    this.#server = createServer((near) => {
      if (this.#isCut) near.resetAndDestroy();
      else this.#join(near, connect(Number(port), hostname));
    });
  }

  /** Lays a cable to a server. */
  static async to(origin: string): Promise<Cable> {
    const cable = new Cable(origin);
    await once(cable.#server.listen(0, '127.0.0.1'), 'listening');
    return cable;
  }

  /** Where pages find the server. */
  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The requests of pages, as they went: line, headers and body. What goes through a WebSocket is not among them. */
  get requests(): string {
    return this.#requests;
  }

  /** Loses every connection, and lets none through. */
  cut(): void {
    this.#isCut = true;
    for (const end of this.#ends) end.resetAndDestroy();
  }

  mend(): void {
    this.#isCut = false;
  }

  async remove(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #join(near: Socket, far: Socket): void {
    const keep = (bytes: Buffer): void => {
      this.#requests += bytes.toString('latin1');
    };
    near.on('data', keep);
    far.on('data', (bytes) => {
      if (bytes.toString('latin1').startsWith(SWITCHING)) near.off('data', keep);
    });
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#ends.add(end);
      end.pipe(other);
      end.on('error', () => other.destroy());
      end.on('close', () => {
        this.#ends.delete(end);
        other.destroy();
      });
    }
  }
}

import { connect, type Socket } from 'node:net';
import { within } from './wait.js';

/** A WebSocket client that only listens: it answers no close frame and does not hang up. */
export class SilentClient {
  readonly #socket: Socket;
  #received = '';
  #onData: () => void = () => undefined;

  private constructor(port: number) {
    this.#socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    this.#socket.on('error', () => undefined);
    this.#socket.on('data', (bytes) => {
      this.#received += bytes.toString('latin1');
      this.#onData();
    });
  }

  static async open(port: number): Promise<SilentClient> {
    const client = new SilentClient(port);
    const lines = [
      'GET /ws HTTP/1.1',
      `Host: 127.0.0.1:${port}`,
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
      'Sec-WebSocket-Protocol: pug.v1',
    ];
    client.#socket.write(`${lines.join('\r\n')}\r\n\r\n`);
    await client.receives('HTTP/1.1 101 ');
    return client;
  }

  /** Resolves once this text has arrived. */
  receives(text: string): Promise<void> {
    const arrived = new Promise<void>((resolve) => {
      this.#onData = () => {
        if (this.#received.includes(text)) resolve();
      };
      this.#onData();
    });
    return within(arrived, `"${text}" on the socket`);
  }

  hangUp(): void {
    this.#socket.destroy();
  }
}

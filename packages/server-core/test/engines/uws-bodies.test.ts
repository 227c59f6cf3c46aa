import { createConnection } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRelay, type Relay } from '../../src/index.js';
import { ask } from '../support/ask.js';
import { next, within } from '../support/wait.js';

let relay: Relay;
let port: number;

beforeEach(async () => {
  relay = createRelay({ engine: 'uws', powDifficulty: 0 });
  ({ port } = await relay.listen({ host: '127.0.0.1', port: 0 }));
});

afterEach(() => relay.close());

/** A raw connection: what has come over it, and whether it broke. */
class Wire {
  text = '';
  error: Error | undefined;
  readonly socket = createConnection({ host: '127.0.0.1', port, noDelay: true });
  readonly #closed = new Promise((resolve) => this.socket.once('close', resolve));

  constructor() {
    this.socket.setEncoding('latin1').on('data', (chunk: string) => (this.text += chunk));
    this.socket.on('error', (error) => (this.error = error));
  }

  write(piece: string): Promise<void> {
    return new Promise((resolve) => this.socket.write(piece, 'latin1', () => resolve()));
  }

  /** What the answers so far say. */
  statuses(): string[] {
    return [...this.text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status = '']) => status);
  }

  codes(): string[] {
    return [...this.text.matchAll(/"code":"(\w+)"/g)].map(([, code = '']) => code);
  }

  /** The relay has ended the connection. */
  async ended(): Promise<void> {
    await within(this.#closed, 'the end of the connection');
  }
}

const head = (method: string, path: string, ...fields: string[]): string =>
  `${method} ${path} HTTP/1.1\r\nHost: x\r\n${fields.map((field) => `${field}\r\n`).join('')}\r\n`;

const REDEEM = '/api/pow-redeem';
const KIB = 'x'.repeat(1_024);

describe('a body that is refused', () => {
  it.each<[string, string, string[], string]>([
    ['too long', head('POST', REDEEM, 'Content-Length: 4096'), [KIB, KIB, KIB, KIB], 'payload_too_large'],
    [
      'too long, on a connection for one request',
      head('POST', REDEEM, 'Content-Length: 2048', 'Connection: close'),
      [KIB, KIB],
      'payload_too_large',
    ],
    ['of a GET', head('GET', '/api/limits', 'Content-Length: 2'), ['{', '}'], 'bad_request'],
    ['of a page', head('GET', '/', 'Content-Length: 2'), ['{', '}'], 'bad_request'],
    [
      'in chunks',
      head('POST', REDEEM, 'Transfer-Encoding: chunked'),
      ['2\r\n{}\r\n', '0\r\n\r\n'],
      'bad_request',
    ],
    [
      'for nobody, on a connection for one request',
      head('POST', '/api/nothing', 'Content-Length: 2', 'Connection: close'),
      ['{', '}'],
      'not_found',
    ],
  ])('is read before the connection ends: %s', async (_, start, pieces, code) => {
    const wire = new Wire();
    await wire.write(start);
    for (const piece of pieces) {
      // Meanwhile it has read what came before.
      await ask(port, '/healthz');
      expect(wire.text).toBe('');
      await wire.write(piece);
    }
    await wire.ended();
    expect([wire.statuses().length, wire.codes()]).toEqual([1, [code]]);
    expect(wire.error).toBeUndefined();
  });

  it('is not waited for without end', async () => {
    const wire = new Wire();
    await wire.write(head('POST', REDEEM, 'Content-Length: 4096'));
    await wire.ended();
    expect(wire.codes()).toEqual(['payload_too_large']);
  });

  it('may come behind its answer, and a request behind it', async () => {
    const wire = new Wire();
    await wire.write(head('POST', '/api/limits', 'Content-Length: 2'));
    await next(wire.socket, 'data');
    expect(wire.codes()).toEqual(['method_not_allowed']);
    await wire.write('{');
    await wire.write('}');
    await wire.write(head('GET', '/healthz', 'Connection: close'));
    await wire.ended();
    expect(wire.statuses()).toEqual(['405', '200']);
  });

  it('may break off, and others are answered', async () => {
    const [one, other] = [new Wire(), new Wire()];
    await one.write(head('POST', REDEEM, 'Content-Length: 4096') + KIB);
    one.socket.destroy();
    await other.write(head('GET', '/healthz', 'Connection: close'));
    await other.ended();
    expect(other.statuses()).toEqual(['200']);
  });
});

describe('a body of no bytes', () => {
  it.each<[string, string, string]>([
    ['of a POST', head('POST', REDEEM, 'Content-Length: 0', 'Connection: close'), '400'],
    ['of a GET', head('GET', '/api/limits', 'Content-Length: 00', 'Connection: close'), '200'],
  ])('is answered, though the head came in pieces: %s', async (_, request, status) => {
    const wire = new Wire();
    await wire.write(request.slice(0, 20));
    await ask(port, '/healthz');
    await wire.write(request.slice(20));
    await wire.ended();
    expect(wire.statuses()).toEqual([status]);
  });
});

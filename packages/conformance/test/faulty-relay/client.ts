import { createHash, randomBytes } from 'node:crypto';
import { on, once } from 'node:events';
import { request, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import { WebSocket } from 'ws';

const WAIT_MS = 5_000;

export interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

export interface Room {
  readonly roomId: string;
  readonly roomSecret: string;
  readonly expiresAt: number;
}

/** GET, or POST where there is a body. */
export async function ask(
  url: string,
  headers: Readonly<Record<string, string>> = {},
  body?: object,
): Promise<Answer> {
  const signal = AbortSignal.timeout(WAIT_MS);
  const asked = request(url, { method: body ? 'POST' : 'GET', headers, signal, agent: false });
  const answered = once(asked, 'response', { signal });
  asked.end(body ? JSON.stringify(body) : undefined);
  const [response] = (await answered) as [IncomingMessage];
  return { status: response.statusCode, headers: response.headers, body: await json(response) };
}

/** A fresh session token, by challenge and proof. */
export async function session(url: string): Promise<string> {
  const challenge = await ask(`${url}/api/pow-challenge`);
  const { token, difficulty } = challenge.body as { token: string; difficulty: number };
  const isProof = (nonce: string): boolean => {
    const digest = createHash('sha256').update(token + nonce, 'ascii');
    return digest.digest().readUInt32BE() < 2 ** (32 - difficulty);
  };
  let tries = 0;
  while (!isProof(tries.toString(16))) tries++;
  const redeemed = await ask(`${url}/api/pow-redeem`, {}, { token, nonce: tries.toString(16) });
  return (redeemed.body as { sessionToken: string }).sessionToken;
}

export function create(url: string, sessionToken: string): Promise<Answer> {
  return ask(`${url}/api/create-room`, { Authorization: `Bearer ${sessionToken}` });
}

/** A new room, with ttl and capacity by default. */
export async function newRoom(url: string): Promise<Room> {
  return (await create(url, await session(url))).body as Room;
}

/** A message with a random blob of 28 bytes. */
export function sealed(senderId: number): Buffer {
  return Buffer.concat([Buffer.from([0x01, 0, 0, 0, senderId]), randomBytes(28)]);
}

/** One connection: what arrives is kept until it is asked for, and every wait is bounded. */
export class Peer {
  readonly #socket: WebSocket;
  readonly #inbox: AsyncIterator<[Buffer, boolean]>;
  readonly #closed: Promise<[number, Buffer]>;

  private constructor(url: string) {
    const signal = AbortSignal.timeout(2 * WAIT_MS);
    this.#socket = new WebSocket(`${url.replace('http', 'ws')}/ws`, 'pug.v1');
    this.#inbox = on(this.#socket, 'message', { signal }) as AsyncIterator<[Buffer, boolean]>;
    this.#closed = once(this.#socket, 'close', { signal }) as Promise<[number, Buffer]>;
    this.#closed.catch(() => undefined);
  }

  static async open(url: string): Promise<Peer> {
    const peer = new Peer(url);
    await once(peer.#socket, 'open', { signal: AbortSignal.timeout(WAIT_MS) });
    return peer;
  }

  /** A connection that has asked to join. */
  static async join(url: string, { roomId, roomSecret }: Room): Promise<Peer> {
    const peer = await Peer.open(url);
    peer.send({ type: 'room:join', roomId, roomSecret, tag: randomBytes(16).toString('base64url') });
    return peer;
  }

  /** An object as a text frame, bytes as a binary one. */
  send(message: object | Buffer): void {
    this.#socket.send(Buffer.isBuffer(message) ? message : JSON.stringify(message));
  }

  /** The next that arrives: an event as an object, a binary frame as a Buffer. */
  async next(): Promise<unknown> {
    const { value } = (await this.#inbox.next()) as { value: [Buffer, boolean] };
    const [data, isBinary] = value;
    return isBinary ? data : JSON.parse(data.toString('utf8'));
  }

  leave(): void {
    this.#socket.close(1_000);
  }

  async closed(): Promise<{ code: number; reason: string }> {
    const [code, reason] = await this.#closed;
    return { code, reason: reason.toString('utf8') };
  }
}

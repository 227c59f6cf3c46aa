import {
  decodeEvent,
  decodeFrame,
  encodeBase64url,
  encodeRequest,
  leadingZeroBits,
  proofInput,
  SUBPROTOCOL,
  TAG_BYTES,
  type CreatedRoom,
  type Session,
} from '@pug-network/protocol';
import { sha256 } from '@noble/hashes/sha2.js';
import type { RequestLike } from '../../src/platform/fetch-like.js';
import type { WebSocketClass, WebSocketLike } from '../../src/platform/websocket-like.js';

/** An answer as far as it is looked at here. */
export interface Reply {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  json(): Promise<unknown>;
}

/** Where raw requests and raw sockets meet a relay, whichever it is. */
export interface Ground {
  readonly origin: string;
  readonly fetch: (url: string, request?: RequestLike) => Promise<Reply>;
  readonly WebSocket: WebSocketClass;
  /** Until everything that was sent has arrived. */
  settle(): Promise<void>;
  /** Lets time pass. */
  advance(ms: number): Promise<void>;
}

/** A fresh tag for a join. */
export const newTag = (): string => encodeBase64url(crypto.getRandomValues(new Uint8Array(TAG_BYTES)));

/** One request in one line: status, and code where it is an error. */
export async function ask(ground: Ground, path: string, request: RequestLike = {}): Promise<string> {
  const response = await ground.fetch(ground.origin + path, request);
  if (request.method === 'HEAD') return `${response.status}`;
  const body = (await response.json()) as {
    readonly error?: { readonly code: string; readonly message: string };
  };
  const message = body.error && (body.error.message.length > 10 ? '' : ' without a sentence');
  return `${response.status}${body.error ? ` ${body.error.code}${message}` : ''}`;
}

async function json<T>(ground: Ground, path: string, request: RequestLike = {}): Promise<T> {
  return (await (await ground.fetch(ground.origin + path, request)).json()) as T;
}

/** A challenge that is solved. */
export async function proof(ground: Ground): Promise<{ readonly token: string; readonly nonce: string }> {
  const { token, difficulty } = await json<{ token: string; difficulty: number }>(
    ground,
    '/api/pow-challenge',
  );
  for (let tries = 0; ; tries++) {
    const nonce = tries.toString(16);
    if (leadingZeroBits(sha256(proofInput(token, nonce))) >= difficulty) return { token, nonce };
  }
}

/** The same challenge, answered wrongly. */
export async function wrongProof(
  ground: Ground,
): Promise<{ readonly token: string; readonly nonce: string }> {
  const { token, difficulty } = await json<{ token: string; difficulty: number }>(
    ground,
    '/api/pow-challenge',
  );
  for (let tries = 0; ; tries++) {
    const nonce = tries.toString(16);
    if (leadingZeroBits(sha256(proofInput(token, nonce))) < difficulty) return { token, nonce };
  }
}

export const redeem = (redemption: object): RequestLike => ({
  method: 'POST',
  body: JSON.stringify(redemption),
});

export async function sessionToken(ground: Ground): Promise<string> {
  return (await json<Session>(ground, '/api/pow-redeem', redeem(await proof(ground)))).sessionToken;
}

export const bearer = (token: string): RequestLike => ({ headers: { authorization: `Bearer ${token}` } });

export async function newRoom(ground: Ground, query = ''): Promise<CreatedRoom> {
  return json<CreatedRoom>(ground, `/api/create-room${query}`, bearer(await sessionToken(ground)));
}

/** One socket and everything it was told, in one line each. */
export class RawSocket {
  readonly told: string[] = [];
  /** Frames as they came. */
  readonly frames: Uint8Array[] = [];
  readonly #webSocket: WebSocketLike;

  constructor(ground: Ground, protocol: string = SUBPROTOCOL, path = '/ws') {
    this.#webSocket = new ground.WebSocket(ground.origin.replace(/^http/, 'ws') + path, protocol);
    this.#webSocket.binaryType = 'arraybuffer';
    this.#webSocket.addEventListener('open', () => this.told.push('open'));
    this.#webSocket.addEventListener('error', () => undefined);
    this.#webSocket.addEventListener('message', ({ data }) => this.#hear(data));
    this.#webSocket.addEventListener('close', (event) => {
      const { code, reason } = event as { readonly code: number; readonly reason?: unknown };
      this.told.push(`close ${code} ${String(reason)}`.trim());
    });
  }

  /** Opens, and waits for it. */
  static async open(ground: Ground): Promise<RawSocket> {
    const socket = new RawSocket(ground);
    await ground.settle();
    return socket;
  }

  /** Opens and joins. */
  static async join(ground: Ground, room: Pick<CreatedRoom, 'roomId' | 'roomSecret'>): Promise<RawSocket> {
    const socket = await RawSocket.open(ground);
    socket.join(room);
    await ground.settle();
    return socket;
  }

  join({ roomId, roomSecret }: Pick<CreatedRoom, 'roomId' | 'roomSecret'>, tag = newTag()): void {
    this.send(encodeRequest({ type: 'room:join', roomId, roomSecret, tag }));
  }

  send(...messages: readonly (string | Uint8Array<ArrayBuffer>)[]): void {
    for (const message of messages) this.#webSocket.send(message);
  }

  close(code?: number): void {
    this.#webSocket.close(code);
  }

  /** What was told since the last look. */
  news(): string[] {
    return this.told.splice(0);
  }

  #hear(data: unknown): void {
    if (typeof data === 'string') this.told.push(eventInShort(data));
    else {
      const bytes = new Uint8Array(data as ArrayBuffer);
      this.frames.push(bytes);
      const frame = decodeFrame(bytes);
      const what = frame.ok ? frame.value : { type: 'ill-formed' };
      this.told.push(
        what.type === 'message' ? `frame of ${String((what as { senderId: number }).senderId)}` : what.type,
      );
    }
  }
}

function eventInShort(text: string): string {
  const event = decodeEvent(text);
  if (!event.ok) return 'ill-formed';
  const { value } = event;
  switch (value.type) {
    case 'room:joined': {
      const others = value.members.map(({ memberId }) => memberId).join(',');
      return `joined as ${value.memberId}${value.creator ? ', creator' : ''}, with ${others || 'nobody'}`;
    }
    case 'presence:join':
      return `${value.memberId} came`;
    case 'presence:leave':
      return `${value.memberId} left`;
    case 'room:expired':
      return `expired: ${value.reason}`;
    case 'error':
      return `error ${value.code}`;
    case 'unknown':
      return 'unknown';
  }
}

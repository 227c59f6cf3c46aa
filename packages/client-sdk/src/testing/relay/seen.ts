import { decodeFrame, encodeUtf8 } from '@pug-network/protocol';

/** One thing that has reached the relay, as a relay can see it: who, where, how much; never what. */
export type Seen = SeenRequest | SeenMessage;

/** A request to the API. */
export interface SeenRequest {
  readonly type: 'request';
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** Of the body. */
  readonly bytes: number;
}

/** A message on a connection: a request in JSON, a keep-alive, or a frame for the room. */
export interface SeenMessage {
  readonly type: 'control' | 'keep-alive' | 'frame';
  /** Absent before joining. */
  readonly roomId: string | undefined;
  readonly memberId: number | undefined;
  /** Of the whole message: of a frame, a multiple of 256 and 33 more. */
  readonly bytes: number;
}

/** What is kept; older things are forgotten. */
const MOST_KEPT = 10_000;

/** Keeps what the relay sees, so that a test can look for what it must not. */
export class Witness {
  readonly #seen: Seen[] = [];
  /** Everything that belongs to an entry of the same place, as bytes. */
  readonly #contents: Uint8Array[] = [];

  /** The last 10,000 things, oldest first. */
  get seen(): readonly Seen[] {
    return this.#seen.slice();
  }

  request(method: string, path: string, authorization: string, body: string): void {
    const bytes = encodeUtf8(body).length;
    this.#keep({ type: 'request', method, path, bytes }, encodeUtf8(`${path} ${authorization} ${body}`));
  }

  message(
    data: Uint8Array,
    isBinary: boolean,
    seat?: { readonly roomId: string; readonly memberId: number },
  ): void {
    const frame = isBinary ? decodeFrame(data) : undefined;
    const type =
      frame?.ok && frame.value.type === 'keep-alive' ? 'keep-alive' : isBinary ? 'frame' : 'control';
    this.#keep({ type, roomId: seat?.roomId, memberId: seat?.memberId, bytes: data.length }, data);
  }

  /** Whether a text or bytes were in anything that is kept: in an address, a header, a body, a message. */
  has(wanted: string | Uint8Array): boolean {
    const needle = asText(typeof wanted === 'string' ? encodeUtf8(wanted) : wanted);
    return this.#contents.some((content) => asText(content).includes(needle));
  }

  #keep(seen: Seen, content: Uint8Array): void {
    this.#seen.push(seen);
    this.#contents.push(content);
    if (this.#seen.length <= MOST_KEPT) return;
    this.#seen.splice(0, MOST_KEPT / 10);
    this.#contents.splice(0, MOST_KEPT / 10);
  }
}

/** One character a byte. */
const asText = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');

import type { Duplex } from 'node:stream';
import type { Socket } from '../socket.js';
import { encodeServerFrame, OPCODE } from './frame.js';
import { isOpen, type WsPeer } from './ws-peer.js';

/**
 * A connection of the `ws` library. Data frames go straight to the network socket, one buffer for all members of a room;
 * control frames go through the library. Without compression both reach the socket at once, so they keep one order.
 */
export class WsSocket implements Socket {
  readonly #peer: WsPeer;
  readonly #duplex: Duplex;
  readonly #topics: Map<string, Set<WsSocket>>;

  constructor(peer: WsPeer, duplex: Duplex, topics: Map<string, Set<WsSocket>>) {
    this.#peer = peer;
    this.#duplex = duplex;
    this.#topics = topics;
  }

  /** A frame that is encoded already; nothing may follow a close frame. */
  write(frame: Buffer): void {
    if (isOpen(this.#peer)) this.#duplex.write(frame);
  }

  sendText(text: string): void {
    this.write(encodeServerFrame(OPCODE.text, Buffer.from(text)));
  }

  sendBytes(bytes: Uint8Array): void {
    this.write(encodeServerFrame(OPCODE.binary, bytes));
  }

  ping(): void {
    this.#peer.ping();
  }

  subscribe(topic: string): void {
    const subscribers = this.#topics.get(topic);
    if (subscribers) subscribers.add(this);
    else this.#topics.set(topic, new Set([this]));
  }

  unsubscribe(topic: string): void {
    const subscribers = this.#topics.get(topic);
    subscribers?.delete(this);
    if (subscribers?.size === 0) this.#topics.delete(topic);
  }

  unsent(): number {
    return this.#duplex.writableLength;
  }

  /** The stream ends behind the Close frame, as with the native engine: what its peer still has to say is not waited for. */
  end(code: number, reason: string): void {
    this.#peer.end(code, reason);
    this.#duplex.end();
  }

  terminate(): void {
    this.#peer.terminate();
  }
}

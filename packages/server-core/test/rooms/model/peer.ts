import { expect } from 'vitest';
import type { Connection } from '../../../src/connections/connection.js';
import type { Connections } from '../../../src/connections/connections.js';
import { FakeSocket, type Done } from '../../support/connections.js';
import type { FakePublisher } from '../../support/room-seam.js';

/** The engines differ in it: whether a connection is closed within the call that ends it, or after. */
export type Closing = 'within' | 'after';

/** A client that answers whatever it is sent, as long as it is there. */
export class LivePeer extends FakeSocket {
  readonly #connection: Connection;
  readonly #closing: Closing;
  #isThere = true;
  #isOver = false;

  constructor(connections: Connections, publisher: FakePublisher, address: string, closing: Closing) {
    super(publisher);
    this.#closing = closing;
    this.#connection = connections.open(this, address);
    this.settle();
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** The code that it was refused with, if it was. */
  get refusal(): string | undefined {
    return this.done.map(codeOf).find((code) => code !== undefined && code !== 'not_creator');
  }

  say(message: object): void {
    this.#connection.message(Buffer.from(JSON.stringify(message)), false);
  }

  send(frame: Uint8Array): void {
    this.#connection.message(frame, true);
  }

  override ping(): void {
    if (this.#isThere) this.#connection.heard();
  }

  override end(code: number, reason: string): void {
    super.end(code, reason);
    this.#isOver = true;
    if (this.#closing === 'within') this.settle();
  }

  override terminate(): void {
    this.#isOver = true;
  }

  /** It is alive: what it sends besides is nothing that the relay forwards. */
  live(): void {
    if (!this.#isOver) this.#connection.heard();
  }

  /** Answers the close frame, if there is one. */
  settle(): void {
    // Within the opening the relay has not given the connection out yet.
    if (this.#isOver && this.#isThere) (this.#connection as Connection | undefined)?.closed();
  }

  close(): void {
    this.#isOver = true;
    this.#connection.closed();
  }

  /** Is gone without a word to anybody. */
  vanish(): void {
    this.#isThere = false;
  }
}

const codeOf = (done: Done): string | undefined =>
  typeof done === 'object' && 'code' in done ? String(done['code']) : undefined;

/** How many connections an address can open until it is refused. */
export function placesFor(open: () => LivePeer): number {
  for (let places = 0; ; places++) {
    const { refusal } = open();
    if (refusal === undefined) continue;
    expect(refusal).toBe('server_full');
    return places;
  }
}

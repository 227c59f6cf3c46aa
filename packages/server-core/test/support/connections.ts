import {
  DEFAULT_RATE,
  encodeMessage,
  type CreatedRoom,
  type JoinRequest,
  type Rate,
} from '@pug-network/protocol';
import { expect } from 'vitest';
import type { Connection } from '../../src/connections/connection.js';
import { Connections } from '../../src/connections/connections.js';
import type { Socket } from '../../src/socket.js';
import type { FakeTimeClock } from './clock.js';
import { joinOf, Rooms } from './registry.js';
import type { FakePublisher, Hearer } from './room-seam.js';

/** An event, a frame's bytes, or a word for what else was done to a socket. */
export type Done =
  Readonly<Record<string, unknown>> | Uint8Array | 'ping' | 'terminate' | `end ${number} ${string}`;

/** A socket that remembers whatever is done to it. */
export class FakeSocket implements Socket, Hearer {
  readonly done: Done[] = [];
  unsentBytes = 0;
  /** Called within the next text sent, as an engine may find out while it sends. */
  onSendText = (): void => undefined;
  readonly #publisher: FakePublisher;

  constructor(publisher: FakePublisher) {
    this.#publisher = publisher;
  }

  sendText(text: string): void {
    this.done.push(JSON.parse(text) as Done);
    this.onSendText();
  }

  sendBytes(bytes: Uint8Array): void {
    this.done.push(Uint8Array.from(bytes));
  }

  ping(): void {
    this.done.push('ping');
  }

  subscribe(topic: string): void {
    this.#publisher.subscribe(this, topic);
  }

  unsubscribe(topic: string): void {
    this.#publisher.unsubscribe(this, topic);
  }

  unsent(): number {
    return this.unsentBytes;
  }

  end(code: number, reason: string): void {
    this.done.push(`end ${code} ${reason}`);
  }

  terminate(): void {
    this.done.push('terminate');
  }

  /** What was done since this was last asked. */
  news(): Done[] {
    return this.done.splice(0);
  }
}

/** A peer as the relay has it: what its socket is told, and what is told of it. */
export interface Peer {
  readonly socket: FakeSocket;
  readonly connection: Connection;
}

interface Limits {
  readonly maxConnections: number;
  readonly maxConnectionsPerAddress: number;
}

export const KEEP_ALIVE = Uint8Array.of(0);

/** Connections over a real registry, on one faked clock. */
export class Peers extends Rooms<FakeTimeClock> {
  readonly connections: Connections;

  constructor(clock: FakeTimeClock, limits: Partial<Limits> = {}, rate: Rate = DEFAULT_RATE) {
    super(clock);
    const { registry, timekeeper } = this;
    this.connections = new Connections(
      { maxConnections: 1_000, maxConnectionsPerAddress: 0, ...limits },
      { registry, timekeeper, clock, rate },
    );
  }

  open(address = ''): Peer {
    const socket = new FakeSocket(this.publisher);
    return { socket, connection: this.connections.open(socket, address) };
  }

  /** A connection that is a member of the room. */
  enter(room: CreatedRoom): Peer {
    const peer = this.open();
    say(peer, joinOf(room));
    expect(peer.socket.news()).toEqual([expect.objectContaining({ type: 'room:joined' })]);
    return peer;
  }
}

export function say({ connection }: Peer, request: JoinRequest | { type: string }): void {
  connection.message(Buffer.from(JSON.stringify(request)), false);
}

export const send = ({ connection }: Peer, bytes: Uint8Array): void => connection.message(bytes, true);

export const messageOf = (memberId: number, blobBytes = 28): Uint8Array =>
  encodeMessage(memberId, new Uint8Array(blobBytes));

/** What a connection is told that is refused. */
export const refusedWith = (code: string, close: number): unknown[] => [
  { type: 'error', code, message: expect.any(String) },
  `end ${close} ${code}`,
];

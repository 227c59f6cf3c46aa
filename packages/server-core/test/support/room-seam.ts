import type { RoomEndReason } from '@pug-network/protocol';
import type { Member } from '../../src/rooms/room.js';
import type { Publisher } from '../../src/socket.js';

export type EndReason = Exclude<RoomEndReason, 'empty'>;

/** What a member can be handed: an event, a frame's bytes, or the end of its room. */
export type Seen = Readonly<Record<string, unknown>> | Uint8Array | { readonly ended: EndReason };

/** Whoever can subscribe to a topic. */
export interface Hearer {
  sendBytes(bytes: Uint8Array): void;
}

/** Hands what is published to those that subscribed, as an engine does. */
export class FakePublisher implements Publisher {
  readonly topics = new Map<string, Set<Hearer>>();

  publishBytes(topic: string, bytes: Uint8Array): void {
    for (const hearer of this.topics.get(topic) ?? []) hearer.sendBytes(bytes);
  }

  subscribe(hearer: Hearer, topic: string): void {
    this.topics.set(topic, (this.topics.get(topic) ?? new Set()).add(hearer));
  }

  unsubscribe(hearer: Hearer, topic: string): void {
    this.topics.get(topic)?.delete(hearer);
    if (this.topics.get(topic)?.size === 0) this.topics.delete(topic);
  }
}

/** A member that remembers whatever reaches it. */
export class FakeMember implements Member, Hearer {
  readonly seen: Seen[] = [];
  /** Called in place of nothing when it is found too slow. */
  onTooSlow = (): void => undefined;
  onEnded = (): void => undefined;
  unsentBytes = 0;
  timesTooSlow = 0;
  readonly #publisher: FakePublisher;

  constructor(publisher: FakePublisher) {
    this.#publisher = publisher;
  }

  sendText(text: string): void {
    this.seen.push(JSON.parse(text) as Seen);
  }

  sendBytes(bytes: Uint8Array): void {
    this.seen.push(Uint8Array.from(bytes));
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

  tooSlow(): void {
    this.timesTooSlow++;
    this.onTooSlow();
  }

  roomEnded(reason: EndReason): void {
    this.seen.push({ ended: reason });
    this.onEnded();
  }

  /** What it has seen since it was last asked. */
  news(): Seen[] {
    return this.seen.splice(0);
  }
}

import { encodeMessage, type RoomJoined } from '@pug-network/protocol';
import { vi } from 'vitest';
import type { ManualClock } from '../../support/clock.js';
import { joinOf, newTag } from '../../support/registry.js';
import type { Hearer } from '../../support/room-seam.js';
import type { Closing, LivePeer } from './peer.js';
import type { Joiner, RoomsUnderTest, State } from './relay.js';
import { WiredRelay, type Contents } from './wired.js';
import { BLOB_BYTES, learn, wordsOf, type KnownRoom } from './words.js';

interface RealMember {
  readonly room: number;
  readonly memberId: number;
  readonly peer: LivePeer;
}

/** Longer than anything lives, in steps that let everything fall due one after another. */
const STEP_MS = 100_000;
const STEPS = 14;

/** The relay, driven as an engine and its timer drive it. Wants fake timers. */
export class RealRooms implements RoomsUnderTest {
  readonly #relay = new WiredRelay();
  readonly #created: KnownRoom[] = [];
  readonly #peers: LivePeer[] = [];
  readonly #members: RealMember[] = [];

  get clock(): ManualClock {
    return this.#relay.clock;
  }

  redeem(): void {
    this.#relay.redeem();
  }

  create(ttl: number, capacity: number): string {
    const created = this.#relay.create(ttl, capacity);
    if (!created.ok) return created.code;
    this.#created.push({ ...created.value, names: new Map(), tags: new Map() });
    return `${created.value.ttl} s, ${created.value.capacity} members`;
  }

  connect(address: number): string {
    return this.#open(address).refusal ?? '';
  }

  join(number: number, { isSecretRight, address, isLost }: Joiner): string {
    const room = this.#created[number]!;
    const tag = newTag();
    const peer = this.#open(address);
    if (isLost) peer.onSendText = () => peer.close();
    peer.say(joinOf(room, { tag, ...(isSecretRight ? {} : { roomSecret: newTag() }) }));
    this.#settle();
    if (peer.refusal !== undefined) return peer.refusal;
    const welcome = peer.done[0] as unknown as RoomJoined;
    if (!learn(room, welcome, tag)) return `is called ${welcome.username}`;
    this.#members.push({ room: number, memberId: welcome.memberId, peer });
    return `member ${welcome.memberId}`;
  }

  message(number: number, byte: number): void {
    const { memberId, peer } = this.#members[number]!;
    peer.send(encodeMessage(memberId, new Uint8Array(BLOB_BYTES).fill(byte)));
    this.#settle();
  }

  leave(number: number): void {
    const { peer } = this.#members[number]!;
    // An engine tells of the Close frame and of the connection's end.
    for (let times = 0; times < 2; times++) peer.close();
    this.#settle();
  }

  crash(number: number): void {
    this.#members[number]!.peer.close();
    this.#settle();
  }

  purge(number: number): void {
    this.#members[number]!.peer.say({ type: 'room:purge' });
    this.#settle();
  }

  forward(ms: number): void {
    this.clock.advance(ms);
    for (const peer of this.#peers) peer.live();
  }

  setWallBy(ms: number): void {
    this.clock.setWallBy(ms);
  }

  wake(): void {
    vi.advanceTimersToNextTimer();
    this.#settle();
  }

  state(): State {
    const { registry, publisher } = this.#relay;
    const { rooms, connections, isGateAwake, deadlines } = this.#relay.contents();
    const subscribers = (roomId: string): Hearer[] => [...(publisher.topics.get(roomId) ?? [])];
    return {
      size: rooms,
      found: this.#created.map(({ roomId }) => registry.has(roomId)),
      timers: deadlines - connections - Number(isGateAwake),
      connections,
      seated: this.#created.map(({ roomId }) => [...(registry.rooms.get(roomId)?.seats?.keys() ?? [])]),
      subscribed: this.#created.map(({ roomId }) =>
        subscribers(roomId).map((heard) => this.#members.findIndex(({ peer }) => peer === heard)),
      ),
      seen: this.#members.map(({ room, peer }) =>
        peer.done.map((done) => wordsOf(done, this.#created[room]!)),
      ),
    };
  }

  /** Everybody vanishes, and time passes: what is left then, and how many connections each address may open. */
  abandon(): Contents & { timers: number; places: number[] } {
    for (const peer of this.#peers) peer.vanish();
    for (let step = 0; step < STEPS; step++) {
      this.clock.advance(STEP_MS);
      vi.advanceTimersToNextTimer();
    }
    const left = { ...this.#relay.contents(), timers: vi.getTimerCount() };
    return { ...left, places: this.#relay.fillUp() };
  }

  #open(address: number): LivePeer {
    const closing: Closing = this.#peers.length % 2 === 0 ? 'within' : 'after';
    const peer = this.#relay.open(address, closing);
    this.#peers.push(peer);
    return peer;
  }

  #settle(): void {
    for (const peer of this.#peers) peer.settle();
  }
}

import { formatRoomLink, parseRoomLink } from '@pug-network/protocol';
import { createRoom, joinRoom, type Room } from '../../src/index.js';
import { createMaliciousRelay, mutations, type AttackName, type Delivery } from '../../src/testing/index.js';
import { bookOf, count, Referee, textOf, type Arrival, type Tally } from './referee.js';
import { Watched } from './watched.js';

const MESSAGES = 36;
const ENOUGH = 1_000_000;
const RATE = { frames: ENOUGH, frameBurst: ENOUGH, bytes: 1_000 * ENOUGH, byteBurst: 1_000 * ENOUGH };

interface Missed {
  readonly name: AttackName;
  readonly to: number;
  readonly frame: Uint8Array;
}

/** One member, and what its application was told. */
interface Seat {
  readonly room: Room;
  readonly watched: Watched;
  /** How many messages were sent before it came. */
  readonly before: number;
}

/** One room in the hands of a relay that attacks a share of what it delivers. */
export class Round {
  readonly arrivals = new Map<number, Arrival[]>();
  readonly seats: Seat[] = [];
  readonly #seed: number;
  readonly #share: number;
  readonly #missed: Missed[] = [];
  readonly #relay = createMaliciousRelay({ rate: RATE, onDelivery: (delivery) => this.#note(delivery) });
  #roomId = '';
  readonly #said = new Map<Room, number>();

  constructor(seed: number, share: number) {
    this.#seed = seed;
    this.#share = share;
  }

  /** Talks as it goes: three, a neighbouring room under the same key, a newcomer, and ten seconds later. */
  async play(): Promise<void> {
    const { origin, platform, clock } = this.#relay;
    await this.#enter(await createRoom(origin, platform));
    await this.#join();
    await this.#join();
    const neighbour = await this.#neighbour();
    this.#attack();
    await this.#talk(MESSAGES, neighbour);
    await this.#join();
    await this.#talk(MESSAGES, neighbour);
    await clock.advance(10_000);
    await this.#talk(MESSAGES, neighbour);
    this.#relay.tamper();
    // What was held back comes now, and what was dropped is followed.
    await this.#talk(1);
    await this.#split();
    await this.#talk(MESSAGES / 2);
  }

  /** What each member had to tell, beside what it told; adds what became of each attack to `tally`. */
  verdicts(tally: Tally): { readonly expected: readonly string[]; readonly told: readonly string[] }[] {
    const book = bookOf(this.arrivals);
    return this.seats.map(({ room, watched }) => {
      const { memberId } = room.self;
      const referee = new Referee(memberId, book, tally);
      for (const arrival of this.arrivals.get(memberId) ?? []) referee.judge(arrival);
      for (const { name, to, frame } of this.#missed) {
        if (to === memberId && name === 'drop') count(tally, name, referee.missed(frame));
      }
      return { expected: referee.expected, told: watched.told };
    });
  }

  /** How many messages members have sent to the room. */
  get sent(): number {
    return this.seats.reduce((sum, { room }) => sum + (this.#said.get(room) ?? 0), 0);
  }

  /** Everybody says so many messages, one after the other so that each run is the same. */
  async #talk(messages: number, neighbour?: Room): Promise<void> {
    const speakers = this.seats.map(({ room }) => room);
    for (const room of neighbour ? [neighbour, ...speakers] : speakers) {
      const said = this.#said.get(room) ?? 0;
      this.#said.set(room, said + messages);
      const { memberId } = room.self;
      const texts = Array.from({ length: messages }, (_, i) => textOf(memberId, said + i + 1));
      await Promise.all(texts.map((text) => room.send(text)));
    }
    await this.#relay.settle();
  }

  async #join(): Promise<void> {
    const [first] = this.seats;
    await this.#enter(await joinRoom(first!.room.link, this.#relay.platform));
  }

  async #enter(room: Room): Promise<void> {
    this.#roomId = room.link.split('/r/')[1]!.split('#')[0]!;
    this.seats.push({ room, watched: new Watched(room), before: this.sent });
    await this.#relay.settle();
  }

  /** Somebody in another room who has the key of this one. */
  async #neighbour(): Promise<Room> {
    const { origin, platform } = this.#relay;
    const link = parseRoomLink((await createRoom(origin, platform)).link);
    const own = parseRoomLink(this.seats[0]!.room.link);
    if (!link.ok || !own.ok) throw new Error('a room has a link');
    return joinRoom(formatRoomLink({ ...link.value, key: own.value.key }), platform);
  }

  #attack(attacks?: readonly AttackName[], seed = this.#seed): void {
    const onAttack = (name: AttackName, { to, data, roomId }: Delivery): void => {
      if (roomId === this.#roomId && typeof data !== 'string') this.#missed.push({ name, to, frame: data });
    };
    this.#relay.tamper(mutations(seed, { share: this.#share, attacks, onAttack }));
  }

  /** By turns: members are told different stories of who joins, or of somebody who is not there, or just not everything. */
  async #split(): Promise<void> {
    const way = this.#seed % 3;
    if (way === 0) {
      this.#attack(['fork']);
      await this.#join();
      this.#relay.tamper();
    } else if (way === 1 && this.#share > 0) {
      for (const { room } of this.seats.slice(1)) void this.#relay.attack('fakeJoin', { to: room });
    } else this.#attack(['drop']);
  }

  #note(delivery: Delivery): void {
    if (delivery.roomId !== this.#roomId && this.#roomId !== '') return;
    const own = this.arrivals.get(delivery.to) ?? [];
    own.push({ ...delivery, at: this.#relay.clock.now() });
    this.arrivals.set(delivery.to, own);
  }
}

import { decodeEvent, readU32 } from '@pug-network/protocol';
import type { AttackName, Delivery } from '../../src/testing/index.js';

// What protocol.md (Envelope) says that a receiver makes of what it is delivered, worked out from what was sent and what was
// delivered alone: nothing here opens a frame.

/** What became of something that an attack did. */
export type Fate =
  'shown' | 'replay' | 'undecryptable' | 'gap' | 'silent: old traffic' | 'silent: nothing followed';

/** What was done, and what became of it. */
export type Tally = Map<string, number>;

/** A delivery and when it came, monotonic milliseconds. */
export interface Arrival extends Delivery {
  readonly at: number;
}

/** What is known of a frame that somebody has really sent. */
interface Sent {
  readonly senderId: number;
  readonly seq: number;
  /** What the sender was told of who is there: how many, and in which story. */
  readonly epoch: number;
  readonly story: string;
}

const GRACE_MS = 10_000;
const HONEST = 'honest';
const SENDER_AT = 1;

/** What a member was told of who joined. */
class Told {
  epoch: number;
  readonly #stories = new Map<number, string>();

  constructor(memberId: number) {
    this.epoch = memberId;
    this.#stories.set(memberId, HONEST);
  }

  get story(): string {
    return this.storyAt(this.epoch) ?? HONEST;
  }

  storyAt(epoch: number): string | undefined {
    return this.#stories.get(epoch);
  }

  /** A story that has left the honest one does not come back to it. */
  join(memberId: number, to: number, attack: AttackName | undefined): void {
    const story = this.story === HONEST && attack !== undefined ? `${attack} ${to}` : this.story;
    this.epoch = memberId;
    this.#stories.set(memberId, story);
  }
}

/** Every frame that members have sent to a room, by its bytes: each has come back to its own sender as it was. */
export function bookOf(arrivals: ReadonlyMap<number, readonly Arrival[]>): ReadonlyMap<string, Sent> {
  const book = new Map<string, Sent>();
  for (const [memberId, own] of arrivals) {
    const told = new Told(memberId);
    let seq = 0;
    for (const { data, to, attack } of own) {
      if (typeof data === 'string') noteJoin(told, data, to, attack);
      else if (attack === undefined && readU32(data, SENDER_AT) === memberId) {
        book.set(keyOf(data), { senderId: memberId, seq: ++seq, epoch: told.epoch, story: told.story });
      }
    }
  }
  return book;
}

/** What one member has to tell of its deliveries, and what that makes of each attack. */
export class Referee {
  /** Gaps, reports and messages, in order; a message as who said it and its seq. */
  readonly expected: string[] = [];
  readonly #memberId: number;
  readonly #book: ReadonlyMap<string, Sent>;
  readonly #told: Told;
  readonly #tally: Tally;
  readonly #seen = new Map<number, number>();
  readonly #gaps = new Set<string>();
  #joinedAt = 0;

  constructor(memberId: number, book: ReadonlyMap<string, Sent>, tally: Tally) {
    this.#memberId = memberId;
    this.#book = book;
    this.#told = new Told(memberId);
    this.#tally = tally;
  }

  /** Works out one delivery. */
  judge({ data, to, attack, at }: Arrival): void {
    if (typeof data === 'string') {
      if (decodeEvent(data).ok && data.includes('"room:joined"')) this.#joinedAt = at;
      else noteJoin(this.#told, data, to, attack);
      return;
    }
    const senderId = readU32(data, SENDER_AT);
    const sent = this.#book.get(keyOf(data));
    const fate =
      sent?.senderId === senderId ? this.#judgeSent(sent, at) : this.#report('undecryptable', senderId);
    const cause = attack ?? (fate === 'undecryptable' && sent ? this.#forkOf(sent) : undefined);
    if (cause !== undefined) count(this.#tally, cause, fate);
  }

  /** What became of a frame that was not delivered where it belonged. */
  missed(frame: Uint8Array): Fate {
    const sent = this.#book.get(keyOf(frame));
    return sent && this.#gaps.has(`${sent.senderId} ${sent.seq}`) ? 'gap' : 'silent: nothing followed';
  }

  #judgeSent(sent: Sent, at: number): Fate {
    const { senderId, seq, epoch, story } = sent;
    if (senderId === this.#memberId) return this.#show(sent);
    if (epoch < this.#memberId) {
      return at - this.#joinedAt < GRACE_MS ? 'silent: old traffic' : this.#report('replay', senderId);
    }
    if (this.#told.storyAt(epoch) !== story) return this.#report('undecryptable', senderId);
    const last = this.#seen.get(senderId) ?? (senderId > this.#memberId ? 0 : seq - 1);
    if (seq <= last) return this.#report('replay', senderId);
    for (let missing = last + 1; missing < seq; missing++) this.#gaps.add(`${senderId} ${missing}`);
    if (seq > last + 1) this.expected.push(`gap of ${seq - last - 1} from ${senderId}`);
    this.#seen.set(senderId, seq);
    return this.#show(sent);
  }

  #show({ senderId, seq }: Sent): Fate {
    this.expected.push(`${senderId} says ${textOf(senderId, seq)}`);
    return 'shown';
  }

  #report(fate: 'replay' | 'undecryptable', senderId: number): Fate {
    this.expected.push(`${fate} from ${senderId}`);
    return fate;
  }

  /** Which attack has led sender and receiver apart. */
  #forkOf(sent: Sent): string {
    const [apart] = [sent.story, this.#told.story].filter((story) => story !== HONEST);
    return apart?.split(' ')[0] ?? HONEST;
  }
}

/** What member `senderId` says as its `seq`-th message. */
export const textOf = (senderId: number, seq: number): string => `${senderId}.${seq}`;

export function count(tally: Tally, what: string, fate: Fate): void {
  const key = `${what}: ${fate}`;
  tally.set(key, (tally.get(key) ?? 0) + 1);
}

function noteJoin(told: Told, data: string, to: number, attack: AttackName | undefined): void {
  const event = decodeEvent(data);
  if (event.ok && event.value.type === 'presence:join') told.join(event.value.memberId, to, attack);
}

/** One character a byte, each byte another. */
const latin1 = new TextDecoder('latin1');
const keyOf = (frame: Uint8Array): string => latin1.decode(frame);

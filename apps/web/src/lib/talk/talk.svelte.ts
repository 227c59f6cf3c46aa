import type { Message, Participant, Room, RoomState } from '@pug-network/client-sdk';
import { safetyPhrase } from '../verify/phrase.js';
import { afterTimeout, Countdown, type After } from './countdown.svelte.js';
import type { MessageEntry, Notice } from './entry.js';
import { deliver } from './outgoing.js';
import { Timeline, type Chunk } from './timeline.svelte.js';
import { Unread } from './unread.svelte.js';

/** Time, for tests to stand in for. */
export interface TalkOptions {
  /** Unix milliseconds. */
  readonly now?: (() => number) | undefined;
  readonly after?: After | undefined;
}

type Said = Pick<MessageEntry, 'text' | 'at' | 'delivery'>;

const NOBODY: Participant = { memberId: 0, username: '', self: true };
const LAST_MINUTE_MS = 60_000;

/** A room as a page shows it: who is in it, what was said, what is new. Holds all that there is of it on the page. */
export class Talk {
  readonly capacity: number;
  readonly #timeline = new Timeline();
  readonly #unread = new Unread(this.#timeline);
  readonly #countdown: Countdown;
  readonly #now: () => number;
  #room: Room | undefined;
  #stopListening: (() => void)[] = [];
  #members = $state.raw<readonly Participant[]>([]);
  #self = $state.raw(NOBODY);
  #creator = $state(false);
  #state = $state.raw<RoomState>('joined');
  #isLastMinute: boolean;
  #phrase: Promise<readonly string[]> | undefined;

  constructor(room: Room, { now = Date.now, after = afterTimeout }: TalkOptions = {}) {
    this.#room = room;
    this.#now = now;
    this.capacity = room.capacity;
    this.#look(room);
    this.#listen(room);
    this.#note({ type: 'here', name: room.self.username });
    this.#isLastMinute = room.ttlRemaining <= LAST_MINUTE_MS;
    this.#countdown = new Countdown(
      () => room.ttlRemaining,
      after,
      (msLeft) => this.#warn(msLeft),
    );
  }

  /** What was said and what happened, in pieces of at most 100 entries that change on their own. */
  get chunks(): readonly Chunk[] {
    return this.#timeline.chunks;
  }

  get members(): readonly Participant[] {
    return this.#members;
  }

  get self(): Participant {
    return this.#self;
  }

  /** Whether this page may purge the room. */
  get creator(): boolean {
    return this.#creator;
  }

  get state(): RoomState {
    return this.#state;
  }

  /** Milliseconds that the room still has, read once a second. */
  get msLeft(): number {
    return this.#countdown.msLeft;
  }

  /** Others' messages that came while the person was not looking. */
  get unread(): number {
    return this.#unread.count;
  }

  /** Whether the page is visible and at the end of the timeline, so that what comes is seen. */
  get isLooking(): boolean {
    return this.#unread.isLooking;
  }

  set isLooking(isLooking: boolean) {
    this.#unread.isLooking = isLooking;
  }

  /** The link to hand over; empty once destroyed. */
  get link(): string {
    return this.#room?.link ?? '';
  }

  /** Six words for two people to compare; none once destroyed. */
  get phrase(): Promise<readonly string[]> {
    this.#phrase ??= this.#room ? safetyPhrase(this.#room.link) : Promise.resolve([]);
    return this.#phrase;
  }

  /** Sends a text; it is in the timeline at once, and tells there how far it is. */
  send(text: string): void {
    const room = this.#room;
    if (room === undefined) return;
    const id = this.#say(this.#self, { text, at: this.#now(), delivery: 'pending' });
    void deliver(room, text).then((outcome) => this.#timeline.change(id, outcome));
  }

  /** Sends a message that failed again, as a new one in its stead. */
  resend(id: number): void {
    const failed = this.#timeline.message(id);
    if (failed?.delivery !== 'lost' && failed?.delivery !== 'unsent') return;
    this.#timeline.remove(id);
    this.send(failed.text);
  }

  /** The person has seen the end of the timeline. The marker stays until something else comes. */
  saw(): void {
    this.#unread.saw();
  }

  async leave(): Promise<void> {
    await this.#room?.leave();
  }

  /** Ends the room for everybody. Rejects as the room's own does. */
  async purge(): Promise<void> {
    await this.#room?.purge();
  }

  /** Drops every entry, member and listener, the room and its link. */
  destroy(): void {
    for (const stop of this.#stopListening.splice(0)) stop();
    this.#countdown.stop();
    this.#timeline.clear();
    this.#room = undefined;
    this.#phrase = undefined;
    this.#members = [];
    this.#self = NOBODY;
    this.#creator = false;
    this.#state = 'closed';
    this.#unread.saw();
  }

  #listen(room: Room): void {
    this.#stopListening = [
      room.on('message', (message) => this.#hear(message)),
      room.on('joined', (who) => this.#cameOrWent(room, 'joined', who)),
      room.on('left', (who) => this.#cameOrWent(room, 'left', who)),
      room.on('gap', ({ from, missing }) => this.#note({ type: 'gap', name: from.username, missing })),
      room.on('replay', ({ from }) => this.#note({ type: 'replay', name: from.username })),
      room.on('undecryptable', ({ from }) => this.#note({ type: 'undecryptable', name: from.username })),
      room.on('unsupported', ({ from }) => this.#note({ type: 'unsupported', name: from.username })),
      room.on('state', ({ state }) => this.#change(room, state)),
      room.on('closed', () => this.#end(room)),
    ];
  }

  /** Takes over what the room says of itself. */
  #look(room: Room): void {
    this.#members = room.members;
    this.#self = room.self;
    this.#creator = room.creator;
    this.#state = room.state;
  }

  #hear(message: Message): void {
    const { from, receivedAt: at } = message;
    if (from.self) return;
    if (message.kind === 'text') this.#say(from, { text: message.text, at, delivery: 'sent' });
    else this.#note({ type: 'data', name: from.username });
  }

  #say({ memberId, username: name, self: mine }: Participant, said: Said): number {
    const id = this.#timeline.say({ ...said, memberId, name, mine });
    this.#unread.came(id, mine);
    return id;
  }

  #cameOrWent(room: Room, type: 'joined' | 'left', who: Participant): void {
    this.#members = room.members;
    if (!who.self) this.#note({ type, name: who.username });
  }

  #change(room: Room, state: RoomState): void {
    this.#look(room);
    if (state === 'reconnecting') this.#note({ type: 'lost' });
    if (state === 'joined') this.#note({ type: 'back', name: room.self.username });
  }

  #end(room: Room): void {
    this.#look(room);
    this.#countdown.stop();
  }

  /** Tells once that the last minute has begun; a room that began in it needs no telling. */
  #warn(msLeft: number): void {
    if (this.#isLastMinute || msLeft > LAST_MINUTE_MS) return;
    this.#isLastMinute = true;
    this.#note({ type: 'minuteLeft' });
  }

  #note(notice: Notice): void {
    this.#timeline.note(notice, this.#now());
  }
}

import { formatRoomLink, type ClientState, type Rate } from '@pug-network/protocol';
import { Pacer } from '../sending/pacer.js';
import type { Session } from '../connection/session.js';
import { PugError } from '../errors.js';
import { Emitter } from '../events.js';
import { Course, type CourseParts } from './course.js';
import { draftOf } from '../sending/draft.js';
import { Outbox } from '../sending/outbox.js';
import { Roster } from './roster.js';
import { MessageStreams } from './stream.js';
import { Timeline } from './timeline.js';
import type { Closed, Message, Participant, Room, RoomEvents, RoomState, SendOptions } from '../types.js';

/** What a room is made of. */
export interface RoomParts extends CourseParts {
  /** What the relay lets a connection send. */
  readonly rate: Rate;
}

/** A promise that somebody waits for, and the two ways to settle it. */
interface Pending {
  readonly resolve: () => void;
  readonly reject: (error: PugError) => void;
}

/** The room that an application holds. Everything is private to it, so that no inspection prints a key. */
export class LiveRoom implements Room {
  readonly closed: Promise<Closed>;
  readonly #parts: RoomParts;
  readonly #link: string;
  readonly #emitter = new Emitter<RoomEvents>();
  readonly #streams = new MessageStreams();
  readonly #roster = new Roster();
  readonly #outbox: Outbox;
  readonly #timeline: Timeline;
  readonly #course: Course;
  /** Those who wait for a purge. */
  #purging: Pending[] = [];
  #resolveClosed: (closed: Closed) => void = () => undefined;

  /** A room that has just been joined through `session`. */
  constructor(parts: RoomParts, state: ClientState, session: Session) {
    this.#parts = parts;
    this.#link = formatRoomLink(parts.link);
    this.#outbox = new Outbox(parts.environment);
    this.#timeline = new Timeline(this.#roster, this.#emitter, parts.environment);
    this.#emitter.on('message', (message) => this.#streams.push(message));
    this.closed = new Promise((resolve) => {
      this.#resolveClosed = resolve;
    });
    this.#course = new Course(parts, state, session, {
      entered: (entered) => this.#enter(entered),
      interrupted: () => this.#outbox.disconnect(),
      changed: (changed) => this.#change(changed),
      ended: (closed) => this.#end(closed),
    });
    this.#course.begin();
  }

  get link(): string {
    return this.#link;
  }

  get state(): RoomState {
    return this.#course.state;
  }

  get self(): Participant {
    return this.#roster.self;
  }

  get creator(): boolean {
    return this.#course.isCreator;
  }

  get members(): readonly Participant[] {
    return this.#roster.members;
  }

  get capacity(): number {
    return this.#course.session.joined.capacity;
  }

  get expiresAt(): number {
    return this.#course.session.joined.expiresAt;
  }

  get ttlRemaining(): number {
    if (this.state === 'closed') return 0;
    return Math.max(0, this.#course.session.deadline - this.#parts.environment.now());
  }

  on<Name extends keyof RoomEvents>(name: Name, listener: (event: RoomEvents[Name]) => void): () => void {
    return this.#emitter.on(name, listener);
  }

  messages(): AsyncIterableIterator<Message> {
    return this.#streams.open();
  }

  async send(data: unknown, { signal, kind }: SendOptions = {}): Promise<Message> {
    const content = draftOf(data, kind);
    if (this.state === 'closed') throw new PugError('closed');
    return this.#outbox.push(content, signal);
  }

  async purge(): Promise<void> {
    if (this.state === 'closed') throw new PugError('closed');
    if (!this.creator) throw new PugError('not_creator');
    if (!this.#course.session.purge()) throw new PugError('lost');
    await new Promise<void>((resolve, reject) => {
      this.#purging.push({ resolve, reject });
    });
  }

  leave(): Promise<void> {
    return this.#course.leave();
  }

  #enter(session: Session): void {
    const { cipher, environment, rate } = this.#parts;
    const { memberId } = session.joined;
    this.#roster.reset(session.joined);
    session.listen({
      acknowledge: (frame) => this.#outbox.acknowledge(frame),
      echoed: (echo) => this.#timeline.echoed(echo),
      judged: (senderId, verdict) => this.#timeline.judged(senderId, verdict),
      joined: (member) => this.#timeline.joined(member),
      left: (left) => this.#timeline.left(left),
      denied: () => this.#refusePurges('not_creator'),
      end: (end) => this.#course.over(session, end),
    });
    this.#outbox.connect({
      memberId,
      views: session.views,
      cipher,
      pacer: new Pacer(rate, environment.now()),
      send: (frame) => session.send(frame),
    });
  }

  #change(state: RoomState): void {
    if (state === 'reconnecting') this.#refusePurges('lost');
    if (state === 'closed') this.#timeline.end();
    this.#emitter.emit('state', { state });
  }

  #refusePurges(code: 'lost' | 'not_creator'): void {
    for (const { reject } of this.#purging.splice(0)) reject(new PugError(code));
  }

  #end(closed: Closed): void {
    this.#outbox.close();
    this.#roster.clear();
    if (closed.reason === 'purged') for (const { resolve } of this.#purging.splice(0)) resolve();
    this.#refusePurges('lost');
    this.#emitter.emit('closed', closed);
    this.#streams.end();
    this.#resolveClosed(closed);
  }
}

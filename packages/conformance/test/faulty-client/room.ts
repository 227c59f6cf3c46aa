import type { Joined } from '../../src/wire/member.js';
import { isFinal, whyOf, type End } from './codes.js';
import { Connection } from './connection.js';
import type { Faults } from './faults.js';
import { writeLink, type Link } from './link.js';
import type { Draft, Shared } from './outbox.js';
import type { Report } from './receiver.js';
import { Seat } from './seat.js';

/** What a room is made of. */
export interface RoomParts {
  readonly link: Link;
  readonly faults: Faults;
  readonly secondMs: number;
  readonly shared: Shared;
  readonly tell: (report: Report) => void;
}

const FIRST_WAIT_MS = 50;
const MS_PER_S = 1_000;

/** One room, from the wish to join it to its end, over one connection after another. */
export class Room {
  readonly #parts: RoomParts;
  #id: number | undefined;
  #connection: Connection | undefined;
  #seat: Seat | undefined;
  #first: Joined | undefined;
  #isCreator = false;
  #isEnded = false;
  #attempts = 0;
  #purgeId: number | undefined;
  #again: readonly Draft[] = [];
  #clock: NodeJS.Timeout | undefined;
  #retry: NodeJS.Timeout | undefined;

  /** Joins; `id` is that of the instruction to do so. */
  constructor(parts: RoomParts, id: number) {
    this.#parts = parts;
    this.#id = id;
    if (parts.faults.on('link.told-early'))
      parts.tell({ id, did: 'joined', link: writeLink(parts.link, parts.faults) });
    this.#connect();
  }

  send(draft: Draft): void {
    if (this.#seat) this.#seat.outbox.ask(draft);
    else this.#parts.tell({ id: draft.id, did: 'failed', why: 'away' });
  }

  purge(id: number): void {
    const { faults, link, tell } = this.#parts;
    if (!this.#isCreator) {
      if (faults.on('purge.by-anybody')) this.#end('room_purged');
      else tell({ id, did: 'failed', why: 'not_creator' });
      return;
    }
    this.#purgeId = id;
    const more = faults.on('link.secret-in-purge') ? { roomSecret: link.roomSecret } : {};
    this.#connection?.send(JSON.stringify({ type: 'room:purge', ...more }));
    if (faults.on('purge.believed')) this.#end('room_purged');
  }

  leave(): void {
    this.#end('left');
    if (this.#parts.faults.on('leave.comes-back')) this.#connect();
  }

  /** Ends without a word. */
  drop(): void {
    this.#isEnded = true;
    clearTimeout(this.#clock);
    clearTimeout(this.#retry);
    this.#connection?.close();
  }

  #connect(): void {
    const { link, faults, secondMs } = this.#parts;
    const tag = faults.on('join.tag-kept') ? this.#connection?.tag : undefined;
    this.#connection = new Connection(
      { link, faults, secondMs, tag },
      {
        joined: (event, own) => this.#joined(event, own),
        event: (event) => this.#take(event),
        frame: (bytes) => this.#seat?.hear(bytes),
        over: (end) => this.#over({ ...end, wasIn: this.#seat !== undefined }),
      },
    );
  }

  #joined(joined: Joined, tag: string): void {
    const { link, faults, tell } = this.#parts;
    if (this.#isEnded) return;
    this.#first ??= joined;
    this.#attempts = 0;
    this.#isCreator =
      (!faults.on('join.never-creator') && joined.creator) ||
      (faults.on('join.creator-kept') && this.#isCreator);
    this.#startClock(joined);
    const as = faults.on('join.identity-kept') ? this.#first.memberId : joined.memberId;
    this.#seat = new Seat({ ...this.#parts, send: (data) => this.#connection?.send(data) }, joined, tag, as);
    const members = faults.on('join.members-sorted') ? joined.members.toReversed() : joined.members;
    const { memberId, username } = joined;
    const report = {
      did: 'joined',
      memberId,
      username,
      creator: this.#isCreator,
      members,
      link: writeLink(link, faults),
    };
    tell(this.#id === undefined ? report : { id: this.#id, ...report });
    this.#id = undefined;
    for (const draft of this.#again) this.#seat.outbox.ask(draft);
  }

  #startClock({ ttlRemaining, expiresAt }: Joined): void {
    const { faults, secondMs } = this.#parts;
    const left = faults.on('end.wall-clock') ? expiresAt - Date.now() : ttlRemaining;
    clearTimeout(this.#clock);
    if (faults.on('end.no-clock')) return;
    this.#clock = setTimeout(
      () => this.#end('room_expired'),
      Math.min(left, 2 ** 30) * (secondMs / MS_PER_S),
    );
  }

  #take(event: Readonly<Record<string, unknown>>): void {
    if (event['code'] === 'not_creator' && event['type'] === 'error') this.#refused();
    else if (event['type'] === 'room:expired')
      this.#end(event['reason'] === 'ttl' ? 'room_expired' : 'room_purged');
    else if (this.#seat?.take(event) === false) this.#misbehaved();
  }

  #refused(): void {
    if (this.#parts.faults.on('purge.fatal')) this.#end('not_creator');
    else this.#parts.tell({ id: this.#purgeId, did: 'failed', why: 'not_creator' });
  }

  #misbehaved(): void {
    const { faults, tell } = this.#parts;
    if (faults.on('presence.stays')) tell({ did: 'ended', why: 'misbehaving_relay' });
    else this.#end('misbehaving_relay');
    if (faults.on('presence.comes-back')) this.#connect();
  }

  #over(end: End): void {
    const { faults, tell } = this.#parts;
    const hasBeenIn = this.#first !== undefined;
    this.#again = this.#seat?.outbox.drop() ?? [];
    this.#seat = undefined;
    if (faults.on('end.clock-when-there')) clearTimeout(this.#clock);
    const isHopeless = isFinal(end, faults) && !(faults.on('codes.stubborn') && hasBeenIn);
    const isStubborn =
      faults.on('codes.eager') || (faults.on('codes.final-join') && end.error === 'room_full');
    if (isHopeless) this.#end(whyOf(end));
    else if (!hasBeenIn && !isStubborn) this.#end(whyOf(end));
    else {
      if (end.wasIn) tell({ did: 'away' });
      const ms =
        faults.on('codes.no-back-off') || faults.on('codes.eager')
          ? 0
          : FIRST_WAIT_MS * 2 ** Math.min(this.#attempts++, 9);
      this.#retry = setTimeout(() => this.#connect(), ms);
    }
  }

  #end(why: string): void {
    if (this.#isEnded) return;
    const { faults, tell, link } = this.#parts;
    const leavesOpen = faults.on('end.stays') && why === 'room_expired';
    if (leavesOpen) this.#isEnded = true;
    else this.drop();
    const told = faults.on('link.told-anyway') ? { link: writeLink(link, faults) } : {};
    if (this.#first === undefined) tell({ id: this.#id, did: 'failed', why, ...told });
    else tell({ did: 'ended', why });
    const isOver = why === 'room_purged' || why === 'room_expired';
    if (faults.on('end.comes-back') && isOver) this.#connect();
  }
}

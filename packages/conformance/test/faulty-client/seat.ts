import type { Joined, Named } from '../../src/wire/member.js';
import type { Faults } from './faults.js';
import type { Link } from './link.js';
import { Outbox, type Shared } from './outbox.js';
import { Receiver, type Report } from './receiver.js';
import { Views } from './views.js';

/** What a seat is made of. */
export interface SeatParts {
  readonly link: Link;
  readonly faults: Faults;
  readonly secondMs: number;
  readonly shared: Shared;
  readonly send: (data: Buffer | string) => void;
  readonly tell: (report: Report) => void;
}

const FIELDS: Readonly<Record<string, number>> = {
  'presence:join': 4,
  'presence:leave': 2,
  'room:expired': 2,
};

/** A client in a room, over one connection. */
export class Seat {
  readonly outbox: Outbox;
  readonly #parts: SeatParts;
  readonly #views: Views;
  readonly #receiver: Receiver;
  readonly #memberId: number;
  readonly #gone = new Set<number>();
  #isFirst = true;

  /** `as` is the memberId to speak under. */
  constructor(parts: SeatParts, joined: Joined, tag: string, as: number) {
    const { link, faults, secondMs, shared, send, tell } = parts;
    const { memberId, username, view } = joined;
    this.#parts = parts;
    this.#memberId = memberId;
    this.#views = new Views(view, { memberId, username, tag }, faults);
    this.#receiver = new Receiver(link, memberId, this.#views, faults, secondMs);
    this.outbox = new Outbox({ seal: link, memberId: as, views: this.#views, send, tell }, faults, shared);
  }

  /** Takes an event of the room; false where no good relay says so. */
  take(event: Readonly<Record<string, unknown>>): boolean {
    const { faults, tell } = this.#parts;
    const type = String(event['type']);
    const known = FIELDS[type];
    if (known === undefined) return !faults.on('ignore.no-event');
    if (faults.on('ignore.no-field') && Object.keys(event).length > known) return false;
    const { memberId, username, tag } = event as unknown as Named & { tag: string };
    if (type === 'presence:leave') {
      this.#receiver.left(memberId);
      this.#views.left(memberId);
      this.#gone.add(memberId);
      tell({ did: 'went', memberId });
      return !faults.on('presence.leave-ends');
    }
    if (type !== 'presence:join') return true;
    if (!this.#mayCome(memberId)) return false;
    this.#views.append({ memberId, username, tag });
    if (!faults.on('presence.silent')) tell({ did: 'came', memberId, username });
    return true;
  }

  /** Takes a message frame. */
  hear(frame: Buffer): void {
    const { faults, tell } = this.#parts;
    const from = frame.readUInt32BE(1);
    if (from !== this.#memberId) {
      this.outbox.heard();
      for (const report of this.#receiver.judge(frame)) tell(report);
    } else if (!this.outbox.echo(frame) && !faults.on('echo.silent')) {
      const verdict = { did: 'undecryptable', from };
      for (const report of faults.on('echo.shown') ? this.#receiver.judge(frame) : [verdict]) tell(report);
    }
  }

  #mayCome(memberId: number): boolean {
    const { faults } = this.#parts;
    const isFirst = this.#isFirst;
    this.#isFirst = false;
    const { next } = this.#views;
    if (faults.on('presence.skip') && memberId > next) return true;
    if (faults.on('presence.repeat') && memberId === next - 1) return true;
    if (faults.on('presence.reused') && this.#gone.has(memberId)) return true;
    return memberId === next || (isFirst && faults.on('presence.first'));
  }
}

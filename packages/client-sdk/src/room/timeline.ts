import { decodeContent, type Member } from '@pug-network/protocol';
import type { Verdict } from '../crypto/receiver.js';
import type { Environment } from '../platform/environment.js';
import type { Emitter } from '../events.js';
import type { Echo } from '../sending/outbox.js';
import type { Roster } from './roster.js';
import type { Message, RoomEvents } from '../types.js';

/** Turns what a session brings into the room's events, in the same order. */
export class Timeline {
  readonly #roster: Roster;
  readonly #emitter: Emitter<RoomEvents>;
  readonly #environment: Environment;
  #isOver = false;

  constructor(roster: Roster, emitter: Emitter<RoomEvents>, environment: Environment) {
    this.#roster = roster;
    this.#emitter = emitter;
    this.#environment = environment;
  }

  /** Nothing is told from here on. */
  end(): void {
    this.#isOver = true;
  }

  /** An own message came back: everybody has it now, whether or not this room still shows it. */
  echoed({ draft, seq }: Echo): void {
    const content = decodeContent(draft.kind, draft.body);
    if (content === undefined) return;
    const message: Message = {
      ...content,
      from: this.#roster.self,
      seq,
      receivedAt: this.#environment.wallNow(),
    };
    if (!this.#isOver) this.#emitter.emit('message', message);
    draft.resolve(message);
  }

  judged(senderId: number, verdict: Verdict): void {
    if (verdict.type === 'dropped' || this.#isOver) return;
    const from = this.#roster.participant(senderId);
    if ('missing' in verdict && verdict.missing > 0) {
      this.#emitter.emit('gap', { from, missing: verdict.missing });
    }
    if (verdict.type !== 'message') {
      this.#emitter.emit(verdict.type, { from });
      return;
    }
    const { content, seq } = verdict;
    this.#emitter.emit('message', { ...content, from, seq, receivedAt: this.#environment.wallNow() });
  }

  joined(member: Member): void {
    if (!this.#isOver) this.#emitter.emit('joined', this.#roster.join(member));
  }

  left(memberId: number): void {
    const participant = this.#roster.leave(memberId);
    if (participant && !this.#isOver) this.#emitter.emit('left', participant);
  }
}

import { MAX_MESSAGE_BODY_BYTES, type Seal } from '../../src/wire/envelope.js';
import type { Faults } from './faults.js';
import type { Report } from './receiver.js';
import { sealMessage } from './sealing.js';
import type { Views } from './views.js';

/** A message that somebody wants to be sent. */
export interface Draft {
  readonly id: number;
  readonly kind: number;
  readonly body: Buffer;
}

/** What is shared by all rooms of a client; only a faulty one has a use for it. */
export interface Shared {
  seq: number;
}

/** What messages go out through. */
export interface Way {
  readonly seal: Seal;
  readonly memberId: number;
  readonly views: Views;
  readonly send: (data: Buffer | string) => void;
  readonly tell: (report: Report) => void;
}

interface Unechoed {
  readonly draft: Draft;
  readonly frame: Buffer;
}

const MOST_MESSAGES = 32;
const MOST_BYTES = 65_536;
const FRAME_BYTES = 289;
const IMPATIENCE_MS = 1_000;

/** Messages from the wish to their echo (docs/protocol.md, 4. Message). */
export class Outbox {
  readonly #way: Way;
  readonly #faults: Faults;
  readonly #shared: Shared;
  readonly #waiting: { draft: Draft; early: Buffer | undefined }[] = [];
  #unechoed: Unechoed[] = [];
  #seq: number;
  #epoch: number;

  constructor(way: Way, faults: Faults, shared: Shared) {
    this.#way = way;
    this.#faults = faults;
    this.#shared = shared;
    this.#seq = faults.on('message.seq-goes-on') ? shared.seq : faults.on('message.from-zero') ? -1 : 0;
    this.#epoch = way.views.epoch;
  }

  ask(draft: Draft): void {
    const isText = draft.kind === 0 && this.#faults.on('envelope.characters');
    const length = isText ? draft.body.toString('utf8').length : draft.body.length;
    const isCut = this.#faults.on('envelope.too-large');
    if (length > MAX_MESSAGE_BODY_BYTES && !isCut) {
      this.#way.tell({ id: draft.id, did: 'failed', why: 'too_large' });
      return;
    }
    const fitting = { ...draft, body: isCut ? draft.body.subarray(0, MAX_MESSAGE_BODY_BYTES) : draft.body };
    const early = this.#faults.on('view.sealed-early') ? this.#seal(fitting) : undefined;
    this.#waiting.push({ draft: fitting, early });
    this.#pump();
  }

  /** Takes an own frame that came back; false for one that nobody waits for. */
  echo(frame: Buffer): boolean {
    const at = this.#unechoed.findIndex((sent) => sent.frame.equals(frame));
    const found = this.#faults.on('echo.any') && at < 0 ? 0 : at;
    const taken = this.#faults.on('echo.last-first') && found >= 0 ? this.#unechoed.length - 1 : found;
    const [sent] = taken < 0 ? [] : this.#unechoed.splice(taken, 1);
    if (sent === undefined) return this.#faults.on('echo.any');
    if (!this.#faults.on('echo.at-once')) this.#acknowledge(sent.draft);
    this.#pump();
    return true;
  }

  /** The connection is lost; gives what a faulty client sends again. */
  drop(): readonly Draft[] {
    const lost = this.#unechoed.splice(0).map(({ draft }) => draft);
    const did = this.#faults.on('echo.hopeful') ? 'acknowledged' : 'lost';
    for (const { id } of lost) this.#way.tell({ id, did });
    return this.#faults.on('echo.resent') ? lost : [];
  }

  /** Others have sent something. */
  heard(): void {
    if (this.#faults.on('message.shared-seq')) this.#seq += 1;
  }

  #pump(): void {
    for (;;) {
      const [next] = this.#waiting;
      if (next === undefined || this.#isFull(next.draft)) return;
      this.#waiting.shift();
      this.#send(next.draft, next.early ?? this.#seal(next.draft));
    }
  }

  #isFull({ body }: Draft): boolean {
    const most = MOST_MESSAGES + (this.#faults.on('echo.33') ? 1 : 0);
    if (this.#unechoed.length >= most) return true;
    const bytes = this.#unechoed.reduce((sum, { frame }) => sum + frame.length, FRAME_BYTES + body.length);
    return bytes > MOST_BYTES && !this.#faults.on('echo.no-bytes');
  }

  #send(draft: Draft, frame: Buffer): void {
    this.#unechoed.push({ draft, frame });
    this.#way.send(frame);
    if (this.#faults.on('message.typing')) this.#way.send('{"type":"presence:typing"}');
    if (this.#faults.on('echo.at-once')) this.#acknowledge(draft);
    if (this.#faults.on('echo.impatient')) setTimeout(() => this.#insist(frame), IMPATIENCE_MS);
  }

  #insist(frame: Buffer): void {
    if (this.#unechoed.some((sent) => sent.frame === frame)) this.#way.send(frame);
  }

  #seal({ kind, body }: Draft): Buffer {
    const { seal, memberId, views } = this.#way;
    this.#seq += this.#faults.on('view.seq-skipped') && views.epoch !== this.#epoch ? 2 : 1;
    this.#epoch = views.epoch;
    this.#shared.seq = this.#seq;
    const envelope = {
      seq: this.#seq,
      epoch: views.epoch,
      view: views.prefix,
      kind: this.#faults.on('message.all-text') ? 0 : kind,
      body,
    };
    return sealMessage(seal, memberId, envelope, this.#faults);
  }

  #acknowledge({ id }: Draft): void {
    this.#way.tell({ id, did: 'acknowledged' });
  }
}

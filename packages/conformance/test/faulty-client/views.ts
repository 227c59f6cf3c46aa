import { createHash } from 'node:crypto';
import { VIEW_BYTES } from '../../src/wire/envelope.js';
import type { Faults } from './faults.js';

const REMEMBERED = 4_096;
const SHORT_NAME = 16;

/** A member as a client is told of it. */
export interface Told {
  readonly memberId: number;
  readonly username: string;
  readonly tag: string;
}

/** Who joined, as this client computes it (docs/protocol.md, 3. Join). */
export class Views {
  readonly #faults: Faults;
  readonly #own: number;
  readonly #prefixes = new Map<number, Buffer>();
  #view: Buffer;
  #last: number;

  /** `given` is the view before the client's own. */
  constructor(given: string, self: Told, faults: Faults) {
    this.#faults = faults;
    this.#own = self.memberId;
    this.#view = Buffer.from(given, 'base64url');
    this.#last = self.memberId - 1;
    this.append(self);
    if (faults.on('view.as-given')) {
      this.#view = Buffer.from(given, 'base64url');
      this.#prefixes.set(self.memberId, this.#view.subarray(0, VIEW_BYTES));
    }
  }

  /** The memberId that comes next. */
  get next(): number {
    return this.#last + 1;
  }

  /** What a message says of it. */
  get epoch(): number {
    if (this.#faults.on('view.own-epoch')) return this.#own;
    return this.#faults.on('view.without-own') && this.#last === this.#own ? this.#own - 1 : this.#last;
  }

  get prefix(): Buffer {
    return this.#prefixes.get(this.epoch) ?? Buffer.alloc(VIEW_BYTES);
  }

  append({ memberId, username, tag }: Told): void {
    const number = Buffer.alloc(4);
    if (this.#faults.on('view.little-endian')) number.writeUInt32LE(memberId);
    else number.writeUInt32BE(memberId);
    const hash = createHash('sha256').update(this.#view).update(number);
    if (!this.#faults.on('view.without-tag')) hash.update(Buffer.from(tag, 'base64url'));
    if (!this.#faults.on('view.without-name')) hash.update(this.#nameOf(username), 'ascii');
    this.#view = hash.digest();
    this.#last = memberId;
    if (this.#faults.on('receive.newest-view')) this.#prefixes.clear();
    this.#prefixes.set(memberId, this.#view.subarray(0, VIEW_BYTES));
    this.#prefixes.delete(memberId - REMEMBERED + (this.#faults.on('receive.few-views') ? 1 : 0));
  }

  #nameOf(username: string): string {
    return this.#faults.on('view.names-cut') ? username.slice(0, SHORT_NAME) : username;
  }

  left(memberId: number): void {
    if (this.#faults.on('view.lowered') && memberId === this.#last) this.#last -= 1;
  }

  /** Whether a pair of epoch and view is one that was computed here. */
  knows(epoch: number, view: Buffer): boolean {
    if (this.#faults.on('receive.any-future') && epoch > this.#last) return true;
    const own = this.#prefixes.get(epoch);
    if (own === undefined || this.#faults.on('receive.any-view')) return own !== undefined;
    const compared = this.#faults.on('receive.half-view') ? VIEW_BYTES / 2 : VIEW_BYTES;
    return own.subarray(0, compared).equals(view.subarray(0, compared));
  }
}

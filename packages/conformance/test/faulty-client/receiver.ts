import {
  decodeMessage,
  MAX_MESSAGE_BODY_BYTES,
  openBlob,
  PADDING_BYTES,
  type Seal,
} from '../../src/wire/envelope.js';
import type { Faults } from './faults.js';
import type { Views } from './views.js';

/** What a driver reports. */
export interface Report {
  readonly did: string;
  readonly [name: string]: unknown;
}

const SEQ_AT = 1;
const EPOCH_AT = 5;
const VIEW_AT = 9;
const KIND_AT = 25;
const BODY_AT = 26;
const MARK = 0x80;
const GRACE_S = 10;
const TEXT = 0;
const JSON_KIND = 1;
const BYTES = 2;
const FIRST_OF_APPLICATIONS = 128;

/** The rules of docs/protocol.md, Receiving: what is told of a frame. */
export class Receiver {
  readonly #seal: Seal;
  readonly #own: number;
  readonly #views: Views;
  readonly #faults: Faults;
  readonly #secondMs: number;
  readonly #joinedAt = performance.now();
  readonly #seen = new Map<number, number>();
  readonly #ivs = new Set<string>();

  constructor(seal: Seal, own: number, views: Views, faults: Faults, secondMs: number) {
    this.#seal = seal;
    this.#own = own;
    this.#views = views;
    this.#faults = faults;
    this.#secondMs = secondMs;
  }

  left(memberId: number): void {
    if (this.#faults.on('receive.forgets')) this.#seen.delete(memberId);
  }

  judge(frame: Buffer): readonly Report[] {
    const { senderId: from, iv, blob } = decodeMessage(frame);
    if (this.#faults.on('receive.strangers') && from < this.#own) return [];
    const plaintext = this.#open(from, blob);
    if (plaintext === undefined || plaintext.length === 0) {
      if (this.#faults.on('receive.garbage')) return [garbage(from)];
      return this.#faults.on('receive.silent') ? [] : [{ did: 'undecryptable', from }];
    }
    const early = this.#judgeVersionAndView(from, plaintext);
    return early ?? this.#judgeSeq(from, iv, plaintext);
  }

  #open(from: number, blob: Buffer): Buffer | undefined {
    const opened = openBlob(this.#seal, from, blob);
    if (opened || !this.#faults.on('receive.any-sender')) return opened;
    const others = Array.from({ length: this.#views.next }, (_, memberId) => memberId);
    return others.map((memberId) => openBlob(this.#seal, memberId, blob)).find((found) => found);
  }

  /** Steps 1 and 2; undefined where both are passed. */
  #judgeVersionAndView(from: number, plaintext: Buffer): readonly Report[] | undefined {
    const isOfVersion = plaintext[0] === 1 || this.#faults.on('receive.any-version');
    if (!isOfVersion && !this.#faults.on('receive.view-first')) return [{ did: 'unsupported', from }];
    const least = this.#faults.on('receive.kind-first') ? BODY_AT : KIND_AT;
    if (plaintext.length < least)
      return [this.#faults.on('receive.garbage') ? garbage(from) : { did: 'undecryptable', from }];
    const epoch = plaintext.readUInt32BE(EPOCH_AT);
    if (epoch < this.#own) return this.#isEarly() ? [] : [{ did: 'replay', from }];
    if (!this.#views.knows(epoch, plaintext.subarray(VIEW_AT, KIND_AT)))
      return [{ did: 'undecryptable', from }];
    return isOfVersion ? undefined : [{ did: 'unsupported', from }];
  }

  #isEarly(): boolean {
    if (this.#faults.on('receive.early-for-ever')) return true;
    if (this.#faults.on('receive.early-reported')) return false;
    return performance.now() - this.#joinedAt < GRACE_S * this.#secondMs;
  }

  /** Steps 3 and 4. */
  #judgeSeq(from: number, iv: Buffer, plaintext: Buffer): readonly Report[] {
    const counted = this.#faults.on('receive.one-count') ? 0 : from;
    const seq = plaintext.readUInt32BE(SEQ_AT);
    const last = this.#seen.get(counted) ?? this.#startOf(from, seq);
    const content = this.#contentOf(from, plaintext);
    if (this.#isReplay(seq, last, iv)) return [{ did: 'replay', from }];
    this.#ivs.add(iv.toString('hex'));
    const isFaulty = content.did !== 'message';
    if (!(isFaulty && this.#faults.on('receive.not-used-up'))) this.#seen.set(counted, Math.max(seq, last));
    const missing = seq - last - 1;
    const told = missing + (this.#faults.on('receive.gap-one-more') ? 1 : 0);
    return missing > 0 ? [{ did: 'gap', from, missing: told }, content] : [content];
  }

  /** The last seq that counts as seen from somebody who is heard for the first time. */
  #startOf(from: number, seq: number): number {
    if (this.#faults.on('receive.newcomer-anywhere')) return seq - 1;
    if (this.#faults.on('receive.before-at-one')) return 0;
    return from > this.#own || this.#faults.on('receive.one-count') ? 0 : seq - 1;
  }

  #isReplay(seq: number, last: number, iv: Buffer): boolean {
    if (this.#faults.on('receive.replay-shown')) return seq < last;
    const isSeen = this.#ivs.has(iv.toString('hex'));
    if (this.#faults.on('receive.by-iv')) return isSeen;
    if (this.#faults.on('receive.late-shown')) return isSeen || seq === last;
    return seq <= last;
  }

  #contentOf(from: number, plaintext: Buffer): Report {
    const body = this.#bodyOf(plaintext);
    if (body === undefined) return { did: 'undecryptable', from };
    const kind = plaintext.readUInt8(KIND_AT);
    const isReserved = kind > BYTES && kind < FIRST_OF_APPLICATIONS;
    if (isReserved && !this.#faults.on('receive.reserved-shown')) return { did: 'unsupported', from };
    if (!this.#isWellFormed(kind, body)) return { did: 'undecryptable', from };
    return { did: 'message', from, kind, body: this.#handedOver(kind, body).toString('base64url') };
  }

  #bodyOf(plaintext: Buffer): Buffer | undefined {
    const { length } = plaintext;
    const isBlocks = length % PADDING_BYTES === 0 && length <= MAX_MESSAGE_BODY_BYTES + BODY_AT + 1;
    if (length <= KIND_AT || (!isBlocks && !this.#faults.on('receive.any-length'))) return undefined;
    const mark = plaintext.findLastIndex((byte) => byte !== 0);
    if (plaintext[mark] !== MARK && !this.#faults.on('receive.any-mark')) return undefined;
    if (mark < BODY_AT && !this.#faults.on('receive.mark-anywhere')) return undefined;
    if (length - 1 - mark >= PADDING_BYTES && !this.#faults.on('receive.any-zeros')) return undefined;
    return plaintext.subarray(BODY_AT, Math.max(mark, BODY_AT));
  }

  #isWellFormed(kind: number, body: Buffer): boolean {
    if (kind > JSON_KIND) return true;
    try {
      const text = new TextDecoder('utf-8', { fatal: !this.#faults.on('receive.replaced') }).decode(body);
      if (kind === JSON_KIND && !this.#faults.on('receive.any-json')) JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  }

  #handedOver(kind: number, body: Buffer): Buffer {
    if (this.#faults.on('receive.as-text') && kind !== TEXT) return Buffer.from(body.toString('utf8'));
    if (this.#faults.on('receive.short')) return body.subarray(0, PADDING_BYTES - BODY_AT - 1);
    return body;
  }
}

const garbage = (from: number): Report => ({ did: 'message', from, kind: BYTES, body: '' });

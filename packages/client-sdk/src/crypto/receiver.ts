import {
  decodeContent,
  decodeEnvelopeBody,
  decodeEnvelopeHeader,
  EPOCH_GRACE_MS,
  isEnvelope,
  isReservedKind,
  type Content,
  type EnvelopeHeader,
} from '@pug-network/protocol';
import type { Views } from './views.js';

/** What a receiver makes of one frame; `missing` counts the messages that a jump skipped. */
export type Verdict =
  | { readonly type: 'dropped' }
  | { readonly type: 'replay' }
  | { readonly type: 'undecryptable'; readonly missing: number }
  | { readonly type: 'unsupported'; readonly missing: number }
  | { readonly type: 'message'; readonly missing: number; readonly seq: number; readonly content: Content };

/** What a receiver knows of a frame besides its bytes. */
export interface Arrival {
  readonly senderId: number;
  /** The opened blob; `undefined` where it did not open. */
  readonly plaintext: Uint8Array | undefined;
  /** The highest memberId announced when the frame came. */
  readonly knownEpoch: number;
  /** How long the receiver was in the room when the frame came, in milliseconds. */
  readonly sinceJoinMs: number;
}

const UNDECRYPTABLE: Verdict = { type: 'undecryptable', missing: 0 };
const UNSUPPORTED: Verdict = { type: 'unsupported', missing: 0 };
const REPLAY: Verdict = { type: 'replay' };
const DROPPED: Verdict = { type: 'dropped' };

/** The receiver's rules, for frames in their order of arrival (protocol.md, Envelope). */
export class Receiver {
  readonly #memberId: number;
  readonly #views: Views;
  /** memberId → highest seq seen; outlives the member. */
  readonly #seen = new Map<number, number>();

  constructor(memberId: number, views: Views) {
    this.#memberId = memberId;
    this.#views = views;
  }

  judge({ senderId, plaintext, knownEpoch, sinceJoinMs }: Arrival): Verdict {
    if (plaintext === undefined || plaintext.length === 0) return UNDECRYPTABLE;
    if (!isEnvelope(plaintext)) return UNSUPPORTED;
    const header = decodeEnvelopeHeader(plaintext);
    if (header === undefined) return UNDECRYPTABLE;
    if (header.epoch < this.#memberId) return sinceJoinMs < EPOCH_GRACE_MS ? DROPPED : REPLAY;
    if (header.epoch > knownEpoch || !this.#views.knows(header.epoch, header.view)) return UNDECRYPTABLE;
    const missing = this.#count(senderId, header.seq);
    return missing === undefined ? REPLAY : contentOf(header, plaintext, missing);
  }

  /** Uses a seq up; how many it skipped, or `undefined` for one that is not new. */
  #count(senderId: number, seq: number): number | undefined {
    const first = senderId > this.#memberId ? 0 : Math.max(0, seq - 1);
    const last = this.#seen.get(senderId) ?? first;
    if (seq <= last) return undefined;
    this.#seen.set(senderId, seq);
    return seq - last - 1;
  }
}

function contentOf({ kind, seq }: EnvelopeHeader, plaintext: Uint8Array, missing: number): Verdict {
  const body = decodeEnvelopeBody(plaintext);
  if (body === undefined) return { type: 'undecryptable', missing };
  if (isReservedKind(kind)) return { type: 'unsupported', missing };
  const content = decodeContent(kind, body);
  return content ? { type: 'message', missing, seq, content } : { type: 'undecryptable', missing };
}

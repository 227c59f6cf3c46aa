import {
  encodeMessage,
  GCM_TAG_BYTES,
  IV_BYTES,
  MAX_UNECHOED_BYTES,
  MAX_UNECHOED_MESSAGES,
  MESSAGE_HEADER_BYTES,
  ENVELOPE_HEADER_BYTES,
  PADDING_BLOCK_BYTES,
  type EncodedContent,
} from '@pug-network/protocol';
import type { AbortSignalLike } from '../platform/abort-signal-like.js';
import type { Pacer } from './pacer.js';
import type { RoomCipher } from '../crypto/cipher.js';
import { seal } from '../crypto/seal.js';
import type { Views } from '../crypto/views.js';
import type { Environment } from '../platform/environment.js';
import { abortedBy, PugError } from '../errors.js';
import type { Message } from '../types.js';

/** A message on its way. */
export interface Draft extends EncodedContent {
  readonly resolve: (message: Message) => void;
  readonly reject: (error: PugError) => void;
}

/** What a message goes out through: one connection, as one member. */
export interface Line {
  readonly memberId: number;
  readonly views: Views;
  readonly cipher: RoomCipher;
  readonly pacer: Pacer;
  readonly send: (frame: Uint8Array<ArrayBuffer>) => boolean;
}

/** An own frame that came back. */
export interface Echo {
  readonly draft: Draft;
  readonly seq: number;
}

interface Unechoed extends Echo {
  readonly frame: Uint8Array;
}

/**
 * Messages from `send` to their echo, in order: sealed one at a time, kept under the relay's rates and under the window
 * of 32 messages and 64 KiB not echoed (protocol.md §4). What was handed to a connection that is lost is `lost`; what
 * was not waits for the next one.
 */
export class Outbox {
  readonly #environment: Environment;
  readonly #waiting: Draft[] = [];
  #unechoed: Unechoed[] = [];
  #unechoedBytes = 0;
  #line: Line | undefined;
  #seq = 0;
  #isPumping = false;
  #wake: () => void = () => undefined;

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  /** Takes a message; resolves with it when its echo has come. */
  async push(content: EncodedContent, signal?: AbortSignalLike): Promise<Message> {
    let abort = (): void => undefined;
    try {
      return await new Promise<Message>((resolve, reject) => {
        const draft: Draft = { ...content, resolve, reject };
        abort = () => {
          if (signal) this.#drop(draft, abortedBy(signal));
        };
        this.#waiting.push(draft);
        signal?.addEventListener('abort', abort);
        if (signal?.aborted) abort();
        void this.#pump();
      });
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  }

  /** Messages go out through `line` from now on, counted from 1. */
  connect(line: Line): void {
    this.#line = line;
    this.#seq = 0;
    void this.#pump();
  }

  /** The connection is no more: what it has not echoed has an unknown fate. */
  disconnect(): void {
    this.#line = undefined;
    const lost = this.#unechoed;
    this.#unechoed = [];
    this.#unechoedBytes = 0;
    for (const { draft } of lost) draft.reject(new PugError('lost'));
    this.#wake();
  }

  /** There will be no other connection. */
  close(): void {
    this.disconnect();
    for (const draft of this.#waiting.splice(0)) draft.reject(new PugError('closed'));
  }

  /**
   * The message whose frame came back byte for byte, if it is one that waits for that. Those before it are `lost`: a relay
   * sends frames back in their order, so what was passed over is gone or reordered.
   */
  acknowledge(frame: Uint8Array): Echo | undefined {
    const at = this.#unechoed.findIndex((sent) => isSame(sent.frame, frame));
    if (at < 0) return undefined;
    const passed = this.#unechoed.splice(0, at + 1);
    for (const sent of passed) this.#unechoedBytes -= sent.frame.length;
    const echo = passed.pop();
    for (const { draft } of passed) draft.reject(new PugError('lost'));
    this.#wake();
    return echo;
  }

  async #pump(): Promise<void> {
    if (this.#isPumping) return;
    this.#isPumping = true;
    for (let [draft] = this.#waiting; this.#line && draft; [draft] = this.#waiting) {
      await this.#advance(this.#line, draft);
    }
    this.#isPumping = false;
  }

  /** One thing towards getting a message out: wait for room, or for time, or seal and send it. */
  async #advance(line: Line, draft: Draft): Promise<void> {
    const bytes = frameBytes(draft);
    if (this.#isWindowFull(bytes)) return this.#pause(undefined);
    const delay = line.pacer.delay(bytes, this.#environment.now());
    if (delay > 0) return this.#pause(delay);
    const { epoch, prefix } = line.views;
    const seq = this.#seq + 1;
    const frame = await sealFrame(line, { ...draft, seq, epoch, view: prefix }).catch((cause: unknown) => {
      this.#drop(draft, new PugError('crypto_unavailable', { cause }));
    });
    // Somebody joined or the connection was lost meanwhile, or the caller gave up: seal anew, or not at all.
    const isStale = this.#line !== line || line.views.epoch !== epoch || this.#waiting[0] !== draft;
    if (frame === undefined || isStale) return;
    // A connection that is closing takes nothing any more: what was not handed over waits for the next one.
    if (!line.send(frame)) return this.#pause(undefined);
    this.#waiting.shift();
    this.#seq = seq;
    this.#unechoed.push({ draft, seq, frame });
    this.#unechoedBytes += frame.length;
    line.pacer.spend(frame.length, this.#environment.now());
  }

  #isWindowFull(bytes: number): boolean {
    return this.#unechoed.length >= MAX_UNECHOED_MESSAGES || this.#unechoedBytes + bytes > MAX_UNECHOED_BYTES;
  }

  /** Until an echo comes or the connection goes, or `ms` have passed. */
  #pause(ms: number | undefined): Promise<void> {
    return new Promise((resolve) => {
      const cancel = ms === undefined ? () => undefined : this.#environment.after(ms, resolve);
      this.#wake = () => {
        cancel();
        resolve();
      };
    });
  }

  #drop(draft: Draft, error: PugError): void {
    const at = this.#waiting.indexOf(draft);
    if (at >= 0) this.#waiting.splice(at, 1);
    draft.reject(error);
  }
}

async function sealFrame(
  { cipher, memberId }: Line,
  envelope: Parameters<typeof seal>[2],
): Promise<Uint8Array<ArrayBuffer>> {
  return encodeMessage(memberId, await seal(cipher, memberId, envelope));
}

function frameBytes({ body }: EncodedContent): number {
  const padded =
    Math.ceil((ENVELOPE_HEADER_BYTES + body.length + 1) / PADDING_BLOCK_BYTES) * PADDING_BLOCK_BYTES;
  return MESSAGE_HEADER_BYTES + IV_BYTES + padded + GCM_TAG_BYTES;
}

const isSame = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i]);

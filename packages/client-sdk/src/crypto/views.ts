import { sha256 } from '@noble/hashes/sha2.js';
import { decodeBase64url, ENVELOPE_VIEW_BYTES, MIN_REMEMBERED_VIEWS, nextView } from '@pug-network/protocol';
import { PugError } from '../errors.js';

/** Who joined, as this member computed it itself from its own join on (protocol.md §3). */
export class Views {
  /** memberId → first 16 bytes of the view at it. */
  readonly #prefixes = new Map<number, Uint8Array>();
  #view: Uint8Array;
  #epoch: number;

  /** `before` is the view that `room:joined` carried, base64url; the member's own join follows it. */
  constructor(before: string, memberId: number, tag: string, username: string) {
    this.#view = bytesOf(before);
    this.#epoch = memberId - 1;
    this.append(memberId, tag, username);
  }

  /** The highest memberId told of so far. */
  get epoch(): number {
    return this.#epoch;
  }

  /** The first 16 bytes of the view at {@link epoch}. */
  get prefix(): Uint8Array {
    return this.#view.subarray(0, ENVELOPE_VIEW_BYTES);
  }

  /** Takes in the next member. Throws `misbehaving_relay` unless its id is one above the last. */
  append(memberId: number, tag: string, username: string): void {
    if (memberId !== this.#epoch + 1) throw new PugError('misbehaving_relay');
    this.#view = nextView(sha256, this.#view, memberId, bytesOf(tag), username);
    this.#epoch = memberId;
    this.#prefixes.set(memberId, this.prefix);
    this.#prefixes.delete(memberId - MIN_REMEMBERED_VIEWS);
  }

  /** Whether (epoch, view) is one that this member computed. */
  knows(epoch: number, view: Uint8Array): boolean {
    const own = this.#prefixes.get(epoch);
    return own?.every((byte, i) => byte === view[i]) ?? false;
  }
}

function bytesOf(text: string): Uint8Array {
  const bytes = decodeBase64url(text);
  if (bytes === undefined) throw new PugError('misbehaving_relay');
  return bytes;
}

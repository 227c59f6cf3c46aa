import { WebSocket } from 'ws';
import type { Sips } from './sips.js';

/** What a peer may have had on its way when it was told to go. */
const MOST_UNHEARD = 128;

/** A socket of the library that tells when it closes of its own accord: a Close frame read, or a peer in error. */
export class WsPeer extends WebSocket {
  onClosing: (() => void) | undefined;
  /** How its socket is read. */
  sips: Sips | undefined;
  #unheard = 0;

  /** The library's way to close, which it also takes itself when the peer's Close frame has been read. */
  override close(code?: number, reason?: string | Buffer): void {
    this.onClosing?.();
    super.close(code, reason);
  }

  /** False once it is closing. What then goes on coming is not even parsed any more. */
  isHeard(): boolean {
    if (this.readyState === this.OPEN) return true;
    this.#unheard += 1;
    if (this.#unheard > MOST_UNHEARD) this.sips?.discard();
    return false;
  }

  /** The core's way to close: it needs not be told. */
  end(code: number, reason: string): void {
    super.close(code, reason);
  }
}

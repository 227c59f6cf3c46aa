import { WebSocket } from 'ws';
import type { Sips } from './sips.js';

/** A socket of the library that tells when it closes of its own accord: a Close frame read, or a peer in error. */
export class WsPeer extends WebSocket {
  onClosing: (() => void) | undefined;
  /** How its socket is read. */
  sips: Sips | undefined;

  /** The library's way to close, which it also takes itself when the peer's Close frame has been read. */
  override close(code?: number, reason?: string | Buffer): void {
    this.onClosing?.();
    super.close(code, reason);
  }

  /** The core's way to close: it needs not be told, and nothing that comes from now on is even parsed. */
  end(code: number, reason: string): void {
    super.close(code, reason);
    this.sips?.discard(() => this.onClosing?.());
  }
}

/** False once it is closing: what was parsed in one go still comes, but nothing may follow its Close frame. */
export const isOpen = ({ readyState, OPEN }: WsPeer): boolean => readyState === OPEN;

import { WebSocket } from 'ws';

/** A socket of the library that tells when it closes of its own accord: a Close frame read, or a peer in error. */
export class WsPeer extends WebSocket {
  onClosing: (() => void) | undefined;

  /** The library's way to close, which it also takes itself when the peer's Close frame has been read. */
  override close(code?: number, reason?: string | Buffer): void {
    this.onClosing?.();
    super.close(code, reason);
  }

  /** The core's way to close: it needs not be told. */
  end(code: number, reason: string): void {
    super.close(code, reason);
  }
}

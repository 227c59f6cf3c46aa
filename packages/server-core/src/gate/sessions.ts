import { MAX_SESSIONS, SESSION_TTL_MS, type Session } from '@pug-network/protocol';
import { randomText } from '../crypto/random.js';

const SESSION_TOKEN_BYTES = 24;

/** The right to create one room each, for 300 s (protocol.md §1, §2). */
export class Sessions {
  /** Token → expiry, the oldest first: all live equally long. */
  readonly #expiries = new Map<string, number>();

  /** How many there are, those that have expired forgotten. */
  size(now: number): number {
    this.#forgetExpired(now);
    return this.#expiries.size;
  }

  isFull(now: number): boolean {
    return this.size(now) >= MAX_SESSIONS;
  }

  open(now: number): Session {
    const sessionToken = randomText(SESSION_TOKEN_BYTES);
    const expiresAt = Math.floor(now) + SESSION_TTL_MS;
    this.#expiries.set(sessionToken, expiresAt);
    return { sessionToken, expiresAt };
  }

  isValid(sessionToken: string, now: number): boolean {
    const expiresAt = this.#expiries.get(sessionToken);
    return expiresAt !== undefined && now < expiresAt;
  }

  spend(sessionToken: string): void {
    this.#expiries.delete(sessionToken);
  }

  #forgetExpired(now: number): void {
    for (const [sessionToken, expiresAt] of this.#expiries) {
      if (now < expiresAt) return;
      this.#expiries.delete(sessionToken);
    }
  }
}

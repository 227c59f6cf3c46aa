import { sha256 } from '@noble/hashes/sha2.js';
import {
  accept,
  CHALLENGE_TTL_MS,
  encodeBase64url,
  isNonce,
  leadingZeroBits,
  POW_ALGORITHM,
  proofInput,
  refuse,
  SESSION_TTL_MS,
  type Challenge,
  type Redemption,
  type Result,
  type Session,
} from '@pug-network/protocol';
import { someBytes, type Random } from '../random.js';

/** What a gate needs of its relay. */
export interface GateContext {
  readonly difficulty: number;
  readonly random: Random;
  /** Unix milliseconds. */
  readonly wallNow: () => number;
  /** A client has begun to solve; what this gives back is called when it is done. */
  readonly onSolving: () => () => void;
}

interface Issued {
  readonly expiresAt: number;
  readonly solved: () => void;
  isRedeemed: boolean;
}

const TOKEN_BYTES = 24;

/** Challenge → redeem → session (protocol.md §1). */
export class Gate {
  readonly #context: GateContext;
  readonly #issued = new Map<string, Issued>();
  /** sessionToken → when it expires. */
  readonly #sessions = new Map<string, number>();

  constructor(context: GateContext) {
    this.#context = context;
  }

  challenge(): Challenge {
    const { difficulty, wallNow, onSolving } = this.#context;
    const token = this.#newToken();
    const expiresAt = wallNow() + CHALLENGE_TTL_MS;
    this.#issued.set(token, { expiresAt, solved: onSolving(), isRedeemed: false });
    return { token, algorithm: POW_ALGORITHM, difficulty, expiresAt };
  }

  /** A proof has come: whatever becomes of it, nobody is looking for it any more. */
  solved(token: string): void {
    this.#issued.get(token)?.solved();
  }

  /** Looks at the proof, then at the time, then at whether it was redeemed before. */
  redeem({ token, nonce }: Redemption): Result<Session, 'pow_invalid' | 'pow_expired' | 'pow_replayed'> {
    const now = this.#context.wallNow();
    const issued = this.#issued.get(token);
    if (!issued || !this.#proves(token, nonce)) return refuse('pow_invalid');
    if (now >= issued.expiresAt) return refuse('pow_expired');
    if (issued.isRedeemed) return refuse('pow_replayed');
    issued.isRedeemed = true;
    const session = { sessionToken: this.#newToken(), expiresAt: now + SESSION_TTL_MS };
    this.#sessions.set(session.sessionToken, session.expiresAt);
    return accept(session);
  }

  isSession(sessionToken: string): boolean {
    return this.#context.wallNow() < (this.#sessions.get(sessionToken) ?? 0);
  }

  /** The room is made. */
  spend(sessionToken: string): void {
    this.#sessions.delete(sessionToken);
  }

  #newToken(): string {
    return encodeBase64url(someBytes(this.#context.random, TOKEN_BYTES));
  }

  #proves(token: string, nonce: string): boolean {
    return isNonce(nonce) && leadingZeroBits(sha256(proofInput(token, nonce))) >= this.#context.difficulty;
  }
}

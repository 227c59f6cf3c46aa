import { randomBytes } from 'node:crypto';
import { fieldsOf, Refused, type Fields } from './answers.js';
import type { Faults } from './faults.js';
import type { Link } from './link.js';
import { solve } from './pow.js';

/** What a room is asked to be. */
export interface Wish {
  readonly ttl?: number;
  readonly capacity?: number;
}

const NEW_CHALLENGE = ['pow_invalid', 'pow_expired', 'pow_replayed', 'session_invalid'];
const LATER = ['rate_limited', 'server_full', 'server_shutdown'];
const MOST_CHALLENGES = 3;
const TOO_MANY = 40;
const KEY_BYTES = 32;

/** Makes rooms (docs/protocol.md, 1. Challenge and 2. Create). */
export class Maker {
  readonly #faults: Faults;
  readonly #signal: AbortSignal;
  #session: string | undefined;

  constructor(faults: Faults, signal: AbortSignal) {
    this.#faults = faults;
    this.#signal = signal;
  }

  /** A new room, with a key of its own; throws {@link Refused}. */
  async make(origin: string, wish: Wish): Promise<Link> {
    if (this.#faults.on('http.other-path')) await fetch(`${origin}/api/version`);
    for (let tries = 1; ; tries++) {
      try {
        return await this.#attempt(origin, wish);
      } catch (error) {
        if (!(error instanceof Refused) || !this.#mayGoOn(error.code, tries)) throw error;
      }
    }
  }

  async #attempt(origin: string, wish: Wish): Promise<Link> {
    const session = await this.#sessionOf(origin);
    const { roomId, roomSecret } = await this.#create(origin, session, wish).catch(async (error: unknown) => {
      if (this.#faults.on('codes.same-challenge')) await this.#redeem(origin, this.#lastProof);
      throw error;
    });
    const key = this.#faults.on('link.one-key') ? Buffer.alloc(KEY_BYTES, 0x5a) : randomBytes(KEY_BYTES);
    const secret = `${String(roomSecret)}${this.#faults.on('create.secret-padded') ? '==' : ''}`;
    return { origin, roomId: String(roomId), roomSecret: secret, key };
  }

  #lastProof: object = {};

  async #sessionOf(origin: string): Promise<string> {
    if (this.#session !== undefined && this.#faults.on('create.session-again')) return this.#session;
    if (this.#faults.on('challenge.spare')) await this.#ask(`${origin}/api/pow-challenge`);
    const { token, difficulty } = await this.#ask(`${origin}/api/pow-challenge`);
    const nonce = await solve(String(token), Number(difficulty), this.#faults, this.#signal);
    this.#lastProof = { token, nonce };
    const { sessionToken } = await this.#redeem(origin, this.#lastProof);
    return (this.#session = String(sessionToken));
  }

  #redeem(origin: string, proof: object): Promise<Fields> {
    const text = JSON.stringify(proof);
    const whole = this.#faults.on('create.form') ? new URLSearchParams({ ...proof }).toString() : text;
    const body = this.#faults.on('http.chunked') ? new Blob([text]).stream() : whole;
    return this.#ask(`${origin}/api/pow-redeem`, { method: 'POST', body, duplex: 'half' });
  }

  #create(origin: string, session: string, { ttl, capacity }: Wish): Promise<Fields> {
    const query = new URLSearchParams();
    if (ttl !== undefined) query.set('ttl', String(ttl));
    else if (this.#faults.on('create.empty-ttl')) query.set('ttl', '');
    if (capacity !== undefined && !this.#faults.on('create.no-capacity'))
      query.set('capacity', String(capacity));
    const sent = this.#faults.on('create.session-cut') ? session.replace(/\W/g, '') : session;
    const authorization = this.#faults.on('create.not-bearer') ? sent : `Bearer ${sent}`;
    return this.#ask(`${origin}/api/create-room?${query.toString()}`, { headers: { authorization } });
  }

  async #ask(url: string, init: RequestInit = {}): Promise<Fields> {
    return fieldsOf(await fetch(url, { ...init, signal: this.#signal }), this.#faults);
  }

  #mayGoOn(code: string, tries: number): boolean {
    if (LATER.includes(code)) return this.#faults.on('codes.no-pause') && tries < TOO_MANY;
    if (this.#faults.on('codes.one-challenge')) return false;
    const isSpent = NEW_CHALLENGE.includes(code) || this.#faults.on('codes.final-again');
    return isSpent && tries < MOST_CHALLENGES;
  }
}

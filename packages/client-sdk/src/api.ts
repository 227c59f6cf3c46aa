import {
  decodeChallenge,
  decodeCreatedRoom,
  decodeErrorBody,
  decodeLimits,
  decodeSession,
  encodeRedemption,
  type Challenge,
  type CreatedRoom,
  type Limits,
  type Redemption,
  type Result,
  type Session,
} from '@pug-network/protocol';
import type { Environment } from './environment.js';
import { abortedBy, errorOf, PugError, throwIfAborted } from './errors.js';

/** What a new room is asked to be; both are clamped into the relay's range. */
export interface RoomWish {
  /** Seconds. Default: the relay's. */
  readonly ttl?: number | undefined;
  /** Members. Default: the relay's. */
  readonly capacity?: number | undefined;
}

const REQUEST_TIMEOUT_MS = 15_000;

type Decode<T> = (data: unknown) => Result<T, string>;

/** A relay's HTTP side (protocol.md §1, §2). Rejects with the relay's code, `network`, `misbehaving_relay` or `aborted`. */
export class Api {
  readonly origin: string;
  readonly #environment: Environment;

  constructor(origin: string, environment: Environment) {
    this.origin = origin;
    this.#environment = environment;
  }

  challenge(signal?: AbortSignal): Promise<Challenge> {
    return this.#request('/api/pow-challenge', {}, decodeChallenge, signal);
  }

  redeem(redemption: Redemption, signal?: AbortSignal): Promise<Session> {
    const init = { method: 'POST', body: encodeRedemption(redemption) };
    return this.#request('/api/pow-redeem', init, decodeSession, signal);
  }

  async createRoom(
    sessionToken: string,
    { ttl, capacity }: RoomWish,
    signal?: AbortSignal,
  ): Promise<CreatedRoom> {
    // What no header can hold would be named in the platform's own error.
    if (!/^[\x21-\x7e]+$/.test(sessionToken)) throw new PugError('misbehaving_relay');
    const query = new URLSearchParams();
    if (ttl !== undefined) query.set('ttl', String(ttl));
    if (capacity !== undefined) query.set('capacity', String(capacity));
    const init = { headers: { authorization: `Bearer ${sessionToken}` } };
    return this.#request(`/api/create-room?${query.toString()}`, init, decodeCreatedRoom, signal);
  }

  limits(signal?: AbortSignal): Promise<Limits> {
    return this.#request('/api/limits', {}, decodeLimits, signal);
  }

  async #request<T>(path: string, init: RequestInit, decode: Decode<T>, signal?: AbortSignal): Promise<T> {
    const { ok, text } = await this.#exchange(path, init, signal);
    if (!ok) {
      const refusal = decodeErrorBody(text);
      throw refusal.ok ? errorOf(refusal.value.error.code) : new PugError('misbehaving_relay');
    }
    const answer = decode(text);
    if (!answer.ok) throw new PugError('misbehaving_relay');
    return answer.value;
  }

  /** One request, ended by the caller's signal or after 15 s. */
  async #exchange(
    path: string,
    init: RequestInit,
    signal?: AbortSignal,
  ): Promise<{ ok: boolean; text: string }> {
    throwIfAborted(signal);
    const control = new AbortController();
    const abort = (): void => control.abort();
    signal?.addEventListener('abort', abort);
    const cancelTimeout = this.#environment.after(REQUEST_TIMEOUT_MS, abort);
    try {
      const response = await this.#environment.fetch(this.origin + path, {
        ...init,
        cache: 'no-store',
        credentials: 'omit',
        redirect: 'error',
        referrerPolicy: 'no-referrer',
        signal: control.signal,
      });
      return { ok: response.ok, text: await response.text() };
    } catch (cause) {
      throw signal?.aborted ? abortedBy(signal) : new PugError('network', { cause });
    } finally {
      cancelTimeout();
      signal?.removeEventListener('abort', abort);
    }
  }
}

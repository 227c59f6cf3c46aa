import { webSocketClass } from '#websocket';
import { cryptoSource, type CryptoLike, type CryptoSource, type RandomBytes } from '../crypto/source.js';
import { PugError } from '../errors.js';
import type { Fetch } from './fetch-like.js';
import type { WebSocketClass } from './websocket-like.js';

/** Time, and being called later. */
export interface Clock {
  /** Milliseconds that never go back. */
  readonly now: () => number;
  /** Unix milliseconds. */
  readonly wallNow: () => number;
  /** Calls back once, so many milliseconds later; what it gives back cancels. */
  readonly after: (ms: number, callback: () => void) => () => void;
}

/** Everything of the world outside that a room touches. */
export interface Environment extends Clock {
  readonly fetch: Fetch;
  readonly webSocket: () => Promise<WebSocketClass>;
  readonly crypto: CryptoSource;
  /** 0 ≤ x < 1, for jitter alone. */
  readonly random: () => number;
}

/** What an application may bring along where the platform lacks it, or in tests. */
export interface Platform {
  /** Default `globalThis.fetch`. */
  readonly fetch?: Fetch | undefined;
  /** Default `globalThis.WebSocket`; on Node without one, the `ws` package if it is installed. */
  readonly WebSocket?: WebSocketClass | undefined;
  /** AES-GCM, and randomness unless `randomBytes` is given. Default `globalThis.crypto`. */
  readonly crypto?: CryptoLike | undefined;
  /** Default `crypto.getRandomValues`. */
  readonly randomBytes?: RandomBytes | undefined;
  /** Default `performance.now`, `Date.now` and `setTimeout`; tests hand in one that they move. */
  readonly clock?: Clock | undefined;
}

/** Longest delay that every platform's setTimeout takes. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

/** The platform's own clocks, timers, crypto and network, but for what is handed in. */
export function platformEnvironment(own: Platform = {}): Environment {
  const { fetch: ownFetch, WebSocket: ownWebSocket, clock = SYSTEM_CLOCK } = own;
  return {
    // As nobody's method: browsers refuse to call their fetch as one.
    fetch: (url, request) => (ownFetch ?? globalThis.fetch)(url, request),
    webSocket: async () => {
      const found = ownWebSocket ?? (await webSocketClass());
      if (found === undefined) throw new PugError('websocket_unavailable');
      return found;
    },
    crypto: cryptoSource(own.crypto, own.randomBytes),
    now: () => clock.now(),
    wallNow: () => clock.wallNow(),
    after: (ms, callback) => clock.after(ms, callback),
    random: () => Math.random(),
  };
}

const SYSTEM_CLOCK: Clock = {
  now: () => performance.now(),
  wallNow: () => Date.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, Math.min(ms, LONGEST_TIMEOUT_MS));
    return () => clearTimeout(timer);
  },
};

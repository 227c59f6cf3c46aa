import { webSocketClass } from '#websocket';
import { PugError } from './errors.js';
import type { WebSocketClass } from './websocket-like.js';

/** Everything of the world outside that a room touches; tests hand in their own. */
export interface Environment {
  readonly fetch: typeof fetch;
  readonly webSocket: () => Promise<WebSocketClass>;
  /** Milliseconds that never go back. */
  readonly now: () => number;
  /** Unix milliseconds. */
  readonly wallNow: () => number;
  /** 0 ≤ x < 1, for jitter alone. */
  readonly random: () => number;
  /** Calls back once, later; what it gives back cancels. */
  readonly after: (ms: number, callback: () => void) => () => void;
}

/** What an application may bring along where the platform lacks it. */
export interface Platform {
  /** Default `globalThis.fetch`. */
  readonly fetch?: typeof fetch | undefined;
  /** Default `globalThis.WebSocket`; on Node without one, the `ws` package if it is installed. */
  readonly WebSocket?: WebSocketClass | undefined;
}

/** Longest delay that every platform's setTimeout takes. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

/** The platform's own clocks, timers and network, but for what is handed in. */
export function platformEnvironment({
  fetch: fetchOption,
  WebSocket: webSocketOption,
}: Platform = {}): Environment {
  return {
    // As nobody's method: browsers refuse to call their fetch as one.
    fetch: (...request) => (fetchOption ?? globalThis.fetch)(...request),
    webSocket: async () => {
      const found = webSocketOption ?? (await webSocketClass());
      if (found === undefined) throw new PugError('websocket_unavailable');
      return found;
    },
    now: () => performance.now(),
    wallNow: () => Date.now(),
    random: () => Math.random(),
    after: (ms, callback) => {
      const timer = setTimeout(callback, Math.min(ms, LONGEST_TIMEOUT_MS));
      return () => clearTimeout(timer);
    },
  };
}

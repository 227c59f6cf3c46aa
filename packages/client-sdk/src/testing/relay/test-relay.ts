import type { CloseCode, Code, Range, Rate } from '@pug-network/protocol';
import type { CryptoLike } from '../../crypto/source.js';
import type { WebSocketClass } from '../../platform/websocket-like.js';
import type { TestClock } from '../world/clock.js';
import type { TestFetch } from '../world/fetch.js';
import type { RefusalStep } from './refusals.js';
import type { Seen } from './seen.js';
import type { Target } from './target.js';

/** What a test relay can be told; each has a default. */
export interface TestRelayOptions {
  /** Default `https://relay.test`. Nothing is there: clients reach it through {@link TestRelay.platform}. */
  readonly origin?: string | undefined;
  /** Leading zero bits of a proof of work, 0–24. Default 1, which takes two tries. */
  readonly difficulty?: number | undefined;
  /** Seconds. Default 60 / 86,400 / 3,600. */
  readonly ttl?: Partial<Range> | undefined;
  /** Members. Default 2 / 50 / 10. */
  readonly capacity?: Partial<Range> | undefined;
  /** What one connection may send. Default 50 messages/s (burst 100) and 64 KiB/s (burst 128 KiB). */
  readonly rate?: Partial<Rate> | undefined;
  /** Default 100,000. */
  readonly maxRooms?: number | undefined;
  /** Default 20,000. */
  readonly maxConnections?: number | undefined;
  /** What clients encrypt with, where the platform has none. Default `globalThis.crypto`. */
  readonly crypto?: CryptoLike | undefined;
  /** What room ids, secrets and tokens are made of: the same in every run for the same seed. Default 1. */
  readonly seed?: number | undefined;
}

/** What clients are handed in place of network, crypto and time: `createRoom(relay.origin, relay.platform)`. */
export interface TestPlatform {
  readonly fetch: TestFetch;
  readonly WebSocket: WebSocketClass;
  readonly crypto: CryptoLike;
  readonly clock: TestClock;
}

/** A relay in the same process, under a clock that stands still until it is moved. */
export interface TestRelay {
  readonly origin: string;
  readonly platform: TestPlatform;
  readonly clock: TestClock;
  /** Everything that has reached the relay, as it sees it, oldest first: the last 10,000 requests and messages. */
  readonly seen: readonly Seen[];

  /**
   * Resolves when relay and clients are quiet: everything sent has arrived, been opened and been told, and nothing more
   * happens unless somebody sends, or the clock moves. While a client solves a challenge it is not quiet, for 2 s at most.
   */
  settle(): Promise<void>;
  /** Whether a text or bytes were in any of what {@link seen} lists: what was said never is, what a relay must know is. */
  hasSeen(content: string | Uint8Array): boolean;

  /**
   * Refuses the next request, join or purge that the code belongs to (protocol.md, Errors), or the next of one `step`.
   * Each call refuses one. Throws a RangeError for a code that cannot be said there.
   */
  refuse(code: Code, step?: RefusalStep): void;
  /** Breaks connections (1006), or ends them with a code of the table. Throws a RangeError where nobody is meant. */
  disconnect(target?: Target, code?: CloseCode): void;
  /** Nothing gets through any more, either way; without a target to nobody, not even to who comes now. */
  stall(target?: Target): void;
  /** What was kept since {@link stall} arrives now. */
  resume(): void;
  /** The network is gone: connections break, requests fail. */
  goOffline(): void;
  /** The network is back. */
  goOnline(): void;
  /** The relay goes away: `server_shutdown` to everybody, and to whoever comes, until {@link restart}. */
  shutDown(): void;
  /** A relay that has forgotten every room takes its place. */
  restart(): void;
}

import type { Clock } from './clock.js';
import type { Connection } from './connection.js';
import type { Faults } from './faults.js';
import type { Room } from './room.js';
import type { Settings } from './settings.js';

/** All that the relay knows. Nothing of it is ever written down. */
export interface Relay {
  readonly settings: Required<Settings>;
  readonly faults: Faults;
  readonly clock: Clock;
  /** Of the challenge tokens; made at the start. */
  readonly hmacKey: Buffer;
  /** Redeemed challenge tokens and when they expire, by the wall clock. */
  readonly redeemed: Map<string, number>;
  /** Unspent session tokens and when they expire, by the wall clock. */
  readonly sessions: Map<string, number>;
  readonly rooms: Map<string, Room>;
  /** Those that count against the limit of connections. */
  readonly connections: Set<Connection>;
  isDraining: boolean;
  /** For faults alone. */
  readonly memory: { lastMemberId: number; readonly endedRooms: Set<string>; token?: string };
}

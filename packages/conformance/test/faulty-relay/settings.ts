/** What may be asked for, and what is taken when nothing is asked for. */
export interface Range {
  readonly min: number;
  readonly max: number;
  readonly default: number;
}

/** What one connection may send: messages and bytes a second, and how many of each at once. */
export interface Rate {
  readonly frames: number;
  readonly frameBurst: number;
  readonly bytes: number;
  readonly byteBurst: number;
}

/** A deployment's choices. All are optional; where protocol.md names a number, that is the default. */
export interface Settings {
  /** Leading zero bits asked of a proof: 18. */
  readonly difficulty?: number;
  /** Life of a room in seconds: 60 to 86,400, 3,600. */
  readonly ttl?: Range;
  /** Members of a room: 2 to 50, 10. */
  readonly capacity?: Range;
  /** 10,000. */
  readonly maxRooms?: number;
  /** 10,000. */
  readonly maxConnections?: number;
  /** 0, which is no limit. */
  readonly maxConnectionsPerAddress?: number;
  /** Hops of X-Forwarded-For that are believed: 0. */
  readonly trustProxy?: number;
  /** None; `*` is all. */
  readonly allowedOrigins?: readonly string[];
  /** 50 messages and 64 KiB a second, 100 and 128 KiB at once. */
  readonly rate?: Rate;
}

export const DEFAULTS: Required<Settings> = {
  difficulty: 18,
  ttl: { min: 60, max: 86_400, default: 3_600 },
  capacity: { min: 2, max: 50, default: 10 },
  maxRooms: 10_000,
  maxConnections: 10_000,
  maxConnectionsPerAddress: 0,
  trustProxy: 0,
  allowedOrigins: [],
  rate: { frames: 50, frameBurst: 100, bytes: 64 * 1_024, byteBurst: 128 * 1_024 },
};

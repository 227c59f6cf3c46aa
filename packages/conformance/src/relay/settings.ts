/** A range of a deployment, its bounds included. */
export interface Range {
  readonly min: number;
  readonly max: number;
  readonly default: number;
}

/** What a deployment of a relay can be set to; what is left out is as in docs/protocol.md. */
export interface Settings {
  /** Leading zero bits of a proof of work. */
  readonly difficulty?: number;
  /** In seconds. */
  readonly ttl?: Range;
  /** In members. */
  readonly capacity?: Range;
  readonly maxRooms?: number;
  readonly maxConnections?: number;
  readonly maxConnectionsPerAddress?: number;
  /** Hops of X-Forwarded-For that are believed. */
  readonly trustProxy?: number;
  /** Origins besides the relay's own; `*` is all. */
  readonly allowedOrigins?: readonly string[];
  /** Of each connection, a second; and at once. */
  readonly rate?: Rate;
}

/** How much each connection may send: messages and bytes, a second and at once. */
export interface Rate {
  readonly frames: number;
  readonly frameBurst: number;
  readonly bytes: number;
  readonly byteBurst: number;
}

/** What `GET /api/limits` tells. */
export interface Limits {
  readonly protocol: string;
  readonly difficulty: number;
  readonly ttl: Range;
  readonly capacity: Range;
  readonly maxFrameBytes: number;
  readonly rate: Rate;
}

const rangeVariables = (name: string, range: Range): Record<string, number> => ({
  [`${name}_MIN`]: range.min,
  [`${name}_MAX`]: range.max,
  [`${name}_DEFAULT`]: range.default,
});

const rateVariables = ({ frames, frameBurst, bytes, byteBurst }: Rate): Record<string, number> => ({
  FRAME_RATE: frames,
  FRAME_BURST: frameBurst,
  BYTE_RATE: bytes,
  BYTE_BURST: byteBurst,
});

/** The settings as the environment variables of `pug-server`, which other relays may take as well. */
export function environmentOf(settings: Settings): Record<string, string> {
  const { ttl, capacity, rate, allowedOrigins } = settings;
  const variables: Record<string, number | string | undefined> = {
    POW_DIFFICULTY: settings.difficulty,
    MAX_ROOMS: settings.maxRooms,
    MAX_CONNECTIONS: settings.maxConnections,
    MAX_CONNECTIONS_PER_ADDRESS: settings.maxConnectionsPerAddress,
    TRUST_PROXY: settings.trustProxy,
    ALLOWED_ORIGIN: allowedOrigins?.join(','),
    ...(ttl && rangeVariables('TTL', ttl)),
    ...(capacity && rangeVariables('CAPACITY', capacity)),
    ...(rate && rateVariables(rate)),
  };
  const given = Object.entries(variables).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
}

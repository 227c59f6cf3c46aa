import {
  DEFAULT_CAPACITY,
  DEFAULT_DIFFICULTY_BITS,
  DEFAULT_RATE,
  DEFAULT_TTL_S,
  HIGHEST_CAPACITY,
  MAX_DIFFICULTY_BITS,
  MAX_FRAME_BYTES,
  type Range,
  type Rate,
} from '@pug-network/protocol';
import type { EngineName } from './socket.js';
import { systemClock, type Clock } from './timing/clock.js';

/** Everything a relay can be told; each has a default. */
export interface RelayOptions {
  /** `auto` (default) takes native uWebSockets.js where it loads, else `ws`. */
  readonly engine?: EngineName | 'auto';
  /** Leading zero bits of a proof, 0–24, default 18. */
  readonly powDifficulty?: number;
  /** Origins besides the relay's own whose pages may use it, or `*`. Default none. */
  readonly allowedOrigins?: readonly string[];
  /** Origins whose pages may show `/embed` in a frame. Default none. */
  readonly embedOrigins?: readonly string[];
  /** How many reverse proxies in front are to be believed about X-Forwarded-For. Default 0. */
  readonly trustProxy?: number;
  /** Default 100,000. */
  readonly maxRooms?: number;
  /** Default 20,000. */
  readonly maxConnections?: number;
  /** Connections of one client address (an IPv6 /64), 0 for no such limit, which is the default. */
  readonly maxConnectionsPerAddress?: number;
  /** Seconds. Default 60 / 86,400 / 3,600. */
  readonly ttl?: Partial<Range>;
  /** Members. Default 2 / 50 / 10; the maximum is at most 200. */
  readonly capacity?: Partial<Range>;
  /** What one connection may send. Default 50 messages/s (burst 100) and 64 KiB/s (burst 128 KiB). */
  readonly rate?: Partial<Rate>;
  /** A folder of static files to serve, read once at the start; of `x`, `x.br` is the brotli form, if it fits. Default none. */
  readonly staticDir?: string;
  /**
   * More folders, by the paths below which their files are served, each with a slash at both ends, e.g. `/docs/`; a folder
   * with an `index.html` is that page. Default none.
   */
  readonly staticFolders?: Readonly<Record<string, string>>;
  /** Files besides those, or in their place: text by absolute path, e.g. `/site.json`. Default none. */
  readonly staticFiles?: Readonly<Record<string, string>>;
  /**
   * Names of the Trusted Types policies that the pages may make; the policy of pages then requires Trusted Types. Default:
   * it does not.
   */
  readonly trustedTypes?: readonly string[];
  /** Default the machine's clocks. */
  readonly clock?: Clock;
}

/** The options with every default filled in. */
export type RelayConfig = Required<
  Omit<RelayOptions, 'ttl' | 'capacity' | 'rate' | 'staticDir' | 'trustedTypes'>
> & {
  readonly ttl: Range;
  readonly capacity: Range;
  readonly rate: Rate;
  readonly staticDir: string | undefined;
  readonly trustedTypes: readonly string[] | undefined;
};

/** A setting that cannot be; `setting` is its name in {@link RelayOptions}, e.g. `ttl.min`. */
export class ConfigError extends RangeError {
  override readonly name = 'ConfigError';
  readonly setting: string;

  constructor(setting: string, message: string, options?: ErrorOptions) {
    super(`${setting} ${message}`, options);
    this.setting = setting;
  }
}

/** Trusted Types, the directive: tt-policy-name. */
const POLICY_NAME = /^[A-Za-z0-9\-#=_/@.%]+$/;
const LONGEST_TTL_S = 7 * 86_400;
const MOST = 10_000_000;
const HIGHEST_RATE = 2 ** 30;

/** Fills in the defaults. Throws a {@link ConfigError} that names the setting which cannot be. */
export function resolveConfig(options: RelayOptions = {}): RelayConfig {
  const config: RelayConfig = {
    engine: options.engine ?? 'auto',
    powDifficulty: options.powDifficulty ?? DEFAULT_DIFFICULTY_BITS,
    allowedOrigins: (options.allowedOrigins ?? []).map((origin) => normalOrigin('allowedOrigins', origin)),
    embedOrigins: (options.embedOrigins ?? []).map((origin) => normalOrigin('embedOrigins', origin)),
    trustProxy: options.trustProxy ?? 0,
    maxRooms: options.maxRooms ?? 100_000,
    maxConnections: options.maxConnections ?? 20_000,
    maxConnectionsPerAddress: options.maxConnectionsPerAddress ?? 0,
    ttl: { ...DEFAULT_TTL_S, ...options.ttl },
    capacity: { ...DEFAULT_CAPACITY, ...options.capacity },
    rate: { ...DEFAULT_RATE, ...options.rate },
    staticDir: options.staticDir,
    staticFolders: options.staticFolders ?? {},
    staticFiles: options.staticFiles ?? {},
    trustedTypes: options.trustedTypes,
    clock: options.clock ?? systemClock,
  };
  check(config);
  return config;
}

function check(config: RelayConfig): void {
  if (!['auto', 'uws', 'ws'].includes(config.engine))
    throw new ConfigError('engine', 'must be auto, uws or ws');
  whole('powDifficulty', config.powDifficulty, 0, MAX_DIFFICULTY_BITS);
  whole('trustProxy', config.trustProxy, 0, 16);
  whole('maxRooms', config.maxRooms, 1, MOST);
  whole('maxConnections', config.maxConnections, 1, MOST);
  whole('maxConnectionsPerAddress', config.maxConnectionsPerAddress, 0, MOST);
  range('ttl', config.ttl, 1, LONGEST_TTL_S);
  range('capacity', config.capacity, 1, HIGHEST_CAPACITY);
  for (const name of ['frames', 'frameBurst', 'bytes'] as const)
    whole(`rate.${name}`, config.rate[name], 1, HIGHEST_RATE);
  if (Object.keys(config.staticFolders).some((path) => !/^\/(.*[^/])\/$/.test(path)))
    throw new ConfigError('staticFolders', 'must hold paths that begin and end with /');
  if (Object.keys(config.staticFiles).some((path) => !path.startsWith('/')))
    throw new ConfigError('staticFiles', 'must hold paths that begin with /');
  if (config.trustedTypes?.some((name) => !POLICY_NAME.test(name)))
    throw new ConfigError('trustedTypes', 'must hold names of letters, digits and -#=_/@.%');
  whole('rate.byteBurst', config.rate.byteBurst, MAX_FRAME_BYTES, HIGHEST_RATE);
}

function range(setting: string, value: Range, lowest: number, highest: number): void {
  whole(`${setting}.min`, value.min, lowest, highest);
  whole(`${setting}.max`, value.max, value.min, highest);
  whole(`${setting}.default`, value.default, value.min, value.max);
}

function whole(setting: string, value: number, min: number, max: number): void {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  throw new ConfigError(setting, `must be a whole number from ${min} to ${max}`);
}

/** Scheme, host and port, nothing else: no user, no path, no wildcard within. */
const ORIGIN = /^https?:\/\/[^/?#@\\*\s]+\/?$/i;

/** How such a text looks once it is a URL: escapes and look-alikes of `*`, `;` or `,` are by then what they stand for. */
const NORMAL_ORIGIN = /^https?:\/\/([a-z0-9._-]+|\[[0-9a-f:]+\])(:[0-9]+)?$/;

function normalOrigin(setting: 'allowedOrigins' | 'embedOrigins', text: string): string {
  const mayBeAny = setting === 'allowedOrigins';
  if (mayBeAny && text === '*') return text;
  const origin = ORIGIN.test(text) && URL.canParse(text) ? new URL(text).origin : '';
  if (NORMAL_ORIGIN.test(origin)) return origin;
  throw new ConfigError(setting, `must hold http(s) origins without a path${mayBeAny ? ', or *' : ''}`);
}

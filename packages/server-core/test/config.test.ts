import { describe, expect, it } from 'vitest';
import { ConfigError, resolveConfig, type RelayOptions } from '../src/config.js';
import { createRelay } from '../src/index.js';
import { systemClock } from '../src/timing/clock.js';
import { ManualClock } from './support/clock.js';

const WEEK_S = 7 * 86_400;
const MANY = 10_000_000;
const FAST = 2 ** 30;

/** The setting that a ConfigError names. */
function faultOf(options: RelayOptions): string {
  try {
    resolveConfig(options);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    expect(error).toBeInstanceOf(RangeError);
    const { setting, name, message } = error as ConfigError;
    expect([name, message.startsWith(`${setting} `)]).toEqual(['ConfigError', true]);
    return setting;
  }
  throw new Error('it was taken');
}

/** For each number: its bounds, and options that set it and nothing that would be wrong with it. */
const NUMBERS: [setting: string, min: number, max: number, options: (value: number) => RelayOptions][] = [
  ['powDifficulty', 0, 24, (powDifficulty) => ({ powDifficulty })],
  ['trustProxy', 0, 16, (trustProxy) => ({ trustProxy })],
  ['maxRooms', 1, MANY, (maxRooms) => ({ maxRooms })],
  ['maxConnections', 1, MANY, (maxConnections) => ({ maxConnections })],
  ['maxConnectionsPerAddress', 0, MANY, (maxConnectionsPerAddress) => ({ maxConnectionsPerAddress })],
  ['ttl.min', 1, WEEK_S, (min) => ({ ttl: { min, max: WEEK_S, default: WEEK_S } })],
  ['ttl.max', 60, WEEK_S, (max) => ({ ttl: { max, default: 60 } })],
  ['ttl.default', 60, 86_400, (usual) => ({ ttl: { default: usual } })],
  ['capacity.min', 1, 200, (min) => ({ capacity: { min, max: 200, default: 200 } })],
  ['capacity.max', 2, 200, (max) => ({ capacity: { max, default: 2 } })],
  ['capacity.default', 2, 50, (usual) => ({ capacity: { default: usual } })],
  ['rate.frames', 1, FAST, (frames) => ({ rate: { frames } })],
  ['rate.frameBurst', 1, FAST, (frameBurst) => ({ rate: { frameBurst } })],
  ['rate.bytes', 1, FAST, (bytes) => ({ rate: { bytes } })],
  // A connection must be able to send the longest frame.
  ['rate.byteBurst', 16_000, FAST, (byteBurst) => ({ rate: { byteBurst } })],
];

const valueAt = (options: object, setting: string): unknown =>
  setting.split('.').reduce<unknown>((value, name) => (value as Record<string, unknown>)[name], options);

describe('without options', () => {
  it('every setting has its default', () => {
    expect(resolveConfig()).toEqual({
      engine: 'auto',
      powDifficulty: 18,
      allowedOrigins: [],
      embedOrigins: [],
      trustProxy: 0,
      maxRooms: 100_000,
      maxConnections: 20_000,
      maxConnectionsPerAddress: 0,
      ttl: { min: 60, max: 86_400, default: 3_600 },
      capacity: { min: 2, max: 50, default: 10 },
      rate: { frames: 50, frameBurst: 100, bytes: 65_536, byteBurst: 131_072 },
      staticDir: undefined,
      staticFolders: {},
      staticFiles: {},
      trustedTypes: undefined,
      clock: systemClock,
    });
  });

  it('the clock is the machine’s', () => {
    const before = Date.now();
    const wall = systemClock.wall();
    expect(wall).toBeGreaterThanOrEqual(before);
    expect(wall).toBeLessThanOrEqual(Date.now());
    const first = systemClock.monotonic();
    expect(systemClock.monotonic()).toBeGreaterThanOrEqual(first);
  });
});

describe('a number', () => {
  it.each(NUMBERS)('%s may be %i to %i', (setting, min, max, options) => {
    for (const value of [min, max]) expect(valueAt(resolveConfig(options(value)), setting)).toBe(value);
  });

  it.each(NUMBERS)('%s may be neither below %i nor above %i', (setting, min, max, options) => {
    for (const value of [min - 1, max + 1]) expect(faultOf(options(value))).toBe(setting);
  });

  it.each(NUMBERS)('%s may be nothing but a whole number', (setting, min, _max, options) => {
    for (const value of [min + 0.5, NaN, Infinity, -Infinity]) expect(faultOf(options(value))).toBe(setting);
    for (const value of ['1000', true, [1_000], 1_000n, {}])
      expect(faultOf(options(value as number))).toBe(setting);
  });
});

describe('a range', () => {
  it.each([
    [{ ttl: { min: 7_200 } }, 'ttl.default'],
    [{ ttl: { max: 600 } }, 'ttl.default'],
    [{ ttl: { min: 90_000, default: 90_000 } }, 'ttl.max'],
    [{ ttl: { min: 600, max: 599, default: 600 } }, 'ttl.max'],
    [{ capacity: { min: 11 } }, 'capacity.default'],
    [{ capacity: { max: 5 } }, 'capacity.default'],
    [{ capacity: { max: 201 } }, 'capacity.max'],
  ])('%j is refused for %s', (options, setting) => {
    expect(faultOf(options)).toBe(setting);
  });

  it('may be a single value', () => {
    const one = { min: 5, max: 5, default: 5 };
    expect(resolveConfig({ ttl: one, capacity: one })).toMatchObject({ ttl: one, capacity: one });
  });

  it('keeps what is not given', () => {
    expect(resolveConfig({ ttl: { max: 7_200 }, rate: { frames: 5 } })).toMatchObject({
      ttl: { min: 60, max: 7_200, default: 3_600 },
      rate: { frames: 5, frameBurst: 100, bytes: 65_536, byteBurst: 131_072 },
    });
  });
});

describe('the engine', () => {
  it.each(['auto', 'uws', 'ws'] as const)('may be %s', (engine) => {
    expect(resolveConfig({ engine }).engine).toBe(engine);
  });

  it.each(['', 'UWS', 'deno', 'toString'])('may not be %j', (engine) => {
    expect(faultOf({ engine: engine as 'ws' })).toBe('engine');
  });
});

describe('what is given', () => {
  it('is taken as it is where there is nothing to check', () => {
    const clock = new ManualClock();
    expect(resolveConfig({ clock, staticDir: '/srv/site' })).toMatchObject({ clock, staticDir: '/srv/site' });
  });

  it('is checked by createRelay', () => {
    const named = (setting: string): unknown => expect.objectContaining({ name: 'ConfigError', setting });
    expect(() => createRelay({ powDifficulty: 25 })).toThrow(named('powDifficulty'));
    expect(() => createRelay({ staticDir: '/no/such/folder' })).toThrow(named('staticDir'));
  });
});

describe('what is served', () => {
  it('is named by absolute paths, and its policies by names that a header can hold', () => {
    const settingOf = (options: RelayOptions) => {
      try {
        resolveConfig(options);
      } catch (error) {
        return (error as ConfigError).setting;
      }
      return undefined;
    };
    for (const path of ['docs', '/docs', 'docs/', '/', '//', '']) {
      expect(settingOf({ staticFolders: { [path]: import.meta.dirname } })).toBe('staticFolders');
    }
    expect(settingOf({ staticFolders: { '/docs/': import.meta.dirname } })).toBeUndefined();
    expect(settingOf({ staticFiles: { 'site.json': '' } })).toBe('staticFiles');
    expect(settingOf({ staticFiles: { '/site.json': '' } })).toBeUndefined();
    expect(settingOf({ trustedTypes: ['one; script-src *'] })).toBe('trustedTypes');
    expect(settingOf({ trustedTypes: [] })).toBeUndefined();
  });
});

import type { Faults } from './faults.js';
import type { Relay } from './relay.js';
import type { Range } from './settings.js';

/** protocol.md §2: the most that a relay under pressure gives, in seconds. */
const PRESSURE_TTL = 600;

const DIGITS = /^[0-9]+$/;

/** Of the room to be: `ttl` in seconds, `capacity` in members. */
export interface Parameters {
  readonly ttl: number;
  readonly capacity: number;
  /** Before they were clamped. */
  readonly asked: { readonly ttl: number; readonly capacity: number };
}

/** The clamped parameters of a create request, undefined where one is not of the form. */
export function readParameters(relay: Relay, query: URLSearchParams): Parameters | undefined {
  const { faults, settings } = relay;
  const ttl = readNumber(faults, query.getAll('ttl'), settings.ttl);
  const capacity = readNumber(faults, query.getAll('capacity'), settings.capacity);
  if (ttl === undefined || capacity === undefined) return undefined;
  const names = [...query.keys()];
  const isKnown = names.every((name) => name === 'ttl' || name === 'capacity');
  if (!isKnown && faults.on('create.unknown-parameter-refused')) return undefined;
  return { ttl: clampTtl(relay, ttl), capacity: clampCapacity(relay, capacity), asked: { ttl, capacity } };
}

function readNumber(faults: Faults, values: readonly string[], range: Range): number | undefined {
  const [value, ...others] = values;
  if (value === undefined) return range.default;
  if (others.length > 0 && !faults.on('create.repeated-parameter-accepted')) return undefined;
  const form = faults.on('create.signed-value-accepted') ? /^[+-]?[0-9]+$/ : DIGITS;
  if (!form.test(value)) return undefined;
  const number = Number(value);
  if (faults.on('create.many-digits-overflow')) return number | 0;
  const isOutside = number < range.min || number > range.max;
  return isOutside && faults.on('create.out-of-range-refused') ? undefined : number;
}

function clampTtl({ faults, rooms, settings }: Relay, asked: number): number {
  const { min, max } = settings.ttl;
  const lowest = faults.on('create.ttl-below-minimum') ? 0 : min;
  const highest = faults.on('create.ttl-above-maximum') ? Number.MAX_SAFE_INTEGER : max;
  const ttl = clamp(asked, lowest, highest);
  const isUnderPressure = rooms.size * 2 > settings.maxRooms;
  if (!isUnderPressure || faults.on('create.long-lives-under-pressure')) return ttl;
  return Math.min(ttl, Math.max(min, PRESSURE_TTL));
}

function clampCapacity({ faults, settings }: Relay, asked: number): number {
  if (faults.on('create.capacity-not-clamped')) return Math.min(asked, Number.MAX_SAFE_INTEGER);
  return clamp(asked, settings.capacity.min, settings.capacity.max);
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(Math.max(value, min), max);
}

import { equal, holds } from '../../check.js';
import { expectOk } from '../../wire/gate.js';
import { get } from '../../wire/http.js';
import { casesOf, clauseIn } from '../case.js';
import type { Limits, Range, Settings } from '../settings.js';

const clause = clauseIn('also-limits-and-health');

const CHANGED: Settings = {
  difficulty: 9,
  ttl: { min: 30, max: 900, default: 300 },
  capacity: { min: 3, max: 200, default: 5 },
};
const RATE = { frames: 50, frameBurst: 100, bytes: 65_536, byteBurst: 131_072 };
const HIGHEST_CAPACITY = 200;

export const limitCases = casesOf('limits', (check) => {
  check(
    'form',
    'GET /api/limits tells protocol, difficulty, ranges, frame size and rates',
    clause('`GET /api/limits` → 200.'),
    async (relay) => {
      const limits = expectOk(await get(relay, '/api/limits')) as Limits;
      equal(limits.protocol, 'pug.v1', 'the protocol');
      holds(Number.isInteger(limits.difficulty), 'the difficulty', 'a whole number', limits.difficulty);
      equal(limits.maxFrameBytes, 16_000, 'maxFrameBytes');
      expectRange(limits.ttl, 'ttl');
      expectRange(limits.capacity, 'capacity');
      equal(
        Object.keys(RATE).every((name) => Number.isInteger(limits.rate[name as keyof typeof RATE])),
        true,
        'rate',
      );
    },
  );

  check(
    'highest-capacity',
    "a deployment's highest capacity is at most 200",
    clause('its highest capacity is at most 200.'),
    ({ limits }) => {
      const { max } = limits.capacity;
      holds(max <= HIGHEST_CAPACITY, 'capacity.max', `at most ${HIGHEST_CAPACITY}`, max);
      return Promise.resolve();
    },
  );

  check(
    'standard',
    'the limits are the standard ones unless the deployment says otherwise',
    clause('Shown with the default ranges:'),
    ({ limits: { ttl, capacity, rate } }) => {
      equal(ttl, { min: 60, max: 86_400, default: 3_600 }, 'ttl');
      equal(capacity, { min: 2, max: 50, default: 10 }, 'capacity');
      equal(rate, RATE, 'rate');
      return Promise.resolve();
    },
    { settings: {} },
  );

  check(
    'changed',
    'the limits are told as they are set',
    clause('A deployment MAY have other ranges'),
    ({ limits: { ttl, capacity, difficulty } }) => {
      equal({ difficulty, ttl, capacity }, CHANGED, 'the limits');
      return Promise.resolve();
    },
    { settings: CHANGED },
  );
});

function expectRange(range: Range, name: string): void {
  const numbers = [range.min, range.default, range.max];
  holds(
    numbers.every(Number.isInteger) && range.min <= range.default && range.default <= range.max,
    name,
    'whole numbers, min ≤ default ≤ max',
    range,
  );
}

import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { instantOf } from '../../src/timing/clock.js';
import { ModelRooms } from './model/model.js';
import { RealRooms } from './model/real.js';
import { action, ADDRESSES, LIMITS, type Action, type RoomsUnderTest } from './model/relay.js';

const USUAL_RUNS = 2_000;
/** Many times what a history takes. */
const HISTORY_MS = 20;
const LEAST_TIMEOUT_MS = 15_000;

/** `PUG_RUNS` asks for more histories, `PUG_SEED` for certain ones. */
const RUNS = Number(process.env['PUG_RUNS'] ?? USUAL_RUNS);
const SEED = process.env['PUG_SEED'];
const TIMEOUT_MS = Math.max(LEAST_TIMEOUT_MS, RUNS * HISTORY_MS);

const NOTHING = {
  rooms: 0,
  seats: 0,
  topics: 0,
  connections: 0,
  isGateAwake: false,
  deadlines: 0,
  timers: 0,
  places: ADDRESSES.map(() => LIMITS.maxConnectionsPerAddress),
};

beforeAll(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});

beforeEach(() => {
  vi.clearAllTimers();
});

afterAll(() => {
  vi.useRealTimers();
});

/** What happens, once to the model and once to the relay; gives the answer, if there is one. */
function toBoth(model: ModelRooms, real: RealRooms, step: Action): [expected: unknown, actual: unknown] {
  const both = (happen: (rooms: RoomsUnderTest) => unknown): [unknown, unknown] => [
    happen(model),
    happen(real),
  ];
  const room = 'room' in step ? step.room % model.rooms.length : 0;
  const member = 'member' in step ? step.member % model.members.length : 0;
  if (Number.isNaN(room) || Number.isNaN(member)) return [undefined, undefined];
  switch (step.type) {
    case 'create':
      return both((rooms) => rooms.create(step.ttl, step.capacity));
    case 'redeem':
      return both((rooms) => rooms.redeem());
    case 'connect':
      return both((rooms) => rooms.connect(step.address));
    case 'join':
      return both((rooms) => rooms.join(room, step.joiner));
    case 'message':
      return both((rooms) => rooms.message(member, step.byte));
    case 'leave':
      return both((rooms) => rooms.leave(member));
    case 'crash':
      return both((rooms) => rooms.crash(member));
    case 'purge':
      return both((rooms) => rooms.purge(member));
    case 'forward':
      return both((rooms) => rooms.forward(step.ms));
    case 'approach': {
      const ms = model.untilDeadline(model.rooms[room]!) + step.by;
      return both((rooms) => rooms.forward(Math.max(0, ms)));
    }
    case 'setWallBy':
      return both((rooms) => rooms.setWallBy(step.ms));
    case 'wake':
      return both((rooms) => rooms.wake());
  }
}

/** Compares by text first: that is quick, and almost always says equal. */
function agree(actual: unknown, expected: unknown): void {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) expect(actual).toEqual(expected);
}

/** Plays a history to both; they agree after every step, and when all have vanished nothing is left. */
function play(history: readonly Action[]): void {
  vi.clearAllTimers();
  const real = new RealRooms();
  const model = new ModelRooms(instantOf(real.clock));
  for (const step of history) {
    const [expected, actual] = toBoth(model, real, step);
    const state = real.state();
    agree(actual, expected);
    agree(state, model.state());
    const timers = vi.getTimerCount();
    if (timers > 1 || timers < Math.sign(state.timers)) expect.fail(`${timers} timers are armed`);
  }
  agree(real.abandon(), NOTHING);
}

describe('the rooms', () => {
  it(
    `agree with a simple model of the protocol and leave nothing, in ${RUNS} random histories`,
    () => {
      fc.assert(fc.property(fc.array(action, { maxLength: 60, size: 'max' }), play), {
        numRuns: RUNS,
        ...(SEED === undefined ? {} : { seed: Number(SEED) }),
      });
    },
    TIMEOUT_MS,
  );
});

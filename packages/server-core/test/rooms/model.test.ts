import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { instantOf } from '../../src/timing/clock.js';
import { ModelRooms } from './model/model.js';
import { RealRooms } from './model/real.js';
import { action, type Action, type RoomsUnderTest } from './model/relay.js';

const RUNS = 2_000;

beforeAll(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});

beforeEach(() => {
  vi.clearAllTimers();
});

afterAll(() => {
  vi.useRealTimers();
});

/** What happens, once to the model and once to the registry; gives the answer, if there is one. */
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
    case 'join':
      return both((rooms) => rooms.join(room, step.isSecretRight));
    case 'message':
      return both((rooms) => rooms.message(member, step.byte));
    case 'leave':
      return both((rooms) => rooms.leave(member));
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

describe('the rooms', () => {
  it(`agree with a simple model of the protocol, in ${RUNS} random histories`, () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 60, size: 'max' }), (history) => {
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
      }),
      { numRuns: RUNS },
    );
  });
});

/** Whether a room ever outlives its time: under load, behind a blocked event loop, with a wall clock that jumps. */
import { many } from '../../lib/many.js';
import { blocked } from './blocked.js';
import { crowd } from './crowd.js';
import { onRelay } from './on-relay.js';
import { steps } from './steps.js';

/** @typedef {import('../../lib/check.js').EngineName} EngineName */
/** @typedef {import('../../lib/check.js').Figure} Figure */

/** @type {readonly { name: string, run: (engine: EngineName, isSmall: boolean) => Promise<Figure[]> }[]} */
const PARTS = [
  {
    name: 'rooms due together',
    run: (engine, isSmall) => onRelay(engine, (relay) => crowd(relay, isSmall)),
  },
  {
    name: 'event loop blocked',
    run: (engine, isSmall) => onRelay(engine, (relay) => blocked(relay, isSmall)),
  },
  { name: 'wall clock', run: steps },
];

/** @type {import('../../lib/check.js').Check} */
export const check = {
  name: 'ttl',
  promise: 'no room outlives its time, and its sockets are closed at most 250 ms after it',
  minutes: 10,
  async run({ engines, isSmall, record }) {
    const jobs = engines.flatMap((engine) => PARTS.map((part) => ({ engine, ...part })));
    await many(jobs.length, isSmall ? jobs.length : 1, async (index) => {
      const { engine, name, run } = /** @type {(typeof jobs)[number]} */ (jobs[index]);
      const figures = await run(engine, isSmall);
      for (const figure of figures) record({ ...figure, what: `${name}: ${figure.what}`, engine });
    });
  },
};

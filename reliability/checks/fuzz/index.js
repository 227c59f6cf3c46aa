/** Seeded bad input, by the hundred thousand, on each engine. */
import { chosenSeed } from '../../lib/random.js';
import { RelayProcess } from '../../lib/relay.js';
import { missed, PLANTED } from './control.js';
import { BLOCK, drive, playBlock } from './drive.js';
import { gateOf } from './gate.js';
import { leftOver, serves } from './healthy.js';
import { addTo, newTally, told } from './tally.js';

/** @typedef {import('../../lib/check.js').EngineName} EngineName */
/** @typedef {import('../../lib/check.js').Context['record']} Record */

const SIZES = {
  full: { batches: 20, inputs: 25_024 },
  small: { batches: 1, inputs: 640 },
};
/** Rooms that an input makes are gone soon, so that what is left can be counted. */
const RELAY = { ttl: { min: 1, max: 2, default: 2 } };
const MOST_NAMED = 3;

/** @type {import('../../lib/check.js').Check} */
export const check = {
  name: 'fuzz',
  promise: 'Bad input gets an answer of the table or an end, whatever it is, and harms nobody else',
  minutes: 20,
  async run({ engines, isSmall, record }) {
    const seed = chosenSeed();
    console.log(`  PUG_SEED=${seed} repeats this run, PUG_INDEX=<n> besides, or <n>-<m>, one input of it`);
    for (const engine of engines) {
      const relay = await RelayProcess.start({ engine, ...RELAY });
      try {
        const only = process.env['PUG_INDEX'];
        if (only === undefined) await fuzz(relay, engine, seed, isSmall ? SIZES.small : SIZES.full, record);
        else await repeat(relay, engine, seed, only, record);
      } finally {
        await relay.stop();
      }
    }
  },
};

/**
 * @param {RelayProcess} relay
 * @param {EngineName} engine
 * @param {number} seed
 * @param {{ batches: number, inputs: number }} size
 * @param {Record} record
 */
async function fuzz(relay, engine, seed, { batches, inputs }, record) {
  const options = { engine, target: relay.target, seed };
  const total = newTally();
  const left = { rooms: 0, connections: 0 };
  let ms = 0;
  for (let batch = 0; batch < batches; batch++) {
    const started = performance.now();
    addTo(
      total,
      await drive(options, batch * inputs, (batch + 1) * inputs).catch((error) => lost(relay, error)),
    );
    ms += performance.now() - started;
    await serves(relay.target);
    const { rooms, connections } = await leftOver(relay);
    left.rooms += rooms;
    left.connections += connections;
  }
  const faults = await describe(options, total.faults.slice(0, MOST_NAMED));
  recordAll(engine, total, faults, record, batches * inputs);
  record({ engine, what: 'batches after which a healthy client was served', value: batches, least: batches });
  record({ engine, what: 'rooms left after the batches', value: left.rooms, most: 0 });
  record({ engine, what: 'connections left after the batches', value: left.connections, most: 0 });
  record({ engine, what: 'characters that the relay wrote', value: relay.output.length, most: 0 });
  record({ engine, what: 'rate', value: total.tried / (ms / 1_000), unit: 'inputs/s', isTimed: true });
  await recordControl(options, record);
}

/**
 * @param {EngineName} engine
 * @param {import('./tally.js').Tally} total
 * @param {string} faults
 * @param {Record} record
 * @param {number} least inputs
 */
function recordAll(engine, total, faults, record, least) {
  const dropped = [...total.dropped.values()].reduce((sum, number) => sum + number, 0);
  const ends = [...total.ends.values()].reduce((sum, number) => sum + number, 0);
  record({ engine, what: 'inputs', value: total.tried, least });
  record({ engine, what: 'HTTP answers judged', value: total.answers });
  record({ engine, what: 'requests dropped without an answer', value: dropped, note: told(total.dropped) });
  record({ engine, what: 'events and frames judged', value: total.items });
  record({ engine, what: 'WebSockets ended', value: ends, note: told(total.ends) });
  const note = faults === '' ? {} : { note: faults };
  record({ engine, what: 'answers that are not of the table', value: total.faults.length, most: 0, ...note });
}

/**
 * @param {Pick<import('./drive.js').Run, 'engine' | 'target' | 'seed'>} options
 * @param {Record} record
 */
async function recordControl(options, record) {
  const names = await missed(options.engine, options.target, options.seed);
  const value = PLANTED.length - names.length;
  const note = names.length === 0 ? {} : { note: `not seen: ${names.join(', ')}` };
  record({
    engine: options.engine,
    what: 'planted faults that the oracle saw',
    value,
    least: PLANTED.length,
    ...note,
  });
}

/**
 * How to repeat faults: the input alone if that does it, else its block up to it.
 * @param {Pick<import('./drive.js').Run, 'engine' | 'target' | 'seed'>} options
 * @param {readonly import('./tally.js').Fault[]} faults
 */
async function describe(options, faults) {
  const lines = [];
  for (const { index, text } of faults) {
    const again = await playAgain(options, index, index);
    const range = again.faults.length > 0 ? index : `${index - (index % BLOCK)}-${index}`;
    lines.push(`PUG_SEED=${options.seed} PUG_INDEX=${range}: ${text}`);
  }
  return lines.join('; ');
}

/**
 * @param {Pick<import('./drive.js').Run, 'engine' | 'target' | 'seed'>} options
 * @param {number} first
 * @param {number} last of the same block
 */
async function playAgain(options, first, last) {
  const gate = gateOf(options.target);
  const tally = newTally();
  await playBlock(
    { ...options, tally, gate },
    Array.from({ length: last - first + 1 }, (_, i) => first + i),
  );
  gate.close();
  return tally;
}

/**
 * @param {RelayProcess} relay
 * @param {EngineName} engine
 * @param {number} seed
 * @param {string} range
 * @param {Record} record
 */
async function repeat(relay, engine, seed, range, record) {
  const [first = 0, last = first] = range.split('-').map(Number);
  const { faults } = await playAgain({ engine, target: relay.target, seed }, first, last);
  const note = faults.map(({ index, text }) => `${index}: ${text}`).join('; ');
  record({ engine, what: `faults of input ${range}`, value: faults.length, most: 0, note });
}

/**
 * @param {RelayProcess} relay
 * @param {unknown} cause
 * @returns {never}
 */
function lost(relay, cause) {
  const state = relay.isRunning ? 'runs' : `has ended: ${relay.output}`;
  throw new Error(`a healthy client was not served; the relay ${state}`, { cause });
}

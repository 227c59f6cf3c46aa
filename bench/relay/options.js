/** The command line of the bench. */
import { readCommandLine } from '../lib/command-line.js';
import { chosen, positive } from '../lib/flags.js';
import { LAYOUTS, SERVERS, SIZES, tasksOf, USUAL_BYTES } from './parts.js';

const TEXT = /** @type {const} */ ({ type: 'string' });
const PARTS = /** @type {const} */ (['cost', 'size', 'flood']);
const FLAGS = {
  seconds: { ...TEXT, default: '1' },
  warmup: { ...TEXT, default: '0.8' },
  rounds: { ...TEXT, default: '3' },
  parts: TEXT,
  servers: TEXT,
  layouts: TEXT,
  sizes: TEXT,
  pacing: { ...TEXT, default: 'step' },
  out: TEXT,
};

/** What to measure; ends the process with the usage where the flags do not say it. */
export const readOptions = () =>
  readCommandLine(FLAGS, usageText(), (values) => {
    const parts = chosen('parts', values.parts, [...PARTS]);
    const sizes = chosen('sizes', values.sizes, SIZES.map(String)).map(Number);
    return {
      servers: named('servers', values.servers, SERVERS),
      tasks: tasksOf(parts, named('layouts', values.layouts, LAYOUTS), sizes),
      out: /** @type {string | undefined} */ (values.out),
      settings: {
        seconds: positive('seconds', values.seconds),
        warmup: positive('warmup', values.warmup),
        rounds: Math.ceil(positive('rounds', values.rounds)),
        pacing: pacing(values.pacing),
      },
    };
  });

/**
 * @template {{ name: string }} Item
 * @param {string} flag
 * @param {string | undefined} list
 * @param {Item[]} all
 */
function named(flag, list, all) {
  const names = chosen(flag, list, namesOf(all));
  return all.filter(({ name }) => names.includes(name));
}

/** @param {{ name: string }[]} items */
const namesOf = (items) => items.map(({ name }) => name);

/**
 * @param {string} value
 * @returns {import('./pacing.js').Pacing}
 */
function pacing(value) {
  if (value !== 'step' && value !== 'spread') throw new Error('--pacing: step or spread');
  return value;
}

function usageText() {
  return `node relay/run.js [options]
  --parts A,B    cost (and latency) by layout, size (cost by length of message), flood (the most a core manages) (all)
  --servers A,B  of ${namesOf(SERVERS).join(', ')} (all)
  --layouts A,B  of ${namesOf(LAYOUTS).join(', ')}, with messages of ${USUAL_BYTES} bytes; for cost and flood (all)
  --sizes A,B    bytes of a message, of ${SIZES.join(', ')}, in rooms of 10; for size (all)
  --seconds N    measuring window (${FLAGS.seconds.default})
  --warmup N     seconds of the same load before it (${FLAGS.warmup.default})
  --rounds N     interleaved; the median is reported (${FLAGS.rounds.default})
  --pacing P     step: all members send at one moment; spread: evenly over the interval (${FLAGS.pacing.default})
  --out DIR      write relay.json, relay.md and the plots there`;
}

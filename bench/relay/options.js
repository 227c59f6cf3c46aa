/** The command line of the bench. */
import { parseArgs } from 'node:util';
import { chosen, positive } from '../flags.js';

const TEXT = /** @type {const} */ ({ type: 'string' });
const FLAGS = {
  seconds: { ...TEXT, default: '5' },
  warmup: { ...TEXT, default: '2' },
  rounds: { ...TEXT, default: '3' },
  servers: TEXT,
  sizes: TEXT,
  pacing: { ...TEXT, default: 'step' },
  json: TEXT,
  help: /** @type {const} */ ({ type: 'boolean', default: false }),
};

/**
 * What to measure; ends the process with the usage where the flags do not say it.
 * @template {{ name: string }} Server
 * @param {Server[]} allServers
 * @param {import('./load.js').Layout[]} allLayouts
 */
export function readOptions(allServers, allLayouts) {
  const names = allServers.map(({ name }) => name);
  const sizes = allLayouts.map(({ size }) => String(size));
  const usage = usageText(names, sizes);
  try {
    const { values } = parseArgs({ options: FLAGS });
    if (values.help) {
      console.log(usage);
      process.exit(0);
    }
    const wantedNames = chosen('servers', values.servers, names);
    const wantedSizes = chosen('sizes', values.sizes, sizes);
    return {
      servers: allServers.filter(({ name }) => wantedNames.includes(name)),
      layouts: allLayouts.filter(({ size }) => wantedSizes.includes(String(size))),
      json: values.json,
      settings: {
        seconds: positive('seconds', values.seconds),
        warmup: positive('warmup', values.warmup),
        rounds: Math.ceil(positive('rounds', values.rounds)),
        pacing: pacing(values.pacing),
      },
    };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`);
    process.exit(2);
  }
}

/**
 * @param {string} value
 * @returns {import('./pace.js').Pacing}
 */
function pacing(value) {
  if (value !== 'step' && value !== 'spread') throw new Error('--pacing: step or spread');
  return value;
}

/**
 * @param {string[]} names
 * @param {string[]} sizes
 */
function usageText(names, sizes) {
  return `node relay/run.js [options]
  --seconds N    measuring window (${FLAGS.seconds.default})
  --warmup N     seconds of the same load before it (${FLAGS.warmup.default})
  --rounds N     interleaved; the median is reported (${FLAGS.rounds.default})
  --servers A,B  of ${names.join(', ')} (all)
  --sizes A,B    members in a room, of ${sizes.join(', ')} (all)
  --pacing P     step: all members send at one moment; spread: evenly over the interval (${FLAGS.pacing.default})
  --json FILE    write the raw data`;
}

/** The command line of the bench. */
import { parseArgs } from 'node:util';
import { chosen, positive } from '../lib/flags.js';

const TEXT = /** @type {const} */ ({ type: 'string' });
const FLAGS = {
  engines: { ...TEXT, default: 'node' },
  lengths: TEXT,
  rounds: { ...TEXT, default: '5' },
  seconds: { ...TEXT, default: '0.4' },
  fresh: { ...TEXT, default: '40' },
  json: TEXT,
  help: /** @type {const} */ ({ type: 'boolean', default: false }),
};

/**
 * What to measure; ends the process with the usage where the flags do not say it.
 * @param {import('./engines.js').Engine[]} allEngines
 * @param {number[]} allLengths
 */
export function readOptions(allEngines, allLengths) {
  const names = allEngines.map(({ name }) => name);
  const usage = usageText(names, allLengths);
  try {
    const { values } = parseArgs({ options: FLAGS });
    if (values.help) {
      console.log(usage);
      process.exit(0);
    }
    const wanted = chosen('engines', values.engines === 'all' ? undefined : values.engines, names);
    return {
      engines: allEngines.filter(({ name }) => wanted.includes(name)),
      lengths: chosen('lengths', values.lengths, allLengths.map(String)).map(Number),
      rounds: Math.ceil(positive('rounds', values.rounds)),
      seconds: positive('seconds', values.seconds),
      fresh: values.fresh === '0' ? 0 : Math.ceil(positive('fresh', values.fresh)),
      json: values.json,
    };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`);
    process.exit(2);
  }
}

/**
 * @param {string[]} names
 * @param {number[]} lengths
 */
function usageText(names, lengths) {
  return `node pow/run.js [options]
  --engines A,B  of ${names.join(', ')}; or all (${FLAGS.engines.default})
  --lengths A,B  characters of the token, of ${lengths.join(', ')} (all)
  --rounds N     interleaved; best and median are reported (${FLAGS.rounds.default})
  --seconds N    of each sample (${FLAGS.seconds.default})
  --fresh N      fresh processes or pages for cold against warm, 0 for none (${FLAGS.fresh.default})
  --json FILE    write the raw data`;
}

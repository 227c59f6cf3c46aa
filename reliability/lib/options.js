/** The command line. */
import { parseArgs } from 'node:util';

/** @typedef {import('./check.js').EngineName} EngineName */

/** @type {readonly EngineName[]} */
const ENGINES = ['uws', 'ws'];
const FLAGS = /** @type {const} */ ({
  engines: { type: 'string' },
  small: { type: 'boolean', default: false },
  json: { type: 'string' },
  markdown: { type: 'string' },
  help: { type: 'boolean', default: false },
});

/**
 * What to run; ends the process with the usage where the command line does not say it.
 * @param {string[]} known names of checks
 */
export function readOptions(known) {
  const usage = `node run.js [checks] [options]
  checks: ${known.join(', ')} (all)
  --engines A,B    of ${ENGINES.join(', ')} (all that run here)
  --small          few steps, in seconds: what npm test runs
  --json FILE      write the figures
  --markdown FILE  write the figures as a table`;
  try {
    const { values, positionals } = parseArgs({ options: FLAGS, allowPositionals: true });
    if (values.help) {
      console.log(usage);
      process.exit(0);
    }
    const names = chosen(positionals.length > 0 ? positionals : known, known);
    const engines = chosen(values.engines?.split(',') ?? [...ENGINES], ENGINES);
    return { names, engines, isSmall: values.small, json: values.json, markdown: values.markdown };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`);
    process.exit(2);
  }
}

/**
 * @template {string} Name
 * @param {string[]} wanted
 * @param {readonly Name[]} known
 * @returns {Name[]} in the order of `known`
 */
function chosen(wanted, known) {
  const strange = wanted.filter((name) => !known.some((one) => one === name));
  if (strange.length > 0) throw new Error(`unknown: ${strange.join(', ')}`);
  return known.filter((name) => wanted.includes(name));
}

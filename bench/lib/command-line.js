/** The command line of a bench: its flags read, or its usage shown. */
import { parseArgs } from 'node:util';

/**
 * What `read` makes of the flags; ends the process with the usage where it was asked for, or where `read` throws.
 * @template {NonNullable<import('node:util').ParseArgsConfig['options']>} Flags
 * @template Options
 * @param {Flags} flags without `help`
 * @param {string} usage
 * @param {(values: Record<keyof Flags, any>) => Options} read
 * @returns {Options}
 */
export function readCommandLine(flags, usage, read) {
  try {
    /** @type {{ values: Record<string, any> }} */
    const { values } = parseArgs({ options: { ...flags, help: { type: 'boolean' } } });
    if (values.help) {
      console.log(usage);
      process.exit(0);
    }
    return read(/** @type {Record<keyof Flags, any>} */ (values));
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`);
    process.exit(2);
  }
}

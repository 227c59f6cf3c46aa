/** The abusers' process: does what the scenario says that it is told, and answers what became of it. */
import { parseTarget } from '@pug-network/conformance/wire';
import { constants, setPriority } from 'node:os';
import { scenarios } from './scenarios/index.js';

/** @typedef {{ id: number, name: string, origin: string, size: unknown }} Order */

setPriority(constants.priority.PRIORITY_LOW);
process.on('disconnect', () => process.exit());
process.on('message', async (/** @type {Order} */ { id, name, origin, size }) => {
  try {
    const scenario = scenarios.find((one) => one.name === name);
    if (scenario === undefined) throw new Error(`no scenario ${name}`);
    process.send?.({ id, result: await scenario.abuse(parseTarget(origin), size) });
  } catch (error) {
    process.send?.({ id, error: error instanceof Error ? error.stack : String(error) });
  }
});

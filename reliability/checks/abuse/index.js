import { cutOff } from './cut-off.js';
import { roomEnd } from './room-end.js';
import { scenarios } from './scenarios/index.js';
import { runOnStage } from './stage.js';

/** @typedef {import('../../lib/check.js').EngineName} EngineName */
/** @typedef {import('../../lib/check.js').Context} Context */

/** @type {import('../../lib/check.js').Check} */
export const check = {
  name: 'abuse',
  promise:
    'whoever abuses the relay takes no more memory than is documented, and is the only one who is closed',
  minutes: 15,
  run: async (context) => {
    if (context.isSmall) await Promise.all(context.engines.map((engine) => runAll(engine, context)));
    else for (const engine of context.engines) await runAll(engine, context);
  },
};

/**
 * At full size one scenario after another, each on a relay of its own; at small size all at once, which is shorter.
 * @param {EngineName} engine
 * @param {Context} context
 */
async function runAll(engine, { isSmall, record }) {
  const context = { engine, isSmall, record };
  const steps = [
    () => cutOff(context),
    () => roomEnd(context),
    ...groups(isSmall).map((group) => () => runOnStage(group, context)),
  ];
  if (isSmall) await Promise.all(steps.map((step) => step()));
  else for (const step of steps) await step();
}

/** @param {boolean} isSmall */
const groups = (isSmall) => (isSmall ? [scenarios] : scenarios.map((scenario) => [scenario]));

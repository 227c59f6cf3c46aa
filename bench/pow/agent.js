/** In the engine that is measured: does what the bench asks for, one thing after the other, until it is ended. */
import * as measuring from './measuring.js';

const origin = globalThis.location?.origin ?? globalThis.process.argv[2];
for (;;) {
  const { task, args } = await (await fetch(`${origin}/task`)).json();
  const answer = await done(task, args);
  await fetch(`${origin}/answer`, { method: 'POST', body: JSON.stringify(answer) });
}

/**
 * @param {string} task a function of measuring.js
 * @param {unknown[]} args
 */
async function done(task, args) {
  try {
    return { value: await measuring[task](...args) };
  } catch (error) {
    return { error: `${error}\n${error.stack}` };
  }
}

/** Which engines run on this version of Node. */
import { createRelay } from '@pug-network/server-core';

/** Node of these major versions has the native engine in this workspace: there it must run. */
const NATIVE_ON = ['20'];

/**
 * Those of `wanted` that run here; where the native one should and does not, that is a failure.
 * @param {readonly import('./check.js').EngineName[]} wanted
 * @param {import('./report.js').Report} report
 */
export async function nativeEngines(wanted, report) {
  if (!wanted.includes('uws')) return wanted;
  const relay = createRelay({ engine: 'auto', powDifficulty: 0 });
  await relay.listen({ host: '127.0.0.1', port: 0 });
  const { engine, whyNotUws } = relay;
  await relay.close();
  if (engine === 'uws') return wanted;
  const [major = ''] = process.versions.node.split('.');
  if (NATIVE_ON.includes(major)) report.fail(`the uws engine does not run: ${whyNotUws}`);
  else console.log(`missing: the uws engine (${whyNotUws}); only ws is checked`);
  return wanted.filter((name) => name !== 'uws');
}

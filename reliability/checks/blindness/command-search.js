/** A canary room on `pug-server`, and what is found of it in all that the command writes. */
import { randomInt } from 'node:crypto';
import { plantRoom } from './canaries.js';
import { startCommand } from './command.js';
import { ofToken } from './needles.js';
import { searchText } from './relay-search.js';

/** An address of this machine that nothing else writes. */
const newHost = () => `127.${randomInt(1, 255)}.${randomInt(1, 255)}.${randomInt(1, 255)}`;

/**
 * Its log tells the address that it listens on: that is what is planted.
 * @param {import('../../lib/check.js').EngineName} engine
 * @param {Record<string, string>} [env]
 * @returns {Promise<import('./relay-search.js').Found>}
 */
export async function searchCommand(engine, env = {}) {
  const host = newHost();
  const command = await startCommand(engine, host, env);
  try {
    const { needles, members } = await plantRoom(command.origin);
    await members[0]?.purge();
    return searchText(await command.stop(), [...needles, ...ofToken('planted', host)]);
  } finally {
    await command.stop();
  }
}

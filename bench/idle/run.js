/** Memory of the relay for each idle connection, beside its baselines, in one run. See ../README.md. */
import { closeAll, fillRooms, hearAll } from './crowd.js';
import { memoryAtRest } from './memory.js';
import { readOptions } from './options.js';
import { resultOf, sampleText } from './report.js';
import { runBench } from '../lib/rounds.js';

const WAVES = 10;

const { servers, out, settings } = readOptions();
await runBench({
  programs: servers,
  rounds: settings.rounds,
  out,
  measure,
  told: sampleText,
  resultOf: (samples, isPinned) => resultOf(samples, servers, { ...settings, pinned: isPinned }),
});

/**
 * Warmed up, read without connections and with them, then heard.
 * @param {import('../lib/server-process.js').ServerProcess} child
 * @param {import('./servers.js').Server} server
 * @param {number} round
 * @returns {Promise<import('./report.js').Sample>}
 */
async function measure(child, { name, dialect }, round) {
  const port = await child.port();
  await warmUp(dialect, port);
  const none = await memoryAtRest(child);
  const rooms = await fillRooms(dialect, port, settings.rooms, settings.room);
  const busy = await child.memory();
  const idle = await memoryAtRest(child);
  await hearAll(dialect, rooms);
  closeAll(rooms);
  return { server: name, round, connections: rooms.flat().length, none, busy, idle };
}

/**
 * In waves, so that no more memory lies ready for the connections that are measured than one wave had.
 * @param {import('../relay/load.js').Dialect} dialect
 * @param {number} port
 */
async function warmUp(dialect, port) {
  for (let wave = 0; wave < WAVES; wave++) {
    const rooms = await fillRooms(dialect, port, Math.ceil(settings.warmupRooms / WAVES), settings.room);
    await hearAll(dialect, rooms);
    closeAll(rooms);
  }
}

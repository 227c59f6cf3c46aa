/** What happens when processes are killed, ended, refused, or run out of files and memory. */
import { drain, drainUnread } from './drain.js';
import { fewFiles, fullFiles } from './files.js';
import { killedClients } from './killed-clients.js';
import { killedServer } from './killed-server.js';
import { fullOfRooms, outOfMemory } from './memory.js';
import { refusals } from './refusals.js';
import { many } from '../../lib/many.js';
import { signals, unreadLog } from './signals.js';

const SCENES = [
  killedClients,
  killedServer,
  drain,
  drainUnread,
  signals,
  unreadLog,
  refusals,
  fewFiles,
  fullFiles,
  fullOfRooms,
  outOfMemory,
];

/** Most of a small scene is waiting for processes to start. */
const FEW_AT_ONCE = 4;

/** @type {import('../../lib/check.js').Check} */
export const check = {
  name: 'faults',
  promise: 'killed, drained, out of files or memory: everybody comes to a clear end, and a restart is clean',
  minutes: 10,
  async run({ engines, isSmall, record }) {
    for (const engine of engines) {
      const scene = { engine, isSmall, record: recordOf(engine, record) };
      await many(SCENES.length, isSmall ? FEW_AT_ONCE : 1, async (index) => SCENES[index]?.(scene));
    }
  },
};

/**
 * @param {import('../../lib/check.js').EngineName} engine
 * @param {(figure: import('../../lib/check.js').Figure) => void} record
 * @returns {import('./scene.js').Scene['record']}
 */
const recordOf = (engine, record) => (figure) => record({ ...figure, engine });

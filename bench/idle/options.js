/** The command line of the bench. */
import { chosen, positive } from '../lib/flags.js';
import { readCommandLine } from '../lib/command-line.js';
import { SERVERS } from './servers.js';

const TEXT = /** @type {const} */ ({ type: 'string' });
const FLAGS = {
  connections: { ...TEXT, default: '10000' },
  room: { ...TEXT, default: '10' },
  warmup: { ...TEXT, default: '2000' },
  rounds: { ...TEXT, default: '3' },
  servers: TEXT,
  out: TEXT,
};
const NAMES = SERVERS.map(({ name }) => name);
/** The relay's default range of capacities. */
const [SMALLEST_ROOM, LARGEST_ROOM] = [2, 50];

const USAGE = `node idle/run.js [options]
  --connections N  joined and idle, whole rooms of them (${FLAGS.connections.default})
  --room N         members of a room, ${SMALLEST_ROOM} to ${LARGEST_ROOM} (${FLAGS.room.default})
  --warmup N       connections opened and closed before, a tenth at a time (${FLAGS.warmup.default})
  --rounds N       interleaved; the median is reported (${FLAGS.rounds.default})
  --servers A,B    of ${NAMES.join(', ')} (all)
  --out DIR        write the results as files`;

/**
 * @typedef {object} Settings
 * @property {number} rooms
 * @property {number} room members of each
 * @property {number} warmupRooms
 * @property {number} rounds
 */

export const readOptions = () =>
  readCommandLine(FLAGS, USAGE, (values) => {
    const wanted = chosen('servers', values.servers, NAMES);
    const room = Math.round(positive('room', values.room));
    if (room < SMALLEST_ROOM || room > LARGEST_ROOM) {
      throw new Error(`--room: ${SMALLEST_ROOM} to ${LARGEST_ROOM}`);
    }
    const roomsFor = (/** @type {'connections' | 'warmup'} */ flag) =>
      Math.ceil(positive(flag, values[flag]) / room);
    return {
      servers: SERVERS.filter(({ name }) => wanted.includes(name)),
      out: /** @type {string | undefined} */ (values.out),
      settings: {
        rooms: roomsFor('connections'),
        room,
        warmupRooms: roomsFor('warmup'),
        rounds: Math.ceil(positive('rounds', values.rounds)),
      },
    };
  });

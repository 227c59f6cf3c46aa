/** The command line of the bench. */
import { readCommandLine } from '../lib/command-line.js';
import { chosen, positive } from '../lib/flags.js';

const TEXT = /** @type {const} */ ({ type: 'string' });
const FLAGS = {
  rooms: { ...TEXT, default: '60000' },
  'http-rooms': { ...TEXT, default: '4000' },
  rounds: { ...TEXT, default: '5' },
  servers: TEXT,
  profile: TEXT,
  out: TEXT,
};
/** With those of the warm-up the relay remembers no more redeemed tokens. */
const MOST_ROOMS = 80_000;

/**
 * What to measure; ends the process with the usage where the flags do not say it.
 * @template {{ name: string }} Server
 * @param {Server[]} all
 */
export function readOptions(all) {
  const names = all.map(({ name }) => name);
  return readCommandLine(FLAGS, usageText(names), (values) => {
    const wanted = values.servers === 'none' ? [] : chosen('servers', values.servers, names);
    return {
      servers: all.filter(({ name }) => wanted.includes(name)),
      profile: /** @type {string | undefined} */ (values.profile),
      out: /** @type {string | undefined} */ (values.out),
      settings: {
        rooms: roomsOf(values.rooms),
        httpRooms: Math.ceil(positive('http-rooms', values['http-rooms'])),
        rounds: Math.ceil(positive('rounds', values.rounds)),
      },
    };
  });
}

/** @param {string} value */
function roomsOf(value) {
  const rooms = Math.ceil(positive('rooms', value) / 100) * 100;
  if (rooms > MOST_ROOMS) throw new Error(`--rooms: at most ${MOST_ROOMS}`);
  return rooms;
}

/** @param {string[]} names */
function usageText(names) {
  return `node create/run.js [options]
  --rooms N       rooms of one sample without a network, at most ${MOST_ROOMS} (${FLAGS.rooms.default})
  --http-rooms N  rooms of one sample over the network (${FLAGS['http-rooms'].default})
  --rounds N      interleaved; the median is reported (${FLAGS.rounds.default})
  --servers A,B   of ${names.join(', ')}; or none (all)
  --profile FILE  instead: a CPU profile of one sample without a network
  --out DIR       where the results are written (nowhere)`;
}

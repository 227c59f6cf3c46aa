/** The command line of the bench. */
import { readCommandLine } from '../lib/command-line.js';
import { chosen, positive } from '../lib/flags.js';
import { LAYOUTS, SERVERS } from './servers.js';

const TEXT = /** @type {const} */ ({ type: 'string' });
const FLAGS = {
  guests: { ...TEXT, default: '32' },
  seconds: { ...TEXT, default: '5' },
  warmup: { ...TEXT, default: '2' },
  rounds: { ...TEXT, default: '3' },
  servers: TEXT,
  layouts: TEXT,
  out: TEXT,
};
const SERVER_NAMES = SERVERS.map(({ name }) => name);
const LAYOUT_NAMES = LAYOUTS.map(({ name }) => name);
/** The relay's default of 50 members in a room, less the one who stays. */
const MOST_GUESTS = 49;

const USAGE = `node churn/run.js [options]
  --guests N     come and go at a time, 1 to ${MOST_GUESTS} (${FLAGS.guests.default})
  --seconds N    measuring window (${FLAGS.seconds.default})
  --warmup N     seconds of the same before it (${FLAGS.warmup.default})
  --rounds N     interleaved; the median is reported (${FLAGS.rounds.default})
  --servers A,B  of ${SERVER_NAMES.join(', ')} (all)
  --layouts A,B  of ${LAYOUT_NAMES.join(', ')} (both)
  --out DIR      write the results as files`;

/**
 * @typedef {object} Settings
 * @property {number} guests
 * @property {number} seconds
 * @property {number} warmup
 * @property {number} rounds
 */

export const readOptions = () =>
  readCommandLine(FLAGS, USAGE, (values) => {
    const servers = chosen('servers', values.servers, SERVER_NAMES);
    const layouts = chosen('layouts', values.layouts, LAYOUT_NAMES);
    const guests = Math.round(positive('guests', values.guests));
    if (guests < 1 || guests > MOST_GUESTS) throw new Error(`--guests: 1 to ${MOST_GUESTS}`);
    return {
      servers: SERVERS.filter(({ name }) => servers.includes(name)),
      layouts: LAYOUTS.filter(({ name }) => layouts.includes(name)),
      out: /** @type {string | undefined} */ (values.out),
      settings: {
        guests,
        seconds: positive('seconds', values.seconds),
        warmup: positive('warmup', values.warmup),
        rounds: Math.ceil(positive('rounds', values.rounds)),
      },
    };
  });

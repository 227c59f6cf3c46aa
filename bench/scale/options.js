/** The command line of the bench. */
import { readCommandLine } from '../lib/command-line.js';
import { chosen, positive } from '../lib/flags.js';

const TEXT = /** @type {const} */ ({ type: 'string' });
const FLAGS = {
  rooms: TEXT,
  members: TEXT,
  operations: { ...TEXT, default: '20000' },
  rounds: { ...TEXT, default: '3' },
  seed: { ...TEXT, default: '7' },
  out: TEXT,
};

/**
 * What to measure; ends the process with the usage where the flags do not say it.
 * @param {number[]} allRooms
 * @param {number[]} allMembers
 */
export const readOptions = (allRooms, allMembers) =>
  readCommandLine(FLAGS, usageText(allRooms, allMembers), (values) => {
    const whole = (/** @type {'operations' | 'rounds' | 'seed'} */ flag) =>
      Math.ceil(positive(flag, values[flag]));
    return {
      rooms: sizes('rooms', values.rooms, allRooms),
      members: sizes('members', values.members, allMembers),
      out: /** @type {string | undefined} */ (values.out),
      settings: { operations: whole('operations'), rounds: whole('rounds'), seed: whole('seed') },
    };
  });

/**
 * @param {string} flag
 * @param {string | undefined} list
 * @param {number[]} all
 */
function sizes(flag, list, all) {
  return list === 'none' ? [] : chosen(flag, list, all.map(String)).map(Number);
}

/**
 * @param {number[]} allRooms
 * @param {number[]} allMembers
 */
function usageText(allRooms, allMembers) {
  return `node scale/run.js [options]
  --rooms A,B     standing without a network, of ${allRooms.join(', ')}; or none (all)
  --members A,B   connected over sockets, of ${allMembers.join(', ')}; or none (all)
  --operations N  of each kind in one sample without a network (${FLAGS.operations.default})
  --rounds N      interleaved; the median is reported (${FLAGS.rounds.default})
  --seed N        of the choice of rooms and members (${FLAGS.seed.default})
  --out DIR       where the results are written (nowhere)`;
}

/** Group 5: fragments, and control frames between them. */
import { OPCODE } from '@pug-network/conformance/wire';
import { failed, opened, VIOLATION } from '../case.js';
import { fragments, ping, pong, said } from '../frames.js';

/** @typedef {import('../case.js').Case} Case */
/** @typedef {import('../case.js').Parts} Parts */

/** @type {readonly import('../case.js').Chop[]} */
const CHOPS = ['once', 'frames', 1];
const HOW = ['in one write', 'frame by frame', 'byte by byte'];

const [first, last] = /** @type {[Parts, Parts]} */ (fragments(said(), [10]));
const five = /** @type {[Parts, Parts, Parts, Parts, Parts]} */ (fragments(said(), [4, 8, 12, 16]));
const lone = (/** @type {boolean} */ fin) => ({
  opcode: OPCODE.continuation,
  fin,
  payload: Buffer.from('nothing to continue'),
});

/**
 * The same in the three ways to chop it.
 * @param {number} number of the first
 * @param {string} title
 * @param {Omit<Case, 'id' | 'title' | 'chop'>} rest
 * @returns {Case[]}
 */
const inThreeWays = (number, title, rest) =>
  CHOPS.map((chop, index) => ({
    id: `5.${number + index}`,
    title: `${title}, ${HOW[index]}`,
    chop,
    ...rest,
  }));

/** Everything is legal, with a pause in which pings are answered. */
const legal = [five[0], five[1], ping(), /** @type {const} */ ('settle'), five[2], five[3], ping(), five[4]];

/** @type {Case[]} */
export const fragmentation = [
  { id: '5.1', title: 'a ping in two fragments', send: fragments(ping(), [5]), ...failed(VIOLATION) },
  { id: '5.2', title: 'a pong in two fragments', send: fragments(pong(), [5]), ...failed(VIOLATION) },
  ...inThreeWays(3, 'text in two fragments', { send: [first, last], ...opened('heard') }),
  ...inThreeWays(6, 'a ping between two fragments', {
    send: [first, ping(), last],
    ...opened('pong heard'),
  }),
  ...inThreeWays(9, 'a last fragment of nothing', { send: [lone(true), said()], ...failed(VIOLATION) }),
  ...inThreeWays(12, 'a fragment of nothing', { send: [lone(false), said()], ...failed(VIOLATION) }),
  {
    id: '5.15',
    title: 'text in two fragments, then a fragment of nothing, then text',
    send: [first, last, lone(false), said()],
    ...failed(VIOLATION, 'heard'),
  },
  {
    id: '5.16',
    title: 'twice: a fragment of nothing, then text in two fragments',
    send: [lone(false), first, last, lone(false), first, last],
    ...failed(VIOLATION),
  },
  {
    id: '5.17',
    title: 'twice: a last fragment of nothing, then text in two fragments',
    send: [lone(true), first, last, lone(true), first, last],
    ...failed(VIOLATION),
  },
  {
    id: '5.18',
    title: 'text in two fragments that both say text',
    send: [first, { ...last, opcode: OPCODE.text }],
    strict: VIOLATION,
    acceptable: { end: 'no-close-frame', 'heard alive close 1000': 'fragment-opcode' },
  },
  { id: '5.19', title: 'five fragments, pings between, a pause', send: legal, ...opened('pong pong heard') },
  {
    id: '5.20',
    title: 'the same, frame by frame',
    send: legal,
    chop: 'frames',
    ...opened('pong pong heard'),
  },
];

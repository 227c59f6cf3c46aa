/** Group 7: how a connection is closed. */
import { failed, TOO_BIG, VIOLATION, BAD_UTF8 } from '../case.js';
import { closeFrame, closing, fragments, HELLO, NOT_UTF8, ping, said, text } from '../frames.js';

/** @typedef {import('../case.js').Case} Case */
/** @typedef {import('../case.js').Parts} Parts */

const VALID_CODES = [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999];
const INVALID_CODES = [0, 999, 1004, 1005, 1006, 1016, 1100, 2000, 2999];
const OUT_OF_RANGE = [5000, 65_535];
const [first, last] = /** @type {[Parts, Parts]} */ (fragments(said(), [10]));

/**
 * The client's Close is answered with its own code.
 * @param {number} [code]
 */
const closed = (code = 1000) => ({ strict: `close ${code}` });

const NOT_ECHOED = { acceptable: /** @type {const} */ ({ 'close none': 'close-code-not-echoed' }) };

/** A Close frame that must not be; some engines take it. */
const refused = (/** @type {string} */ end, /** @type {readonly string[]} */ ...answers) => ({
  strict: end,
  acceptable: {
    .../** @type {const} */ ({ end: 'no-close-frame' }),
    ...Object.fromEntries(answers.map((answer) => [answer, /** @type {const} */ ('close-code-unchecked')])),
  },
});

/** @type {Case[]} */
const order = [
  {
    id: '7.1.1',
    title: 'a message, then a Close',
    send: [said(), closing(1000)],
    strict: 'heard close 1000',
  },
  { id: '7.1.2', title: 'two Close frames', send: [closing(1000), closing(1000)], ...closed() },
  { id: '7.1.3', title: 'a ping behind a Close', send: [closing(1000), ping()], ...closed() },
  { id: '7.1.4', title: 'a message behind a Close', send: [closing(1000), said()], ...closed() },
  { id: '7.1.5', title: 'a Close between two fragments', send: [first, closing(1000), last], ...closed() },
  {
    id: '7.1.6',
    title: 'a message of 256 KiB, over the limit, then a message, a Close and a ping',
    send: [text(Buffer.alloc(262_144, '*')), said(), closing(1000), ping()],
    ...failed(TOO_BIG),
  },
];

/** @type {Case[]} */
const structure = [
  { id: '7.3.1', title: 'a Close without a code', send: [closeFrame(Buffer.alloc(0))], strict: 'close none' },
  {
    id: '7.3.2',
    title: 'a Close of 1 byte',
    send: [closeFrame(Buffer.from('a'))],
    ...refused(VIOLATION, 'close none'),
  },
  { id: '7.3.3', title: 'a Close with a code', send: [closing(1000)], ...closed() },
  { id: '7.3.4', title: 'a Close with a reason', send: [closing(1000, HELLO)], ...closed() },
  {
    id: '7.3.5',
    title: 'a Close with a reason of 123 bytes',
    send: [closing(1000, '*'.repeat(123))],
    ...closed(),
  },
  {
    id: '7.3.6',
    title: 'a Close with a reason of 124 bytes',
    send: [closing(1000, '*'.repeat(124))],
    ...failed(VIOLATION),
  },
  {
    id: '7.5.1',
    title: 'a Close with a reason that is not UTF-8',
    send: [closing(1000, NOT_UTF8)],
    ...refused(BAD_UTF8, 'close none', 'close 1000'),
  },
];

/** @type {Case[]} */
const codes = [
  ...VALID_CODES.map((code, index) => ({
    id: `7.7.${index + 1}`,
    title: `a Close with ${code}, which may be sent`,
    send: [closing(code)],
    ...closed(code),
    ...(code >= 3_000 && code < 4_000 ? NOT_ECHOED : {}),
  })),
  ...INVALID_CODES.map((code, index) => ({
    id: `7.9.${index + 1}`,
    title: `a Close with ${code}, which must not be sent`,
    send: [closing(code)],
    ...refused(VIOLATION, `close ${code}`, 'close none'),
  })),
  ...OUT_OF_RANGE.map((code, index) => ({
    id: `7.13.${index + 1}`,
    title: `a Close with ${code}, of which RFC 6455 does not speak`,
    send: [closing(code)],
    ...refused(VIOLATION, `close ${code}`, 'close none'),
  })),
];

/** @type {Case[]} */
export const closings = [...order, ...structure, ...codes];

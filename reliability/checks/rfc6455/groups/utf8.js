/** Group 6: text that is UTF-8 and text that is not. */
import { BAD_UTF8, failed, NO_MESSAGE, opened } from '../case.js';
import { cut, fragments, holding, payloadOf, said, text } from '../frames.js';
import { KOSME, SEQUENCES } from './sequences.js';

/** @typedef {import('../case.js').Case} Case */
/** @typedef {import('../case.js').Parts} Parts */

const bytesOf = (/** @type {string} */ hex) => Buffer.from(hex, 'hex');
/** A message that holds them, in fragments of one byte. */
const byBytes = (/** @type {Parts} */ frame) => cut(frame, 1, payloadOf(frame, 0).length);

const VALID = bytesOf(`48656c6c6f2dc2b540c39fc3b6c3a4c3bcc3a0c3a12d5554462d382121`);
/** Valid, then U+110000 as UTF-8 would write it if there were such a thing, then valid. */
const [PART_1, PART_2, PART_3] = [bytesOf(KOSME), bytesOf('f4908080'), Buffer.from('edited')];
const BROKEN = Buffer.concat([PART_1, PART_2, PART_3]);
const SURROGATE = Buffer.concat([PART_1, bytesOf('eda080'), PART_3]);
/** Where `x` begins in a message that holds it, and where a character of it ends. */
const START = payloadOf(holding(Buffer.alloc(0)), 0).length - 2;
const BOUNDARY = START + 7;

const WRONG = START + PART_1.length;
/** With the second byte of the second part it is clear that this is no UTF-8. */
const CLEAR = WRONG + 2;

/** What is late: the connection still answers when the wrong byte has been read. */
const failsFast = {
  strict: BAD_UTF8,
  acceptable: /** @type {const} */ ({
    end: 'no-close-frame',
    'late close 1007': 'late-utf8',
    'late end': 'late-utf8',
  }),
};

/** @type {Case[]} */
const empties = [
  { id: '6.1.1', title: 'text of 0 bytes', send: [text('')], strict: NO_MESSAGE },
  { id: '6.1.2', title: 'three fragments of 0 bytes', send: fragments(text(''), [0, 0]), strict: NO_MESSAGE },
  {
    id: '6.1.3',
    title: 'three fragments, the outer ones of 0 bytes',
    send: fragments(said(), [0, payloadOf(said(), 0).length]),
    ...opened('heard'),
  },
];

/** @type {Case[]} */
const wholes = [
  { id: '6.2.1', title: 'UTF-8 in one fragment', send: [holding(VALID)], ...opened('heard') },
  {
    id: '6.2.2',
    title: 'UTF-8 in two fragments, cut between characters',
    send: fragments(holding(VALID), [BOUNDARY + 1]),
    ...opened('heard'),
  },
  { id: '6.2.3', title: 'UTF-8 in fragments of 1 byte', send: byBytes(holding(VALID)), ...opened('heard') },
  { id: '6.2.4', title: 'the same, Greek', send: byBytes(holding(PART_1)), ...opened('heard') },
  { id: '6.3.1', title: 'a surrogate in one fragment', send: [holding(SURROGATE)], ...failed(BAD_UTF8) },
  {
    id: '6.3.2',
    title: 'a surrogate in fragments of 1 byte',
    send: byBytes(holding(SURROGATE)),
    ...failed(BAD_UTF8),
  },
];

/** Three pieces, with time to fail between the second and the third. */
const inThree = (/** @type {number} */ end) => {
  const [first, second, third] = /** @type {[Parts, Parts, Parts]} */ (
    fragments(holding(BROKEN), [WRONG, end])
  );
  return [first, second, /** @type {const} */ ('probe'), third];
};

/** @type {Case[]} */
const fast = [
  { id: '6.4.1', title: 'fails at the fragment that is wrong', send: inThree(WRONG + 4), ...failsFast },
  { id: '6.4.2', title: 'fails at the byte that makes it wrong', send: inThree(CLEAR), ...failsFast },
  {
    id: '6.4.3',
    title: 'fails within a frame, at the part that is wrong',
    send: [holding(BROKEN)],
    pauseAt: WRONG + 4,
    ...failsFast,
  },
  {
    id: '6.4.4',
    title: 'fails within a frame, at the byte that makes it wrong',
    send: [holding(BROKEN)],
    pauseAt: CLEAR,
    ...failsFast,
  },
];

/** Valid, each is read: bare it is no message, within a message it does no harm; NUL is no JSON. */
const answerTo = (/** @type {string} */ hex) => (hex === '00' ? { strict: NO_MESSAGE } : opened('heard'));

const sequences = SEQUENCES.flatMap(({ group, title, valid, hex }) =>
  hex.flatMap((sequence, index) => {
    const id = `${group}.${index + 1}`;
    const isValid = Array.isArray(valid) ? valid.includes(index + 1) : valid;
    const bytes = bytesOf(sequence);
    return [
      {
        id,
        title: `${title}, bare and before joining`,
        send: [text(bytes)],
        isFresh: true,
        ...(isValid ? { strict: NO_MESSAGE } : failed(BAD_UTF8)),
      },
      {
        id,
        title: `${title}, in a message of a member`,
        send: [holding(bytes)],
        ...(isValid ? answerTo(sequence) : failed(BAD_UTF8)),
      },
    ];
  }),
);

/** @type {Case[]} */
export const utf8 = [...empties, ...wholes, ...fast, ...sequences];

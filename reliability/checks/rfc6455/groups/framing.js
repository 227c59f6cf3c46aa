/** Group 1: the three forms of a length, in text and in binary. */
import { failed, NO_MESSAGE, opened, TOO_BIG } from '../case.js';
import { binary, said, sealed, text } from '../frames.js';

const SIZES = [125, 126, 127, 128];
const OVER = /** @type {const} */ ([
  [6, 65_535, 'once'],
  [7, 65_536, 'once'],
  [8, 65_536, 997],
]);
const NONE = Buffer.alloc(0);

/** @type {import('../case.js').Case[]} */
export const framing = [
  { id: '1.1.1', title: 'a text message of 0 bytes', send: [text(NONE)], strict: NO_MESSAGE },
  ...SIZES.map((size, index) => ({
    id: `1.1.${index + 2}`,
    title: `a text message of ${size} bytes`,
    send: [said(size)],
    ...opened('heard'),
  })),
  ...OVER.map(([number, size, chop]) => ({
    id: `1.1.${number}`,
    title: `a text message of ${size} bytes, over the limit`,
    send: [text(Buffer.alloc(size, '*'))],
    chop,
    ...failed(TOO_BIG),
  })),
  { id: '1.2.1', title: 'a binary message of 0 bytes', send: [binary(NONE)], strict: NO_MESSAGE },
  ...SIZES.map((size, index) => ({
    id: `1.2.${index + 2}`,
    title: `a binary message of ${size} bytes`,
    send: [sealed(size)],
    ...opened('echo'),
  })),
  ...OVER.map(([number, size, chop]) => ({
    id: `1.2.${number}`,
    title: `a binary message of ${size} bytes, over the limit`,
    send: [binary(Buffer.alloc(size, 0xfe))],
    chop,
    ...failed(TOO_BIG),
  })),
];

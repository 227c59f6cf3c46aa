/** Groups 3 and 4: reserved bits and reserved opcodes. */
import { failed, VIOLATION } from '../case.js';
import { closing, HELLO, ping, said, sealed } from '../frames.js';

const NONE = Buffer.alloc(0);

/** A text message, then the frame, then a ping that nobody is to answer any more. */
const amid = (/** @type {import('../case.js').Parts} */ frame) => ({
  send: [said(), frame, ping()],
  ...failed(VIOLATION, 'heard'),
});

/** @type {import('../case.js').Case[]} */
const bits = [
  { id: '3.1', title: 'RSV 1 on text', send: [{ ...said(), reserved: 1 }], ...failed(VIOLATION) },
  { id: '3.2', title: 'RSV 2 behind a message', ...amid({ ...said(), reserved: 2 }) },
  { id: '3.3', title: 'RSV 3, frame by frame', ...amid({ ...said(), reserved: 3 }), chop: 'frames' },
  { id: '3.4', title: 'RSV 4, byte by byte', ...amid({ ...said(), reserved: 4 }), chop: 1 },
  { id: '3.5', title: 'RSV 5 on binary', send: [{ ...sealed(), reserved: 5 }], ...failed(VIOLATION) },
  { id: '3.6', title: 'RSV 6 on a ping', send: [{ ...ping(), reserved: 6 }], ...failed(VIOLATION) },
  { id: '3.7', title: 'RSV 7 on a Close', send: [{ ...closing(1000), reserved: 7 }], ...failed(VIOLATION) },
];

/** @type {readonly (readonly [group: string, kind: string, first: number])[]} */
const OPCODES = [
  ['4.1', 'data', 3],
  ['4.2', 'control', 11],
];

const opcodes = OPCODES.flatMap(([group, kind, first]) =>
  Array.from({ length: 5 }, (_, index) => {
    const opcode = first + index;
    const frame = { opcode, payload: index === 1 || index > 2 ? HELLO : NONE };
    const alone = { send: [frame], ...failed(VIOLATION) };
    const title = `the reserved ${kind} opcode ${opcode}${index < 2 ? '' : ' behind a message'}`;
    return { id: `${group}.${index + 1}`, title, ...(index < 2 ? alone : amid(frame)) };
  }),
);

/** @type {import('../case.js').Case[]} */
export const reserved = [...bits, ...opcodes];

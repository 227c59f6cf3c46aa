/** One message in fragments of one byte, or of none, that never ends. */
import { encodeFrame, OPCODE } from '@pug-network/conformance/wire';
import { capOf, KIB, MAX_FRAME_BYTES } from '../caps.js';
import { blockOf, floodAsMembers, floodSize, judgeFlood, OPEN } from '../flood.js';
import { CUT } from '../raw-socket.js';
import { scenario } from '../scenario.js';

const TOO_BIG = 1009;
/** RFC 6455 §7.4.1, policy violation: what `ws` says of more fragments than it takes. */
const POLICY = 1008;

/** More fragments of one byte than make the largest message. */
const BLOCK_BYTES = 128 * KIB;

/** @param {number} bytes */
const fragmentsOf = (bytes) => ({
  lead: encodeFrame({ opcode: OPCODE.binary, payload: Buffer.alloc(bytes), fin: false }),
  block: blockOf(
    encodeFrame({ opcode: OPCODE.continuation, payload: Buffer.alloc(bytes), fin: false }),
    BLOCK_BYTES,
  ),
});

/**
 * @param {string} name
 * @param {number} bytes
 */
const fragmentScenario = (name, bytes) =>
  scenario({
    name,
    size: floodSize,
    cap: ({ sockets }) => capOf(2 * sockets, MAX_FRAME_BYTES, 'of a message that is not whole yet'),
    abuse: (target, size) => floodAsMembers(target, size, fragmentsOf(bytes)),
    judge: (result, size) =>
      judgeFlood(`sockets that flood with ${name}`, result, size, {
        expected: bytes === 0 ? [POLICY, CUT, OPEN] : [POLICY, TOO_BIG, CUT],
        note: 'ended by the engine, or open as long as the message has no bytes',
      }),
  });

export const fragments = fragmentScenario('fragments of one byte', 1);
export const emptyFragments = fragmentScenario('fragments of nothing', 0);

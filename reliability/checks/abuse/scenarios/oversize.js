/** Frames that say they are larger than is allowed, up to the largest there can be, and then come. */
import { encodeFrame, ENGINE_CLOSE, OPCODE } from '@pug-network/conformance/wire';
import { capOf, MAX_FRAME_BYTES } from '../caps.js';
import { floodAsMembers, floodSize, judgeFlood } from '../flood.js';
import { scenario } from '../scenario.js';

const LARGEST = Number.MAX_SAFE_INTEGER;
const FILLER = Buffer.alloc(MAX_FRAME_BYTES, 0x55);

/** @param {number} length */
const claimOf = (length) => encodeFrame({ opcode: OPCODE.binary, length, payload: FILLER });

export const oversize = scenario({
  name: 'oversize frames',
  size: floodSize,
  cap: ({ sockets }) => capOf(2 * sockets, MAX_FRAME_BYTES, 'of a frame that is not whole yet'),
  abuse: async (target, size) => {
    const half = { ...size, sockets: size.sockets / 2 };
    const [barely, largest] = await Promise.all([
      floodAsMembers(target, half, { lead: claimOf(MAX_FRAME_BYTES + 1), block: FILLER }),
      floodAsMembers(target, half, { lead: claimOf(LARGEST), block: FILLER }),
    ]);
    return { barely, largest };
  },
  judge: ({ barely, largest }, size) => {
    const half = { ...size, sockets: size.sockets / 2 };
    const documented = { expected: ENGINE_CLOSE.tooBig, note: '1009, or 1006' };
    return [
      ...judgeFlood('sockets whose frames have 16,001 bytes', barely, half, documented),
      ...judgeFlood('sockets whose frames claim 2⁵³ bytes', largest, half, documented),
    ];
  },
});

/** Sockets that send all of the largest frame but its last byte, and then wait. */
import { CLOSE, encodeFrame, OPCODE } from '@pug-network/conformance/wire';
import { many } from '../../../lib/many.js';
import { capOf, MAX_FRAME_BYTES } from '../caps.js';
import { openSocket } from '../raw-socket.js';
import { scenario } from '../scenario.js';
import { countOf, judgeEnds } from '../tally.js';

const WIDTH = 100;
const WHOLE = encodeFrame({ opcode: OPCODE.binary, payload: Buffer.alloc(MAX_FRAME_BYTES) });

export const halfFrames = scenario({
  name: 'half frames',
  size: (isSmall) => ({ sockets: isSmall ? 20 : 2_000 }),
  cap: ({ sockets }) => capOf(sockets, MAX_FRAME_BYTES, 'of a frame that is not whole yet'),
  abuse: async (target, { sockets }) => {
    const opened = await many(sockets, WIDTH, async () => {
      const socket = await openSocket(target);
      socket.write(WHOLE.subarray(0, -1));
      return socket;
    });
    return countOf(await Promise.all(opened.map(({ ended }) => ended)));
  },
  judge: (ends, { sockets }) =>
    judgeEnds('sockets with a frame that is never whole', ends, {
      expected: [CLOSE.join_timeout],
      least: sockets,
      note: 'join_timeout',
    }),
});

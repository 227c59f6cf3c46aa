/** Binary frames with nothing in them. */
import { CLOSE, encodeFrame, OPCODE } from '@pug-network/conformance/wire';
import { capOf } from '../caps.js';
import { blockOf, floodAsMembers, floodSize, judgeFlood } from '../flood.js';
import { CUT } from '../raw-socket.js';
import { scenario } from '../scenario.js';

export const emptyFrames = scenario({
  name: 'empty frames',
  size: floodSize,
  cap: ({ sockets }) => capOf(2 * sockets),
  abuse: (target, size) =>
    floodAsMembers(target, size, { block: blockOf(encodeFrame({ opcode: OPCODE.binary })) }),
  judge: (result, size) =>
    judgeFlood('sockets that flood with empty frames', result, size, {
      expected: [CLOSE.bad_frame, CUT],
      note: 'bad_frame, or 1006 where what was sent behind it has swept the close frame away',
    }),
});

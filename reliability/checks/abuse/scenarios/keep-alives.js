/** Keep-alives, valid each, a hundred times faster than is allowed. */
import { CLOSE, encodeFrame, KEEP_ALIVE, OPCODE } from '@pug-network/conformance/wire';
import { capOf } from '../caps.js';
import { blockOf, floodAsMembers, floodSize, judgeFlood } from '../flood.js';
import { CUT } from '../raw-socket.js';
import { scenario } from '../scenario.js';

export const keepAlives = scenario({
  name: 'keep-alives',
  size: floodSize,
  cap: ({ sockets }) => capOf(2 * sockets),
  abuse: (target, size) =>
    floodAsMembers(target, size, {
      block: blockOf(encodeFrame({ opcode: OPCODE.binary, payload: KEEP_ALIVE })),
    }),
  judge: (result, size) =>
    judgeFlood('sockets that flood with keep-alives', result, size, {
      expected: [CLOSE.rate_limited, CUT],
      note: 'rate_limited, or 1006 where what was sent behind it has swept the close frame away',
    }),
});

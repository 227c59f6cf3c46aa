/** RFC 6455 pings without end: half of the sockets read the answers, half do not. */
import { CLOSE, encodeFrame, OPCODE, SLOW_CLOSE } from '@pug-network/conformance/wire';
import { capOf, MAX_UNSENT_BYTES } from '../caps.js';
import { blockOf, floodAsMembers, floodSize, judgeFlood, OPEN } from '../flood.js';
import { scenario } from '../scenario.js';

export const pings = scenario({
  name: 'pings',
  size: floodSize,
  cap: ({ sockets }) => capOf(2 * sockets, MAX_UNSENT_BYTES, 'of answers unsent'),
  abuse: (target, size) =>
    floodAsMembers(target, size, {
      block: blockOf(encodeFrame({ opcode: OPCODE.ping })),
      reads: (index) => index % 2 === 0,
    }),
  judge: (result, size) =>
    judgeFlood('sockets that flood with pings', result, size, {
      expected: [CLOSE.rate_limited, ...SLOW_CLOSE, OPEN],
      note: 'closed, or open at the end',
    }),
});

/** Sockets that are opened and then say nothing. */
import { CLOSE } from '@pug-network/conformance/wire';
import { many, quantile } from '../../../lib/many.js';
import { capOf, JOIN_TIMEOUT_MS } from '../caps.js';
import { openSocket } from '../raw-socket.js';
import { scenario } from '../scenario.js';
import { countOf, judgeEnds } from '../tally.js';

/** Sockets that are being opened at a time. */
const WIDTH = 100;
/** By how much a timer may be early. */
const EARLY_MS = 5;

export const neverJoin = scenario({
  name: 'sockets that never join',
  size: (isSmall) => ({ sockets: isSmall ? 50 : 10_000 }),
  cap: ({ sockets }) => capOf(sockets),
  abuse: async (target, { sockets }) => {
    let open = 0;
    let mostOpen = 0;
    /** @type {Promise<{ code: number, ms: number }>[]} */
    const ends = [];
    await many(sockets, WIDTH, async () => {
      const beganAt = performance.now();
      const socket = await openSocket(target);
      mostOpen = Math.max(mostOpen, ++open);
      ends.push(
        socket.ended.then((code) => {
          open -= 1;
          return { code, ms: performance.now() - beganAt };
        }),
      );
    });
    const all = await Promise.all(ends);
    const times = all.map(({ ms }) => ms);
    return {
      ends: countOf(all.map(({ code }) => code)),
      mostOpen,
      first: Math.min(...times),
      p99: quantile(times, 0.99),
    };
  },
  judge: ({ ends, mostOpen, first, p99 }, { sockets }) => [
    ...judgeEnds('sockets that never join', ends, {
      expected: [CLOSE.join_timeout],
      least: sockets,
      note: `join_timeout; ${mostOpen} were open at once`,
    }),
    {
      what: 'time to join, the first that was closed',
      value: first,
      least: JOIN_TIMEOUT_MS - EARLY_MS,
      unit: 'ms',
      isTimed: true,
    },
    {
      what: 'time to join, p99',
      value: p99,
      unit: 'ms',
      note: 'by the abusers, whose process has a low priority',
    },
  ],
});

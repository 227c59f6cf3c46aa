/** Requests that take for ever: heads and bodies that come a byte at a time, and connections on which nothing comes. */
import { dial, encodeRequest } from '@pug-network/conformance/wire';
import { setTimeout as sleep } from 'node:timers/promises';
import { many } from '../../../lib/many.js';
import { capOf, MAX_BODY_BYTES, MAX_HEAD_BYTES } from '../caps.js';
import { scenario } from '../scenario.js';

/** @typedef {import('@pug-network/conformance/wire').Target} Target */
/** @typedef {'heads' | 'bodies' | 'nothing'} Kind */

/** @type {readonly Kind[]} */
const KINDS = ['heads', 'bodies', 'nothing'];
/** By then the relay must have closed the slowest. */
const LONGEST_S = 20;
const MS = 1_000;
const BYTE_EVERY_MS = 500;
const FILLER = Buffer.from('x');

export const slowHttp = scenario({
  name: 'slow requests',
  size: (isSmall) => ({ connections: isSmall ? 15 : 3_000, seconds: isSmall ? 1 : LONGEST_S }),
  cap: ({ connections }) =>
    capOf(connections, MAX_HEAD_BYTES + MAX_BODY_BYTES, 'of a head and a body at their largest'),
  abuse: async (target, { connections, seconds }) => {
    const until = performance.now() + seconds * MS;
    const ends = await many(connections, connections, async (index) => {
      const kind = /** @type {Kind} */ (KINDS[index % KINDS.length]);
      await sleep(MS * (index / connections));
      return { kind, ms: await trickle(target, kind, until) };
    });
    return KINDS.map((kind) => {
      const times = ends.filter((end) => end.kind === kind).map(({ ms }) => ms);
      const closed = times.filter((ms) => ms !== undefined);
      return { kind, open: times.length - closed.length, longest: Math.max(0, ...closed) };
    });
  },
  judge: (kinds, { connections, seconds }) =>
    kinds.map(({ kind, open, longest }) => ({
      what: `connections with ${kind === 'nothing' ? 'nothing' : `slow ${kind}`} still open after ${seconds} s`,
      value: open,
      ...(seconds < LONGEST_S ? {} : { most: 0 }),
      note: `of ${connections / KINDS.length}; those closed were so after ${Math.round(longest)} ms at the latest`,
    })),
});

/** The beginning of a request of this kind, and room for what comes a byte at a time. */
const BEGINNINGS = {
  heads: (/** @type {Target} */ target) => encodeRequest(target, { path: '/api/limits' }).subarray(0, -2),
  bodies: (/** @type {Target} */ target) =>
    encodeRequest(target, { method: 'POST', path: '/api/pow-redeem', length: MAX_BODY_BYTES }),
  nothing: () => Buffer.alloc(0),
};

/**
 * @param {Target} target
 * @param {Kind} kind
 * @param {number} until
 * @returns {Promise<number | undefined>} the ms after which it was closed
 */
async function trickle(target, kind, until) {
  const socket = dial(target);
  const startedAt = performance.now();
  const gone = new Promise((resolve) => socket.on('error', () => undefined).once('close', resolve));
  socket.resume();
  socket.write(BEGINNINGS[kind](target));
  while (!socket.destroyed && performance.now() < until) {
    if (kind !== 'nothing') socket.write(FILLER);
    await Promise.race([gone, sleep(BYTE_EVERY_MS)]);
  }
  const ms = socket.destroyed ? performance.now() - startedAt : undefined;
  socket.destroy();
  return ms;
}

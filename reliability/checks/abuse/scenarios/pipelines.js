/** Requests sent in blocks without waiting for any answer; half of the connections never read. */
import { dial, encodeRequest } from '@pug-network/conformance/wire';
import { setTimeout as sleep } from 'node:timers/promises';
import { many } from '../../../lib/many.js';
import { capOf, MAX_UNSENT_BYTES, MIB } from '../caps.js';
import { blockOf, floodSize } from '../flood.js';
import { LARGE_FILE, LARGE_FILE_BYTES, LARGE_FILE_OPTIONS } from '../large-file.js';
import { scenario } from '../scenario.js';

/** All connections together: what makes some 50,000 requests a second. */
const REQUEST_BYTES_PER_S = 2 * MIB;
const MS = 1_000;

/** @typedef {import('@pug-network/conformance/wire').Target} Target */

export const pipelines = scenario({
  name: 'pipelined requests',
  options: LARGE_FILE_OPTIONS,
  size: floodSize,
  cap: ({ sockets }) => capOf(2 * sockets, MAX_UNSENT_BYTES, 'of answers, as for a member'),
  abuse: async (target, { sockets, seconds }) => {
    const until = performance.now() + seconds * MS;
    const blocks = ['/api/pow-challenge', LARGE_FILE].map((path) => blockOf(encodeRequest(target, { path })));
    let sent = 0;
    let hungUp = 0;
    await many(sockets, sockets, async (index) => {
      const block = blocks[index % 2] ?? Buffer.alloc(0);
      while (performance.now() < until) {
        const end = await pipeline(target, { block, isReading: index % 4 < 2, sockets, until });
        sent += end.sent;
        hungUp += end.isHungUp ? 1 : 0;
      }
    });
    return { sent, hungUp };
  },
  judge: ({ sent, hungUp }, { sockets, seconds }) => [
    {
      what: 'connections with pipelined requests that the relay hung up on',
      value: hungUp,
      note: `${(sent / seconds / MS / MS).toFixed(1)} MB/s of requests on ${sockets} connections, half of which never read; files of ${LARGE_FILE_BYTES} bytes and challenges`,
    },
  ],
});

/**
 * One connection, until the relay ends it or the time is over.
 * @param {Target} target
 * @param {{ block: Buffer, isReading: boolean, sockets: number, until: number }} how
 */
async function pipeline(target, { block, isReading, sockets, until }) {
  const socket = dial(target);
  let sent = 0;
  const gone = new Promise((resolve) => socket.on('error', () => undefined).once('close', resolve));
  if (isReading) socket.resume();
  else socket.pause();
  while (!socket.destroyed && performance.now() < until) {
    if (!socket.writableNeedDrain) {
      socket.write(block);
      sent += block.length;
    }
    await Promise.race([gone, sleep((MS * block.length * sockets) / REQUEST_BYTES_PER_S)]);
  }
  const isHungUp = socket.destroyed;
  socket.destroy();
  return { sent, isHungUp };
}

/** Connections that ask for more than the system holds of answers, and then neither read nor say anything. */
import { dial, encodeRequest } from '@pug-network/conformance/wire';
import { setTimeout as sleep } from 'node:timers/promises';
import { many } from '../../../lib/many.js';
import { capOf, MAX_UNSENT_BYTES } from '../caps.js';
import { LARGE_FILE, LARGE_FILE_BYTES, LARGE_FILE_OPTIONS } from '../large-file.js';
import { scenario } from '../scenario.js';

/** What is asked for is twice what Linux holds at most of an answer on its way, 6 MB at the reader and 4 at the relay. */
const ASKED_BYTES = 20_000_000;
const REQUESTS = Math.ceil(ASKED_BYTES / LARGE_FILE_BYTES);
/** One at a time: the native engine hangs up on who asks for all at once. */
const REQUEST_EVERY_MS = 5;
/** By then the relay must have closed them: Node looks twice, 12 s apart, whether anything has been taken. */
const LONGEST_S = 30;
/** What the system holds, and the end behind it, have been read by then. */
const READ_MS = 5_000;
const MS = 1_000;

export const unreadAnswers = scenario({
  name: 'unread answers',
  options: LARGE_FILE_OPTIONS,
  size: (isSmall) => ({ connections: isSmall ? 2 : 20, seconds: isSmall ? 1 : LONGEST_S }),
  cap: ({ connections }) => capOf(connections, MAX_UNSENT_BYTES, 'of answers, as for a member'),
  abuse: async (target, { connections, seconds }) => {
    const request = encodeRequest(target, { path: LARGE_FILE });
    const until = performance.now() + seconds * MS;
    const ends = await many(connections, connections, async () => {
      const socket = dial(target);
      const gone = new Promise((resolve) => socket.on('error', () => undefined).once('close', resolve));
      socket.pause();
      for (let sent = 0; sent < REQUESTS && performance.now() < until; sent++) {
        socket.write(request);
        await sleep(REQUEST_EVERY_MS);
      }
      await sleep(until - performance.now());
      let received = 0;
      socket.on('data', ({ length }) => (received += length));
      socket.resume();
      await Promise.race([gone, sleep(READ_MS)]);
      const isOpen = !socket.destroyed;
      socket.destroy();
      return { isOpen, isWhole: received >= REQUESTS * LARGE_FILE_BYTES };
    });
    return {
      open: ends.filter(({ isOpen }) => isOpen).length,
      whole: ends.filter(({ isWhole }) => isWhole).length,
    };
  },
  judge: ({ open, whole }, { seconds }) => [
    {
      what: `connections that read none of their answers still open after ${seconds} s`,
      value: open,
      ...(seconds < LONGEST_S ? {} : { most: 0 }),
      note: `${whole} of them had got all of their answers`,
    },
  ],
});

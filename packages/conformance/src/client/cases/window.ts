import { holds } from '../../check.js';
import { clauseIn } from '../../relay/case.js';
import { MAX_MESSAGE_BODY_BYTES } from '../../wire/envelope.js';
import { clientCasesOf } from '../case.js';
import type { Place } from '../relay/place.js';

const clause = clauseIn('4-message');

const MOST_MESSAGES = 32;
const MOST_BYTES = 65_536;

/** Asks for many messages of this length and echoes them as they come; gives how many came at once, and their bytes. */
async function windows(
  place: Place,
  total: number,
  bodyBytes: number,
): Promise<{ count: number; bytes: number }[]> {
  for (let count = 0; count < total; count++) place.ask({ kind: 2, body: Buffer.alloc(bodyBytes, count) });
  const bursts: { count: number; bytes: number }[] = [];
  for (let left = total; left > 0; left -= bursts.at(-1)?.count ?? 0) {
    const frames = await place.socket.frames();
    holds(frames.length > 0, 'the messages that are sent once others are echoed', 'some', 0);
    bursts.push({ count: frames.length, bytes: frames.reduce((sum, { length }) => sum + length, 0) });
    for (const frame of frames) place.socket.deliver(frame);
  }
  for (let count = 0; count < total; count++) await place.client.report('acknowledged');
  return bursts;
}

export const windowCases = clientCasesOf('echo', (check) => {
  check(
    'most-messages',
    'at most 32 messages are sent and not yet echoed, and the others follow',
    clause('A sender MUST NOT have more than 32 messages, nor more than 64 KiB, sent and not yet echoed.'),
    async (stage) => {
      const bursts = await windows(await stage.enter(), 40, 10);
      for (const { count } of bursts)
        holds(count <= MOST_MESSAGES, 'messages without an echo', `at most ${MOST_MESSAGES}`, count);
    },
  );

  check(
    'most-bytes',
    'at most 64 KiB are sent and not yet echoed, and the others follow',
    clause('A sender MUST NOT have more than 32 messages, nor more than 64 KiB, sent and not yet echoed.'),
    async (stage) => {
      for (const body of [MAX_MESSAGE_BODY_BYTES, 4_000]) {
        const place = await stage.enter();
        const bursts = await windows(place, body > 10_000 ? 6 : 18, body);
        for (const { bytes } of bursts)
          holds(bytes <= MOST_BYTES, 'bytes without an echo', `at most ${MOST_BYTES}`, bytes);
        await stage.leave(place);
      }
    },
  );
});

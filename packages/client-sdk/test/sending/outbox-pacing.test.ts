import { DEFAULT_RATE, encodeBase64url, KIND, Meter, type Rate } from '@pug-network/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Pacer } from '../../src/sending/pacer.js';
import { Views } from '../../src/crypto/views.js';
import { Outbox } from '../../src/sending/outbox.js';
import { entered } from '../entered.js';
import { environmentOf, FakeClock } from '../fake-clock.js';
import { limits } from '../relay/answers.js';
import { Story } from '../relay/story.js';
import { useRelay } from '../relay/use-relay.js';
import { quiet, within } from '../relay/wait.js';
import { cipherOf, TAG } from '../talking.js';

interface Sent {
  readonly at: number;
  readonly bytes: number;
}

/** Sends bodies of so many bytes through an outbox whose waits take no time; what went when. */
async function sentThrough(rate: Rate, bodies: readonly number[]): Promise<Sent[]> {
  let now = 0;
  const outbox = new Outbox(
    environmentOf(new FakeClock(), {
      now: () => now,
      after: (ms, callback) => {
        now += ms;
        const immediate = setImmediate(callback);
        return () => clearImmediate(immediate);
      },
    }),
  );
  const sent: Sent[] = [];
  outbox.connect({
    memberId: 1,
    views: new Views(encodeBase64url(new Uint8Array(32)), 1, TAG, 'calm-otter'),
    cipher: await cipherOf(new Story()),
    pacer: new Pacer(rate, now),
    send: (frame) => {
      sent.push({ at: now, bytes: frame.length });
      setImmediate(() => outbox.acknowledge(frame)?.draft.resolve(undefined as never));
      return true;
    },
  });
  const sending = bodies.map((length) => outbox.push({ kind: KIND.bytes, body: new Uint8Array(length) }));
  await within(Promise.all(sending), 'everything to be sent');
  return sent;
}

const bodies = fc.array(fc.oneof(fc.nat({ max: 300 }), fc.nat({ max: 15_845 })), {
  minLength: 1,
  maxLength: 60,
});
const rates = fc.constantFrom<Rate>(
  DEFAULT_RATE,
  { frames: 5, frameBurst: 2, bytes: 65_536, byteBurst: 131_072 },
  { frames: 1_000, frameBurst: 1_000, bytes: 20_000, byteBurst: 16_000 },
);

describe('an outbox', () => {
  it('never lets the relay’s rates overflow, and sends everything', async () => {
    const property = fc.asyncProperty(rates, bodies, async (rate, lengths) => {
      const relay = new Meter(rate, 0);
      const sent = await sentThrough(rate, lengths);
      expect(sent).toHaveLength(lengths.length);
      expect(sent.every(({ bytes, at }) => relay.admits(bytes, at))).toBe(true);
    });
    await fc.assert(property, { seed: 5, numRuns: 30 });
  });
});

describe('a room', () => {
  const relay = useRelay();

  it('keeps to the rates that the relay names', async () => {
    relay.current.answer(
      '/api/limits',
      limits({ frames: 10, frameBurst: 4, bytes: 65_536, byteBurst: 131_072 }),
    );
    const { room, peer, clock } = await entered(relay.current);
    for (let i = 0; i < 6; i++) void room.send(`message ${i}`).catch(() => undefined);
    await peer.frames(3);
    await quiet();
    expect(peer.waitingFrames).toBe(0);
    clock.advance(200);
    await peer.frame();
    await quiet();
    expect(peer.waitingFrames).toBe(0);
    clock.advance(1_000);
    await peer.frames(2);
  });

  it.each([['silence' as const], ['cut' as const], [{ status: 500, body: 'no' }]])(
    'keeps to the rates of the protocol where the relay names none (%j)',
    async (answer) => {
      relay.current.answer('/api/limits', answer);
      const clock = new FakeClock();
      const entering = entered(relay.current, { clock });
      await clock.armed(20_000);
      clock.advance(15_000);
      const { room, peer } = await entering;
      const sending = Array.from({ length: 30 }, () => room.send('x').catch(() => undefined));
      await peer.frames(30);
      expect(sending).toHaveLength(30);
    },
  );
});

import { parseRoomLink } from '@pug-network/protocol';
import { expect, it } from 'vitest';
import { createTestRelay } from '../../src/testing/index.js';
import { twoIn } from './people.js';

it('a test relay lists who did what and how much of it, and never saw what was said', async () => {
  const relay = createTestRelay();
  const { room, friend } = await twoIn(relay);
  await friend.send('meet me at the old mill');
  await room.send({ amount: 'seventeen doubloons' });
  await relay.clock.advance(20_000);
  const link = parseRoomLink(room.link);
  if (!link.ok) throw new Error(link.code);
  const { roomId, roomSecret, key } = link.value;
  expect(
    relay.seen.map((seen) => [seen.type, 'path' in seen ? seen.path : seen.memberId, seen.bytes]),
  ).toEqual([
    ['request', '/api/pow-challenge', 0],
    ['request', '/api/pow-redeem', expect.any(Number)],
    ['request', '/api/create-room', 0],
    ['request', '/api/limits', 0],
    ['control', undefined, 123],
    ['request', '/api/limits', 0],
    ['control', undefined, 123],
    ['frame', 2, 289],
    ['frame', 1, 289],
    ['keep-alive', 1, 1],
    ['keep-alive', 2, 1],
  ]);
  expect([roomId, roomSecret].map((known) => relay.hasSeen(known))).toEqual([true, true]);
  const secrets = [key, room.link.slice(-70, -30), 'old mill', 'seventeen', 'doubloons'];
  expect(secrets.map((secret) => relay.hasSeen(secret))).toEqual(secrets.map(() => false));
});

it('a test relay forgets what it saw long ago', async () => {
  const relay = createTestRelay();
  for (let i = 0; i < 10_001; i++) void relay.platform.fetch(`${relay.origin}/healthz?${i}x`);
  await relay.settle();
  expect(relay.seen).toHaveLength(9_001);
  expect([relay.hasSeen('?999x'), relay.hasSeen('?1000x')]).toEqual([false, true]);
});

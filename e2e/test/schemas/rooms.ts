import { createRoom, joinRoom, relayLimits, solve, type Room } from '@pug-network/client-sdk';
import { expect } from 'vitest';
import { bounded } from '../support/bounded.js';
import { messageOf, Peer, type Place } from './peer.js';
import { ask, recordingFetch, recordingWebSocket, type Traffic } from './traffic.js';

// People in rooms: first by the SDK, then by bare frames.

/** What the SDK is handed so that all it says and hears is recorded. */
const recorded = (traffic: Traffic) => ({
  fetch: recordingFetch(traffic),
  WebSocket: recordingWebSocket(traffic),
});

const codeOf = (attempt: Promise<unknown>): Promise<unknown> =>
  bounded(
    attempt.then(
      () => 'no refusal',
      (error: unknown) => (error as { code?: unknown }).code,
    ),
    'a refusal',
  );

/** Waits until a room has so many members. */
async function filled(room: Room, count: number): Promise<void> {
  const full = new Promise<void>((resolve) => {
    const look = (): void => {
      if (room.members.length === count) resolve();
    };
    room.on('joined', look);
    room.on('left', look);
    look();
  });
  await bounded(full, `${count} members`);
}

/** Two talk in a full room, others are refused, one leaves and comes back, and the creator purges. */
export async function talk(traffic: Traffic, origin: string): Promise<void> {
  const platform = recorded(traffic);
  expect((await relayLimits(origin, platform)).protocol).toBe('pug.v1');
  const creator = await createRoom(origin, { capacity: 2, ttl: 600, ...platform });
  const other = await joinRoom(creator.link, platform);
  await filled(creator, 2);
  await bounded(Promise.all([creator.send('hello'), other.send(new Uint8Array(300))]), 'two messages');
  expect(await codeOf(joinRoom(creator.link, platform))).toBe('room_full');
  // Here the SDK knows better than to ask.
  expect(await codeOf(other.purge())).toBe('not_creator');
  await other.leave();
  await filled(creator, 1);
  const wrongSecret = creator.link.replace(/.{22}$/, 'AAAAAAAAAAAAAAAAAAAAAA');
  expect(await codeOf(joinRoom(wrongSecret, platform))).toBe('bad_secret');
  const again = await joinRoom(creator.link, platform);
  await creator.purge();
  expect((await bounded(again.closed, 'the purge')).reason).toBe('purged');
  expect(await codeOf(joinRoom(creator.link, platform))).toBe('room_not_found');
}

/** A room lives for a second, and is then over for both in it. */
export async function expire(traffic: Traffic, origin: string): Promise<void> {
  const platform = recorded(traffic);
  const creator = await createRoom(origin, { ttl: 1, ...platform });
  const other = await joinRoom(creator.link, platform);
  const ends = await bounded(Promise.all([creator.closed, other.closed]), 'the deadline');
  expect(ends.map(({ reason }) => reason)).toEqual(['expired', 'expired']);
}

/** A session token, by a proof of work. */
export async function session(traffic: Traffic, origin: string): Promise<string> {
  const challenge = JSON.parse((await ask(traffic, origin, { path: '/api/pow-challenge' })).body) as {
    readonly token: string;
    readonly difficulty: number;
  };
  const { nonce } = await solve(challenge, { workers: 0 });
  const body = JSON.stringify({ token: challenge.token, nonce });
  const { body: answer } = await ask(traffic, origin, { method: 'POST', path: '/api/pow-redeem', body });
  return (JSON.parse(answer) as { sessionToken: string }).sessionToken;
}

/** A new room. */
export async function place(traffic: Traffic, origin: string): Promise<Place> {
  const headers = { Authorization: `Bearer ${await session(traffic, origin)}` };
  return JSON.parse((await ask(traffic, origin, { path: '/api/create-room', headers })).body) as Place;
}

const SPOILT: readonly (string | Uint8Array)[] = [
  'no JSON',
  '{"type":"room:leave"}',
  '{"type":"room:join","roomId":"a","roomSecret":"b","tag":"c"}',
  Uint8Array.of(),
  Uint8Array.of(2),
  Uint8Array.of(0, 0),
  messageOf(1, 27),
];

/** Whatever a connection may be ended for. */
export async function misbehave(traffic: Traffic, origin: string): Promise<void> {
  const room = await place(traffic, origin);
  for (const frame of SPOILT) {
    const peer = await Peer.open(traffic, origin);
    peer.sendSpoilt(frame);
    expect((await peer.closed()).code).toBe(4400);
  }
  const creator = await Peer.open(traffic, origin);
  await creator.join(room);
  const twice = await Peer.open(traffic, origin);
  await twice.join(room);
  twice.send({ type: 'room:purge' });
  expect(await twice.next()).toContain('"not_creator"');
  expect(await twice.join(room)).toMatchObject({ type: 'error', code: 'bad_frame' });
  expect((await twice.closed()).code).toBe(4400);
  creator.cut();
  const tooLong = await Peer.open(traffic, origin);
  tooLong.sendSpoilt(new Uint8Array(16_001));
  expect([1009, 1006]).toContain((await tooLong.closed()).code);
  const notUtf8 = await Peer.open(traffic, origin);
  notUtf8.sendSpoilt(Uint8Array.of(0xff), false);
  expect([1007, 1006]).toContain((await notUtf8.closed()).code);
}

/** Keep-alives, more of them than the relay takes, and a connection that only waits. */
export async function wait(traffic: Traffic, origin: string): Promise<void> {
  const idle = await Peer.open(traffic, origin);
  idle.send(Uint8Array.of(0));
  expect(await idle.next()).toEqual(Buffer.of(0));
  const hasty = await Peer.open(traffic, origin);
  for (let sent = 0; sent < 200; sent++) hasty.send(Uint8Array.of(0));
  expect((await hasty.closed()).code).toBe(4429);
  expect((await idle.closed()).code).toBe(4408);
}

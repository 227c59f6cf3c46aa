import { decodeBase64url, encodeBase64url, type RoomJoined } from '@pug-network/protocol';
import vectors from '@pug-network/protocol/vectors/receiver.json';
import { describe, expect, it } from 'vitest';
import { Session } from '../../src/connection/session.js';
import type { Verdict } from '../../src/crypto/receiver.js';
import { LiveRoom } from '../../src/room/live-room.js';
import { fromHex } from '../bytes.js';
import { environmentOf, FakeClock } from '../fake-clock.js';
import { Recording, type Recorded } from '../record.js';
import { deferred, within } from '../relay/wait.js';
import { cipherOf, FakeSocket } from '../talking.js';

// The receiver of packages/protocol/vectors/receiver.json, as a session and as a room.

const { roomId, memberId, username, tag, trace } = vectors;
const key = decodeBase64url(vectors.key)!;
const environment = environmentOf(new FakeClock());
const joined: RoomJoined = {
  type: 'room:joined',
  memberId,
  username,
  creator: false,
  members: [{ memberId: 2, username: 'quiet-heron' }],
  view: encodeBase64url(fromHex(vectors.viewBefore)),
  capacity: 10,
  expiresAt: 1_900_000_000_000,
  ttlRemaining: 3_600_000,
};

async function receiver() {
  const cipher = await cipherOf({ key: new Uint8Array(key), roomId });
  return { cipher, session: new Session(new FakeSocket(), joined, tag, cipher, environment) };
}

/** What the vectors say of a verdict. */
function inVectorTerms(senderId: number, verdict: Verdict): object | null {
  if (verdict.type === 'dropped') return null;
  const gap = 'missing' in verdict && verdict.missing > 0;
  const told = gap ? { gap: { from: senderId, missing: verdict.missing } } : {};
  if (verdict.type !== 'message') return { ...told, [verdict.type]: senderId };
  const { content } = verdict;
  return {
    ...told,
    message: { from: senderId, text: content.kind === 'text' ? content.text : content.kind },
  };
}

/** The room events that a step of the vectors leads to. */
function asRoomEvents(event: (typeof trace)[number]['event']): unknown[] {
  return Object.entries(event ?? {}).map(([name, what]) => {
    if (typeof what === 'number') return [name, what];
    return name === 'gap' ? [name, what.from, what.missing] : [name, what.from, what.text];
  });
}

function inShort([name, event]: Recorded): unknown {
  if (name === 'message') return [name, event.from.memberId, event.kind === 'text' ? event.text : event.kind];
  if (name === 'gap') return [name, event.from.memberId, event.missing];
  return 'from' in event ? [name, event.from.memberId] : [name];
}

describe('the trace of the receiver vectors', () => {
  it('comes out of a session event for event', async () => {
    const { session } = await receiver();
    const verdicts: (object | null)[] = [];
    const { promise: end, resolve } = deferred();
    session.listen({
      acknowledge: () => undefined,
      echoed: () => undefined,
      judged: (senderId, verdict) => verdicts.push(inVectorTerms(senderId, verdict)),
      joined: () => undefined,
      left: () => undefined,
      denied: () => undefined,
      end: () => resolve(),
    });
    session.start();
    for (const { frame } of trace) session.onBytes(fromHex(frame));
    session.onClosed(1006);
    await within(end, 'the end of the session');
    expect(verdicts).toEqual(trace.map(({ event }) => event));
  });

  it('comes out of a room as its events, in the same order', async () => {
    const { cipher, session } = await receiver();
    const link = { origin: 'http://127.0.0.1:1', roomId, key, roomSecret: roomId };
    const rate = { frames: 50, frameBurst: 100, bytes: 65_536, byteBurst: 131_072 };
    const parts = { link, cipher, environment, reconnect: false, rate };
    const room = new LiveRoom(parts, { step: 'talk', memberId, creator: false }, session);
    const told = new Recording(room);
    for (const { frame } of trace) session.onBytes(fromHex(frame));
    session.onClosed(4411);
    await within(room.closed, 'the end of the room');
    const expected = trace.flatMap(({ event }) => asRoomEvents(event));
    expect(told.drain().map(inShort)).toEqual([...expected, ['state'], ['closed']]);
  });
});

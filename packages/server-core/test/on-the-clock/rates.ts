import {
  expectClose,
  expectErrorEvent,
  join,
  joinWith,
  KEEP_ALIVE,
  MAX_FRAME_BYTES,
  message,
  newRoom,
  OPCODE,
  pair,
  RawPeer,
  WsPeer,
  type FrameParts,
  type Peer,
  type Target,
} from '@pug-network/conformance/wire';
import { describe, expect, it } from 'vitest';
import { ManualClock, useRelay, type Engine } from './relay.js';

const FRAMES = 50;
const FRAME_BURST = 100;
const MAX_BLOB = MAX_FRAME_BYTES - 5;

/** docs/protocol.md, Rates and backlog, to the message: the clock stands still unless a test moves it. */
export function rates(engine: Engine): void {
  describe('rates', () => {
    const clock = new ManualClock();
    const relay = useRelay(engine, { clock });
    messages(relay, clock);
    whatCounts(relay, clock);
    bytes(relay, clock);
  });
}

/** So many keep-alives are all answered. */
async function expectAllowed(peer: Peer, count: number): Promise<void> {
  for (let n = 0; n < count; n++) peer.sendBinary(KEEP_ALIVE);
  expect(await peer.frames(count)).toHaveLength(count);
}

/** One keep-alive more is too much. */
async function expectOver(peer: Peer, clock: ManualClock): Promise<void> {
  peer.sendBinary(KEEP_ALIVE);
  await expectRateLimited(peer, clock);
}

/** The Close frame waits until the member has stopped to send. */
async function expectRateLimited(peer: Peer, clock: ManualClock): Promise<void> {
  await expectErrorEvent(peer, 'rate_limited');
  clock.advance(1_000);
  await expectClose(peer, 'rate_limited');
}

function messages(relay: Target, clock: ManualClock): void {
  it('allow a burst of 100 messages and not one more', async () => {
    const peer = await WsPeer.open(relay);
    await expectAllowed(peer, FRAME_BURST);
    await expectOver(peer, clock);
  });

  it('allow 50 more after a second', async () => {
    const peer = await WsPeer.open(relay);
    await expectAllowed(peer, FRAME_BURST);
    clock.advance(1_000);
    await expectAllowed(peer, FRAMES);
    clock.advance(500);
    await expectAllowed(peer, FRAMES / 2);
    await expectOver(peer, clock);
  });

  it('allow no more than the burst, however long a member was silent', async () => {
    const peer = await WsPeer.open(relay);
    await expectAllowed(peer, 10);
    clock.advance(20_000);
    await expectAllowed(peer, FRAME_BURST);
    await expectOver(peer, clock);
  });
}

function whatCounts(relay: Target, clock: ManualClock): void {
  it('count the join and refused purges too', async () => {
    const [, { peer }] = await pair(relay, await newRoom(relay));
    await expectAllowed(peer, FRAME_BURST - 2);
    peer.send({ type: 'room:purge' });
    await peer.event('error');
    await expectOver(peer, clock);
  });

  it('count a fragmented message once', async () => {
    const peer = await RawPeer.open(relay);
    const parts: FrameParts[] = [
      { opcode: OPCODE.binary, fin: false },
      { opcode: OPCODE.continuation, fin: false, payload: KEEP_ALIVE },
      { opcode: OPCODE.continuation },
    ];
    for (let n = 0; n < FRAME_BURST; n++) peer.write(...parts);
    expect(await peer.frames(FRAME_BURST)).toHaveLength(FRAME_BURST);
    peer.write(...parts);
    await expectRateLimited(peer, clock);
  });

  it('do not count RFC 6455 pings and pongs', async () => {
    const peer = await RawPeer.open(relay);
    for (let n = 0; n < 150; n++) {
      peer.write({ opcode: OPCODE.ping, payload: Buffer.alloc(100) }, { opcode: OPCODE.pong });
      expect((await peer.inbox.next('a pong')).kind).toBe('pong');
    }
    await expectAllowed(peer, FRAME_BURST);
    await expectOver(peer, clock);
  });
}

function bytes(relay: Target, clock: ManualClock): void {
  it('allow a burst of 128 KiB and not much more', async () => {
    const { peer } = await join(relay, await newRoom(relay));
    for (let n = 0; n < 8; n++) peer.sendBinary(message(1, MAX_BLOB));
    await peer.frames(8);
    peer.sendBinary(message(1, MAX_BLOB));
    await expectRateLimited(peer, clock);
  });

  it('allow 64 KiB more after a second', async () => {
    const { peer } = await join(relay, await newRoom(relay));
    for (let n = 0; n < 8; n++) peer.sendBinary(message(1, MAX_BLOB));
    await peer.frames(8);
    clock.advance(1_000);
    for (let n = 0; n < 4; n++) peer.sendBinary(message(1, MAX_BLOB));
    await peer.frames(4);
    peer.sendBinary(message(1, MAX_BLOB));
    await expectRateLimited(peer, clock);
  });

  it('count the bytes of all fragments', async () => {
    const { peer } = await joinWith(await RawPeer.open(relay), await newRoom(relay));
    const whole = message(1, MAX_BLOB);
    const parts: FrameParts[] = [
      { opcode: OPCODE.binary, fin: false, payload: whole.subarray(0, 15_000) },
      { opcode: OPCODE.continuation, payload: whole.subarray(15_000) },
    ];
    for (let n = 0; n < 8; n++) peer.write(...parts);
    await peer.frames(8);
    peer.write(...parts);
    await expectRateLimited(peer, clock);
  });
}

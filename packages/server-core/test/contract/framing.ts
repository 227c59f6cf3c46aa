import { describe, expect, it } from 'vitest';
import { newRoom } from './client/gate.js';
import { join, joinTo, message, type Member } from './client/member.js';
import { expectNothingElse } from './client/peer.js';
import { RawPeer } from './client/raw-peer.js';
import { useRelay, type Engine } from './client/relay.js';
import { OPCODE, type FrameParts } from './client/rfc6455.js';
import { CLOSE, ENGINE_CLOSE, MAX_FRAME_BYTES } from './client/table.js';

type Case = [name: string, frames: FrameParts[]];

const good = message(2);
const { text, binary, continuation, close, ping } = OPCODE;
const tooLong = message(2, MAX_FRAME_BYTES - 4);

const VIOLATIONS: Case[] = [
  ['the first reserved bit', [{ opcode: binary, reserved: 4, payload: good }]],
  ['the second reserved bit', [{ opcode: binary, reserved: 2, payload: good }]],
  ['the third reserved bit', [{ opcode: binary, reserved: 1, payload: good }]],
  ['an unknown data opcode', [{ opcode: 0x3, payload: good }]],
  ['an unknown control opcode', [{ opcode: 0xb, payload: good }]],
  ['a ping of 126 bytes', [{ opcode: ping, payload: Buffer.alloc(126) }]],
  ['a ping in fragments', [{ opcode: ping, fin: false, payload: Buffer.alloc(1) }]],
  ['a Close frame of 126 bytes', [{ opcode: close, payload: Buffer.alloc(126, 3) }]],
  ['a continuation of nothing', [{ opcode: continuation, payload: good }]],
];

const BAD_UTF8: Case[] = [
  ['a lone byte', [{ opcode: text, payload: Buffer.from('{"type":"room:purge","x":"\xff"}', 'latin1') }]],
  ['an overlong form', [{ opcode: text, payload: Buffer.from('{"x":"\xc0\xaf"}', 'latin1') }]],
  ['a surrogate', [{ opcode: text, payload: Buffer.from('{"x":"\xed\xa0\x80"}', 'latin1') }]],
  ['a cut character', [{ opcode: text, payload: Buffer.from('{"x":"\xe2\x82', 'latin1') }]],
];

const TOO_BIG: Case[] = [
  ['binary', [{ opcode: binary, payload: tooLong }]],
  ['text', [{ opcode: text, payload: Buffer.alloc(MAX_FRAME_BYTES + 1, ' ') }]],
  ['only declared', [{ opcode: binary, payload: good, length: MAX_FRAME_BYTES + 1 }]],
  ['declared as 4 GiB', [{ opcode: binary, payload: good, length: 2 ** 32 }]],
  ['declared as 2^53 - 1', [{ opcode: binary, payload: good, length: Number.MAX_SAFE_INTEGER }]],
  [
    'the sum of its fragments',
    [
      { opcode: binary, fin: false, payload: tooLong.subarray(0, 9_000) },
      { opcode: continuation, payload: tooLong.subarray(9_000) },
    ],
  ],
];

/** protocol.md, Errors on the socket: frames that the engine ends by its own hand. */
export function framing(engine: Engine): void {
  describe('a member that breaks RFC 6455', () => {
    const relay = useRelay(engine);
    it.each(VIOLATIONS)('is cut off: %s', async (_name, frames) => {
      await expectCutOff(relay.port, frames, ENGINE_CLOSE.violation);
    });
    it.each(BAD_UTF8)('is cut off: text with invalid UTF-8, %s', async (_name, frames) => {
      await expectCutOff(relay.port, frames, ENGINE_CLOSE.badUtf8);
    });
    it.each(TOO_BIG)('is cut off: over 16,000 bytes, %s', async (_name, frames) => {
      await expectCutOff(relay.port, frames, ENGINE_CLOSE.tooBig);
    });
    it('is out: frames without a mask, refused or misread', async () => {
      await expectUnmaskedOut(relay.port);
    });
  });
}

/** An engine that takes the payload for a mask must not forward what it makes of it. */
async function expectUnmaskedOut(port: number): Promise<void> {
  const { watcher, peer } = await pairWithRaw(port);
  peer.write(...Array.from({ length: 4 }, () => ({ opcode: binary, payload: good, masked: false })));
  const end = (await peer.untilClosed()).at(-1);
  expect([...ENGINE_CLOSE.violation, CLOSE.bad_frame]).toContain(end?.kind === 'closed' ? end.code : end);
  expect(await watcher.peer.event('presence:leave')).toEqual({ type: 'presence:leave', memberId: 2 });
  await expectNothingElse(watcher.peer);
}

/** The second member of a new room sends the frames: it is out, and the first sees it leave and nothing else. */
async function expectCutOff(
  port: number,
  frames: readonly FrameParts[],
  codes: readonly number[],
): Promise<void> {
  const { watcher, peer } = await pairWithRaw(port);
  peer.write(...frames);
  expect(codes).toContain((await peer.closed()).code);
  expect(await watcher.peer.event('presence:leave')).toEqual({ type: 'presence:leave', memberId: 2 });
  await expectNothingElse(watcher.peer);
}

async function pairWithRaw(port: number): Promise<{ watcher: Member; peer: RawPeer }> {
  const room = await newRoom(port);
  const watcher = await join(port, room);
  const { peer } = await joinTo(await RawPeer.open(port), room, [watcher]);
  return { watcher, peer };
}

import { describe, expect, it } from 'vitest';
import { newRoom } from './client/gate.js';
import { join, joinMessage, joinTo, message, pair } from './client/member.js';
import { expectNothingElse, expectRefusal } from './client/peer.js';
import { RawPeer } from './client/raw-peer.js';
import { useRelay, type Engine, type Served } from './client/relay.js';
import { OPCODE } from './client/rfc6455.js';
import { MAX_CONTROL_BYTES } from './client/table.js';

/** protocol.md, Errors on the socket: bad_frame, from a member. */
export function badFrame(engine: Engine): void {
  describe('a member that breaks the form', () => {
    const relay = useRelay(engine);
    it.each(TEXTS)('is out with bad_frame: text frame, %s', async (_name, text) => {
      await expectOut(relay, OPCODE.text, Buffer.from(text));
    });
    it.each(BINARIES)('is out with bad_frame: binary frame, %s', async (_name, bytes) => {
      await expectOut(relay, OPCODE.binary, bytes);
    });
    secondJoin(relay);
    aftermath(relay);
  });
}

/** The second member of a new room sends one bad frame: it is closed, and the first sees it leave and nothing else. */
async function expectOut(relay: Served, opcode: number, payload: Buffer): Promise<void> {
  const room = await newRoom(relay.port);
  const watcher = await join(relay.port, room);
  const { peer } = await joinTo(await RawPeer.open(relay.port), room, [watcher]);
  peer.write({ opcode, payload });
  await expectRefusal(peer, 'bad_frame');
  expect(await watcher.peer.event('presence:leave')).toEqual({ type: 'presence:leave', memberId: 2 });
  await expectNothingElse(watcher.peer);
}

const PURGE = '{"type":"room:purge"}';

const TEXTS: [name: string, text: string][] = [
  ['empty', ''],
  ['no JSON', 'room:purge'],
  ['an array', `[${PURGE}]`],
  ['a string', '"room:purge"'],
  ['null', 'null'],
  ['a number', '7'],
  ['true', 'true'],
  ['no type', '{}'],
  ['a type that is a number', '{"type":1}'],
  ['an unknown type', '{"type":"room:close"}'],
  ['a type of the server', '{"type":"presence:leave","memberId":1}'],
  ['a type in another letter case', '{"type":"Room:Purge"}'],
  ['a name in another letter case', '{"Type":"room:purge"}'],
  ['a type on a prototype', '{"__proto__":{"type":"room:purge"}}'],
  ['of duplicates the last is unknown', '{"type":"room:purge","type":"x"}'],
  ['a byte order mark', `\ufeff${PURGE}`],
  ['something behind the object', `${PURGE}x`],
  ['a zero byte behind the object', `${PURGE}\u0000`],
  ['over 1,024 bytes', PURGE.padEnd(MAX_CONTROL_BYTES + 1, ' ')],
  ['15,000 bytes', PURGE.padEnd(15_000, ' ')],
  ['a deep array', '['.repeat(1_000)],
];

const BINARIES: [name: string, bytes: Buffer][] = [
  ['empty', Buffer.alloc(0)],
  ['a keep-alive of two bytes', Buffer.from([0x00, 0x00])],
  ['a keep-alive the size of a message', Buffer.alloc(100)],
  ['an unknown type', Buffer.concat([Buffer.from([0x02]), message(2).subarray(1)])],
  ['the type of a text', Buffer.from(PURGE)],
  ['type 255', Buffer.from([0xff])],
  ['a message without a senderId', Buffer.from([0x01])],
  ['a message with half a senderId', Buffer.from([0x01, 0, 0])],
  ['a message without a blob', message(2, 0)],
  ['a blob of 27 bytes', message(2, 27)],
  ["another member's senderId", message(1)],
  ['the senderId 0', message(0)],
  ['a senderId nobody has', message(3)],
  ['a little-endian senderId', message(0x0200_0000)],
  ['a senderId with a high byte', message(0x8000_0002)],
];

function secondJoin(relay: Served): void {
  it.each([true, false])('is out with bad_frame: a second join, to the same room: %j', async (isSame) => {
    const room = await newRoom(relay.port);
    const target = isSame ? room : await newRoom(relay.port);
    const [watcher, member] = await pair(relay.port, room);
    member.peer.send(joinMessage(target));
    await expectRefusal(member.peer, 'bad_frame');
    expect(await watcher.peer.event('presence:leave')).toMatchObject({ memberId: 2 });
    await expectNothingElse(watcher.peer);
  });
}

function aftermath(relay: Served): void {
  it('is out at once: what it sent behind is not looked at', async () => {
    const room = await newRoom(relay.port);
    const [creator, watcher] = await pair(relay.port, room);
    const { peer } = await joinTo(await RawPeer.open(relay.port), room, [creator, watcher]);
    const good = message(3);
    peer.write(
      { opcode: OPCODE.binary, payload: good },
      { opcode: OPCODE.binary, payload: message(1) },
      { opcode: OPCODE.binary, payload: message(3) },
      { opcode: OPCODE.text, payload: Buffer.from(PURGE) },
    );
    expect(await peer.frame()).toEqual(good);
    await expectRefusal(peer, 'bad_frame');
    expect(await watcher.peer.frame()).toEqual(good);
    expect(await watcher.peer.event('presence:leave')).toMatchObject({ memberId: 3 });
    await expectNothingElse(watcher.peer);
  });
}

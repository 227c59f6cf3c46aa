import { describe, expect, it } from 'vitest';
import { expectRefused } from './client/first.js';
import { newRoom, type Room } from './client/gate.js';
import { at, gather, join, joinMessage, joinTo, message, pair, type Member } from './client/member.js';
import { expectNothingElse, expectRefusal } from './client/peer.js';
import { RawPeer } from './client/raw-peer.js';
import { useRelay, type Engine, type Served } from './client/relay.js';
import { OPCODE } from './client/rfc6455.js';
import { WsPeer } from './client/ws-peer.js';

const NORMAL = Buffer.from([0x03, 0xe8]);

/** protocol.md §5 Leave. */
export function leaveStep(engine: Engine): void {
  describe('leaving', () => {
    const relay = useRelay(engine);
    ways(relay);
    closeFrame(relay);
    afterwards(relay);
    emptyRoom(relay);
  });
}

interface Watched {
  readonly room: Room;
  readonly watcher: Member;
  readonly leaver: Member<RawPeer>;
}

/** A room whose second member is a raw one, watched by the first. */
async function watched(port: number): Promise<Watched> {
  const room = await newRoom(port);
  const watcher = await join(port, room);
  return { room, watcher, leaver: await joinTo(await RawPeer.open(port), room, [watcher]) };
}

async function expectLeft({ watcher }: Watched): Promise<void> {
  expect(await watcher.peer.event('presence:leave')).toEqual({ type: 'presence:leave', memberId: 2 });
  await expectNothingElse(watcher.peer);
}

function ways(relay: Served): void {
  const ways: [name: string, go: (peer: RawPeer) => void][] = [
    ['a Close frame', (peer) => peer.leave()],
    ['a Close frame without a code', (peer) => peer.write({ opcode: OPCODE.close })],
    ['the end of the TCP connection', (peer) => peer.cut()],
    ['the end of its sending side', (peer) => peer.halfClose()],
  ];
  it.each(ways)('by %s is told to the others', async (_name, go) => {
    const scene = await watched(relay.port);
    go(scene.leaver.peer);
    await expectLeft(scene);
  });

  it('is told to everybody left, once for each that leaves', async () => {
    const members = await gather(relay.port, await newRoom(relay.port), 4);
    at(members, 1).peer.leave();
    for (const n of [0, 2, 3]) {
      const event = await at(members, n).peer.event('presence:leave');
      expect(event).toEqual({ type: 'presence:leave', memberId: 2 });
    }
    at(members, 0).peer.cut();
    for (const n of [2, 3]) {
      const event = await at(members, n).peer.event('presence:leave');
      expect(event).toEqual({ type: 'presence:leave', memberId: 1 });
      await expectNothingElse(at(members, n).peer);
    }
  });

  it('before joining is told to nobody', async () => {
    const watcher = await join(relay.port, await newRoom(relay.port));
    const peer = await WsPeer.open(relay.port);
    await expectNothingElse(peer);
    peer.leave();
    await peer.closed();
    await expectNothingElse(watcher.peer);
  });
}

function closeFrame(relay: Served): void {
  it('by a Close frame counts though the TCP connection is kept', async () => {
    const scene = await watched(relay.port);
    scene.leaver.peer.pause();
    scene.leaver.peer.leave();
    await expectLeft(scene);
  });

  it('by a Close frame ends it all: what is sent behind is not looked at', async () => {
    const scene = await watched(relay.port);
    const last = message(2);
    scene.leaver.peer.write(
      { opcode: OPCODE.binary, payload: last },
      { opcode: OPCODE.close, payload: NORMAL },
      { opcode: OPCODE.binary, payload: message(2) },
    );
    expect(await scene.watcher.peer.frame()).toEqual(last);
    await expectLeft(scene);
  });

  it('by a Close frame is answered with one', async () => {
    const { leaver } = await watched(relay.port);
    leaver.peer.leave();
    expect(await leaver.peer.closed()).toMatchObject({ code: 1000 });
  });
}

function afterwards(relay: Served): void {
  it('is final: who comes back is a new member', async () => {
    const scene = await watched(relay.port);
    scene.leaver.peer.cut();
    await expectLeft(scene);
    const back = await WsPeer.open(relay.port);
    back.send(joinMessage(scene.room));
    const joined = await back.event('room:joined');
    expect(joined).toMatchObject({ memberId: 3, members: [{ memberId: 1 }] });
    expect(joined['username']).not.toBe(scene.leaver.joined.username);
    expect(await scene.watcher.peer.event('presence:join')).toMatchObject({ memberId: 3 });
    back.sendBinary(message(2));
    await expectRefusal(back, 'bad_frame');
  });
}

function emptyRoom(relay: Served): void {
  it.each([1, 3])('by the last of %i ends the room', async (count) => {
    const room = await newRoom(relay.port);
    const members = await gather(relay.port, room, count);
    for (const { peer } of members) {
      peer.leave();
      await peer.untilClosed();
    }
    await expectRefused(relay.port, joinMessage(room), 'room_not_found');
  });

  it('by the creator does not end the room while somebody is there', async () => {
    const room = await newRoom(relay.port);
    const [creator, other] = await pair(relay.port, room);
    creator.peer.leave();
    await other.peer.event('presence:leave');
    other.peer.sendBinary(message(2));
    await other.peer.frame();
    expect((await join(relay.port, room)).joined.memberId).toBe(3);
  });
}

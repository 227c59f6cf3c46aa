import { describe, expect, it } from 'vitest';
import { newRoom } from './client/gate.js';
import { at, joinTo, message, pair, type Member } from './client/member.js';
import { KEEP_ALIVE, expectNothingElse, type Item, type Peer } from './client/peer.js';
import { RawPeer } from './client/raw-peer.js';
import { useRelay, type Engine } from './client/relay.js';
import { MAX_FRAME_BYTES, SLOW_CLOSE } from './client/table.js';

/** 64,000 bytes: what a sender may have not yet echoed. */
const BATCH = 4;
/** 64 MB: far more than the sockets of the operating system take before the relay must hold it itself. */
const MAX_BATCHES = 1_000;

/** protocol.md, Errors on the socket: slow_consumer. */
export function slow(engine: Engine): void {
  describe('a member that does not read', () => {
    const rate = { frames: 1e6, frameBurst: 1e6, bytes: 1e9, byteBurst: 1e9 };
    const relay = useRelay(engine, { rate });

    it('is closed, and the others go on', { timeout: 60_000 }, async () => {
      const room = await newRoom(relay.port);
      const [sender, watcher] = await pair(relay.port, room);
      const { peer: sleeper, joined } = await joinTo(await RawPeer.open(relay.port), room, [sender, watcher]);
      sleeper.pause();
      const left = { kind: 'event', event: { type: 'presence:leave', memberId: joined.memberId } };
      const sent = await sendUntilNews(sender, left);
      const seen = await untilKeepAlive(watcher.peer);
      expect(seen.filter(({ kind }) => kind === 'event')).toEqual([left]);
      expect(seen.filter(({ kind }) => kind === 'frame')).toHaveLength(sent);
      await expectStillWorks([sender, watcher]);
      sleeper.resume();
      const end = at(await sleeper.untilClosed(), -1);
      expect(SLOW_CLOSE).toContain(end.kind === 'closed' ? end.code : end.kind);
    });
  });
}

/** Sends in batches, each when the one before has come back, until there is news; gives how many messages. */
async function sendUntilNews({ peer, joined }: Member, news: object): Promise<number> {
  for (let sent = BATCH; sent <= MAX_BATCHES * BATCH; sent += BATCH) {
    for (let n = 0; n < BATCH; n++) peer.sendBinary(message(joined.memberId, MAX_FRAME_BYTES - 5));
    const events = (await untilKeepAlive(peer)).filter(({ kind }) => kind !== 'frame');
    if (events.length === 0) continue;
    expect(events).toEqual([news]);
    return sent;
  }
  throw new Error(`nobody has left after ${MAX_BATCHES * BATCH} messages`);
}

/** Everything that arrives before the answer to a keep-alive. */
async function untilKeepAlive(peer: Peer): Promise<Item[]> {
  const items: Item[] = [];
  peer.sendBinary(KEEP_ALIVE);
  for (;;) {
    const item = await peer.inbox.next('the answer to a keep-alive');
    if (item.kind === 'frame' && item.bytes.equals(KEEP_ALIVE)) return items;
    items.push(item);
  }
}

async function expectStillWorks(members: readonly Member[]): Promise<void> {
  for (const { peer, joined } of members) {
    const sent = message(joined.memberId);
    peer.sendBinary(sent);
    for (const other of members) expect(await other.peer.frame()).toEqual(sent);
  }
  for (const { peer } of members) await expectNothingElse(peer);
}

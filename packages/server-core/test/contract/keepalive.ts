import { beforeAll, describe, expect, it } from 'vitest';
import { newRoom } from './client/gate.js';
import { join, joinTo, joinWith, newTag } from './client/member.js';
import { KEEP_ALIVE, expectNothingElse, type Item, type Peer } from './client/peer.js';
import { RawPeer } from './client/raw-peer.js';
import { ManualClock, useRelay, type Engine, type Served } from './client/relay.js';
import { OPCODE } from './client/rfc6455.js';
import { CLOSE } from './client/table.js';
import { within } from './client/wait.js';
import { WsPeer } from './client/ws-peer.js';

const JOIN_TIMEOUT_MS = 5_000;
const PING_MS = 30_000;
/** What a busy machine may take longer. */
const SLACK_MS = 2_000;

/** A silent member, since when it is there, and its relay; filled in before the first test. */
export interface Idle {
  peer?: RawPeer;
  since: number;
}

/** Lets a member be silent from the start of the whole suite, so that the long wait for a ping is nobody else's. */
export function useIdleMember(engine: Engine): Idle {
  const relay = useRelay(engine);
  const idle: Idle = { since: 0 };
  beforeAll(async () => {
    const peer = await RawPeer.open(relay.port);
    idle.since = Date.now();
    await joinWith(peer, await newRoom(relay.port));
    idle.peer = peer;
  });
  return idle;
}

/** protocol.md §3 Join and §4 Message: join_timeout and keeping alive. */
export function keepalive(engine: Engine, idle: Idle): void {
  describe.concurrent('a connection that does not join', { timeout: 20_000 }, () => {
    const relay = useRelay(engine);
    joinTimeout(relay);
  });
  describe('a connection that is silent', () => {
    const clock = new ManualClock();
    const relay = useRelay(engine, { clock });
    silence(relay, clock);

    it('gets an RFC 6455 ping within 30 s', { timeout: PING_MS + 10_000 }, async () => {
      const { peer, since } = idle;
      if (!peer) throw new Error('there is no silent member');
      await within(peer.pinged, 'an RFC 6455 ping', since + PING_MS + SLACK_MS - Date.now());
      await expectNothingElse(peer);
    });
  });
}

function silence(relay: Served, clock: ManualClock): void {
  it('is cut off after 60 s, one that only sends keep-alives is not', async () => {
    const room = await newRoom(relay.port);
    const watcher = await join(relay.port, room);
    const { peer } = await joinTo(await RawPeer.open(relay.port), room, [watcher]);
    peer.pause();
    for (const seconds of [25, 25, 9]) {
      clock.advance(seconds * 1_000);
      await expectNothingElse(watcher.peer);
    }
    clock.advance(2_000);
    expect(await watcher.peer.event('presence:leave')).toEqual({ type: 'presence:leave', memberId: 2 });
    peer.resume();
    expect(await peer.closed()).toMatchObject({ code: 1006 });
    await expectNothingElse(watcher.peer);
  });
}

function joinTimeout(relay: Served): void {
  it('is closed with join_timeout after 5 s', async () => {
    const peer = await WsPeer.open(relay.port);
    await expectTimeout(peer, Date.now());
  });

  it('is closed with join_timeout after 5 s, keep-alives and pings or not', async () => {
    const peer = await RawPeer.open(relay.port);
    const since = Date.now();
    const beat = setInterval(() => {
      peer.sendBinary(KEEP_ALIVE);
      peer.write({ opcode: OPCODE.ping });
    }, 500);
    const items = await collect(peer, JOIN_TIMEOUT_MS + SLACK_MS);
    clearInterval(beat);
    expect(Date.now() - since).toBeGreaterThanOrEqual(JOIN_TIMEOUT_MS - 50);
    expect(items.filter(({ kind }) => kind === 'frame').length).toBeGreaterThanOrEqual(5);
    expect(items.slice(-2)).toEqual([
      { kind: 'event', event: expect.objectContaining({ type: 'error', code: 'join_timeout' }) as unknown },
      { kind: 'closed', code: CLOSE.join_timeout, reason: 'join_timeout' },
    ]);
  });

  it('is closed with join_timeout after 5 s, an unfinished join or not', async () => {
    const peer = await RawPeer.open(relay.port);
    const since = Date.now();
    peer.write({ opcode: OPCODE.text, fin: false, payload: Buffer.from(`{"tag":"${newTag()}",`) });
    await expectTimeout(peer, since);
  });

  it('does not take one with it that has joined', async () => {
    const { peer } = await join(relay.port, await newRoom(relay.port));
    const silent = await WsPeer.open(relay.port);
    await expectTimeout(silent, Date.now());
    await expectNothingElse(peer);
  });
}

async function expectTimeout(peer: Peer, since: number): Promise<void> {
  const item = await peer.inbox.next('the error event', JOIN_TIMEOUT_MS + SLACK_MS);
  const elapsed = Date.now() - since;
  expect(item).toMatchObject({ kind: 'event', event: { type: 'error', code: 'join_timeout' } });
  expect(await peer.closed()).toEqual({ code: CLOSE.join_timeout, reason: 'join_timeout' });
  expect(elapsed).toBeGreaterThanOrEqual(JOIN_TIMEOUT_MS - 50);
}

/** Everything that arrives up to the close. */
async function collect(peer: Peer, ms: number): Promise<Item[]> {
  const items: Item[] = [];
  const all = async (): Promise<Item[]> => {
    do items.push(await peer.inbox.next('the close', ms));
    while (items.at(-1)?.kind !== 'closed');
    return items;
  };
  return within(all(), 'the close', ms);
}

import { equal, oneOf } from '../../check.js';
import { newRoom } from '../../wire/gate.js';
import { at, joinTo, message, pair, type Member } from '../../wire/member.js';
import { KEEP_ALIVE, expectNothingElse, showItem, type Item, type Peer } from '../../wire/peer.js';
import { RawPeer } from '../../wire/raw-peer.js';
import { MAX_FRAME_BYTES, SLOW_CLOSE } from '../../wire/table.js';
import { casesOf, clauseIn, type On } from '../case.js';

const clause = clauseIn('rates-and-backlog');

/** 64,000 bytes: what a sender may have not yet echoed. */
const BATCH = 4;
/** 64 MB: far more than the sockets of the operating system take before the relay must hold it itself. */
const MAX_BATCHES = 1_000;

const onFast: On = { settings: { rate: { frames: 1e6, frameBurst: 1e6, bytes: 1e9, byteBurst: 1e9 } } };

export const slowCases = casesOf('slow', (check) => {
  check(
    'consumer',
    'a member that does not read is closed as slow_consumer, and the room goes on without it',
    clause(
      'A member with more than 256 KiB waiting unsent is closed as `slow_consumer`. The room goes on without it.',
    ),
    async (relay) => {
      const room = await newRoom(relay);
      const [sender, watcher] = await pair(relay, room);
      const { peer: sleeper, joined } = await joinTo(await RawPeer.open(relay), room, [sender, watcher]);
      sleeper.pause();
      const left = { type: 'presence:leave', memberId: joined.memberId };
      const sent = await sendUntilNews(sender, left);
      const seen = await untilKeepAlive(watcher.peer);
      equal(eventsOf(seen), [left], 'the events that the others got');
      equal(seen.filter(({ kind }) => kind === 'frame').length, sent, 'how many messages the others got');
      await expectStillWorks([sender, watcher]);
      sleeper.resume();
      const end = at(await sleeper.untilClosed(), -1);
      oneOf(end.kind === 'closed' ? end.code : showItem(end), SLOW_CLOSE, 'the close code of the slow one');
    },
    onFast,
  );
});

const eventsOf = (items: readonly Item[]) =>
  items.flatMap((item) => (item.kind === 'event' ? [item.event] : []));

/** Sends in batches, each when the one before has come back, until there is news; gives how many messages. */
async function sendUntilNews({ peer, joined }: Member, news: object): Promise<number> {
  for (let sent = BATCH; sent <= MAX_BATCHES * BATCH; sent += BATCH) {
    for (let n = 0; n < BATCH; n++) peer.sendBinary(message(joined.memberId, MAX_FRAME_BYTES - 5));
    const events = eventsOf(await untilKeepAlive(peer));
    if (events.length === 0) continue;
    equal(events, [news], 'the events that the sender got');
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
    for (const other of members) equal(await other.peer.frame(), sent, 'a message after it');
  }
  for (const { peer } of members) await expectNothingElse(peer);
}

import { between, equal, holds } from '../../check.js';
import { newRoom } from '../../wire/gate.js';
import { at, gather, join, joinTo, message, pair } from '../../wire/member.js';
import { KEEP_ALIVE, expectNothingElse, type Peer } from '../../wire/peer.js';
import { RawPeer } from '../../wire/raw-peer.js';
import { OPCODE, type FrameParts } from '../../wire/rfc6455.js';
import { CLOSE } from '../../wire/table.js';
import { wait } from '../../wire/wait.js';
import { WsPeer } from '../../wire/ws-peer.js';
import { casesOf, clauseIn, type On } from '../case.js';
import type { Rate } from '../settings.js';

const clause = clauseIn('rates-and-backlog');
const messages = clause('data messages | 50 a second | 100');
export const closed = clause('A connection over either limit is closed as `rate_limited`.');

const SECOND_MS = 1_000;
/** Pings that wait for their pongs together; a library may take many more for an attack. */
const AT_ONCE = 20;
/** So many seconds' worth over the burst is too much for any machine that is not standing still. */
export const OVER_SECONDS = 5;
/** Less than a whole second's worth: the clocks of both sides differ a little. */
export const ALMOST = 0.9;

/** Where the rates are too high to be reached over a network they are not looked at. */
export const onUsual: On = {
  fits: ({ limits: { rate } }) => rate.frameBurst <= 1_000 && rate.byteBurst <= 4_000_000,
};

export const rateCases = casesOf('rate', (check) => {
  check(
    'frame-burst',
    'as many messages as the burst are taken at once',
    messages,
    async (relay) => {
      const peer = await WsPeer.open(relay);
      await expectAllowed(peer, relay.limits.rate.frameBurst);
    },
    onUsual,
  );

  check(
    'frames-over',
    'many more messages than the burst are rate_limited',
    closed,
    async (relay) => expectBurstAlone(await RawPeer.open(relay), relay.limits.rate),
    onUsual,
  );

  check(
    'frame-rate',
    'a second after a burst a second’s worth of messages is taken',
    messages,
    async (relay) => {
      const { frames, frameBurst } = relay.limits.rate;
      const peer = await WsPeer.open(relay);
      await expectAllowed(peer, frameBurst);
      await wait(SECOND_MS);
      await expectAllowed(peer, Math.floor(frames * ALMOST));
    },
    onUsual,
  );

  check(
    'burst-is-most',
    'a member that was silent may not send more than the burst at once',
    messages,
    async (relay) => {
      const peer = await RawPeer.open(relay);
      await wait(2 * SECOND_MS);
      await expectBurstAlone(peer, relay.limits.rate);
    },
    onUsual,
  );

  check(
    'text-counts',
    'control messages count',
    clause('Every data message counts, text, binary and keep-alive alike.'),
    async (relay) => {
      const [, { peer }] = await pair(relay, await newRoom(relay));
      const { frames, frameBurst } = relay.limits.rate;
      for (let n = 0; n < frameBurst + OVER_SECONDS * frames; n++) peer.send({ type: 'room:purge' });
      const items = await peer.untilClosed();
      const codes = items.flatMap((item) => (item.kind === 'event' ? [item.event['code']] : []));
      equal(codes.at(-1), 'rate_limited', 'the last error event');
      equal(items.at(-1), { kind: 'closed', code: CLOSE.rate_limited, reason: 'rate_limited' }, 'the close');
    },
    onUsual,
  );

  check(
    'fragments-count-once',
    'a fragmented message counts once',
    clause('A fragmented one counts once.'),
    async (relay) => {
      const peer = await RawPeer.open(relay);
      const { frameBurst } = relay.limits.rate;
      for (let n = 0; n < frameBurst; n++) peer.write(...inThree(KEEP_ALIVE));
      equal((await peer.frames(frameBurst)).length, frameBurst, 'how many were answered');
    },
    onUsual,
  );

  check(
    'control-frames',
    'pings and pongs do not count',
    clause('RFC 6455 control frames do not count.'),
    async (relay) => {
      const peer = await RawPeer.open(relay);
      const { frameBurst } = relay.limits.rate;
      const both = [{ opcode: OPCODE.ping, payload: Buffer.alloc(100) }, { opcode: OPCODE.pong }];
      for (let n = 0; n < 1.5 * frameBurst; n += AT_ONCE) {
        peer.write(...Array.from({ length: AT_ONCE }, () => both).flat());
        for (let pongs = 0; pongs < AT_ONCE; pongs++)
          equal((await peer.inbox.next('a pong')).kind, 'pong', 'what arrives next');
      }
      await expectAllowed(peer, frameBurst);
    },
    onUsual,
  );

  check(
    'received',
    'what a member receives does not count',
    clause('For each connection:'),
    async (relay) => {
      const room = await newRoom(relay, `?capacity=${relay.limits.capacity.max}`);
      const members = await gather(relay, room, Math.min(3, room.capacity));
      const each = Math.floor(relay.limits.rate.frameBurst * ALMOST);
      for (const { peer, joined } of members.slice(1))
        for (let n = 0; n < each; n++) peer.sendBinary(message(joined.memberId));
      await at(members, 0).peer.frames(each * (members.length - 1));
      await expectNothingElse(at(members, 0).peer);
    },
    onUsual,
  );

  check(
    'alone',
    'who is over the rate is out, the room goes on, and nothing more of it is forwarded',
    closed,
    async (relay) => {
      const room = await newRoom(relay);
      const watcher = await join(relay, room);
      const { peer } = await joinTo(await RawPeer.open(relay), room, [watcher]);
      const { frames, frameBurst } = relay.limits.rate;
      peer.write(...Array.from({ length: frameBurst + OVER_SECONDS * frames }, () => frameOf(message(2))));
      const taken = await framesUntilRateLimited(peer);
      await watcher.peer.frames(taken);
      equal((await watcher.peer.event('presence:leave'))['memberId'], 2, 'who left');
      await expectNothingElse(watcher.peer);
    },
    onUsual,
  );
});

/** Of far too many keep-alives at once the burst is answered, and what the rate allows for while it takes. */
async function expectBurstAlone(peer: RawPeer, { frames, frameBurst }: Rate): Promise<void> {
  const start = performance.now();
  peer.write(...Array.from({ length: frameBurst + OVER_SECONDS * frames }, () => frameOf(KEEP_ALIVE)));
  const taken = await framesUntilRateLimited(peer);
  const seconds = (performance.now() - start) / SECOND_MS;
  between(taken, frameBurst, frameBurst + Math.ceil(seconds * frames) + 1, 'how many were answered');
}

/** So many keep-alives are all answered. */
async function expectAllowed(peer: Peer, count: number): Promise<void> {
  for (let n = 0; n < count; n++) peer.sendBinary(KEEP_ALIVE);
  equal((await peer.frames(count)).length, count, 'how many were answered');
}

/** How many frames come before the connection is closed as rate_limited. */
export async function framesUntilRateLimited(peer: Peer): Promise<number> {
  const items = await peer.untilClosed();
  const [event, end] = items.slice(-2);
  holds(event?.kind === 'event', 'what comes before the close', 'an error event', event?.kind);
  equal(event.event['code'], 'rate_limited', 'the code of the error event');
  equal(end, { kind: 'closed', code: CLOSE.rate_limited, reason: 'rate_limited' }, 'the close');
  return items.filter(({ kind }) => kind === 'frame').length;
}

const frameOf = (payload: Buffer): FrameParts => ({ opcode: OPCODE.binary, payload });

/** A message in three fragments, the first and the last of them empty. */
export const inThree = (whole: Buffer): readonly FrameParts[] => [
  { opcode: OPCODE.binary, fin: false },
  { opcode: OPCODE.continuation, fin: false, payload: whole },
  { opcode: OPCODE.continuation },
];

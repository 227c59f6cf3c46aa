import { between, equal, holds, oneOf } from '../../check.js';
import { newRoom } from '../../wire/gate.js';
import { join, joinTo, joinWith, newTag, pair } from '../../wire/member.js';
import { KEEP_ALIVE, expectNothingElse, type Peer } from '../../wire/peer.js';
import { RawPeer } from '../../wire/raw-peer.js';
import { OPCODE } from '../../wire/rfc6455.js';
import { wait, within } from '../../wire/wait.js';
import { WsPeer } from '../../wire/ws-peer.js';
import { casesOf, clauseIn } from '../case.js';

const joining = clauseIn('3-join');
const clause = clauseIn('4-message');
const inTime = joining("within 5 s of the connection's start, else `join_timeout`.");
const pings = clause(
  'The relay sends RFC 6455 pings at least every 30 s and cuts off a peer that was silent for 60 s.',
);

const JOIN_TIMEOUT_MS = 5_000;
/** Between the connection's start as the relay sees it, and as this side does. */
const EARLY_MS = 200;
/** What a busy machine may take longer. */
const SLACK_MS = 2_500;
const PING_MS = 30_000;
const SILENCE_MS = 60_000;
const CUT_OFF_SLACK_MS = 15_000;
const SECOND_MS = 1_000;
const BEAT_MS = 500;

const joinSeconds = () => JOIN_TIMEOUT_MS / SECOND_MS;

export const joinTimeoutCases = casesOf('join', (check) => {
  check(
    'timeout',
    'a connection that does not join in 5 s is join_timeout, and takes no other with it',
    inTime,
    async (relay) => {
      const { peer: member } = await join(relay, await newRoom(relay));
      const since = performance.now();
      await expectTimeout(await WsPeer.open(relay), since);
      await expectNothingElse(member);
    },
    { seconds: joinSeconds },
  );

  check(
    'timeout-not-put-off',
    'keep-alives and pings do not put off join_timeout',
    clause('It does not put off `join_timeout`.'),
    async (relay) => {
      const since = performance.now();
      const peer = await RawPeer.open(relay);
      const beat = setInterval(() => {
        peer.sendBinary(KEEP_ALIVE);
        peer.write({ opcode: OPCODE.ping });
      }, BEAT_MS);
      const answers = await untilTimeout(peer, since).finally(() => clearInterval(beat));
      holds(answers >= 5, 'how many keep-alives were answered', 'at least 5', answers);
      between(
        performance.now() - since,
        JOIN_TIMEOUT_MS - EARLY_MS,
        JOIN_TIMEOUT_MS + SLACK_MS,
        'after how many ms',
      );
    },
    { seconds: joinSeconds },
  );

  check(
    'timeout-unfinished',
    'a join that is not finished in 5 s is join_timeout',
    inTime,
    async (relay) => {
      const since = performance.now();
      const peer = await RawPeer.open(relay);
      peer.write({ opcode: OPCODE.text, fin: false, payload: Buffer.from(`{"tag":"${newTag()}",`) });
      await expectTimeout(peer, since);
    },
    { seconds: joinSeconds },
  );
});

async function expectTimeout(peer: Peer, since: number): Promise<void> {
  const item = await peer.inbox.next('the error event', JOIN_TIMEOUT_MS + SLACK_MS);
  const elapsed = performance.now() - since;
  equal(item.kind === 'event' && item.event['code'], 'join_timeout', 'the code of the error event');
  equal(await peer.closed(), { code: 4408, reason: 'join_timeout' }, 'the close');
  between(elapsed, JOIN_TIMEOUT_MS - EARLY_MS, JOIN_TIMEOUT_MS + SLACK_MS, 'after how many ms');
}

/** How many keep-alives are answered until the error event join_timeout and its close, which must be in time. */
async function untilTimeout(peer: Peer, since: number): Promise<number> {
  for (let answers = 0; ;) {
    const isInTime = performance.now() - since < JOIN_TIMEOUT_MS + SLACK_MS;
    holds(
      isInTime,
      'what comes to a connection that keeps alive and does not join',
      'join_timeout',
      'answers',
    );
    const item = await peer.inbox.next('an answer or join_timeout', JOIN_TIMEOUT_MS + SLACK_MS);
    if (item.kind === 'frame') answers += 1;
    if (item.kind !== 'event') continue;
    equal(item.event['code'], 'join_timeout', 'the code of the error event');
    equal(await peer.closed(), { code: 4408, reason: 'join_timeout' }, 'the close');
    return answers;
  }
}

export const keepAliveCases = casesOf('keep-alive', (check) => {
  check(
    'ping',
    'a member that is silent is pinged within 30 s',
    pings,
    async (relay) => {
      const peer = await RawPeer.open(relay);
      await joinWith(peer, await newRoom(relay));
      await within(peer.pinged, 'an RFC 6455 ping', PING_MS + SLACK_MS);
      await expectNothingElse(peer);
    },
    { seconds: () => PING_MS / SECOND_MS },
  );

  check(
    'silence',
    'a member that was silent for 60 s is cut off, and the others are told',
    pings,
    async (relay) => {
      const room = await newRoom(relay);
      const watcher = await join(relay, room);
      const { peer } = await joinTo(await RawPeer.open(relay), room, [watcher]);
      const since = performance.now();
      peer.fallSilent();
      const item = await watcher.peer.inbox.next('presence:leave', SILENCE_MS + CUT_OFF_SLACK_MS);
      equal(item.kind === 'event' && item.event['type'], 'presence:leave', 'what the others are told');
      const elapsed = performance.now() - since;
      between(elapsed, SILENCE_MS - SLACK_MS, SILENCE_MS + CUT_OFF_SLACK_MS, 'after how many ms');
      oneOf((await peer.closed()).code, [1006], 'the close code');
    },
    { seconds: () => (SILENCE_MS + CUT_OFF_SLACK_MS) / SECOND_MS },
  );

  check(
    'pongs',
    'a member that does no more than to answer pings stays',
    pings,
    async (relay) => {
      const [one, two] = await pair(relay, await newRoom(relay));
      await wait(SILENCE_MS + CUT_OFF_SLACK_MS);
      await expectNothingElse(one.peer);
      await expectNothingElse(two.peer);
    },
    { seconds: () => (SILENCE_MS + CUT_OFF_SLACK_MS) / SECOND_MS },
  );
});

import { between, equal, hasNames, holds, matches } from '../../check.js';
import { newRoom } from '../../wire/gate.js';
import { FIRST_VIEW, join, newTag, pair, type Member } from '../../wire/member.js';
import { expectNothingElse, type Peer } from '../../wire/peer.js';
import { WsPeer } from '../../wire/ws-peer.js';
import { casesOf, clauseIn } from '../case.js';
import { named } from './join-order.js';

const clause = clauseIn('3-join');

const USERNAME = /^[a-z]+-[a-z]+(-[0-9]+)?$/;
const MAX_USERNAME = 32;
const SECOND_MS = 1_000;
const SLACK_MS = 5_000;
const COMERS = 30;

export const joinCases = casesOf('join', (check) => {
  check(
    'joined',
    'a join is answered with room:joined and all its fields',
    clause('**The joiner** gets, as its first room event,'),
    async (relay) => {
      const { ttl, capacity } = relay.limits;
      const room = await newRoom(relay, `?capacity=${capacity.min}&ttl=${ttl.default}`);
      const { joined, peer } = await join(relay, room);
      hasNames(joined, ['type', 'memberId', 'username', 'creator', 'members', 'view'], 'room:joined');
      equal(
        { ...named(joined), members: joined.members },
        { memberId: 1, creator: true, members: [] },
        'the first to join',
      );
      expectUsername(joined.username);
      equal(joined.view, FIRST_VIEW, 'the view');
      equal(joined.capacity, room.capacity, 'the capacity');
      equal(joined.expiresAt, room.expiresAt, 'expiresAt, beside that of the create answer');
      between(joined.ttlRemaining, room.ttl * SECOND_MS - SLACK_MS, room.ttl * SECOND_MS, 'ttlRemaining');
      await expectNothingElse(peer);
    },
  );

  check(
    'json',
    'fields come in any order, unknown ones are ignored, and of duplicates the last counts',
    clauseIn('http')('Of a name given more than once the last value counts.'),
    async (relay) => {
      const room = await newRoom(relay);
      const peer = await WsPeer.open(relay);
      const real = `"roomSecret":"${room.roomSecret}","x":{"type":1},"roomId":"${room.roomId}","type":"room:join"`;
      peer.sendText(` {"tag":1,"roomId":7,"type":"room:purge","Type":0,"tag":"${newTag()}",${real}}\n`);
      equal((await peer.event('room:joined'))['memberId'], 1, 'the memberId');
    },
  );

  check(
    'presence',
    'those already there are told of a newcomer, and it of them, in order of joining',
    clause('those already there, in order of joining'),
    async (relay) => {
      const room = await newRoom(relay, `?capacity=${relay.limits.capacity.max}`);
      const members: Member[] = [];
      for (let n = 1; n <= Math.min(5, room.capacity); n++) {
        const newcomer = await join(relay, room);
        equal(
          newcomer.joined.members,
          members.map(({ joined }) => nameOf(joined)),
          'the members before it',
        );
        for (const { peer } of members) await expectPresence(peer, newcomer);
        members.push(newcomer);
      }
      for (const { peer } of members) await expectNothingElse(peer);
    },
  );

  check(
    'no-leavers',
    'a newcomer is not told of who has left',
    clause('those already there, in order of joining'),
    async (relay) => {
      const room = await newRoom(relay);
      const [first, second] = await pair(relay, room);
      second.peer.leave();
      await first.peer.event('presence:leave');
      const third = await join(relay, room);
      equal(
        third.joined.members.map(({ memberId }) => memberId),
        [1],
        'the members before it',
      );
    },
  );

  check('own-room', 'nobody in another room is told', clause('**The others** get'), async (relay) => {
    const stranger = await join(relay, await newRoom(relay));
    await pair(relay, await newRoom(relay));
    await expectNothingElse(stranger.peer);
  });

  check(
    'numbers',
    'memberIds count from 1, and no memberId and no username is given twice',
    clause('counts from 1 in each room; never given twice'),
    async (relay) => {
      const room = await newRoom(relay);
      const { peer: watcher, joined } = await join(relay, room);
      const usernames = [joined.username];
      for (let memberId = 2; memberId <= COMERS; memberId++) {
        const comer = await join(relay, room);
        equal(comer.joined.memberId, memberId, 'the memberId');
        usernames.push(comer.joined.username);
        await watcher.event('presence:join');
        comer.peer.leave();
        equal((await watcher.event('presence:leave'))['memberId'], memberId, 'the memberId that left');
      }
      equal(new Set(usernames).size, COMERS, 'different usernames');
      usernames.forEach(expectUsername);
    },
  );

  check(
    'each-room',
    'each room counts anew',
    clause('counts from 1 in each room; never given twice'),
    async (relay) => {
      for (const room of [await newRoom(relay), await newRoom(relay)])
        equal((await join(relay, room)).joined.memberId, 1, 'the memberId');
    },
  );
});

const nameOf = ({ memberId, username }: { memberId: number; username: string }) => ({ memberId, username });

function expectUsername(username: string): void {
  matches(username, USERNAME, 'the username');
  holds(
    username.length <= MAX_USERNAME,
    'the length of the username',
    `at most ${MAX_USERNAME}`,
    username.length,
  );
}

async function expectPresence(peer: Peer, newcomer: Member): Promise<void> {
  const { memberId, username, tag } = await peer.event('presence:join');
  equal({ memberId, username, tag }, { ...nameOf(newcomer.joined), tag: newcomer.tag }, 'presence:join');
}

import { between, equal } from '../../check.js';
import { newRoom } from '../../wire/gate.js';
import { join, joinTo, message } from '../../wire/member.js';
import { expectNothingElse } from '../../wire/peer.js';
import { RawPeer } from '../../wire/raw-peer.js';
import { OPCODE } from '../../wire/rfc6455.js';
import { casesOf, clauseIn, type On } from '../case.js';
import { closed, framesUntilRateLimited } from './rates.js';

const SECOND_MS = 1_000;
const BURST = 20;

/** So slow that the burst can be counted to the message. */
const onLow: On = { settings: { rate: { frames: 1, frameBurst: BURST, bytes: 65_536, byteBurst: 131_072 } } };

export const lowRateCases = casesOf('rate', (check) => {
  check(
    'exact',
    'the burst is taken to the message, the join counts, and what is over it is forwarded to nobody',
    clauseIn('rates-and-backlog')('Every data message counts, text, binary and keep-alive alike.'),
    async (relay) => {
      const room = await newRoom(relay);
      const watcher = await join(relay, room);
      const start = performance.now();
      const { peer } = await joinTo(await RawPeer.open(relay), room, [watcher]);
      peer.write(
        ...Array.from({ length: 2 * BURST }, () => ({ opcode: OPCODE.binary, payload: message(2) })),
      );
      const taken = await framesUntilRateLimited(peer);
      const refilled = Math.floor((performance.now() - start) / SECOND_MS);
      between(taken, BURST - 1, BURST - 1 + refilled, 'how many messages behind the join came back');
      equal((await watcher.peer.frames(taken)).length, taken, 'how many the others got');
      equal((await watcher.peer.event('presence:leave'))['memberId'], 2, 'what the others get then');
      await expectNothingElse(watcher.peer);
    },
    onLow,
  );

  check(
    'keep-alives',
    'keep-alives count as messages do',
    closed,
    async (relay) => {
      const start = performance.now();
      const peer = await RawPeer.open(relay);
      const keepAlive = { opcode: OPCODE.binary, payload: Buffer.from([0x00]) };
      peer.write(...Array.from({ length: 2 * BURST }, () => keepAlive));
      const taken = await framesUntilRateLimited(peer);
      const refilled = Math.floor((performance.now() - start) / SECOND_MS);
      between(taken, BURST, BURST + refilled, 'how many were answered');
    },
    onLow,
  );
});

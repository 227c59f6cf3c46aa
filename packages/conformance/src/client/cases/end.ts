import { between, equal } from '../../check.js';
import { clauseIn } from '../../relay/case.js';
import { clientCasesOf } from '../case.js';
import type { Stage } from '../stage.js';

const clause = clauseIn('6-purge');
const ownClock = clause(
  'Clients end the room themselves when `ttlRemaining` has passed by their own monotonic clock, whatever the relay does.',
);
/** What a room has left, in seconds, and how much later a client may notice its end. */
const LEFT_S = 1.5;
const LATE_MS = 5_000;
const SECOND_MS = 1_000;

/** The client says that the room has expired, so long after `since`, when it was not told yet what is left. */
async function expires(stage: Stage, since: number): Promise<void> {
  await stage.client.ended('room_expired');
  const low = stage.seconds(LEFT_S) * 0.9;
  between(performance.now() - since, low, stage.seconds(LEFT_S) + LATE_MS, 'the time until the end, in ms');
}

export const endCases = clientCasesOf('end', (check) => {
  for (const [reason, code, close] of [
    ['ttl', 'room_expired', 4410],
    ['purge', 'room_purged', 4411],
  ] as const)
    check(
      reason,
      `a room that ends by ${reason} is over for the client, which does not come back`,
      clause('The members still there, the creator too, get'),
      async (stage) => {
        const place = await stage.enter();
        place.socket.send({ type: 'room:expired', reason });
        place.socket.close(close, code);
        await stage.client.ended(code);
        await stage.client.silence();
        equal(stage.relay.upgrades.length, 1, 'the connections');
      },
    );

  check(
    'own-clock',
    'the client ends the room by its own clock, and its connection with it',
    ownClock,
    async (stage) => {
      const place = await stage.enter({ ttlRemaining: LEFT_S * SECOND_MS });
      await expires(stage, place.socket.spokenAt);
      await place.socket.expect('closed');
      await stage.client.silence();
      equal(stage.relay.upgrades.length, 1, 'the connections');
    },
  );

  check(
    'own-clock-not-the-wall',
    'the own clock goes by what remains, not by the date of the end',
    clauseIn('3-join')('milliseconds left until the deadline'),
    async (stage) => {
      const since = performance.now();
      await stage.enter({ ttlRemaining: LEFT_S * SECOND_MS, more: { expiresAt: Date.now() + 86_400_000 } });
      await expires(stage, since);
      const place = await stage.enter({ more: { expiresAt: Date.now() - 86_400_000 } });
      await stage.client.silence();
      await place.say({ body: 'still here' });
    },
  );

  check(
    'own-clock-of-the-creator',
    'the creator ends the room by its own clock as well',
    ownClock,
    async (stage) => {
      const place = await stage.create({}, { ttlRemaining: LEFT_S * SECOND_MS, more: { creator: true } });
      await expires(stage, place.socket.spokenAt);
      await place.socket.expect('closed');
    },
  );

  check(
    'own-clock-while-away',
    'a room whose time runs out while the connection is lost is over',
    ownClock,
    async (stage) => {
      const { client, relay } = stage;
      const place = await stage.enter({ ttlRemaining: LEFT_S * SECOND_MS });
      relay.stop();
      place.socket.hangUp();
      const { did } = await client.report(['away', 'ended']);
      if (did === 'away') await client.ended('room_expired');
    },
  );
});

import { bounded } from './bounded.js';
import { holds, refused, same } from './expect.js';
import { JumpingClock } from './jumping-clock.js';
import { returned } from './returned.js';

const DAY_S = 86_400;
const LONGEST_BACK_OFF_MS = 30_000;
const TRIES = 3;
const MOMENT_MS = 1_000;
const MOST_SKIPS = 5;

const cut = (command, how) => ({
  name: `a connection that ${how} is noticed, told and made anew`,
  async run(context) {
    const benLine = await context.line();
    const pair = await context.pair({ benLine });
    const { anna, ben } = pair;
    const former = ben.room.self;
    await anna.room.send('before');
    await ben.record.text('before');
    await benLine.tell(command);
    await returned(pair, former.memberId);
    same(ben.record.states, ['reconnecting', 'joined'], 'states');
    holds(ben.room.self.username !== former.username, 'the name is new');
    same(ben.room.members.length, 2, 'members');
    await anna.room.send('after');
    await ben.record.text('after');
    await ben.room.send('here again');
    await anna.record.text('here again');
    same(ben.record.texts, ['before', 'after', 'here again'], 'what Ben read');
    same(anna.record.texts, ['before', 'after', 'here again'], 'what Anna read');
  },
});

const ways = [
  cut('cut', 'is reset'),
  cut('hang-up', 'ends without a word'),
  {
    name: 'a creator that comes back can no longer purge',
    async run(context) {
      const annaLine = await context.line();
      const { anna, ben } = await context.pair({ annaLine });
      await annaLine.tell('cut');
      await anna.record.until(() => anna.record.states.includes('joined'), 'to be back');
      same(anna.room.creator, false, 'creator');
      await refused(anna.room.purge(), 'not_creator', 'a purge by who came back');
      same(ben.room.state, 'joined', 'state');
    },
  },
  {
    name: 'a lost connection ends the room where nobody wants it anew',
    async run(context) {
      const benLine = await context.line();
      const { ben } = await context.pair({ benLine, ben: { reconnect: false } });
      await benLine.tell('cut');
      same((await bounded(ben.room.closed, 'the end')).reason, 'lost', 'how it ended');
      same(ben.record.states, ['closed'], 'states');
    },
  },
];

/** Ben cannot come back for now: his connection is cut, and others are refused. */
async function away(context, options = {}) {
  const clock = new JumpingClock();
  const benLine = await context.line();
  const pair = await context.pair({ ...options, benLine, ben: { clock } });
  await benLine.tell('refuse');
  await benLine.tell('cut');
  await pair.ben.record.until(() => pair.ben.room.state === 'reconnecting', 'the loss');
  return { ...pair, benLine, clock };
}

/**
 * Skips one back-off after another until it is done. Each skip leaves a longer moment of real time for the connection
 * to come: a browser may hold it back where others have failed just before.
 */
async function skipping(clock, isDone, what) {
  for (let skips = 1; skips <= MOST_SKIPS; skips++) {
    clock.skip(LONGEST_BACK_OFF_MS);
    const end = performance.now() + skips * MOMENT_MS;
    while (performance.now() < end) if (await isDone()) return;
  }
  holds(false, `${what} came within ${MOST_SKIPS} back-offs`);
}

const absences = [
  {
    name: 'joining anew is tried until it works',
    async run(context) {
      const { anna, ben, benLine, clock } = await away(context, { anna: { ttl: DAY_S } });
      const formerId = ben.room.self.memberId;
      const { accepted } = await benLine.figures();
      for (let tries = 1; tries <= TRIES; tries++) {
        const isTried = async () => (await benLine.figures()).accepted >= accepted + tries;
        await skipping(clock, isTried, `try ${tries} to join anew`);
      }
      same(ben.record.states, ['reconnecting'], 'states');
      await benLine.tell('open');
      const isBack = async () => (await benLine.figures()) && ben.room.state === 'joined';
      await skipping(clock, isBack, 'a try that works');
      await returned({ anna, ben }, formerId);
    },
  },
  {
    name: 'a room that was purged while one was away is gone',
    async run(context) {
      const { anna, ben, benLine, clock } = await away(context);
      await anna.room.purge();
      await benLine.tell('open');
      clock.skip(LONGEST_BACK_OFF_MS);
      same((await bounded(ben.room.closed, 'the end')).reason, 'gone', 'how it ended');
    },
  },
  {
    name: 'a room whose time is up while one is away has expired',
    async run(context) {
      const { ben, clock } = await away(context, { anna: { ttl: 600 } });
      clock.skip(600_000);
      same((await bounded(ben.room.closed, 'the end')).reason, 'expired', 'how it ended');
    },
  },
  {
    name: 'one can leave while one is away',
    async run(context) {
      const { ben } = await away(context);
      await bounded(ben.room.leave(), 'leaving');
      same((await ben.room.closed).reason, 'left', 'how it ended');
    },
  },
  {
    name: 'what is sent while one is away waits, and is sent once',
    async run(context) {
      const { anna, ben, benLine, clock } = await away(context);
      const formerId = ben.room.self.memberId;
      const sending = ben.room.send('from afar');
      await benLine.tell('open');
      clock.skip(LONGEST_BACK_OFF_MS);
      await returned({ anna, ben }, formerId);
      await bounded(sending, 'the message');
      await anna.record.text('from afar');
      same(anna.record.texts, ['from afar'], 'what Anna read');
    },
  },
];

export const loss = [...ways, ...absences];

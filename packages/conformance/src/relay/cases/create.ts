import { between, each, equal, matches } from '../../check.js';
import { create, expectError, expectOk, newRoom, session, type Room } from '../../wire/gate.js';
import { ID_16 } from '../../wire/table.js';
import { casesOf, clauseIn, type Relay } from '../case.js';

const clause = clauseIn('2-create');

const SECOND_MS = 1_000;
const CLOCK_TOLERANCE_MS = 5_000;
const HUGE = '9'.repeat(400);

const BAD_VALUES = [
  'ttl=',
  'ttl',
  'ttl=-1',
  'ttl=%2B60',
  'ttl=60.5',
  'ttl=6e1',
  'ttl=0x3c',
  'ttl=%2060',
  'ttl=60%20',
  'ttl=60%00',
  'ttl=sixty',
  'ttl=%D9%A1%D9%A2',
  'ttl=60,60',
  'capacity=',
  'capacity=-2',
  'capacity=2.0',
  'capacity=ten',
];
const REPEATED = ['ttl=60&ttl=60', 'capacity=2&ttl=60&capacity=2'];

export const createCases = casesOf('create', (check) => {
  check(
    'room',
    'a room has an id and a secret of 16 bytes in canonical base64url, and the defaults',
    clause("Both parameters are optional; without one the deployment's default is taken."),
    async (relay) => {
      const room = await newRoom(relay);
      matches(room.roomId, ID_16, 'the roomId');
      matches(room.roomSecret, ID_16, 'the roomSecret');
      equal(room.ttl, relay.limits.ttl.default, 'the ttl');
      equal(room.capacity, relay.limits.capacity.default, 'the capacity');
      expectEnd(room);
    },
  );

  check(
    'as-asked',
    'a room has the ttl and the capacity asked for',
    clause('The answer holds the clamped values. `ttl` is in seconds.'),
    async (relay) => {
      const { ttl, capacity } = relay.limits;
      const room = await newRoom(relay, `?capacity=${capacity.min + 1}&ttl=${ttl.min + 1}`);
      equal(
        { ttl: room.ttl, capacity: room.capacity },
        { ttl: ttl.min + 1, capacity: capacity.min + 1 },
        'the room',
      );
      expectEnd(room);
    },
    { fits: ({ limits }) => limits.ttl.min < limits.ttl.max && limits.capacity.min < limits.capacity.max },
  );

  check(
    'fresh',
    'every room has another id and another secret',
    clause('With the room its deadline is set.'),
    async (relay) => {
      const rooms = [await newRoom(relay), await newRoom(relay), await newRoom(relay)];
      equal(
        new Set(rooms.flatMap(({ roomId, roomSecret }) => [roomId, roomSecret])).size,
        6,
        'different strings',
      );
    },
  );

  check(
    'clamped',
    'values out of the range are clamped into it, however long',
    clause("One outside the deployment's range is clamped into the range, not refused."),
    (relay) => each(clampings(relay), (one) => expectClamped(relay, one)),
  );

  check(
    'bad-value',
    'a value that is empty, signed or fractional is bad_request, and does not spend the session',
    clause('A value that is empty, signed or fractional, or a parameter given twice, is `bad_request`.'),
    (relay) => expectBadQueries(relay, BAD_VALUES),
  );

  check(
    'repeated',
    'a parameter given twice is bad_request, and does not spend the session',
    clause('A value that is empty, signed or fractional, or a parameter given twice, is `bad_request`.'),
    (relay) => expectBadQueries(relay, REPEATED),
  );

  check(
    'other-parameters',
    'other parameters are ignored',
    clause('Other parameters are ignored.'),
    async (relay) => {
      const { ttl, capacity } = relay.limits;
      const room = await newRoom(relay, `?TTL=x&other=&other=1&Capacity=-1&ttl=${ttl.min}`);
      equal(
        { ttl: room.ttl, capacity: room.capacity },
        { ttl: ttl.min, capacity: capacity.default },
        'the room',
      );
    },
  );
});

function expectEnd({ expiresAt, ttl }: Room): void {
  const left = expiresAt - Date.now();
  between(
    left,
    ttl * SECOND_MS - CLOCK_TOLERANCE_MS,
    ttl * SECOND_MS + CLOCK_TOLERANCE_MS,
    'ms until expiresAt',
  );
}

interface Clamping {
  readonly query: string;
  readonly gives: Partial<Room>;
}

function clampings({ limits: { ttl, capacity } }: Relay): readonly Clamping[] {
  return [
    { query: 'ttl=0&capacity=0', gives: { ttl: ttl.min, capacity: capacity.min } },
    {
      query: `ttl=${ttl.max + 1}&capacity=${capacity.max + 1}`,
      gives: { ttl: ttl.max, capacity: capacity.max },
    },
    { query: `ttl=${ttl.max}&capacity=${capacity.max}`, gives: { ttl: ttl.max, capacity: capacity.max } },
    { query: `ttl=${HUGE}&capacity=${HUGE}`, gives: { ttl: ttl.max, capacity: capacity.max } },
    { query: 'ttl=9007199254740993', gives: { ttl: ttl.max } },
    { query: 'ttl=4294967297&capacity=4294967298', gives: { ttl: ttl.max, capacity: capacity.max } },
    { query: `ttl=${'0'.repeat(300)}${ttl.min}&capacity=000${capacity.min}`, gives: { ttl: ttl.min } },
  ];
}

async function expectClamped(relay: Relay, { query, gives }: Clamping): Promise<void> {
  const room = await newRoom(relay, `?${query}`);
  for (const [name, value] of Object.entries(gives)) equal(room[name as keyof Room], value, `the ${name}`);
}

async function expectBadQueries(relay: Relay, queries: readonly string[]): Promise<void> {
  const token = await session(relay);
  await each(queries, async (query) => expectError(await create(relay, token, `?${query}`), 'bad_request'));
  expectOk(await create(relay, token));
}

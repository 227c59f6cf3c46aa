import { exposureOf } from './exposure.js';
import { holds, same } from './expect.js';

const OTHER_SECRET = 'AAAAAAAAAAAAAAAAAAAAAA';

/** The parts of a link that nothing may show. */
function secretsOf(link) {
  const fragment = new URLSearchParams(new URL(link).hash.slice(1));
  return [fragment.get('k'), fragment.get('s')];
}

function showsNone(value, secrets, context, what) {
  const exposed = exposureOf(value, context.inspect);
  for (const secret of secrets) holds(!exposed.includes(secret), `${what} shows nothing secret`);
}

const errorOf = (promise) =>
  promise.then(
    () => undefined,
    (error) => error,
  );

/** Ways to fail with a link, by the code that each ends in. */
const failures = {
  bad_secret: (context, link) => context.join(context.changed(link, { roomSecret: OTHER_SECRET })),
  link_malformed: (context, link) => context.join(link.replace('/r/', '/x/')),
  link_room_id: (context, link) => context.join(link.replace('/r/', '/r/~')),
  link_key: (context, link) => context.join(link.replace('k=', 'k=~')),
  link_secret: (context, link) => context.join(link.replace('s=', 's=~')),
  room_not_found: (context, link) => context.join(link.replace(/\/r\/[^#]*/, '/r/BBBBBBBBBBBBBBBBBBBBBA')),
  network: async (context, link) => {
    const line = await context.line();
    await line.tell('refuse');
    return context.join(context.through(link, line));
  },
};

export const secrecy = [
  {
    name: 'errors hold no key and no secret, however they are printed',
    async run(context) {
      const { room } = await context.create();
      const secrets = secretsOf(room.link);
      for (const [code, fail] of Object.entries(failures)) {
        const error = await errorOf(fail(context, room.link));
        same(error?.code, code, 'how it failed');
        showsNone(error, secrets, context, code);
      }
    },
  },
  {
    name: 'errors hold nothing of a message',
    async run(context) {
      const { room } = await context.create();
      const secret = 'attack at dawn';
      const circle = { secret };
      circle.self = circle;
      for (const data of [circle, secret.repeat(2_000)]) {
        const error = await errorOf(room.send(data));
        holds(error?.name === 'PugError', 'it is refused');
        showsNone(error, [secret], context, error.code);
      }
    },
  },
  {
    name: 'rooms hold no key and no secret, however they are printed',
    async run(context) {
      const { anna, ben } = await context.pair();
      const secrets = secretsOf(anna.room.link);
      for (const { room, record } of [anna, ben]) {
        showsNone(room, secrets, context, 'a room');
        showsNone(record.all('joined'), secrets, context, 'an event');
      }
    },
  },
];

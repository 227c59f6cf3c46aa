import { different, equal, holds, matches } from '../../check.js';
import { clauseIn } from '../../relay/case.js';
import { ID_32 } from '../../wire/table.js';
import { clientCasesOf } from '../case.js';
import { PlayedRoom } from '../relay/room.js';
import type { Place } from '../relay/place.js';
import type { Stage } from '../stage.js';

const clause = clauseIn('0-the-link');

/** The client follows a link to this room, made by `make`, and gets in. */
async function follows(stage: Stage, make: (link: string) => string): Promise<void> {
  const room = new PlayedRoom();
  const link = make(room.link(stage.relay.origin));
  const id = stage.client.tell({ do: 'join', link });
  const place = await stage.seat(room);
  equal(place.report.id, id, `the id of the report joined, by ${link.replace(/.*#/, '#')}`);
  await place.say({ body: 'I am in' });
  await stage.leave(place);
}

const swapped = (link: string) => link.replace(/#(.*)&(.*)$/, '#$2&$1');

/** Its fragment's parameters. */
function parametersOf({ report }: Place): readonly string[] {
  const link = String(report['link']);
  return link.slice(link.indexOf('#') + 1).split('&');
}

/** No part of what was sent holds these bytes, in any of the usual ways to write them. */
function holdsNone(sent: readonly Buffer[], secret: Buffer, what: string): void {
  const forms = [secret, ...(['base64url', 'base64', 'hex'] as const).map((form) => secret.toString(form))];
  const found = sent.filter((bytes) => forms.some((form) => bytes.includes(form)));
  equal(found.map(String), [], what);
}

export const linkCases = clientCasesOf('link', (check) => {
  check(
    'any-order',
    'key and room secret are taken in any order',
    clause('`k` and `s` MUST each be there exactly once, in any order.'),
    (stage) => follows(stage, swapped),
  );

  check(
    'other-parameters',
    'parameters with other names are ignored',
    clause('Parameters with other names are ignored.'),
    async (stage) => {
      await follows(stage, (link) => `${link}&v=2`);
      await follows(stage, (link) => link.replace('#', '#lang=en&').replace('&s=', '&K=1&kk=2&&x&s='));
      await follows(stage, (link) => `${link}&note=%41/?:@!$'()*+,;=`);
    },
  );

  check(
    'scheme-in-capitals',
    'the scheme is taken in any letter case',
    clause('origin = ( "http" / "https" ) "://" host [ ":" port ] ; RFC 3986; nothing else in it'),
    (stage) => follows(stage, (link) => link.replace('http', 'HTTP')),
  );

  check(
    'of-a-new-room',
    'the link of a new room has its roomId, its secret and a canonical key, and leads into it',
    clause('A link with any part that is not canonical MUST be refused.'),
    async (stage) => {
      const place = await stage.create();
      const parameters = parametersOf(place);
      const keys = parameters.filter((parameter) => parameter.startsWith('k='));
      equal(keys.length, 1, 'the keys in the link');
      matches(keys[0]?.slice(2), ID_32, 'the key in the link');
      const secrets = parameters.filter((parameter) => parameter.startsWith('s='));
      equal(secrets, [`s=${place.room.roomSecret}`], 'the secrets in the link');
      await place.say({ body: 'sealed with that key' });
    },
  );

  check(
    'key-of-its-own',
    'every room that a client creates has a key of its own',
    clause('32 random | 43 | the creating client'),
    async (stage) => {
      const first = await stage.create();
      await stage.leave(first);
      const second = await stage.create();
      different(second.room.key, first.room.key, 'the key of the second room');
      const zeros = second.room.key.filter((byte) => byte === 0).length;
      holds(zeros < 16, 'the key of the second room', 'random bytes', second.room.key);
    },
  );

  check(
    'told-after-joining',
    'the link of a new room is not told before its creator has joined',
    clause('The creating client MUST have joined before it shows the link to anybody.'),
    async (stage) => {
      await stage.create({}, { before: () => stage.client.silence() });
    },
  );

  check(
    'not-told-unless-joined',
    'the link of a new room whose creator could not join is not told',
    clause('The creating client MUST have joined before it shows the link to anybody.'),
    async (stage) => {
      const { client, relay } = stage;
      const id = client.tell({ do: 'create', origin: relay.origin });
      const room = await stage.created();
      const socket = await relay.socket();
      await stage.knock(socket, room);
      socket.refuse('room_full');
      const report = await client.answer(id, 'failed');
      holds(!JSON.stringify(report).includes(room.roomSecret), 'the report failed', 'no link', report);
    },
  );

  check(
    'secret-not-in-http',
    'the room secret is sent neither in a URL nor anywhere else in HTTP',
    clause('From then on the secret MUST NOT be sent in the URL of a request or anywhere else in HTTP.'),
    async (stage) => {
      const created = await stage.create();
      await stage.leave(created);
      const joined = await stage.enter();
      const requests = [...stage.relay.requests, ...stage.relay.upgrades];
      const texts = requests.map(({ text }) => Buffer.from(text, 'latin1'));
      for (const { room } of [created, joined]) {
        const secret = Buffer.from(room.roomSecret, 'base64url');
        holdsNone(texts, secret, 'the requests that hold the secret');
      }
    },
  );

  check(
    'secret-in-join-alone',
    'no message but room:join carries the room secret',
    clause('The one message that carries it is `room:join`.'),
    async (stage) => {
      const place = await stage.create();
      await place.say({ body: 'hello' });
      stage.client.tell({ do: 'purge' });
      await place.socket.text('room:purge');
      const secret = Buffer.from(place.room.roomSecret, 'base64url');
      holdsNone(place.socket.sent.slice(1), secret, 'the messages after room:join that hold the secret');
    },
  );

  check(
    'key-never-sent',
    'the key is sent nowhere',
    clause('members only; it is never sent anywhere'),
    async (stage) => {
      const created = await stage.create();
      await created.say({ body: 'hello' });
      await stage.leave(created);
      const joined = await stage.enter();
      await joined.say({ body: 'hello again' });
      for (const { room } of [created, joined])
        holdsNone(stage.relay.sent, room.key, 'what was sent and holds the key');
    },
  );
});

import { holds, refused, same } from './expect.js';

const LONGEST_BYTES = 15_845;
const APPLICATION_KIND = 200;

const VALUES = {
  text: ['hello', '', 'Größe 漢字 🐶 \u0000 line\nbreak'],
  json: [{ a: [1, 2.5, null, true], ü: { nested: '🐶' } }, null, 42, []],
};

/** Content of a message: its kind and what belongs to that. */
const contentOf = ({ kind, text, value, bytes, type }) => {
  if (kind === 'text') return { kind, text };
  if (kind === 'json') return { kind, value };
  return type === undefined ? { kind, bytes } : { kind, type, bytes };
};

/** Sends there and back; both must get the same as was sent. */
async function exchange({ anna, ben }, data, options, expected) {
  for (const [from, to] of [
    [anna, ben],
    [ben, anna],
  ]) {
    const { memberId } = from.room.self;
    const before = to.record.all('message').length;
    const echo = await from.room.send(data, options);
    await to.record.until(() => to.record.all('message').length > before, 'the message');
    const arrived = to.record.all('message').at(-1);
    same(contentOf(arrived), expected, 'what arrived');
    same(contentOf(echo), expected, 'what was echoed');
    same([arrived.from.memberId, arrived.from.self, arrived.seq], [memberId, false, echo.seq], 'whose it is');
    same([echo.from.memberId, echo.from.self], [memberId, true], 'whose it is to its sender');
    holds(Math.abs(Date.now() - arrived.receivedAt) < 60_000, 'it has a time');
  }
}

const kinds = [
  {
    name: 'text goes both ways',
    async run(context) {
      const pair = await context.pair();
      for (const text of VALUES.text) await exchange(pair, text, undefined, { kind: 'text', text });
    },
  },
  {
    name: 'JSON goes both ways',
    async run(context) {
      const pair = await context.pair();
      for (const value of VALUES.json) await exchange(pair, value, undefined, { kind: 'json', value });
    },
  },
  {
    name: 'bytes go both ways, none of them changed',
    async run(context) {
      const pair = await context.pair();
      const all = Uint8Array.from({ length: 256 }, (_, i) => i);
      for (const bytes of [all, new Uint8Array(), new Uint8Array([0x80, 0, 0])]) {
        await exchange(pair, bytes, undefined, { kind: 'bytes', bytes });
      }
    },
  },
  {
    name: "an application's own kinds go both ways",
    async run(context) {
      const pair = await context.pair();
      const bytes = new Uint8Array([1, 2, 3]);
      const expected = { kind: 'application', type: APPLICATION_KIND, bytes };
      await exchange(pair, bytes, { kind: APPLICATION_KIND }, expected);
    },
  },
];

const sizes = [
  {
    name: 'the longest message goes through',
    async run(context) {
      const pair = await context.pair();
      const text = 'x'.repeat(LONGEST_BYTES);
      await exchange(pair, text, undefined, { kind: 'text', text });
    },
  },
  {
    name: 'a longer one is refused before anything of it is sent, and the room goes on',
    async run(context) {
      const line = await context.line();
      const { anna, ben } = await context.pair({ benLine: line });
      const before = await line.figures();
      const tooLong = ['x'.repeat(LONGEST_BYTES + 1), 'ü'.repeat(8_000), new Uint8Array(100_000)];
      for (const data of tooLong) await refused(ben.room.send(data), 'message_too_large', 'too long');
      same((await line.figures()).bytesFromClients, before.bytesFromClients, 'bytes that left');
      await ben.room.send('short');
      await anna.record.text('short');
      same(ben.record.states, [], 'changes of state');
    },
  },
  {
    name: 'what cannot be sent says so',
    async run(context) {
      const { room } = await context.create();
      const circle = {};
      circle.self = circle;
      for (const value of [circle, 1n, undefined]) await refused(room.send(value), 'unsendable', 'no JSON');
      for (const kind of [3, 127, 256]) {
        await refused(room.send(new Uint8Array(1), { kind }), 'invalid_argument', `kind ${kind}`);
      }
      await refused(room.send('text', { kind: APPLICATION_KIND }), 'invalid_argument', 'a kind for text');
    },
  },
];

const orders = [
  {
    name: 'everybody gets the same messages in the same order, senders too',
    async run(context) {
      const { anna, ben, link } = await context.pair();
      const clara = await context.join(link);
      await Promise.all([anna, ben].map(({ record, room }) => record.until(() => room.members.length === 3)));
      const everybody = [anna, ben, clara];
      const each = 12;
      const sent = everybody.flatMap(({ room }, who) =>
        Array.from({ length: each }, (_, i) => room.send(`${who}-${i}`)),
      );
      await Promise.all(sent);
      const all = sent.length;
      await Promise.all(
        everybody.map(({ record }) => record.until(() => record.texts.length === all, 'all')),
      );
      same(ben.record.texts, anna.record.texts, 'what Ben and Anna read');
      same(clara.record.texts, anna.record.texts, 'what Clara and Anna read');
      same(new Set(anna.record.texts).size, all, 'different messages');
    },
  },
  {
    name: 'a burst arrives whole and in order',
    async run(context) {
      const { anna, ben } = await context.pair();
      const texts = Array.from({ length: 90 }, (_, i) => `number ${i}`);
      await Promise.all(texts.map((text) => anna.room.send(text)));
      await ben.record.until(() => ben.record.texts.length === texts.length, 'the burst');
      same(ben.record.texts, texts, 'what arrived');
      same(
        ben.record.all('message').map(({ seq }) => seq),
        texts.map((_, i) => i + 1),
        'numbers',
      );
    },
  },
  {
    name: 'a message that its sender has given up is not sent',
    async run(context) {
      const { anna, ben } = await context.pair();
      const control = new AbortController();
      control.abort();
      await refused(anna.room.send('never', { signal: control.signal }), 'aborted', 'given up');
      await anna.room.send('but this');
      await ben.record.text('but this');
      same(ben.record.texts, ['but this'], 'what arrived');
    },
  },
];

const iterators = [
  {
    name: 'messages() gives one after the other and ends with the room',
    async run(context) {
      const { anna, ben } = await context.pair();
      const messages = ben.room.messages();
      await anna.room.send('one');
      await anna.room.send({ number: 2 });
      await anna.room.purge();
      const read = [];
      for await (const message of messages) read.push(contentOf(message));
      const expected = [
        { kind: 'text', text: 'one' },
        { kind: 'json', value: { number: 2 } },
      ];
      same(read, expected, 'what was read');
    },
  },
  {
    name: 'a loop over messages() can be left',
    async run(context) {
      const { anna, ben } = await context.pair();
      const messages = ben.room.messages();
      await Promise.all([anna.room.send('one'), anna.room.send('two')]);
      for await (const { text } of messages) {
        same(text, 'one', 'what was read');
        break;
      }
      same(await messages.next(), { value: undefined, done: true }, 'what is left');
      same(ben.room.state, 'joined', 'state');
    },
  },
];

export const message = [...kinds, ...sizes, ...orders, ...iterators];

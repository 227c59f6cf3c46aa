import { bounded } from './bounded.js';
import { holds, refused, same } from './expect.js';
import { JumpingClock } from './jumping-clock.js';
import { returned } from './returned.js';

/** Keep-alive after 20 s of silence, and 10 s for its answer (docs/protocol.md §4). */
const NOTICED_MS = 30_000;

/** Ben by a line and a clock of his own. */
async function onLine(context) {
  const clock = new JumpingClock();
  const benLine = await context.line();
  return { ...(await context.pair({ benLine, ben: { clock } })), benLine, clock };
}

/** The line fails without a word; 30 s later that is noticed, and Ben comes back once it works again. */
const silence = (command, how) => ({
  name: `a connection that ${how} is noticed within 30 s and made anew`,
  async run(context) {
    const { anna, ben, benLine, clock } = await onLine(context);
    const formerId = ben.room.self.memberId;
    await anna.room.send('before');
    await ben.record.text('before');
    await benLine.tell(command);
    same(ben.room.state, 'joined', 'nothing is noticed yet');
    clock.skip(NOTICED_MS);
    await ben.record.until(() => ben.room.state !== 'joined', 'the loss');
    await benLine.tell('open');
    await returned({ anna, ben }, formerId);
    await anna.room.send('after');
    await ben.record.text('after');
    same(ben.record.states, ['reconnecting', 'joined'], 'states');
    same(ben.record.texts, ['before', 'after'], 'what Ben read');
  },
});

/** What became of each message: its text, or the code of its error. */
const fates = (sending) =>
  Promise.all(
    sending.map((sent) =>
      sent.then(
        ({ text }) => text,
        ({ code }) => code,
      ),
    ),
  );

const messages = [
  {
    name: 'a message whose echo never comes is lost, and never sent twice',
    async run(context) {
      const { anna, ben, benLine, clock } = await onLine(context);
      const formerId = ben.room.self.memberId;
      await benLine.tell('mute');
      const lost = refused(ben.room.send('who knows'), 'lost', 'a message without its echo');
      await anna.record.text('who knows');
      clock.skip(NOTICED_MS);
      await bounded(lost, 'the loss of the message');
      await benLine.tell('open');
      await returned({ anna, ben }, formerId);
      await ben.room.send('again');
      await anna.record.text('again');
      same(anna.record.texts, ['who knows', 'again'], 'what Anna read');
      same(ben.record.texts, ['again'], 'what Ben was shown as sent');
    },
  },
  {
    name: 'of many messages over a connection that is cut, those that resolve arrived, once each',
    async run(context) {
      const benLine = await context.line();
      const { anna, ben } = await context.pair({ benLine });
      const formerId = ben.room.self.memberId;
      const texts = Array.from({ length: 60 }, (_, i) => `number ${i}`);
      const settling = fates(texts.map((text) => ben.room.send(text)));
      await ben.record.text('number 5');
      await benLine.tell('cut');
      const settled = await bounded(settling, 'a fate for each message');
      await returned({ anna, ben }, formerId);
      const sent = settled.filter((fate) => fate !== 'lost');
      await anna.record.until(() => sent.every((text) => anna.record.texts.includes(text)), 'what was sent');
      same(new Set(anna.record.texts).size, anna.record.texts.length, 'messages that Anna read once');
      same(ben.record.texts, sent, 'what Ben was shown as sent');
      holds(sent.length > 5, 'some were sent');
    },
  },
  {
    name: 'nothing is shown twice to who comes back while others write',
    async run(context) {
      const benLine = await context.line();
      const { anna, ben } = await context.pair({ benLine });
      const formerId = ben.room.self.memberId;
      const sending = Array.from({ length: 40 }, (_, i) => anna.room.send(`number ${i}`));
      await ben.record.text('number 3');
      await benLine.tell('cut');
      await Promise.all(sending);
      await returned({ anna, ben }, formerId);
      await anna.room.send('the last');
      await ben.record.text('the last');
      same(new Set(ben.record.texts).size, ben.record.texts.length, 'messages that Ben read once');
      const inOrder = anna.record.texts.filter((text) => ben.record.texts.includes(text));
      same(ben.record.texts, inOrder, 'their order');
    },
  },
];

export const silences = [
  silence('stall', 'stalls'),
  silence('half-open', 'is open on one side alone'),
  ...messages,
];

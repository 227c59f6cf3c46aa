import { refused, same } from './expect.js';
import { returned } from './returned.js';

const OTHER_KEY = new Uint8Array(32).fill(7);

/** Anna by the relay itself, Ben by a line that meddles. */
async function throughMeddler(context) {
  const benLine = await context.line();
  return { ...(await context.pair({ benLine })), benLine };
}

export const meddling = [
  {
    name: 'a frame that was tampered with is reported and never shown',
    async run(context) {
      const { anna, ben, benLine } = await throughMeddler(context);
      await benLine.meddle('tamper');
      await anna.room.send('tampered');
      const { from } = await ben.record.one('undecryptable');
      same(from.memberId, anna.room.self.memberId, 'whose it was');
      await anna.room.send('whole');
      await ben.record.text('whole');
      same(ben.record.texts, ['whole'], 'what Ben read');
      same((await benLine.figures()).meddled, 1, 'frames that were tampered with');
      same(anna.record.texts, ['tampered', 'whole'], 'what Anna read');
    },
  },
  {
    name: 'a frame that comes twice is shown once and reported',
    async run(context) {
      const { anna, ben, benLine } = await throughMeddler(context);
      await benLine.meddle('replay');
      await anna.room.send('once');
      const { from } = await ben.record.one('replay');
      same(from.memberId, anna.room.self.memberId, 'whose it was');
      same(ben.record.texts, ['once'], 'what Ben read');
    },
  },
  {
    name: 'frames that never came are counted once another has come',
    async run(context) {
      const { anna, ben, benLine } = await throughMeddler(context);
      await anna.room.send('first');
      await ben.record.text('first');
      await benLine.meddle('drop', 2);
      for (const text of ['second', 'third', 'fourth']) await anna.room.send(text);
      const { from, missing } = await ben.record.one('gap');
      same([from.memberId, missing], [anna.room.self.memberId, 2], 'whose they were and how many');
      await ben.record.text('fourth');
      same(ben.record.texts, ['first', 'fourth'], 'what Ben read');
    },
  },
  {
    name: 'a frame that breaks off is not shown, nor is it shown later',
    async run(context) {
      const { anna, ben, benLine } = await throughMeddler(context);
      const formerId = ben.room.self.memberId;
      await benLine.meddle('truncate');
      await anna.room.send('half of it');
      await benLine.untilMeddled(1);
      await benLine.tell('cut');
      await returned({ anna, ben }, formerId);
      await anna.room.send('whole');
      await ben.record.text('whole');
      same(ben.record.texts, ['whole'], 'what Ben read');
    },
  },
  {
    name: 'an own frame that comes back changed acknowledges nothing',
    async run(context) {
      const { ben, benLine } = await throughMeddler(context);
      await benLine.meddle('tamper');
      const lost = refused(ben.room.send('changed on its way back'), 'lost', 'a message without its echo');
      await ben.record.one('undecryptable');
      await benLine.tell('cut');
      await lost;
      same(ben.record.texts, [], 'what Ben was shown as sent');
    },
  },
  {
    name: 'who has another key reads nothing and is not read',
    async run(context) {
      const { anna, ben, link } = await context.pair();
      const mallory = await context.join(context.changed(link, { key: OTHER_KEY }));
      const isThird = ({ memberId }) => memberId === mallory.room.self.memberId;
      await Promise.all([anna, ben].map(({ record }) => record.one('joined', isThird)));
      await anna.room.send('not for Mallory');
      await mallory.record.one('undecryptable');
      await mallory.room.send('believe me');
      await Promise.all([anna, ben].map(({ record }) => record.one('undecryptable')));
      same(mallory.record.texts, ['believe me'], 'what Mallory read');
      same(
        [anna.record.texts, ben.record.texts],
        [['not for Mallory'], ['not for Mallory']],
        'what they read',
      );
    },
  },
];

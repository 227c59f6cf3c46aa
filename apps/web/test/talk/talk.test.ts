import { describe, expect, it } from 'vitest';
import { safetyPhrase } from '../../src/lib/verify/phrase.js';
import { Talk } from '../../src/lib/talk/talk.svelte.js';
import { ann, bob, FakeRoom, LINK, me } from './fake-room.js';
import { entriesOf, messagesOf, noticesOf } from './lines.js';
import { rendered, watch } from './watch.svelte.js';

function talking() {
  const room = new FakeRoom();
  return { room, talk: new Talk(room, { now: () => 7, after: () => () => undefined }) };
}

describe('a talk', () => {
  it('says what its room says', async () => {
    const { room, talk } = talking();
    expect(talk).toMatchObject({
      members: [me, ann],
      self: me,
      creator: true,
      capacity: 10,
      state: 'joined',
    });
    expect(talk).toMatchObject({ link: LINK, msLeft: room.ttlRemaining, unread: 0, isLooking: true });
    expect(await talk.phrase).toEqual(await safetyPhrase(LINK));
    await talk.purge();
    await talk.leave();
    expect(room.asked).toEqual(['purge', 'leave']);
  });

  it('begins with the name that one has been given', () => {
    const { talk } = talking();
    expect(entriesOf(talk)).toEqual([
      { kind: 'notice', id: 1, at: 7, notice: { type: 'here', name: 'amber-otter' } },
    ]);
  });

  it('rejects a purge as the room does', async () => {
    const { room, talk } = talking();
    room.purge = () => Promise.reject(new Error('not now'));
    await expect(talk.purge()).rejects.toThrow('not now');
  });

  it("shows others' texts by who they were and when they came", () => {
    const { room, talk } = talking();
    room.say(ann, 'hello', 123);
    expect(messagesOf(talk)).toMatchObject([
      { text: 'hello', memberId: 2, name: 'quiet-heron', mine: false, at: 123, delivery: 'sent' },
    ]);
  });

  it('follows who is there, as a component sees it', async () => {
    const { room, talk } = talking();
    const members = watch(() => talk.members.map(({ username }) => username).join());
    await rendered();
    room.members = [me, ann, bob];
    room.emit('joined', bob);
    await rendered();
    room.members = [me, bob];
    room.emit('left', ann);
    await rendered();
    expect(members.seen).toEqual([
      'amber-otter,quiet-heron',
      'amber-otter,quiet-heron,swift-lynx',
      'amber-otter,swift-lynx',
    ]);
    expect(noticesOf(talk)).toEqual([
      { type: 'joined', name: 'swift-lynx' },
      { type: 'left', name: 'quiet-heron' },
    ]);
    members.stop();
  });

  it('tells nobody that they came or went themselves', () => {
    const { room, talk } = talking();
    room.emit('joined', me);
    room.emit('left', me);
    expect(noticesOf(talk)).toEqual([]);
  });

  it('notes what cannot be shown, with the time', () => {
    const { room, talk } = talking();
    const from = ann;
    room.emit('gap', { from, missing: 3 });
    for (const name of ['replay', 'undecryptable', 'unsupported'] as const) room.emit(name, { from });
    const bytes = new Uint8Array(1);
    room.emit('message', { kind: 'json', value: { a: 1 }, from, seq: 1, receivedAt: 0 });
    room.emit('message', { kind: 'bytes', bytes, from, seq: 2, receivedAt: 0 });
    room.emit('message', { kind: 'application', type: 128, bytes, from, seq: 3, receivedAt: 0 });
    const name = 'quiet-heron';
    expect(noticesOf(talk)).toEqual([
      { type: 'gap', name, missing: 3 },
      ...['replay', 'undecryptable', 'unsupported', 'data', 'data', 'data'].map((type) => ({ type, name })),
    ]);
    expect(entriesOf(talk).every(({ at }) => at === 7)).toBe(true);
  });

  it('says that the connection was lost, and that one is back as somebody new', () => {
    const { room, talk } = talking();
    const renewed = { memberId: 9, username: 'merry-newt', self: true };
    room.loseConnection();
    expect(talk).toMatchObject({ state: 'reconnecting', creator: false, members: [me, ann] });
    room.comeBack(renewed, [ann, renewed]);
    expect(talk).toMatchObject({ state: 'joined', self: renewed, members: [ann, renewed] });
    expect(noticesOf(talk)).toEqual([{ type: 'lost' }, { type: 'back', name: 'merry-newt' }]);
  });

  it('is closed, with nobody in it and no time left, once the room has ended', () => {
    const { room, talk } = talking();
    room.end();
    expect(talk).toMatchObject({ state: 'closed', members: [], creator: false, msLeft: 0 });
    expect(noticesOf(talk)).toEqual([]);
  });
});

describe('a talk that is destroyed', () => {
  it('holds nothing of the room any more', async () => {
    const { room, talk } = talking();
    talk.isLooking = false;
    room.say(ann, 'secret');
    talk.send('secret');
    await talk.phrase;
    const { chunks } = talk;
    talk.destroy();
    expect(chunks.flatMap(({ entries }) => entries)).toEqual([]);
    expect(talk).toMatchObject({ chunks: [], members: [], link: '', state: 'closed', msLeft: 0, unread: 0 });
    expect(talk.self).toEqual({ memberId: 0, username: '', self: true });
    expect(await talk.phrase).toEqual([]);
    expect(room.listenerCount).toBe(0);
  });

  it('takes up nothing that comes later', async () => {
    const { room, talk } = talking();
    talk.send('waits');
    talk.destroy();
    await room.sent[0]!.fail('closed');
    room.say(ann, 'late');
    talk.send('late');
    talk.resend(1);
    await Promise.all([talk.leave(), talk.purge()]);
    expect([talk.chunks, room.sent.length, room.asked]).toEqual([[], 1, []]);
  });
});

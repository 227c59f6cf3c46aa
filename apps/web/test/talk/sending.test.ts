import { describe, expect, it } from 'vitest';
import { Talk } from '../../src/lib/talk/talk.svelte.js';
import { ann, FakeRoom } from './fake-room.js';
import { messagesOf, noticesOf, textsOf } from './lines.js';

function talking() {
  const room = new FakeRoom();
  return { room, talk: new Talk(room, { now: () => 7, after: () => () => undefined }) };
}

describe("one's own message", () => {
  it('is there at once, on its way', () => {
    const { room, talk } = talking();
    talk.send('hello');
    expect(room.sent.map(({ text }) => text)).toEqual(['hello']);
    expect(messagesOf(talk)).toEqual([
      {
        ...{ kind: 'message', id: 2, text: 'hello', memberId: 1, name: 'amber-otter', mine: true, at: 7 },
        ...{ delivery: 'pending', first: true, unreadFrom: false },
      },
    ]);
  });

  it('is sent, in its place and once, when everybody has it', async () => {
    const { room, talk } = talking();
    talk.send('mine');
    room.say(ann, 'hers');
    await room.sent[0]!.echo();
    expect(messagesOf(talk)).toMatchObject([
      { text: 'mine', delivery: 'sent' },
      { text: 'hers', mine: false, delivery: 'sent' },
    ]);
  });

  it.each([
    ['lost', 'lost'],
    ['closed', 'unsent'],
    ['message_too_large', 'unsent'],
    ['crypto_unavailable', 'unsent'],
  ] as const)('is marked where it ends as %s: %s', async (code, delivery) => {
    const { room, talk } = talking();
    talk.send('a');
    talk.send('b');
    await room.sent[0]!.fail(code);
    expect(messagesOf(talk)).toMatchObject([{ delivery }, { delivery: 'pending' }]);
  });

  it('is sent again as a new one at the end, the failed one gone', async () => {
    const { room, talk } = talking();
    talk.send('first');
    room.say(ann, 'hers');
    await room.sent[0]!.fail('lost');
    talk.resend(messagesOf(talk)[0]!.id);
    expect(room.sent.map(({ text }) => text)).toEqual(['first', 'first']);
    expect(messagesOf(talk)).toMatchObject([
      { text: 'hers', first: true },
      { text: 'first', delivery: 'pending', first: true },
    ]);
    await room.sent[1]!.echo();
    expect(messagesOf(talk).map(({ delivery }) => delivery)).toEqual(['sent', 'sent']);
  });

  it('is not sent again while it is on its way or once it is there, and others’ never are', async () => {
    const { room, talk } = talking();
    talk.send('mine');
    room.say(ann, 'hers');
    const [mine, hers] = messagesOf(talk);
    talk.resend(mine!.id);
    await room.sent[0]!.echo();
    for (const id of [mine!.id, hers!.id, 99]) talk.resend(id);
    expect(room.sent).toHaveLength(1);
    expect(textsOf(talk)).toEqual(['mine', 'hers']);
  });

  it('has the name under which it went out after a reconnection', async () => {
    const { room, talk } = talking();
    talk.send('waits');
    room.loseConnection();
    room.comeBack({ memberId: 9, username: 'merry-newt', self: true });
    await room.sent[0]!.echo();
    expect(messagesOf(talk)).toMatchObject([
      { text: 'waits', memberId: 9, name: 'merry-newt', mine: true, delivery: 'sent' },
    ]);
  });

  it('is no notice when it comes back, whatever it holds', () => {
    const { room, talk } = talking();
    room.emit('message', { kind: 'json', value: 1, from: room.self, seq: 1, receivedAt: 0 });
    room.say(room.self, 'from elsewhere');
    expect([textsOf(talk), noticesOf(talk)]).toEqual([[], []]);
  });
});

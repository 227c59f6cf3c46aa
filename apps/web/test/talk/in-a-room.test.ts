import { createRoom, joinRoom } from '@pug-network/client-sdk';
import { createMaliciousRelay } from '@pug-network/client-sdk/testing';
import { describe, expect, it } from 'vitest';
import { Talk } from '../../src/lib/talk/talk.svelte.js';
import { messagesOf, noticesOf } from './lines.js';

/** Two people with a page each, in a room of ten minutes on a relay that can be made to misbehave. */
async function twoTalking() {
  const relay = createMaliciousRelay();
  const { platform, clock } = relay;
  const options = {
    now: () => clock.wallNow(),
    after: (ms: number, callback: () => void) => clock.after(ms, callback),
  };
  const room = await createRoom(relay.origin, { ...platform, ttl: 600 });
  const talk = new Talk(room, options);
  const friendsRoom = await joinRoom(room.link, platform);
  const friend = new Talk(friendsRoom, options);
  await relay.settle();
  return { relay, clock, room, talk, friendsRoom, friend };
}

describe('two talks in one room', () => {
  it('show the same, each from its own side', async () => {
    const { relay, talk, friend } = await twoTalking();
    expect(noticesOf(talk)).toEqual([{ type: 'joined', name: friend.self.username }]);
    expect(noticesOf(friend)).toEqual([]);
    talk.send('one');
    friend.send('two');
    expect(messagesOf(talk)).toMatchObject([{ text: 'one', delivery: 'pending' }]);
    await relay.settle();
    for (const side of [talk, friend]) {
      const lines = messagesOf(side).map(({ text, name, delivery }) => [text, name, delivery]);
      expect(lines.sort()).toEqual([
        ['one', talk.self.username, 'sent'],
        ['two', friend.self.username, 'sent'],
      ]);
    }
    expect(messagesOf(friend).map(({ mine }) => mine)).toEqual([true, false]);
    expect(await talk.phrase).toEqual(await friend.phrase);
  });

  it('tell of a lost connection, a message of unknown fate, and a new name; the message is sent again', async () => {
    const { relay, clock, room, talk, friend } = await twoTalking();
    const before = talk.self.username;
    relay.stall(room);
    talk.send('lost');
    await relay.settle();
    relay.disconnect(room);
    await relay.settle();
    expect(talk).toMatchObject({ state: 'reconnecting', creator: false });
    expect(messagesOf(talk)).toMatchObject([{ text: 'lost', delivery: 'lost' }]);
    talk.send('waits');
    relay.resume();
    await clock.advance(5_000);
    expect(talk.state).toBe('joined');
    expect(talk.self.username).not.toBe(before);
    expect(noticesOf(talk).slice(1)).toEqual([{ type: 'lost' }, { type: 'back', name: talk.self.username }]);
    expect(talk.members).toHaveLength(2);
    talk.resend(messagesOf(talk)[0]!.id);
    await relay.settle();
    expect(messagesOf(talk)).toMatchObject([
      { text: 'waits', delivery: 'sent', name: talk.self.username },
      { text: 'lost', delivery: 'sent', name: talk.self.username },
    ]);
    expect(messagesOf(friend).map(({ text }) => text)).toEqual(['waits', 'lost']);
    expect(noticesOf(friend)).toEqual([
      { type: 'left', name: before },
      { type: 'joined', name: talk.self.username },
    ]);
  });

  it('tell of what a relay did to a message', async () => {
    const { relay, talk, friend, friendsRoom } = await twoTalking();
    const attacked = relay.attack('flip', { to: friendsRoom });
    talk.send('damaged');
    await attacked;
    await relay.settle();
    expect(noticesOf(friend)).toEqual([{ type: 'undecryptable', name: talk.self.username }]);
    expect(messagesOf(friend)).toEqual([]);
  });

  it('count down by the relay’s time, tell of the last minute, and are over together', async () => {
    const { clock, talk, friend } = await twoTalking();
    await clock.advance(541_000);
    for (const side of [talk, friend]) {
      expect(side.msLeft).toBeLessThanOrEqual(59_000);
      expect(noticesOf(side).at(-1)).toEqual({ type: 'minuteLeft' });
    }
    await clock.advance(60_000);
    for (const side of [talk, friend]) {
      expect(side).toMatchObject({ state: 'closed', members: [], msLeft: 0 });
    }
    talk.send('too late');
    await clock.advance(0);
    expect(messagesOf(talk)).toMatchObject([{ text: 'too late', delivery: 'unsent' }]);
  });

  it('leave nothing of what was said in the one that is destroyed', async () => {
    const { relay, talk, friend } = await twoTalking();
    friend.send('secret');
    await relay.settle();
    void talk.leave();
    talk.destroy();
    await relay.settle();
    expect(talk).toMatchObject({ chunks: [], members: [], link: '' });
    expect(friend.members).toHaveLength(1);
  });
});

import { describe, expect, it } from 'vitest';
import { Talk } from '../../src/lib/talk/talk.svelte.js';
import { ann, FakeRoom } from './fake-room.js';
import { messagesOf } from './lines.js';
import { rendered, watch } from './watch.svelte.js';

function away() {
  const room = new FakeRoom();
  const talk = new Talk(room, { after: () => () => undefined });
  room.say(ann, 'seen');
  talk.isLooking = false;
  return { room, talk };
}

const marked = (talk: Talk): string[] =>
  messagesOf(talk).flatMap(({ text, unreadFrom }) => (unreadFrom ? [text] : []));

describe('what is unread', () => {
  it('is nothing while the person is looking', () => {
    const { room, talk } = away();
    talk.isLooking = true;
    room.say(ann, 'seen');
    expect([talk.unread, marked(talk)]).toEqual([0, []]);
  });

  it("counts others' messages, and begins at a marker that stays where it is", () => {
    const { room, talk } = away();
    for (const text of ['a', 'b', 'c']) room.say(ann, text);
    expect([talk.unread, marked(talk)]).toEqual([3, ['a']]);
  });

  it('counts neither notices nor what one sends', () => {
    const { room, talk } = away();
    room.emit('replay', { from: ann });
    talk.send('mine');
    expect([talk.unread, marked(talk)]).toEqual([0, []]);
  });

  it.each([
    ['saw()', (talk: Talk) => talk.saw()],
    ['looking', (talk: Talk) => (talk.isLooking = true)],
  ])('is none after %s, the marker there until something comes', (_name, look) => {
    const { room, talk } = away();
    room.say(ann, 'a');
    look(talk);
    expect([talk.unread, marked(talk)]).toEqual([0, ['a']]);
    talk.isLooking = true;
    room.say(ann, 'b');
    expect([talk.unread, marked(talk)]).toEqual([0, []]);
  });

  it('begins anew when the person is away again', () => {
    const { room, talk } = away();
    room.say(ann, 'a');
    talk.isLooking = true;
    talk.isLooking = false;
    room.say(ann, 'b');
    room.say(ann, 'c');
    expect([talk.unread, marked(talk)]).toEqual([2, ['b']]);
  });

  it('has no marker any more once one has seen it and answered', () => {
    const { room, talk } = away();
    room.say(ann, 'a');
    talk.isLooking = true;
    talk.send('answer');
    expect(marked(talk)).toEqual([]);
  });

  it('is seen by a component as it changes', async () => {
    const { room, talk } = away();
    const { seen, stop } = watch(() => talk.unread);
    await rendered();
    room.say(ann, 'a');
    await rendered();
    talk.isLooking = true;
    await rendered();
    expect(seen).toEqual([0, 1, 0]);
    stop();
  });
});

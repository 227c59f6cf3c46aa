import { afterEach, describe, expect, it, vi } from 'vitest';
import { briefly } from '../record.js';
import { quiet, within } from '../relay/wait.js';
import { amongOthers, talking } from '../talking.js';

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('what a room tells', () => {
  it('is a gap before the message that shows it', async () => {
    const { session, story, told } = await amongOthers();
    session.onBytes(story.frame(1, 'one', { seq: 1 }));
    session.onBytes(story.frame(1, 'four', { seq: 4 }));
    expect(briefly(await told.take(3))).toEqual(['1 says one', 'gap of 2 from 1', '1 says four']);
  });

  it('is a gap as well before a frame that does not show', async () => {
    const { session, story, told } = await amongOthers();
    session.onBytes(story.frame(1, 'one', { seq: 1 }));
    session.onBytes(story.frame(1, Uint8Array.of(0xff), { seq: 3, kind: 0 }));
    session.onBytes(story.frame(1, 'of another time', { seq: 6, kind: 3 }));
    expect(briefly(await told.take(5))).toEqual([
      '1 says one',
      'gap of 1 from 1',
      'undecryptable 1',
      'gap of 2 from 1',
      'unsupported 1',
    ]);
  });

  it('is everything in the order in which it came, one’s own messages too', async () => {
    const { room, session, socket, story, say, leaving, told } = await amongOthers();
    const sending = room.send('mine');
    const own = await socket.frame();
    session.onBytes(story.frame(1, 'first'));
    say(story.arrival());
    session.onBytes(own);
    session.onBytes(story.frame(4, 'hello'));
    leaving(4);
    const unreadable = story.frame(2, 'x', { boundTo: 1 });
    session.onBytes(unreadable);
    session.onBytes(story.frameOf(2, new Uint8Array(256).fill(2)));
    session.onClosed(4411);
    await within(room.closed, 'the end');
    await sending;
    expect(briefly(told.drain())).toEqual([
      '1 says first',
      'joined 4',
      '3 says mine',
      '4 says hello',
      'left 4',
      'undecryptable 2',
      'unsupported 2',
      'closed',
      'closed: purged',
    ]);
  });

  it('reaches every listener though one throws, and the error surfaces', async () => {
    const { room, session, story, told } = await amongOthers();
    const surfaced: (() => void)[] = [];
    vi.stubGlobal('queueMicrotask', (task: () => void) => surfaced.push(task));
    const error = new Error('a fault of the application');
    const heard = vi.fn();
    room.on('message', () => {
      throw error;
    });
    room.on('message', heard);
    session.onBytes(story.frame(1, 'one'));
    session.onBytes(story.frame(1, 'two'));
    expect(briefly(await told.take(2))).toEqual(['1 says one', '1 says two']);
    await quiet();
    expect(heard).toHaveBeenCalledTimes(2);
    expect(surfaced).toHaveLength(2);
    expect(surfaced[0]).toThrow(error);
    expect(room.state).toBe('joined');
  });

  it('is told no more to a listener that has unsubscribed', async () => {
    const { room, session, story, told } = await amongOthers();
    const heard = vi.fn();
    const off = room.on('message', heard);
    session.onBytes(story.frame(1, 'one'));
    await told.next();
    off();
    session.onBytes(story.frame(1, 'two'));
    await told.next();
    expect(heard).toHaveBeenCalledOnce();
  });
});

describe('a room', () => {
  it('says how long it has by a clock that nobody can set', async () => {
    const { room, clock } = await talking({ fields: { ttlRemaining: 5_000, expiresAt: 42, capacity: 2 } });
    expect(room).toMatchObject({ ttlRemaining: 5_000, expiresAt: 42, capacity: 2 });
    clock.advance(1_500);
    expect(room.ttlRemaining).toBe(3_500);
  });

  it('tells nothing after its end to one who leaves while messages are being opened', async () => {
    const { room, session, story, say, told } = await amongOthers();
    session.onBytes(story.frame(1, 'being opened'));
    say(story.arrival());
    void room.leave();
    await quiet();
    expect(briefly(told.drain()).at(-1)).toBe('closed: left');
    expect(room.members).toEqual([]);
  });

  it('settles what was echoed before one left, though it comes behind what is being opened', async () => {
    const { room, session, socket, story, told } = await amongOthers();
    const sending = room.send('mine');
    const own = await socket.frame();
    session.onBytes(story.frame(1, 'being opened'));
    session.onBytes(own);
    void room.leave();
    expect(await within(sending, 'the echo')).toMatchObject({ text: 'mine' });
    expect(briefly(told.drain())).toEqual(['closed', 'closed: left']);
  });

  it('ends when its time is up though its connection has just been lost', async () => {
    const scene = await talking({ reconnect: true, fields: { ttlRemaining: 9_000 } });
    scene.session.onBytes(scene.story.frame(1, 'being opened', { boundTo: 2 }));
    scene.session.onClosed(1006);
    scene.clock.advance(9_000);
    await quiet();
    const { state } = scene.room;
    await scene.room.leave();
    expect(state).toBe('closed');
  });

  it('has ended before it says so', async () => {
    const { room, session } = await talking();
    const seen: unknown[] = [];
    room.on('state', ({ state }) => seen.push([state, room.state, room.creator]));
    room.on('closed', ({ reason }) => seen.push([reason, room.state, room.members, room.ttlRemaining]));
    session.onClosed(4410);
    await within(room.closed, 'the end');
    expect(seen).toEqual([
      ['closed', 'closed', false],
      ['expired', 'closed', [], 0],
    ]);
  });
});

import { describe, expect, it, vi } from 'vitest';
import { Stream } from '../../src/room/stream.js';
import type { Message, Room } from '../../src/types.js';
import { failureOf, turn, within } from '../relay/wait.js';
import { talking } from '../talking.js';

const streamOf = (limit: number): Stream<number> => new Stream<number>(limit, () => undefined);
const DONE = { value: undefined, done: true };

describe('a stream', () => {
  it('hands over what it holds in order, then what comes', async () => {
    const stream = streamOf(10);
    stream.push(1);
    stream.push(2);
    expect(await stream.next()).toEqual({ value: 1, done: false });
    expect(await stream.next()).toEqual({ value: 2, done: false });
    const coming = [stream.next(), stream.next()];
    stream.push(3);
    stream.push(4);
    expect(await Promise.all(coming)).toEqual([
      { value: 3, done: false },
      { value: 4, done: false },
    ]);
  });

  it('ends for everybody who waits, and after what it holds', async () => {
    const waiting = streamOf(10);
    const results = [waiting.next(), waiting.next()];
    waiting.end();
    expect(await Promise.all(results)).toEqual([DONE, DONE]);
    const holding = streamOf(10);
    holding.push(1);
    holding.end();
    holding.push(2);
    expect([await holding.next(), await holding.next()]).toEqual([{ value: 1, done: false }, DONE]);
  });

  it('holds as many as its limit, and throws overflow once behind those', async () => {
    const stream = streamOf(3);
    for (let i = 1; i <= 5; i++) stream.push(i);
    expect(await Promise.all([1, 2, 3].map(() => stream.next()))).toEqual(
      [1, 2, 3].map((value) => ({ value, done: false })),
    );
    expect(await failureOf(stream.next())).toMatchObject({ name: 'PugError', code: 'overflow' });
    expect(await stream.next()).toEqual(DONE);
  });

  it('is over, and forgets what it holds, when its reader returns', async () => {
    const onOver = vi.fn();
    const stream = new Stream<number>(3, onOver);
    stream.push(1);
    expect(await stream.return()).toEqual(DONE);
    expect(await stream.next()).toEqual(DONE);
    expect(onOver).toHaveBeenCalled();
  });

  it('hands over values that look like nothing', async () => {
    const stream = new Stream<unknown>(3, () => undefined);
    stream.push(null);
    stream.push(0);
    expect([await stream.next(), await stream.next()]).toEqual([
      { value: null, done: false },
      { value: 0, done: false },
    ]);
  });
});

/** Reads texts from a room until it ends or `count` have come. */
async function texts(room: Room, count = Infinity): Promise<unknown[]> {
  const read: unknown[] = [];
  for await (const message of room.messages()) {
    read.push((message as Message & { kind: 'text' }).text);
    if (read.length === count) break;
  }
  return read;
}

describe('the messages of a room', () => {
  const say = ({ session, story }: Awaited<ReturnType<typeof talking>>, ...words: string[]): void => {
    for (const word of words) session.onBytes(story.frame(2, word));
  };
  const END = '{"type":"room:expired","reason":"purge"}';

  async function withSomebody() {
    const scene = await talking();
    scene.session.onText(JSON.stringify(scene.story.arrival()));
    return scene;
  }

  it('come to several readers, each from where it began, and end with the room', async () => {
    const scene = await withSomebody();
    const first = texts(scene.room);
    say(scene, 'one');
    await scene.told.until('message');
    const second = texts(scene.room);
    say(scene, 'two', 'three');
    scene.session.onText(END);
    expect(await within(first, 'the first reader')).toEqual(['one', 'two', 'three']);
    expect(await within(second, 'the second reader')).toEqual(['two', 'three']);
    expect(await within(texts(scene.room), 'a reader that is late')).toEqual([]);
  });

  it('do not stop for the others when one breaks off', async () => {
    const scene = await withSomebody();
    const short = texts(scene.room, 1);
    const long = texts(scene.room);
    say(scene, 'one', 'two');
    expect(await within(short, 'the reader that breaks off')).toEqual(['one']);
    scene.session.onText(END);
    expect(await within(long, 'the other reader')).toEqual(['one', 'two']);
  });

  it('hold one’s own as well, in their place', async () => {
    const scene = await withSomebody();
    const reading = texts(scene.room, 3);
    const sending = scene.room.send('mine');
    const own = await scene.socket.frame();
    say(scene, 'before');
    scene.session.onBytes(own);
    say(scene, 'after');
    await within(sending, 'the echo');
    expect(await within(reading, 'the reader')).toEqual(['before', 'mine', 'after']);
  });

  it('are held up to 1,000 for a reader that is slow; then it is told of the overflow', async () => {
    const scene = await withSomebody();
    const stream = scene.room.messages();
    const reader = texts(scene.room);
    for (let i = 0; i < 1_002; i++) say(scene, String(i));
    scene.session.onText(END);
    await within(scene.room.closed, 'the end');
    const held: unknown[] = [];
    const overflow = (async () => {
      for await (const message of { [Symbol.asyncIterator]: () => stream }) held.push(message);
    })();
    expect(await failureOf(overflow)).toMatchObject({ code: 'overflow', temporary: false });
    expect(held).toHaveLength(1_000);
    expect(await within(reader, 'the reader that keeps up')).toHaveLength(1_002);
  });

  it('begin when they are asked for, not when they are read', async () => {
    const scene = await withSomebody();
    const stream = scene.room.messages();
    say(scene, 'early');
    await scene.told.until('message');
    await turn();
    expect((await stream.next()).value).toMatchObject({ text: 'early' });
    expect(await stream.return?.()).toEqual(DONE);
  });
});

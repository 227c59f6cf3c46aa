import { KIND } from '@pug-network/protocol';
import { describe, expect, it } from 'vitest';
import { utf8 } from '../bytes.js';
import { briefly } from '../record.js';
import { failureOf, quiet, within } from '../relay/wait.js';
import { talking } from '../talking.js';

describe('what is sent', () => {
  it.each<[string, unknown, number, string]>([
    ['a string as text', 'grüße \u{1f436}', KIND.text, 'grüße \u{1f436}'],
    ['an empty string as text', '', KIND.text, ''],
    ['an object as JSON', { a: [1, null, 'x'] }, KIND.json, '{"a":[1,null,"x"]}'],
    ['null as JSON', null, KIND.json, 'null'],
    ['a number as JSON', 4.5, KIND.json, '4.5'],
    ['what toJSON makes of it', new Date(0), KIND.json, '"1970-01-01T00:00:00.000Z"'],
    ['bytes as bytes', Uint8Array.of(104, 105), KIND.bytes, 'hi'],
    ['a Buffer as bytes', Buffer.from('hi'), KIND.bytes, 'hi'],
    ['no bytes as bytes', new Uint8Array(0), KIND.bytes, ''],
  ])('is %s', async (_, data, kind, body) => {
    const { room, socket, story } = await talking();
    void room.send(data).catch(() => undefined);
    const opened = story.open(await socket.frame());
    expect({ ...opened, body: utf8(opened.body) }).toMatchObject({
      senderId: 1,
      seq: 1,
      epoch: 1,
      kind,
      body,
    });
    expect(opened.view).toEqual(story.prefixAt(1));
  });

  it.each([128, 200, 255])('is bytes of the application’s own kind %i', async (kind) => {
    const { room, socket, story, session } = await talking();
    const sending = room.send(Uint8Array.of(1, 2, 3), { kind });
    const frame = await socket.frame();
    expect(story.open(frame)).toMatchObject({ kind, body: Uint8Array.of(1, 2, 3) });
    session.onBytes(frame);
    expect(await within(sending, 'the echo')).toMatchObject({
      kind: 'application',
      type: kind,
      bytes: Uint8Array.of(1, 2, 3),
    });
  });

  it('is a copy of the bytes as they were', async () => {
    const { room, socket, story, session } = await talking();
    const bytes = Uint8Array.of(1, 2, 3);
    const sending = room.send(bytes);
    bytes.fill(9);
    const frame = await socket.frame();
    expect(story.open(frame).body).toEqual(Uint8Array.of(1, 2, 3));
    session.onBytes(frame);
    expect(await within(sending, 'the echo')).toMatchObject({ bytes: Uint8Array.of(1, 2, 3) });
  });

  it('counts 1, 2, 3 in the order in which it was given', async () => {
    const { room, socket, story, session, told } = await talking();
    const texts = Array.from({ length: 20 }, (_, i) => `message ${i + 1}`);
    const sending = Promise.all(texts.map((text) => room.send(text)));
    for (const [i, frame] of (await socket.frames(20)).entries()) {
      expect(story.open(frame).seq).toBe(i + 1);
      expect(story.textOf(frame)).toBe(texts[i]);
      session.onBytes(frame);
    }
    const messages = await within(sending, 'the echoes');
    expect(messages.map(({ seq }) => seq)).toEqual(texts.map((_, i) => i + 1));
    expect(briefly(told.drain())).toEqual(texts.map((text) => `1 says ${text}`));
  });

  it('is delivered to oneself as to the others: who, what, and when by this clock', async () => {
    const { room, socket, session, told, clock } = await talking();
    const sending = room.send({ x: 1 });
    const frame = await socket.frame();
    clock.advance(1_234);
    session.onBytes(frame);
    const message = await within(sending, 'the echo');
    expect(message).toEqual({
      kind: 'json',
      value: { x: 1 },
      from: room.self,
      seq: 1,
      receivedAt: clock.wallNow(),
    });
    expect(await told.next()).toEqual(['message', message]);
  });
});

describe('the echo', () => {
  it('counts only if it is the frame byte for byte', async () => {
    const { room, socket, session, story, told } = await talking();
    const sending = room.send('hello');
    const frame = await socket.frame();
    const damaged = frame.slice();
    damaged[damaged.length - 1]! ^= 1;
    session.onBytes(damaged);
    session.onBytes(frame.subarray(0, -1));
    session.onBytes(Uint8Array.of(...frame, 0));
    session.onBytes(story.frame(1, 'hello', { seq: 1 }));
    expect(briefly(await told.take(4))).toEqual([...Array<string>(3).fill('undecryptable 1'), 'replay 1']);
    session.onBytes(frame);
    expect(await within(sending, 'the echo')).toMatchObject({ text: 'hello' });
  });

  it('counts once', async () => {
    const { room, socket, session, told } = await talking();
    const sending = room.send('hello');
    const frame = await socket.frame();
    session.onBytes(frame);
    session.onBytes(frame);
    await within(sending, 'the echo');
    expect(briefly(await told.take(2))).toEqual(['1 says hello', 'replay 1']);
  });

  it('is waited for', async () => {
    const { room, socket } = await talking();
    let isSettled = false;
    void room.send('hello').then(() => (isSettled = true));
    await socket.frame();
    await quiet();
    expect(isSettled).toBe(false);
  });

  it('may not come in another order: everybody gets the same one', async () => {
    const { room, socket, session, told } = await talking();
    const first = failureOf(room.send('one'));
    const second = room.send('two');
    const frames = await socket.frames(2);
    session.onBytes(frames[1]!);
    expect(await within(second, 'the second echo')).toMatchObject({ text: 'two', seq: 2 });
    expect(await first).toMatchObject({ code: 'lost' });
    session.onBytes(frames[0]!);
    expect(briefly(await told.take(2))).toEqual(['1 says two', 'replay 1']);
  });
});

import { MAX_UNECHOED_BYTES, MAX_UNECHOED_MESSAGES } from '@pug-network/protocol';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { toHex } from '../bytes.js';
import { briefly } from '../record.js';
import { failureOf, quiet, within } from '../relay/wait.js';
import { FAST, talking, texts } from '../talking.js';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('a relay that sends echoes back in another order', () => {
  it('loses what it passed over, and its late echo is a replay', async () => {
    const { room, told, socket, session } = await talking({ rate: FAST });
    const sending = texts(3).map((text) => room.send(text));
    const lost = Promise.all([failureOf(sending[0]!), failureOf(sending[1]!)]);
    const frames = await socket.frames(3);
    session.onBytes(frames[2]!);
    expect(await lost).toEqual([
      expect.objectContaining({ code: 'lost', temporary: true }),
      expect.objectContaining({ code: 'lost', temporary: true }),
    ]);
    expect(await within(sending[2]!, 'the echo')).toMatchObject({ seq: 3 });
    session.onBytes(frames[0]!);
    await quiet();
    expect(briefly(told.drain())).toEqual(['1 says message 3', 'replay 1']);
  });

  it('has its window free again', async () => {
    const { room, socket, session } = await talking({ rate: FAST });
    for (const text of texts(40)) void room.send(text).catch(() => undefined);
    const frames = await socket.frames(MAX_UNECHOED_MESSAGES);
    session.onBytes(frames.at(-1)!);
    await socket.frames(8);
  });
});

describe('a relay that withholds echoes', () => {
  it('gets 32 messages, and one more for each echo', async () => {
    const { room, socket, session, story } = await talking({ rate: FAST });
    const sending = texts(40).map((text) => room.send(text));
    const frames = await socket.frames(MAX_UNECHOED_MESSAGES);
    await quiet();
    expect(socket.waitingFrames).toBe(0);
    for (let echoed = 0; echoed < 8; echoed++) {
      session.onBytes(frames[echoed]!);
      frames.push(await socket.frame());
      await quiet();
      expect(socket.waitingFrames).toBe(0);
    }
    for (const frame of frames.slice(8)) session.onBytes(frame);
    const messages = await within(Promise.all(sending), 'all echoes');
    expect(messages.map(({ seq }) => seq)).toEqual(frames.map((frame) => story.open(frame).seq));
    expect(frames.map((frame) => story.textOf(frame))).toEqual(texts(40));
  });

  it('gets 64 KiB, and more only when it fits', async () => {
    const { room, socket, session } = await talking({ rate: FAST });
    const sending = Array.from({ length: 6 }, () => room.send(new Uint8Array(15_000)));
    const frames = await socket.frames(4);
    await quiet();
    expect(socket.waitingFrames).toBe(0);
    const unechoed = frames.reduce((sum, { length }) => sum + length, 0);
    expect(unechoed).toBeLessThanOrEqual(MAX_UNECHOED_BYTES);
    expect(unechoed + frames[0]!.length).toBeGreaterThan(MAX_UNECHOED_BYTES);
    session.onBytes(frames[0]!);
    frames.push(await socket.frame());
    await quiet();
    expect(socket.waitingFrames).toBe(0);
    session.onBytes(frames[1]!);
    frames.push(await socket.frame());
    for (const frame of frames.slice(2)) session.onBytes(frame);
    await within(Promise.all(sending), 'all echoes');
  });

  it('does not let a short message overtake a long one that does not fit', async () => {
    const { room, socket, story, session } = await talking({ rate: FAST });
    const sizes = [15_000, 15_000, 15_000, 15_000, 15_000, 10];
    for (const size of sizes) void room.send(new Uint8Array(size)).catch(() => undefined);
    const frames = await socket.frames(4);
    await quiet();
    expect(socket.waitingFrames).toBe(0);
    session.onBytes(frames[0]!);
    const rest = await socket.frames(2);
    expect(rest.map((frame) => story.open(frame).body.length)).toEqual([15_000, 10]);
  });
});

describe('somebody who joins between sealing and sending', () => {
  it('has the message sealed again: the same seq, a new IV, their view', async () => {
    const encrypt = vi.spyOn(crypto.subtle, 'encrypt');
    const { room, socket, session, story } = await talking();
    void room.send('hello').catch(() => undefined);
    expect(encrypt).toHaveBeenCalledOnce();
    session.onText(JSON.stringify(story.arrival()));
    const opened = story.open(await socket.frame());
    expect(opened).toMatchObject({ seq: 1, epoch: 2, view: story.prefixAt(2) });
    const ivs = encrypt.mock.calls.map(([gcm]) => toHex((gcm as AesGcmParams).iv as Uint8Array));
    expect(ivs).toHaveLength(2);
    expect(new Set(ivs).size).toBe(2);
    expect(opened.iv).toBe(ivs[1]);
    await quiet();
    expect(socket.waitingFrames).toBe(0);
  });

  it('leaves no hole in the numbers, whenever they come', async () => {
    const { room, socket, session, story } = await talking({ rate: FAST });
    const sending = texts(12).map((text) => room.send(text));
    for (let seq = 1; seq <= 12; seq++) {
      if (seq % 3 === 0) session.onText(JSON.stringify(story.arrival()));
      const frame = await socket.frame();
      const { epoch, ...opened } = story.open(frame);
      expect(opened).toMatchObject({ seq, view: story.prefixAt(epoch) });
      session.onBytes(frame);
    }
    await within(Promise.all(sending), 'all echoes');
  });

  it('does not keep later messages from being sealed once', async () => {
    const { room, socket, session, story } = await talking();
    void room.send('one').catch(() => undefined);
    await socket.frame();
    session.onText(JSON.stringify(story.arrival()));
    const encrypt = vi.spyOn(crypto.subtle, 'encrypt');
    void room.send('two').catch(() => undefined);
    expect(story.open(await socket.frame())).toMatchObject({ seq: 2, epoch: 2 });
    expect(encrypt).toHaveBeenCalledOnce();
  });
});

describe('a message for a connection that takes nothing any more', () => {
  it('was not sent, and is not lost with it', async () => {
    const { room, session, socket } = await talking();
    socket.isOpen = false;
    const sending = room.send('never handed over');
    await quiet();
    session.onClosed(4411);
    expect(await failureOf(sending)).toMatchObject({ code: 'closed' });
  });

  it('waits behind those that were sent, which are lost', async () => {
    const { room, session, socket } = await talking();
    const sent = failureOf(room.send('handed over'));
    await socket.frame();
    socket.isOpen = false;
    const unsent = failureOf(room.send('never handed over'));
    await quiet();
    session.onClosed(1006);
    expect(await sent).toMatchObject({ code: 'lost' });
    expect(await unsent).toMatchObject({ code: 'closed' });
  });
});

describe('a message for a room that has ended', () => {
  it('is rejected as closed', async () => {
    const { room, session, socket } = await talking();
    session.onClosed(4411);
    await within(room.closed, 'the end');
    expect(await failureOf(room.send('too late'))).toMatchObject({ code: 'closed', temporary: false });
    expect(socket.waitingFrames).toBe(0);
  });

  it('is rejected as closed when it was waiting, as lost when it was sent', async () => {
    const { room, session, socket } = await talking({ rate: FAST });
    const sending = texts(34).map((text) => failureOf(room.send(text)));
    await socket.frames(32);
    session.onText('{"type":"room:expired","reason":"purge"}');
    const errors = (await within(Promise.all(sending), 'the rejections')) as { code: string }[];
    expect(errors.map(({ code }) => code)).toEqual([...Array<string>(32).fill('lost'), 'closed', 'closed']);
  });

  it('is rejected as closed when it was being sealed', async () => {
    const { room, session, socket } = await talking();
    const sending = room.send('almost');
    session.onClosed(4411);
    expect(await failureOf(sending)).toMatchObject({ code: 'closed' });
    await quiet();
    expect(socket.waitingFrames).toBe(0);
  });
});

import { describe, expect, it, vi } from 'vitest';
import { failureOf, quiet, within } from '../relay/wait.js';
import { FAST, talking, texts } from '../talking.js';

describe('a message whose sender gives up', () => {
  const reason = new Error('enough');
  const isAborted = { name: 'PugError', code: 'aborted', cause: reason };

  it('before it was sent is not sent', async () => {
    const { room, socket, story } = await talking();
    const signal = AbortSignal.abort(reason);
    expect(await failureOf(room.send('never', { signal }))).toMatchObject(isAborted);
    void room.send('after it').catch(() => undefined);
    const frame = await socket.frame();
    expect(story.textOf(frame)).toBe('after it');
    expect(story.open(frame).seq).toBe(1);
  });

  it('while it is sealed is not sent and uses up no number', async () => {
    const { room, socket, story } = await talking();
    const control = new AbortController();
    const sending = room.send('never', { signal: control.signal });
    control.abort(reason);
    expect(await failureOf(sending)).toMatchObject(isAborted);
    void room.send('after it').catch(() => undefined);
    const frame = await socket.frame();
    expect([story.textOf(frame), story.open(frame).seq]).toEqual(['after it', 1]);
    await quiet();
    expect(socket.waitingFrames).toBe(0);
  });

  it('while it waits for echoes leaves its place to the next', async () => {
    const { room, socket, story, session } = await talking({ rate: FAST });
    for (const text of texts(32)) void room.send(text).catch(() => undefined);
    const frames = await socket.frames(32);
    const control = new AbortController();
    const given = room.send('given up', { signal: control.signal });
    void room.send('kept').catch(() => undefined);
    control.abort(reason);
    expect(await failureOf(given)).toMatchObject(isAborted);
    session.onBytes(frames[0]!);
    expect(story.textOf(await socket.frame())).toBe('kept');
  });

  it('after it was sent is out of reach: its echo is shown all the same', async () => {
    const { room, socket, session, told } = await talking();
    const control = new AbortController();
    const sending = room.send('sent', { signal: control.signal });
    const frame = await socket.frame();
    control.abort(reason);
    expect(await failureOf(sending)).toMatchObject(isAborted);
    session.onBytes(frame);
    expect(await told.next()).toEqual(['message', expect.objectContaining({ text: 'sent', seq: 1 })]);
  });

  it('is let go of by its signal once it is settled', async () => {
    const { room, socket, session } = await talking();
    const { signal } = new AbortController();
    const add = vi.spyOn(signal, 'addEventListener');
    const remove = vi.spyOn(signal, 'removeEventListener');
    const sending = room.send('sent', { signal });
    session.onBytes(await socket.frame());
    await within(sending, 'the echo');
    expect(add).toHaveBeenCalledTimes(1);
    expect(remove).toHaveBeenCalledTimes(1);
  });

  it('after its echo came changes nothing', async () => {
    const { room, socket, session } = await talking();
    const control = new AbortController();
    const sending = room.send('sent', { signal: control.signal });
    session.onBytes(await socket.frame());
    const message = await within(sending, 'the echo');
    control.abort(reason);
    expect(await sending).toBe(message);
  });
});

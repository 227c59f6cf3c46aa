import type { RelayEvent } from '@pug-network/protocol';
import { describe, expect, it } from 'vitest';
import type { SessionEnd, SessionListener } from '../../src/connection/session.js';
import { Queue } from '../relay/queue.js';
import { quiet } from '../relay/wait.js';
import { Story } from '../relay/story.js';
import { sessionOf } from '../talking.js';

/** A session that has joined as member 2, and what it tells. */
async function listening(start = true) {
  const story = new Story();
  story.arrival();
  const made = await sessionOf({ story });
  const told = new Queue<unknown[]>();
  const tell =
    (name: keyof SessionListener) =>
    (...what: unknown[]): void =>
      told.push([name, ...what]);
  made.session.listen({
    acknowledge: () => undefined,
    echoed: tell('echoed'),
    judged: (senderId, { type }) => told.push(['judged', senderId, type]),
    joined: tell('joined'),
    left: tell('left'),
    denied: tell('denied'),
    end: tell('end'),
  });
  if (start) made.session.start();
  const say = (event: RelayEvent): void => made.session.onText(JSON.stringify(event));
  return { ...made, told, say };
}

const ended = (end: SessionEnd): unknown[] => ['end', end];
const MISBEHAVED = ended({ type: 'misbehaved' });

describe('a session', () => {
  it('tells frames and events in the order in which they came', async () => {
    const { session, story, say, told } = await listening();
    session.onBytes(story.frame(1, 'one'));
    const arrival = story.arrival();
    say(arrival);
    session.onBytes(story.frame(3, 'two'));
    say({ type: 'presence:leave', memberId: 3 });
    session.onBytes(story.frame(1, 'three'));
    say({ type: 'error', code: 'not_creator', message: 'No.' });
    session.onClosed(1006);
    const { memberId, username } = arrival;
    expect(await told.take(7, 'what was told')).toEqual([
      ['judged', 1, 'message'],
      ['joined', { memberId, username }],
      ['judged', 3, 'message'],
      ['left', 3],
      ['judged', 1, 'message'],
      ['denied'],
      ended({ type: 'closed', close: 1006 }),
    ]);
  });

  it('holds what comes until it is started', async () => {
    const { session, story, told } = await listening(false);
    session.onBytes(story.frame(1, 'early'));
    session.onClosed(1001);
    await quiet();
    expect(told.size).toBe(0);
    session.start();
    expect(await told.take(2, 'what was held')).toEqual([
      ['judged', 1, 'message'],
      ended({ type: 'closed', close: 1001 }),
    ]);
  });

  it('judges a frame by who was announced when it came, not when it is opened', async () => {
    const { session, story, say, told } = await listening();
    const arrival = story.arrival();
    session.onBytes(story.frame(1, 'sealed for somebody who is to come', { seq: 1 }));
    say(arrival);
    session.onBytes(story.frame(1, 'sealed for somebody who is here', { seq: 1 }));
    expect(await told.next('a verdict')).toEqual(['judged', 1, 'undecryptable']);
    expect(await told.next('the joiner')).toEqual(['joined', expect.objectContaining({ memberId: 3 })]);
    expect(await told.next('a verdict')).toEqual(['judged', 1, 'message']);
  });

  it('remembers what somebody said after they have left', async () => {
    const { session, story, say, told } = await listening();
    const frame = story.frame(1, 'once');
    session.onBytes(frame);
    say({ type: 'presence:leave', memberId: 1 });
    session.onBytes(frame);
    session.onBytes(story.frame(1, 'later', { seq: 3 }));
    expect(await told.take(4, 'verdicts')).toEqual([
      ['judged', 1, 'message'],
      ['left', 1],
      ['judged', 1, 'replay'],
      ['judged', 1, 'message'],
    ]);
  });

  it('counts the first ten seconds by when a frame came', async () => {
    const { session, story, clock, told } = await listening(false);
    clock.advance(9_999);
    session.onBytes(story.frame(1, 'old', { epoch: 1 }));
    clock.advance(1);
    session.onBytes(story.frame(1, 'old', { epoch: 1 }));
    clock.advance(5_000);
    session.start();
    expect(await told.take(2, 'verdicts')).toEqual([
      ['judged', 1, 'dropped'],
      ['judged', 1, 'replay'],
    ]);
  });

  it('never shows a frame under its own memberId that nobody here sent', async () => {
    const { session, story, told } = await listening();
    session.onBytes(story.frame(2, 'I never said that', { seq: 1 }));
    session.onBytes(story.frame(2, 'nor that', { seq: 9, boundTo: 1 }));
    expect(await told.take(2, 'verdicts')).toEqual([
      ['judged', 2, 'replay'],
      ['judged', 2, 'undecryptable'],
    ]);
  });

  it('ignores event types, fields and binary types that it does not know', async () => {
    const { session, story, told } = await listening();
    session.onText(JSON.stringify({ type: 'room:weather', memberId: 'x' }));
    session.onBytes(Uint8Array.of(2, 1, 2, 3));
    session.onBytes(Uint8Array.of(0));
    session.onText(JSON.stringify({ ...story.arrival(), mood: 'fine' }));
    expect(await told.next('the joiner')).toEqual(['joined', { memberId: 3, username: 'calm-otter-3' }]);
  });

  it.each([2, 4, 1, 0xffff_ffff])('takes a presence:join of member %i for misbehaviour', async (memberId) => {
    const { story, say, told } = await listening();
    say({ ...story.arrival(), memberId });
    expect(await told.next('the end')).toEqual(MISBEHAVED);
  });

  it.each([
    ['no JSON', 'hello'],
    ['a second room:joined', JSON.stringify(new Story().admit('AAECAwQFBgcICQoLDA0ODw'))],
    ['an ill-typed event', '{"type":"presence:leave","memberId":"2"}'],
    ['an unknown end', '{"type":"room:expired","reason":"mood"}'],
  ])('takes %s for misbehaviour', async (_, text) => {
    const { session, told } = await listening();
    session.onText(text);
    expect(await told.next('the end')).toEqual(MISBEHAVED);
  });

  it.each([
    ['an empty frame', new Uint8Array(0)],
    ['a keep-alive of two bytes', new Uint8Array(2)],
    ['a message without a blob', Uint8Array.of(1, 0, 0, 0, 1, 2)],
    ['a frame of 16,001 bytes', new Uint8Array(16_001).fill(1)],
  ])('takes %s for misbehaviour', async (_, bytes) => {
    const { session, told } = await listening();
    session.onBytes(bytes);
    expect(await told.next('the end')).toEqual(MISBEHAVED);
  });

  it('tells one end, the first, and nothing that comes behind it', async () => {
    const { session, story, say, told, socket } = await listening();
    say({ type: 'room:expired', reason: 'purge' });
    session.onBytes(story.frame(1, 'too late'));
    say({ type: 'presence:leave', memberId: 1 });
    session.onClosed(4411);
    session.finish({ type: 'time-up' });
    expect(await told.next('the end')).toEqual(ended({ type: 'room-expired', reason: 'purge' }));
    await quiet();
    expect(told.size).toBe(0);
    expect(session.send('x')).toBe(false);
    expect(socket.waitingFrames).toBe(0);
  });

  it.each([
    [1006, 'slow_consumer', 4508],
    [1006, 'rate_limited', 4429],
    [1006, 'no code of ours', 1006],
    [4400, 'rate_limited', 4400],
  ])('takes close %i behind the error %s for %i', async (close, code, meant) => {
    const { session, say, told } = await listening();
    say({ type: 'error', code, message: 'Why.' });
    session.onClosed(close);
    expect(await told.next('the end')).toEqual(ended({ type: 'closed', close: meant }));
  });

  it('takes and sends nothing more once it is closed from here', async () => {
    const { session, story, say, told, socket } = await listening();
    await session.close(4000);
    session.onBytes(story.frame(1, 'too late'));
    say(story.arrival());
    session.onClosed(1006);
    expect(session.purge()).toBe(false);
    await quiet();
    expect(told.drain()).toEqual([]);
    expect(socket.closes).toEqual([4000]);
  });
});

import { describe, expect, it } from 'vitest';
import { Timeline, type NewMessage } from '../../src/lib/talk/timeline.svelte.js';
import { ann, bob } from './fake-room.js';
import { entriesOf, messagesOf, textsOf } from './lines.js';
import { rendered, watch } from './watch.svelte.js';

const MINUTES_MS = 60_000;

const by = (from: typeof ann, text: string, at = 0): NewMessage => ({
  text,
  memberId: from.memberId,
  name: from.username,
  mine: false,
  at,
  delivery: 'sent',
});

/** A timeline with one message for each minute given, all by the same sender, and their ids. */
function runOf(minutes: readonly number[]) {
  const timeline = new Timeline();
  const ids = minutes.map((minute, i) => timeline.say(by(ann, `${i}`, minute * MINUTES_MS)));
  return { timeline, ids };
}

const firsts = (timeline: Timeline): boolean[] => messagesOf(timeline).map(({ first }) => first);

describe('groups of messages', () => {
  it('hold what one sender says without more than two minutes between', () => {
    expect(firsts(runOf([0, 0, 2, 4, 6.01]).timeline)).toEqual([true, false, false, false, true]);
  });

  it('end where somebody else speaks, and where something happens', () => {
    const { timeline } = runOf([0, 0]);
    timeline.say(by(bob, 'b'));
    timeline.say(by(ann, 'a'));
    timeline.note({ type: 'left', name: 'x' }, 0);
    timeline.say(by(ann, 'a'));
    expect(firsts(timeline)).toEqual([true, false, true, true, true]);
  });

  it('begin at the marker', () => {
    const { timeline, ids } = runOf([0, 0, 0]);
    timeline.change(ids[1]!, { unreadFrom: true });
    expect(firsts(timeline)).toEqual([true, true, false]);
    timeline.change(ids[1]!, { unreadFrom: false });
    expect(firsts(timeline)).toEqual([true, false, false]);
  });

  it('close up when one is taken away', () => {
    const { timeline, ids } = runOf([0, 1, 3]);
    timeline.remove(ids[0]!);
    expect(firsts(timeline)).toEqual([true, false]);
    timeline.remove(ids[1]!);
    expect(firsts(timeline)).toEqual([true]);
  });

  it('part when one between is taken away', () => {
    const { timeline, ids } = runOf([0, 2, 4]);
    timeline.remove(ids[1]!);
    expect(firsts(timeline)).toEqual([true, true]);
  });

  it('follow a sender who has become somebody else', () => {
    const { timeline, ids } = runOf([0, 0, 0]);
    timeline.change(ids[1]!, { memberId: bob.memberId, name: bob.username });
    expect(firsts(timeline)).toEqual([true, true, true]);
  });
});

describe('chunks', () => {
  const many = () => runOf(Array.from({ length: 250 }, () => 0));

  it('hold at most a hundred entries each, in order, under ids that are never used again', () => {
    const { timeline, ids } = many();
    expect(timeline.chunks.map(({ entries }) => entries.length)).toEqual([100, 100, 50]);
    expect(entriesOf(timeline).map(({ id }) => id)).toEqual(ids);
    expect(new Set(timeline.chunks.map(({ id }) => id)).size).toBe(3);
    timeline.remove(ids[249]!);
    expect(ids).not.toContain(timeline.say(by(ann, 'new')));
  });

  it('stay as they are but for the last when something comes', () => {
    const { timeline } = many();
    const before = timeline.chunks.map(({ entries }) => entries);
    const chunks = timeline.chunks;
    timeline.say(by(ann, 'new'));
    expect(timeline.chunks).toBe(chunks);
    expect(timeline.chunks.map(({ entries }, i) => entries === before[i])).toEqual([true, true, false]);
  });

  it('run the effects of the last one alone when something comes', async () => {
    const { timeline } = many();
    const [first, last, list] = [
      watch(() => timeline.chunks[0]?.entries.length),
      watch(() => timeline.chunks[2]?.entries.length),
      watch(() => timeline.chunks.length),
    ];
    await rendered();
    timeline.say(by(ann, 'new'));
    await rendered();
    expect([first.seen, last.seen, list.seen]).toEqual([[100], [50, 51], [3]]);
    for (const { stop } of [first, last, list]) stop();
  });

  it('change alone when a message of theirs changes, every other entry the same', () => {
    const { timeline, ids } = many();
    const before = timeline.chunks.map(({ entries }) => entries);
    timeline.change(ids[120]!, { delivery: 'lost' });
    expect(timeline.chunks.map(({ entries }, i) => entries === before[i])).toEqual([true, false, true]);
    const changed = timeline.chunks[1]!.entries.filter((entry, i) => entry !== before[1]![i]);
    expect(changed).toMatchObject([{ id: ids[120], delivery: 'lost', text: '120' }]);
  });

  it('group over their borders', () => {
    const { timeline, ids } = many();
    expect(messagesOf(timeline)[100]!.first).toBe(false);
    timeline.change(ids[99]!, { memberId: bob.memberId });
    expect(messagesOf(timeline)[100]!.first).toBe(true);
    timeline.remove(ids[99]!);
    expect(messagesOf(timeline)[99]).toMatchObject({ id: ids[100], first: false });
  });

  it('go when they are empty, and what is next to them is found still', () => {
    const { timeline, ids } = many();
    for (const id of ids.slice(100, 200)) timeline.remove(id);
    expect(timeline.chunks.map(({ entries }) => entries.length)).toEqual([100, 50]);
    expect(messagesOf(timeline).filter(({ first }) => first)).toHaveLength(1);
    expect(timeline.message(ids[99]!)?.text).toBe('99');
    expect(timeline.message(ids[150]!)).toBeUndefined();
    expect(timeline.message(ids[200]!)?.text).toBe('200');
  });

  it('come anew after the last message was taken away', () => {
    const { timeline, ids } = runOf([0]);
    timeline.remove(ids[0]!);
    expect(timeline.chunks).toEqual([]);
    timeline.say(by(ann, 'new'));
    expect(textsOf(timeline)).toEqual(['new']);
  });
});

describe('a timeline', () => {
  it('changes nothing that is not there', () => {
    const { timeline, ids } = runOf([0]);
    timeline.note({ type: 'lost' }, 0);
    const before = entriesOf(timeline);
    for (const id of [0, ids[0]! + 2]) {
      timeline.change(id, { delivery: 'lost' });
      timeline.remove(id);
    }
    timeline.change(ids[0]! + 1, { delivery: 'lost' });
    expect(timeline.message(ids[0]! + 1)).toBeUndefined();
    expect(entriesOf(timeline)).toEqual(before);
  });

  it('holds nothing once cleared, not even in a chunk that somebody kept', () => {
    const { timeline } = runOf([0, 0]);
    const { chunks } = timeline;
    timeline.clear();
    expect([timeline.chunks, chunks[0]!.entries]).toEqual([[], []]);
  });
});

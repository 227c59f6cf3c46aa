import { describe, expect, it } from 'vitest';
import { eventsBetween } from '../../src/lib/embed/events.js';
import type { Screen } from '../../src/lib/screen.js';
import { Talk } from '../../src/lib/talk/talk.svelte.js';
import { FakeRoom, LINK } from '../talk/fake-room.js';

const aTalk = () => new Talk(new FakeRoom(), { after: () => () => undefined });

const start: Screen = { name: 'start' };
const making: Screen = { name: 'making', progress: 0, unlucky: false, shown: true };
const made: Screen = { name: 'room', talk: aTalk(), fresh: true };
const joined: Screen = { name: 'room', talk: aTalk(), fresh: false };
const left: Screen = { name: 'ended', how: 'left', reason: 'left' };
const expired: Screen = { name: 'ended', how: 'expired', reason: 'expired' };
const full: Screen = { name: 'problem', problem: 'full', canRetry: true, code: 'room_full' };

describe('a page around', () => {
  it.each<[string, Screen | undefined, Screen, object[]]>([
    ['nothing of a start', undefined, start, []],
    ['nothing of the work', start, making, []],
    ['that a room was made', making, made, [{ type: 'created' }]],
    ['that one came in by a link', start, joined, [{ type: 'joined' }]],
    ['nothing of the same room', joined, joined, []],
    ['that one left', made, left, [{ type: 'left' }, { type: 'ended', reason: 'left' }]],
    ['how a room ended', joined, expired, [{ type: 'ended', reason: 'expired' }]],
    ['what went wrong', making, full, [{ type: 'error', code: 'room_full' }]],
    ['that one went elsewhere', made, making, [{ type: 'left' }, { type: 'ended', reason: 'left' }]],
    [
      'that one went from room to room',
      made,
      joined,
      [{ type: 'left' }, { type: 'ended', reason: 'left' }, { type: 'joined' }],
    ],
  ])('is told %s', (_what, before, now, events) => {
    expect(eventsBetween(before, now, false)).toEqual(events);
  });

  it('is told the link of a room that was made where the person was told so, and of no other', () => {
    expect(eventsBetween(making, made, true)).toEqual([{ type: 'created' }, { type: 'link', link: LINK }]);
    expect(eventsBetween(start, joined, true)).toEqual([{ type: 'joined' }]);
  });
});

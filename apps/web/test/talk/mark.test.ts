import { describe, expect, it } from 'vitest';
import { markOf } from '../../src/lib/talk/mark.js';

describe('the mark of a member', () => {
  it('is another for each of the first thirty-two', () => {
    const marks = Array.from({ length: 32 }, (_, i) => markOf(i + 1, 'amber-otter'));
    expect(new Set(marks.map(({ colour, shape }) => `${colour} ${shape}`)).size).toBe(32);
  });

  it('differs from the next in colour and in shape', () => {
    for (let id = 1; id < 200; id += 1) {
      const [one, next] = [markOf(id, ''), markOf(id + 1, '')];
      expect(one.colour).not.toBe(next.colour);
      if (id % 8 !== 0) expect(one.shape).not.toBe(next.shape);
    }
  });

  it.each([0, 1, 8, 9, 4_294_967_295])('is in the palette for %i', (id) => {
    const { colour, shape } = markOf(id, '');
    expect([0, 1, 2, 3, 4, 5, 6, 7]).toContain(colour);
    expect([0, 1, 2, 3]).toContain(shape);
  });

  it.each([
    ['amber-otter', 'AO'],
    ['amber-otter-2', 'AO'],
    ['unknown-7', 'U7'],
    ['otter', 'O'],
    ['été-ours', 'ÉO'],
    ['', ''],
  ])('has the initials of %j: %j', (name, initials) => {
    expect(markOf(1, name).initials).toBe(initials);
  });
});

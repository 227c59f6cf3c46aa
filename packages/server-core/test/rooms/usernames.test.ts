import { isUsername } from '@pug-network/protocol';
import { describe, expect, it } from 'vitest';
import { NAME_SEEDS, usernameOf } from '../../src/rooms/usernames.js';

const MAX_MEMBER_ID = 2 ** 32 - 1;
const FORM = /^[a-z]+-[a-z]+(-[0-9]+)?$/;
const SEEDS = [0, 1, 2_048, NAME_SEEDS - 1];

const range = (first: number, count: number): number[] => Array.from({ length: count }, (_, n) => first + n);

describe('a username', () => {
  it.each(SEEDS)('is given once in 10,000 members, with seed %i', (seed) => {
    const names = range(1, 10_000).map((memberId) => usernameOf(seed, memberId));
    expect(new Set(names).size).toBe(10_000);
    expect(names.filter((name) => !FORM.test(name) || name.length > 32)).toEqual([]);
  });

  it.each(SEEDS)('is one that a client takes, up to the last memberId, with seed %i', (seed) => {
    for (const memberId of [...range(1, 10), ...range(MAX_MEMBER_ID - 5_000, 5_001)]) {
      const name = usernameOf(seed, memberId);
      expect(isUsername(name), `${name} of ${memberId}`).toBe(true);
      expect(name.length).toBeLessThanOrEqual(32);
    }
  });

  it('of one of the first members is not given to one of the last that there can be', () => {
    const [few, many] = [range(1, 5_000), range(MAX_MEMBER_ID - 4_999, 5_000)];
    const names = [...few, ...many].map((memberId) => usernameOf(7, memberId));
    expect(new Set(names).size).toBe(10_000);
  });

  it('has no number as long as there are names without one, and as many of those as there are seeds', () => {
    const names = range(1, NAME_SEEDS).map((memberId) => usernameOf(3, memberId));
    expect(names.filter((name) => /[0-9]/.test(name))).toEqual([]);
    expect(new Set(names).size).toBe(NAME_SEEDS);
    expect(usernameOf(3, NAME_SEEDS + 1)).toBe(`${names[0]}-2`);
  });

  it('is the same for the same seed and memberId, so that nothing has to be kept', () => {
    expect(usernameOf(1_234, 56)).toBe(usernameOf(1_234, 56));
  });

  it('of the first member is another with each seed', () => {
    const names = range(0, NAME_SEEDS).map((seed) => usernameOf(seed, 1));
    expect(new Set(names).size).toBe(NAME_SEEDS);
  });

  it('does not show the order in which members came', () => {
    const animals = range(1, 20).map((memberId) => usernameOf(0, memberId).split('-')[1]);
    expect(new Set(animals).size).toBeGreaterThan(10);
  });
});

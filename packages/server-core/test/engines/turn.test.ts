import { describe, expect, it } from 'vitest';
import { Turn } from '../../src/engines/turn.js';

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

describe('a turn', () => {
  it('is overfull from the answer on that is one too many', () => {
    const turn = new Turn(3);
    const overfull = Array.from({ length: 5 }, () => turn.isOverfull(100));
    expect(overfull).toEqual([false, false, false, true, true]);
  });

  it('counts a long answer as several', () => {
    const turn = new Turn(16);
    expect([8_000, 8_000, 0].map((bytes) => turn.isOverfull(bytes))).toEqual([false, false, true]);
  });

  it('begins again with the next one', async () => {
    const turn = new Turn(3);
    for (let n = 0; n < 10; n++) turn.isOverfull(0);
    await nextTurn();
    expect([turn.isOverfull(0), turn.isOverfull(0)]).toEqual([false, false]);
  });
});

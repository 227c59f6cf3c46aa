import { describe, expect, it } from 'vitest';
import { Turn } from '../../src/engines/turn.js';

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

describe('Turn', () => {
  it('is overfull from the 129th answer', () => {
    const turn = new Turn();
    const overfull = Array.from({ length: 130 }, () => turn.isOverfull());
    expect(overfull.indexOf(true)).toBe(128);
    expect(overfull.at(-1)).toBe(true);
  });

  it('begins again in the next turn', async () => {
    const turn = new Turn();
    for (let n = 0; n < 200; n++) turn.isOverfull();
    await nextTurn();
    expect(turn.isOverfull()).toBe(false);
  });
});

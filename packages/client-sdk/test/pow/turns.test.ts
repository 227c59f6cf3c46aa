import { describe, expect, it } from 'vitest';
import { Turns } from '../../src/pow/turns.js';
import { within } from '../relay/wait.js';

describe('turns', () => {
  it('let everything else have its turn', async () => {
    const turns = new Turns();
    let immediates = 0;
    let immediate = setImmediate(function count() {
      immediates += 1;
      immediate = setImmediate(count);
    });
    for (let i = 0; i < 40; i++) await within(turns.next(), 'the next turn');
    turns.close();
    clearImmediate(immediate);
    expect(immediates).toBeGreaterThanOrEqual(15);
  });
});

import { parseTarget, within, type Target } from '@pug-network/conformance/wire';
import { afterAll, beforeAll, expect } from 'vitest';
import { createRelay } from '../../src/index.js';

export type Engine = 'uws' | 'ws';
export type RelayOptions = NonNullable<Parameters<typeof createRelay>[0]>;

/** Leading zero bits asked for in tests: one try in 256 fits. */
export const DIFFICULTY = 8;

/** One relay for all tests of the describe block it is called in; where it is, is known when they run. */
export function useRelay(engine: Engine, options: RelayOptions): Target {
  const served = { ...parseTarget('http://127.0.0.1') };
  const relay = createRelay({ powDifficulty: DIFFICULTY, ...options, engine });
  beforeAll(async () => {
    const { port } = await within(relay.listen({ port: 0, host: '127.0.0.1' }), 'the relay to listen');
    expect(relay.engine).toBe(engine);
    Object.assign(served, parseTarget(`http://127.0.0.1:${port}`));
  });
  afterAll(() => within(relay.close(), 'the relay to close', 10_000));
  return served;
}

/** A clock that stands still until it is moved. */
export class ManualClock {
  #monotonic = 1_000_000;
  #wall = 1_800_000_000_000;

  monotonic = (): number => this.#monotonic;
  wall = (): number => this.#wall;

  advance(ms: number): void {
    this.advanceMonotonic(ms);
    this.advanceWall(ms);
  }

  advanceMonotonic(ms: number): void {
    this.#monotonic += ms;
  }

  advanceWall(ms: number): void {
    this.#wall += ms;
  }
}

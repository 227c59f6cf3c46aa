import { afterAll, beforeAll, expect } from 'vitest';
import { createRelay } from '../../../src/index.js';
import { within } from './wait.js';

export type Engine = 'uws' | 'ws';
export type RelayOptions = NonNullable<Parameters<typeof createRelay>[0]>;

/** Leading zero bits asked for in tests: one try in 256 fits. */
export const DIFFICULTY = 8;

export interface Running {
  readonly port: number;
  close(): Promise<void>;
}

/** Starts a relay and makes sure that it runs on the engine asked for: without the native one the tests fail. */
export async function startRelay(engine: Engine, options: RelayOptions = {}): Promise<Running> {
  const relay = createRelay({ powDifficulty: DIFFICULTY, ...options, engine });
  const { port } = await within(relay.listen({ port: 0, host: '127.0.0.1' }), 'the relay to listen');
  expect(relay.engine).toBe(engine);
  return { port, close: () => relay.close() };
}

/** Where the relay of a describe block listens; filled in before its first test. */
export interface Served {
  port: number;
}

/** One relay for all tests of the describe block it is called in. */
export function useRelay(engine: Engine, options: RelayOptions = {}): Served {
  const served: Served = { port: 0 };
  let running: Running | undefined;
  beforeAll(async () => {
    running = await startRelay(engine, options);
    served.port = running.port;
  });
  afterAll(async () => {
    if (running) await within(running.close(), 'the relay to close', 10_000);
  });
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

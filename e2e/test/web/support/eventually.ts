import { expect } from 'vitest';

const LIMIT_MS = 10_000;

/** What is looked at again and again until it is as expected. */
export const eventually = <T>(look: () => T) => expect.poll(look, { timeout: LIMIT_MS });

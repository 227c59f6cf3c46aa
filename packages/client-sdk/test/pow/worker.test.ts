import { leadingZeroBits, proofInput } from '@pug-network/protocol';
import { createHash } from 'node:crypto';
import { afterEach, expect, it, vi } from 'vitest';
import type { Job } from '../../src/pow/solver.js';
import type { FromWorker } from '../../src/pow/worker-messages.js';

afterEach(() => {
  vi.unstubAllGlobals();
});

it('a worker says that it begins, then what it found in its lane', async () => {
  const said: FromWorker[] = [];
  vi.stubGlobal('postMessage', (message: FromWorker) => said.push(message));
  vi.stubGlobal('onmessage', null);
  await import('../../src/pow/worker.js');
  const hear = globalThis.onmessage as unknown as (event: { data: Job }) => void;
  hear({ data: { token: 'a-token', difficulty: 12, lane: 2, lanes: 3 } });
  expect(said).toEqual([{ type: 'tries', tries: 0 }]);
  await vi.waitFor(() => expect(said.at(-1)?.type).toBe('found'));
  const found = said.at(-1)!;
  expect(found).toMatchObject({ solver: 'wasm-simd', whyNotFaster: undefined });
  const nonce = 'nonce' in found ? found.nonce : '';
  const digest = createHash('sha256').update(proofInput('a-token', nonce)).digest();
  expect(leadingZeroBits(digest)).toBeGreaterThanOrEqual(12);
});

import { parentPort } from 'node:worker_threads';
import { solve } from './pow.js';

export interface Task {
  readonly id: number;
  readonly token: string;
  readonly difficulty: number;
}

export interface Solution {
  readonly id: number;
  readonly nonce: string;
}

parentPort?.on('message', ({ id, token, difficulty }: Task) => {
  parentPort?.postMessage({ id, nonce: solve(token, difficulty) } satisfies Solution);
});

/**
 * A relay in a process of its own, which its parent can ask for what only a process knows of itself, and trouble: see
 * `relay.js`. Argument: the options of `createRelay` as JSON.
 */
import { writeHeapSnapshot } from 'node:v8';
import { createRelay } from '@pug-network/server-core';

const TURN_MS = 20;

let wallOffset = 0;
/** @type {NodeJS.Timeout | undefined} */
let burning;

const relay = createRelay({
  ...JSON.parse(process.argv[2] ?? '{}'),
  clock: { monotonic: () => performance.now(), wall: () => Date.now() + wallOffset },
});

/** @param {number} ms */
function block(ms) {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

/** CPU time of this process, in ms. */
function cpuMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/**
 * Blocks for what is still lacking to have been so busy since now.
 * @param {number} share
 */
function fillUpTo(share) {
  const [start, cpu] = [performance.now(), cpuMs()];
  return () => block(share * (performance.now() - start) - (cpuMs() - cpu));
}

/** @type {Record<string, (argument: any) => unknown>} */
const COMMANDS = {
  /** Garbage is collected first. */
  async memory() {
    for (let i = 0; i < 3; i++) {
      globalThis.gc?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
    return process.memoryUsage();
  },
  usage: () => ({ ...process.cpuUsage(), rss: process.memoryUsage.rss() }),
  load: () => relay.load,
  /** Blocks the event loop for so many ms. */
  block,
  /** From now on the process takes this share of a core, 0 to 1, whatever else it has to do. */
  burn(/** @type {number} */ share) {
    clearInterval(burning);
    if (share > 0) burning = setInterval(fillUpTo(share), TURN_MS);
  },
  /** Sets the wall clock forward by so many ms, or back. */
  stepWall(/** @type {number} */ ms) {
    wallOffset += ms;
  },
  /** Writes a heap snapshot to this file. */
  snapshot: (/** @type {string} */ file) => writeHeapSnapshot(file),
  close: () => relay.close(),
};

process.on('disconnect', () => process.exit());
process.on('message', async (/** @type {{ id: number, command: string, argument: unknown }} */ message) => {
  const { id, command, argument } = message;
  process.send?.({ id, result: (await COMMANDS[command]?.(argument)) ?? null });
});
const { port } = await relay.listen({ host: '127.0.0.1', port: 0 });
process.send?.({ id: 0, result: port });

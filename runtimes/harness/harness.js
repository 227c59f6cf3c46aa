import { createRelay } from '@pug-network/server-core';
import { Control } from './control.js';

const HOST = '127.0.0.1';
/** A room costs next to nothing at one relay, and more than anybody waits for at the other. */
const EASY_BITS = 8;
const HARD_BITS = 24;
const SHORTEST_TTL_S = 1;

async function startRelay(engine, powDifficulty) {
  const relay = createRelay({ engine, powDifficulty, allowedOrigins: ['*'], ttl: { min: SHORTEST_TTL_S } });
  const { port } = await relay.listen({ host: HOST, port: 0 });
  return { relay, port, origin: `http://${HOST}:${port}` };
}

/**
 * What the contract is run against: two relays, and lines to the first one that fail as they are told to.
 * @param {'uws' | 'ws' | 'auto'} engine
 * @returns {Promise<{ control: string, engine: string, close(): Promise<void> }>} `control` is all that a runtime is given
 */
export async function startHarness(engine = 'uws') {
  const easy = await startRelay(engine, EASY_BITS);
  const hard = await startRelay(engine, HARD_BITS);
  const facts = { engine: easy.relay.engine, relay: easy.origin, hardRelay: hard.origin };
  const control = new Control({ host: HOST, port: easy.port }, facts);
  return {
    control: await control.listen(),
    engine: facts.engine,
    async close() {
      control.close();
      await Promise.all([easy.relay.close(), hard.relay.close()]);
    },
  };
}

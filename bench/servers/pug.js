/** Our relay as it is deployed, apart from a proof of work of one bit. Argument: the engine, `uws` or `ws`. */
import { createRelay } from '@pug-network/server-core';
import { serve } from './serve.js';

const engine = process.argv[2];

await serve(async () => {
  const relay = createRelay({ engine, powDifficulty: 1 });
  const { port } = await relay.listen({ port: 0, host: '127.0.0.1' });
  return port;
});

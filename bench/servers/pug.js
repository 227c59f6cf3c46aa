/**
 * Our relay as it is deployed, apart from a proof of work of one bit. Arguments: the engine, `uws` or `ws`; and `any-rate`
 * to lift the limits of what one connection may send, where the most that a server manages is measured.
 */
import { createRelay } from '@pug-network/server-core';
import { serve } from './serve.js';

const [engine, rateLimits] = process.argv.slice(2);
const UNREACHED = 2 ** 30;
const ANY_RATE = { frames: UNREACHED, frameBurst: UNREACHED, bytes: UNREACHED, byteBurst: UNREACHED };

await serve(async () => {
  const relay = createRelay({
    engine,
    powDifficulty: 1,
    ...(rateLimits === 'any-rate' && { rate: ANY_RATE }),
  });
  const { port } = await relay.listen({ port: 0, host: '127.0.0.1' });
  return port;
});

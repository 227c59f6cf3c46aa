// The demo at http://localhost:4000, with the chat of the relay at http://localhost:3000; DEMO_PORT and RELAY change it.
import { createServer } from 'node:http';
import { answerFor, NAMED_RELAY } from './answer.js';

const { DEMO_PORT = '4000', RELAY = NAMED_RELAY } = process.env;

createServer(answerFor(RELAY)).listen(Number(DEMO_PORT), 'localhost', () => {
  const origin = `http://localhost:${DEMO_PORT}`;
  console.log(`The embed demo is at ${origin}; the relay ${RELAY} has to run with EMBED_ORIGIN=${origin}`);
});

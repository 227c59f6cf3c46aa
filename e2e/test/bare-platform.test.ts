import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { Program } from './support/process.js';
import { startRelay } from './support/relay.js';

const SCRIPT = fileURLToPath(new URL('people/bare-platform.js', import.meta.url));

it.each([
  ['as every runtime gets it', []],
  ['as React Native gets it', ['--conditions=react-native']],
])('the SDK, %s, runs where all but the language is handed in', async (_, flags) => {
  const relay = await startRelay('ws');
  const program = new Program([...flags, SCRIPT, relay.origin]);
  try {
    expect(await program.exit(), program.output).toBe(0);
    expect(program.output.split('\n')).toEqual([
      'without a platform crypto_unavailable',
      'solved by js, no WebAssembly, 0 workers',
      'heard grüße 🐾',
      'ended purged',
    ]);
  } finally {
    await program.end();
    await relay.program.end();
  }
});

import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { Program } from './support/process.js';
import { startRelay } from './support/relay.js';

const EXAMPLE = fileURLToPath(new URL('../../examples/two-people/index.js', import.meta.url));
const programs: Program[] = [];

afterEach(async () => {
  await Promise.all(programs.splice(0).map((program) => program.end()));
});

it('the example of two people runs as it is', async () => {
  const relay = await startRelay('uws');
  const example = new Program([EXAMPLE, relay.origin]);
  programs.push(relay.program, example);
  expect(await example.exit(), example.output).toBe(0);
  expect(example.output).toMatch(/ben reads from [a-z]+-[a-z]+: hello/);
  expect(example.output).toMatch(/anna reads from [a-z]+-[a-z]+: \{ understood: true \}/);
  expect(example.output).toContain('for ben the room was purged');
});

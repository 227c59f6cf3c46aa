import { readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { Program } from './support/process.js';
import { startRelay } from './support/relay.js';

const README = new URL('../../README.md', import.meta.url);
const RELAY = 'http://localhost:3000';
const programs: Program[] = [];
const written: string[] = [];

afterEach(async () => {
  await Promise.all(programs.splice(0).map((program) => program.end()));
  await Promise.all(written.splice(0).map((file) => rm(file, { force: true })));
});

it('the ten lines of the README do what they say', async () => {
  const [, code = ''] = /```js\n([^`]+(?:`[^`\n]+`[^`]+)*)```/.exec(await readFile(README, 'utf8')) ?? [];
  expect(code).toContain(RELAY);
  const relay = await startRelay('uws');
  programs.push(relay.program);
  const file = fileURLToPath(new URL(`readme-${process.pid}.mjs`, import.meta.url));
  written.push(file);
  await writeFile(file, code.replace(RELAY, relay.origin));
  const example = new Program([file]);
  programs.push(example);
  expect(await example.exit(), example.output).toBe(0);
  expect(example.output).toMatch(/^[a-z]+-[a-z]+ is here\n[a-z]+-[a-z]+: hello\npurged$/);
});

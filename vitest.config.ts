import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileModule } from 'svelte/compiler';
import { defineConfig, type Plugin, type TestProjectInlineConfiguration } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));
const TEST_TIMEOUT_MS = 15_000;

const foldersIn = (parent: string) => readdirSync(join(root, parent)).map((name) => `${parent}/${name}`);

/** The SDK's own tests run its source, where its `#websocket` import means a file of dist. */
const aliases: Record<string, Record<string, string>> = {
  'packages/client-sdk': { '#websocket': join(root, 'packages/client-sdk/src/platform/websocket-node.ts') },
};

/** Compiles the runes of the web client's modules as for a browser, where state is reactive. */
const runes: Plugin = {
  name: 'runes',
  transform: (code, id) =>
    id.endsWith('.svelte.ts') ? compileModule(code, { filename: id, generate: 'client' }).js : undefined,
};

/** Where tests put something in the place of a module or of what the runtime has: each file gets a process of its own. */
const isolated = ['packages/client-sdk', 'packages/server-core', 'e2e'];

const project = (folder: string): TestProjectInlineConfiguration => ({
  extends: true,
  root: join(root, folder),
  plugins: folder === 'apps/web' ? [runes] : [],
  resolve: { alias: aliases[folder] ?? {} },
  test: { name: folder, include: ['test/**/*.test.ts'], isolate: isolated.includes(folder) },
});

export default defineConfig({
  test: {
    pool: 'forks',
    // More than the two cores of CI: many tests wait for most of their time.
    maxWorkers: 3,
    testTimeout: TEST_TIMEOUT_MS,
    hookTimeout: TEST_TIMEOUT_MS,
    projects: [...foldersIn('packages'), ...foldersIn('apps'), 'e2e']
      .filter((folder) => existsSync(join(root, folder, 'test')))
      .map(project),
  },
});

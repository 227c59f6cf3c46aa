import { rm } from 'node:fs/promises';
import { defineConfig, type Options } from 'tsup';

// Once, and before all: a build that cleaned by itself would take away what the others wrote.
await rm('dist', { recursive: true, force: true });

const target = 'es2022';

/** The platform's own WebSocket, in files for which nobody can choose by a condition. */
const webSocketOfThePlatform = { '#websocket': './src/platform/websocket.ts' };

const main: Options = {
  entry: {
    index: 'src/index.ts',
    websocket: 'src/platform/websocket.ts',
    'websocket-node': 'src/platform/websocket-node.ts',
  },
  format: ['esm', 'cjs'],
  dts: { entry: { index: 'src/index.ts' } },
  // Which of the two it is, is for the one who imports to say: package.json, imports.
  external: ['#websocket'],
  esbuildOptions(options, { format }) {
    // CommonJS does not know where it is: there a worker's file is only where the application says.
    if (format === 'cjs') options.define = { ...options.define, 'import.meta.url': 'undefined' };
  },
};

/** By itself, so that nothing of it gets into a file of the main entry. */
const testing: Options = {
  entry: { testing: 'src/testing/index.ts' },
  format: ['esm', 'cjs'],
  dts: true,
};

/** One file with everything in it: under a strict policy a page's worker loads no other. */
const worker: Options = {
  entry: { 'pow-worker': 'src/pow/worker.ts' },
  format: 'esm',
  splitting: false,
  minify: true,
};

/** For pages without a bundler: one file, which needs no import map (a strict policy refuses inline ones). */
const browser: Options = {
  entry: { browser: 'src/index.ts' },
  format: 'esm',
  platform: 'browser',
  noExternal: [/./],
  splitting: false,
  minify: true,
  banner: { js: '/*! @pug-network/client-sdk (MIT), with @noble/hashes (MIT, (c) 2022 Paul Miller) */' },
  esbuildOptions(options) {
    options.alias = { ...options.alias, ...webSocketOfThePlatform };
  },
};

/** Metro knows neither `import.meta` nor, in older versions, a package's own `imports`: one file without both. */
const reactNative: Options = {
  entry: { 'react-native': 'src/index.ts' },
  format: 'cjs',
  esbuildOptions(options) {
    options.define = { ...options.define, 'import.meta.url': 'undefined' };
    options.alias = { ...options.alias, ...webSocketOfThePlatform };
  },
};

export default defineConfig(
  [main, testing, worker, browser, reactNative].map((build) => ({ target, ...build })),
);

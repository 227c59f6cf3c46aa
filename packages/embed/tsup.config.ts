import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { defineConfig, type Options } from 'tsup';
import { STYLE } from './src/style.js';

// Once, and before all: a build that cleaned by itself would take away what the others wrote.
await rm('dist', { recursive: true, force: true });

const target = 'es2022';

const library: Options = {
  entry: { index: 'src/index.ts', frame: 'src/frame.ts' },
  format: 'esm',
  dts: true,
};

type Plugin = NonNullable<Options['esbuildPlugins']>[number];

/** The style is written to be read, and sent as small as it can be. */
const smallStyle: Plugin = {
  name: 'small style',
  setup(build) {
    build.onLoad({ filter: /\/style\.ts$/ }, async () => {
      const { code } = await build.esbuild.transform(STYLE, { loader: 'css', minify: true });
      return { contents: `export const STYLE = ${JSON.stringify(code.trim())};` };
    });
  },
};

/** One file for a script tag, as a relay serves it at `/embed.js`. It exports nothing. */
const script: Options = {
  entry: { embed: 'src/script.ts' },
  format: 'esm',
  splitting: false,
  minify: true,
  dts: true,
  esbuildPlugins: [smallStyle],
  esbuildOptions(options) {
    options.charset = 'utf8';
  },
  async onSuccess() {
    const hash = createHash('sha384')
      .update(await readFile('dist/embed.js'))
      .digest('base64');
    console.log(`embed.js integrity="sha384-${hash}"`);
  },
};

export default defineConfig([library, script].map((build) => ({ target, ...build })));

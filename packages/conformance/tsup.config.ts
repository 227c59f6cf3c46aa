import { defineConfig } from 'tsup';

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    wire: 'src/wire.ts',
    cli: 'src/cli.ts',
    // Beside the chunks that start it.
    'pow-worker': 'src/wire/pow-worker.ts',
  },
  format: ['esm'],
  dts: { entry: { index: 'src/index.ts', wire: 'src/wire.ts' } },
  clean: true,
  target: 'es2022',
});

import { defineConfig } from 'tsup';

export default defineConfig({
  entry: ['src/index.ts', 'src/websocket.ts', 'src/websocket-node.ts'],
  format: ['esm', 'cjs'],
  dts: { entry: 'src/index.ts' },
  // Which of the two it is, is for the one who imports to say: package.json, imports.
  external: ['#websocket'],
  clean: true,
  target: 'es2022',
});

import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { strictFramework } from './scripts/strict-framework.js';

const RELAY = process.env['RELAY'] ?? 'http://localhost:3000';

export default defineConfig({
  plugins: [strictFramework(), sveltekit()],
  // Phones that are five years old: what their browsers do not know of CSS is written out.
  build: { assetsInlineLimit: 0, target: 'es2022', cssTarget: ['chrome94', 'firefox93', 'safari15'] },
  // `pnpm dev` shows the page; the relay is one that runs beside it.
  server: { proxy: { '/api': RELAY, '/site.json': RELAY, '/ws': { target: RELAY, ws: true } } },
});

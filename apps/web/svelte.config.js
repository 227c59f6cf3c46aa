import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import adapter from '@sveltejs/adapter-static';
import { strictPages } from './scripts/strict-pages.js';

/** What a build is made of: its own sources, the packages it takes in as built, and the versions of everything else. */
const SOURCES = [
  'package.json',
  'scripts',
  'src',
  'static',
  'svelte.config.js',
  'vite.config.ts',
  '../../packages/client-sdk/dist',
  '../../packages/embed/dist',
  '../../pnpm-lock.yaml',
];
const VERSION_DIGITS = 16;

const toUrl = (path) => new URL(path, import.meta.url);

function filesIn(path) {
  if (!existsSync(toUrl(path))) return [];
  if (!statSync(toUrl(path)).isDirectory()) return [path];
  return readdirSync(toUrl(path))
    .sort()
    .flatMap((name) => filesIn(`${path}/${name}`));
}

/** A name for the build that is the same wherever and whenever the same sources are built; kit's own is the time. */
function contentVersion() {
  const hash = createHash('sha256');
  for (const path of SOURCES.flatMap(filesIn)) {
    const content = readFileSync(toUrl(path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex').slice(0, VERSION_DIGITS);
}

/** @type {import('@sveltejs/kit').Config} */
export default {
  kit: {
    // One page for every path: the relay answers `/` and `/r/…` with it, and it finds its own way.
    adapter: strictPages(adapter({ fallback: 'index.html' }), 'build'),
    paths: { relative: false },
    version: { name: contentVersion() },
  },
};

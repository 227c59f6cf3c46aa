import adapter from '@sveltejs/adapter-static';
import { strictPages } from './scripts/strict-pages.js';

/** @type {import('@sveltejs/kit').Config} */
export default {
  kit: {
    // One page for every path: the relay answers `/` and `/r/…` with it, and it finds its own way.
    adapter: strictPages(adapter({ fallback: 'index.html' }), 'build'),
    paths: { relative: false },
  },
};

// What the documentation consists of besides the API reference, in the order of its navigation: the one list.
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { ROOT } from '../process.js';

/** The page that everything begins with. */
const START = 'docs/README.md';

/**
 * Sections by name, each with its files from the root of the repository. `*.md` stands for all of a folder that no entry
 * before it names. An entry may say what the navigation calls it, where the heading of the file says too little there.
 */
const SECTIONS = [
  {
    title: 'Guides',
    files: [
      'docs/guides/start-here.md',
      'docs/guides/sdk.md',
      'docs/guides/operator.md',
      'docs/guides/embed.md',
      'docs/guides/conformance.md',
      'docs/guides/conformance-faults.md',
      'docs/guides/security.md',
      'docs/guides/comparison.md',
      'docs/guides/performance.md',
      'docs/reliability.md',
      'docs/guides/supply-chain.md',
      'docs/guides/*.md',
    ],
  },
  {
    title: 'Specification',
    files: [
      'docs/protocol.md',
      ['packages/protocol/schemas/README.md', 'Schemas'],
      ['packages/protocol/vectors/README.md', 'Test vectors'],
      'examples/python/README.md',
      ['packages/conformance/CLIENT.md', 'Conformance of a client'],
      'docs/*.md',
    ],
  },
  { title: 'Figures', files: ['docs/performance/*.md'] },
  {
    title: 'Programs',
    files: [
      ['apps/server/README.md', 'pug-server'],
      'apps/web/README.md',
      'apps/embed-demo/README.md',
      'bench/README.md',
      'reliability/README.md',
      'runtimes/README.md',
    ],
  },
  { title: 'Decisions', files: [['docs/adr/README.md', 'All decisions'], 'docs/adr/*.md'] },
  { title: 'Contributing', files: ['CONTRIBUTING.md', ['SECURITY.md', 'Report a vulnerability']] },
];

/** What docstrings mean by the name of this file. */
export const SPECIFICATION = 'docs/protocol.md';

/** After this section the navigation has the API reference. */
export const BEFORE_API = 'Specification';

/** Other names of pages: who links to the README of the repository means the start. */
export const SAME_AS_START = ['README.md', 'docs'];

function expand(pattern) {
  if (!pattern.endsWith('*.md')) return existsSync(join(ROOT, pattern)) ? [pattern] : [];
  const folder = dirname(pattern);
  const names = readdirSync(join(ROOT, folder)).filter((name) => name.endsWith('.md'));
  return names.sort().map((name) => `${folder}/${name}`);
}

/** The sections with the pages that are there: for each its file, and its name in the navigation if it has one. */
export function findSections() {
  const taken = new Set([START]);
  return SECTIONS.map(({ title, files }) => ({
    title,
    pages: files
      .map((entry) => [entry].flat())
      .flatMap(([pattern, label]) => expand(pattern).map((file) => ({ file, label })))
      .filter(({ file }) => !taken.has(file) && taken.add(file)),
  })).filter(({ pages }) => pages.length > 0);
}

/** Where a file's page is, without its ending: `docs/guides/sdk.md` is `guides/sdk`, `bench/README.md` `bench/index`. */
export const addressOf = (file) =>
  file
    .replace(/^(docs|apps|packages)\//, '')
    .replace(/README\.md$/, 'index')
    .replace(/\.md$/, '')
    .toLowerCase();

/** A file's name from the root of the repository, with slashes. */
export const fromRoot = (path) => relative(ROOT, path).split(sep).join('/');

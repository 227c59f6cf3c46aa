// How many bytes a page loads: of the SDK, as esbuild makes them small and brotli packs them, and of the web client as built.
import { readFileSync } from 'node:fs';

const SDK = 'packages/client-sdk/dist';

/** What is imported later is not counted: nobody waits for it who only joins. */
const onlyAtOnce = {
  name: 'only what is loaded at once',
  setup({ onResolve }) {
    onResolve({ filter: /./ }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path, external: true } : undefined,
    );
  },
};

const atOnce = (config) => ({ ...config, format: 'esm', plugins: [onlyAtOnce] });

const atOnceBut =
  (...external) =>
  (config) => ({ ...atOnce(config), external });

const WEB = 'apps/web/build';
const PAGE = `${WEB}/index.html`;

/** It is bundled already. */
const asBuilt = (config) => ({ ...config, loader: { '.html': 'copy', '.js': 'copy', '.css': 'copy' } });

/** The page, and every script and style that it names. */
function firstPaint() {
  const named = readFileSync(PAGE, 'utf8').matchAll(/"\/([^"]+\.(?:js|css))"/g);
  return [PAGE, ...new Set(Array.from(named, ([, path]) => `${WEB}/${path}`))];
}

export default [
  {
    name: 'client-sdk: what is loaded at once',
    path: `${SDK}/index.js`,
    import: '*',
    modifyEsbuildConfig: atOnce,
    limit: '12.75 kB',
  },
  {
    name: 'client-sdk: parseRoomLink alone',
    path: `${SDK}/index.js`,
    import: '{ parseRoomLink }',
    modifyEsbuildConfig: atOnce,
    limit: '1 kB',
  },
  {
    name: 'client-sdk: the half that makes rooms, both solvers in it, loaded where one is made',
    path: `${SDK}/creating-*.js`,
    modifyEsbuildConfig: atOnceBut('./chunk-*.js', '@pug-network/protocol', '@noble/hashes/*'),
    limit: '8 kB',
  },
  {
    name: 'client-sdk: the file of the worker',
    path: `${SDK}/pow-worker.js`,
    modifyEsbuildConfig: atOnce,
    limit: '6.25 kB',
  },
  {
    name: 'client-sdk: everything in one file, for pages without a bundler',
    path: `${SDK}/browser.js`,
    modifyEsbuildConfig: atOnce,
    limit: '20 kB',
  },
  {
    name: 'embed: the script that a site loads',
    path: 'packages/embed/dist/embed.js',
    modifyEsbuildConfig: asBuilt,
    limit: '3 kB',
  },
  {
    name: 'web: everything for the first paint, HTML, scripts and styles',
    path: firstPaint(),
    modifyEsbuildConfig: asBuilt,
    limit: '60 kB',
  },
];

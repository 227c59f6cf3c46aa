import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const INLINE_SCRIPT = /<script>([^]*?)<\/script>/g;
const SCRIPTS = '_app/immutable';
const HASH_CHARACTERS = 16;
/** What the adapter writes: the same for every path. */
const FALLBACK = 'index.html';
/** The first script of the page in a frame: what the page around tells it waits there. */
const KNOCKS = '<script src="/knocks.js"></script>';

/** The files that a relay serves as pages, and the route that each shows. */
const PAGES = [
  { file: 'index.html', route: '[...path]', head: '' },
  { file: 'embed.html', route: 'embed', head: KNOCKS },
];

/**
 * An adapter whose pages hold no inline script: what starts SvelteKit becomes a file, so that a policy which allows
 * files of the same origin alone is enough. And each page names every file that its first screen needs, so that they are
 * asked for at once and not one after another.
 */
export function strictPages(adapter, folder) {
  return {
    ...adapter,
    async adapt(builder) {
      await adapter.adapt(builder);
      const bare = withoutInlineScripts(readFileSync(join(folder, FALLBACK), 'utf8'), folder);
      rmSync(join(folder, FALLBACK));
      const manifest = readManifest(join(builder.getClientDirectory(), '.vite/manifest.json'));
      for (const { file, route, head } of PAGES) {
        const links = linksTo(filesOf(route, manifest), bare);
        const page = bare.replace('<script', `${head}<script`).replace('</head>', `${links}</head>`);
        writeFileSync(join(folder, file), page);
      }
    },
  };
}

const readManifest = (path) => JSON.parse(readFileSync(path, 'utf8'));

function withoutInlineScripts(html, folder) {
  return html.replace(INLINE_SCRIPT, (_tag, script) => {
    const hash = createHash('sha256').update(script).digest('hex').slice(0, HASH_CHARACTERS);
    const path = `${SCRIPTS}/start.${hash}.js`;
    writeFileSync(join(folder, path), script);
    return `<script src="/${path}"></script>`;
  });
}

/** The scripts and styles of a route's first screen, with all that they import at once. */
function filesOf(route, manifest) {
  const files = new Set();
  const visit = (name) => {
    const { file, css = [], imports = [] } = manifest[name];
    if (files.has(file)) return;
    for (const path of [...css, file]) files.add(path);
    imports.forEach(visit);
  };
  Object.keys(manifest)
    .filter((name) => isShownFirst(name, route))
    .forEach(visit);
  return [...files];
}

/** What starts the page, the layout around every route, and the route's own node; 1 is the page for errors. */
function isShownFirst(name, route) {
  if (/\/(nodes\/0|app|entry)\.js$/.test(name)) return true;
  return (
    /\/nodes\/\d+\.js$/.test(name) && readFileSync(name, 'utf8').includes(`/routes/${route}/+page.svelte`)
  );
}

function linksTo(files, html) {
  const missing = files.filter((file) => !html.includes(`"/${file}"`));
  return missing
    .map((file) => `<link href="/${file}" rel="${file.endsWith('.css') ? 'stylesheet' : 'modulepreload'}">\n`)
    .join('');
}

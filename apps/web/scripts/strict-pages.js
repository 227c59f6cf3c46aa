import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const INLINE_SCRIPT = /<script>([^]*?)<\/script>/g;
const SCRIPTS = '_app/immutable';
const HASH_CHARACTERS = 16;
/** What the one route is made of; 1 is the page for errors, which is loaded where there is one. */
const FIRST_SHOWN = /\/(nodes\/[02]|app|entry)\.js$/;

/**
 * An adapter whose page holds no inline script: what starts SvelteKit becomes a file, so that a policy which allows
 * files of the same origin alone is enough. And the page names every file that its first screen needs, so that they are
 * asked for at once and not one after another.
 */
export function strictPages(adapter, folder) {
  return {
    ...adapter,
    async adapt(builder) {
      await adapter.adapt(builder);
      const page = join(folder, 'index.html');
      const html = readFileSync(page, 'utf8').replace(INLINE_SCRIPT, (_tag, script) => {
        const hash = createHash('sha256').update(script).digest('hex').slice(0, HASH_CHARACTERS);
        const path = `${SCRIPTS}/start.${hash}.js`;
        writeFileSync(join(folder, path), script);
        return `<script src="/${path}"></script>`;
      });
      const manifest = join(builder.getClientDirectory(), '.vite/manifest.json');
      const links = linksTo(firstFiles(JSON.parse(readFileSync(manifest, 'utf8'))), html);
      writeFileSync(page, html.replace('</head>', `${links}</head>`));
    },
  };
}

/** The scripts and styles of the first screen, with all that they import at once. */
function firstFiles(manifest) {
  const files = new Set();
  const visit = (name) => {
    const { file, css = [], imports = [] } = manifest[name];
    if (files.has(file)) return;
    for (const path of [...css, file]) files.add(path);
    imports.forEach(visit);
  };
  Object.keys(manifest)
    .filter((name) => FIRST_SHOWN.test(name))
    .forEach(visit);
  return [...files];
}

function linksTo(files, html) {
  const missing = files.filter((file) => !html.includes(`"/${file}"`));
  return missing
    .map((file) => `<link href="/${file}" rel="${file.endsWith('.css') ? 'stylesheet' : 'modulepreload'}">\n`)
    .join('');
}

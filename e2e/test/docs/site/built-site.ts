import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));
/** The site as the command serves it. */
const SITE = join(ROOT, 'apps/server/dist/docs');
export const BUILD_LIMIT_MS = 5 * 60_000;

/** Builds the site unless it is there. */
export async function buildSite(): Promise<void> {
  const script = existsSync(join(ROOT, 'docs/site'))
    ? 'apps/server/scripts/copy-docs.js'
    : 'scripts/docs/build.js';
  if (existsSync(SITE)) return;
  await promisify(execFile)(process.execPath, [join(ROOT, script)], { cwd: ROOT, timeout: BUILD_LIMIT_MS });
}

/** The pages of the site, by their addresses from its root: the documents, without the API and the programs shown. */
export const documentPages = (): readonly string[] =>
  readdirSync(SITE, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.html'))
    .map(({ parentPath, name }) => relative(SITE, join(parentPath, name)).split(sep).join('/'))
    .filter((path) => !/^(api|source)\//.test(path))
    .sort();

import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const MODULES = fileURLToPath(new URL('../node_modules/', import.meta.url));

/** Imports a TypeScript module of this package, given from here. */
export async function load(path) {
  const folder = mkdtempSync(join(MODULES, '.load-'));
  const outfile = join(folder, 'module.mjs');
  try {
    const entry = fileURLToPath(new URL(path, import.meta.url));
    await build({
      entryPoints: [entry],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './process.js';
import { pnpm } from './workspace.js';

const LIMIT = { timeoutMs: 2 * 60_000 };

async function must(result) {
  const { ok, output } = await result;
  if (!ok) throw new Error(output);
}

/**
 * Packs a package's folder as it would be published, and unpacks it again, in the new folder `into`: where the tarball is,
 * and its content. Throws with pnpm's or tar's own words.
 */
export async function pack(folder, into) {
  mkdirSync(into, { recursive: true });
  await must(pnpm(['-C', folder, 'pack', '--out', join(into, 'package.tgz')], LIMIT));
  await must(run('tar', ['-xzf', 'package.tgz'], { ...LIMIT, cwd: into }));
  return { tarball: join(into, 'package.tgz'), content: join(into, 'package') };
}

// Builds the committed tree twice, in two folders with different paths, and compares what would be published.
// Exit code 0: identical; 1: something differs, or a step failed. `--keep` leaves the folders for a look at them.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pack } from '../pack.js';
import { endChildrenOnSignal, ROOT, run } from '../process.js';
import { pnpm } from '../workspace.js';
import { firstDifference, folderSha256, sha256 } from './compare.js';
import { publishedFolders, readManifest } from '../published.js';

const LIMIT = { timeoutMs: 10 * 60_000 };
const KEEPS = process.argv.includes('--keep');

/** Of different length and depth, so that a path which gets into a file shows. */
const TREES = ['one', 'another/place/for/it'];

/** The built client, which the server's package takes in as well. */
const SITE = 'apps/web/build';

async function must(what, result) {
  const { ok, output } = await result;
  if (!ok) throw new Error(`${what} failed:\n${output}`);
}

/** Clones, installs and builds into the folder `tree`; the cache of earlier builds is not read. */
async function build(tree) {
  await must('git clone', run('git', ['clone', '--quiet', '--no-hardlinks', ROOT, tree], LIMIT));
  const env = { CI: 'true', TURBO_FORCE: 'true' };
  await must(
    'install',
    pnpm(['-C', tree, 'install', '--frozen-lockfile', '--prefer-offline'], { ...LIMIT, env }),
  );
  await must('build', pnpm(['-C', tree, 'run', 'build'], { ...LIMIT, env }));
  await must('docs', pnpm(['-C', tree, 'run', 'docs'], { ...LIMIT, env }));
}

/** Both packages in the folder `folder` of the trees, packed and compared; true if they are identical. */
async function comparePackage(folder, trees, into) {
  const [one, other] = [
    await pack(join(trees[0], folder), join(into, '0', folder)),
    await pack(join(trees[1], folder), join(into, '1', folder)),
  ];
  const difference =
    firstDifference(one.content, other.content) ??
    (sha256(one.tarball) === sha256(other.tarball) ? undefined : 'the tarball itself');
  return report(readManifest(one.content).name, sha256(one.tarball), difference);
}

function report(name, hash, difference) {
  console.log(`${difference ? '✗' : '✓'} ${name}\n  sha256 ${hash}`);
  console.log(difference ? `  differs: ${difference}` : '  identical');
  return difference === undefined;
}

async function compareBuilds(temporary) {
  const trees = TREES.map((path) => join(temporary, path));
  for (const tree of trees) {
    const start = performance.now();
    await build(tree);
    console.log(`built ${tree} (${Math.round((performance.now() - start) / 1000)} s)`);
  }
  const results = [];
  for (const folder of publishedFolders(trees[0])) {
    results.push(await comparePackage(folder, trees, join(temporary, 'packed')));
  }
  const [site, otherSite] = trees.map((tree) => join(tree, SITE));
  results.push(report(SITE, folderSha256(site), firstDifference(site, otherSite)));
  return results;
}

async function main() {
  const temporary = mkdtempSync(join(tmpdir(), 'pug-reproducible-'));
  try {
    const results = await compareBuilds(temporary);
    const identical = results.filter(Boolean).length;
    console.log(`${identical} of ${results.length} identical`);
    return identical === results.length ? 0 : 1;
  } catch (error) {
    console.error(error.message);
    return 1;
  } finally {
    if (!KEEPS) rmSync(temporary, { recursive: true, force: true });
  }
}

endChildrenOnSignal();
process.exitCode = await main();

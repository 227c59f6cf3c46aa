import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './process.js';

/** A package's package.json, read. */
export const readManifest = (folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

/** Folders of the packages that get published, from the root of the repository, in the order of their names. */
export function publishedFolders(root = ROOT) {
  return ['apps', 'packages']
    .flatMap((parent) =>
      readdirSync(join(root, parent), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => `${parent}/${entry.name}`),
    )
    .sort()
    .filter((folder) => !readManifest(join(root, folder)).private);
}

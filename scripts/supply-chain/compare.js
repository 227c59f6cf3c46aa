import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** SHA-256 of a file's content, in lower-case hexadecimal. */
export const sha256 = (path) => createHash('sha256').update(readFileSync(path)).digest('hex');

function filesOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
}

/**
 * SHA-256 of a folder: over the lines `<SHA-256 of the file>  <path>` of all its files in the order of their paths, as
 * `sha256sum` prints them.
 */
export function folderSha256(folder) {
  const lines = filesOf(folder).map((path) => `${sha256(join(folder, path))}  ${path}\n`);
  return createHash('sha256').update(lines.join('')).digest('hex');
}

/** The first path, in order, whose content differs or that only one of two folders has; undefined if there is none. */
export function firstDifference(one, other) {
  const left = new Set(filesOf(one));
  const right = new Set(filesOf(other));
  return [...new Set([...left, ...right])]
    .sort()
    .find(
      (path) =>
        !left.has(path) ||
        !right.has(path) ||
        !readFileSync(join(one, path)).equals(readFileSync(join(other, path))),
    );
}

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { ConfigError } from '../config.js';
import type { FileContent } from './static-file.js';

const BROTLI_ENDING = '.br';

/**
 * Hands over every file of a folder, with its name from there. `name.br` goes along with `name`, if it is that by brotli, and is
 * none of its own then. Throws a `ConfigError` where a file cannot be read.
 */
export function readFolder(
  setting: string,
  folder: string,
  add: (name: string, file: FileContent) => void,
): void {
  const files = contentsOf(setting, folder);
  const compressed = new Map(
    [...files].filter(([name, bytes]) => isBrotliOf(files.get(originalOf(name)), bytes)),
  );
  for (const [name, content] of files) {
    if (!compressed.has(name)) add(name, { content, brotli: compressed.get(name + BROTLI_ENDING) });
  }
}

function contentsOf(setting: string, folder: string): ReadonlyMap<string, Buffer> {
  const files = new Map<string, Buffer>();
  try {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const file = join(entry.parentPath, entry.name);
      files.set(relative(folder, file).split(sep).join('/'), readFileSync(file));
    }
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException;
    const expected = `must be a folder that can be read, with all that is in it (${code})`;
    throw new ConfigError(setting, expected, { cause });
  }
  return files;
}

/** What a file would be compressed from; no file's name where it cannot be. */
const originalOf = (name: string): string =>
  name.endsWith(BROTLI_ENDING) ? name.slice(0, -BROTLI_ENDING.length) : '';

/** Somebody may have changed the one and not the other. */
function isBrotliOf(content: Buffer | undefined, bytes: Buffer): boolean {
  if (content === undefined) return false;
  try {
    return brotliDecompressSync(bytes, { maxOutputLength: Math.max(1, content.length) }).equals(content);
  } catch {
    return false;
  }
}

/** The strings in a heap snapshot. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hits, search } from './needles.js';

/**
 * Garbage is collected first, by the snapshot itself.
 * @param {import('../../lib/relay.js').RelayProcess} relay
 * @param {readonly import('./needles.js').Needle[]} needles
 * @returns {Promise<{ hits: Hits, size: number }>} in strings
 */
export async function searchSnapshot(relay, needles) {
  const folder = mkdtempSync(join(tmpdir(), 'pug-heap-'));
  try {
    const file = join(folder, 'relay.heapsnapshot');
    await relay.snapshot(file);
    /** @type {{ strings: string[] }} */
    const { strings } = JSON.parse(readFileSync(file, 'utf8'));
    const hits = new Hits();
    // Of a string of bytes each character is one byte; of any other the ASCII that is searched for stays what it is.
    search(hits, Buffer.from(strings.join('\n'), 'latin1'), needles);
    return { hits, size: strings.length };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

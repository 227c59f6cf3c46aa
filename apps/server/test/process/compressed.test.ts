import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import { expect, it } from 'vitest';

const WEB = fileURLToPath(new URL('../../dist/web', import.meta.url));

it('the files of the web client come compressed, so that a start need not', () => {
  const files = readdirSync(WEB, { recursive: true, encoding: 'utf8' });
  const texts = files.filter((name) => /\.(css|html|js|svg)$/.test(name));
  expect(texts).toContain('index.html');
  expect(texts).toContain('embed.js');
  for (const name of texts) {
    const content = readFileSync(`${WEB}/${name}`);
    expect(brotliDecompressSync(readFileSync(`${WEB}/${name}.br`)).equals(content), name).toBe(true);
  }
});

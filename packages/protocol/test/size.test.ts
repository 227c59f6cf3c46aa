import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';

const PACKAGE = fileURLToPath(new URL('..', import.meta.url));

/** What a bundler makes of the built package where an application imports one name of it. */
async function bundleOf(name: string): Promise<Uint8Array> {
  const contents = `export { ${name} } from '@pug-network/protocol'`;
  const { outputFiles } = await build({
    // In the package's own folder its name leads to its dist, as it does for a user.
    stdin: { contents, resolveDir: PACKAGE },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
  });
  return outputFiles[0]!.contents;
}

describe('the built package, bundled and minified', () => {
  it('costs less than 1,000 bytes of Brotli where parseRoomLink alone is imported', async () => {
    const bundle = await bundleOf('parseRoomLink');
    expect(Buffer.from(bundle).toString()).toContain('link_malformed');
    expect(brotliCompressSync(bundle).length).toBeLessThan(1_000);
  });

  it('has no work on its top level that every importer would carry', async () => {
    const bundle = await bundleOf('MAX_U32');
    expect(Buffer.from(bundle).toString()).toMatch(/^var (\w+)=4294967295;export\{\1 as MAX_U32\};\n$/);
  });
});

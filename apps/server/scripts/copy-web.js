// The web client and the script that embeds it, as built, become a part of the server's package; so does the documentation
// where it is built.
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { copyDocs } from './copy-docs.js';

const pathOf = (file) => fileURLToPath(new URL(file, import.meta.url));

const WEB = pathOf('../dist/web');
const COMPRESSIBLE = /\.(css|html|js|svg)$/;

rmSync(WEB, { recursive: true, force: true });
copy('@pug-network/web', '../../web/build', '../dist/web');
copy('@pug-network/embed', '../../../packages/embed/dist/embed.js', '../dist/web/embed.js');
compress(WEB);
copyDocs();

function copy(name, from, to) {
  if (!existsSync(pathOf(from))) throw new Error(`build ${name} first`);
  cpSync(pathOf(from), pathOf(to), { recursive: true });
}

/** As the relay would at every start, which takes it longer than all else. */
function compress(folder) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !COMPRESSIBLE.test(entry.name)) continue;
    const file = join(entry.parentPath, entry.name);
    writeFileSync(`${file}.br`, brotliCompressSync(readFileSync(file)));
  }
}

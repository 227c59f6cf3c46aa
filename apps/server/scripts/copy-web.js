// The web client and the script that embeds it, as built, become a part of the server's package; so does the documentation
// where it is built.
import { cpSync, existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { copyDocs } from './copy-docs.js';

const pathOf = (file) => fileURLToPath(new URL(file, import.meta.url));

copy('@pug-network/web', '../../web/build', '../dist/web');
copy('@pug-network/embed', '../../../packages/embed/dist/embed.js', '../dist/web/embed.js');
copyDocs();

function copy(name, from, to) {
  if (!existsSync(pathOf(from))) throw new Error(`build ${name} first`);
  cpSync(pathOf(from), pathOf(to), { recursive: true });
}

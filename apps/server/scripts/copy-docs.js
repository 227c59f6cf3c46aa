// The documentation, once it is built at the root, becomes a part of the server's package. Run by itself, as before the
// package is packed, this ends with exit code 1 where it is not built.
import { cpSync, existsSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const pathOf = (file) => fileURLToPath(new URL(file, import.meta.url));

const SITE = pathOf('../../../docs/site');
const COPY = pathOf('../dist/docs');

/** Copies it; false where it is not built. */
export function copyDocs() {
  rmSync(COPY, { recursive: true, force: true });
  if (!existsSync(SITE)) return false;
  cpSync(SITE, COPY, { recursive: true });
  return true;
}

if (process.argv[1] === fileURLToPath(import.meta.url) && !copyDocs()) {
  console.error('The documentation is not built: npm run docs, at the root of the repository, builds it.');
  process.exitCode = 1;
}

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { randomBytes } from 'node:crypto';

export const PAGE = `<!doctype html><title>page</title>${'<p>the same again</p>'.repeat(100)}`;
export const SCRIPT = 'console.log("the same again");\n'.repeat(100);
/** Too short to be shorter compressed. */
export const NOTE = 'hi';
export const SECRET = 'not to be served';
export const PICTURE = randomBytes(2_000);

const FILES: Readonly<Record<string, string | Buffer>> = {
  'site/index.html': PAGE,
  'site/app.js': SCRIPT,
  'site/note.txt': NOTE,
  'site/picture.png': PICTURE,
  'site/blob.xyz': PICTURE,
  'site/docs/page.HTML': PAGE,
  'site/assets/app-BXk3d9aQ.js': SCRIPT,
  'site/assets/style.4f2a81b0c9.css': 'a{}',
  'site/_app/immutable/start.js': SCRIPT,
  'site/apple-touch-icon.png': PICTURE,
  'site/android-chrome-192x192.png': PICTURE,
  'site/terms-of-service.html': PAGE,
  'secret.txt': SECRET,
  'site2/index.html': SECRET,
};

/** A folder of files to serve, `site`, with `more` in it by name, and others beside it that must not be. */
export function makeSite(more: Readonly<Record<string, string | Buffer>> = {}): {
  folder: string;
  remove: () => void;
} {
  const root = mkdtempSync(join(tmpdir(), 'site-'));
  const added = Object.entries(more).map(([name, content]) => [`site/${name}`, content] as const);
  for (const [name, content] of [...Object.entries(FILES), ...added]) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), content);
  }
  symlinkSync(join(root, 'secret.txt'), join(root, 'site/link.txt'));
  return { folder: join(root, 'site'), remove: () => rmSync(root, { recursive: true }) };
}

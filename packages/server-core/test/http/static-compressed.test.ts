import { brotliCompressSync, constants } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { StaticFiles } from '../../src/http/static.js';
import { headOf, valueOf } from '../support/head.js';
import { makeSite, SCRIPT } from '../support/static-folder.js';

let site: ReturnType<typeof makeSite> | undefined;

afterEach(() => {
  site?.remove();
  site = undefined;
});

/** Not as the relay would make it, so that the two can be told apart. */
const compressed = (text: string): Buffer =>
  brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 0 } });

/** The answer for a file of a folder, from a client that takes brotli. */
function get(path: string, more: Readonly<Record<string, Buffer>>) {
  site = makeSite(more);
  const files = new StaticFiles({ staticDir: site.folder, staticFolders: { '/more/': site.folder } });
  return files.answer(headOf('GET', path, { 'accept-encoding': 'br' }));
}

describe('a file that is compressed already', () => {
  it.each(['/app.js', '/more/app.js', '/assets/app-BXk3d9aQ.js'])('is sent as it is: %s', (path) => {
    const bytes = compressed(SCRIPT);
    const reply = get(path, { 'app.js.br': bytes, 'assets/app-BXk3d9aQ.js.br': bytes });
    expect(valueOf(reply, 'Content-Encoding')).toBe('br');
    expect(valueOf(reply, 'Content-Type')).toBe('text/javascript; charset=utf-8');
    expect(bytes.equals(reply.body as Buffer)).toBe(true);
  });

  it.each(['/app.js.br', '/more/app.js.br'])('is no file of its own: %s', (path) => {
    expect(get(path, { 'app.js.br': compressed(SCRIPT) }).status).toBe(404);
  });

  it.each<[string, Buffer]>([
    ['of another text', compressed(SCRIPT.replace('again', 'other'))],
    ['of more', compressed(`${SCRIPT} `)],
    ['of no text', compressed('')],
    ['cut off', compressed(SCRIPT).subarray(0, -1)],
    ['no brotli', Buffer.from(SCRIPT)],
    ['empty', Buffer.alloc(0)],
  ])('is not believed where it is %s', (_, bytes) => {
    const reply = get('/app.js', { 'app.js.br': bytes });
    expect(valueOf(reply, 'Content-Encoding')).toBe('br');
    expect(brotliCompressSync(SCRIPT).equals(reply.body as Buffer)).toBe(true);
  });

  it('is an ordinary file where there is no other', () => {
    const bytes = compressed(SCRIPT);
    const reply = get('/alone.js.br', { 'alone.js.br': bytes });
    expect([reply.status, valueOf(reply, 'Content-Type')]).toEqual([200, 'application/octet-stream']);
    expect(bytes.equals(reply.body as Buffer)).toBe(true);
  });
});

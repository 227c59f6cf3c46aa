import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LISTENING_SCRIPT } from '../../support/browsers/complaints.js';

const CLIENT = fileURLToPath(new URL('dist/web', import.meta.resolve('@pug-network/server/package.json')));

/** A copy of the client's files. */
export interface HeardClient {
  readonly folder: string;
  remove(): Promise<void>;
}

/** The web client, with a first script that hears the complaints of browsers which tell nobody of them. */
export async function heardClient(): Promise<HeardClient> {
  const folder = await mkdtemp(join(tmpdir(), 'pug-web-'));
  await cp(CLIENT, folder, { recursive: true });
  await writeFile(join(folder, 'listening.js'), LISTENING_SCRIPT);
  const page = join(folder, 'index.html');
  const html = await readFile(page, 'utf8');
  await writeFile(page, html.replace('<script', '<script src="/listening.js"></script><script'));
  return { folder, remove: () => rm(folder, { recursive: true }) };
}

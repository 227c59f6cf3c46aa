import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRelay, type RelayOptions } from '@pug-network/server-core';
import { build } from 'esbuild';
import { LISTENING_SCRIPT } from './complaints.js';

/** A relay that serves pages under the policy it ships. */
export interface Site {
  readonly origin: string;
  close(): Promise<void>;
}

/** Files by their paths in the site, or a folder that holds them. */
export type SiteContent = Readonly<Record<string, string | Uint8Array>> | string;

const LISTENING_PATH = 'listening.js';
const HEAD = /^\s*(<!doctype html>)?\s*(<html[^>]*>)?\s*(<head[^>]*>)?/i;
const FIRST_IN_PAGE = `<link rel="icon" href="/icon.svg"><script src="/${LISTENING_PATH}"></script>`;

/** Serves the content on a port that the system chooses; each page first gets the script that hears its complaints. */
export async function serveSite(content: SiteContent, options: RelayOptions = {}): Promise<Site> {
  const folder = await mkdtemp(join(tmpdir(), 'pug-site-'));
  const removeFolder = (): Promise<void> => rm(folder, { recursive: true });
  try {
    await fill(folder, content);
    const relay = createRelay({ powDifficulty: 12, ...options, staticDir: folder });
    const { port } = await relay.listen({ host: '127.0.0.1', port: 0 });
    return {
      origin: `http://127.0.0.1:${port}`,
      close: async () => {
        await relay.close();
        await removeFolder();
      },
    };
  } catch (error) {
    await removeFolder();
    throw error;
  }
}

/** A module and all that it imports as one script for a browser. */
export async function bundle(entry: URL): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(entry)],
    bundle: true,
    format: 'esm',
    platform: 'browser',
    write: false,
  });
  return outputFiles.map(({ text }) => text).join('');
}

async function fill(folder: string, content: SiteContent): Promise<void> {
  if (typeof content === 'string') await cp(content, folder, { recursive: true });
  else await Promise.all(Object.entries(content).map(([path, file]) => put(join(folder, path), file)));
  const paths = await readdir(folder, { recursive: true });
  const pages = paths.filter((path) => path.endsWith('.html')).map((path) => join(folder, path));
  await Promise.all(pages.map(hearComplaints));
  await writeFile(join(folder, LISTENING_PATH), LISTENING_SCRIPT);
  await writeFile(join(folder, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
}

async function put(path: string, file: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, file);
}

async function hearComplaints(page: string): Promise<void> {
  const html = await readFile(page, 'utf8');
  await writeFile(
    page,
    html.replace(HEAD, (head) => head + FIRST_IN_PAGE),
  );
}

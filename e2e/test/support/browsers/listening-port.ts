import { readdir, readFile, readlink } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

const LOOK_EVERY_MS = 20;
const LISTENING = '0A';
const STATE_COLUMN = 3;
const INODE_COLUMN = 9;
const HEX = 16;

/** The port that a process on Linux listens on, as soon as it does. */
export async function listeningPort(pid: number, signal: AbortSignal): Promise<number> {
  for (;;) {
    const port = await lookForPort(pid);
    if (port !== undefined) return port;
    // The kernel tells nobody of a socket that begins to listen.
    await wait(LOOK_EVERY_MS, undefined, { signal });
  }
}

async function lookForPort(pid: number): Promise<number | undefined> {
  const inodes = await socketsOf(pid);
  const table = await readFile('/proc/net/tcp', 'utf8');
  for (const row of table.split('\n')) {
    const columns = row.trim().split(/\s+/);
    if (columns[STATE_COLUMN] !== LISTENING || !inodes.has(columns[INODE_COLUMN])) continue;
    const [, port = ''] = columns[1]?.split(':') ?? [];
    return Number.parseInt(port, HEX);
  }
  return undefined;
}

async function socketsOf(pid: number): Promise<ReadonlySet<string | undefined>> {
  const folder = `/proc/${pid}/fd`;
  const descriptors = await readdir(folder).catch(() => []);
  const links = await Promise.all(descriptors.map((name) => readlink(`${folder}/${name}`).catch(() => '')));
  return new Set(links.map((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1]).filter(Boolean));
}

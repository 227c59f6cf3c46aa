/** A proxy that runs: a child process with a folder of its own, ended by its pid whatever happens. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../faults/ports.js';

/** @typedef {Awaited<ReturnType<typeof startProxy>>} RunningProxy */

/** Where Debian puts what administrators start. */
const PATH = `${process.env['PATH']}:/usr/sbin:/usr/local/sbin`;

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** @param {string} name of a command */
export const isInstalled = (name) =>
  spawnSync('sh', ['-c', 'command -v "$1"', 'sh', name], { env: { ...process.env, PATH } }).status === 0;

/**
 * Starts it in front of a relay that may not be there yet.
 * @param {import('./table.js').Proxy} proxy
 */
export async function startProxy({ name, config, args }) {
  const folder = mkdtempSync(join(tmpdir(), 'pug-proxy-'));
  const ca = makeCertificate(folder);
  const place = { folder, plain: await freePort(), secure: await freePort(), relay: await freePort() };
  const file = join(folder, 'config');
  writeFileSync(file, config(place));
  const env = { ...process.env, PATH, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
  const child = spawn(name, args(file), { env, cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => (said = (said + text).slice(-4_000)));
  const ended = once(child, 'close').finally(() => running.delete(child));
  const stop = async () => {
    child.kill('SIGKILL');
    await ended;
    rmSync(folder, { recursive: true });
  };
  return { ...place, name, ca, caFile: join(folder, 'fullchain.pem'), said: () => said, stop };
}

/**
 * A certificate for localhost that nobody but this run trusts; gives its text.
 * @param {string} folder
 */
function makeCertificate(folder) {
  const key = join(folder, 'privkey.pem');
  const certificate = join(folder, 'fullchain.pem');
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const request = ['req', '-x509', ...kind, ...names, '-keyout', key, '-out', certificate];
  execFileSync('openssl', request, { stdio: 'ignore' });
  const text = readFileSync(certificate, 'utf8');
  writeFileSync(join(folder, 'both.pem'), text + readFileSync(key, 'utf8'));
  return text;
}

/** The whole relay but for its engine: built from source, for `createRelay` does not give out what is inside. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/**
 * As in server-core's `socket.ts`, as far as they are used here.
 * @typedef {{ method: string, path: string, query: string, headers: (name: string) => readonly string[], address: () => string }} RequestHead
 * @typedef {{ status: number, body: string }} Reply what the API answers is text
 * @typedef {{ message: (data: Uint8Array, isBinary: boolean) => void, heard: () => void, closed: () => void }} Listener
 * @typedef {object} Core
 * @property {(request: RequestHead) => { reply: Reply } | { readBody: (body: Uint8Array) => Reply }} handle
 * @property {(socket: object, address: string) => Listener} open
 * @typedef {{ core: Core, load: () => { rooms: number, connections: number }, clock: ReturnType<typeof movableClock> }} NullRelay
 */

const SOURCE_FOLDER = fileURLToPath(new URL('../../packages/server-core/src', import.meta.url));
const NULL_ENGINE = fileURLToPath(new URL('null-engine.js', import.meta.url));
const SOURCE = `
  export { createRelay } from './server.js';
  export { latestCore } from ${JSON.stringify(NULL_ENGINE)};`;
/** None of the limits is to be what ends a measurement. */
const NO_LIMITS = { maxRooms: 10_000_000, maxConnections: 10_000_000 };
const NO_RATE = { frames: 2 ** 30, frameBurst: 2 ** 30, bytes: 2 ** 30, byteBurst: 2 ** 30 };
const LONGEST_TTL_S = 86_400;

/** @type {Promise<any> | undefined} */
let loading;

/** @returns {Promise<NullRelay>} with a proof of one bit, and rooms that live for a day */
export async function nullRelay() {
  loading ??= load();
  const { createRelay, latestCore } = await loading;
  const clock = movableClock();
  const ttl = { default: LONGEST_TTL_S };
  const relay = createRelay({ ...NO_LIMITS, rate: NO_RATE, ttl, powDifficulty: 1, clock });
  await relay.listen();
  return { core: latestCore(), load: () => relay.load, clock };
}

async function load() {
  const { outputFiles } = await build({
    stdin: { contents: SOURCE, resolveDir: SOURCE_FOLDER, loader: 'ts' },
    plugins: [{ name: 'null-engine', setup: replaceEngines }],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'es2022',
    logLevel: 'warning',
  });
  return imported(outputFiles[0].text);
}

/**
 * By way of a file: in errors and profiles it has a name and lines.
 * @param {string} text of a module that needs nothing but Node
 */
async function imported(text) {
  const folder = mkdtempSync(join(tmpdir(), 'null-relay-'));
  const file = join(folder, 'relay.mjs');
  try {
    writeFileSync(file, text);
    return await import(pathToFileURL(file).href);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param {import('esbuild').PluginBuild} bundle */
function replaceEngines(bundle) {
  bundle.onResolve({ filter: /\/engines\/select\.js$/ }, () => ({ path: NULL_ENGINE }));
}

/** The machine's clocks, which can be put forward. They cost what they cost a relay. */
function movableClock() {
  let ahead = 0;
  let stepped = 0;
  return {
    monotonic: () => performance.now() + ahead,
    wall: () => Date.now() + ahead + stepped,
    /** Time passes, on both clocks. */
    forward(/** @type {number} */ ms) {
      ahead += ms;
    },
    /** Somebody sets the wall clock. */
    stepWall(/** @type {number} */ ms) {
      stepped += ms;
    },
  };
}

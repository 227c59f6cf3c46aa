/** Tries of the proof of work by one thread, of the SDK and of others, in one run. See ../README.md. */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { bundle } from '../lib/bundle.js';
import { EngineProcess, startDisplay } from './engine-process.js';
import { ENGINES, isHere } from './engines.js';
import { compileNative, isProof } from './native.js';
import { readOptions } from './options.js';
import { freshTable, KINDS, rateTables } from './report.js';

/** The relay issues 60; the others are the ways in which a nonce can lie in the blocks. */
const LENGTHS = [1, 20, 32, 33, 60, 64, 96, 128];
const SOLVERS = ['wasm', 'js'];

process.once('SIGINT', () => process.exit(130)).once('SIGTERM', () => process.exit(143));
const options = readOptions(ENGINES, LENGTHS);
const agent = await bundle({ entry: fileURLToPath(new URL('agent.js', import.meta.url)) });
const { native, reason } = compileNative();
const present = KINDS.filter(({ name }) => native !== undefined || !name.startsWith('native'));
if (native === undefined) console.log(`no native baseline: ${reason}`);
const results = [];
for (const engine of options.engines) {
  try {
    if (isHere(engine)) results.push(await measure(engine));
    else console.log(`${engine.name}: not here (${engine.program})\n`);
  } catch (error) {
    console.error(`${engine.name}: ${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  }
}
if (options.json !== undefined) writeFileSync(options.json, rawData());

/** @typedef {{ version: string, tellsCpuTime: boolean, clock: 'CPU' | 'wall' }} About */
/** @typedef {() => Promise<EngineProcess>} Start */

/** @param {import('./engines.js').Engine} engine */
async function measure(engine) {
  const display = engine.needsDisplay ? await startDisplay() : undefined;
  /** @type {Start} */
  const start = () => EngineProcess.start(engine, agent, display?.display);
  try {
    const { about, samples } = await measureRates(engine, start);
    console.log(`${rateTables(samples, options.lengths)}`);
    const fresh = await measureFresh(start);
    if (fresh.length > 0) console.log(`${freshTable(fresh)}\n`);
    return { engine: engine.name, about, samples, fresh };
  } finally {
    display?.end();
  }
}

/**
 * @param {import('./engines.js').Engine} engine
 * @param {Start} start
 */
async function measureRates(engine, start) {
  const running = await start();
  try {
    const about = await running.ask('about');
    about.clock = about.tellsCpuTime || running.cpuMs() !== undefined ? 'CPU' : 'wall';
    console.log(headline(engine.name, about));
    /** @type {Map<number, string>} */
    const tokens = new Map();
    for (const length of options.lengths) tokens.set(length, await checkedToken(running, length));
    console.log('answers agree\n');
    const samples = [];
    // The first round warms up.
    for (let round = 0; round <= options.rounds; round++) {
      for (const [length, token] of tokens) {
        for (const { name: kind } of present) {
          const sample = await measureOne(running, kind, token, about);
          if (round > 0) samples.push({ kind, length, round, ...sample });
        }
      }
    }
    return { about, samples };
  } finally {
    running.end();
  }
}

/**
 * @param {EngineProcess} running
 * @param {string} kind
 * @param {string} token
 * @param {About} about
 */
async function measureOne(running, kind, token, { tellsCpuTime, clock }) {
  const ms = options.seconds * 1_000;
  const way = /** @type {import('./native.js').Way | undefined} */ (kind.split('-')[1]);
  if (way !== undefined) return native?.sample(way, token, ms, clock);
  const before = running.cpuMs() ?? 0;
  const sample = await running.ask('sample', kind, token.length, ms);
  return tellsCpuTime || clock === 'wall' ? sample : { ...sample, ms: (running.cpuMs() ?? 0) - before };
}

/**
 * @param {EngineProcess} running
 * @param {number} length
 */
async function checkedToken(running, length) {
  const { token, nonce, bits } = await running.ask('check', length);
  if (!isProof(token, nonce, bits)) throw new Error(`${nonce} is no proof`);
  native?.check(token);
  return token;
}

/** @param {Start} start */
async function measureFresh(start) {
  const samples = [];
  for (let index = 1; index <= options.fresh; index++) {
    for (const solver of SOLVERS) {
      const running = await start();
      try {
        samples.push({ solver, ...(await running.ask('coldAndWarm', solver, index)) });
      } finally {
        running.end();
      }
    }
  }
  return samples;
}

/**
 * @param {string} name
 * @param {About} about
 */
function headline(name, { clock, version }) {
  return `${name} (${version}), ${clock} time, ${options.rounds} interleaved rounds of ${options.seconds} s a sample`;
}

function rawData() {
  const machine = { cpu: cpus()[0]?.model, cores: cpus().length };
  return `${JSON.stringify({ date: new Date().toISOString(), machine, options, results }, null, 2)}\n`;
}

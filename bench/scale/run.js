/** How the cost of each step grows with the rooms that stand and the members that are connected. See ../README.md. */
import { measured } from '../create/child.js';
import { pinGenerator } from '../lib/pinning.js';
import { publish } from '../lib/results.js';
import { ServerProcess } from '../lib/server-process.js';
import { readOptions } from './options.js';
import { overSockets } from './over-sockets.js';
import { seeded } from './random.js';
import { resultOf, terminalText } from './report.js';

const IN_PROCESS = new URL('in-process.js', import.meta.url);
const MOST_MINUTES = 5;
const ROOMS = [100, 1_000, 10_000, 100_000];
const MEMBERS = [100, 1_000, 10_000];
const ENGINES = ['uws', 'ws'];

process.once('SIGINT', () => process.exit(130)).once('SIGTERM', () => process.exit(143));
const options = readOptions(ROOMS, MEMBERS);
const cpu = pinGenerator();
const settings = { ...options.settings, pinned: cpu !== undefined };
console.log(`seed ${settings.seed}`);
try {
  const samples = await measureAll();
  const result = resultOf(samples, settings);
  console.log(`\n${terminalText(result)}`);
  await publish(options.out, result);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function measureAll() {
  /** @type {import('./report.js').Samples} */
  const samples = { rooms: [], members: [] };
  for (let round = 1; round <= settings.rounds; round++) {
    for (const rooms of options.rooms) {
      const args = [rooms, settings.operations, settings.seed];
      samples.rooms.push({ round, ...(await measured(IN_PROCESS, args, cpu, MOST_MINUTES)) });
      console.log(`round ${round}, ${rooms} rooms without a network: as many stand as should`);
    }
    for (const members of options.members) {
      for (const engine of ENGINES) {
        samples.members.push({ round, engine, members, ...(await sampleOf(engine, members)) });
        console.log(`round ${round}, ${members} members over sockets, engine ${engine}: all was delivered`);
      }
    }
  }
  return samples;
}

/**
 * @param {string} engine
 * @param {number} members
 */
async function sampleOf(engine, members) {
  const server = new ServerProcess('pug.js', [engine], cpu);
  try {
    return await overSockets(server, members, seeded(settings.seed));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : cause;
    throw new Error(`${members} members, engine ${engine}: ${reason}`, { cause });
  } finally {
    await server.stop();
  }
}

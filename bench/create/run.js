/** What a room costs from redeem to join, without a network and over one, in one run. See ../README.md. */
import { pinGenerator } from '../lib/pinning.js';
import { publish } from '../lib/results.js';
import { ServerProcess } from '../lib/server-process.js';
import { measured } from './child.js';
import { readOptions } from './options.js';
import { overHttp } from './over-http.js';
import { resultOf, terminalText } from './report.js';
import { joinPug, joinSocketIo } from './steps.js';

const IN_PROCESS = new URL('in-process.js', import.meta.url);
const MOST_MINUTES = 3;
const SERVERS = [
  { name: 'bare-uws', label: 'bare uWS', file: '../create/servers/bare-uws.js', args: [], join: joinPug },
  {
    name: 'bare-node',
    label: 'bare node:http + ws',
    file: '../create/servers/bare-node.js',
    args: [],
    join: joinPug,
  },
  { name: 'original', label: 'Express + Socket.IO', file: 'original.js', args: [], join: joinSocketIo },
  { name: 'pug-uws', label: 'Pug relay, engine uws', file: 'pug.js', args: ['uws'], join: joinPug },
  { name: 'pug-ws', label: 'Pug relay, engine ws', file: 'pug.js', args: ['ws'], join: joinPug },
];

process.once('SIGINT', () => process.exit(130)).once('SIGTERM', () => process.exit(143));
const options = readOptions(SERVERS);
const cpu = pinGenerator();
const settings = { ...options.settings, pinned: cpu !== undefined };
try {
  if (options.profile === undefined) await measureAll();
  else await measured(IN_PROCESS, [settings.rooms, options.profile], cpu, MOST_MINUTES);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function measureAll() {
  const samples = { inProcess: /** @type {any[]} */ ([]), http: /** @type {any[]} */ ([]) };
  for (let round = 1; round <= settings.rounds; round++) {
    const sample = await measured(IN_PROCESS, [settings.rooms], cpu, MOST_MINUTES);
    samples.inProcess.push({ round, ...sample });
    console.log(`round ${round}, without a network: answers agree`);
    for (const server of options.servers) {
      const overNetwork = await overNetworkOf(server);
      samples.http.push({ round, server: server.name, ...overNetwork });
      console.log(`round ${round}, ${server.label}: ${overNetwork.micros.toFixed(0)} µs, answers agree`);
    }
  }
  const result = resultOf(samples, settings, options.servers);
  console.log(`\n${terminalText(result)}`);
  await publish(options.out, result);
}

/** @param {(typeof SERVERS)[number]} server */
async function overNetworkOf({ label, file, args, join }) {
  const server = new ServerProcess(file, args, cpu);
  try {
    return await overHttp(server, join, settings.httpRooms);
  } catch (cause) {
    throw new Error(`${label}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  } finally {
    await server.stop();
  }
}

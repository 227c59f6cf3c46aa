/** CPU time of the relay for each delivery, beside its baselines, in one run. See ../README.md. */
import { writeFileSync } from 'node:fs';
import { plain } from './dialects/plain.js';
import { pug } from './dialects/pug.js';
import { socketio } from './dialects/socketio.js';
import { Load } from './load.js';
import { readOptions } from './options.js';
import { pinGenerator } from './pinning.js';
import { headline, layoutLabel, microsPerDelivery, rawData, table } from './report.js';
import { ServerProcess } from './server-process.js';

const SERVERS = [
  { name: 'bare-uws', label: 'bare uWS, publish', file: 'bare-uws.js', args: [], dialect: plain },
  { name: 'bare-ws', label: 'bare ws, loop of send', file: 'bare-ws.js', args: [], dialect: plain },
  { name: 'socketio', label: 'Socket.IO, rooms', file: 'socketio.js', args: [], dialect: socketio },
  { name: 'pug-uws', label: 'Pug relay, engine uws', file: 'pug.js', args: ['uws'], dialect: pug },
  { name: 'pug-ws', label: 'Pug relay, engine ws', file: 'pug.js', args: ['ws'], dialect: pug },
];
/** One room of 50: 100,000 deliveries a second are about what Socket.IO manages on one core. */
const LAYOUTS = [
  { rooms: 1, size: 50 },
  { rooms: 10, size: 10 },
  { rooms: 50, size: 2 },
];

process.once('SIGINT', () => process.exit(130)).once('SIGTERM', () => process.exit(143));
const options = readOptions(SERVERS, LAYOUTS);
const cpu = pinGenerator();
const settings = { ...options.settings, pinned: cpu !== undefined };
console.log(`${headline(settings)}\n`);
try {
  const samples = await measureAll();
  console.log(`\n${table(samples, settings, options.servers, options.layouts)}`);
  if (options.json !== undefined) writeFileSync(options.json, rawData(samples, settings));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function measureAll() {
  const samples = [];
  for (let round = 1; round <= settings.rounds; round++) {
    for (const layout of options.layouts) {
      for (const server of options.servers) {
        const sample = { server: server.name, layout, round, ...(await measure(server, layout)) };
        samples.push(sample);
        const cost = microsPerDelivery(sample).toFixed(2);
        console.log(`round ${round}, ${layoutLabel(layout)}, ${server.label}: ${cost} µs, answers agree`);
      }
    }
  }
  return samples;
}

/**
 * A server of its own for each sample: answers checked, warmed up, measured, deliveries accounted for.
 * @param {(typeof SERVERS)[number]} server
 * @param {import('./load.js').Layout} layout
 */
async function measure({ label, file, args, dialect }, layout) {
  const child = new ServerProcess(file, args, cpu);
  let load;
  try {
    load = await Load.open(dialect, await child.port(), layout);
    await load.check();
    await load.verify(await load.drive(settings.warmup, settings.pacing));
    return await window(child, load);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : cause;
    throw new Error(`${label}, ${layoutLabel(layout)}: ${reason}`, { cause });
  } finally {
    load?.close();
    await child.stop();
  }
}

/**
 * @param {ServerProcess} child
 * @param {Load} load
 */
async function window(child, load) {
  const before = await child.cpuMicros();
  const started = performance.now();
  const own = process.cpuUsage();
  const deliveries = await load.drive(settings.seconds, settings.pacing);
  const wallSeconds = (performance.now() - started) / 1_000;
  const { user, system } = process.cpuUsage(own);
  const cpuMicros = (await child.cpuMicros()) - before;
  await load.verify(deliveries);
  return { deliveries, cpuMicros, generatorMicros: user + system, wallSeconds };
}

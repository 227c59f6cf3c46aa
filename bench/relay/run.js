/** What the relay costs for each delivery, how long one takes and how many it manages, beside its baselines. See ../README.md. */
import { tableMarkdown } from '../lib/markdown.js';
import { pinGenerator } from '../lib/pinning.js';
import { publish } from '../lib/results.js';
import { readOptions } from './options.js';
import { aboutOf, costOf, headline } from './report.js';
import { plotsOf } from './plots.js';
import { measure } from './sample.js';
import { tablesOf } from './tables.js';

process.once('SIGINT', () => process.exit(130)).once('SIGTERM', () => process.exit(143));
const { servers, tasks, out, settings: wanted } = readOptions();
const cpu = pinGenerator();
const settings = { ...wanted, pinned: cpu !== undefined };
console.log(`${headline(settings)}\n`);
try {
  const run = { servers, tasks, settings, samples: await measureAll() };
  const tables = tablesOf(run);
  console.log(`\n${tables.map(tableMarkdown).join('\n\n')}`);
  const title = 'The relay: CPU time, latency and deliveries a second';
  const plots = plotsOf(run);
  await publish(out, {
    name: 'relay',
    title,
    about: aboutOf(run),
    settings,
    samples: run.samples,
    tables,
    plots,
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function measureAll() {
  /** @type {import('./sample.js').Sample[]} */
  const samples = [];
  for (let round = 1; round <= settings.rounds; round++) {
    for (const task of tasks) {
      for (const server of servers) samples.push(await measureOne(server, task, round));
    }
  }
  return samples;
}

/**
 * @param {import('./parts.js').Server} server
 * @param {import('./parts.js').Task} task
 * @param {number} round counts from 1
 */
async function measureOne(server, task, round) {
  const { part, layout, bytes } = task;
  const measured = await measure(server, task, settings, cpu);
  const cost = costOf(measured).toFixed(2);
  const what = `round ${round}, ${part}, ${layout.label}, ${bytes} bytes, ${server.label}`;
  console.log(`${what}: ${cost} µs a delivery, answers agree`);
  return { server: server.name, part, layout: layout.name, bytes, round, ...measured };
}

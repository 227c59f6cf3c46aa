/** The samples as tables: a row for each server, a column for each layout or size. */
import { medianAndRange } from '../lib/numbers.js';
import { costText, latencyText, perCpuSecondOf, ratioText, rateText, samplesOf } from './report.js';

/** What each of our engines stands on. */
const FLOORS = ['bare-uws', 'bare-ws'];

/** @typedef {import('./report.js').Run} Run */

/**
 * @param {Run} run
 * @returns {import('../lib/markdown.js').Table[]}
 */
export function tablesOf(run) {
  const { seconds } = run.settings;
  const baselines = run.servers.filter(({ isBaseline }) => isBaseline);
  const floors = baselines.filter(({ name }) => FLOORS.includes(name));
  const cost = { part: 'cost', columns: layoutLabels(run, 'cost') };
  const size = { part: 'size', columns: tasksIn(run, 'size').map(({ bytes }) => sizeLabel(bytes)) };
  const flood = { part: 'flood', columns: layoutLabels(run, 'flood') };
  const costs = (/** @type {import('./report.js').Sample[]} */ samples) => costText(samples, seconds);
  const rates = (/** @type {import('./report.js').Sample[]} */ samples) =>
    medianAndRange(samples.map(perCpuSecondOf));
  return [
    table(run, { ...cost, title: 'CPU µs for each delivery', text: costs }),
    ...baselines.map((base) => ratioTable(run, base, { ...cost, title: 'CPU time for each delivery' })),
    table(run, {
      ...size,
      title: 'CPU µs for each delivery, by length of message, 10 rooms of 10',
      text: costs,
    }),
    ...floors.map((base) => ratioTable(run, base, { ...size, title: 'CPU time by length of message' })),
    table(run, { ...cost, title: 'Latency: p50 / p99 / highest, in ms', text: latencyText }),
    table(run, { ...flood, title: 'Deliveries a second, one core', text: rateText }),
    table(run, { ...flood, title: 'Deliveries for each second of CPU time, flooded', text: rates }),
  ].filter(({ columns }) => columns.length > 0);
}

/**
 * @param {Run} run
 * @param {import('./parts.js').Server} base what 1 is
 * @param {{ part: string, columns: string[], title: string }} what
 */
function ratioTable(run, base, { part, columns, title }) {
  const rows = run.servers.map((server) => ({
    label: server.label,
    cells: tasksIn(run, part).map((task) =>
      ratioText(samplesOf(run, server, task), samplesOf(run, base, task)),
    ),
  }));
  return { title: `${title}, as a multiple of ${base.label}`, columns, rows };
}

/**
 * @param {Run} run
 * @param {{ part: string, columns: string[], title: string, text: (samples: import('./report.js').Sample[]) => string }} what
 */
function table(run, { part, columns, title, text }) {
  const rows = run.servers.map((server) => ({
    label: server.label,
    cells: tasksIn(run, part).map((task) => text(samplesOf(run, server, task))),
  }));
  return { title, columns, rows };
}

/**
 * @param {Run} run
 * @param {string} part
 */
export const tasksIn = ({ tasks }, part) => tasks.filter((task) => task.part === part);

/**
 * @param {Run} run
 * @param {string} part
 */
export const layoutLabels = (run, part) => tasksIn(run, part).map(({ layout }) => layout.label);

/** @param {number} bytes */
export const sizeLabel = (bytes) => `${bytes.toLocaleString('en')} B`;

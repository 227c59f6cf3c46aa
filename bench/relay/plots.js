/** The samples as plots. */
import { median } from '../lib/numbers.js';
import { costOf, latencyOf, perCpuSecondOf, samplesOf } from './report.js';
import { layoutLabels, sizeLabel, tasksIn } from './tables.js';

/**
 * @typedef {import('./report.js').Run} Run
 * @typedef {import('./report.js').Sample} Sample
 */

/**
 * @param {Run} run
 * @returns {(import('../lib/plot.js').Plot & { name: string })[]}
 */
export function plotsOf(run) {
  const costs = (/** @type {Sample[]} */ samples) => median(samples.map(costOf));
  const rates = (/** @type {Sample[]} */ samples) => median(samples.map(perCpuSecondOf));
  const p99 = (/** @type {Sample[]} */ samples) => latencyOf(samples, 'p99');
  return [
    {
      name: 'cost',
      title: 'CPU time for each delivery',
      unit: 'µs of the server’s CPU time, 300-byte messages; less is better',
      kind: /** @type {const} */ ('bars'),
      categories: layoutLabels(run, 'cost'),
      series: seriesOf(run, 'cost', costs),
    },
    {
      name: 'size',
      title: 'CPU time for each delivery, by length of message',
      unit: 'µs of the server’s CPU time, 10 rooms of 10; less is better',
      xLabel: 'bytes of a message',
      kind: /** @type {const} */ ('lines'),
      log: true,
      categories: tasksIn(run, 'size').map(({ bytes }) => sizeLabel(bytes)),
      series: seriesOf(run, 'size', costs),
    },
    {
      name: 'latency',
      title: 'Latency of a delivery, 99th percentile',
      unit: 'ms from the write to each receiver’s read; less is better',
      kind: /** @type {const} */ ('bars'),
      categories: layoutLabels(run, 'cost'),
      series: seriesOf(run, 'cost', p99),
    },
    {
      name: 'flood',
      title: 'Deliveries that one core manages',
      unit: 'for each second of the server’s CPU time, flooded; more is better',
      kind: /** @type {const} */ ('bars'),
      categories: layoutLabels(run, 'flood'),
      series: seriesOf(run, 'flood', rates),
    },
  ].filter(({ categories }) => categories.length > 0);
}

/**
 * @param {Run} run
 * @param {string} part
 * @param {(samples: Sample[]) => number} value
 */
function seriesOf(run, part, value) {
  return run.servers.map((server) => ({
    name: server.label,
    values: tasksIn(run, part).map((task) => value(samplesOf(run, server, task))),
  }));
}

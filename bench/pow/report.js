/** Turns samples into the tables on the terminal. */
import { median } from '../lib/numbers.js';

const LABEL_WIDTH = 38;
const COLUMN_WIDTH = 9;

/** In the order of the rows. */
export const KINDS = /** @type {const} */ ([
  { name: 'plain', label: '@noble/hashes, plain loop' },
  { name: 'webcrypto', label: 'WebCrypto, awaited' },
  { name: 'js', label: 'SDK, JavaScript' },
  { name: 'wasm', label: 'SDK, WebAssembly SIMD' },
  { name: 'native-each', label: 'C, SHA-NI, a schedule for each try' },
  { name: 'native-shared', label: 'C, SHA-NI, schedules shared' },
]);

/**
 * @typedef {object} Sample one kind of search on tokens of one length, in one round
 * @property {string} kind
 * @property {number} length
 * @property {number} round counts from 1
 * @property {number} tries
 * @property {number} ms
 *
 * @typedef {object} FreshSample of one fresh process or page
 * @property {string} solver
 * @property {number} tries
 * @property {Times} cold
 * @property {Times[]} warm the same tries again
 *
 * @typedef {{ wallMs: number, cpuMs?: number }} Times by the wall, and of the CPU where the engine tells it
 */

const SDK = ['js', 'wasm'];

/**
 * @param {Sample[]} samples
 * @param {number[]} lengths
 */
export function rateTables(samples, lengths) {
  const present = KINDS.filter(({ name }) => samples.some(({ kind }) => kind === name));
  const natives = present.filter(({ name }) => name.startsWith('native'));
  const sdk = present.filter(({ name }) => SDK.includes(name));
  const rates = (/** @type {string} */ kind, /** @type {number} */ length) =>
    samples.filter((sample) => sample.kind === kind && sample.length === length).map(rateOf);
  const best = (/** @type {string} */ kind, /** @type {number} */ length) => Math.max(...rates(kind, length));
  /** @type {(title: string, kinds: readonly { name: string, label: string }[], cell: (kind: string, length: number) => number) => string[]} */
  const table = (title, kinds, cell) => [
    row(title, lengths.map(String)),
    ...kinds.map(({ name, label }) =>
      row(
        label,
        lengths.map((length) => digits(cell(name, length))),
      ),
    ),
    '',
  ];
  return [
    ...table('Mh/s, best; token of', present, best),
    ...table('Mh/s, median', present, (kind, length) => median(rates(kind, length))),
    ...table('× the plain loop, best', present, (kind, length) => best(kind, length) / best('plain', length)),
    ...table('× the plain loop, median', present, (kind, length) =>
      median(rates(kind, length).map((rate, i) => rate / rates('plain', length)[i])),
    ),
    ...natives.flatMap(({ name, label }) =>
      table(`× ${label}`, sdk, (kind, length) => best(kind, length) / best(name, length)),
    ),
  ].join('\n');
}

/** @param {FreshSample[]} samples */
export function freshTable(samples) {
  const heads = ['tries', 'cold ms', 'warm ms', 'ratio', 'cold CPU', 'warm CPU', 'ratio'];
  const rows = [...new Set(samples.map(({ solver }) => solver))].map((solver) => {
    const ours = samples.filter((sample) => sample.solver === solver);
    const means = (/** @type {(times: Times) => number | undefined} */ of) => {
      const cold = mean(ours.map((sample) => of(sample.cold) ?? NaN));
      const warm = mean(ours.flatMap((sample) => sample.warm.map((times) => of(times) ?? NaN)));
      return [cold, warm, cold / warm].map(digits);
    };
    const tries = String(Math.round(mean(ours.map((sample) => sample.tries))));
    return row(labelOf(solver), [tries, ...means(({ wallMs }) => wallMs), ...means(({ cpuMs }) => cpuMs)]);
  });
  return [row(`means of ${samples.length / rows.length} fresh starts`, heads), ...rows].join('\n');
}

/** @param {string} kind */
const labelOf = (kind) => KINDS.find(({ name }) => name === kind)?.label ?? kind;

/** @param {Sample} sample */
const rateOf = ({ tries, ms }) => tries / ms / 1_000;

/** @param {number[]} values */
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** @param {number} value */
const digits = (value) => (Number.isNaN(value) ? '–' : value.toFixed(value < 10 ? 2 : 1));

/**
 * @param {string} label
 * @param {string[]} cells
 */
const row = (label, cells) =>
  label.padEnd(LABEL_WIDTH) + cells.map((cell) => cell.padStart(COLUMN_WIDTH)).join('');

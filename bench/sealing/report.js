/** Turns samples into a table. */
import { median } from '../lib/numbers.js';

const WIDTHS = [8, 12, 17, 13, 11, 8, 13, 8];
const HEADS = ['body', 'plaintext', '', 'messages/s', 'MB/s', 'ratio', 'CPU µs each', 'ratio'];
const BASELINE = 'WebCrypto alone';

/**
 * @typedef {object} Sample
 * @property {number} bytes of the body
 * @property {number} plaintextBytes of what is encrypted: header, body and padding
 * @property {string} label
 * @property {number} messages
 * @property {number} wallMs
 * @property {number} cpuMicros of all threads
 */

/**
 * Medians; the ratios are medians of those within each round.
 * @param {string} title
 * @param {Sample[]} samples
 */
export function table(title, samples) {
  const sizes = [...new Set(samples.map(({ bytes }) => bytes))];
  const labels = [...new Set(samples.map(({ label }) => label))];
  const lines = sizes.flatMap((bytes) => labels.map((label) => line(samples, bytes, label)));
  return [title, row(HEADS), ...lines].join('\n');
}

/**
 * @param {Sample[]} samples
 * @param {number} bytes
 * @param {string} label
 */
function line(samples, bytes, label) {
  const of = (/** @type {string} */ whose) =>
    samples.filter((sample) => sample.bytes === bytes && sample.label === whose);
  const [ours, base] = [of(label), of(BASELINE)];
  const against = (/** @type {(sample: Sample) => number} */ value) =>
    median(ours.map((sample, i) => value(sample) / value(base[i])));
  const rate = median(ours.map(rateOf));
  const { plaintextBytes } = ours[0];
  return row([
    String(bytes),
    String(plaintextBytes),
    label,
    Math.round(rate).toLocaleString('en'),
    ((rate * plaintextBytes) / 1e6).toFixed(1),
    against(rateOf).toFixed(2),
    median(ours.map(costOf)).toFixed(1),
    against(costOf).toFixed(2),
  ]);
}

/** @param {Sample} sample */
const rateOf = ({ messages, wallMs }) => (messages * 1_000) / wallMs;

/** @param {Sample} sample */
const costOf = ({ messages, cpuMicros }) => cpuMicros / messages;

/** @param {string[]} cells */
const row = (cells) => cells.map((cell, i) => cell.padStart(WIDTHS[i])).join('');

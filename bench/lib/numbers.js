/** Sums over samples, and numbers as they are printed. */

const UNITS = [
  { from: 1e6, unit: 1e6, suffix: 'M' },
  { from: 1e4, unit: 1e3, suffix: 'k' },
  { from: 0, unit: 1, suffix: '' },
];
const MAX_DECIMALS = 5;

/** @param {readonly number[]} values at least one; their order does not matter */
export const median = (values) =>
  quantile(
    values.toSorted((a, b) => a - b),
    0.5,
  );

/**
 * Linear between the two nearest ranks.
 * @param {ArrayLike<number>} sorted in rising order, at least one
 * @param {number} share 0 to 1
 */
export function quantile(sorted, share) {
  const rank = (sorted.length - 1) * share;
  const low = Math.floor(rank);
  return sorted[low] + (sorted[Math.ceil(rank)] - sorted[low]) * (rank - low);
}

/**
 * Three digits that count, in thousands or millions where that is shorter: 0.402, 16.8, 1,073, 105k.
 * @param {number | null | undefined} value
 */
export function short(value) {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  const rounded = Math.abs(value) < 9_999.5 ? value : Number(value.toPrecision(3));
  const { unit, suffix } = UNITS.find(({ from }) => Math.abs(rounded) >= from) ?? UNITS[2];
  const size = Math.abs(Number((rounded / unit).toPrecision(3)));
  const decimals = size === 0 ? 0 : Math.min(Math.max(2 - Math.floor(Math.log10(size)), 0), MAX_DECIMALS);
  return (rounded / unit).toFixed(decimals).replace(/^(-?\d)(?=\d{3}$)/, '$1,') + suffix;
}

/**
 * The median, with the lowest and highest where there are several: `0.402 (0.391–0.440)`.
 * @param {readonly number[]} values
 */
export function medianAndRange(values) {
  if (values.length === 0) return '–';
  const middle = short(median(values));
  if (values.length === 1) return middle;
  return `${middle} (${short(Math.min(...values))}–${short(Math.max(...values))})`;
}

/**
 * @param {number | undefined} value
 * @param {number | undefined} base what 1 is
 */
export const ratio = (value, base) => (value && base ? `× ${short(value / base)}` : '–');

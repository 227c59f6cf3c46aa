/**
 * Does `work` for 0 to `count` − 1, at most `width` of them at a time, and gives the results in order.
 * @template T
 * @param {number} count
 * @param {number} width
 * @param {(index: number) => Promise<T>} work
 * @returns {Promise<T[]>}
 */
export async function many(count, width, work) {
  const results = /** @type {T[]} */ (Array.from({ length: count }));
  let next = 0;
  const worker = async () => {
    while (next < count) {
      const index = next++;
      results[index] = await work(index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, count) }, worker));
  return results;
}

/**
 * The value below which this share of the values lies.
 * @param {readonly number[]} values at least one
 * @param {number} share 0 to 1
 */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  const index = Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1));
  return /** @type {number} */ (sorted[index]);
}

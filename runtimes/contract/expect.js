/** What a case says of what it sees; each throws an error that says so in words. */

const shown = (value) =>
  value instanceof Uint8Array ? `bytes ${value.join(' ')}` : (JSON.stringify(value) ?? String(value));

/** Bytes, plain objects, arrays and primitives, compared by what they hold. */
function isSame(a, b) {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (a instanceof Uint8Array !== b instanceof Uint8Array) return false;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => isSame(a[name], b[name]));
}

/** Fails unless both hold the same. */
export function same(actual, expected, what) {
  if (!isSame(actual, expected)) throw new Error(`${what}: ${shown(actual)} instead of ${shown(expected)}`);
}

/** Fails unless it is so. */
export function holds(isSo, what) {
  if (!isSo) throw new Error(`it does not hold that ${what}`);
}

/**
 * The error that a promise is rejected with; fails unless that is a PugError with this code.
 * @template {Error} T
 * @param {Promise<unknown>} promise
 * @param {string} code
 * @returns {Promise<T>}
 */
export async function refused(promise, code, what) {
  const outcome = await promise.then(
    (value) => ({ value }),
    (error) => ({ error }),
  );
  if (!('error' in outcome)) throw new Error(`${what}: it worked, where ${code} was due`);
  const { error } = outcome;
  if (error?.name !== 'PugError' || error.code !== code) {
    throw new Error(`${what}: ${error?.code ?? error} instead of ${code}`, { cause: error });
  }
  return error;
}

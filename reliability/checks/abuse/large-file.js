/** The largest that abusers may ask for. */

export const LARGE_FILE = '/large.txt';
export const LARGE_FILE_BYTES = 60_000;
export const LARGE_FILE_OPTIONS = { staticFiles: { [LARGE_FILE]: 'x'.repeat(LARGE_FILE_BYTES) } };

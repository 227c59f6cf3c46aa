import { describe, expect, it } from 'vitest';
import { acceptedEncodings } from '../../src/http/encodings.js';

describe('an Accept-Encoding header', () => {
  it.each([
    ['', 'identity'],
    ['gzip', 'gzip identity'],
    ['br, gzip', 'br gzip identity'],
    ['BR , GZip', 'br gzip identity'],
    ['gzip;q=0.001', 'gzip identity'],
    ['gzip;q=0', 'identity'],
    ['gzip;Q=0.000', 'identity'],
    ['gzip; q=0 ,br', 'br identity'],
    ['gzip;level=9;q=0', 'identity'],
    ['gzip;q=nonsense', 'identity'],
    ['*', 'br gzip identity'],
    ['*;q=0', ''],
    ['*;q=0, gzip', 'gzip'],
    ['br;q=0, *', 'gzip identity'],
    ['identity;q=0', ''],
    ['identity;q=0, *', 'br gzip'],
    ['identity, *;q=0', 'identity'],
    ['deflate, zstd, xgzip', 'identity'],
    [',,;q=1,', 'identity'],
  ])('of %j takes: %s', (header, names) => {
    expect([...acceptedEncodings(header)].join(' ')).toBe(names);
  });
});

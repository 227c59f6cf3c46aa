import { describe, expect, it } from 'vitest';
import { bodyFault } from '../../src/http/body.js';
import { headOf } from '../support/head.js';

const LIMIT = 1_024;

const faultOf = (method: string, headers: Record<string, string | string[]>): string | undefined =>
  bodyFault(headOf(method, '/api/pow-redeem', headers));

describe('the way a request frames its body', () => {
  it.each<[string, Record<string, string | string[]>]>([
    ['POST', {}],
    ['POST', { 'content-length': '0' }],
    ['POST', { 'content-length': '1' }],
    ['POST', { 'content-length': String(LIMIT) }],
    ['POST', { 'content-length': '0001024' }],
    ['GET', {}],
    ['GET', { 'content-length': '0' }],
    ['HEAD', {}],
    ['OPTIONS', { 'content-length': '0' }],
    ['POST', { 'content-length': '1', 'content-type': 'nonsense' }],
  ])('is right: %s with %j', (method, headers) => {
    expect(faultOf(method, headers)).toBeUndefined();
  });

  it.each([LIMIT + 1, 1_000_000, Number.MAX_SAFE_INTEGER])('is over the limit with %i bytes', (bytes) => {
    expect(faultOf('POST', { 'content-length': String(bytes) })).toBe('payload_too_large');
  });

  it('is over the limit with more bytes than a number can say', () => {
    expect(faultOf('POST', { 'content-length': '9'.repeat(400) })).toBe('payload_too_large');
  });

  it.each<[string, Record<string, string | string[]>]>([
    ['POST', { 'transfer-encoding': 'chunked' }],
    ['POST', { 'transfer-encoding': 'identity' }],
    ['POST', { 'transfer-encoding': '' }],
    ['POST', { 'transfer-encoding': 'chunked', 'content-length': '5' }],
    ['GET', { 'transfer-encoding': 'chunked' }],
    ['POST', { 'content-length': '' }],
    ['POST', { 'content-length': '-1' }],
    ['POST', { 'content-length': '+1' }],
    ['POST', { 'content-length': '1.0' }],
    ['POST', { 'content-length': '1e3' }],
    ['POST', { 'content-length': '0x10' }],
    ['POST', { 'content-length': ' 1' }],
    ['POST', { 'content-length': '1, 1' }],
    ['POST', { 'content-length': '１' }],
    ['POST', { 'content-length': ['1', '1'] }],
    ['POST', { 'content-length': ['1', '2'] }],
    ['GET', { 'content-length': ['0', '0'] }],
    ['GET', { 'content-length': '1' }],
    ['HEAD', { 'content-length': '1' }],
    ['OPTIONS', { 'content-length': '1' }],
    ['DELETE', { 'content-length': '1' }],
    ['GET', { 'content-length': String(LIMIT + 1) }],
  ])('is wrong: %s with %j', (method, headers) => {
    expect(faultOf(method, headers)).toBe('bad_request');
  });
});

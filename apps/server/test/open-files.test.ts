import { describe, expect, it } from 'vitest';
import { connectionsByFiles } from '../src/open-files.js';

const limits = (soft: string) => `Limit                     Soft Limit           Hard Limit           Units
Max processes             127000               127000               processes
Max open files            ${soft.padEnd(20)} 524288               files
`;

describe('connectionsByFiles', () => {
  it('leaves files for the program and for HTTP', () => {
    expect(connectionsByFiles(limits('1024'))).toBe(960);
  });

  it('leaves one connection at least', () => {
    expect(connectionsByFiles(limits('32'))).toBe(1);
  });

  it.each([
    ['where the system does not say', ''],
    ['where there is no limit', limits('unlimited')],
  ])('gives nothing %s', (_, text) => {
    expect(connectionsByFiles(text)).toBeUndefined();
  });
});

import { LOCAL_CODES } from '@pug-network/client-sdk';
import { describe, expect, it } from 'vitest';
import { bytesOf, bytesOver } from '../../src/lib/text/length.js';

describe('the length of a text', () => {
  it.each([
    ['', 0],
    ['pug', 3],
    ['é', 2],
    ['€', 3],
    ['🐶', 4],
    ['\ud83d', 3],
    ['a\r\n', 3],
  ])('is that of its UTF-8: %j takes %i bytes', (text, bytes) => {
    expect(bytesOf(text)).toBe(bytes);
    expect(bytesOf(text)).toBe(Buffer.byteLength(text));
  });

  it('is over the limit from its first byte beyond it, the limit the SDK’s', () => {
    expect(LOCAL_CODES.message_too_large.message).toContain('15,845 bytes');
    expect(bytesOver('a'.repeat(15_845))).toBe(0);
    expect(bytesOver('a'.repeat(15_846))).toBe(1);
    expect(bytesOver('é'.repeat(7_923))).toBe(1);
    expect(bytesOver('')).toBe(-15_845);
  });
});

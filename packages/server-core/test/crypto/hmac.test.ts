import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Hmac } from '../../src/crypto/hmac.js';

const bytes = (min: number, max: number): fc.Arbitrary<Uint8Array> =>
  fc.uint8Array({ minLength: min, maxLength: max });

describe('HMAC-SHA-256', () => {
  it('gives the code of RFC 4231, test case 1', () => {
    const message = Buffer.from('Hi There');
    const code = new Hmac(Buffer.alloc(20, 0x0b), message.length).of(message);
    expect(code.toString('hex')).toBe('b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7');
  });

  it('gives the codes of RFC 4231, test case 2, whose key is shorter, and 4', () => {
    const question = Buffer.from('what do ya want for nothing?');
    expect(new Hmac(Buffer.from('Jefe'), question.length).of(question).toString('hex')).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
    const key = Buffer.from('0102030405060708090a0b0c0d0e0f10111213141516171819', 'hex');
    expect(new Hmac(key, 50).of(Buffer.alloc(50, 0xcd)).toString('hex')).toBe(
      '82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b',
    );
  });

  it('gives what Node gives, for every key of up to a block and one message after another', () => {
    const both = fc
      .nat(100)
      .chain((length) => fc.tuple(bytes(0, 64), fc.array(bytes(length, length), { minLength: 1 })));
    fc.assert(
      fc.property(both, ([key, messages]) => {
        const hmac = new Hmac(key, messages[0]!.length);
        for (const message of messages) {
          const wanted = createHmac('sha256', key).update(message).digest('hex');
          expect(hmac.of(message).toString('hex')).toBe(wanted);
        }
      }),
    );
  });
});

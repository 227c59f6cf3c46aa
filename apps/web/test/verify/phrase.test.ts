import { createHash, randomBytes } from 'node:crypto';
import { formatRoomLink } from '@pug-network/client-sdk';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { describe, expect, it } from 'vitest';
import { safetyPhrase } from '../../src/lib/verify/phrase.js';

const golden = {
  origin: 'https://chat.example',
  roomId: 'AAECAwQFBgcICQoLDA0ODw',
  key: Uint8Array.from({ length: 32 }, (_, i) => i),
  roomSecret: 'EBESExQVFhcYGRobHB0eHw',
};

/** The same by another way: one big number, shifted. */
function expected({ roomId, key }: typeof golden): string[] {
  const hash = createHash('sha256').update('pug-network/safety-phrase/v1').update(Buffer.of(0));
  const digest = hash.update(roomId, 'ascii').update(Buffer.of(0)).update(key).digest('hex');
  const number = BigInt(`0x${digest}`);
  return [1n, 2n, 3n, 4n, 5n, 6n].map((n) => wordlist[Number((number >> (256n - 11n * n)) & 2_047n)]!);
}

describe('the safety phrase', () => {
  it('is the same everywhere and for ever', async () => {
    expect(await safetyPhrase(formatRoomLink(golden))).toEqual([
      'caught',
      'grow',
      'clever',
      'addict',
      'usage',
      'window',
    ]);
  });

  it('is six words of 2,048, from the hash of room id and key', async () => {
    expect(wordlist).toHaveLength(2_048);
    for (let i = 0; i < 50; i += 1) {
      const parts = {
        ...golden,
        roomId: randomBytes(16).toString('base64url'),
        key: new Uint8Array(randomBytes(32)),
      };
      expect(await safetyPhrase(formatRoomLink(parts))).toEqual(expected(parts));
    }
  });

  it('depends on neither the relay’s address nor the secret', async () => {
    const other = { ...golden, origin: 'http://127.0.0.1:3000', roomSecret: golden.roomId };
    expect(await safetyPhrase(formatRoomLink(other))).toEqual(expected(golden));
  });

  it('has none for what is no room link, and does not say what that was', async () => {
    await expect(safetyPhrase('https://chat.example/r/secret#k=secret')).rejects.toThrow(
      new RangeError('not a room link'),
    );
  });
});

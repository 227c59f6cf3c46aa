import { describe, expect, it } from 'vitest';
import { Challenger } from '../../src/gate/challenge.js';

const NOW = 1_800_000_000_000;
const TTL_MS = 120_000;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const challenger = new Challenger(18);
const { token } = challenger.issue(NOW);

describe('a challenge', () => {
  it('says what the protocol says: algorithm, difficulty, and 120 s from now', () => {
    expect(challenger.issue(NOW)).toEqual({
      token: expect.any(String),
      algorithm: 'SHA-256',
      difficulty: 18,
      expiresAt: NOW + TTL_MS,
    });
  });

  it('has a token of at most 62 URL-safe characters', () => {
    for (let n = 0; n < 200; n++) {
      const { token: one } = challenger.issue(NOW + n);
      expect(one).toMatch(/^[A-Za-z0-9_-]{1,62}$/);
    }
  });

  it('has a whole number as its expiry, even where the clock gives fractions', () => {
    const { token: one, expiresAt } = challenger.issue(NOW + 0.75);
    expect(expiresAt).toBe(NOW + TTL_MS);
    expect(challenger.read(one)?.expiresAt).toBe(NOW + TTL_MS);
  });

  it.each([0, 1, 18, 24])('of difficulty %i is read back as it was issued', (difficulty) => {
    const own = new Challenger(difficulty);
    const issued = own.issue(NOW);
    expect(own.read(issued.token)).toMatchObject({ expiresAt: issued.expiresAt, difficulty });
  });

  it('is told from every other by its id', () => {
    const ids = Array.from({ length: 1_000 }, () => challenger.read(challenger.issue(NOW).token)?.id);
    expect(ids).not.toContain(undefined);
    expect(new Set(ids).size).toBe(1_000);
  });

  it('keeps its id however often it is read', () => {
    expect(challenger.read(token)?.id).toBe(challenger.read(token)?.id);
  });
});

describe('a token that this server did not make', () => {
  it('is refused if any one of its bits is flipped', () => {
    const bytes = Buffer.from(token, 'base64url');
    expect(bytes.toString('base64url')).toBe(token);
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3]! ^= 0x80 >> (bit & 7);
      expect(challenger.read(flipped.toString('base64url')), `bit ${bit}`).toBeUndefined();
    }
  });

  it('is refused if any one of its characters is another one', () => {
    for (let at = 0; at < token.length; at++) {
      for (const character of ALPHABET) {
        if (character === token[at]) continue;
        expect(challenger.read(token.slice(0, at) + character + token.slice(at + 1))).toBeUndefined();
      }
    }
  });

  it('is refused if it was made under the key of another server', () => {
    expect(challenger.read(new Challenger(18).issue(NOW).token)).toBeUndefined();
  });

  it('is refused if its parts come from two genuine ones', () => {
    const other = challenger.issue(NOW + 1).token;
    const cuts = Array.from(token, (_, at) => token.slice(0, at) + other.slice(at));
    const mixed = cuts.filter((cut) => cut !== token && cut !== other);
    expect(mixed.length).toBeGreaterThan(40);
    for (const one of mixed) expect(challenger.read(one)).toBeUndefined();
  });
});

describe('a token spelled otherwise', () => {
  /** A genuine token in which standard base64 looks different. */
  const spellable = (): string => {
    for (;;) {
      const { token: one } = challenger.issue(NOW);
      if (one.includes('-') && one.includes('_')) return one;
    }
  };
  const own = spellable();
  const spellings: [how: string, spelled: string][] = [
    ['empty', ''],
    ['in standard base64', own.replaceAll('-', '+').replaceAll('_', '/')],
    ['padded', `${own}=`],
    ['padded to four', `${own}====`],
    ['with a newline at the end', `${own}\n`],
    ['with a space in front', ` ${own}`],
    ['with a space inside', `${own.slice(0, 30)} ${own.slice(30)}`],
    ['with a character more', `${own}A`],
    ['with a character less', own.slice(0, -1)],
    ['twice', own + own],
    ['with a zero byte at the end', `${own}\0`],
    ['in lower case', own.toLowerCase()],
    ['with a letter that looks alike', `\u{ff21}${own.slice(1)}`],
    ['percent-encoded', own.replaceAll('-', '%2D')],
  ];

  it('is read as itself', () => {
    expect(challenger.read(own)).toBeDefined();
  });

  it.each(spellings)('%s is refused', (_how, spelled) => {
    expect(spelled).not.toBe(own);
    expect(challenger.read(spelled)).toBeUndefined();
  });
});

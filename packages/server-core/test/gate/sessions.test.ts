import { describe, expect, it } from 'vitest';
import { Sessions } from '../../src/gate/sessions.js';

const NOW = 1_800_000_000_000;
const TTL_MS = 300_000;

describe('a session', () => {
  it('has a token that fits into a header and that nobody else has', () => {
    const sessions = new Sessions();
    const tokens = Array.from({ length: 1_000 }, () => sessions.open(NOW).sessionToken);
    expect(new Set(tokens).size).toBe(1_000);
    for (const token of tokens) expect(token).toMatch(/^[A-Za-z0-9_-]{22,}$/);
  });

  it('is valid for 300 s and expired at exactly 300 s', () => {
    const sessions = new Sessions();
    const { sessionToken, expiresAt } = sessions.open(NOW);
    expect(expiresAt).toBe(NOW + TTL_MS);
    expect(sessions.isValid(sessionToken, NOW)).toBe(true);
    expect(sessions.isValid(sessionToken, NOW + TTL_MS - 1)).toBe(true);
    expect(sessions.isValid(sessionToken, NOW + TTL_MS)).toBe(false);
  });

  it('is worth nothing once it is spent, and the others still are', () => {
    const sessions = new Sessions();
    const [spent, kept] = [sessions.open(NOW).sessionToken, sessions.open(NOW).sessionToken];
    sessions.spend(spent);
    expect(sessions.isValid(spent, NOW)).toBe(false);
    expect(sessions.isValid(kept, NOW)).toBe(true);
  });

  it.each(['', 'unknown', '__proto__', 'constructor'])('%j was never opened', (token) => {
    const sessions = new Sessions();
    sessions.open(NOW);
    expect(sessions.isValid(token, NOW)).toBe(false);
  });
});

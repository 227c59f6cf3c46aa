import { describe, expect, it } from 'vitest';
import { challenge, expectError, expectOk, redeem, solved } from './client/gate.js';
import { solve } from './client/pow.js';
import { DIFFICULTY, ManualClock, useRelay, type Engine, type Served } from './client/relay.js';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** protocol.md §1 Challenge: the token. */
export function challengeStep(engine: Engine): void {
  describe('a challenge', () => {
    const clock = new ManualClock();
    const relay = useRelay(engine, { clock });
    const stranger = useRelay(engine);
    form(relay, clock);
    forgery(relay, stranger);
  });
}

function form(relay: Served, clock: ManualClock): void {
  it('has the four fields and no other', async () => {
    expect(await challenge(relay.port)).toEqual({
      token: expect.stringMatching(/^[A-Za-z0-9_-]{1,128}$/) as unknown,
      algorithm: 'SHA-256',
      difficulty: DIFFICULTY,
      expiresAt: expect.any(Number) as unknown,
    });
  });

  it('is valid for 120 s', async () => {
    const { expiresAt } = await challenge(relay.port);
    expect(Number.isInteger(expiresAt)).toBe(true);
    expect(Math.abs(expiresAt - clock.wall() - 120_000)).toBeLessThanOrEqual(1_000);
  });

  it('is another one each time', async () => {
    const challenges = await Promise.all(Array.from({ length: 20 }, () => challenge(relay.port)));
    expect(new Set(challenges.map(({ token }) => token)).size).toBe(20);
  });
}

/** Every forged token comes with a nonce that solves it, so that only the forgery is wrong. */
function forgery(relay: Served, stranger: Served): void {
  async function expectForged(token: string): Promise<void> {
    expectError(await redeem(relay.port, { token, nonce: solve(token, DIFFICULTY) }), 'pow_invalid');
  }

  it('with one character changed is pow_invalid, wherever it is', async () => {
    const { token, nonce } = await solved(relay.port);
    for (let i = 0; i < token.length; i++) {
      const changed = token[i] === 'A' ? 'B' : 'A';
      await expectForged(token.slice(0, i) + changed + token.slice(i + 1));
    }
    expectOk(await redeem(relay.port, { token, nonce }));
  });

  it('has one form only: no other last character will do', async () => {
    const { token, nonce } = await solved(relay.port);
    for (const last of ALPHABET.replace(token.slice(-1), '')) await expectForged(token.slice(0, -1) + last);
    expectOk(await redeem(relay.port, { token, nonce }));
  });

  it('padded, cut, lengthened or in other letter case is pow_invalid', async () => {
    const { token, nonce } = await solved(relay.port);
    const swapped = token.replace(/[a-z]/i, (c) => (c < 'a' ? c.toLowerCase() : c.toUpperCase()));
    const forms = [`${token}=`, `${token}==`, ` ${token}`, `${token}\n`, `${token}A`, token.slice(0, -1)];
    for (const form of [...forms, swapped, token + token, 'A'.repeat(900), '', '\ud800'])
      await expectForged(form);
    expectOk(await redeem(relay.port, { token, nonce }));
  });

  it('spliced from two others is pow_invalid', async () => {
    const [one, two] = [(await challenge(relay.port)).token, (await challenge(relay.port)).token];
    const cuts = Array.from(one, (_, cut) => one.slice(0, cut) + two.slice(cut));
    const spliced = cuts.filter((token) => token !== one && token !== two);
    expect(spliced.length).toBeGreaterThan(8);
    for (const token of spliced) await expectForged(token);
  });

  it('of another relay is pow_invalid', async () => {
    await expectForged((await challenge(stranger.port)).token);
  });
}

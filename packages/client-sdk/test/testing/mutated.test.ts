import { describe, expect, it } from 'vitest';
import { ATTACKS, type AttackName } from '../../src/testing/index.js';
import { textOf, type Fate, type Tally } from './referee.js';
import { Round } from './round.js';

const DELIVERIES = 100_000;
const SHARE = 0.8;
/** It takes some 25 s of one core. */
const LIMIT_MS = 240_000;

/** Everything that may become of each attack; what is not reported is one of the two that protocol.md leaves silent. */
const FATES: Readonly<Record<Exclude<AttackName, 'fakeLeave'>, readonly Fate[]>> = {
  drop: ['gap', 'silent: nothing followed'],
  replay: ['replay'],
  reorder: ['replay'],
  reattribute: ['undecryptable'],
  splice: ['undecryptable'],
  oldTraffic: ['silent: old traffic', 'replay'],
  truncate: ['undecryptable'],
  extend: ['undecryptable'],
  flip: ['undecryptable'],
  flood: ['undecryptable'],
  fork: ['undecryptable'],
  fakeJoin: ['undecryptable'],
};

const sumOf = (tally: Tally, prefix = ''): number =>
  Array.from(tally).reduce((sum, [what, times]) => sum + (what.startsWith(prefix) ? times : 0), 0);

/** No message shows that was not said by that member, nor twice, nor before an earlier one. */
function expectOnlyWhatWasSaid({ seats }: Round): void {
  for (const { watched } of seats) {
    const last = new Map<number, number>();
    for (const { from, seq, text } of watched.shown) {
      if (text !== textOf(from, seq) || seq <= (last.get(from) ?? 0))
        expect.unreachable(`${text} as ${from}.${seq}`);
      last.set(from, seq);
    }
  }
}

describe('100,000 deliveries in the hands of a malicious relay', () => {
  it(
    'show nothing that was not said, and are each reported as what they are',
    async () => {
      const tally: Tally = new Map();
      for (let seed = 1; sumOf(tally) < DELIVERIES; seed++) {
        const round = new Round(seed, SHARE);
        await round.play();
        for (const { expected, told } of round.verdicts(tally)) expect(told).toEqual(expected);
        expectOnlyWhatWasSaid(round);
      }
      const fates = Object.entries(FATES).flatMap(([name, possible]) =>
        possible.map((fate) => `${name}: ${fate}`),
      );
      expect(Array.from(tally.keys()).sort()).toEqual(fates.sort());
      for (const name of Object.keys(FATES)) expect(sumOf(tally, `${name}: `), name).toBeGreaterThan(1_000);
    },
    LIMIT_MS,
  );

  it('would all be shown by an honest relay', async () => {
    const tally: Tally = new Map();
    for (let seed = 1; seed <= 3; seed++) {
      const round = new Round(seed, 0);
      await round.play();
      for (const { watched, before } of round.seats) {
        expect(watched.shown.length).toBe(round.sent - before);
        expect(watched.told.length).toBe(watched.shown.length);
      }
      for (const { expected, told } of round.verdicts(tally)) expect(told).toEqual(expected);
      expectOnlyWhatWasSaid(round);
    }
    expect(tally.size).toBe(0);
  });

  it('are the same in every run', async () => {
    const runs = [new Round(3, SHARE), new Round(3, SHARE)];
    for (const round of runs) await round.play();
    const [first, second] = runs.map(({ seats }) => seats.map(({ watched }) => watched.told));
    expect(first).toEqual(second);
  });

  it('know every attack', () => {
    expect(Object.keys(ATTACKS).sort()).toEqual([...Object.keys(FATES), 'fakeLeave'].sort());
  });
});

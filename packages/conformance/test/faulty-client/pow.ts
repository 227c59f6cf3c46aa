import { setImmediate as breathe } from 'node:timers/promises';
import { zeroBits } from '../../src/wire/pow.js';
import { Refused } from './answers.js';
import type { Faults } from './faults.js';

const HIGHEST_DIFFICULTY = 24;
const TRIES_AT_ONCE = 1_000;
const LONG_TOKEN = 62;

/** Finds a nonce, and lets others work in between; rejects when `signal` says so. */
export async function solve(
  token: string,
  difficulty: number,
  faults: Faults,
  signal: AbortSignal,
): Promise<string> {
  const highest = faults.on('challenge.too-careful') ? HIGHEST_DIFFICULTY - 1 : HIGHEST_DIFFICULTY;
  if (difficulty > highest && !faults.on('challenge.any-difficulty')) throw new Refused('too_hard');
  const hashed = faults.on('challenge.token-cut') ? token.slice(0, LONG_TOKEN) : token;
  for (let index = 0; ; index++) {
    const nonce = nonceAt(index, faults);
    if (fits(zeroBits(hashed, nonce), difficulty, faults)) return nonce;
    if (index % TRIES_AT_ONCE === 0) await breathe();
    signal.throwIfAborted();
  }
}

const nonceAt = (index: number, faults: Faults): string =>
  faults.on('challenge.capital-nonce') ? `A${index.toString(16).toUpperCase()}` : index.toString(16);

const fits = (bits: number, difficulty: number, faults: Faults): boolean =>
  faults.on('challenge.one-bit-short') && difficulty > 0 ? bits === difficulty - 1 : bits >= difficulty;

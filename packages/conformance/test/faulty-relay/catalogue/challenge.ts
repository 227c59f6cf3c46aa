import type { Entry } from './entry.js';

const clause = '1. Challenge';

/** Faults in challenge and redeem. */
export const CHALLENGE = [
  { name: 'challenge.repeated', clause, about: 'Everybody who asks within a second gets the same token.' },
  { name: 'challenge.long-token', clause, about: 'The token is longer than 128 characters.' },
  { name: 'challenge.wrong-expiry', clause, about: 'expiresAt is 300 s away instead of 120 s.' },
  { name: 'redeem.forged-token-accepted', clause, about: 'The HMAC of a token is not looked at.' },
  { name: 'redeem.loose-token-accepted', clause, about: 'A token is accepted that is not canonical.' },
  { name: 'redeem.nonce-not-checked', clause, about: 'Any nonce is taken for a proof.' },
  { name: 'redeem.one-bit-too-few', clause, about: 'One leading zero bit less is enough.' },
  { name: 'redeem.upper-case-nonce-accepted', clause, about: 'A nonce may have the letters A to F.' },
  { name: 'redeem.long-nonce-accepted', clause, about: 'A nonce may have more than 32 characters.' },
  {
    name: 'redeem.wrong-form-is-bad-request',
    clause,
    about: 'A string of the wrong form is told as bad_request instead of pow_invalid.',
  },
  { name: 'redeem.replay-accepted', clause, about: 'A token can be redeemed again and again.' },
  {
    name: 'redeem.parallel-replay-accepted',
    clause,
    about: 'A pause between check and mark lets requests at the same time redeem one token.',
  },
  {
    name: 'redeem.replayed-before-invalid',
    clause,
    about: 'pow_replayed is told before the nonce is checked.',
  },
  { name: 'redeem.invalid-spends', clause, about: 'pow_invalid spends the token.' },
  { name: 'redeem.expired-accepted', clause, about: 'A token never expires.', needs: 'slow' },
] as const satisfies readonly Entry[];

import type { Entry } from './entry.js';

/** Faults in making a room: the requests, the challenge, the codes. */
export const MAKING = [
  {
    name: 'http.other-path',
    about: 'Something is asked for that a relay does not have.',
    caughtBy: ['client.http.requests'],
  },
  {
    name: 'http.chunked',
    about: 'The proof is sent with Transfer-Encoding.',
    caughtBy: ['client.http.bodies'],
  },
  {
    name: 'http.strict',
    about: 'Answers with unknown names are refused.',
    caughtBy: ['client.http.unknown-names'],
  },
  {
    name: 'http.any-case',
    about: 'Names are read in every letter case.',
    caughtBy: ['client.http.case-of-names'],
  },
  {
    name: 'http.first-value',
    about: 'Of a name that is given twice the first value counts.',
    caughtBy: ['client.http.last-value'],
  },
  {
    name: 'http.compact',
    about: 'Answers with white space are refused.',
    caughtBy: ['client.http.white-space'],
  },
  {
    name: 'challenge.any-difficulty',
    about: 'Every difficulty is worked on.',
    caughtBy: ['client.challenge.too-hard'],
  },
  {
    name: 'challenge.too-careful',
    about: 'A difficulty of 24 is refused.',
    caughtBy: ['client.challenge.hardest'],
  },
  {
    name: 'challenge.spare',
    about: 'A challenge is asked for and not used.',
    caughtBy: ['client.challenge.steps'],
  },
  {
    name: 'challenge.one-bit-short',
    about: 'The proof has a zero bit less than asked for.',
    caughtBy: ['client.challenge.difficulties'],
  },
  {
    name: 'challenge.capital-nonce',
    about: 'The nonce is written in capitals.',
    caughtBy: ['client.challenge.difficulties'],
  },
  {
    name: 'challenge.token-cut',
    about: 'Of a token no more than 62 characters are hashed.',
    caughtBy: ['client.challenge.tokens'],
  },
  {
    name: 'create.session-again',
    about: 'A session token is used for every room.',
    caughtBy: ['client.create.session-once', 'client.challenge.redeemed-once'],
  },
  {
    name: 'create.not-bearer',
    about: 'The session token is sent without the word Bearer.',
    caughtBy: ['client.create.bearer'],
  },
  {
    name: 'create.session-cut',
    about: 'Of a session token the letters and digits alone are sent.',
    caughtBy: ['client.http.opaque-session-token'],
  },
  {
    name: 'create.no-capacity',
    about: 'The capacity is not asked for.',
    caughtBy: ['client.create.parameters'],
  },
  {
    name: 'create.secret-padded',
    about: 'The secret of the answer is padded before it is used.',
    caughtBy: ['client.create.joins-what-it-made'],
  },
  {
    name: 'create.empty-ttl',
    about: 'A ttl that is not wished for is asked for as an empty one.',
    caughtBy: ['client.create.optional'],
  },
  { name: 'create.form', about: 'The proof is sent as a form.', caughtBy: ['client.create.redeems-by-json'] },
  {
    name: 'codes.one-challenge',
    about: 'A proof that has expired is given up for.',
    caughtBy: [
      'client.codes.pow-expired-starts-again',
      'client.codes.pow-invalid-starts-again',
      'client.codes.pow-replayed-starts-again',
      'client.codes.session-invalid-starts-again',
    ],
  },
  {
    name: 'codes.same-challenge',
    about: 'A spent session is followed by the same proof once more.',
    caughtBy: ['client.codes.session-invalid-starts-again'],
  },
  {
    name: 'codes.final-again',
    about: 'A final error is answered with another challenge.',
    caughtBy: ['client.codes.final-over-http'],
  },
  {
    name: 'codes.no-pause',
    about: 'A relay that is full is asked again at once.',
    caughtBy: [
      'client.codes.later-rate-limited',
      'client.codes.later-server-shutdown',
      'client.codes.later-server-full-of-sessions',
      'client.codes.later-server-full-of-rooms',
    ],
  },
  {
    name: 'codes.eager',
    about: 'A join that is refused for now is tried again at once.',
    caughtBy: [
      'client.codes.later-at-join-rate-limited',
      'client.codes.later-at-join-server-full',
      'client.codes.later-at-join-server-shutdown',
      'client.codes.later-at-join-join-timeout',
    ],
  },
] as const satisfies readonly Entry[];

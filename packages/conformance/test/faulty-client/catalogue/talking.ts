import type { Entry } from './entry.js';

/** Faults in sending, and on a connection that is silent. */
export const TALKING = [
  {
    name: 'message.little-endian',
    about: 'The senderId is written little-endian.',
    caughtBy: ['client.message.large-member-id'],
  },
  {
    name: 'message.one-byte-more',
    about: 'A frame has a byte behind its blob.',
    caughtBy: ['client.message.layout'],
  },
  { name: 'message.all-text', about: 'Everything is sent as text.', caughtBy: ['client.message.kinds'] },
  {
    name: 'message.typing',
    about: 'A message is followed by one that a relay does not know.',
    caughtBy: ['client.message.only-known'],
  },
  { name: 'message.from-zero', about: 'seq begins at 0.', caughtBy: ['client.message.seq'] },
  {
    name: 'message.shared-seq',
    about: 'Messages of others count as well.',
    caughtBy: ['client.message.seq-not-of-others'],
  },
  {
    name: 'message.seq-goes-on',
    about: 'seq goes on over rooms.',
    caughtBy: ['client.message.seq-of-each-connection', 'client.leave.no-resurrection'],
  },
  {
    name: 'echo.at-once',
    about: 'A message counts as acknowledged when it is sent.',
    caughtBy: ['client.echo.acknowledges'],
  },
  {
    name: 'echo.any',
    about: 'Every frame under the own memberId is an acknowledgement.',
    caughtBy: ['client.echo.changed'],
  },
  {
    name: 'echo.silent',
    about: 'A frame under the own memberId that is none of the own is passed over.',
    caughtBy: ['client.echo.twice'],
  },
  {
    name: 'echo.shown',
    about: 'A frame under the own memberId that opens is shown.',
    caughtBy: ['client.echo.forged'],
  },
  {
    name: 'echo.last-first',
    about: 'An echo is taken for that of the last message.',
    caughtBy: ['client.echo.of-several'],
  },
  {
    name: 'echo.hopeful',
    about: 'What was not echoed counts as acknowledged when the connection is lost.',
    caughtBy: ['client.echo.lost'],
  },
  {
    name: 'echo.resent',
    about: 'What was not echoed is sent again after coming back.',
    caughtBy: ['client.echo.not-resent'],
  },
  {
    name: 'echo.impatient',
    about: 'A message without an echo is sent again after a second.',
    caughtBy: ['client.echo.not-resent-on-silence'],
  },
  {
    name: 'echo.33',
    about: 'A message more than 32 may wait for its echo.',
    caughtBy: ['client.echo.most-messages'],
  },
  {
    name: 'echo.no-bytes',
    about: 'The bytes that wait for their echo are not counted.',
    caughtBy: ['client.echo.most-bytes'],
  },
  {
    name: 'keep-alive.never',
    about: 'No keep-alive is sent.',
    caughtBy: ['client.keep-alive.after-silence'],
  },
  {
    name: 'keep-alive.by-the-clock',
    about: 'A keep-alive is sent every 20 s, whatever comes.',
    caughtBy: ['client.keep-alive.put-off'],
  },
  {
    name: 'keep-alive.no-answer-counts',
    about: 'The answer to a keep-alive is not noticed.',
    caughtBy: ['client.keep-alive.answered'],
  },
  {
    name: 'keep-alive.trusting',
    about: 'A connection that does not answer is kept.',
    caughtBy: ['client.keep-alive.unanswered'],
  },
] as const satisfies readonly Entry[];

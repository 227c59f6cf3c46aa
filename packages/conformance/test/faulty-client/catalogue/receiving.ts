import type { Entry } from './entry.js';

/** Faults in judging what comes, and in its order. */
export const RECEIVING = [
  { name: 'receive.as-text', about: 'Bytes are handed over as text.', caughtBy: ['client.receive.kinds'] },
  {
    name: 'receive.short',
    about: 'Only the first block of a body is handed over.',
    caughtBy: ['client.receive.sizes'],
  },
  {
    name: 'receive.strangers',
    about: 'Only those who came later are heard.',
    caughtBy: ['client.receive.from-those-before'],
  },
  {
    name: 'receive.silent',
    about: 'What does not open is passed over.',
    caughtBy: ['client.receive.changed'],
  },
  {
    name: 'receive.garbage',
    about: 'What does not open is shown as it came.',
    caughtBy: [
      'client.receive.changed',
      'client.receive.cut-short',
      'client.receive.other-key',
      'client.receive.other-room',
      'client.receive.empty',
      'client.receive.too-short',
    ],
  },
  {
    name: 'receive.any-sender',
    about: 'A blob may come under the memberId of another.',
    caughtBy: ['client.receive.other-sender'],
  },
  {
    name: 'receive.any-version',
    about: 'The version is not looked at.',
    caughtBy: ['client.receive.version'],
  },
  {
    name: 'receive.view-first',
    about: 'The view is looked at before the version.',
    caughtBy: ['client.receive.version-before-view'],
  },
  {
    name: 'receive.any-view',
    about: 'The view is not compared.',
    caughtBy: ['client.receive.other-view', 'client.receive.other-story', 'client.receive.other-name'],
  },
  {
    name: 'receive.half-view',
    about: 'The first half of the view is compared alone.',
    caughtBy: ['client.receive.other-view'],
  },
  {
    name: 'receive.any-future',
    about: 'An epoch that is not known yet is taken.',
    caughtBy: ['client.receive.future-epoch'],
  },
  {
    name: 'receive.newest-view',
    about: 'Only the newest view is known.',
    caughtBy: ['client.receive.older-epochs'],
  },
  {
    name: 'receive.few-views',
    about: 'The last 4,095 views are remembered.',
    caughtBy: ['client.receive.views-remembered'],
  },
  {
    name: 'receive.early-reported',
    about: 'What is from before the own join is reported at once.',
    caughtBy: ['client.receive.early-epoch'],
  },
  {
    name: 'receive.early-for-ever',
    about: 'What is from before the own join is never reported.',
    caughtBy: ['client.receive.early-epoch-later'],
  },
  {
    name: 'receive.replay-shown',
    about: 'A frame that comes again is shown again.',
    caughtBy: ['client.receive.replay', 'client.receive.replay-of-those-before'],
  },
  {
    name: 'receive.by-iv',
    about: 'A replay is known by its IV alone.',
    caughtBy: ['client.receive.seq-again'],
  },
  {
    name: 'receive.late-shown',
    about: 'A lower seq that never came is shown.',
    caughtBy: ['client.receive.seq-lower'],
  },
  { name: 'receive.gap-one-more', about: 'A gap is told one too large.', caughtBy: ['client.receive.gap'] },
  {
    name: 'receive.one-count',
    about: 'All members share one count.',
    caughtBy: ['client.receive.gap-of-each'],
  },
  {
    name: 'receive.newcomer-anywhere',
    about: 'Newcomers may start anywhere.',
    caughtBy: ['client.receive.starts-at-one'],
  },
  {
    name: 'receive.before-at-one',
    about: 'Those who were there before have to start at 1.',
    caughtBy: ['client.receive.starts-anywhere'],
  },
  {
    name: 'receive.forgets',
    about: 'What was seen is forgotten when a member leaves.',
    caughtBy: ['client.receive.outlives-leaving'],
  },
  {
    name: 'receive.not-used-up',
    about: 'A faulty content does not use up its seq.',
    caughtBy: ['client.receive.utf-8'],
  },
  {
    name: 'receive.kind-first',
    about: 'A plaintext without a kind is refused before its seq is looked at.',
    caughtBy: ['client.receive.ends-behind-the-view'],
  },
  {
    name: 'receive.any-length',
    about: 'The length of a plaintext is not looked at.',
    caughtBy: ['client.receive.length-of-plaintext'],
  },
  {
    name: 'receive.any-mark',
    about: 'Whatever ends a plaintext is taken for the mark.',
    caughtBy: ['client.receive.mark'],
  },
  {
    name: 'receive.mark-anywhere',
    about: 'A mark before the body makes it an empty one.',
    caughtBy: ['client.receive.mark-before-the-body', 'client.receive.never-shown'],
  },
  {
    name: 'receive.any-zeros',
    about: 'Any number of zeros may follow the mark.',
    caughtBy: ['client.receive.zeros'],
  },
  {
    name: 'receive.replaced',
    about: 'What is not UTF-8 is replaced and shown.',
    caughtBy: ['client.receive.utf-8'],
  },
  { name: 'receive.any-json', about: 'JSON is not looked at.', caughtBy: ['client.receive.json'] },
  {
    name: 'receive.reserved-shown',
    about: 'Reserved kinds are shown.',
    caughtBy: ['client.receive.reserved-kinds'],
  },
  {
    name: 'order.short-first',
    about: 'Short messages overtake long ones.',
    caughtBy: ['client.order.messages'],
  },
  { name: 'order.events-first', about: 'Events overtake messages.', caughtBy: ['client.order.events'] },
  {
    name: 'order.verdicts-first',
    about: 'Bad frames are reported before what came first.',
    caughtBy: ['client.order.verdicts'],
  },
  {
    name: 'order.end-first',
    about: 'The end of the room is told before what came first.',
    caughtBy: ['client.order.before-the-ttl'],
  },
  {
    name: 'order.dropped',
    about: 'What is not told yet when the room ends is dropped.',
    caughtBy: ['client.order.before-the-purge'],
  },
  {
    name: 'order.loss-first',
    about: 'The loss of the connection is told before what came first.',
    caughtBy: ['client.order.before-the-loss'],
  },
] as const satisfies readonly Entry[];

import type { Entry } from './entry.js';

/** Faults in what is under the seal. */
export const SEALING = [
  {
    name: 'envelope.hashed-key',
    about: 'The key is hashed before it is used.',
    caughtBy: ['client.envelope.opens'],
  },
  { name: 'envelope.no-sender', about: 'The AAD leaves the sender out.', caughtBy: ['client.envelope.aad'] },
  {
    name: 'envelope.decoded-room',
    about: 'The AAD holds the decoded roomId.',
    caughtBy: ['client.envelope.aad'],
  },
  { name: 'envelope.counted-iv', about: 'The IV counts.', caughtBy: ['client.envelope.iv-fresh'] },
  {
    name: 'envelope.one-iv',
    about: 'All messages of a connection have one IV.',
    caughtBy: ['client.envelope.iv-fresh'],
  },
  {
    name: 'envelope.iv-by-seq',
    about: 'The IV is a digest of key and seq.',
    caughtBy: ['client.envelope.iv-fresh-after-coming-back'],
  },
  {
    name: 'envelope.aligned',
    about: 'A body that ends at a block gets no padding.',
    caughtBy: ['client.envelope.padding'],
  },
  {
    name: 'envelope.block-more',
    about: 'A block of padding is added where none is needed.',
    caughtBy: ['client.envelope.padding'],
  },
  {
    name: 'envelope.trimmed',
    about: 'Zeros at the end of a body are dropped.',
    caughtBy: ['client.envelope.padding-of-zeros'],
  },
  {
    name: 'envelope.too-large',
    about: 'A message that is too long is cut and sent.',
    caughtBy: ['client.envelope.too-large'],
  },
  {
    name: 'envelope.characters',
    about: 'Characters are counted and not bytes.',
    caughtBy: ['client.envelope.too-large'],
  },
] as const satisfies readonly Entry[];

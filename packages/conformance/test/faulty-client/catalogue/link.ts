import type { Entry } from './entry.js';

/** Faults in reading links, and in keeping their secrets. */
export const LINK = [
  {
    name: 'link.secret-optional',
    about: 'A link without a secret is joined without one.',
    caughtBy: ['client.link.without-secret'],
  },
  {
    name: 'link.key-optional',
    about: 'A link without a key gets a key of zeros.',
    caughtBy: ['client.link.without-key'],
  },
  { name: 'link.last-wins', about: 'Of two keys the last is taken.', caughtBy: ['client.link.twice'] },
  {
    name: 'link.padding-dropped',
    about: 'Padding behind a part is dropped.',
    caughtBy: ['client.link.padded'],
  },
  {
    name: 'link.unused-bits',
    about: 'Unused bits of the last character are not looked at.',
    caughtBy: ['client.link.unused-bits'],
  },
  { name: 'link.any-length', about: 'Parts of every length are taken.', caughtBy: ['client.link.length'] },
  {
    name: 'link.any-character',
    about: 'Characters that are not of base64url are passed over.',
    caughtBy: ['client.link.alphabet'],
  },
  {
    name: 'link.any-path',
    about: 'The roomId is whatever comes last in the path.',
    caughtBy: ['client.link.path'],
  },
  { name: 'link.any-origin', about: 'Users and other schemes are taken.', caughtBy: ['client.link.origin'] },
  { name: 'link.fixed-order', about: 'The key has to come first.', caughtBy: ['client.link.any-order'] },
  {
    name: 'link.no-more',
    about: 'A link with other parameters is refused.',
    caughtBy: ['client.link.other-parameters'],
  },
  {
    name: 'link.lower-case',
    about: 'A scheme in capitals is refused.',
    caughtBy: ['client.link.scheme-in-capitals'],
  },
  {
    name: 'link.told-early',
    about: 'The link is told before its creator has joined.',
    caughtBy: ['client.link.told-after-joining'],
  },
  {
    name: 'link.told-anyway',
    about: 'The link is told with the reason why joining it failed.',
    caughtBy: ['client.link.not-told-unless-joined'],
  },
  {
    name: 'link.told-padded',
    about: 'The link of a new room has a padded key.',
    caughtBy: ['client.link.of-a-new-room'],
  },
  { name: 'link.one-key', about: 'Every room gets the same key.', caughtBy: ['client.link.key-of-its-own'] },
  {
    name: 'link.secret-in-url',
    about: 'The secret is in the URL of the WebSocket.',
    caughtBy: ['client.link.secret-not-in-http'],
  },
  {
    name: 'link.secret-in-purge',
    about: 'room:purge carries the secret.',
    caughtBy: ['client.link.secret-in-join-alone'],
  },
  { name: 'link.key-in-join', about: 'room:join carries the key.', caughtBy: ['client.link.key-never-sent'] },
] as const satisfies readonly Entry[];

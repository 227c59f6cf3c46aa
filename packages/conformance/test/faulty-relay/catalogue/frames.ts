import type { Entry } from './entry.js';

const form = 'What is a bad frame';
const rates = 'Rates and backlog';

/** Faults in what is refused of a member, and how much it may send. */
export const FRAMES = [
  { name: 'frame.unknown-type-ignored', clause: form, about: 'A text frame of an unknown type is ignored.' },
  {
    name: 'frame.unknown-binary-ignored',
    clause: form,
    about: 'A binary frame of an unknown type is ignored.',
  },
  { name: 'frame.long-keep-alive-accepted', clause: form, about: 'A keep-alive of two bytes is answered.' },
  { name: 'frame.long-text-accepted', clause: form, about: 'A text frame of over 1,024 bytes is read.' },
  { name: 'frame.long-frame-accepted', clause: form, about: 'A frame of over 16,000 bytes is forwarded.' },
  { name: 'frame.longest-frame-refused', clause: '4. Message', about: 'A frame of 16,000 bytes is refused.' },
  { name: 'frame.short-blob-accepted', clause: form, about: 'A blob of fewer than 28 bytes is forwarded.' },
  { name: 'frame.second-join-accepted', clause: form, about: 'A second join gets a second place.' },
  { name: 'frame.before-join-ignored', clause: form, about: 'A message before joining is ignored.' },
  { name: 'frame.bad-frame-goes-on', clause: form, about: 'What follows a bad frame is still processed.' },
  { name: 'rate.not-enforced', clause: rates, about: 'Any number of messages and bytes is accepted.' },
  { name: 'rate.bytes-not-counted', clause: rates, about: 'Any number of bytes is accepted.' },
  { name: 'rate.keep-alives-free', clause: rates, about: 'A keep-alive is not counted.' },
  { name: 'rate.no-burst', clause: rates, about: 'More than 50 messages at once are refused.' },
  { name: 'rate.fragments-counted', clause: rates, about: 'Every fragment of a message is counted.' },
  { name: 'rate.pings-counted', clause: rates, about: 'RFC 6455 pings are counted.' },
  {
    name: 'rate.excess-forwarded',
    clause: rates,
    about: 'The message that is too much is forwarded all the same.',
  },
  { name: 'slow.never-closed', clause: rates, about: 'For a member that does not read any amount is kept.' },
  { name: 'slow.room-ended', clause: rates, about: 'A member that does not read ends the room.' },
] as const satisfies readonly Entry[];

import type { Entry } from './entry.js';

const clause = 'WebSocket';

/** Faults in the upgrade, and in the end of a connection. */
export const SOCKET = [
  { name: 'socket.foreign-origin-accepted', clause, about: 'An upgrade with a foreign Origin is made.' },
  {
    name: 'socket.origin-before-upgrade',
    clause,
    about: 'A foreign Origin is refused before it is known that there is an upgrade at all.',
  },
  { name: 'socket.subprotocol-not-required', clause, about: 'An upgrade without pug.v1 is made.' },
  { name: 'socket.compressed', clause, about: 'permessage-deflate is taken up.' },
  {
    name: 'socket.full-not-upgraded',
    clause,
    about: 'One connection too many is refused with an HTTP status.',
  },
  { name: 'socket.connection-limit-ignored', clause, about: 'Any number of connections is accepted.' },
  {
    name: 'socket.forwarded-for-believed',
    clause,
    about: 'X-Forwarded-For is believed though no proxy is trusted.',
  },
  {
    name: 'close.event-missing',
    clause: 'Error event and close',
    about: 'A connection is closed without the error event.',
  },
  {
    name: 'close.reason-missing',
    clause: 'Error event and close',
    about: 'The close frame has no reason.',
  },
  {
    name: 'close.wrong-code',
    clause: 'Code table',
    about: 'A wrong secret closes with 4404, the code of room_not_found.',
  },
  {
    name: 'shutdown.event-missing',
    clause: 'Error event and close',
    about: 'A relay that goes away closes without the error event.',
  },
  {
    name: 'shutdown.wrong-code',
    clause: 'Code table',
    about: 'A relay that goes away closes with 1000.',
  },
] as const satisfies readonly Entry[];

import type { Entry } from './entry.js';

const message = '4. Message';
const leave = '5. Leave';

/** Faults in message, keep-alive and leave. */
export const MESSAGE = [
  { name: 'message.no-echo', clause: message, about: 'A message does not come back to its sender.' },
  {
    name: 'message.first-echo-only',
    clause: message,
    about: 'Only the first message of a sender comes back.',
  },
  { name: 'message.byte-changed', clause: message, about: 'The last byte is another one for the others.' },
  {
    name: 'message.member-skipped',
    clause: message,
    about: 'In a room of three or more the last to join misses the messages of others.',
  },
  {
    name: 'message.order-swapped',
    clause: message,
    about: 'The last to join gets messages in swapped pairs.',
  },
  { name: 'message.other-rooms-too', clause: message, about: 'A message goes to the members of every room.' },
  {
    name: 'message.kept-for-joiner',
    clause: message,
    about: 'A joiner gets the last message before it joined.',
  },
  { name: 'message.foreign-sender-forwarded', clause: message, about: 'senderId is not checked.' },
  { name: 'keepalive.answered-to-all', clause: message, about: 'A keep-alive is answered to all members.' },
  {
    name: 'keepalive.not-before-join',
    clause: message,
    about: 'Before joining a keep-alive is not answered.',
  },
  { name: 'keepalive.no-ping', clause: message, about: 'The relay sends no pings.', needs: 'slow' },
  {
    name: 'keepalive.silent-kept',
    clause: message,
    about: 'A peer that is silent for 60 s is not cut off.',
    needs: 'slow',
  },
  { name: 'leave.not-told', clause: leave, about: 'presence:leave is not sent.' },
  { name: 'leave.told-twice', clause: leave, about: 'presence:leave is sent twice.' },
  { name: 'leave.late', clause: leave, about: 'A member is out 2 s after its connection has ended.' },
  {
    name: 'leave.close-frame-waited-out',
    clause: leave,
    about: 'A member is out when its TCP connection ends, and not at its Close frame.',
  },
  { name: 'leave.refused-not-told', clause: leave, about: 'Who is closed by the relay is not told as left.' },
  { name: 'leave.empty-room-kept', clause: leave, about: 'A room that its last member left is kept.' },
  { name: 'leave.creator-ends-room', clause: leave, about: 'The room ends when its creator leaves.' },
] as const satisfies readonly Entry[];

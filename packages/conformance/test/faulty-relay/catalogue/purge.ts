import type { Entry } from './entry.js';

const clause = '6. Purge';

/** Faults in the end of a room. */
export const PURGE = [
  { name: 'purge.unjoined-room-ended', clause, about: 'A room that nobody has joined ends after 1 s.' },
  { name: 'purge.ttl-ignored', clause, about: 'A room never expires.' },
  { name: 'purge.late', clause, about: 'A room expires 2 s late, and takes messages until then.' },
  { name: 'purge.wrong-reason', clause, about: 'The reasons ttl and purge are mixed up.' },
  { name: 'purge.wrong-close-code', clause, about: 'A purged room closes as an expired one.' },
  { name: 'purge.not-closed', clause, about: 'room:expired is followed by no close.' },
  { name: 'purge.error-event-added', clause, about: 'An error event comes with the end of a room.' },
  { name: 'purge.leave-told', clause, about: 'The end of a room is told as presence:leave too.' },
  { name: 'purge.creator-not-told', clause, about: 'The creator gets no room:expired when it purges.' },
  { name: 'purge.by-anybody', clause, about: 'Every member may purge.' },
  { name: 'purge.not-creator-closed', clause, about: 'A purge by another member closes its connection.' },
  { name: 'purge.room-joinable', clause, about: 'A purged room can be joined.' },
  {
    name: 'purge.room-remembered',
    clause,
    about: 'A join to a room that has ended is told as room_expired.',
  },
  {
    name: 'purge.messages-go-on',
    clause,
    about: 'After a purge messages are forwarded for a moment.',
  },
] as const satisfies readonly Entry[];

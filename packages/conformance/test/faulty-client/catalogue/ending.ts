import type { Entry } from './entry.js';

/** Faults at the end: leaving, purging, the own clock, close codes. */
export const ENDING = [
  { name: 'leave.comes-back', about: 'Whoever has left joins again.', caughtBy: ['client.leave.closes'] },
  {
    name: 'purge.believed',
    about: 'A purge counts as done when it is sent.',
    caughtBy: ['client.purge.ends-the-room'],
  },
  { name: 'purge.fatal', about: 'A refused purge ends the connection.', caughtBy: ['client.purge.refused'] },
  {
    name: 'purge.by-anybody',
    about: 'Whoever is not the creator takes its purge for done.',
    caughtBy: ['client.purge.by-somebody-else'],
  },
  {
    name: 'end.comes-back',
    about: 'A room that has ended is joined again.',
    caughtBy: ['client.end.purge', 'client.end.ttl'],
  },
  {
    name: 'end.no-clock',
    about: 'The end of the room is left to the relay.',
    caughtBy: ['client.end.own-clock'],
  },
  {
    name: 'end.stays',
    about: 'The own clock ends the room, but not the connection.',
    caughtBy: ['client.end.own-clock-of-the-creator'],
  },
  {
    name: 'end.wall-clock',
    about: 'The end of the room goes by its date.',
    caughtBy: ['client.end.own-clock-not-the-wall'],
  },
  {
    name: 'end.clock-when-there',
    about: 'The clock of the room stands still while the connection is lost.',
    caughtBy: ['client.end.own-clock-while-away'],
  },
  {
    name: 'codes.final-join',
    about: 'A room that is full is tried again.',
    caughtBy: ['client.codes.final-at-join'],
  },
  {
    name: 'codes.final-in-room',
    about: 'A bad frame is followed by another connection.',
    caughtBy: ['client.codes.final-in-room'],
  },
  {
    name: 'codes.event-needed',
    about: 'A close code counts only behind an error event.',
    caughtBy: ['client.codes.final-by-close-code'],
  },
  {
    name: 'codes.unknown-later',
    about: 'An unknown close code of 44xx counts as later.',
    caughtBy: ['client.codes.unknown-final'],
  },
  {
    name: 'codes.no-back-off',
    about: 'A lost connection is replaced at once, again and again.',
    caughtBy: ['client.codes.back-off'],
  },
  {
    name: 'codes.stubborn',
    about: 'Whoever was in a room once tries again whatever it is told.',
    caughtBy: ['client.codes.final-while-away'],
  },
] as const satisfies readonly Entry[];

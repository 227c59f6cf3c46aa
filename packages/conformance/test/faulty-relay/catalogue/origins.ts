import type { Entry } from './entry.js';

/** Faults in the treatment of origins. */
export const ORIGINS = [
  {
    name: 'origin.foreign-accepted',
    clause: 'HTTP',
    about: 'An API request with a foreign Origin is answered.',
  },
  {
    name: 'origin.checked-late',
    clause: 'HTTP',
    about: 'A foreign Origin is looked at after path and method.',
  },
  { name: 'origin.null-allowed', clause: 'HTTP', about: 'The Origin null is allowed everywhere.' },
  {
    name: 'origin.prefix-compared',
    clause: 'HTTP',
    about: 'An Origin is allowed that only begins with a listed one.',
  },
  {
    name: 'origin.port-ignored',
    clause: 'HTTP',
    about: 'An Origin of the same host is allowed whatever its port.',
  },
  { name: 'origin.same-host-refused', clause: 'HTTP', about: 'Only a listed Origin is allowed.' },
  { name: 'cors.vary-missing', clause: 'HTTP', about: 'An Origin is echoed without Vary.' },
  { name: 'cors.star', clause: 'HTTP', about: 'An allowed Origin is answered with * instead of itself.' },
  { name: 'cors.missing-on-errors', clause: 'HTTP', about: 'Errors do not echo the Origin.' },
  { name: 'cors.preflight-not-kept', clause: 'HTTP', about: 'A preflight has no lifetime.' },
] as const satisfies readonly Entry[];

import type { Entry } from './entry.js';

const clause = '2. Create';
const also = 'Also: limits and health';

/** Faults in create, limits and health. */
export const CREATE = [
  { name: 'create.session-reusable', clause, about: 'A session token is good for many rooms.' },
  {
    name: 'create.parallel-rooms',
    clause,
    about: 'A pause between check and spending lets requests at the same time make rooms of one session.',
  },
  { name: 'create.session-not-checked', clause, about: 'A room is made without a session token.' },
  { name: 'create.session-never-expires', clause, about: 'A session token never expires.', needs: 'slow' },
  { name: 'create.bad-request-spends', clause, about: 'bad_request spends the session token.' },
  { name: 'create.full-spends', clause, about: 'server_full spends the session token.' },
  {
    name: 'create.parameters-before-session',
    clause,
    about: 'bad_request is told before session_invalid.',
  },
  { name: 'create.full-before-parameters', clause, about: 'server_full is told before bad_request.' },
  { name: 'create.signed-value-accepted', clause, about: 'A value may have a sign.' },
  {
    name: 'create.repeated-parameter-accepted',
    clause,
    about: 'Of a parameter given twice the first counts.',
  },
  { name: 'create.unknown-parameter-refused', clause, about: 'Another parameter is bad_request.' },
  { name: 'create.many-digits-overflow', clause, about: 'A value is cut to 32 bits before it is clamped.' },
  { name: 'create.out-of-range-refused', clause, about: 'A value outside the range is bad_request.' },
  { name: 'create.ttl-below-minimum', clause, about: 'ttl is not clamped to the lowest.' },
  { name: 'create.ttl-above-maximum', clause, about: 'ttl is not clamped to the highest.' },
  { name: 'create.capacity-not-clamped', clause, about: 'capacity is taken as asked for.' },
  {
    name: 'create.answer-as-asked',
    clause,
    about: 'The values are clamped, but the answer holds those that were asked for.',
  },
  { name: 'create.expiry-in-seconds', clause, about: 'expiresAt is in seconds.' },
  { name: 'create.long-lives-under-pressure', clause, about: 'A relay more than half full gives any ttl.' },
  { name: 'create.room-limit-ignored', clause, about: 'The limit of rooms is not looked at.' },
  { name: 'create.secret-is-room-id', clause, about: 'The room secret is the roomId.' },
  { name: 'create.padded-id', clause: '0. The link', about: 'roomId and roomSecret are padded.' },
  { name: 'limits.wrong-rate', clause: also, about: '/api/limits tells twice the rate that is enforced.' },
  { name: 'health.head-refused', clause: 'HTTP', about: 'HEAD on /healthz is method_not_allowed.' },
  { name: 'shutdown.healthy', clause: also, about: '/healthz says ok while the relay is draining.' },
  {
    name: 'shutdown.api-goes-on',
    clause: also,
    about: 'The API answers as ever while the relay is draining.',
  },
] as const satisfies readonly Entry[];

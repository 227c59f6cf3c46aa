import type { Entry } from './entry.js';

/** Faults in joining, and in what is known of who is there. */
export const JOINING = [
  { name: 'join.no-subprotocol', about: 'No subprotocol is offered.', caughtBy: ['client.join.subprotocol'] },
  {
    name: 'join.hello-first',
    about: 'Something else is sent before room:join.',
    caughtBy: ['client.join.first-message'],
  },
  { name: 'join.padded-tag', about: 'The tag is padded.', caughtBy: ['client.join.first-message'] },
  { name: 'join.late', about: 'The join is sent after 6 s.', caughtBy: ['client.join.in-time'] },
  { name: 'join.one-tag', about: 'Every connection has the same tag.', caughtBy: ['client.join.fresh-tag'] },
  {
    name: 'join.tag-kept',
    about: 'The tag of a lost connection is used again.',
    caughtBy: ['client.join.rejoins-with-a-fresh-tag', 'client.codes.lost', 'client.codes.later-in-room'],
  },
  {
    name: 'join.identity-kept',
    about: 'Whoever comes back speaks under the old memberId.',
    caughtBy: ['client.join.rejoins-as-somebody-new'],
  },
  {
    name: 'join.creator-kept',
    about: 'Whoever was the creator once stays it.',
    caughtBy: ['client.join.not-creator-by-number'],
  },
  {
    name: 'join.members-sorted',
    about: 'The members are told in another order.',
    caughtBy: ['client.join.reports-joined'],
  },
  {
    name: 'join.never-creator',
    about: 'The creator does not know that it is the creator.',
    caughtBy: ['client.join.reports-creator'],
  },
  { name: 'join.no-pong', about: 'Pings are not answered.', caughtBy: ['client.join.answers-pings'] },
  {
    name: 'ignore.no-event',
    about: 'An unknown event ends the connection.',
    caughtBy: ['client.ignore.event-types'],
  },
  {
    name: 'ignore.no-field',
    about: 'An unknown field makes an event a bad one.',
    caughtBy: ['client.ignore.fields'],
  },
  {
    name: 'ignore.no-binary',
    about: 'An unknown binary frame ends the connection.',
    caughtBy: ['client.ignore.binary-types'],
  },
  { name: 'presence.skip', about: 'A memberId may skip some.', caughtBy: ['client.presence.skipped'] },
  { name: 'presence.repeat', about: 'A memberId may come again.', caughtBy: ['client.presence.repeated'] },
  {
    name: 'presence.first',
    about: 'The first memberId may be any.',
    caughtBy: ['client.presence.first-is-next'],
  },
  {
    name: 'presence.leave-ends',
    about: 'When a member leaves, the client leaves as well.',
    caughtBy: ['client.presence.leave'],
  },
  { name: 'presence.silent', about: 'Nobody who comes is reported.', caughtBy: ['client.presence.join'] },
  {
    name: 'presence.reused',
    about: 'The memberId of somebody who has left may be given again.',
    caughtBy: ['client.presence.again-after-leaving'],
  },
  {
    name: 'presence.stays',
    about: 'A misbehaving relay is reported, but the connection is kept.',
    caughtBy: ['client.presence.lower'],
  },
  {
    name: 'presence.comes-back',
    about: 'A misbehaving relay is asked again.',
    caughtBy: ['client.presence.nothing-afterwards'],
  },
  {
    name: 'view.as-given',
    about: 'The view that a joiner is given is taken for its own.',
    caughtBy: ['client.view.of-a-joiner'],
  },
  {
    name: 'view.little-endian',
    about: 'Views are computed with little-endian memberIds.',
    caughtBy: ['client.view.of-a-joiner'],
  },
  { name: 'view.without-name', about: 'Views leave the name out.', caughtBy: ['client.view.of-the-creator'] },
  { name: 'view.names-cut', about: 'Views take 16 characters of a name.', caughtBy: ['client.view.of-many'] },
  { name: 'view.without-tag', about: 'Views leave the tag out.', caughtBy: ['client.view.of-the-creator'] },
  {
    name: 'view.own-epoch',
    about: 'The epoch stays at the own memberId.',
    caughtBy: ['client.view.of-those-who-come'],
  },
  {
    name: 'view.without-own',
    about: 'The epoch leaves the own memberId out.',
    caughtBy: ['client.view.own-included'],
  },
  {
    name: 'view.lowered',
    about: 'A member who leaves lowers the epoch.',
    caughtBy: ['client.view.after-leaving'],
  },
  {
    name: 'view.sealed-early',
    about: 'Messages are sealed when they are written, not when they are sent.',
    caughtBy: ['client.view.sealed-anew'],
  },
  {
    name: 'view.seq-skipped',
    about: 'A message that is sealed again takes another seq.',
    caughtBy: ['client.view.while-joining'],
  },
] as const satisfies readonly Entry[];

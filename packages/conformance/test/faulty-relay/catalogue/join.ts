import type { Entry } from './entry.js';

const clause = '3. Join';

/** Faults in join. */
export const JOIN = [
  { name: 'join.timeout-never', clause, about: 'A connection that does not join is kept.' },
  { name: 'join.timeout-put-off', clause, about: 'A keep-alive puts off join_timeout.' },
  { name: 'join.tag-not-checked', clause, about: 'Any string is accepted as tag.' },
  {
    name: 'join.tag-after-room',
    clause,
    about: 'The room is looked up before the form of the tag is checked.',
  },
  { name: 'join.secret-before-existence', clause, about: 'An unknown room is told as bad_secret.' },
  { name: 'join.full-after-secret', clause, about: 'bad_secret is told before room_full.' },
  { name: 'join.room-id-decoded', clause, about: 'The roomId is decoded: spare bits are accepted.' },
  { name: 'join.secret-not-checked', clause, about: 'Any secret is right.' },
  { name: 'join.secret-prefix', clause, about: 'Only the first 16 characters of the secret are compared.' },
  { name: 'join.secret-longer-accepted', clause, about: 'Characters behind the secret are not looked at.' },
  { name: 'join.secret-in-any-case', clause, about: 'The secret is compared without letter case.' },
  { name: 'join.secret-trimmed', clause, about: 'White space around the secret is dropped.' },
  {
    name: 'join.secret-decoded',
    clause,
    about: 'The secret is decoded: padding and spare bits are accepted.',
  },
  { name: 'join.one-more-than-capacity', clause, about: 'One member more than the capacity gets in.' },
  { name: 'join.one-less-than-capacity', clause, about: 'The last place of a room is never given.' },
  {
    name: 'join.parallel-exceeds-capacity',
    clause,
    about: 'A pause between the checks and the adding lets joins at the same time take one place.',
  },
  {
    name: 'join.failure-goes-on',
    clause,
    about: 'What a connection sends behind its failed join is still processed.',
  },
  { name: 'join.failure-takes-number', clause, about: 'A join with a wrong secret uses up a memberId.' },
  { name: 'join.member-id-reused', clause, about: 'The lowest memberId that nobody has is given again.' },
  { name: 'join.member-id-global', clause, about: 'memberIds are counted over all rooms.' },
  { name: 'join.username-reused', clause, about: 'A name is given again when its member has left.' },
  { name: 'join.username-form', clause, about: 'Names have capital letters and a space.' },
  { name: 'join.everybody-creator', clause, about: 'Every joiner is told to be the creator.' },
  {
    name: 'join.creator-inherited',
    clause,
    about: 'Who joins after the creator has left is the next creator.',
  },
  { name: 'join.presence-missing', clause, about: 'The others are not told of a joiner.' },
  { name: 'join.presence-to-joiner', clause, about: 'The joiner is told of itself.' },
  { name: 'join.presence-without-tag', clause, about: 'presence:join has no tag.' },
  { name: 'join.view-with-joiner', clause, about: 'view is the view after the joiner.' },
  { name: 'join.view-of-those-present', clause, about: 'view leaves out members who have left.' },
  { name: 'join.members-out-of-order', clause, about: 'members begins with the last to join.' },
  { name: 'join.members-with-joiner', clause, about: 'members has the joiner too.' },
  { name: 'join.joined-late', clause, about: 'Frames of others come to the joiner before room:joined.' },
  { name: 'join.remaining-in-seconds', clause, about: 'ttlRemaining is in seconds.' },
] as const satisfies readonly Entry[];

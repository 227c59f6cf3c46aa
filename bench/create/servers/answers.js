/** What a server without any work of its own answers: as many bytes as the relay, always the same. */
const EXPIRES_AT = 1_767_225_720_000;

export const SUBPROTOCOL = 'pug.v1';
export const JOINED = JSON.stringify({
  type: 'room:joined',
  memberId: 1,
  username: 'amber-otter',
  creator: true,
  members: [],
  view: 'A'.repeat(43),
  capacity: 10,
  expiresAt: EXPIRES_AT,
  ttlRemaining: 3_600_000,
});

export const ANSWERS = {
  '/api/pow-challenge': JSON.stringify({
    token: 'A'.repeat(60),
    algorithm: 'SHA-256',
    difficulty: 1,
    expiresAt: EXPIRES_AT,
  }),
  '/api/pow-redeem': JSON.stringify({ sessionToken: 'A'.repeat(32), expiresAt: EXPIRES_AT }),
  '/api/create-room': JSON.stringify({
    roomId: 'A'.repeat(22),
    roomSecret: 'A'.repeat(22),
    expiresAt: EXPIRES_AT,
    ttl: 3_600,
    capacity: 10,
  }),
};

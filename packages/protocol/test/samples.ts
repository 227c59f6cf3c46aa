// One well-formed message of each sort, field by field as docs/protocol.md shows it.

const ID16 = 'CRAXHiUsMzpBSE9WXWRrcg';
const VIEW = '-M7rBRelSBtcro1ZXST1He7sZ1Y_-uRXWiBam9L--QE';
const TAG = 'DBMaISgvNj1ES1JZYGdudQ';

export const CHALLENGE = {
  token: 'AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_AbCdEfGhIjKlMnOp',
  algorithm: 'SHA-256',
  difficulty: 18,
  expiresAt: 1_767_225_720_000,
};
export const REDEMPTION = { token: 'AbCd', nonce: '0000000000001902' };
export const SESSION = { sessionToken: 'opaque', expiresAt: 1_767_225_900_000 };
export const CREATED_ROOM = {
  roomId: ID16,
  roomSecret: 'AgkQFx4lLDM6QUhPVl1kaw',
  expiresAt: 1_767_229_200_000,
  ttl: 3_600,
  capacity: 10,
};
export const LIMITS = {
  protocol: 'pug.v1',
  difficulty: 18,
  ttl: { min: 60, max: 86_400, default: 3_600 },
  capacity: { min: 2, max: 50, default: 10 },
  maxFrameBytes: 16_000,
  rate: { frames: 50, frameBurst: 100, bytes: 65_536, byteBurst: 131_072 },
};
export const HEALTH = { status: 'ok' };
export const ERROR_BODY = { error: { code: 'not_found', message: 'There is nothing at this path.' } };

export const JOIN = { type: 'room:join', roomId: ID16, roomSecret: 'AgkQFx4lLDM6QUhPVl1kaw', tag: TAG };
export const PURGE = { type: 'room:purge' };

export const JOINED = {
  type: 'room:joined',
  memberId: 2,
  username: 'quiet-heron',
  creator: false,
  members: [{ memberId: 1, username: 'amber-otter' }],
  view: VIEW,
  capacity: 10,
  expiresAt: 1_767_229_200_000,
  ttlRemaining: 3_421_907,
};
export const PRESENCE_JOIN = { type: 'presence:join', memberId: 2, username: 'quiet-heron', tag: TAG };
export const PRESENCE_LEAVE = { type: 'presence:leave', memberId: 2 };
export const EXPIRED = { type: 'room:expired', reason: 'ttl' };
export const ERROR_EVENT = { type: 'error', code: 'bad_frame', message: 'The message is not well formed.' };

// What must not stand where a field of that sort is asked for. `undefined` is a field that is missing.

const NEVER = [undefined, null, true, [], {}];
const NO_TEXT = [...NEVER, 0, 1.5];
const NO_NUMBER = [...NEVER, '1', '', -1, 0.5, 2 ** 53, -(2 ** 31)];

export const WRONG = {
  text: NO_TEXT,
  amount: NO_NUMBER,
  memberId: [...NO_NUMBER, 0, 2 ** 32],
  difficulty: [...NO_NUMBER, 257],
  capacity: [...NO_NUMBER, 0, 201],
  rate: [...NO_NUMBER, 0, 2 ** 40 + 1],
  flag: [undefined, null, 0, 1, 'true', '', [], {}],
  list: [undefined, null, 0, true, '', {}, { length: 0 }],
  record: [undefined, null, 0, true, '', []],
  bytes16: [...NO_TEXT, '', ID16.slice(1), `${ID16}A`, `${ID16}==`, 'CRAXHiUsMzpBSE9WXWRrch', VIEW],
  bytes32: [...NO_TEXT, '', VIEW.slice(1), `${VIEW}=`, `${VIEW.slice(0, -1)}F`, ID16],
  username: [
    ...NO_TEXT,
    ...['', 'amber', 'amber-', '-otter', 'amber_otter', 'Amber-otter', 'amber-otter-', 'amber-otter-x'],
    ...['amber--otter', 'amber-otter-1-2', ' amber-otter', 'amber-otter\n', 'ämber-otter', 'amber-otter2'],
    ...[`amber-${'o'.repeat(27)}`, '__proto__'],
  ],
  token: [...NO_TEXT, '', 'a'.repeat(129), 'a b', 'a=', 'a.b', 'a+b', 'a/b', 'ä', 'a\n'],
} as const;

export type Sort = keyof typeof WRONG;

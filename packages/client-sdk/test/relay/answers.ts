import { CODES, DEFAULT_CAPACITY, DEFAULT_RATE, DEFAULT_TTL_S, MAX_FRAME_BYTES } from '@pug-network/protocol';
import type { HttpCode, Rate } from '@pug-network/protocol';

/** What a scripted relay says to one HTTP request: an answer, nothing at all, or the end of the connection. */
export type Answer = Reply | 'silence' | 'cut';

export interface Reply {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Leading zero bits asked for in tests: one try in 16 fits. */
export const DIFFICULTY = 4;
export const CHALLENGE_TOKEN = 'canary-challenge-token';
export const SESSION_TOKEN = 'canary-session-token';
const EXPIRES_AT = 1_900_000_000_000;

const ok = (fields: object): Reply => ({ status: 200, body: JSON.stringify(fields) });

/** An error as the table has it. */
export const refusal = (code: HttpCode): Reply => refusalOf(CODES[code].http, code);

/** An error with any code and status. */
export const refusalOf = (status: number, code: string): Reply => ({
  status,
  body: JSON.stringify({ error: { code, message: 'A sentence for a person.' } }),
});

export const challenge = (fields: object = {}): Reply =>
  ok({
    token: CHALLENGE_TOKEN,
    algorithm: 'SHA-256',
    difficulty: DIFFICULTY,
    expiresAt: EXPIRES_AT,
    ...fields,
  });

export const session = (fields: object = {}): Reply =>
  ok({ sessionToken: SESSION_TOKEN, expiresAt: EXPIRES_AT, ...fields });

export const created = (room: { readonly roomId: string; readonly roomSecret: string }, fields = {}): Reply =>
  ok({
    roomId: room.roomId,
    roomSecret: room.roomSecret,
    expiresAt: EXPIRES_AT,
    ttl: 3_600,
    capacity: 10,
    ...fields,
  });

export const limits = (rate: Rate = DEFAULT_RATE): Reply =>
  ok({
    protocol: 'pug.v1',
    difficulty: DIFFICULTY,
    ttl: DEFAULT_TTL_S,
    capacity: DEFAULT_CAPACITY,
    maxFrameBytes: MAX_FRAME_BYTES,
    rate,
  });

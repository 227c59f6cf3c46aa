import { expect } from 'vitest';
import { get, post, type Answer } from './http.js';
import { solve } from './pow.js';
import { STATUS, type HttpCode } from './table.js';

export interface Challenge {
  readonly token: string;
  readonly algorithm: string;
  readonly difficulty: number;
  readonly expiresAt: number;
}

export interface Room {
  readonly roomId: string;
  readonly roomSecret: string;
  readonly expiresAt: number;
  readonly ttl: number;
  readonly capacity: number;
}

/** The answer is this error, in the form that all API errors have (protocol.md, HTTP). */
export function expectError(answer: Answer, code: HttpCode): void {
  expect(answer.json()).toEqual({ error: { code, message: expect.stringMatching(/\S/) as unknown } });
  expect(answer.status).toBe(STATUS[code]);
  expect(answer.header('cache-control')).toBe('no-store');
  expect(answer.header('content-type')).toMatch(/^application\/json\b/);
}

/** The answer is a 200 in the form that all API answers have; gives its body. */
export function expectOk(answer: Answer): unknown {
  expect(answer.body.toString('utf8')).toMatch(/^\{.*\}$/);
  expect(answer.status).toBe(200);
  expect(answer.header('cache-control')).toBe('no-store');
  expect(answer.header('content-type')).toMatch(/^application\/json\b/);
  return answer.json();
}

export async function challenge(port: number): Promise<Challenge> {
  return expectOk(await get(port, '/api/pow-challenge')) as Challenge;
}

/** A fresh token and a nonce that solves it. */
export async function solved(port: number): Promise<{ token: string; nonce: string }> {
  const { token, difficulty } = await challenge(port);
  return { token, nonce: solve(token, difficulty) };
}

export function redeem(port: number, body: object): Promise<Answer> {
  return post(port, '/api/pow-redeem', JSON.stringify(body));
}

/** A fresh sessionToken, by way of a challenge. */
export async function session(port: number): Promise<string> {
  const answer = expectOk(await redeem(port, await solved(port))) as { sessionToken: string };
  return answer.sessionToken;
}

/** Asks for a room; `query` begins with its question mark. */
export function create(port: number, sessionToken: string, query = ''): Promise<Answer> {
  return get(port, `/api/create-room${query}`, [['Authorization', `Bearer ${sessionToken}`]]);
}

/** A new room, by way of challenge, redeem and create. */
export async function newRoom(port: number, query = ''): Promise<Room> {
  return expectOk(await create(port, await session(port), query)) as Room;
}

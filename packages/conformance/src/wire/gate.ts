import { equal, holds, matches } from '../check.js';
import { get, post, type Answer } from './http.js';
import { solvers } from './solvers.js';
import { STATUS, type HttpCode } from './table.js';
import type { Target } from './target.js';
import { wait } from './wait.js';

export interface Challenge {
  readonly token: string;
  readonly algorithm: string;
  readonly difficulty: number;
  readonly expiresAt: number;
}

export interface Proof {
  readonly token: string;
  readonly nonce: string;
}

export interface Session {
  readonly sessionToken: string;
  readonly expiresAt: number;
}

export interface Room {
  readonly roomId: string;
  readonly roomSecret: string;
  readonly expiresAt: number;
  readonly ttl: number;
  readonly capacity: number;
}

const MAX_ATTEMPTS = 10;
const SECOND_MS = 1_000;

/** Has the form that every API answer has (docs/protocol.md, HTTP). */
function expectApiForm(answer: Answer): void {
  equal(answer.header('cache-control'), 'no-store', 'Cache-Control');
  matches(answer.header('content-type'), /^application\/json\b/, 'Content-Type');
}

/** The answer is this error, in the form that all API errors have. */
export function expectError(answer: Answer, code: HttpCode): void {
  equal(answer.status, STATUS[code], 'the status');
  const { error } = answer.json() as { error?: Record<string, unknown> };
  equal(error?.['code'], code, 'the code of the error');
  matches(error?.['message'], /\S/, 'the message of the error');
  expectApiForm(answer);
}

/** The answer is a 200 in the form that all API answers have; gives its body. */
export function expectOk(answer: Answer): unknown {
  equal(answer.status, 200, 'the status');
  const body = answer.json();
  holds(typeof body === 'object' && body !== null && !Array.isArray(body), 'the body', 'an object', body);
  expectApiForm(answer);
  return body;
}

/** Asks until the answer is not `rate_limited`, which any API path may give; waits as Retry-After says. */
export async function patiently(request: () => Promise<Answer>): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    const answer = await request();
    if (answer.status !== STATUS.rate_limited || attempt === MAX_ATTEMPTS) return answer;
    const seconds = Number(answer.header('retry-after') ?? '1');
    await wait(Math.min(seconds, 60) * SECOND_MS);
  }
}

export async function challenge(relay: Target): Promise<Challenge> {
  return expectOk(await patiently(() => get(relay, '/api/pow-challenge'))) as Challenge;
}

/** A fresh token and a nonce that solves it. */
export async function solved(relay: Target): Promise<Proof> {
  const { token, difficulty } = await challenge(relay);
  return { token, nonce: await solvers.solve(token, difficulty) };
}

export function redeem(relay: Target, body: object): Promise<Answer> {
  return patiently(() => post(relay, '/api/pow-redeem', JSON.stringify(body)));
}

/** A fresh sessionToken, by way of a challenge. */
export async function session(relay: Target): Promise<string> {
  return (expectOk(await redeem(relay, await solved(relay))) as Session).sessionToken;
}

/** Asks for a room; `query` begins with its question mark. */
export function create(relay: Target, sessionToken: string, query = ''): Promise<Answer> {
  const headers = [['Authorization', `Bearer ${sessionToken}`]] as const;
  return patiently(() => get(relay, `/api/create-room${query}`, headers));
}

/** A new room, by way of challenge, redeem and create. */
export async function newRoom(relay: Target, query = ''): Promise<Room> {
  return expectOk(await create(relay, await session(relay), query)) as Room;
}

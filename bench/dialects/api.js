/** The steps before a room exists, over HTTP: challenge → redeem → create. */
import { createHash } from 'node:crypto';

const HTTP_WAIT_MS = 5_000;

/**
 * @param {number} port
 * @param {number} capacity
 * @returns {Promise<{ roomId: string, roomSecret: string }>}
 */
export async function createRoom(port, capacity) {
  const api = `http://127.0.0.1:${port}/api`;
  const { token, difficulty } = await request(`${api}/pow-challenge`);
  const body = JSON.stringify({ token, nonce: solve(token, difficulty) });
  const json = { 'content-type': 'application/json' };
  const { sessionToken } = await request(`${api}/pow-redeem`, { method: 'POST', headers: json, body });
  const headers = { authorization: `Bearer ${sessionToken}` };
  const room = await request(`${api}/create-room?capacity=${capacity}`, { headers });
  if (room.capacity !== capacity) throw new Error(`asked for ${capacity} members, got ${room.capacity}`);
  return room;
}

/**
 * @param {string} url
 * @param {RequestInit} [init]
 */
async function request(url, init) {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(HTTP_WAIT_MS) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${url}: ${response.status} ${text}`);
  return JSON.parse(text);
}

/**
 * The first nonce whose digest begins with `difficulty` zero bits.
 * @param {string} token
 * @param {number} difficulty at most 32 here; the servers measured ask for one bit
 */
export function solve(token, difficulty) {
  for (let tries = 0; ; tries++) {
    const nonce = tries.toString(16);
    const digest = createHash('sha256')
      .update(token + nonce)
      .digest();
    if (Math.clz32(digest.readUInt32BE(0)) >= difficulty) return nonce;
  }
}

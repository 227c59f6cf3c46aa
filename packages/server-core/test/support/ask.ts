import { request } from 'node:http';
import { decodeCreatedRoom, type CreatedRoom } from '@pug-network/protocol';
import { WebSocket } from 'ws';
import { nonceFor } from './proof.js';
import { within } from './wait.js';

export interface Answer {
  readonly status: number;
  readonly body: string;
}

interface Asking {
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One request on a connection of its own. */
export function ask(
  port: number,
  path: string,
  { method = 'GET', body, headers = {} }: Asking = {},
): Promise<Answer> {
  const answer = new Promise<Answer>((resolve, reject) => {
    const asking = request({ port, host: '127.0.0.1', path, method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }),
      );
    });
    asking.on('error', reject);
    asking.end(body);
  });
  return within(answer, `an answer to ${method} ${path}`);
}

/** A room of a relay whose proofs are easy. */
export async function newRoom(port: number): Promise<CreatedRoom> {
  const challenge = JSON.parse((await ask(port, '/api/pow-challenge')).body);
  const nonce = nonceFor(challenge.token, (bits) => bits >= challenge.difficulty);
  const redemption = JSON.stringify({ token: challenge.token, nonce });
  const session = JSON.parse((await ask(port, '/api/pow-redeem', { method: 'POST', body: redemption })).body);
  const authorization = `Bearer ${session.sessionToken}`;
  const created = decodeCreatedRoom(
    (await ask(port, '/api/create-room', { headers: { authorization } })).body,
  );
  if (!created.ok) throw new Error(created.code);
  return created.value;
}

/** A WebSocket to a path of a server, not yet open. */
export const webSocketTo = (port: number, path = '/ws', subprotocol = 'pug.v1'): WebSocket =>
  new WebSocket(`ws://127.0.0.1:${port}${path}`, subprotocol);

import { randomBytes } from 'node:crypto';
import { ask, type Answer, type Header } from './http.js';

/** The headers of RFC 6455 §4.1, those in `changes` replaced, or left out where it says null. */
export function upgradeHeaders(changes: Readonly<Record<string, string | null>> = {}): Header[] {
  const headers: Record<string, string | null> = {
    Upgrade: 'websocket',
    Connection: 'Upgrade',
    'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Protocol': 'pug.v1',
    ...changes,
  };
  return Object.entries(headers).flatMap(([name, value]): Header[] =>
    value === null ? [] : [[name, value]],
  );
}

/** Asks for an upgrade, looks at the answer and goes away. */
export function handshake(
  port: number,
  changes: Readonly<Record<string, string | null>> = {},
): Promise<Answer> {
  return ask(port, { path: '/ws', headers: upgradeHeaders(changes) });
}

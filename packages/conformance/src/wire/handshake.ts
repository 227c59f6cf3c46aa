import { randomBytes } from 'node:crypto';
import { ask, type Answer, type Header } from './http.js';
import type { Target } from './target.js';

/** Headers to replace, or to leave out where it says null. */
export type HeaderChanges = Readonly<Record<string, string | null>>;

/** The headers of RFC 6455 §4.1, with changes. */
export function upgradeHeaders(changes: HeaderChanges = {}): Header[] {
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
export function handshake(target: Target, changes: HeaderChanges = {}): Promise<Answer> {
  return ask(target, { path: '/ws', headers: upgradeHeaders(changes) });
}

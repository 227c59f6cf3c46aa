import type { WebSocketClass } from './websocket-like.js';

/** Node's own WebSocket (22 and later), else that of the `ws` package if it is installed. */
export async function webSocketClass(): Promise<WebSocketClass | undefined> {
  const own = (globalThis as { WebSocket?: WebSocketClass }).WebSocket;
  if (own !== undefined) return own;
  try {
    const { WebSocket } = await import('ws');
    return WebSocket;
  } catch {
    return undefined;
  }
}

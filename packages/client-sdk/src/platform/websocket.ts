import type { WebSocketClass } from './websocket-like.js';

/** The platform's WebSocket, if it has one. */
export const webSocketClass = (): Promise<WebSocketClass | undefined> =>
  Promise.resolve((globalThis as { WebSocket?: WebSocketClass }).WebSocket);

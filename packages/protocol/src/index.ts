export * from './constants.js';
export * from './codes.js';
export { accept, refuse, type Refusal, type Result } from './result.js';
export { base64urlLength, decodeBase64url, encodeBase64url } from './base64url.js';
export {
  formatRoomLink,
  isRoomId,
  isRoomSecret,
  originOf,
  parseRoomLink,
  type LinkFault,
  type RoomLink,
} from './link.js';
export type * from './messages.js';
export { decodeUtf8, encodeUtf8 } from './json.js';
export * from './codec-http.js';
export * from './codec-socket.js';
export * from './frames.js';
export * from './views.js';
export { Meter } from './meter.js';
export * from './proof.js';
export * from './envelope.js';
export * from './content.js';
export * from './lifecycle/room.js';
export * from './lifecycle/connection.js';
export * from './lifecycle/client.js';
export type { Step } from './lifecycle/step.js';

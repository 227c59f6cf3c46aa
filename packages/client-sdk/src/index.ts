export { createRoom, joinRoom } from './open.js';
export type { CreateOptions } from './creating/create.js';
export type { JoinOptions } from './enter.js';
export type { RoomWish } from './creating/api.js';
export { relayLimits, type LimitsOptions } from './limits.js';
export { solve } from './creating/load.js';
export { LOCAL_CODES, PugError, type LocalCode, type PugErrorCode } from './errors.js';
export type { PowProgress } from './pow/progress.js';
export type { Solution, SolveOptions } from './pow/solve.js';
export type { Solver } from './pow/solver.js';
export { warmUp, type ScriptUrl, type WorkerOptions } from './pow/workers.js';
export type { Clock, Platform } from './platform/environment.js';
export type { AbortSignalLike } from './platform/abort-signal-like.js';
export type { Fetch, RequestLike, ResponseLike } from './platform/fetch-like.js';
export type { AesGcm, CryptoLike, RandomBytes, SubtleLike } from './crypto/source.js';
export type { WebSocketClass, WebSocketLike } from './platform/websocket-like.js';
export type { Closed, Message, Participant, Room, RoomEvents, RoomState, SendOptions } from './types.js';
export {
  formatRoomLink,
  parseRoomLink,
  type EndReason,
  type Limits,
  type Range,
  type Rate,
  type RoomLink,
} from '@pug-network/protocol';

export { createRoom, joinRoom } from './open.js';
export type { CreateOptions } from './create.js';
export type { JoinOptions } from './enter.js';
export type { RoomWish } from './api.js';
export { LOCAL_CODES, PugError, type LocalCode, type PugErrorCode } from './errors.js';
export { solve, type PowProgress, type Solution, type SolveOptions } from './pow/solve.js';
export type { Platform, WebSocketClass, WebSocketLike } from './environment.js';
export type { Closed, Message, Participant, Room, RoomEvents, RoomState, SendOptions } from './room/types.js';
export { formatRoomLink, parseRoomLink, type EndReason, type RoomLink } from '@pug-network/protocol';

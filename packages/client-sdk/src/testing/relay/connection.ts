import {
  CODES,
  decodeFrame,
  decodeRequest,
  encodeEvent,
  encodeKeepAlive,
  JOIN_TIMEOUT_MS,
  MAX_FRAME_BYTES,
  MAX_UNSENT_BYTES,
  Meter,
  openConnection,
  SILENCE_LIMIT_MS,
  transitionConnection,
  type CloseCode,
  type Code,
  type ConnectionEffect,
  type ConnectionEvent,
  type ConnectionState,
  type JoinRequest,
  type Rate,
  type RoomEndReason,
} from '@pug-network/protocol';
import type { Clock } from '../../platform/environment.js';
import type { Line } from '../world/line.js';
import type { ClientEnd, RelayEnd } from '../world/web-socket.js';
import type { Refusals } from './refusals.js';
import type { Guest } from './room.js';
import type { Joined, Rooms } from './rooms.js';
import type { Witness } from './seen.js';

/** What every connection shares. */
export interface ConnectionContext {
  readonly rooms: Rooms;
  readonly clock: Clock;
  readonly rate: Rate;
  readonly refusals: Refusals;
  readonly witness: Witness;
  /** The connection is no more. */
  readonly onGone: (connection: Connection) => void;
}

/** RFC 6455: a message is over the limit. */
const CLOSE_TOO_BIG = 1009;
const NO_BYTES = new Uint8Array();

/** The relay's end of one connection: carries out what the connection machine says (protocol.md §3–§6). */
export class Connection implements RelayEnd, Guest {
  readonly #line: Line;
  readonly #end: ClientEnd;
  readonly #context: ConnectionContext;
  readonly #meter: Meter;
  #state: ConnectionState = openConnection();
  #seat: Joined | undefined;
  #cancelTimer: () => void;

  constructor(line: Line, end: ClientEnd, context: ConnectionContext) {
    const { clock, rate } = context;
    this.#line = line;
    this.#end = end;
    this.#context = context;
    this.#meter = new Meter(rate, clock.now());
    this.#cancelTimer = clock.after(JOIN_TIMEOUT_MS, () => this.#dispatch({ type: 'join-timeout' }));
  }

  /** Where it is a member. */
  get seat(): { readonly roomId: string; readonly memberId: number } | undefined {
    return this.#seat && { roomId: this.#seat.room.id, memberId: this.#seat.memberId };
  }

  message(data: Uint8Array, isBinary: boolean): void {
    if (this.#state.step === 'out') return;
    this.#context.witness.message(data, isBinary, this.seat);
    if (data.length > MAX_FRAME_BYTES) this.#breakOff(CLOSE_TOO_BIG);
    else if (!this.#meter.admits(data.length, this.#context.clock.now())) this.refuse('rate_limited');
    else if (isBinary) this.#onBytes(data);
    else this.#onText(data);
  }

  closed(): void {
    this.#dispatch({ type: 'lost' });
    this.#gone();
  }

  /** Ends the connection for a reason of the table. */
  refuse(code: CloseCode): void {
    this.#dispatch({ type: 'refused', code });
  }

  /** Breaks the connection: no Close frame (1006). */
  cut(): void {
    this.closed();
    this.#line.fail(() => this.#end.fail());
  }

  /** Nothing gets through any more; who is silent for a minute is cut off (protocol.md §4). */
  stall(): void {
    if (this.#line.isStalled) return;
    this.#line.stall();
    if (this.#state.step === 'member') this.#startTimer(SILENCE_LIMIT_MS, () => this.#cutOff());
  }

  resume(): void {
    this.#line.resume();
    if (this.#state.step === 'member') this.#cancelTimer();
  }

  send(data: string | Uint8Array): void {
    this.#line.carry(() => this.#end.receive(data), data.length);
    // What is not stalled is read at once.
    if (this.#line.isStalled && this.#line.unsent > MAX_UNSENT_BYTES) this.refuse('slow_consumer');
  }

  roomEnded(reason: Exclude<RoomEndReason, 'empty'>): void {
    if (reason !== 'shutdown') this.send(encodeEvent({ type: 'room:expired', reason }));
    this.#seat = undefined;
    this.#dispatch({ type: 'room-ended', reason });
  }

  #onBytes(data: Uint8Array): void {
    const frame = decodeFrame(data);
    if (frame.ok) this.#dispatch({ type: 'frame', frame: frame.value }, data);
    else this.refuse(frame.code);
  }

  #onText(data: Uint8Array): void {
    const request = decodeRequest(data);
    if (request.ok) this.#dispatch({ type: 'request', request: request.value });
    else this.refuse(request.code);
  }

  /** The one way in which the state changes. */
  #dispatch(event: ConnectionEvent, frame: Uint8Array = NO_BYTES): void {
    const { state, effects } = transitionConnection(this.#state, event);
    this.#state = state;
    for (const effect of effects) this.#carryOut(effect, frame);
  }

  #carryOut(effect: ConnectionEffect, frame: Uint8Array): void {
    switch (effect.type) {
      case 'relay':
        if (this.#seat) this.#context.rooms.relay(this.#seat.room, frame);
        return;
      case 'answer-keep-alive':
        this.send(encodeKeepAlive());
        return;
      case 'join':
        this.#join(effect.request);
        return;
      case 'purge':
        this.#purge();
        return;
      case 'leave':
        this.#leave();
        return;
      case 'report':
        this.#report(effect.code);
        return;
      case 'close':
        this.#close(CODES[effect.code].close, effect.code);
    }
  }

  #join(request: JoinRequest): void {
    const refused = this.#context.refusals.takeClose('join');
    if (refused) {
      this.refuse(refused);
      return;
    }
    const joined = this.#context.rooms.join(request, this);
    if (joined.ok) {
      this.#seat = joined.value;
      this.#cancelTimer();
      this.#dispatch({ type: 'admitted', memberId: joined.value.memberId });
    } else this.refuse(joined.code);
  }

  #purge(): void {
    const { rooms, refusals } = this.#context;
    const isRefused = refusals.take('purge') !== undefined;
    const isDone =
      !isRefused && this.#seat !== undefined && rooms.purge(this.#seat.room, this.#seat.memberId);
    if (!isDone) this.#dispatch({ type: 'denied', code: 'not_creator' });
  }

  #leave(): void {
    const seat = this.#seat;
    this.#seat = undefined;
    if (seat) this.#context.rooms.leave(seat.room, seat.memberId);
  }

  #report(code: Code): void {
    this.#line.carry(() =>
      this.#end.receive(encodeEvent({ type: 'error', code, message: CODES[code].message })),
    );
  }

  /** Behind everything that was sent before. */
  #close(code: number, reason: string): void {
    this.#line.carry(() => this.#end.closed(code, reason));
    this.#gone();
  }

  /** The end that an engine makes of a message over its limit. */
  #breakOff(code: number): void {
    this.#dispatch({ type: 'lost' });
    this.#close(code, '');
  }

  /** The client learns of it when something gets through to it again. */
  #cutOff(): void {
    this.closed();
    this.#line.lose();
    this.#line.carry(() => this.#end.fail());
  }

  #startTimer(ms: number, callback: () => void): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#context.clock.after(ms, callback);
  }

  #gone(): void {
    this.#cancelTimer();
    this.#context.onGone(this);
  }
}

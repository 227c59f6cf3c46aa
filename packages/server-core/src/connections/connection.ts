import {
  CODES,
  decodeFrame,
  decodeRequest,
  DRAIN_LIMIT_MS,
  encodeEvent,
  encodeKeepAlive,
  JOIN_TIMEOUT_MS,
  MAX_UNSENT_BYTES,
  Meter,
  openConnection,
  PING_INTERVAL_MS,
  SILENCE_LIMIT_MS,
  transitionConnection,
  type CloseCode,
  type Code,
  type ConnectionEffect,
  type ConnectionEvent,
  type ConnectionState,
  type Instant,
  type JoinRequest,
  type Rate,
  type RoomEndReason,
} from '@pug-network/protocol';
import type { Joined } from '../rooms/join.js';
import type { Registry } from '../rooms/registry.js';
import type { Member } from '../rooms/room.js';
import type { Socket, SocketListener } from '../socket.js';
import type { Clock } from '../timing/clock.js';
import { UNSCHEDULED } from '../timing/deadlines.js';
import type { Due, Timekeeper } from '../timing/timekeeper.js';
import { LOOK_EVERY_MS, Quiet } from './quiet.js';

/** What every connection shares. */
export interface ConnectionContext {
  readonly registry: Registry;
  readonly timekeeper: Timekeeper;
  readonly clock: Clock;
  readonly rate: Rate;
  /** What control frames are metered by; their bytes are not. */
  readonly controlRate: Rate;
  /** The connection is no more. */
  readonly onGone: (connection: Connection) => void;
}

const KEEP_ALIVE = encodeKeepAlive();
const NO_BYTES = new Uint8Array();

/**
 * One connection: carries out what the connection machine says. Its one deadline is the join's while it has not
 * joined, the next ping's while it is a member, and once it is out the cut-off's, or before that the next look whether it
 * has stopped to send.
 */
export class Connection implements SocketListener, Member, Due {
  at = 0;
  slot = UNSCHEDULED;
  /** What the limit of connections of one address counts it under; empty where there is no such limit. */
  readonly addressKey: string;
  readonly #context: ConnectionContext;
  readonly #socket: Socket;
  readonly #meter: Meter;
  readonly #controlMeter: Meter;
  #state: ConnectionState = openConnection();
  #seat: Joined | undefined;
  #heardAt: number;
  /** While it is out, and its Close frame waits until it has stopped to send. */
  #quiet: Quiet | undefined;
  #isGone = false;

  constructor(socket: Socket, addressKey: string, context: ConnectionContext) {
    const now = context.clock.monotonic();
    this.addressKey = addressKey;
    this.#socket = socket;
    this.#context = context;
    this.#meter = new Meter(context.rate, now);
    this.#controlMeter = new Meter(context.controlRate, now);
    this.#heardAt = now;
    context.timekeeper.schedule(this, now + JOIN_TIMEOUT_MS);
  }

  message(data: Uint8Array, isBinary: boolean): void {
    if (this.#isOut()) return;
    this.#heardAt = this.#context.clock.monotonic();
    if (!this.#meter.admits(data.length, this.#heardAt)) this.refuse('rate_limited');
    else if (isBinary) this.#onBytes(data);
    else this.#onText(data);
  }

  heard(): void {
    if (this.#isOut()) return;
    this.#heardAt = this.#context.clock.monotonic();
    if (this.#controlMeter.admits(0, this.#heardAt)) {
      // The engine has answered a ping by itself.
      this.#checkUnsent();
      return;
    }
    this.refuse('rate_limited');
    // It is ten times too much: a client that does this does not listen.
    this.#waitNoMore();
  }

  closed(): void {
    if (this.#isGone) return;
    this.#isGone = true;
    this.#context.timekeeper.cancel(this);
    this.#dispatch({ type: 'lost' });
    this.#context.onGone(this);
  }

  /** Ends the connection for a reason of the table, unless it is out already: then it is waited for no longer. */
  refuse(code: CloseCode): void {
    this.#waitNoMore();
    this.#dispatch({ type: 'refused', code });
  }

  sendText(text: string): void {
    this.#socket.sendText(text);
  }

  subscribe(topic: string): void {
    this.#socket.subscribe(topic);
  }

  unsubscribe(topic: string): void {
    this.#socket.unsubscribe(topic);
  }

  unsent(): number {
    return this.#socket.unsent();
  }

  tooSlow(): void {
    this.refuse('slow_consumer');
  }

  roomEnded(reason: Exclude<RoomEndReason, 'empty'>): void {
    if (reason !== 'shutdown') this.sendText(encodeEvent({ type: 'room:expired', reason }));
    this.#seat = undefined;
    this.#dispatch({ type: 'room-ended', reason });
  }

  onDue({ monotonic }: Instant): void {
    if (this.#state.step === 'joining') this.#dispatch({ type: 'join-timeout' });
    else if (this.#state.step === 'out') this.#endOrCutOff(monotonic);
    else if (monotonic >= this.#heardAt + SILENCE_LIMIT_MS) this.#cutOff();
    else this.#pingAndWait(monotonic);
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
        if (this.#seat) this.#context.registry.relay(this.#seat.room, frame);
        return;
      case 'answer-keep-alive':
        this.#answerKeepAlive();
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
        this.#close(effect.code);
    }
  }

  #join(request: JoinRequest): void {
    const joined = this.#context.registry.join(request, this);
    if (!joined.ok) {
      this.refuse(joined.code);
      return;
    }
    this.#seat = joined.value;
    // The welcome itself may have shown that the connection is lost.
    if (this.#isGone) {
      this.#leave();
      return;
    }
    this.#dispatch({ type: 'admitted', memberId: joined.value.memberId });
    this.#context.timekeeper.schedule(this, this.#heardAt + PING_INTERVAL_MS);
  }

  #purge(): void {
    if (!this.#seat) return;
    const purged = this.#context.registry.purge(this.#seat.room, this.#seat.memberId);
    if (purged.ok) return;
    this.#dispatch({ type: 'denied', code: purged.code });
    this.#checkUnsent();
  }

  #leave(): void {
    const seat = this.#seat;
    this.#seat = undefined;
    if (seat) this.#context.registry.leave(seat.room, seat.memberId);
  }

  #answerKeepAlive(): void {
    this.#socket.sendBytes(KEEP_ALIVE);
    this.#checkUnsent();
  }

  /** What is sent to this connection alone is in no room's budget. */
  #checkUnsent(): void {
    if (this.#socket.unsent() > MAX_UNSENT_BYTES) this.tooSlow();
  }

  #report(code: Code): void {
    this.sendText(encodeEvent({ type: 'error', code, message: CODES[code].message }));
  }

  #close(code: CloseCode): void {
    // The error event itself may have shown that the connection is lost.
    if (this.#isGone) return;
    if (code !== 'rate_limited') {
      this.#end(code);
      return;
    }
    const now = this.#context.clock.monotonic();
    this.#quiet = new Quiet(now);
    this.#context.timekeeper.schedule(this, now + LOOK_EVERY_MS);
  }

  /** The close frame goes behind whatever was sent before; who has not read that in time is cut off. */
  #end(code: CloseCode): void {
    this.#quiet = undefined;
    this.#context.timekeeper.schedule(this, this.#context.clock.monotonic() + DRAIN_LIMIT_MS);
    this.#socket.end(CODES[code].close, code);
  }

  /** Once it is out, what comes is counted and no more. */
  #isOut(): boolean {
    if (this.#state.step !== 'out') return false;
    if (this.#quiet?.isHopeless()) this.#waitNoMore();
    return true;
  }

  #waitNoMore(): void {
    if (this.#quiet) this.#end('rate_limited');
  }

  #endOrCutOff(now: number): void {
    if (!this.#quiet) this.#cutOff();
    else if (this.#quiet.isQuiet(now)) this.#end('rate_limited');
    else this.#context.timekeeper.schedule(this, now + LOOK_EVERY_MS);
  }

  #cutOff(): void {
    this.#socket.terminate();
    this.closed();
  }

  #pingAndWait(now: number): void {
    this.#socket.ping();
    this.#context.timekeeper.schedule(
      this,
      Math.min(now + PING_INTERVAL_MS, this.#heardAt + SILENCE_LIMIT_MS),
    );
  }
}

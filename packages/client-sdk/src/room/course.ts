import {
  CLOSE_LOST,
  CLOSE_NORMAL,
  transitionClient,
  type ClientEffect,
  type ClientEvent,
  type ClientState,
  type RoomLink,
} from '@pug-network/protocol';
import { joinOnce, type JoinOutcome } from '../connection/join.js';
import type { Session, SessionEnd } from '../connection/session.js';
import type { RoomCipher } from '../crypto/cipher.js';
import type { Environment } from '../platform/environment.js';
import { backOffMs } from './back-off.js';
import type { Closed, RoomState } from '../types.js';

/** What a course needs to join, and to join anew. */
export interface CourseParts {
  readonly link: RoomLink;
  readonly cipher: RoomCipher;
  readonly environment: Environment;
  readonly reconnect: boolean;
}

/** Who is told how it goes. */
export interface CourseListener {
  /** There is a session to talk through; it starts right after. */
  entered(session: Session): void;
  /** The session is over, whatever comes next. */
  interrupted(): void;
  changed(state: RoomState): void;
  ended(closed: Closed): void;
}

/** A session that lasted so long was a good one: the back-off starts anew. */
const STEADY_MS = 15_000;
/** Where the platform does not even try to connect. */
const LOST: JoinOutcome = { ok: false, failure: { close: CLOSE_LOST } };

/** From joined to the end, over one connection after another: carries out what the client machine says (protocol.md §3–§6). */
export class Course {
  readonly #parts: CourseParts;
  readonly #listener: CourseListener;
  #state: ClientState;
  #session: Session;
  #cancelExpiry: () => void = () => undefined;
  #cancelRetry: () => void = () => undefined;
  #disconnected: Promise<void> = Promise.resolve();
  #joining: AbortController | undefined;
  #enteredAt = 0;
  /** Sessions in a row that were over soon after they had begun. */
  #shortSessions = 0;

  constructor(parts: CourseParts, state: ClientState, session: Session, listener: CourseListener) {
    this.#parts = parts;
    this.#state = state;
    this.#session = session;
    this.#listener = listener;
  }

  get state(): RoomState {
    if (this.#state.step === 'ended') return 'closed';
    return this.#state.step === 'talk' ? 'joined' : 'reconnecting';
  }

  get isCreator(): boolean {
    return this.#state.step === 'talk' && this.#state.creator;
  }

  /** The session that there is, or the last that there was. */
  get session(): Session {
    return this.#session;
  }

  /** Takes up the session that it was made with. What that brings is told from the next turn of the event loop on. */
  begin(): void {
    this.#enter(this.#session);
    this.#parts.environment.after(0, () => this.#session.start());
  }

  /** Leaves; resolves when the connection is closed. */
  async leave(): Promise<void> {
    this.#dispatch({ type: 'leave' });
    await this.#disconnected;
  }

  /** A session has come to its end, everything before it told. */
  over(session: Session, end: SessionEnd): void {
    if (session !== this.#session || this.state === 'closed') return;
    this.#listener.interrupted();
    const isSteady = this.#parts.environment.now() - this.#enteredAt >= STEADY_MS;
    this.#shortSessions = isSteady ? 0 : this.#shortSessions + 1;
    // The time may have run out while what came before was being opened.
    if (this.#parts.environment.now() >= session.deadline) this.#dispatch({ type: 'time-up' });
    else if (end.type === 'closed') this.#dispatch({ ...end, reconnect: this.#parts.reconnect });
    else this.#dispatch(end);
  }

  /** The one way in which the state changes. */
  #dispatch(event: ClientEvent): void {
    const before = this.state;
    const { state, effects } = transitionClient(this.#state, event);
    this.#state = state;
    for (const effect of effects) this.#carryOut(effect);
    if (this.state !== before) this.#listener.changed(this.state);
    if (state.step === 'ended' && before !== 'closed') {
      this.#listener.ended({ reason: state.reason, code: state.code });
    }
  }

  #carryOut(effect: ClientEffect): void {
    switch (effect.type) {
      case 'wait':
        this.#retryAfter(effect.attempt);
        return;
      case 'connect':
        void this.#rejoin();
        return;
      case 'disconnect':
        this.#joining?.abort();
        this.#disconnected = this.#session.close(effect.close);
        return;
      case 'end':
        this.#cancelExpiry();
        this.#cancelRetry();
        return;
      default:
      // The steps on the way to a room are behind it.
    }
  }

  #retryAfter(attempt: number): void {
    const { environment } = this.#parts;
    const ms = backOffMs(attempt + Math.max(0, this.#shortSessions - 1), environment.random());
    this.#cancelRetry = environment.after(ms, () => this.#dispatch({ type: 'retry' }));
  }

  async #rejoin(): Promise<void> {
    const { link, cipher, environment, reconnect } = this.#parts;
    this.#joining = new AbortController();
    const { signal } = this.#joining;
    const outcome = await joinOnce(link, cipher, environment, signal).catch(() => LOST);
    if (!outcome.ok) {
      const { failure } = outcome;
      if (failure === 'misbehaved') this.#dispatch({ type: 'misbehaved' });
      else this.#dispatch({ type: 'closed', close: failure.close, reconnect });
      return;
    }
    // It may have ended while it was joining.
    if (this.#state.step !== 'join') {
      void outcome.session.close(CLOSE_NORMAL);
      return;
    }
    this.#enter(outcome.session);
    this.#dispatch({ ...outcome.session.joined, type: 'joined' });
    outcome.session.start();
  }

  #enter(session: Session): void {
    this.#session = session;
    this.#enteredAt = this.#parts.environment.now();
    this.#cancelExpiry();
    this.#cancelExpiry = this.#parts.environment.after(session.joined.ttlRemaining, () => this.#expire());
    this.#listener.entered(session);
  }

  /** The time is up by this client's own clock: behind what has arrived where there is a connection, else at once. */
  #expire(): void {
    if (this.#state.step === 'talk') this.#session.finish({ type: 'time-up' });
    else this.#dispatch({ type: 'time-up' });
  }
}

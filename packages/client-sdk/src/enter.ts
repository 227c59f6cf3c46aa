import {
  CLOSE_NORMAL,
  DEFAULT_RATE,
  isCode,
  transitionClient,
  type ClientEvent,
  type ClientState,
  type Rate,
  type RoomLink,
} from '@pug-network/protocol';
import type { AbortSignalLike } from './platform/abort-signal-like.js';
import { joinOnce, type JoinOutcome } from './connection/join.js';
import { roomCipher } from './crypto/cipher.js';
import type { Environment, Platform } from './platform/environment.js';
import { abortedBy, errorOf, PugError, throwIfAborted } from './errors.js';
import { LiveRoom } from './room/live-room.js';
import { askLimits } from './limits.js';
import type { Relay } from './request.js';
import type { Room } from './types.js';

/** How to join. */
export interface JoinOptions extends Platform {
  /** Gives up while joining; a room that is joined is left with `leave`. */
  readonly signal?: AbortSignalLike | undefined;
  /** Whether to join anew, as somebody new, after a lost connection. Default true. */
  readonly reconnect?: boolean | undefined;
}

const RATE_WAIT_MS = 2_000;

/** Joins for the first time; what the relay allows to be sent is asked at the same time. */
export async function enter(
  link: RoomLink,
  state: ClientState,
  environment: Environment,
  { signal, reconnect = true }: JoinOptions,
): Promise<Room> {
  throwIfAborted(signal);
  const cipher = await roomCipher(environment.crypto, link.key, link.roomId);
  const asked = rateOf({ origin: link.origin, environment }, signal);
  const outcome = await joinOnce(link, cipher, environment, signal);
  const rate = await soon(asked, environment);
  if (signal?.aborted) {
    if (outcome.ok) void outcome.session.close(CLOSE_NORMAL);
    throw abortedBy(signal);
  }
  const joined = transitionClient(state, eventOf(outcome)).state;
  if (!outcome.ok || joined.step !== 'talk') throw failureOf(joined, rate);
  const parts = {
    link,
    cipher,
    environment,
    reconnect,
    rate: rate instanceof PugError ? DEFAULT_RATE : rate,
  };
  return new LiveRoom(parts, joined, outcome.session);
}

/** The rate, or the usual one where the relay takes its time to tell. */
async function soon(asked: Promise<Rate | PugError>, environment: Environment): Promise<Rate | PugError> {
  let cancel = (): void => undefined;
  const usual = new Promise<Rate>((resolve) => {
    cancel = environment.after(RATE_WAIT_MS, () => resolve(DEFAULT_RATE));
  });
  const rate = await Promise.race([asked, usual]);
  cancel();
  return rate;
}

/** What the relay lets a connection send, or why it does not say. */
async function rateOf(relay: Relay, signal: AbortSignalLike | undefined): Promise<Rate | PugError> {
  try {
    return (await askLimits(relay, signal)).rate;
  } catch (error) {
    return error instanceof PugError ? error : new PugError('network', { cause: error });
  }
}

function eventOf(outcome: JoinOutcome): ClientEvent {
  if (outcome.ok) return { ...outcome.session.joined, type: 'joined' };
  const { failure } = outcome;
  return failure === 'misbehaved'
    ? { type: 'misbehaved' }
    : { type: 'closed', close: failure.close, reconnect: false };
}

/** A refused upgrade says nothing but that there is no connection: then the API's word is the better one. */
function failureOf(state: ClientState, rate: Rate | PugError): PugError {
  if (state.step !== 'ended') return new PugError('misbehaving_relay');
  if (state.code !== undefined) return errorOf(state.code);
  if (state.reason === 'misbehaving') return new PugError('misbehaving_relay');
  if (state.reason !== 'lost') return new PugError('refused');
  return rate instanceof PugError && isCode(rate.code) ? rate : new PugError('network');
}

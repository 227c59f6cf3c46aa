import {
  isCode,
  startCreating,
  transitionClient,
  type ClientEffect,
  type ClientEvent,
  type ClientState,
  type CreatedRoom,
} from '@pug-network/protocol';
import type { JoinOptions } from '../enter.js';
import { errorOf, PugError } from '../errors.js';
import { solve, type SolveOptions } from '../pow/solve.js';
import type { Relay } from '../request.js';
import { askChallenge, askRoom, redeem, type RoomWish } from './api.js';

/** What room to create, and how. */
export interface CreateOptions extends JoinOptions, RoomWish, SolveOptions {}

/** A room that nobody has joined yet, and the state to join it from. */
export interface Created {
  readonly room: CreatedRoom;
  readonly state: ClientState;
}

/** Challenge → redeem → create (protocol.md §1, §2): carries out what the client machine says until there is a room to join. */
export async function create(relay: Relay, options: CreateOptions): Promise<Created> {
  let { state, effects } = startCreating();
  for (;;) {
    const [effect] = effects;
    if (effect === undefined || state.step === 'ended')
      throw errorOf(state.step === 'ended' ? state.code : undefined);
    const event = await perform(effect, relay, options);
    ({ state, effects } = transitionClient(state, event));
    if (event.type === 'created') return { room: event.room, state };
  }
}

/** A refusal of the relay's is an event, for it may be worth another challenge; what goes wrong on this side is thrown. */
async function perform(effect: ClientEffect, relay: Relay, options: CreateOptions): Promise<ClientEvent> {
  try {
    return await answerTo(effect, relay, options);
  } catch (error) {
    if (error instanceof PugError && isCode(error.code)) return { type: 'refused', code: error.code };
    throw error;
  }
}

async function answerTo(effect: ClientEffect, relay: Relay, options: CreateOptions): Promise<ClientEvent> {
  const { signal } = options;
  switch (effect.type) {
    case 'fetch-challenge':
      return { type: 'challenged', challenge: await askChallenge(relay, signal) };
    case 'solve':
      return { type: 'solved', nonce: (await solve(effect.challenge, options)).nonce };
    case 'redeem':
      return {
        type: 'redeemed',
        session: await redeem(relay, { token: effect.token, nonce: effect.nonce }, signal),
      };
    case 'create':
      return { type: 'created', room: await askRoom(relay, effect.sessionToken, options, signal) };
    default:
      throw new TypeError(`${effect.type} is no step of creating a room`);
  }
}

import { randomBytes } from 'node:crypto';
import type { Proof } from '../../wire/gate.js';
import { zeroBits } from '../../wire/pow.js';
import { newTag } from '../../wire/member.js';
import { headerOf, ok, refusal, type ApiRequest, type Reply } from './api.js';
import { PlayedRoom } from './room.js';

const EASY_BITS = 4;
const TOKEN_BYTES = 32;
const CHALLENGE_MS = 120_000;
const SESSION_MS = 300_000;
const TTL = { min: 60, max: 86_400, default: 3_600 };
const CAPACITY = { min: 2, max: 50, default: 10 };
const RATE = { frames: 50, frameBurst: 100, bytes: 65_536, byteBurst: 131_072 };
const NONCE = /^[0-9a-f]{1,32}$/;

/** A room that the client has created, and what it asked for. */
export interface Created {
  readonly room: PlayedRoom;
  readonly request: ApiRequest;
}

/** The API of a relay that keeps to the specification. */
export class Gate {
  /** Leading zero bits. */
  difficulty = EASY_BITS;
  /** Makes challenge tokens. */
  newToken = (): string => randomBytes(TOKEN_BYTES).toString('base64url');
  /** What was redeemed, right or wrong. */
  readonly proofs: Proof[] = [];
  readonly created: Created[] = [];
  readonly #tokens = new Set<string>();
  readonly #sessions = new Set<string>();

  answer(request: ApiRequest): Reply {
    switch (`${request.method} ${request.path}`) {
      case 'GET /api/pow-challenge':
        return this.#challenge();
      case 'POST /api/pow-redeem':
        return this.#redeem(proofOf(request));
      case 'GET /api/create-room':
        return this.#create(request);
      case 'GET /api/limits':
        return ok({
          protocol: 'pug.v1',
          difficulty: this.difficulty,
          ttl: TTL,
          capacity: CAPACITY,
          maxFrameBytes: 16_000,
          rate: RATE,
        });
      case 'GET /healthz':
        return ok({ status: 'ok' });
      default:
        return request.method === 'OPTIONS' ? { status: 204, body: '' } : refusal('not_found');
    }
  }

  #challenge(): Reply {
    const token = this.newToken();
    this.#tokens.add(token);
    const { difficulty } = this;
    return ok({ token, algorithm: 'SHA-256', difficulty, expiresAt: Date.now() + CHALLENGE_MS });
  }

  #redeem(proof: Proof | undefined): Reply {
    if (proof === undefined) return refusal('bad_request');
    this.proofs.push(proof);
    const isRight = NONCE.test(proof.nonce) && zeroBits(proof.token, proof.nonce) >= this.difficulty;
    if (!isRight || !this.#tokens.delete(proof.token)) return refusal('pow_invalid');
    const sessionToken = newTag();
    this.#sessions.add(sessionToken);
    return ok({ sessionToken, expiresAt: Date.now() + SESSION_MS });
  }

  #create(request: ApiRequest): Reply {
    const [, sessionToken = ''] = /^Bearer (.+)$/.exec(headerOf(request, 'authorization') ?? '') ?? [];
    if (!this.#sessions.delete(sessionToken)) return refusal('session_invalid');
    const room = new PlayedRoom();
    this.created.push({ room, request });
    const { roomId, roomSecret } = room;
    const ttl = amount(request, 'ttl', TTL);
    const capacity = amount(request, 'capacity', CAPACITY);
    return ok({ roomId, roomSecret, expiresAt: Date.now() + ttl * 1_000, ttl, capacity });
  }
}

/** The proof of a request; undefined where it has none. */
function proofOf({ body }: ApiRequest): Proof | undefined {
  try {
    const { token, nonce } = JSON.parse(body.toString('utf8')) as Record<string, unknown>;
    return typeof token === 'string' && typeof nonce === 'string' ? { token, nonce } : undefined;
  } catch {
    return undefined;
  }
}

function amount({ query }: ApiRequest, name: string, range: typeof TTL): number {
  const asked = query.get(name);
  return asked === null ? range.default : Math.max(range.min, Math.min(range.max, Number(asked)));
}

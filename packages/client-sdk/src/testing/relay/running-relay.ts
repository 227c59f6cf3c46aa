import { CODES, SUBPROTOCOL, type CloseCode, type Code, type CodeRow } from '@pug-network/protocol';
import type { CryptoLike } from '../../crypto/source.js';
import type { WebSocketClass } from '../../platform/websocket-like.js';
import { randomFrom } from '../random.js';
import { QueueClock } from '../world/clock.js';
import { cryptoIn } from '../world/crypto.js';
import { fetchThrough } from '../world/fetch.js';
import type { Line } from '../world/line.js';
import { Lines } from '../world/lines.js';
import { Queue } from '../world/queue.js';
import { ClientEnd, type Network } from '../world/web-socket.js';
import { Connection } from './connection.js';
import type { Deliver } from './delivery.js';
import { Gate } from './gate.js';
import { answer } from './http.js';
import { limitsOf } from './limits.js';
import { Refusals, type RefusalStep } from './refusals.js';
import { Rooms } from './rooms.js';
import { Witness, type Seen } from './seen.js';
import { isMeant, type Target } from './target.js';
import type { TestPlatform, TestRelay, TestRelayOptions } from './test-relay.js';

const DEFAULT_ORIGIN = 'https://relay.test';
const DEFAULT_SEED = 1;
const MAX_ROOMS = 100_000;
const MAX_CONNECTIONS = 20_000;
/** A client that is looking for a proof has found it by then, or given up. */
const SOLVING_LIMIT_MS = 2_000;

/** A whole relay: its API, its connections, and the network around it. */
export class RunningRelay implements TestRelay {
  readonly origin: string;
  readonly clock: QueueClock;
  readonly platform: TestPlatform;
  readonly #queue = new Queue();
  readonly #lines = new Lines(this.#queue);
  readonly #witness = new Witness();
  readonly #refusals = new Refusals();
  readonly #connections = new Set<Connection>();
  readonly #rooms: Rooms;
  readonly #limits: ReturnType<typeof limitsOf>;
  readonly #maxConnections: number;
  #isShutDown = false;

  /** `deliver` decides what members get. */
  constructor(options: TestRelayOptions, deliver: Deliver) {
    const { origin = DEFAULT_ORIGIN, seed = DEFAULT_SEED, maxRooms = MAX_ROOMS } = options;
    const random = randomFrom(seed);
    this.origin = new URL(origin).origin;
    this.clock = new QueueClock(this.#queue);
    this.#limits = limitsOf(options);
    this.#maxConnections = options.maxConnections ?? MAX_CONNECTIONS;
    this.#rooms = new Rooms({ limits: this.#limits, maxRooms, clock: this.clock, random, deliver });
    const gate = new Gate({
      difficulty: this.#limits.difficulty,
      random,
      wallNow: this.clock.wallNow,
      onSolving: () => this.#queue.hold(SOLVING_LIMIT_MS),
    });
    this.platform = this.#makePlatform(gate, cryptoIn(this.#queue, randomFrom(seed), options.crypto));
  }

  get seen(): readonly Seen[] {
    return this.#witness.seen;
  }

  settle(): Promise<void> {
    return this.#queue.quiet();
  }

  hasSeen(content: string | Uint8Array): boolean {
    return this.#witness.has(content);
  }

  refuse(code: Code, step?: RefusalStep): void {
    this.#refusals.add(code, step);
  }

  disconnect(target?: Target, code?: CloseCode): void {
    for (const connection of this.#meantBy(target)) {
      if (code === undefined) connection.cut();
      else connection.refuse(code);
    }
  }

  stall(target?: Target): void {
    for (const connection of this.#meantBy(target)) connection.stall();
    if (target === undefined) this.#lines.stall();
  }

  resume(): void {
    for (const connection of this.#connections) connection.resume();
    this.#lines.resume();
  }

  goOffline(): void {
    this.#lines.goOffline();
    for (const connection of this.#connections) connection.cut();
  }

  goOnline(): void {
    this.#lines.goOnline();
  }

  shutDown(): void {
    this.#isShutDown = true;
    this.#rooms.shutDown();
    for (const connection of this.#connections) connection.refuse('server_shutdown');
  }

  restart(): void {
    this.#isShutDown = false;
  }

  #makePlatform(gate: Gate, crypto: CryptoLike): TestPlatform {
    const network: Network = { connect: (...knock) => this.#connect(...knock) };
    const context = {
      ...{ gate, rooms: this.#rooms, limits: this.#limits, refusals: this.#refusals },
      isShutDown: () => this.#isShutDown,
    };
    const WebSocket: WebSocketClass = class extends ClientEnd {
      constructor(url: string, protocols: string | readonly string[]) {
        super(network, url, protocols);
      }
    };
    const fetch = fetchThrough(this.#lines, this.origin, (asked) => {
      const { method, url, authorization, body } = asked;
      this.#witness.request(method, url.pathname + url.search, authorization, body);
      return answer(context, asked);
    });
    return { fetch, WebSocket, crypto, clock: this.clock };
  }

  #connect(end: ClientEnd, url: string, protocols: readonly string[]): Line {
    const line = this.#lines.open(() => end.fail());
    line.carry(() => this.#decide(line, end, url, protocols));
    return line;
  }

  /** Whether a handshake becomes a connection (protocol.md, WebSocket). */
  #decide(line: Line, end: ClientEnd, url: string, protocols: readonly string[]): void {
    const isFound = !this.#lines.isOffline && url === `${this.origin.replace(/^http/, 'ws')}/ws`;
    const refused = isFound ? this.#refusals.take('connect') : undefined;
    const close = refused && closeCodeOf(refused);
    if (isFound && protocols.includes(SUBPROTOCOL) && refused === close) {
      end.open(() => this.#take(line, end, close));
    } else end.fail();
  }

  /** A connection that is one too many is told so, and takes up no place. */
  #take(line: Line, end: ClientEnd, refused: CloseCode | undefined): Connection {
    const full = this.#connections.size >= this.#maxConnections ? 'server_full' : undefined;
    const connection = new Connection(line, end, {
      ...{ rooms: this.#rooms, clock: this.clock, rate: this.#limits.rate },
      ...{ refusals: this.#refusals, witness: this.#witness },
      onGone: (gone) => this.#connections.delete(gone),
    });
    this.#connections.add(connection);
    const code = refused ?? (this.#isShutDown ? 'server_shutdown' : full);
    if (code !== undefined) connection.refuse(code);
    return connection;
  }

  #meantBy(target: Target | undefined): Connection[] {
    const meant = Array.from(this.#connections).filter(({ seat }) => isMeant(target, seat));
    if (target !== undefined && meant.length === 0) throw new RangeError('nobody here is meant');
    return meant;
  }
}

/** The same code where it can end a connection. */
function closeCodeOf(code: Code): CloseCode | undefined {
  const row: CodeRow = CODES[code];
  return row.close === undefined ? undefined : (code as CloseCode);
}

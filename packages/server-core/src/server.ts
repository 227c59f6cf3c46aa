import type { Server } from 'node:http';
import { MAX_FRAME_BYTES, SUBPROTOCOL, type Limits } from '@pug-network/protocol';
import { resolveConfig, type RelayConfig, type RelayOptions } from './config.js';
import { Connections } from './connections/connections.js';
import { attachEngine, selectEngine, type SelectedEngine } from './engines/select.js';
import { Gate } from './gate/gate.js';
import { Http } from './http/http.js';
import { Origins } from './http/origins.js';
import { StaticFiles } from './http/static.js';
import { Registry } from './rooms/registry.js';
import type { Core, EngineName, Publisher } from './socket.js';
import { Timekeeper } from './timing/timekeeper.js';

/** Where a relay listens. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** How much of its limits a relay uses: numbers alone, nothing of anybody. */
export interface RelayLoad {
  readonly rooms: number;
  readonly connections: number;
}

/** A relay that is made, and with `listen` or `attach` begins to serve. */
export interface Relay {
  /** Starts to listen; port 0 lets the system choose. Default port 3000, host all interfaces. Rejects where it cannot. */
  listen(address?: Partial<Address>): Promise<Address>;
  /** Serves through a server of Node that is there already (Express, Vite …), by the ws engine. Attach after its own handlers. */
  attach(server: Server): void;
  /** Where it listens; `undefined` before and when attached. */
  readonly address: Address | undefined;
  /** What it runs on, once it serves. */
  readonly engine: EngineName | undefined;
  /** Why it does not run on native uWebSockets.js, if it does not. */
  readonly whyNotUws: string | undefined;
  readonly load: RelayLoad;
  /** Drains: no new joins, `server_shutdown` to everybody; resolves when all is gone, at most some 5 s later. */
  close(): Promise<void>;
}

/** Where a relay listens unless it is told otherwise. */
export const DEFAULT_ADDRESS: Address = { host: '0.0.0.0', port: 3000 };

/**
 * Makes a relay: proof-of-work gate, rooms in memory, HTTP and WebSocket (protocol.md). Throws a `ConfigError` that
 * names the option which cannot be.
 *
 * ```ts
 * const relay = createRelay({ powDifficulty: 18 });
 * const { port } = await relay.listen({ port: 3000 });
 * await relay.close();
 * ```
 */
export function createRelay(options: RelayOptions = {}): Relay {
  return new RunningRelay(resolveConfig(options));
}

const USED = 'a relay listens or is attached once';

class RunningRelay implements Relay {
  readonly #config: RelayConfig;
  readonly #timekeeper: Timekeeper;
  readonly #registry: Registry;
  readonly #connections: Connections;
  readonly #core: Core;
  #selected: SelectedEngine | undefined;
  #address: Address | undefined;
  #starting: Promise<Address> | undefined;
  #closing: Promise<void> | undefined;
  #isUsed = false;

  constructor(config: RelayConfig) {
    this.#config = config;
    this.#timekeeper = new Timekeeper(config.clock);
    this.#registry = new Registry({
      ...config,
      timekeeper: this.#timekeeper,
      publisher: this.#publisher(),
      later: afterNextTurn,
    });
    this.#connections = new Connections(config, {
      ...config,
      registry: this.#registry,
      timekeeper: this.#timekeeper,
    });
    this.#core = this.#makeCore();
  }

  get address(): Address | undefined {
    return this.#address;
  }

  get engine(): EngineName | undefined {
    return this.#selected?.name;
  }

  get whyNotUws(): string | undefined {
    return this.#selected?.whyNotUws;
  }

  get load(): RelayLoad {
    return { rooms: this.#registry.size, connections: this.#connections.size };
  }

  listen(address: Partial<Address> = {}): Promise<Address> {
    if (this.#isUsed) return Promise.reject(new TypeError(USED));
    this.#isUsed = true;
    this.#starting = this.#start({ ...DEFAULT_ADDRESS, ...address });
    return this.#starting;
  }

  attach(server: Server): void {
    if (this.#isUsed) throw new TypeError(USED);
    if (this.#config.engine === 'uws') throw new TypeError('only the ws engine attaches to a server');
    this.#isUsed = true;
    this.#selected = attachEngine(this.#core, server);
  }

  close(): Promise<void> {
    this.#isUsed = true;
    this.#closing ??= this.#drain();
    return this.#closing;
  }

  async #start({ host, port }: Address): Promise<Address> {
    this.#selected = await selectEngine(this.#config.engine, this.#core);
    this.#address = { host, port: await this.#selected.engine.listen(host, port) };
    return this.#address;
  }

  async #drain(): Promise<void> {
    await this.#starting?.catch(() => undefined);
    this.#registry.shutdown();
    await this.#connections.drain();
    this.#timekeeper.stop();
    await this.#selected?.engine.close();
  }

  #makeCore(): Core {
    const { powDifficulty, clock, allowedOrigins, trustProxy, maxConnectionsPerAddress } = this.#config;
    const http = new Http({
      gate: new Gate(powDifficulty, clock, this.#timekeeper),
      registry: this.#registry,
      limits: limitsOf(this.#config),
      origins: new Origins(allowedOrigins),
      files: new StaticFiles(this.#config),
      trustProxy,
      countsAddresses: maxConnectionsPerAddress > 0,
      isDraining: () => this.#closing !== undefined,
    });
    return {
      claims: (path) => http.claims(path),
      handle: (request) => http.handle(request),
      refuseMalformed: () => http.refuseMalformed(),
      decideUpgrade: (request) => http.decideUpgrade(request),
      open: (socket, address) => this.#connections.open(socket, address),
    };
  }

  /** The registry is there before the engine: nothing is published until somebody is connected. */
  #publisher(): Publisher {
    return {
      publishBytes: (topic, bytes) => this.#selected?.engine.publishBytes(topic, bytes),
    };
  }
}

/** uWebSockets.js hands what was published to the system at the end of a turn of the loop, so the turn after is safe. */
function afterNextTurn(callback: () => void): void {
  setImmediate(() => setImmediate(callback));
}

const limitsOf = ({ powDifficulty, ttl, capacity, rate }: RelayConfig): Limits => ({
  protocol: SUBPROTOCOL,
  difficulty: powDifficulty,
  ttl: { min: ttl.min, max: ttl.max, default: ttl.default },
  capacity: { min: capacity.min, max: capacity.max, default: capacity.default },
  maxFrameBytes: MAX_FRAME_BYTES,
  rate: { frames: rate.frames, frameBurst: rate.frameBurst, bytes: rate.bytes, byteBurst: rate.byteBurst },
});

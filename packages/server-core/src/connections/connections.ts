import type { Rate } from '@pug-network/protocol';
import type { Socket } from '../socket.js';
import { addressKey } from './address.js';
import { Connection, type ConnectionContext } from './connection.js';

interface ConnectionLimits {
  readonly maxConnections: number;
  /** 0 for no limit. */
  readonly maxConnectionsPerAddress: number;
}

/** Control frames are not metered as messages are, but not without limit either: so many times their number. */
const CONTROLS_PER_MESSAGE = 10;

/** Every open connection, counted against the deployment's limits. */
export class Connections {
  readonly #open = new Set<Connection>();
  /** Those that take up a place: not the ones that are refused and about to close. */
  readonly #counted = new Set<Connection>();
  readonly #byAddress = new Map<string, number>();
  readonly #limits: ConnectionLimits;
  readonly #context: ConnectionContext;
  #isDraining = false;
  #whenEmpty: (() => void) | undefined;

  constructor(limits: ConnectionLimits, context: Omit<ConnectionContext, 'controlRate' | 'onGone'>) {
    this.#limits = limits;
    this.#context = {
      ...context,
      controlRate: controlRateOf(context.rate),
      onGone: (connection) => this.#remove(connection),
    };
  }

  get size(): number {
    return this.#open.size;
  }

  /** Takes up a connection; one too many is told so and closed. `address` is empty where it is not asked for. */
  open(socket: Socket, address: string): Connection {
    const connection = new Connection(socket, address === '' ? '' : addressKey(address), this.#context);
    const isOverLimit = this.#isOverLimit(connection.addressKey);
    this.#open.add(connection);
    if (!isOverLimit) this.#count(connection, 1);
    if (this.#isDraining) connection.refuse('server_shutdown');
    else if (isOverLimit) connection.refuse('server_full');
    return connection;
  }

  /** Tells everybody that the relay is going away; resolves when nobody is left. */
  async drain(): Promise<void> {
    this.#isDraining = true;
    for (const connection of this.#open) connection.refuse('server_shutdown');
    if (this.#open.size === 0) return;
    await new Promise<void>((resolve) => {
      this.#whenEmpty = resolve;
    });
  }

  #isOverLimit(addressKey: string): boolean {
    const { maxConnections, maxConnectionsPerAddress: most } = this.#limits;
    const ofAddress = this.#byAddress.get(addressKey) ?? 0;
    return this.#counted.size >= maxConnections || (most > 0 && ofAddress >= most);
  }

  #remove(connection: Connection): void {
    this.#open.delete(connection);
    if (this.#counted.has(connection)) this.#count(connection, -1);
    if (this.#open.size === 0) this.#whenEmpty?.();
  }

  #count(connection: Connection, change: 1 | -1): void {
    if (change === 1) this.#counted.add(connection);
    else this.#counted.delete(connection);
    const { addressKey: key } = connection;
    if (key === '') return;
    const count = (this.#byAddress.get(key) ?? 0) + change;
    if (count === 0) this.#byAddress.delete(key);
    else this.#byAddress.set(key, count);
  }
}

const controlRateOf = ({ frames, frameBurst, ...bytes }: Rate): Rate => ({
  frames: frames * CONTROLS_PER_MESSAGE,
  frameBurst: frameBurst * CONTROLS_PER_MESSAGE,
  ...bytes,
});

import type { Socket } from '../socket.js';
import { addressKey } from './address.js';
import { Connection, type ConnectionContext } from './connection.js';

interface ConnectionLimits {
  readonly maxConnections: number;
  /** 0 for no limit. */
  readonly maxConnectionsPerAddress: number;
}

/** Every open connection, counted against the deployment's limits. */
export class Connections {
  readonly #open = new Set<Connection>();
  readonly #byAddress = new Map<string, number>();
  readonly #limits: ConnectionLimits;
  readonly #context: ConnectionContext;
  #isDraining = false;
  #whenEmpty: (() => void) | undefined;

  constructor(limits: ConnectionLimits, context: Omit<ConnectionContext, 'onGone'>) {
    this.#limits = limits;
    this.#context = { ...context, onGone: (connection) => this.#remove(connection) };
  }

  get size(): number {
    return this.#open.size;
  }

  /** Takes up a connection; one too many is told so and closed. `address` is empty where it is not asked for. */
  open(socket: Socket, address: string): Connection {
    const connection = new Connection(socket, address === '' ? '' : addressKey(address), this.#context);
    this.#open.add(connection);
    const ofAddress = this.#count(connection.addressKey, 1);
    if (this.#isDraining) connection.refuse('server_shutdown');
    else if (this.#isOverLimit(ofAddress)) connection.refuse('server_full');
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

  #isOverLimit(ofAddress: number): boolean {
    const { maxConnections, maxConnectionsPerAddress } = this.#limits;
    return (
      this.#open.size > maxConnections ||
      (maxConnectionsPerAddress > 0 && ofAddress > maxConnectionsPerAddress)
    );
  }

  #remove(connection: Connection): void {
    this.#open.delete(connection);
    this.#count(connection.addressKey, -1);
    if (this.#open.size === 0) this.#whenEmpty?.();
  }

  #count(key: string, change: 1 | -1): number {
    if (key === '') return 0;
    const count = (this.#byAddress.get(key) ?? 0) + change;
    if (count === 0) this.#byAddress.delete(key);
    else this.#byAddress.set(key, count);
    return count;
  }
}

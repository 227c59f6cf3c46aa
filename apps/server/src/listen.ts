import type { Address, Relay } from '@pug-network/server-core';
import { accept, refuse, type Result } from './result.js';

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'the port is taken',
  EACCES: 'this user may not use the port',
  EPERM: 'this user may not use the port',
  EADDRNOTAVAIL: 'this machine has no such address',
  EAFNOSUPPORT: 'this machine has no such kind of address',
  ENOTFOUND: 'the host is unknown',
  EAI_AGAIN: 'the host could not be looked up',
};

/** Starts to listen, or says in one line why that cannot be. */
export async function listen(relay: Relay, address: Address): Promise<Result<Address>> {
  try {
    return accept(await relay.listen(address));
  } catch (error) {
    // Without an engine it was not the address: the engine that was asked for does not load, in the core's words.
    if (relay.engine === undefined) return refuse((error as Error).message);
    return refuse(listenFault(address, (error as NodeJS.ErrnoException).code));
  }
}

/** Why a relay cannot listen, by the system's error code. */
export function listenFault({ host, port }: Address, code: string | undefined): string {
  const reason = code === undefined ? 'it was refused' : (REASONS[code] ?? code);
  return `cannot listen on host ${host}, port ${port}: ${reason}`;
}
